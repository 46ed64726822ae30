import { CalendarClock, History, Redo2, Undo2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useActions } from "@/actions";
import type { Item } from "@/api/queries";
import { Button } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import { PaneHeader } from "@/components/Pane";
import { Pill } from "@/components/Pill";
import { dayAndClock, words } from "@/lib/format";
import { GoLink, useGo } from "@/lib/go";
import { Changes } from "./Changes";
import { ReportCard } from "./Report";
import { useReports, useReversal } from "./useReversal";

/** A group of changes as the list has it. */
export type Group = Item<"list_activity">;

/** A millisecond before an instant: the desk as it was when that had not happened yet. */
export const before = (at: string) => new Date(Date.parse(at) - 1).toISOString();

/** One operation: who did what when, its changes field by field, undo and redo. */
export function GroupPane({ id, group }: { id: string | undefined; group: Group | undefined }) {
  const { t } = useTranslation("activity");
  if (id === undefined) {
    return (
      <>
        <PaneHeader wide />
        <EmptyState icon={History} title={t("pane.nothing")} keys="Enter" hint={t("pane.hint")} />
      </>
    );
  }
  return <OpenGroup key={id} id={Number(id)} group={group} />;
}

function OpenGroup({ id, group }: { id: number; group: Group | undefined }) {
  const { t } = useTranslation("activity");
  const go = useGo();
  const undo = useReversal("undo");
  const redo = useReversal("redo");
  const report = useReports((state) => state.byGroup[id]);
  const undone = group?.undone ?? false;
  const reversal = undone ? redo : undo;
  const possible = group !== undefined && (undone || group.undoable);
  const Icon = undone ? Redo2 : Undo2;
  const title = undone ? t("pane.redo") : t("pane.undo");
  const run = () => {
    if (possible && !undo.isPending && !redo.isPending) reversal.mutate({ group: id });
  };
  const lookBefore = () => group && go("/activity", { tab: "past", at: before(group.at) });
  useActions([
    {
      id: "activity.reverse",
      scope: "item",
      title,
      keys: "$mod+Enter",
      icon: Icon,
      when: () => possible,
      run,
    },
    {
      id: "activity.before",
      scope: "item",
      title: t("pane.before"),
      keys: "b",
      icon: CalendarClock,
      when: () => group !== undefined,
      run: lookBefore,
    },
  ]);
  return (
    <>
      <PaneHeader
        wide
        title={group ? words(group.operation ?? t("unnamed")) : undefined}
        aside={group && dayAndClock(group.at)}
        actions={
          <>
            <Button icon={CalendarClock} keys="b" disabled={!group} onClick={lookBefore}>
              {t("pane.before")}
            </Button>
            <Button
              kind="primary"
              icon={Icon}
              keys="$mod+Enter"
              disabled={!possible || undo.isPending || redo.isPending}
              title={possible ? undefined : t("pane.notUndoable")}
              onClick={run}
            >
              {title}
            </Button>
          </>
        }
      />
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto bg-bg px-6 py-4">
        {group && (
          <p className="flex flex-wrap items-center gap-2 text-13 text-muted">
            {t("pane.line", { name: group.actor?.name ?? t("desk"), count: group.changes })}
            {undone && (
              <Pill tone="warning" icon={Undo2}>
                {t("undone")}
              </Pill>
            )}
            {group.origin !== null && (
              <GoLink to={`/activity/${group.origin}`} className="text-12 text-accent">
                {t("pane.origin")}
              </GoLink>
            )}
          </p>
        )}
        {report && <ReportCard report={report} />}
        <Changes group={id} />
      </div>
    </>
  );
}
