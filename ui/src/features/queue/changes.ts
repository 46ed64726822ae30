import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { undoLast } from "@/actions";
import type { DeskError, Input } from "@/api/client";
import type { Representative, Ticket, TicketStatus, TicketTimeline } from "@/api/generated";
import { invalidateTables, operationKey, paint, useChange, useChanges } from "@/api/queries";
import type { Worked } from "@/api/worked";
import { toast } from "@/components/Toast";
import { useRepresentatives } from "./people";
import { belongs, type View } from "./view";

/** What can be edited of a ticket. */
export type Fields = Omit<Input<"update_ticket">, "id" | "requestId" | "expectedUpdatedAt">;

/** One thing that is done to a ticket; each is an operation of its own. */
export type Deed =
  | { do: "edit"; fields: Fields }
  | { do: "move"; status: TicketStatus }
  | { do: "assign"; assignedTo: string | null }
  | { do: "route" }
  | { do: "snooze"; until: string }
  | { do: "wake" };

type Verb =
  | "update_ticket"
  | "transition_ticket"
  | "assign_ticket"
  | "unassign_ticket"
  | "route_ticket"
  | "snooze_ticket"
  | "wake_ticket";

/** Why a change of one ticket was refused. */
export interface Refusal {
  ticket: Ticket;
  error: DeskError;
}

type Target = { id: string; expectedUpdatedAt?: string };

/** The operation of a deed and its input. */
function operationOf(deed: Deed, target: Target): { name: Verb; input: Input<Verb> } {
  switch (deed.do) {
    case "edit":
      return { name: "update_ticket", input: { ...target, ...deed.fields } };
    case "move":
      return { name: "transition_ticket", input: { ...target, status: deed.status } };
    case "assign":
      return deed.assignedTo === null
        ? { name: "unassign_ticket", input: target }
        : { name: "assign_ticket", input: { ...target, assignedTo: deed.assignedTo } };
    case "route":
      return { name: "route_ticket", input: target };
    case "snooze":
      return { name: "snooze_ticket", input: { ...target, until: deed.until } };
    case "wake":
      return { name: "wake_ticket", input: target };
  }
}

/** The ticket as it will be, before the desk has answered. */
export function after(ticket: Worked, deed: Deed, people: ReadonlyMap<string, Representative>): Worked {
  const sleep = (snoozedUntil: string | null): Worked =>
    ticket.work ? { ...ticket, work: { ...ticket.work, snoozedUntil } } : ticket;
  const given = (assignedTo: string | null | undefined): Partial<Ticket> =>
    assignedTo === undefined
      ? {}
      : { assignedTo, assignee: (assignedTo !== null && people.get(assignedTo)) || null };
  switch (deed.do) {
    case "edit":
      return { ...ticket, ...deed.fields, ...given(deed.fields.assignedTo) };
    case "move":
      return { ...ticket, status: deed.status };
    case "assign":
      return { ...ticket, ...given(deed.assignedTo) };
    case "snooze":
      return sleep(deed.until);
    case "wake":
      return sleep(null);
    case "route":
      return ticket;
  }
}

/** Whether a ticket would leave the view by this. */
export function leaves(ticket: Worked, deed: Deed, view: View): boolean {
  if (deed.do === "snooze") return !view.filters.snoozed;
  if (deed.do === "wake") return view.filters.snoozed;
  return !belongs(after(ticket, deed, new Map()), view.filters);
}

interface Paged {
  items: Worked[];
  pages?: Paged[];
}

/** Applies `update` to a ticket wherever a list or the pane has it. */
function updateCached(client: QueryClient, id: string, update: (ticket: Worked) => Worked): void {
  const inPage = (page: Paged): Paged => ({
    ...page,
    items: page.items.map((item) => (item.id === id ? update(item) : item)),
  });
  for (const name of ["list_queue", "list_tickets"] as const)
    client.setQueriesData<Paged>(
      { queryKey: operationKey(name) },
      (data) => data && (data.pages ? { ...data, pages: data.pages.map(inPage) } : inPage(data)),
    );
  client.setQueryData<Ticket>(operationKey("get_ticket", { id }), (ticket) => ticket && update(ticket));
}

