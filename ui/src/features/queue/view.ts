import { useEffect, useMemo } from "react";
import { create } from "zustand";
import { persist } from "zustand/middleware";
import type { Input } from "@/api/client";
import {
  enums,
  type SavedView,
  type Ticket,
  type TicketCategory,
  type TicketPriority,
  type TicketStatus,
  type TicketWork,
} from "@/api/generated";
import { useOperation } from "@/api/queries";
import { useQueueCounts } from "@/api/queueCounts";
import { amount } from "@/lib/format";
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
  due: { field: "dueAt", direction: "asc" },
} as const;
/** One of `sorts`. */
export type SortName = keyof typeof sorts;
/** Their names. */
export const sortNames = Object.keys(sorts) as SortName[];

/** Address value for tickets that nobody has. */
export const NOBODY = "none";

/** The parts of the address that choose tickets. */
const filterNames = ["status", "priority", "category", "assignedTo", "late", "snoozed"] as const;
/** One of the filters. */
export type FilterName = (typeof filterNames)[number];

type Asked = NonNullable<Input<"list_queue">["filter"]>;

/** Which tickets a view shows. No labels at all means any. */
export interface Filters {
  status: readonly TicketStatus[];
  priority: readonly TicketPriority[];
  category: readonly TicketCategory[];
  /** A representative's id, `NOBODY`, or anyone's when missing. */
  assignedTo?: string;
  /** Only what is past its due time. */
  late: boolean;
  /** Those that sleep, instead of those that do not. */
  snoozed: boolean;
  /** What a saved view asks for besides, which the bar has no chips for. */
  rest: Asked;
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
export function filtersOf(search: Search, rest: Asked = {}): Filters {
  const status = labels(search.status, enums.ticket_status);
  return {
    status: status.length > 0 ? status : search.status === "ALL" ? [] : openWork,
    priority: labels(search.priority, enums.ticket_priority),
    category: labels(search.category, enums.ticket_category),
    assignedTo: search.assignedTo,
    late: search.late === "yes",
    snoozed: search.snoozed === "yes",
    rest,
  };
}

/** The filter as the operation takes it. */
export function filterInput({ status, priority, category, assignedTo, rest }: Filters): Asked {
  const filter: Asked = { ...rest };
  if (status.length > 0) filter.status = [...status];
  if (priority.length > 0) filter.priority = [...priority];
  if (category.length > 0) filter.category = [...category];
  if (assignedTo !== undefined) filter.assignedTo = assignedTo === NOBODY ? null : assignedTo;
  return filter;
}

/** What a saved view keeps of a view: the list's filter, and whether late or sleeping ones are meant. */
export function toSave(filters: Filters, sort: SortName): Pick<SavedView, "filter" | "sort"> {
  return {
    filter: {
      ...filterInput(filters),
      ...(filters.late && { late: true }),
      ...(filters.snoozed && { snoozed: true }),
    },
    sort: sorts[sort],
  };
}

/** The address of a saved view, and what of its filter the address cannot say. */
export function savedAddress({ id, filter, sort }: SavedView): { search: Search; rest: Asked } {
  const { late, snoozed, ...asked } = filter;
  const search: Search = { view: id, status: "ALL" };
  const rest: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(asked)) {
    const values = Array.isArray(value) ? value : [value];
    if (name === "assignedTo" && (value === null || typeof value === "string"))
      search.assignedTo = value ?? NOBODY;
    else if (
      ["status", "priority", "category"].includes(name) &&
      values.every((each) => typeof each === "string")
    )
      search[name] = values.join(",");
    else rest[name] = value;
  }
  if (late === true) search.late = "yes";
  if (snoozed === true) search.snoozed = "yes";
  const known = sortNames.find(
    (name) => sorts[name].field === sort?.field && sorts[name].direction === (sort.direction ?? "desc"),
  );
  if (known) search.sort = known;
  return { search, rest: rest as Asked };
}

/** Whether a ticket belongs in a view; what a saved view asks for besides is left to the operation. */
export function belongs(
  ticket: Ticket & { work?: TicketWork | null },
  { status, priority, category, assignedTo, snoozed }: Filters,
): boolean {
  const sleeps = Date.parse(ticket.work?.snoozedUntil ?? "") > Date.now();
  return (
    sleeps === snoozed &&
    (status.length === 0 || status.includes(ticket.status)) &&
    (priority.length === 0 || priority.includes(ticket.priority)) &&
    (category.length === 0 || category.includes(ticket.category)) &&
    (assignedTo === undefined || (ticket.assignedTo ?? NOBODY) === assignedTo)
  );
}

