import { History, Undo2 } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useListCursor } from "@/actions";
import type { useList } from "@/api/queries";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNotice } from "@/components/ErrorNotice";
import { GroupHeader, ListFooter } from "@/components/Pane";
import { Skeleton } from "@/components/Skeleton";
import { VirtualList } from "@/components/VirtualList";
import { classes } from "@/lib/classes";
import { clock, count, day, words } from "@/lib/format";
import { useGo } from "@/lib/go";
import { tables } from "@/lib/tables";
import { useAddress } from "./address";
import type { Group } from "./GroupPane";

type Line = Group | { day: string };
const isDay = (line: Line): line is { day: string } => "day" in line;

/** The groups under the day they happened on. */
function byDay(groups: readonly Group[]): Line[] {
  let before = "";
  return groups.flatMap((group) => {
    const on = day(group.at);
    if (on === before) return [group];
    before = on;
    return [{ day: on }, group];
  });
}

/** What was done, newest first. */
export function ActivityList({
  id,
  groups,
}: {
  id: string | undefined;
  groups: ReturnType<typeof useList<"list_activity">>;
}) {
  const { t } = useTranslation("activity");
  const go = useGo();
  const { search } = useAddress();
  const lines = useMemo(() => byDay(groups.items), [groups.items]);
  const open = (line: Line, replace = false) => {
    if (!isDay(line)) go(`/activity/${line.group}`, search, { replace });
  };
  const { cursor, moveTo } = useListCursor<Line>({
    items: lines,
    idOf: (line) => (isDay(line) ? line.day : String(line.group)),
    openId: id,
    isHeading: isDay,
    onOpen: open,
    onBack: id ? () => go("/activity", search) : undefined,
    onMove: (line) => id && open(line, true),
  });
  if (groups.error)
    return (
      <div className="flex-1 p-4">
        <ErrorNotice error={groups.error} onRetry={() => void groups.refetch()} />
      </div>
    );
  return (
    <>
      {groups.isPending || (groups.hasMore && lines.length === 0) ? (
        <div className="flex-1">
          <Skeleton height={56} />
        </div>
      ) : lines.length === 0 ? (
        <EmptyState icon={History} title={t("list.empty")} hint={t("list.emptyHint")} />
      ) : (
        <VirtualList
          items={lines}
          keyOf={(line) => (isDay(line) ? line.day : String(line.group))}
          rowHeight={(line) => (isDay(line) ? 32 : 56)}
          isHeading={isDay}
          label={t("list.label")}
          cursor={cursor}
          onEnd={groups.more}
          onOpen={(line, index) => {
            moveTo(index);
            open(line);
          }}
        >
          {(line) => (isDay(line) ? <GroupHeader label={line.day} /> : <Row group={line} />)}
        </VirtualList>
      )}
      <ListFooter>
        {t(groups.hasMore ? "list.shownMore" : "list.shown", { count: groups.items.length })}
      </ListFooter>
    </>
  );
}

function Row({ group }: { group: Group }) {
  const { t } = useTranslation("activity");
  const { first, undone, origin } = group;
  const Icon = origin !== null ? Undo2 : (tables[first?.table ?? ""]?.icon ?? History);
  const what = Object.entries(group.tables)
    .map(([table, rows]) => `${count(rows)} ${t(`tables.${table}`, { count: rows })}`)
    .join(", ");
  return (
    <div className={classes("grid h-full grid-cols-[16px_minmax(0,1fr)] items-center gap-3 px-4")}>
      <Icon size={16} className="text-muted" aria-hidden />
      <div className="flex min-w-0 flex-col">
        <div className="flex items-center gap-2">
          <span className={classes("min-w-0 flex-1 truncate text-13 font-medium", undone && "line-through")}>
            {first?.label || words(group.operation ?? t("unnamed"))}
          </span>
          <time dateTime={group.at} className="shrink-0 text-11 text-muted">
            {clock(group.at)}
          </time>
        </div>
        <div className="flex items-center gap-2 text-11 text-muted">
          <span className="min-w-0 flex-1 truncate">
            {t("list.line", {
              name: group.actor?.name ?? t("desk"),
              operation: words(group.operation ?? t("unnamed")),
            })}
          </span>
          {undone ? (
            <span className="inline-flex shrink-0 items-center gap-1 text-warning">
              <Undo2 size={12} aria-hidden />
              {t("undone")}
            </span>
          ) : (
            <span className="max-w-40 shrink-0 truncate">{what}</span>
          )}
        </div>
      </div>
    </div>
  );
}
