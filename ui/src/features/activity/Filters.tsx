import { useTranslation } from "react-i18next";
import { useOperation } from "@/api/queries";
import { type FilterField, FilterPopover } from "@/components/FilterPopover";
import { dayAndClock } from "@/lib/format";
import { tableNames } from "@/lib/tables";
import { useAddress } from "./address";

const spans = ["1", "7", "30", "365"];

/** By whom, of what and since when; `only` of what. An organization that is gone has nobody to look. */
export function Filters({ only }: { only?: "table" }) {
  const { t } = useTranslation("activity");
  const { actor, table, days, after, change } = useAddress();
  const people = useOperation("list_users", {
    filter: { role: ["REPRESENTATIVE", "ADMIN"] },
    sort: { field: "name", direction: "asc" },
    limit: 500,
  }).data?.items;
  const what: FilterField = {
    label: t("filters.table"),
    options: tableNames
      .filter((value) => !only || value !== "organizations")
      .map((value) => ({ value, label: t(`tables.${value}`, { count: 2 }) })),
    value: table,
    onChange: (value) => change({ table: value }),
  };
  const who: FilterField = {
    label: t("filters.actor"),
    options: (people ?? []).map(({ id, name }) => ({ value: id, label: name })),
    value: actor,
    onChange: (value) => change({ actor: value }),
  };
  const since: FilterField = {
    label: t("filters.since"),
    // A moment comes with the address; it is not offered anew.
    options: [
      ...(after ? [{ value: after, label: dayAndClock(after) }] : []),
      ...spans.map((value) => ({ value, label: t("filters.days", { count: Number(value) }) })),
    ],
    value: after ?? days,
    onChange: (value) => {
      if (value === undefined || value !== after) change({ days: value, after: undefined });
    },
  };
  return <FilterPopover fields={only ? [what] : [who, what, since]} />;
}