/** Changes to tickets: shown at once, sent in order, taken back with the reason when refused. */
export function useTicketChanges(view: View) {
  const { t } = useTranslation("queue");
  const client = useQueryClient();
  const { byId } = useRepresentatives();
  const [stale, setStale] = useState<Refusal | null>(null);
  const sending = useRef(new Map<string, Promise<unknown>>());
  const written = useRef(new Map<string, string>());
  /** What is being done to a ticket: paints are made from the operation's input, which says less. */
  const deeds = useRef(new Map<string, Deed>());

  /** When a ticket was last changed, as far as this window knows. */
  const lastChange = (ticket: Ticket): string => {
    const inPane = client.getQueryData<Ticket>(operationKey("get_ticket", { id: ticket.id }))?.updatedAt;
    return [ticket.updatedAt, inPane ?? "", written.current.get(ticket.id) ?? ""].sort().at(-1) ?? "";
  };

  const write = useChanges<Verb>({
    paint: ({ id }) => {
      const deed = deeds.current.get(id);
      if (!deed) return [];
      const patch = <T extends Worked>(ticket: T): T =>
        ticket.id === id ? (after(ticket, deed, byId) as T) : ticket;
      const stays = (ticket: Worked) => ticket.id !== id || belongs(ticket, view.filters);
      const sleep = deed.do === "snooze" ? deed.until : deed.do === "wake" ? null : undefined;
      return [
        paint("list_tickets", (page) => ({ ...page, items: page.items.map(patch) })),
        paint("list_queue", (page) => ({ ...page, items: page.items.map(patch) })),
        paint("list_queue", (page) => ({ ...page, items: page.items.filter(stays) }), view.input),
        paint("get_ticket", patch, { id }),
        ...(sleep === undefined
          ? []
          : [
              paint("ticket_timeline", (timeline: TicketTimeline) =>
                timeline.work?.ticketId === id
                  ? { ...timeline, work: { ...timeline.work, snoozedUntil: sleep } }
                  : timeline,
              ),
            ]),
      ];
    },
    onSuccess: (result) => {
      written.current.set(result.id, result.updatedAt);
      updateCached(client, result.id, (ticket) => ({
        ...ticket,
        ...result,
        customer: result.customer ?? ticket.customer,
        assignee: result.assignee ?? (result.assignedTo ? ticket.assignee : null),
      }));
    },
    // What was being read when the change was painted was given up: read it again.
    onError: () => void invalidateTables(client, ["tickets", "ticket_work"]),
  });

  /** Sends one change; a second one to the same ticket waits for the first and builds on its outcome. */
  const send = (ticket: Ticket, deed: Deed, seen?: string | null): Promise<Ticket> => {
    const go = () => {
      deeds.current.set(ticket.id, deed);
      const target = seen === null ? {} : { expectedUpdatedAt: seen ?? lastChange(ticket) };
      return write.mutateAsync(operationOf(deed, { id: ticket.id, ...target }));
    };
    const before = sending.current.get(ticket.id);
    const outcome = before ? before.then(go) : go();
    const settled: Promise<unknown> = outcome
      .catch(() => {})
      .finally(() => {
        if (sending.current.get(ticket.id) === settled) sending.current.delete(ticket.id);
      });
    sending.current.set(ticket.id, settled);
    return outcome;
  };

  const refuse = (ticket: Ticket, error: DeskError) => {
    if (error.code === "STALE") setStale({ ticket, error });
    toast({
      tone: "danger",
      title: t("refused", { number: ticket.ticketNumber }),
      detail: error.message,
    });
  };

  /**
   * Does something to one ticket and says so. `seen` is when the ticket was last changed as the user
   * began to edit it, null where a change of one's own came between. Resolves to the ticket, or null when it was refused.
   */
  const act = async (
    ticket: Ticket,
    deed: Deed,
    said: string | ((after: Ticket) => string),
    seen?: string | null,
  ): Promise<Ticket | null> => {
    setStale(null);
    const outcome = send(ticket, deed, seen);
    if (typeof said === "string") toast({ title: said, undo: undoLast });
    try {
      const result = await outcome;
      if (typeof said !== "string") toast({ title: said(result), undo: undoLast });
      return result;
    } catch (error) {
      refuse(ticket, error as DeskError);
      return null;
    }
  };

  const remover = useChange("delete_ticket", {
    paint: ({ id }) => [
      paint("list_queue", (page) => ({ ...page, items: page.items.filter((ticket) => ticket.id !== id) })),
    ],
  });
  /** Deletes one ticket and says what went. */
  const remove = (ticket: Ticket) => {
    remover.mutate(
      { id: ticket.id, expectedUpdatedAt: lastChange(ticket) },
      { onError: (error) => refuse(ticket, error) },
    );
    toast({
      title: t("said.deleted", { number: ticket.ticketNumber }),
      detail: ticket.subject,
      undo: undoLast,
    });
  };

  /** Reads everything about a ticket anew after somebody else changed it. */
  const reload = () => {
    setStale(null);
    void invalidateTables(client, ["tickets", "ticket_work", "messages"]);
  };

  return { act, send, remove, refuse, stale, reload, lastChange };
}

/** What `useTicketChanges` gives. */
export type TicketChanges = ReturnType<typeof useTicketChanges>;
