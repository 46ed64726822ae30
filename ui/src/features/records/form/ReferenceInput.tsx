import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useOperation } from "@/api/queries";
import { Combobox } from "@/components/Combobox";
import type { Option } from "@/components/Select";

export interface InputProps {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": boolean | undefined;
  "aria-required": boolean | undefined;
}

export interface ReferenceInputProps {
  input: InputProps;
  value: Option | null;
  onChange: (value: Option | null) => void;
  /** Conditions on whom may be named. */
  offers?: Record<string, unknown>;
  clearable: boolean;
}

/** A user, found by the beginning of the name. */
export function UserInput({ input, value, onChange, offers, clearable }: ReferenceInputProps) {
  const { t } = useTranslation("records");
  const [text, setText] = useState("");
  const begins = text && text !== value?.label ? { name: { startsWith: text } } : {};
  const found = useOperation("list_users", {
    filter: { ...offers, ...begins },
    sort: { field: "name", direction: "asc" },
    limit: 30,
  });
  // The row holds an id; its name is read once.
  const own = useOperation(
    "get_user",
    { id: value?.value ?? "" },
    { enabled: value !== null && value.label === "" },
  ).data;
  const shown = value && !value.label && own ? { ...value, label: own.name } : value;
  return (
    <Combobox
      {...input}
      options={(found.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      value={shown}
      onChange={onChange}
      onSearch={setText}
      placeholder={t("form.findPerson")}
      clearable={clearable}
    />
  );
}

/** A representative, found by name: a desk has few enough to have them all here. */
export function RepresentativeInput({ input, value, onChange, clearable }: ReferenceInputProps) {
  const { t } = useTranslation("records");
  const all = useOperation("list_representatives", { limit: 500 }).data?.items ?? [];
  const options = all.map(({ id, user }) => ({ value: id, label: user?.name ?? id }));
  const own = options.find((option) => option.value === value?.value);
  return (
    <Combobox
      {...input}
      options={options}
      value={own ?? value}
      onChange={onChange}
      placeholder={t("form.findPerson")}
      clearable={clearable}
    />
  );
}
