import { Inbox, ListChecks, Save, Search, SearchX } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { useListCursor } from "@/actions";
import type { Ticket } from "@/api/generated";
import type { useList } from "@/api/queries";
import { useUnsynced } from "@/api/sync";
import { Button, IconButton } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNotice } from "@/components/ErrorNotice";
import { GroupHeader, ListFooter, PaneHeader } from "@/components/Pane";
import { Skeleton } from "@/components/Skeleton";
import { UnsyncedMark } from "@/components/UnsyncedMark";
import { VirtualList } from "@/components/VirtualList";
import { count, words } from "@/lib/format";
import type { Selection } from "./bulk";
import { Filters } from "./Filters";
import { groupIcons, groupTones, type Heading, type QueueRow } from "./groups";
import { useRepresentatives } from "./people";
import { Facets, FoundRow, NothingFound, Recent, SearchBar } from "./Search";
import type { useFound } from "./search";
import { TicketRow } from "./TicketRow";
import { byStatusOnly, openWork, type Total, type View } from "./view";

export interface TicketListProps {
  view: View;
  rows: readonly QueueRow[];
  list: ReturnType<typeof useList<"list_queue">>;
  /** What was searched for, while one searches. */
  found: ReturnType<typeof useFound> | null;
  total: Total;
  /** This moment. */
  now: number;
  cursor: ReturnType<typeof useListCursor<QueueRow>>;
  selection: Selection;
  onFind: (finding: boolean) => void;
  onOpen: (row: QueueRow, index: number) => void;
  onExtendTo: (index: number) => void;
  onAssign: (ticket: Ticket, anchor: HTMLElement) => void;
  /** Saves the view, or what was changed of it. */
  onSaveView: () => void;
}

/** The left pane: what the view is called, its filters, its tickets in groups. */
export function TicketList(props: TicketListProps) {
  const { view, rows, list, found, total, now, cursor, selection } = props;
  const { onFind, onOpen, onExtendTo, onAssign, onSaveView } = props;
  const { t } = useTranslation("queue");
  const { me } = useRepresentatives();
  const unsynced = useUnsynced(
    "tickets",
    useMemo(() => list.items.map(({ id }) => id), [list.items]),
  );
  const title = useTitle(view, found !== null);
  const text = view.search.q ?? "";
  const { error, isPending, items, refetch, more } = found ?? list;

  let body: ReactNode;
  if (found && text === "") body = <Recent onText={view.find} />;
  else if (error && items.length === 0)
    body = (
      <div className="p-4">
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      </div>
    );
  else if (isPending) body = <Skeleton />;
  else if (rows.length === 0) body = found ? <NothingFound /> : <Nothing view={view} />;
  else
    body = (
      <VirtualList
        items={rows}
        keyOf={(row) => row.id}
        rowHeight={(row) => (row.kind === "heading" ? 32 : 40)}
        label={title}
        cursor={cursor.cursor}
        selecting={selection.choosing}
        isSelected={selection.choosing ? (row) => row.kind === "ticket" && selection.has(row.id) : undefined}
        isHeading={(row) => row.kind === "heading"}
        onOpen={onOpen}
        onEnd={more}
      >
        {(row, index) =>
          row.kind === "heading" ? (
            <Group heading={row} view={view} />
          ) : row.kind === "hit" ? (
            <FoundRow hit={row.hit} />
          ) : (
            <TicketRow
              ticket={row.ticket}
              now={now}
              unsynced={unsynced.has(row.id)}
              mine={me !== undefined && row.ticket.assignedTo === me}
              selecting={selection.choosing}
              chosen={selection.has(row.id)}
              onToggle={() => {
                cursor.moveTo(index);
                selection.toggle(row.ticket);
              }}
              onExtend={() => onExtendTo(index)}
              onAssign={(anchor) => onAssign(row.ticket, anchor)}
            />
          )
        }
      </VirtualList>
    );

  return (
    <>
      <PaneHeader
        title={title}
        aside={isPending ? undefined : found ? undefined : total.text}
        actions={
          <div className="flex">
            {view.changed && <IconButton icon={Save} label={t("saved.command")} onClick={onSaveView} />}
            <IconButton icon={Search} label={t("find.open")} keys="/" onClick={() => onFind(!found)} />
            <IconButton
              icon={ListChecks}
              label={t("select.mode")}
              keys="X"
              aria-pressed={selection.choosing}
              onClick={selection.choosing ? selection.clear : selection.start}
            />
          </div>
        }
      />
      {found ? (
        <>
          <SearchBar text={text} onText={view.find} onClose={() => onFind(false)} />
          {text !== "" && <Facets text={text} found={found.first} onText={view.find} />}
        </>
      ) : (
        <Filters view={view} />
      )}
      {body}
      <ListFooter aside={!found && unsynced.size > 0 && <UnsyncedMark named />}>
        {found
          ? found.first && text !== ""
            ? t("footer.found", {
                count: found.first.total,
                amount: `${count(found.first.total)}${found.first.more ? "+" : ""}`,
              })
            : t("footer.search")
          : selection.some
            ? t("footer.selected", {
                chosen: selection.whole ? total.text : count(selection.chosen.size),
                total: total.text,
              })
            : t("footer.tickets", { count: total.known, amount: total.text })}
      </ListFooter>
    </>
  );
}

function Group({ heading, view }: { heading: Heading; view: View }) {
  const { t } = useTranslation("queue");
  const byLabel = view.sort === "priority" || view.sort === "status";
  const by = view.sort === "changed" || view.sort === "due" ? view.sort : "created";
  return (
    <GroupHeader
      icon={groupIcons[heading.id]}
      label={byLabel ? words(heading.id) : t(`group.${by}.${heading.id}`)}
      count={heading.count}
      tone={groupTones[heading.id]}
    />
  );
}

function Nothing({ view }: { view: View }) {
  const { t } = useTranslation("queue");
  const narrowed = !byStatusOnly(view.filters);
  return (
    <div className="min-h-0 flex-1">
      {narrowed ? (
        <EmptyState icon={SearchX} title={t("empty.noMatch")} hint={t("empty.find")} keys="/">
          <Button onClick={view.clear}>{t("filter.clear")}</Button>
        </EmptyState>
      ) : (
        <EmptyState icon={Inbox} title={t("empty.title")} hint={t("empty.create")} keys="c" />
      )}
    </div>
  );
}

/** What the view is called. */
function useTitle({ filters, saved, sort }: View, finding: boolean): string {
  const { t } = useTranslation("queue");
  const { t: shell } = useTranslation("shell");
  const { me } = useRepresentatives();
  const { status } = filters;
  if (finding) return t("view.found");
  if (saved) return saved.name;
  const [only] = status;
  const isOpenWork = status.join() === openWork.join();
  const mine = { ...filters, assignedTo: undefined };
  if (me !== undefined && filters.assignedTo === me && byStatusOnly(mine) && isOpenWork)
    return shell("views.mine");
  if (filters.snoozed) return t("view.snoozed");
  if (filters.late) return t("view.late");
  if (!byStatusOnly(filters)) return t("view.filtered");
  if (isOpenWork) return sort === "due" ? shell("views.due") : t("view.openWork");
  if (status.length === 0 || status.length === 5) return t("view.all");
  return status.length === 1 && only ? shell(`views.${only}`) : t("view.filtered");
}
