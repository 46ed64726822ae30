import { useSearch } from "@/lib/go";
import { tableNames } from "@/lib/tables";

/** What the activity screen shows. */
export const tabs = ["conflicts", "activity", "deleted", "past"] as const;
/** One of `tabs`. */
export type Tab = (typeof tabs)[number];

/** What the address says: the tab, what the list is filtered by, and the moment that is looked at. */
export function useAddress() {
  const [search, change] = useSearch();
  const tab: Tab = tabs.find((each) => each === search.tab) ?? "activity";
  const table = tableNames.find((each) => each === search.table);
  return {
    tab,
    actor: search.actor,
    table,
    days: search.days,
    after: search.after,
    at: search.at,
    search,
    change,
  };
}
