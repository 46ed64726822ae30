import { Plus, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/components/Button";
import { TextInput } from "@/components/Field";
import { Select } from "@/components/Select";
import { replaced } from "./lists";
import type { InputProps } from "./ReferenceInput";
import type { ConditionDraft } from "./values";

/** The conditions of a rule, all of which must hold: field, operator, value. */
export function ConditionsInput(props: {
  input: InputProps;
  operators: readonly string[];
  value: ConditionDraft[];
  onChange: (value: ConditionDraft[]) => void;
}) {
  const { input, operators, value, onChange } = props;
  const { t } = useTranslation("records");
  const options = operators.map((operator) => ({ value: operator, label: t(`operators.${operator}`) }));
  return (
    <div
      id={input.id}
      role="group"
      aria-describedby={input["aria-describedby"]}
      className="flex flex-col gap-1.5"
    >
      {value.map((condition, index) => {
        const set = (changes: Partial<ConditionDraft>) =>
          onChange(replaced(value, index, { ...condition, ...changes }));
        const number = index + 1;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a condition is its place in the list
          <div key={index} className="grid grid-cols-[1fr_128px_1fr_28px] items-center gap-2">
            <TextInput
              className="font-mono"
              aria-label={t("form.conditionField", { number })}
              placeholder={t("form.field")}
              value={condition.field}
              onChange={({ target }) => set({ field: target.value })}
            />
            <Select
              options={options}
              aria-label={t("form.conditionOperator", { number })}
              value={condition.operator}
              onChange={(operator) => set({ operator })}
            />
            <TextInput
              className="font-mono"
              aria-label={t("form.conditionValue", { number })}
              placeholder={condition.operator.endsWith("in") ? t("form.values") : t("form.value")}
              value={condition.value}
              onChange={({ target }) => set({ value: target.value })}
            />
            <IconButton
              icon={X}
              label={t("form.remove", { name: t("form.condition", { number }) })}
              onClick={() => onChange(value.filter((_, at) => at !== index))}
            />
          </div>
        );
      })}
      <Button
        kind="quiet"
        icon={Plus}
        className="self-start"
        onClick={() => onChange([...value, { field: "", operator: "eq", value: "" }])}
      >
        {t("form.addCondition")}
      </Button>
    </div>
  );
}
