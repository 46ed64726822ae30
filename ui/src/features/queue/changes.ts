import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { undoLast } from "@/actions";
import type { DeskError, Input, Output } from "@/api/client";
import type { Representative, Ticket } from "@/api/generated";
import { invalidateTables, operationKey, paint, useChange } from "@/api/queries";
import { toast } from "@/components/Toast";
import { useRepresentatives } from "./people";
import { belongs, type View } from "./view";

/** What can be changed of a ticket. */
export type Fields = Omit<Input<"update_ticket">, "id" | "requestId" | "expectedUpdatedAt">;

/** Why a change of one ticket was refused. */
export interface Refusal {
  ticket: Ticket;
  error: DeskError;
}

/** The ticket as it will be, before the desk has answered. */
function changed(ticket: Ticket, fields: Fields, people: ReadonlyMap<string, Representative>): Ticket {
  const assignee = fields.assignedTo ? people.get(fields.assignedTo) : null;
  return {
    ...ticket,
    ...fields,
    ...(fields.assignedTo === undefined ? {} : { assignee: assignee ?? null }),
    ...(fields.status === "RESOLVED" ? { resolvedAt: new Date().toISOString() } : {}),
  };
}

/** Applies `update` to a ticket wherever a list or the pane has it. */
function updateCached(client: QueryClient, id: string, update: (ticket: Ticket) => Ticket): void {
  const inPage = (page: Output<"list_tickets">) => ({
    ...page,
    items: page.items.map((item) => (item.id === id ? update(item) : item)),
  });
  client.setQueriesData<Output<"list_tickets"> & { pages?: Output<"list_tickets">[] }>(
    { queryKey: operationKey("list_tickets") },
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

  /** When a ticket was last changed, as far as this window knows. */
  const lastChange = (ticket: Ticket): string => {
    const inPane = client.getQueryData<Ticket>(operationKey("get_ticket", { id: ticket.id }))?.updatedAt;
    return [ticket.updatedAt, inPane ?? "", written.current.get(ticket.id) ?? ""].sort().at(-1) ?? "";
  };

  const write = useChange("update_ticket", {
    paint: ({ id, requestId: _, expectedUpdatedAt: __, ...fields }) => {
      const patch = (ticket: Ticket) => (ticket.id === id ? changed(ticket, fields, byId) : ticket);
      return [
        paint("list_tickets", (page) => ({ ...page, items: page.items.map(patch) })),
        paint(
          "list_tickets",
          (page) => ({
            ...page,
            items: page.items.filter((ticket) => ticket.id !== id || belongs(ticket, view.filters)),
          }),
          view.input,
        ),
        paint("get_ticket", patch, { id }),
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
    onError: () => void invalidateTables(client, ["tickets"]),
  });

  /** Sends one change; a second one to the same ticket waits for the first and builds on its outcome. */
  const send = (ticket: Ticket, fields: Fields, seen?: string): Promise<Ticket> => {
    const go = () =>
      write.mutateAsync({ id: ticket.id, ...fields, expectedUpdatedAt: seen ?? lastChange(ticket) });
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
   * Changes one ticket and says so. `seen` is when the ticket was last changed as the user began to
   * edit it. Resolves to whether it was accepted.
   */
  const update = async (ticket: Ticket, fields: Fields, said: string, seen?: string): Promise<boolean> => {
    setStale(null);
    const outcome = send(ticket, fields, seen);
    toast({ title: said, undo: undoLast });
    try {
      await outcome;
      return true;
    } catch (error) {
      refuse(ticket, error as DeskError);
      return false;
    }
  };

  const remover = useChange("delete_ticket", {
    paint: ({ id }) => [
      paint("list_tickets", (page) => ({ ...page, items: page.items.filter((ticket) => ticket.id !== id) })),
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
    void invalidateTables(client, ["tickets", "change_log"]);
  };

  return { update, send, remove, stale, reload };
}

/** What `useTicketChanges` gives. */
export type TicketChanges = ReturnType<typeof useTicketChanges>;
