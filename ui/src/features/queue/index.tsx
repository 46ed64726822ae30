import { ArrowLeft, Inbox } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { undoLast, useListCursor } from "@/actions";
import { type MessageVisibility, operations, type Ticket, type TicketStatus } from "@/api/generated";
import { useChange, useList, useOperation } from "@/api/queries";
import type { Worked } from "@/api/worked";
import { Button } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNotice } from "@/components/ErrorNotice";
import { PaneHeader } from "@/components/Pane";
import { ResizablePanes } from "@/components/ResizablePanes";
import { toast } from "@/components/Toast";
import { dayAndClock, words } from "@/lib/format";
import { useGo } from "@/lib/go";
import { useMinute } from "@/lib/useNow";
import { BulkBar } from "./BulkBar";
import { type BulkChange, useSelection } from "./bulk";
import { CustomerRail } from "./CustomerRail";
import { type Deed, leaves, useTicketChanges } from "./changes";
import { useConversation } from "./conversation";
import { EscalateDialog } from "./dialogs/EscalateDialog";
import { MergeDialog } from "./dialogs/MergeDialog";
import { RecordDialog } from "./dialogs/RecordDialog";
import { RefundDialog } from "./dialogs/RefundDialog";
import { SnoozeDialog } from "./dialogs/SnoozeDialog";
import { ViewDialog } from "./dialogs/ViewDialog";
import { type QueueRow, rowsOf } from "./groups";
import { nameOf, useMay, useRepresentatives } from "./people";
import { placeOf, ticketOf, useFound, useRecent } from "./search";
import { mayBecome } from "./steps";
import { EditTicket, NewTicket } from "./TicketDialogs";
import { TicketList } from "./TicketList";
import { type PaneState, TicketPane } from "./TicketPane";
import { type Pick, type Picking, TicketPicker } from "./TicketPicker";
import { type TicketAsk, useQueueActions } from "./useQueueActions";
import { savedAddress, toSave, useTotal, useView } from "./view";
import { useWhyNot } from "./whyNot";

export { ViewDialog } from "./dialogs/ViewDialog";
export { savedAddress } from "./view";

const finished = (ticket: Ticket) => ticket.status === "RESOLVED" || ticket.status === "CLOSED";
const closedPane: PaneState = { editing: null, history: false, visibility: "PUBLIC", writing: false };

/** A dialog over a ticket, or over the tickets in words. */
type Asking = { what: TicketAsk | "snooze"; ticket: Ticket };