/** Whether only the status decides, so that the counts by status tell how many there are. */
export function byStatusOnly({ priority, category, assignedTo, late, snoozed, rest }: Filters): boolean {
  const others = priority.length + category.length + Object.keys(rest).length;
  return others === 0 && assignedTo === undefined && !late && !snoozed;
}

/** Whether all that is late is asked for, and nothing else. */
const lateOnly = (filters: Filters) =>
  filters.late && filters.status.join() === openWork.join() && byStatusOnly({ ...filters, late: false });

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
  const wanted = hasMore && byStatusOnly(filters);
  const counts = useOperation("count_tickets", {}, { enabled: wanted }).data;
  // The counts hold those that sleep too, the queue does not.
  const asleep = useOperation("list_queue", { snoozed: true, limit: 100 }, { enabled: wanted }).data;
  const late = useQueueCounts()?.late;
  if (hasMore && lateOnly(filters) && late && late.count >= read)
    return {
      known: late.count,
      exact: !late.atLeast,
      text: amount(late),
    };
  const told = wanted && asleep?.nextCursor === null ? counts : undefined;
  const inView = ({ status }: Ticket) => filters.status.length === 0 || filters.status.includes(status);
  const all = !told
    ? 0
    : filters.status.length === 0
      ? told.total
      : filters.status.reduce((sum, label) => sum + (told.byStatus[label] ?? 0), 0);
  const known = told ? all - (asleep?.items.filter(inView).length ?? 0) : read;
  const exact = !hasMore || told !== undefined;
  return { known, exact, text: amount({ count: known, atLeast: !exact }) };
}

/** What the queue shows now, and how to change it. */
export interface View {
  filters: Filters;
  sort: SortName;
  /** What `list_queue` is asked. */
  input: Input<"list_queue">;
  /** The saved view it began as. */
  saved?: SavedView;
  /** Whether it is known what is asked for: a saved view has to be read first. */
  ready: boolean;
  /** Whether the saved view asks for something else by now. */
  changed: boolean;
  /** The whole address, to keep while going from ticket to ticket. */
  search: Search;
  change(changes: Search): void;
  setFilter(name: FilterName, value: string | undefined): void;
  setSort(sort: SortName): void;
  /** Looks for this everywhere; nothing ends the search. */
  find(text: string): void;
  /** Back to open work. */
  clear(): void;
}

const nothing: Search = Object.fromEntries(filterNames.map((name) => [name, undefined]));

/** The view of the address; what it leaves open is as it was last. */
export function useView(): View {
  const [search, change] = useSearch();
  const remembered = useRemembered();
  const views = useOperation("list_saved_views", { limit: 500 }, { enabled: search.view !== undefined });
  const saved = views.data?.items.find((each) => each.id === search.view);
  const given = Object.fromEntries(
    filterNames.flatMap((name) => (search[name] === undefined ? [] : [[name, search[name]]])),
  );
  const said = Object.keys(given).length > 0;
  const chosen: Search = said ? given : remembered.filters;
  const sort = sortNames.find((name) => name === search.sort) ?? remembered.sort;

  const { remember } = remembered;
  const toKeep = said && !search.view ? JSON.stringify(given) : null;
  useEffect(() => {
    if (toKeep) remember({ filters: JSON.parse(toKeep) as Search });
  }, [toKeep, remember]);

  const kept = saved && savedAddress(saved);
  const key = JSON.stringify([chosen, sort, kept?.rest]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for what is chosen
  const { filters, input } = useMemo(() => {
    const filters = filtersOf(chosen, kept?.rest);
    const input: Input<"list_queue"> = {
      limit: 100,
      filter: filterInput(filters),
      sort: sorts[sort],
      ...(filters.snoozed && { snoozed: true }),
      ...(filters.late && { late: true }),
    };
    return { filters, input };
  }, [key]);
  const now = toSave(filters, sort);

  return {
    filters,
    sort,
    input,
    saved,
    ready: search.view === undefined || !views.isPending,
    changed:
      kept !== undefined &&
      JSON.stringify(toSave(filtersOf(kept.search, kept.rest), (kept.search.sort as SortName) ?? sort)) !==
        JSON.stringify(now),
    search,
    change,
    // The status is always spelt out: an address without filters would mean the remembered ones.
    setFilter: (name, value) => {
      const status = chosen.status ?? openWork.join(",");
      change({ ...chosen, status, [name]: value ?? (name === "status" ? "ALL" : undefined) });
    },
    find: (text) => change({ q: text || undefined }),
    clear: () => change({ ...nothing, status: openWork.join(","), q: undefined, view: undefined }),
    setSort: (next) => {
      remember({ sort: next });
      change({ sort: next });
    },
  };
}
