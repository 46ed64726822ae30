import { ArrowDownUp, ListFilter } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/components/Button";
import { Field } from "@/components/Field";
import { Menu, Popover } from "@/components/Menu";
import { Select } from "@/components/Select";
import { words } from "@/lib/format";
import type { Resource } from "./resource";
import { useFieldName } from "./texts";

const ANY = "ANY";

/** The filters beyond the chips, behind one button. */
export function FilterMenu(props: {
  resource: Resource;
  filters: Record<string, string>;
  onFilter: (field: string, value: string | undefined) => void;
}) {
  const { resource, filters, onFilter } = props;
  const { t } = useTranslation("records");
  const fieldName = useFieldName();
  const offered = Object.entries(resource.filters ?? {});
  if (offered.length === 0) return null;
  const on = Object.keys(filters).length;
  return (
    <Popover
      align="end"
      trigger={
        <IconButton
          icon={ListFilter}
          label={on > 0 ? t("list.filtersOn", { count: on }) : t("list.filter")}
          className={on > 0 ? "text-accent" : undefined}
        />
      }
    >
      <div className="flex w-56 flex-col gap-3">
        {offered.map(([field, values]) => (
          <Field key={field} label={fieldName(field)}>
            {(input) => (
              <Select
                {...input}
                options={[
                  { value: ANY, label: t("list.any") },
                  ...values.map((value) => ({ value, label: labelOf(value, t) })),
                ]}
                value={filters[field] ?? ANY}
                onChange={(value) => onFilter(field, value === ANY ? undefined : value)}
              />
            )}
          </Field>
        ))}
      </div>
    </Popover>
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
