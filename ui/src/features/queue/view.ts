import { useEffect, useMemo } from "react";
import { create } from "zustand";
import { persist } from "zustand/middleware";
import type { Input } from "@/api/client";
import {
  enums,
  type Ticket,
  type TicketCategory,
  type TicketPriority,
  type TicketStatus,
} from "@/api/generated";
import { useOperation } from "@/api/queries";
import { count } from "@/lib/format";
import { type Search, useSearch } from "@/lib/go";

/** What is still to be done: shown when no status is asked for. */
export const openWork: readonly TicketStatus[] = ["OPEN", "IN_PROGRESS", "WAITING"];

/** The orders a queue can have. */
export const sorts = {
  newest: { field: "createdAt", direction: "desc" },
  oldest: { field: "createdAt", direction: "asc" },
  changed: { field: "updatedAt", direction: "desc" },
  priority: { field: "priority", direction: "desc" },
  status: { field: "status", direction: "asc" },
} as const;
/** One of `sorts`. */
export type SortName = keyof typeof sorts;
/** Their names. */
export const sortNames = Object.keys(sorts) as SortName[];

/** Address value for tickets that nobody has. */
export const NOBODY = "none";

/** The parts of the address that choose tickets, besides what is looked for. */
const filterNames = ["status", "priority", "category", "assignedTo"] as const;
/** One of the filters. */
export type FilterName = (typeof filterNames)[number];

/** Which tickets a view shows. No labels at all means any. */
export interface Filters {
  status: readonly TicketStatus[];
  priority: readonly TicketPriority[];
  category: readonly TicketCategory[];
  /** A representative's id, `NOBODY`, or anyone's when missing. */
  assignedTo?: string;
  /** The beginning of a number or subject. */
  text: string;
}

interface Remembered {
  filters: Search;
  sort: SortName;
  remember(changes: Partial<Pick<Remembered, "filters" | "sort">>): void;
}

/** What the queue was last filtered and sorted by, for when the address says nothing. */
export const useRemembered = create<Remembered>()(
  persist((set) => ({ filters: {}, sort: "newest", remember: (changes) => set(changes) }), { name: "queue" }),
);

function labels<L extends string>(text: string | undefined, known: readonly L[]): L[] {
  return (text?.split(",") ?? []).filter((label): label is L => (known as readonly string[]).includes(label));
}

/** Reads the filters of an address. */
export function filtersOf(search: Search): Filters {
  const text = search.q?.trim() ?? "";
  const status = labels(search.status, enums.ticket_status);
  return {
    // Whoever looks for a number wants it found whatever became of it.
    status: status.length > 0 ? status : search.status === "ALL" || text !== "" ? [] : openWork,
    priority: labels(search.priority, enums.ticket_priority),
    category: labels(search.category, enums.ticket_category),
    assignedTo: search.assignedTo,
    text,
  };
}

/** The filter as the operation takes it. */
export function filterInput({ status, priority, category, assignedTo, text }: Filters) {
  const filter: NonNullable<Input<"list_tickets">["filter"]> = {};
  if (status.length > 0) filter.status = [...status];
  if (priority.length > 0) filter.priority = [...priority];
  if (category.length > 0) filter.category = [...category];
  if (assignedTo !== undefined) filter.assignedTo = assignedTo === NOBODY ? null : assignedTo;
  if (/^\d+$/.test(text)) filter.ticketNumber = { startsWith: `TICKET-${text}` };
  else if (/^[a-z]+-\d*$/i.test(text)) filter.ticketNumber = { startsWith: text };
  else if (text !== "") filter.subject = { startsWith: text };
  return filter;
}

/** Whether a ticket belongs in a view; the beginnings of texts are left to the operation. */
export function belongs(ticket: Ticket, { status, priority, category, assignedTo }: Filters): boolean {
  return (
    (status.length === 0 || status.includes(ticket.status)) &&
    (priority.length === 0 || priority.includes(ticket.priority)) &&
    (category.length === 0 || category.includes(ticket.category)) &&
    (assignedTo === undefined || (ticket.assignedTo ?? NOBODY) === assignedTo)
  );
}

/** Whether only the status decides, so that the counts by status tell how many there are. */
export function byStatusOnly({ priority, category, assignedTo, text }: Filters): boolean {
  return priority.length === 0 && category.length === 0 && assignedTo === undefined && text === "";
}

/** How many tickets a view has, as far as is known. */
export interface Total {
  known: number;
  /** Whether there are no more than that. */
  exact: boolean;
  /** In words: `148`, or `200+`. */
  text: string;
}

/** How many tickets the view has: from the counts when they tell, else as many as were read. */
export function useTotal({ filters }: View, read: number, hasMore: boolean): Total {
  const counts = useOperation("count_tickets", {}).data;
  const told = hasMore && byStatusOnly(filters) ? counts : undefined;
  const known = !told
    ? read
    : filters.status.length === 0
      ? told.total
      : filters.status.reduce((sum, label) => sum + (told.byStatus[label] ?? 0), 0);
  const exact = !hasMore || told !== undefined;
  return { known, exact, text: `${count(known)}${exact ? "" : "+"}` };
}

/** What the queue shows now, and how to change it. */
export interface View {
  filters: Filters;
  sort: SortName;
  /** What `list_tickets` is asked. */
  input: Input<"list_tickets">;
  /** The whole address, to keep while going from ticket to ticket. */
  search: Search;
  change(changes: Search): void;
  setFilter(name: FilterName, value: string | undefined): void;
  setSort(sort: SortName): void;
  /** Looks for the beginning of a number or subject, in every status; nothing ends the search. */
  find(text: string): void;
  /** Back to open work. */
  clear(): void;
}

/** The view of the address; what it leaves open is as it was last. */
export function useView(): View {
  const [search, change] = useSearch();
  const remembered = useRemembered();
  const given = Object.fromEntries(
    filterNames.flatMap((name) => (search[name] === undefined ? [] : [[name, search[name]]])),
  );
  const said = Object.keys(given).length > 0;
  const chosen: Search = said || search.q ? { ...given, q: search.q } : remembered.filters;
  const sort = sortNames.find((name) => name === search.sort) ?? remembered.sort;

  const { remember } = remembered;
  const toKeep = said && !search.q ? JSON.stringify(given) : null;
  useEffect(() => {
    if (toKeep) remember({ filters: JSON.parse(toKeep) as Search });
  }, [toKeep, remember]);

  const key = JSON.stringify([chosen, sort]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for what is chosen
  const { filters, input } = useMemo(() => {
    const filters = filtersOf(chosen);
    return { filters, input: { limit: 100, filter: filterInput(filters), sort: sorts[sort] } };
  }, [key]);

  return {
    filters,
    sort,
    input,
    search,
    change,
    // The status is always spelt out: an address without filters would mean the remembered ones.
    setFilter: (name, value) => {
      const status = chosen.status ?? (search.q ? "ALL" : openWork.join(","));
      change({ ...chosen, status, [name]: value ?? (name === "status" ? "ALL" : undefined) });
    },
    find: (text) =>
      change({
        status: undefined,
        priority: undefined,
        category: undefined,
        assignedTo: undefined,
        q: text || undefined,
      }),
    clear: () =>
      change({
        status: openWork.join(","),
        priority: undefined,
        category: undefined,
        assignedTo: undefined,
        q: undefined,
      }),
    setSort: (next) => {
      remember({ sort: next });
      change({ sort: next });
    },
  };
}
