import { Inbox, ListChecks, Search, SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { useListCursor } from "@/actions";
import type { Ticket } from "@/api/generated";
import type { useList } from "@/api/queries";
import { Button, IconButton } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNotice } from "@/components/ErrorNotice";
import { GroupHeader, ListFooter, PaneHeader } from "@/components/Pane";
import { Skeleton } from "@/components/Skeleton";
import { VirtualList } from "@/components/VirtualList";
import { count, words } from "@/lib/format";
import type { Selection } from "./bulk";
import { Filters, Find } from "./Filters";
import { groupIcons, type Heading, type Row } from "./groups";
import { useRepresentatives } from "./people";
import { TicketRow } from "./TicketRow";
import { byStatusOnly, openWork, type Total, type View } from "./view";

export interface TicketListProps {
  view: View;
  rows: readonly Row[];
  list: ReturnType<typeof useList<"list_tickets">>;
  total: Total;
  cursor: ReturnType<typeof useListCursor<Row>>;
  selection: Selection;
  finding: boolean;
  onFind: (finding: boolean) => void;
  onOpen: (row: Row, index: number) => void;
  onExtendTo: (index: number) => void;
  onAssign: (ticket: Ticket, anchor: HTMLElement) => void;
}

/** The left pane: what the view is called, its filters, its tickets in groups. */
export function TicketList(props: TicketListProps) {
  const { view, rows, list, total, cursor, selection, finding, onFind, onOpen, onExtendTo, onAssign } = props;
  const { t } = useTranslation("queue");
  const { me } = useRepresentatives();
  const title = useTitle(view);

  let body: ReactNode;
  if (list.error && list.items.length === 0)
    body = (
      <div className="p-4">
        <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
      </div>
    );
  else if (list.isPending) body = <Skeleton />;
  else if (rows.length === 0) body = <Nothing view={view} />;
  else
    body = (
      <VirtualList
        items={rows}
        keyOf={(row) => row.id}
        rowHeight={(row) => (row.kind === "heading" ? 32 : 40)}
        label={title}
        cursor={cursor.cursor}
        selecting={selection.choosing}
        isSelected={
          selection.choosing ? (row) => row.kind === "ticket" && selection.chosen.has(row.id) : undefined
        }
        isHeading={(row) => row.kind === "heading"}
        onOpen={onOpen}
        onEnd={list.more}
      >
        {(row, index) =>
          row.kind === "heading" ? (
            <Group heading={row} view={view} />
          ) : (
            <TicketRow
              ticket={row.ticket}
              mine={me !== undefined && row.ticket.assignedTo === me}
              selecting={selection.choosing}
              chosen={selection.chosen.has(row.id)}
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
        aside={list.isPending ? undefined : total.text}
        actions={
          <div className="flex">
            <IconButton icon={Search} label={t("find.open")} keys="/" onClick={() => onFind(!finding)} />
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
      {finding ? <Find view={view} onClose={() => onFind(false)} /> : <Filters view={view} />}
      {body}
      <ListFooter>
        {selection.chosen.size > 0
          ? t("footer.selected", { chosen: count(selection.chosen.size), total: total.text })
          : t("footer.tickets", { count: total.known, amount: total.text })}
      </ListFooter>
    </>
  );
}

function Group({ heading, view }: { heading: Heading; view: View }) {
  const { t } = useTranslation("queue");
  const byLabel = view.sort === "priority" || view.sort === "status";
  return (
    <GroupHeader
      icon={groupIcons[heading.id]}
      label={
        byLabel
          ? words(heading.id)
          : t(`group.${view.sort === "changed" ? "changed" : "created"}.${heading.id}`)
      }
      count={heading.count}
      tone={heading.id === "URGENT" ? "text-danger" : undefined}
    />
  );
}

function Nothing({ view }: { view: View }) {
  const { t } = useTranslation("queue");
  const narrowed = view.filters.text !== "" || !byStatusOnly(view.filters);
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
function useTitle({ filters }: View): string {
  const { t } = useTranslation("queue");
  const { t: shell } = useTranslation("shell");
  const { me } = useRepresentatives();
  const { status } = filters;
  if (filters.text) return t("view.found");
  const [only] = status;
  const isOpenWork = status.join() === openWork.join();
  const mine = { ...filters, assignedTo: undefined };
  if (me !== undefined && filters.assignedTo === me && byStatusOnly(mine) && isOpenWork)
    return shell("views.mine");
  if (!byStatusOnly(filters)) return t("view.filtered");
  if (isOpenWork) return t("view.openWork");
  if (status.length === 0 || status.length === 5) return t("view.all");
  return status.length === 1 && only ? shell(`views.${only}`) : t("view.filtered");
}
