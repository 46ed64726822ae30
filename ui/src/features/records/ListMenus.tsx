import { ArrowDownUp } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/components/Button";
import { FilterPopover } from "@/components/FilterPopover";
import { Menu } from "@/components/Menu";
import { words } from "@/lib/format";
import type { Resource } from "./resource";
import { useFieldName } from "./texts";

/** The filters beyond the chips, behind one button. */
export function FilterMenu(props: {
  resource: Resource;
  filters: Record<string, string>;
  onFilter: (field: string, value: string | undefined) => void;
}) {
  const { resource, filters, onFilter } = props;
  const { t } = useTranslation("records");
  const fieldName = useFieldName();
  return (
    <FilterPopover
      fields={Object.entries(resource.filters ?? {}).map(([field, values]) => ({
        label: fieldName(field),
        options: values.map((value) => ({ value, label: labelOf(value, t) })),
        value: filters[field],
        onChange: (value) => onFilter(field, value),
      }))}
    />
  );
}

function labelOf(value: string, t: (key: string) => string): string {
  return value === "true" ? t("yes") : value === "false" ? t("no") : words(value);
}

/** The orders of a list. */
export function SortMenu(props: { resource: Resource; sort: string; onSort: (sort: string) => void }) {
  const { resource, sort, onSort } = props;
  const { t } = useTranslation("records");
  const fieldName = useFieldName();
  return (
    <Menu
      align="end"
      trigger={<IconButton icon={ArrowDownUp} label={t("list.sort")} />}
      items={resource.sorts.map(({ field, direction }) => {
        const name = `${field}:${direction}`;
        return {
          label: t(`list.${orderOf(field)}.${direction}`, { field: fieldName(field) }),
          checked: name === sort,
          run: () => onSort(name),
        };
      })}
    />
  );
}

/** Which words an order is said with: dates are new or old, names run from A to Z, the rest is high or low. */
function orderOf(field: string): "time" | "text" | "rank" {
  if (/(At|Start|End)$/.test(field)) return "time";
  return field === "name" || field === "email" || field === "status" ? "text" : "rank";
}
