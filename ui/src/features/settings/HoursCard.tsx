import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { Chip } from "@/components/Chip";
import { Field, TextInput } from "@/components/Field";
import type { OrganizationDraft } from "./organization";

const week = [1, 2, 3, 4, 5, 6, 7] as const;

export interface HoursCardProps {
  draft: OrganizationDraft;
  faults: Partial<Record<keyof OrganizationDraft, string>>;
  disabled: boolean;
  onChange: (changes: Partial<OrganizationDraft>) => void;
}

/** When the organization works, and in which time zone. */
export function HoursCard({ draft, faults, disabled, onChange }: HoursCardProps) {
  const { t } = useTranslation("settings");
  const line = (name: "timezone" | "startTime" | "endTime", label: string, hint?: string) => {
    const fault = faults[name];
    return (
      <Field label={label} hint={hint} error={fault && t(fault)}>
        {(input) => (
          <TextInput
            {...input}
            disabled={disabled}
            value={draft[name]}
            onChange={({ target }) => onChange({ [name]: target.value })}
          />
        )}
      </Field>
    );
  };
  const toggle = (day: number) =>
    onChange({
      days: draft.days.includes(day)
        ? draft.days.filter((each) => each !== day)
        : [...draft.days, day].sort((left, right) => left - right),
    });
  return (
    <Card title={t("hours.title")}>
      <div className="flex flex-col gap-3">
        {line("timezone", t("hours.timezone"), t("hours.timezoneHint"))}
        <div className="grid grid-cols-2 gap-3">
          {line("startTime", t("hours.start"))}
          {line("endTime", t("hours.end"))}
        </div>
        <fieldset disabled={disabled} className="flex flex-wrap gap-2">
          <legend className="mb-1 text-12 font-medium">{t("hours.days")}</legend>
          {week.map((day) => (
            <Chip key={day} on={draft.days.includes(day)} disabled={disabled} onClick={() => toggle(day)}>
              {t(`hours.day.${day}`)}
            </Chip>
          ))}
        </fieldset>
      </div>
    </Card>
  );
}
