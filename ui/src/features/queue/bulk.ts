import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { undoLast } from "@/actions";
import type { DeskError, Input } from "@/api/client";
import { onProgress } from "@/api/desk";
import type { Ticket } from "@/api/generated";
import { paint, useChange } from "@/api/queries";
import { toast } from "@/components/Toast";
import { count } from "@/lib/format";
import { after, type Fields } from "./changes";
import { useRepresentatives } from "./people";
import { belongs, type View } from "./view";

/** What is changed of many tickets at once. */
export type BulkChange = Pick<Input<"bulk_update_tickets">, "set" | "addTags" | "removeTags">;

/** A ticket's fields after a change of many. */
function fieldsAfter(ticket: Ticket, { set, addTags = [], removeTags = [] }: BulkChange): Fields {
  const held = ticket.tags ?? [];
  const kept = held.filter((tag) => !removeTags.includes(tag));
  return { ...set, tags: [...kept, ...addTags.filter((tag) => !kept.includes(tag))] };
}

/** The chosen tickets, or all that match the view, and work on all of them. */
export function useSelection(view: View) {
  const { t } = useTranslation("queue");
  const { byId } = useRepresentatives();
  const [chosen, setChosen] = useState<ReadonlyMap<string, Ticket>>(new Map());
  const [choosing, setChoosing] = useState(false);
  const [wholeOf, setWholeOf] = useState<string | null>(null);
  const [refused, setRefused] = useState<DeskError | null>(null);
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  // All that match is said of one filter: with another it would be others.
  const filter = JSON.stringify(view.input);
  const whole = wholeOf === filter;

  const clear = () => {
    setChosen(new Map());
    setWholeOf(null);
    setRefused(null);
    setChoosing(false);
  };
  const choose = (tickets: readonly Ticket[]) => {
    setWholeOf(null);
    setChosen((now) => new Map([...now, ...tickets.map((ticket) => [ticket.id, ticket] as const)]));
  };
  const toggle = (ticket: Ticket) => {
    setWholeOf(null);
    setChosen((now) => {
      const next = new Map(now);
      if (!next.delete(ticket.id)) next.set(ticket.id, ticket);
      return next;
    });
  };

  const write = useChange("bulk_update_tickets", {
    paint: ({ ids, set, addTags, removeTags }) => {
      const meant = ids && new Set(ids);
      const isMeant = (ticket: Ticket) => !meant || meant.has(ticket.id);
      const patch = <T extends Ticket>(ticket: T): T => {
        const fields = fieldsAfter(ticket, { set, addTags, removeTags });
        return isMeant(ticket) ? (after(ticket, { do: "edit", fields }, byId) as T) : ticket;
      };
      return [
        paint(
          "list_queue",
          (page) => ({
            ...page,
            items: page.items
              .map(patch)
              .filter((ticket) => !isMeant(ticket) || belongs(ticket, view.filters)),
          }),
          view.input,
        ),
        ...(meant ? [paint("get_ticket", patch)] : []),
      ];
    },
  });

  useEffect(() => {
    if (!write.isPending) return;
    const listening = onProgress(({ done, total }) => setProgress({ done, total }));
    return () => {
      setProgress(null);
      void listening.then((stop) => stop());
    };
  }, [write.isPending]);

  /** Changes all that are chosen, or none; what was refused stays chosen, with the reason. */
  const changeAll = (change: BulkChange, said: (what: string) => string) => {
    if (write.isPending) return;
    setRefused(null);
    const { filter = {}, late = false, snoozed = false } = view.input;
    const meant = whole ? { filter, late, snoozed } : { ids: [...chosen.keys()] };
    write.mutate(
      { ...meant, ...change },
      {
        onSuccess: (done) => {
          clear();
          toast({
            title: said(t("actions.onMany", { count: done.count, amount: count(done.count) })),
            undo: undoLast,
          });
        },
        onError: setRefused,
      },
    );
  };

  return {
    chosen,
    /** All that match are chosen, read or not. */
    whole,
    choosing: choosing || whole || chosen.size > 0,
    some: whole || chosen.size > 0,
    has: (id: string) => whole || chosen.has(id),
    start: () => setChoosing(true),
    clear,
    choose,
    toggle,
    chooseAll: () => {
      setChosen(new Map());
      setWholeOf(filter);
    },
    changeAll,
    refused,
    busy: write.isPending,
    progress,
  };
}

/** What `useSelection` gives. */
export type Selection = ReturnType<typeof useSelection>;
