import { ListFilter } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useOperation } from "@/api/queries";
import { IconButton } from "@/components/Button";
import { Field } from "@/components/Field";
import { Popover } from "@/components/Menu";
import { Select } from "@/components/Select";
import { useAddress } from "./address";
import { tableNames } from "./tables";

const ANY = "ANY";
const spans = ["1", "7", "30", "365"];

/** By whom, of what and since when; `only` of what. An organization that is gone has nobody to look. */
export function Filters({ only }: { only?: "table" }) {
  const { t } = useTranslation("activity");
  const { actor, table, days, change } = useAddress();
  const people = useOperation("list_users", {
    filter: { role: ["REPRESENTATIVE", "ADMIN"] },
    sort: { field: "name", direction: "asc" },
    limit: 500,
  }).data?.items;
  const on = only ? Number(table !== undefined) : [actor, table, days].filter(Boolean).length;
  const any = { value: ANY, label: t("filters.any") };
  const pick = (name: string) => (value: string) => change({ [name]: value === ANY ? undefined : value });
  return (
    <Popover
      align="end"
      trigger={
        <IconButton
          icon={ListFilter}
          label={on > 0 ? t("filters.on", { count: on }) : t("filters.label")}
          className={on > 0 ? "text-accent" : undefined}
        />
      }
    >
      <div className="flex w-56 flex-col gap-3">
        {!only && (
          <Field label={t("filters.actor")}>
            {(input) => (
              <Select
                {...input}
                options={[any, ...(people ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
                value={actor ?? ANY}
                onChange={pick("actor")}
              />
            )}
          </Field>
        )}
        <Field label={t("filters.table")}>
          {(input) => (
            <Select
              {...input}
              options={[
                any,
                ...tableNames
                  .filter((value) => !only || value !== "organizations")
                  .map((value) => ({ value, label: t(`tables.${value}`, { count: 2 }) })),
              ]}
              value={table ?? ANY}
              onChange={pick("table")}
            />
          )}
        </Field>
        {!only && (
          <Field label={t("filters.since")}>
            {(input) => (
              <Select
                {...input}
                options={[
                  any,
                  ...spans.map((value) => ({ value, label: t("filters.days", { count: Number(value) }) })),
                ]}
                value={days ?? ANY}
                onChange={pick("days")}
              />
            )}
          </Field>
        )}
      </div>
    </Popover>
  );
}
