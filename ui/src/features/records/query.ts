import { useEffect, useMemo } from "react";
import { type Search, useSearch } from "@/lib/go";
import type { Query } from "./data";
import type { Resource } from "./resource";

/** In the address, for a filter that is off although another is the usual one. */
const ALL = "ALL";
const MANY = ",";

/** What the address asks a list for. */
export interface Asked {
  query: Query;
  /** The chip that is on. */
  chip: string | undefined;
  /** The other filters that are on. */
  filters: Record<string, string>;
  /** `field:direction` of the order. */
  sort: string;
}

const sortName = ({ field, direction }: Query["sort"]) => `${field}:${direction}`;

/** Reads a search; what the resource does not know is left out. */
export function asked(resource: Resource, search: Search): Asked {
  const filter: Record<string, unknown> = {};
  let chip: string | undefined;
  const { chips } = resource;
  if (chips) {
    const wanted = search[chips.field];
    const first = chips.choices.find(({ name }) => name === chips.first);
    const choice =
      wanted === undefined ? first : chips.choices.find(({ values }) => values.join(MANY) === wanted);
    chip = choice?.name;
    const known = new Set(chips.choices.flatMap(({ values }) => values));
    const values = choice?.values ?? wanted?.split(MANY).filter((value) => known.has(value)) ?? [];
    if (values.length > 0) filter[chips.field] = values.map(typed);
  }
  const filters: Record<string, string> = {};
  for (const [field, values] of Object.entries(resource.filters ?? {})) {
    const wanted = search[field];
    if (wanted === undefined || !values.includes(wanted)) continue;
    filters[field] = wanted;
    filter[field] = [typed(wanted)];
  }
  // Other screens link here with a person: `customerId`, `assignedTo`.
  for (const field of ["customerId", "assignedTo", "approvedBy"]) {
    if (search[field]) filter[field] = search[field];
  }
  const sort = resource.sorts.find((each) => sortName(each) === search.sort) ?? resource.sorts[0];
  const { field, direction } = sort ?? { field: "createdAt", direction: "desc" as const };
  return {
    query: { filter, sort: { field, direction } },
    chip,
    filters,
    sort: sortName({ field, direction }),
  };
}

const typed = (value: string) => (value === "true" ? true : value === "false" ? false : value);

const place = (screen: string) => `records.${screen}`;

/** What the list is asked for, with functions that change it; remembered for the next visit. */
export function useAsked(resource: Resource) {
  const [search, change] = useSearch();
  // biome-ignore lint/correctness/useExhaustiveDependencies: only on arrival with nothing asked for
  useEffect(() => {
    if (Object.keys(search).length > 0) return;
    const before = localStorage.getItem(place(resource.screen));
    if (before) change(JSON.parse(before) as Search);
  }, [resource.screen]);
  const remember = (changes: Search) => {
    localStorage.setItem(place(resource.screen), JSON.stringify({ ...search, ...changes }));
    change(changes);
  };
  const read = useMemo(() => asked(resource, search), [resource, search]);
  return {
    ...read,
    search,
    setChip: (name: string) => {
      const { chips } = resource;
      if (!chips) return;
      const choice = chips.choices.find((each) => each.name === name);
      remember({ [chips.field]: read.chip === name ? ALL : choice?.values.join(MANY) });
    },
    setFilter: (field: string, value: string | undefined) => remember({ [field]: value }),
    setSort: (sort: string) => remember({ sort }),
    clear: () => remember(Object.fromEntries(Object.keys(search).map((name) => [name, undefined]))),
  };
}
