import { Plus, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/components/Button";
import { Switch } from "@/components/Checkbox";
import { TextInput } from "@/components/Field";
import { replaced } from "./lists";
import type { InputProps } from "./ReferenceInput";
import type { ThresholdDraft } from "./values";

/** At how much of a budget an alert is raised, each on or off. */
export function ThresholdsInput(props: {
  input: InputProps;
  value: ThresholdDraft[];
  onChange: (value: ThresholdDraft[]) => void;
}) {
  const { input, value, onChange } = props;
  const { t } = useTranslation("records");
  return (
    <div
      id={input.id}
      role="group"
      aria-describedby={input["aria-describedby"]}
      className="flex flex-col gap-1.5"
    >
      {value.map((threshold, index) => {
        const name = t("form.threshold", { number: index + 1 });
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a threshold is its place in the list
          <div key={index} className="flex items-center gap-2">
            <div className="w-20">
              <TextInput
                inputMode="decimal"
                aria-label={name}
                value={threshold.percentage}
                onChange={({ target }) =>
                  onChange(replaced(value, index, { ...threshold, percentage: target.value }))
                }
              />
            </div>
            <span className="text-12 text-muted">{t("form.percentSpent")}</span>
            <span className="ml-auto" />
            <Switch
              checked={threshold.enabled}
              aria-label={t("form.alertOn", { name })}
              onChange={(enabled) => onChange(replaced(value, index, { ...threshold, enabled }))}
            />
            <IconButton
              icon={X}
              label={t("form.remove", { name })}
              onClick={() => onChange(value.filter((_, at) => at !== index))}
            />
          </div>
        );
      })}
      <Button
        kind="quiet"
        icon={Plus}
        className="self-start"
        onClick={() => onChange([...value, { percentage: "", enabled: true }])}
      >
        {t("form.addThreshold")}
      </Button>
    </div>
  );
}