/** The queue: the list of tickets, the one that is open and the customer who asked. */
export function QueueScreen({ id }: { id?: string }) {
  const { t } = useTranslation("queue");
  const go = useGo();
  const view = useView();
  const now = useMinute();
  const whyNot = useWhyNot();
  const { me, byId } = useRepresentatives();
  const mayDelete = useMay(operations.delete_ticket.who);
  const [finding, setFinding] = useState(view.search.q !== undefined);
  const text = view.search.q ?? "";
  const found = useFound(finding ? text : "");
  const list = useList("list_queue", view.input, { enabled: view.ready });
  const rows: readonly QueueRow[] = finding ? found.rows : rowsOf(list.items, view.sort, list.hasMore, now);
  const total = useTotal(view, list.items.length, list.hasMore);
  const read = useOperation(
    "get_ticket",
    { id: id ?? "" },
    { enabled: id !== undefined, keepPrevious: false },
  );
  const changes = useTicketChanges(view);
  const conversation = useConversation(changes);
  const selection = useSelection(view);

  const [picking, setPicking] = useState<Picking | null>(null);
  const [asking, setAsking] = useState<Asking | null>(null);
  const [pane, setPane] = useState<PaneState>(closedPane);
  // Whose text is being edited: another ticket that is opened meanwhile is not.
  const [paneOf, setPaneOf] = useState(id);

  const { new: making, ...search } = view.search;
  const close = () => go("/queue", search);
  const find = (on: boolean) => {
    setFinding(on);
    if (!on && text) view.find("");
  };
  const open = async (row: QueueRow, replace = false) => {
    if (row.kind !== "hit") return go(`/queue/${row.id}`, search, { replace });
    useRecent.getState().add(text);
    const place = await placeOf(row.hit);
    if (place) go(place, place.startsWith("/queue") ? search : {}, { replace });
    else toast({ tone: "danger", title: t("find.gone") });
  };
  const cursor = useListCursor<QueueRow>({
    items: rows,
    idOf: (row) => row.id,
    openId: id,
    isHeading: (row) => row.kind === "heading",
    onOpen: (row) => void open(row),
    onMove: (row) =>
      id !== undefined &&
      (row.kind !== "hit" || ticketOf(row.hit)) &&
      go(`/queue/${row.id}`, search, { replace: true }),
    onBack:
      selection.choosing && !selection.busy
        ? selection.clear
        : id !== undefined
          ? close
          : finding
            ? () => find(false)
            : undefined,
  });

  const gone = id !== undefined && read.error?.code === "NOT_FOUND";
  const inRow = (row: QueueRow | undefined): Worked | undefined =>
    row?.kind === "ticket" ? row.ticket : row?.kind === "hit" ? ticketOf(row.hit) : undefined;
  // The list's row is there at once; all else follows with what is read.
  const inList = (wanted: string): Worked | undefined =>
    list.items.find((each) => each.id === wanted) ?? inRow(rows.find((row) => row.id === wanted));
  const opened: Worked | undefined = id === undefined || gone ? undefined : (read.data ?? inList(id));
  const underCursor = inRow(cursor.item);
  const many = selection.some;
  const targets: readonly Worked[] = selection.whole
    ? list.items
    : selection.chosen.size > 0
      ? [...selection.chosen.values()].map((each) => inList(each.id) ?? each)
      : [id === undefined ? underCursor : opened].filter((each) => each !== undefined);
  const [only] = many ? [] : targets;
  const work = only && (inList(only.id)?.work ?? only.work);
  const asleep = Date.parse(work?.snoozedUntil ?? "") > now;
  const howMany = selection.whole ? total.text : String(targets.length);
  const name = many
    ? t("actions.onMany", { count: selection.whole ? total.known : targets.length, amount: howMany })
    : (only?.ticketNumber ?? "");

  /** The row after this one, or before it when it is the last. */
  const neighbour = (from: number, by: 1 | -1): number => {
    for (let index = from + by; index >= 0 && index < rows.length; index += by)
      if (inRow(rows[index])) return index;
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

  /** Does something to one ticket; when it leaves the view, the next one takes its place. */
  const act = (ticket: Worked, deed: Deed, said: string | ((after: Ticket) => string), next = false) => {
    const goes = next || (!finding && leaves(ticket, deed, view));
    if (goes && (id === undefined || id === ticket.id)) goNext(ticket);
    void changes.act(ticket, deed, said);
  };
  /** Does it to the one ticket that is meant, or changes all that are chosen. */
  const apply = (
    deed: Deed,
    change: BulkChange | undefined,
    said: (what: string) => string,
    next = false,
  ) => {
    if (many && change) void selection.changeAll(change, said);
    else if (only) act(only, deed, said(only.ticketNumber), next);
  };
  const move = (status: TicketStatus) => {
    if (only && !mayBecome(only.status, status))
      return toast({
        tone: "danger",
        title: t("refused", { number: only.ticketNumber }),
        detail: whyNot(only, status),
      });
    const done = status === "RESOLVED";
    apply(
      { do: "move", status },
      { set: { status } },
      (what) => (done ? t("said.resolved", { what }) : t("said.status", { what, to: words(status) })),
      done,
    );
  };
  const onPick = ({ deed, change, said, to }: Pick) => {
    const [ticket] = picking?.tickets ?? [];
    const tell = (what: string) => t(`said.${said}`, { what, to });
    if (picking?.many) apply(deed, change, tell);
    else if (ticket) act(ticket, deed, tell(ticket.ticketNumber));
  };

  const add = (visibility: MessageVisibility, resolve: boolean) => {
    if (!opened) return;
    if (resolve) goNext(opened);
    void conversation.addDraft(opened, visibility, resolve);
  };
  const openThen = (state: Partial<PaneState>) => {
    if (!only) return;
    setPane((before) => ({ ...before, ...state }));
    setPaneOf(only.id);
    if (id === undefined) go(`/queue/${only.id}`, search);
  };
  const extendTo = (index: number) => {
    const [from, to] = [Math.min(cursor.cursor, index), Math.max(cursor.cursor, index)];
    selection.choose(rows.slice(from, to + 1).flatMap((row) => (row.kind === "ticket" ? [row.ticket] : [])));
    cursor.moveTo(index);
  };
  const saveView = useChange("update_saved_view");
  const keepView = () => {
    const { saved } = view;
    if (!saved || !view.changed) return view.change({ new: "view" });
    saveView.mutate(
      { id: saved.id, expectedUpdatedAt: saved.updatedAt, ...toSave(view.filters, view.sort) },
      {
        onSuccess: () => toast({ title: t("said.viewSaved", { name: saved.name }), undo: undoLast }),
        onError: ({ message }) => toast({ tone: "danger", title: t("saved.refused"), detail: message }),
      },
    );
  };

  useQueueActions(view, {
    targets: name,
    single: !many,
    finished: targets.length > 0 && targets.every(finished),
    asleep,
    mayDelete,
    saved: view.saved !== undefined && view.changed,
    move,
    pick: (what) => {
      const anchors = document.querySelectorAll(`[data-picker="${what}"]`);
      const anchor =
        [...anchors].at(-1) ??
        document.querySelector("[data-picker=more]") ??
        document.querySelector("[role=row][aria-selected=true]");
      setPicking({ what, tickets: targets, many, anchor });
    },
    assignTo: (whom) => {
      const assignedTo = whom === "me" ? (me ?? null) : null;
      if (whom === "me" && !me) return;
      apply({ do: "assign", assignedTo }, { set: { assignedTo } }, (what) =>
        assignedTo
          ? t("said.assigned", { what, to: nameOf(byId.get(assignedTo)) })
          : t("said.unassigned", { what }),
      );
    },
    route: () =>
      only &&
      act(only, { do: "route" }, ({ ticketNumber, assignedTo }) =>
        t("said.assigned", { what: ticketNumber, to: nameOf(byId.get(assignedTo ?? "")) }),
      ),
    wake: () => only && act(only, { do: "wake" }, t("said.woken", { what: only.ticketNumber })),
    write: (visibility) => openThen({ visibility, writing: true }),
    ask: (what) => only && setAsking({ what, ticket: only }),
    history: () => openThen({ history: id === undefined || !pane.history }),
    editText: (editing) => openThen({ editing }),
    remove: () => {
      if (!only) return;
      goNext(only);
      changes.remove(only);
    },
    toggle: () => cursor.item?.kind === "ticket" && selection.toggle(cursor.item.ticket),
    extend: (by) => {
      const next = neighbour(cursor.cursor, by);
      extendTo(next < 0 ? cursor.cursor : next);
    },
    chooseAll: selection.chooseAll,
    find: () => setFinding(true),
    create: () => view.change({ new: "ticket" }),
    saveView: keepView,
  });

  return (
    <>
      <ResizablePanes
        list={
          <TicketList
            view={view}
            rows={rows}
            list={list}
            found={finding ? found : null}
            total={total}
            now={now}
            cursor={cursor}
            selection={selection}
            onFind={find}
            onOpen={(row, index) => {
              cursor.moveTo(index);
              void open(row);
            }}
            onExtendTo={extendTo}
            onAssign={(ticket, anchor) =>
              setPicking({ what: "assign", tickets: [ticket], many: false, anchor })
            }
            onSaveView={keepView}
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
                setPane((before) => ({ ...before, ...state }));
                setPaneOf(opened.id);
              }}
              onAdd={add}
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
          name={picking.many ? name : (picking.tickets[0]?.ticketNumber ?? "")}
          tags={tagsInUse(list.items, picking.tickets)}
          onPick={onPick}
          onOtherTime={() => picking.tickets[0] && setAsking({ what: "snooze", ticket: picking.tickets[0] })}
          onClose={() => setPicking(null)}
        />
      )}
      {making === "ticket" && (
        <NewTicket
          onClose={() => view.change({ new: undefined })}
          onMade={(made) => go(`/queue/${made}`, search)}
        />
      )}
      {making === "view" && (
        <ViewDialog
          asks={toSave(view.filters, view.sort)}
          onSaved={(saved) => go("/queue", savedAddress(saved).search)}
          onClose={() => view.change({ new: undefined })}
        />
      )}
      {asking && (
        <Ask
          {...asking}
          changes={changes}
          onRecord={conversation.record}
          onMerged={(into) => go(`/queue/${into}`, search)}
          onSnooze={(until) =>
            act(
              asking.ticket,
              { do: "snooze", until: until.toISOString() },
              t("said.slept", { what: asking.ticket.ticketNumber, to: dayAndClock(until.toISOString()) }),
            )
          }
          onClose={() => setAsking(null)}
        />
      )}
    </>
  );
}

