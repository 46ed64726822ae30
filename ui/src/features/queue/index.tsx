import { ArrowLeft, Inbox } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useListCursor } from "@/actions";
import { operations, type Ticket } from "@/api/generated";
import { useList, useOperation } from "@/api/queries";
import { Button } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNotice } from "@/components/ErrorNotice";
import { PaneHeader } from "@/components/Pane";
import { ResizablePanes } from "@/components/ResizablePanes";
import { useGo } from "@/lib/go";
import { BulkBar } from "./BulkBar";
import { useSelection } from "./bulk";
import { useDrafts } from "./Composer";
import { CustomerRail } from "./CustomerRail";
import { type Fields, useTicketChanges } from "./changes";
import { type Row, rowsOf } from "./groups";
import { NOTE_BREAK } from "./history";
import { nameOf, useMay, useRepresentatives } from "./people";
import { EditTicket, NewTicket } from "./TicketDialogs";
import { TicketList } from "./TicketList";
import { type PaneState, TicketPane } from "./TicketPane";
import { type Pick, type Picking, TicketPicker } from "./TicketPicker";
import { useMinute } from "./useMinute";
import { useQueueActions } from "./useQueueActions";
import { belongs, useTotal, useView } from "./view";

const finished = (ticket: Ticket) => ticket.status === "RESOLVED" || ticket.status === "CLOSED";
const closedPane: PaneState = { editing: null, history: false, noting: false };

