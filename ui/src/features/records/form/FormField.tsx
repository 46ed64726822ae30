import { useTranslation } from "react-i18next";
import { Switch } from "@/components/Checkbox";
import { Field, TextArea, TextInput } from "@/components/Field";
import { type Option, Select } from "@/components/Select";
import { words } from "@/lib/format";
import { useFieldName } from "../texts";
import { ConditionsInput } from "./ConditionsInput";
import { type InputProps, RepresentativeInput, UserInput } from "./ReferenceInput";
import type { FieldSpec } from "./schema";
import { TagsInput } from "./TagsInput";
import { ThresholdsInput } from "./ThresholdsInput";
import type { ConditionDraft, Draft, ThresholdDraft } from "./values";

export interface FormFieldProps {
  spec: FieldSpec;
  draft: Draft;
  onChange: (draft: Draft) => void;
  error?: string;
  offers?: Record<string, unknown>;
  autoFocus?: boolean;
}

/** One input of a form with its label, made for what the schema says it takes. */
export function FormField(props: FormFieldProps) {
  const { spec, error } = props;
  const { t } = useTranslation("records");
  const name = useFieldName()(spec.name);
  const hints: Partial<Record<typeof spec.kind, string>> = {
    instant: t("form.instantHint"),
    json: t("form.jsonHint"),
    conditions: t("form.conditionsHint"),
  };
  return (
    <Field label={name} required={spec.required} error={error} hint={hints[spec.kind]}>
      {(input) => <Control {...props} input={input} />}
    </Field>
  );
}

function Control({
  spec,
  draft,
  onChange,
  offers,
  autoFocus,
  input,
}: FormFieldProps & { input: InputProps }) {
  const { t } = useTranslation("records");
  const text = {
    ...input,
    autoFocus,
    value: typeof draft === "string" ? draft : "",
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  };
  switch (spec.kind) {
    case "reference": {
      const Reference = spec.references === "representatives" ? RepresentativeInput : UserInput;
      return (
        <Reference
          input={input}
          value={draft as Option | null}
          onChange={onChange}
          offers={offers}
          clearable={!spec.required}
        />
      );
    }
    case "label":
      return (
        <Select
          {...input}
          options={spec.labels.map((label) => ({ value: label, label: words(label) }))}
          value={draft as string | null}
          onChange={onChange}
          placeholder={t("form.choose")}
        />
      );
    case "boolean":
      return (
        <div className="flex h-7 items-center">
          <Switch
            id={input.id}
            aria-describedby={input["aria-describedby"]}
            checked={draft === true}
            onChange={onChange}
          />
        </div>
      );
    case "strings":
      return <TagsInput input={input} value={draft as string[]} onChange={onChange} />;
    case "thresholds":
      return <ThresholdsInput input={input} value={draft as ThresholdDraft[]} onChange={onChange} />;
    case "conditions":
      return (
        <ConditionsInput
          input={input}
          operators={spec.labels}
          value={draft as ConditionDraft[]}
          onChange={onChange}
        />
      );
    case "json":
      return <TextArea {...text} rows={5} className="font-mono" spellCheck={false} />;
    case "long":
      return <TextArea {...text} rows={3} />;
    case "decimal":
      return (
        <TextInput
          {...text}
          inputMode="decimal"
          placeholder={spec.scale ? `0.${"0".repeat(spec.scale)}` : "0"}
        />
      );
    case "integer":
      return <TextInput {...text} inputMode="numeric" />;
    case "id":
      return <TextInput {...text} className="font-mono" />;
    default:
      return <TextInput {...text} maxLength={spec.maxLength} />;
  }
}
