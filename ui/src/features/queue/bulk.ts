import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { call, type DeskError, type Output } from "@/api/client";
import type { Ticket } from "@/api/generated";
import { toast } from "@/components/Toast";
import type { Fields, Refusal, TicketChanges } from "./changes";
import type { View } from "./view";

/** The chosen tickets, and work on all of them. */
export function useSelection(view: View, changes: TicketChanges) {
  const { t } = useTranslation("queue");
  const [chosen, setChosen] = useState<ReadonlyMap<string, Ticket>>(new Map());
  const [choosing, setChoosing] = useState(false);
  const [refused, setRefused] = useState<readonly Refusal[]>([]);
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  const stopped = useRef(false);

  const clear = () => {
    setChosen(new Map());
    setRefused([]);
    setChoosing(false);
  };
  const choose = (tickets: readonly Ticket[]) =>
    setChosen((now) => new Map([...now, ...tickets.map((ticket) => [ticket.id, ticket] as const)]));
  const toggle = (ticket: Ticket) =>
    setChosen((now) => {
      const next = new Map(now);
      if (!next.delete(ticket.id)) next.set(ticket.id, ticket);
      return next;
    });

  /** Chooses all that match the view, read to its end, not only what the list has read so far. */
  const chooseAll = async () => {
    let cursor: string | null = null;
    stopped.current = false;
    do {
      const page: Output<"list_tickets"> = await call("list_tickets", {
        ...view.input,
        limit: 500,
        ...(cursor ? { cursor } : {}),
      });
      choose(page.items);
      cursor = page.nextCursor;
    } while (cursor && !stopped.current);
  };

  /**
   * Changes each of `tickets` and reports which were refused; those stay chosen. `fieldsOf` says what
   * changes, null when a ticket has it already.
   */
  const changeAll = async (
    tickets: readonly Ticket[],
    fieldsOf: (ticket: Ticket) => Fields | null,
    said: (count: number) => string,
  ) => {
    stopped.current = false;
    const failures: Refusal[] = [];
    let done = 0;
    let left: readonly Ticket[] = [];
    setRefused([]);
    for (const [at, ticket] of tickets.entries()) {
      if (stopped.current) {
        left = tickets.slice(at);
        break;
      }
      setProgress({ done, total: tickets.length });
      const fields = fieldsOf(ticket);
      try {
        if (fields) await changes.send(ticket, fields);
        done += 1;
      } catch (error) {
        failures.push({ ticket, error: error as DeskError });
      }
    }
    setProgress(null);
    setRefused(failures);
    setChoosing(false);
    const kept = [...failures.map(({ ticket }) => ticket), ...left];
    setChosen(new Map(kept.map((ticket) => [ticket.id, ticket])));
    if (kept.length > 0)
      toast({
        tone: "danger",
        title: t("bulk.some", { done, total: tickets.length }),
        detail: t("bulk.kept"),
      });
    else toast({ title: said(done) });
  };

  return {
    chosen,
    choosing: choosing || chosen.size > 0,
    start: () => setChoosing(true),
    clear,
    choose,
    toggle,
    chooseAll,
    changeAll,
    refused,
    progress,
    stop: () => {
      stopped.current = true;
    },
  };
}

/** What `useSelection` gives. */
export type Selection = ReturnType<typeof useSelection>;