/** The queue: the list of tickets, the one that is open and the customer who asked. */
export function QueueScreen({ id }: { id?: string }) {
  const { t } = useTranslation("queue");
  const go = useGo();
  const view = useView();
  const { me, byId } = useRepresentatives();
  const mayDelete = useMay(operations.delete_ticket.who);
  const list = useList("list_tickets", view.input);
  const rows = rowsOf(list.items, view.sort, list.hasMore, useMinute());
  const total = useTotal(view, list.items.length, list.hasMore);
  const read = useOperation(
    "get_ticket",
    { id: id ?? "" },
    { enabled: id !== undefined, keepPrevious: false },
  );
  const changes = useTicketChanges(view);
  const selection = useSelection(view, changes);

  const [finding, setFinding] = useState(view.search.q !== undefined);
  const [picking, setPicking] = useState<Picking | null>(null);
  const [pane, setPane] = useState<PaneState>(closedPane);
  const [edited, setEdited] = useState<Ticket | null>(null);
  // Whose text is being edited: another ticket that is opened meanwhile is not.
  const [paneOf, setPaneOf] = useState(id);

  const { new: making, ...search } = view.search;
  const close = () => go("/queue", search);
  const find = (on: boolean) => {
    setFinding(on);
    if (!on && view.search.q) view.find("");
  };
  const cursor = useListCursor<Row>({
    items: rows,
    idOf: (row) => row.id,
    openId: id,
    isHeading: (row) => row.kind === "heading",
    onOpen: (row) => go(`/queue/${row.id}`, search),
    onMove: (row) => id !== undefined && go(`/queue/${row.id}`, search, { replace: true }),
    onBack: selection.progress
      ? selection.stop
      : selection.choosing
        ? selection.clear
        : id !== undefined
          ? close
          : finding
            ? () => find(false)
            : undefined,
  });

  const gone = id !== undefined && read.error?.code === "NOT_FOUND";
  // The list's row is there at once; all else follows with what is read.
  const inList = (wanted: string) => list.items.find((each) => each.id === wanted);
  const opened = id === undefined || gone ? undefined : (read.data ?? inList(id));
  const underCursor = cursor.item?.kind === "ticket" ? cursor.item.ticket : undefined;
  const many = selection.chosen.size > 0;
  const targets: readonly Ticket[] = many
    ? [...selection.chosen.values()].map((each) => inList(each.id) ?? each)
    : [id === undefined ? underCursor : opened].filter((each) => each !== undefined);
  const [only] = targets;
  const nameFor = (tickets: readonly Ticket[]) =>
    tickets.length === 1 && tickets[0]
      ? tickets[0].ticketNumber
      : t("actions.onMany", { count: tickets.length });

  /** The row after this one, or before it when it is the last. */
  const neighbour = (from: number, by: 1 | -1): number => {
    for (let index = from + by; index >= 0 && index < rows.length; index += by)
      if (rows[index]?.kind === "ticket") return index;
    return -1;
  };
  const goNext = (ticket: Ticket) => {
    const at = rows.findIndex((row) => row.id === ticket.id);
    const next = [neighbour(at, 1), neighbour(at, -1)].find((index) => index >= 0) ?? -1;
    const row = rows[next];
    if (at < 0 || !row) {
      if (id !== undefined) close();
      return;
    }
    cursor.moveTo(next);
    if (id !== undefined) go(`/queue/${row.id}`, search, { replace: true });
  };

  /** Does one change to these tickets; a single one that leaves the view makes place for the next. */
  const apply = (
    tickets: readonly Ticket[],
    fieldsOf: (ticket: Ticket) => Fields | null,
    said: (what: string) => string,
    next = false,
  ) => {
    const [single] = tickets;
    const chosenOne = single && selection.chosen.size === 1 && selection.chosen.has(single.id);
    if (tickets.length > 1 || chosenOne) {
      void selection.changeAll(tickets, fieldsOf, (count) => said(t("actions.onMany", { count })));
      return;
    }
    const fields = single && fieldsOf(single);
    if (!single || !fields) return;
    const leaves = !belongs({ ...single, ...fields } as Ticket, view.filters);
    if ((next || leaves) && (id === undefined || id === single.id)) goNext(single);
    void changes.update(single, fields, said(single.ticketNumber));
  };
  const setStatus = (status: Ticket["status"], to: string, next = false) =>
    apply(
      targets,
      (ticket) => (ticket.status === status ? null : { status }),
      (what) => (status === "RESOLVED" ? t("said.resolved", { what }) : t("said.status", { what, to })),
      next,
    );
  const onPick = ({ fieldsOf, said, to }: Pick) =>
    apply(picking?.tickets ?? [], fieldsOf, (what) => t(`said.${said}`, { what, to }));

  const addNote = (resolve: boolean) => {
    const { texts, write } = useDrafts.getState();
    const text = opened && texts[opened.id]?.trim();
    if (!opened || !text) return;
    const internalNotes = opened.internalNotes ? opened.internalNotes + NOTE_BREAK + text : text;
    write(opened.id, "");
    if (resolve) goNext(opened);
    const said = t(resolve ? "said.resolved" : "said.noted", { what: opened.ticketNumber });
    const fields: Fields = resolve ? { internalNotes, status: "RESOLVED" } : { internalNotes };
    void changes.update(opened, fields, said).then((accepted) => {
      // Refused: what was typed goes back where it was typed.
      if (!accepted && !useDrafts.getState().texts[opened.id]) write(opened.id, text);
    });
  };

  const openThen = (state: Partial<PaneState>) => {
    if (!only) return;
    setPane({ ...pane, ...state });
    setPaneOf(only.id);
    if (id === undefined) go(`/queue/${only.id}`, search);
  };
  const extendTo = (index: number) => {
    const [from, to] = [Math.min(cursor.cursor, index), Math.max(cursor.cursor, index)];
    selection.choose(rows.slice(from, to + 1).flatMap((row) => (row.kind === "ticket" ? [row.ticket] : [])));
    cursor.moveTo(index);
  };

  useQueueActions(view, {
    targets: targets.length > 0 ? nameFor(targets) : "",
    single: !many,
    finished: targets.length > 0 && targets.every(finished),
    mayDelete,
    finish: () => setStatus("RESOLVED", "", true),
    wait: () => setStatus("WAITING", "Waiting"),
    reopen: () => setStatus("OPEN", "Open"),
    pick: (what) => {
      const anchors = document.querySelectorAll(`[data-picker="${what}"]`);
      const anchor = [...anchors].at(-1) ?? document.querySelector("[role=row][aria-selected=true]");
      setPicking({ what, tickets: targets, anchor });
    },
    assignTo: (whom) => {
      const assignedTo = whom === "me" ? (me ?? null) : null;
      if (whom === "me" && !me) return;
      apply(
        targets,
        (ticket) => (ticket.assignedTo === assignedTo ? null : { assignedTo }),
        (what) =>
          assignedTo
            ? t("said.assigned", { what, to: nameOf(byId.get(assignedTo)) })
            : t("said.unassigned", { what }),
      );
    },
    note: () => openThen({ noting: true }),
    history: () => openThen({ history: id === undefined || !pane.history }),
    edit: () => setEdited(only ?? null),
    editText: (editing) => openThen({ editing }),
    remove: () => {
      if (!only) return;
      goNext(only);
      changes.remove(only);
    },
    toggle: () => underCursor && selection.toggle(underCursor),
    extend: (by) => {
      const next = neighbour(cursor.cursor, by);
      extendTo(next < 0 ? cursor.cursor : next);
    },
    chooseAll: () => void selection.chooseAll(),
    find: () => setFinding(true),
    create: () => view.change({ new: "ticket" }),
  });

  return (
    <>
      <ResizablePanes
        list={
          <TicketList
            view={view}
            rows={rows}
            list={list}
            total={total}
            cursor={cursor}
            selection={selection}
            finding={finding}
            onFind={find}
            onOpen={(row, index) => {
              cursor.moveTo(index);
              go(`/queue/${row.id}`, search);
            }}
            onExtendTo={extendTo}
            onAssign={(ticket, anchor) => setPicking({ what: "assign", tickets: [ticket], anchor })}
          />
        }
        rail={opened && <CustomerRail ticket={opened} search={search} />}
      >
        <div className="relative flex min-h-0 flex-1 flex-col">
          {opened ? (
            <TicketPane
              ticket={opened}
              changes={changes}
              state={{ ...pane, editing: paneOf === opened.id ? pane.editing : null }}
              onState={(state) => {
                setPane((now) => ({ ...now, ...state }));
                setPaneOf(opened.id);
              }}
              onNote={addNote}
              mayDelete={mayDelete}
              selecting={selection.choosing}
            />
          ) : (
            <>
              <PaneHeader wide />
              {gone ? (
                <EmptyState title={t("empty.gone")} hint={t("empty.goneHint")} keys="Escape">
                  <Button icon={ArrowLeft} onClick={close}>
                    {t("view.all")}
                  </Button>
                </EmptyState>
              ) : read.error ? (
                <div className="p-6">
                  <ErrorNotice error={read.error} onRetry={() => void read.refetch()} />
                </div>
              ) : (
                id === undefined && (
                  <EmptyState icon={Inbox} title={t("empty.pane")} hint={t("empty.open")} keys="j k" />
                )
              )}
            </>
          )}
          {selection.choosing && <BulkBar selection={selection} total={total} />}
        </div>
      </ResizablePanes>
      {picking && (
        <TicketPicker
          {...picking}
          name={nameFor(picking.tickets)}
          tags={tagsInUse(list.items, picking.tickets)}
          onPick={onPick}
          onClose={() => setPicking(null)}
        />
      )}
      {making === "ticket" && (
        <NewTicket
          onClose={() => view.change({ new: undefined })}
          onMade={(made) => go(`/queue/${made}`, search)}
        />
      )}
      {edited && <EditTicket ticket={edited} changes={changes} onClose={() => setEdited(null)} />}
    </>
  );
}

/** Every tag of these tickets and of the list, in order. */
function tagsInUse(listed: readonly Ticket[], chosen: readonly Ticket[]): string[] {
  return [...new Set([...chosen, ...listed].flatMap((ticket) => ticket.tags ?? []))].sort();
}
