import { History, Plus } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useListCursor } from "@/actions";
import { useMay } from "@/api/may";
import { useOperation } from "@/api/queries";
import { useSession } from "@/api/session";
import { useUnsynced } from "@/api/sync";
import { IconButton } from "@/components/Button";
import { Chip } from "@/components/Chip";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNotice } from "@/components/ErrorNotice";
import { FilterBar, GroupHeader, ListFooter, PaneHeader } from "@/components/Pane";
import { ScreenTabs } from "@/components/ScreenTabs";
import { Skeleton } from "@/components/Skeleton";
import { VirtualList } from "@/components/VirtualList";
import { count, money } from "@/lib/format";
import { useGo } from "@/lib/go";
import { useNow } from "@/lib/useNow";
import { type Query, useRows } from "./data";
import { FilterMenu, SortMenu } from "./ListMenus";
import { sum } from "./money";
import type { useAsked } from "./query";
import { RecordRow } from "./RecordRow";
import type { Resource, Row, RowContext } from "./resource";

export interface RecordListProps {
  resource: Resource;
  id: string | undefined;
  rows: ReturnType<typeof useRows>;
  asked: ReturnType<typeof useAsked>;
  onNew: () => void;
}

/** The list pane: chips, filters, order, and the rows that match. */
export function RecordList({ resource, id, rows, asked, onNew }: RecordListProps) {
  const { t } = useTranslation("records");
  const go = useGo();
  const may = useMay();
  const session = useSession();
  // An age is shown in minutes: four times a minute is often enough.
  const now = useNow(resource.tick ?? 15_000);
  const context = useMemo<RowContext>(() => ({ session, now, t }), [session, now, t]);
  const { screen, chips } = resource;
  const unsynced = useUnsynced(
    resource.table,
    useMemo(() => rows.items.map(({ id }) => id), [rows.items]),
  );
  const open = (row: { id: string }) => go(`/${screen}/${row.id}`, asked.search);
  const also = useAlso(resource, asked.chip);
  // The other list follows once this one is all there.
  const items = rows.hasMore || also.length === 0 ? rows.items : [...rows.items, heading, ...also];
  const { cursor, moveTo } = useListCursor({
    items,
    isHeading,
    idOf: (row) => row.id,
    openId: id,
    onOpen: open,
    onBack: id ? () => go(`/${screen}`, asked.search) : undefined,
    onMove: (row) => id && go(`/${screen}/${row.id}`, asked.search, { replace: true }),
  });
  const counts = useCounts(resource);
  const total = resource.sum && !rows.hasMore ? sum(rows.items.map((row) => row[resource.sum ?? ""])) : null;
  const { ListActions } = resource;

  return (
    <>
      <PaneHeader
        actions={
          <>
            {ListActions && <ListActions />}
            <FilterMenu resource={resource} filters={asked.filters} onFilter={asked.setFilter} />
            <SortMenu resource={resource} sort={asked.sort} onSort={asked.setSort} />
            <IconButton
              icon={Plus}
              label={t("list.new", { kind: t(`one.${screen}`) })}
              keys="C"
              disabled={!may(resource.create)}
              onClick={onNew}
            />
          </>
        }
      >
        <h1 className={screen === "escalations" ? "text-14 font-semibold" : "sr-only"}>
          {t(`many.${screen}`)}
        </h1>
        <ScreenTabs screen={screen} />
      </PaneHeader>
      {chips && (
        <FilterBar>
          <div className="flex gap-1 overflow-x-auto [scrollbar-width:none]">
            {chips.choices.map(({ name, values }) => {
              const amount = counts && values.reduce((total, value) => total + (counts[value] ?? 0), 0);
              return (
                <Chip key={name} on={asked.chip === name} onClick={() => asked.setChip(name)}>
                  {t(`chips.${name}`)}
                  {amount !== undefined && asked.chip === name && ` ${count(amount)}`}
                </Chip>
              );
            })}
          </div>
        </FilterBar>
      )}
      {rows.error ? (
        <div className="flex-1 p-4">
          <ErrorNotice error={rows.error} onRetry={() => void rows.refetch()} />
        </div>
      ) : rows.isPending ? (
        <div className="flex-1">
          <Skeleton height={56} />
        </div>
      ) : items.length === 0 ? (
        <EmptyState
          icon={resource.icon}
          title={t("list.empty", { kind: t(`many.${screen}`).toLowerCase() })}
          keys={may(resource.create) ? "c" : undefined}
          hint={may(resource.create) ? t("list.emptyHint") : t("list.otherFilter")}
        />
      ) : (
        <VirtualList
          items={items}
          keyOf={(row) => row.id}
          rowHeight={(row) => (isHeading(row) ? 32 : 56)}
          isHeading={isHeading}
          label={t(`many.${screen}`)}
          cursor={cursor}
          onEnd={rows.more}
          onOpen={(row, index) => {
            moveTo(index);
            open(row);
          }}
        >
          {(row) =>
            isHeading(row) ? (
              <GroupHeader icon={History} label={t(`list.also.${screen}`)} />
            ) : (
              <RecordRow
                view={resource.row(row, context)}
                leadWidth={resource.leadWidth}
                unsynced={unsynced.has(row.id)}
              />
            )
          }
        </VirtualList>
      )}
      <ListFooter aside={total && rows.items.length > 0 && t("list.sum", { sum: money(total) })}>
        {rows.hasMore
          ? t("list.shownMore", { amount: count(rows.items.length) })
          : t("list.shown", { count: rows.items.length })}
      </ListFooter>
    </>
  );
}

/** Stands between a list and the one under it. */
const heading: Row = { id: "heading", createdAt: "", updatedAt: "" };
const isHeading = (row: Row) => row === heading;

const MOST = 20;

/** The rows of the resource's other list, where it has one and the first chip is on. */
function useAlso(resource: Resource, chip: string | undefined): Row[] {
  const on = resource.also !== undefined && chip === resource.chips?.first;
  const none: Query = { filter: {}, sort: { field: "createdAt", direction: "desc" } };
  const rows = useRows(resource, resource.also ?? none, { enabled: on, limit: MOST });
  return on ? rows.items.slice(0, MOST) : [];
}

/** How many rows have each status, for the resources that count. */
function useCounts(resource: Resource): Record<string, number> | undefined {
  const counted = useOperation(
    resource.counts ?? "count_refunds",
    {},
    { enabled: resource.counts !== undefined },
  );
  return resource.counts ? (counted.data?.byStatus as Record<string, number> | undefined) : undefined;
}
