import { ArchiveRestore, Flame, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useActions, useListCursor } from "@/actions";
import type { Input } from "@/api/client";
import { useMay } from "@/api/may";
import { type Item, paint, useChange, type useList } from "@/api/queries";
import { Button } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNotice } from "@/components/ErrorNotice";
import { ListFooter, PaneHeader } from "@/components/Pane";
import { Skeleton } from "@/components/Skeleton";
import { toast } from "@/components/Toast";
import { VirtualList } from "@/components/VirtualList";
import { age, dayAndClock } from "@/lib/format";
import { useGo } from "@/lib/go";
import { pathOf, tables } from "@/lib/tables";
import { useAddress } from "./address";
import { Changes } from "./Changes";
import { PurgeDialog } from "./PurgeDialog";
import { ReportCard } from "./Report";
import { useReports } from "./useReversal";

/** A deleted row as the list has it. */
export type Gone = Item<"list_deleted">;

const label = (row: Gone, kind: string) => row.label || kind;

/** What was deleted and can come back, newest first. */
export function DeletedList({
  id,
  rows,
}: {
  id: string | undefined;
  rows: ReturnType<typeof useList<"list_deleted">>;
}) {
  const { t } = useTranslation("activity");
  const go = useGo();
  const { search } = useAddress();
  const open = (row: Gone, replace = false) => go(`/activity/${row.id}`, search, { replace });
  const { cursor, moveTo } = useListCursor({
    items: rows.items,
    idOf: (row) => row.id,
    openId: id,
    onOpen: (row) => open(row),
    onBack: id ? () => go("/activity", search) : undefined,
    onMove: (row) => id && open(row, true),
  });
  return (
    <>
      {rows.error ? (
        <div className="flex-1 p-4">
          <ErrorNotice error={rows.error} onRetry={() => void rows.refetch()} />
        </div>
      ) : rows.isPending ? (
        <div className="flex-1">
          <Skeleton height={56} />
        </div>
      ) : rows.items.length === 0 ? (
        <EmptyState icon={Trash2} title={t("deleted.empty")} hint={t("deleted.emptyHint")} />
      ) : (
        <VirtualList
          items={rows.items}
          keyOf={(row) => row.id}
          rowHeight={56}
          label={t("tabs.deleted")}
          cursor={cursor}
          onEnd={rows.more}
          onOpen={(row, index) => {
            moveTo(index);
            open(row);
          }}
        >
          {(row) => <Row row={row} />}
        </VirtualList>
      )}
      <ListFooter>
        {t(rows.hasMore ? "list.shownMore" : "list.shown", { count: rows.items.length })}
      </ListFooter>
    </>
  );
}

function Row({ row }: { row: Gone }) {
  const { t } = useTranslation("activity");
  const Icon = tables[row.table]?.icon ?? Trash2;
  const kind = t(`tables.${row.table}`, { count: 1 });
  return (
    <div className="grid h-full grid-cols-[16px_minmax(0,1fr)] items-center gap-3 px-4">
      <Icon size={16} className="text-muted" aria-hidden />
      <div className="flex min-w-0 flex-col">
        <div className="flex items-center gap-2">
          <span className="min-w-0 flex-1 truncate text-13 font-medium">{label(row, kind)}</span>
          <time dateTime={row.at} className="shrink-0 text-11 text-muted">
            {age(row.at)}
          </time>
        </div>
        <div className="flex items-center gap-2 text-11 text-muted">
          <span className="min-w-0 flex-1 truncate">
            {t("deleted.line", { table: kind, name: row.actor?.name ?? t("desk") })}
          </span>
          {row.with > 0 && <span className="shrink-0">{t("deleted.with", { count: row.with })}</span>}
        </div>
      </div>
    </div>
  );
}

/** A deleted row: what went with it, restoring it, and for an administrator purging it. */
export function DeletedPane({ id, row }: { id: string | undefined; row: Gone | undefined }) {
  const { t } = useTranslation("activity");
  if (!row) {
    return (
      <>
        <PaneHeader wide />
        <EmptyState
          icon={Trash2}
          title={t(id ? "deleted.back" : "pane.nothing")}
          keys="Enter"
          hint={t("pane.hint")}
        />
      </>
    );
  }
  return <OpenRow key={row.id} row={row} />;
}

function OpenRow({ row }: { row: Gone }) {
  const { t } = useTranslation("activity");
  const go = useGo();
  const may = useMay();
  const [purging, setPurging] = useState(false);
  const keep = useReports((state) => state.keep);
  const { id, group } = row;
  const report = useReports((state) => (group === null ? undefined : state.byGroup[group]));
  const table = row.table as Input<"restore_row">["table"];
  const title = label(row, t(`tables.${table}`, { count: 1 }));
  const restore = useChange("restore_row", {
    paint: () => [
      paint("list_deleted", (page) => ({ ...page, items: page.items.filter((each) => each.id !== id) })),
    ],
    onSuccess: ({ restored, skipped }) => {
      if (group !== null) keep(group, { changed: restored, skipped });
      toast({
        title: t("deleted.restored", { title }),
        detail: skipped.length > 0 ? t("report.skipped", { count: skipped.length }) : undefined,
        lines: skipped.slice(0, 4).map((each) => `${each.label}: ${each.reason}`),
      });
      const path = pathOf(table, id);
      if (path && restored > 0) go(path);
    },
    onError: (error) => toast({ title: t("refused.restore"), detail: error.message, tone: "danger" }),
  });
  const run = () => {
    if (!restore.isPending) restore.mutate({ table, id });
  };
  useActions([
    {
      id: "deleted.restore",
      scope: "item",
      title: t("deleted.restore"),
      keys: "$mod+Enter",
      icon: ArchiveRestore,
      when: () => may("restore_row") && !purging,
      run,
    },
    {
      id: "deleted.purge",
      scope: "item",
      title: t("purge.do"),
      keys: "Delete",
      icon: Flame,
      when: () => may("purge"),
      run: () => setPurging(true),
    },
  ]);
  return (
    <>
      <PaneHeader
        wide
        title={title}
        aside={dayAndClock(row.at)}
        actions={
          <>
            <Button
              kind="danger"
              icon={Flame}
              disabled={!may("purge")}
              title={may("purge") ? undefined : t("purge.adminOnly")}
              onClick={() => setPurging(true)}
            >
              {t("purge.do")}
            </Button>
            <Button
              kind="primary"
              icon={ArchiveRestore}
              keys="$mod+Enter"
              disabled={!may("restore_row") || restore.isPending}
              title={may("restore_row") ? undefined : t("deleted.leadOnly")}
              onClick={run}
            >
              {t("deleted.restore")}
            </Button>
          </>
        }
      />
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto bg-bg px-6 py-4">
        <p className="text-13 text-muted">
          {t("deleted.by", { name: row.actor?.name ?? t("desk") })}
          {row.with > 0 && ` ${t("deleted.withIt", { count: row.with })}`}
        </p>
        {report && <ReportCard report={report} />}
        {group !== null && <Changes group={group} />}
      </div>
      {purging && (
        <PurgeDialog
          what={{ table, id }}
          title={t("purge.ask", { title })}
          onClose={() => setPurging(false)}
          onPurged={() => go("/activity", { tab: "deleted" }, { replace: true })}
        />
      )}
    </>
  );
}
