import { useMemo } from "react";
import { create } from "zustand";
import { persist } from "zustand/middleware";
import { call } from "@/api/client";
import type { SearchHit, Ticket } from "@/api/generated";
import { useList } from "@/api/queries";
import type { Path } from "@/lib/go";
import { useSettled } from "@/lib/useSettled";

/** A row of what was found. */
export interface HitRow {
  kind: "hit";
  id: string;
  hit: SearchHit;
}

interface Recent {
  queries: readonly string[];
  add(query: string): void;
}

const MOST = 8;

/** What was looked for lately, newest first: what led somewhere. */
export const useRecent = create<Recent>()(
  persist(
    (set) => ({
      queries: [],
      add: (query) =>
        set(({ queries }) => ({
          queries: [query, ...queries.filter((each) => each !== query)].slice(0, MOST),
        })),
    }),
    { name: "searches" },
  ),
);

/** The ticket of a hit, where it is one. */
export const ticketOf = (hit: SearchHit): Ticket | undefined =>
  hit.table === "tickets" ? hit.row : undefined;

/** What is found for the text, read on as one scrolls. */
export function useFound(text: string) {
  const query = useSettled(text.trim());
  const enabled = query !== "";
  const found = useList("search", { query, limit: 50 }, { enabled });
  const { items } = found;
  const rows = useMemo(
    () =>
      items.map(
        (hit): HitRow => ({ kind: "hit", id: ticketOf(hit) ? hit.id : `${hit.table}/${hit.id}`, hit }),
      ),
    [items],
  );
  return { ...found, enabled, rows: enabled ? rows : [] };
}

/** Where a hit leads; a message leads to its ticket, which has to be asked for. */
export async function placeOf(hit: SearchHit): Promise<Path | null> {
  switch (hit.table) {
    case "tickets":
      return `/queue/${hit.id}`;
    case "messages": {
      const { conversationId } = hit.row;
      const { items } = await call("list_tickets", { filter: { conversationId }, limit: 1 });
      return items[0] ? `/queue/${items[0].id}` : null;
    }
    case "users":
      return `/customers/${hit.id}`;
    case "escalations":
      return `/escalations/${hit.id}`;
    case "refunds":
      return `/refunds/${hit.id}`;
  }
}

/** Tables by the word that `is:` takes for them. */
export const nouns: Record<SearchHit["table"], string> = {
  tickets: "ticket",
  messages: "message",
  users: "customer",
  escalations: "escalation",
  refunds: "refund",
};

const tokens = (query: string) => query.split(/\s+/).filter(Boolean);

/** Whether the query says this filter. */
export const says = (query: string, token: string): boolean => tokens(query).includes(token);

/** The query with this filter, or without it. It goes first: the last word may still be going on. */
export function toggled(query: string, token: string): string {
  if (says(query, token))
    return tokens(query)
      .filter((each) => each !== token)
      .join(" ");
  const key = token.split(":")[0];
  return [token, ...tokens(query).filter((each) => !each.startsWith(`${key}:`))].join(" ");
}
