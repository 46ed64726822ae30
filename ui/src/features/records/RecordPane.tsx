import { Pencil, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useMay, whoMay } from "@/api/may";
import { useIsUnsynced } from "@/api/sync";
import { Button, IconButton } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNotice } from "@/components/ErrorNotice";
import { PaneHeader } from "@/components/Pane";
import { Skeleton } from "@/components/Skeleton";
import { UnsyncedMark } from "@/components/UnsyncedMark";
import { words } from "@/lib/format";
import { Details } from "./Details";
import type { useRow } from "./data";
import { RecordHistory } from "./RecordHistory";
import type { Resource } from "./resource";

export interface RecordPaneProps {
  resource: Resource;
  open: ReturnType<typeof useRow>;
  id: string | undefined;
  onEdit: () => void;
  onDelete: () => void;
  /** The row is dealt with. */
  onDone: () => void;
}

/** The work pane: one row with its relations, children and history. */
export function RecordPane({ resource, open, id, onEdit, onDelete, onDone }: RecordPaneProps) {
  const { t } = useTranslation("records");
  const may = useMay();
  const { row, error, refetch } = open;
  const unsynced = useIsUnsynced(resource.table, row?.id);
  const { Actions, Head, More, Aside, Below, Nothing } = resource;
  if (!id) {
    if (Nothing) return <Nothing />;
    return (
      <>
        <PaneHeader wide />
        <EmptyState icon={resource.icon} title={t("pane.nothing")} keys="Enter" hint={t("pane.hint")} />
      </>
    );
  }
  if (!row) {
    return (
      <>
        <PaneHeader wide />
        <div className="p-6">
          {error ? <ErrorNotice error={error} onRetry={() => void refetch()} /> : <Skeleton />}
        </div>
      </>
    );
  }
  const reason = (name: Parameters<typeof may>[0]) =>
    may(name) ? undefined : t("pane.onlyFrom", { role: words(whoMay(name)) });
  const details = <Details resource={resource} row={row} />;
  const history = <RecordHistory table={resource.table} id={row.id} />;
  return (
    <>
      <PaneHeader
        wide
        title={resource.title(row)}
        aside={unsynced ? <UnsyncedMark /> : undefined}
        actions={
          <>
            <IconButton
              icon={Trash2}
              label={reason(resource.remove) ?? t("pane.delete")}
              keys="Del"
              disabled={!may(resource.remove)}
              onClick={onDelete}
            />
            <Button
              icon={Pencil}
              keys="e"
              disabled={!may(resource.update)}
              title={reason(resource.update)}
              onClick={onEdit}
            >
              {t("pane.edit")}
            </Button>
            {Actions && <Actions key={row.id} row={row} onDone={onDone} />}
          </>
        }
      />
      <div className="@container min-h-0 flex-1 overflow-y-auto bg-bg px-6 py-4">
        <Columns
          left={
            <>
              {Head && <Head row={row} />}
              {More && <More row={row} />}
              {!Below && details}
            </>
          }
          right={
            <>
              {Aside && <Aside row={row} />}
              {!Below && history}
            </>
          }
        />
        {Below && (
          <>
            <div className="my-4 flex flex-col gap-4">
              <Below row={row} />
            </div>
            <Columns left={details} right={history} />
          </>
        )}
      </div>
    </>
  );
}

function Columns({ left, right }: { left: ReactNode; right: ReactNode }) {
  return (
    <div className="grid items-start gap-4 @3xl:grid-cols-[minmax(0,1fr)_300px]">
      <div className="flex min-w-0 flex-col gap-4">{left}</div>
      <div className="flex min-w-0 flex-col gap-4">{right}</div>
    </div>
  );
}
