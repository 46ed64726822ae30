import { ListFilter } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "./Button";
import { Field } from "./Field";
import { Popover } from "./Menu";
import { type Option, Select } from "./Select";

const ANY = "ANY";

/** One thing a list can be filtered by. */
export interface FilterField {
  label: string;
  options: readonly Option[];
  /** What is wanted; anything when left out. */
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** A list's filters behind one button, which says how many are on. */
export function FilterPopover({ fields }: { fields: readonly FilterField[] }) {
  const { t } = useTranslation();
  const on = fields.filter(({ value }) => value !== undefined).length;
  if (fields.length === 0) return null;
  return (
    <Popover
      label={t("filters.label")}
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
        {fields.map(({ label, options, value, onChange }) => (
          <Field key={label} label={label}>
            {(input) => (
              <Select
                {...input}
                options={[{ value: ANY, label: t("filters.any") }, ...options]}
                value={value ?? ANY}
                onChange={(next) => onChange(next === ANY ? undefined : next)}
              />
            )}
          </Field>
        ))}
      </div>
    </Popover>
  );
}