interface AskProps extends Asking {
  changes: ReturnType<typeof useTicketChanges>;
  onRecord: (ticket: Ticket, body: string) => Promise<unknown>;
  onMerged: (into: string) => void;
  onSnooze: (until: Date) => void;
  onClose: () => void;
}

/** The dialog that is open over a ticket. */
function Ask({ what, ticket, changes, onRecord, onMerged, onSnooze, onClose }: AskProps) {
  switch (what) {
    case "edit":
      return <EditTicket ticket={ticket} changes={changes} onClose={onClose} />;
    case "escalate":
      return <EscalateDialog ticket={ticket} onClose={onClose} />;
    case "refund":
      return <RefundDialog ticket={ticket} onClose={onClose} />;
    case "merge":
      return <MergeDialog ticket={ticket} onMerged={onMerged} onClose={onClose} />;
    case "record":
      return <RecordDialog ticket={ticket} onRecord={onRecord} onClose={onClose} />;
    case "snooze":
      return <SnoozeDialog what={ticket.ticketNumber} onSnooze={onSnooze} onClose={onClose} />;
  }
}

/** Every tag of these tickets and of the list, in order. */
function tagsInUse(listed: readonly Ticket[], chosen: readonly Ticket[]): string[] {
  return [...new Set([...chosen, ...listed].flatMap((ticket) => ticket.tags ?? []))].sort();
}
