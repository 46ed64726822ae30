import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Tag } from "@/components/Chip";
import { TextInput } from "@/components/Field";
import type { InputProps } from "./ReferenceInput";

/** Short texts, one after the other: Enter or a comma adds one, Backspace takes the last. */
export function TagsInput(props: {
  input: InputProps;
  value: string[];
  onChange: (value: string[]) => void;
}) {
  const { input, value, onChange } = props;
  const { t } = useTranslation("records");
  const [text, setText] = useState("");

  const add = () => {
    const tag = text.trim();
    if (tag && !value.includes(tag)) onChange([...value, tag]);
    setText("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if ((event.key === "Enter" || event.key === ",") && text.trim()) {
      event.preventDefault();
      add();
    } else if (event.key === "Backspace" && text === "" && value.length > 0) {
      onChange(value.slice(0, -1));
    }
  };
  return (
    <div className="flex flex-col gap-1.5">
      <TextInput
        {...input}
        value={text}
        placeholder={t("form.addTag")}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={add}
      />
      {value.length > 0 && (
        <div className="flex flex-wrap gap-1.5">
          {value.map((tag) => (
            <Tag key={tag} onRemove={() => onChange(value.filter((each) => each !== tag))}>
              {tag}
            </Tag>
          ))}
        </div>
      )}
    </div>
  );
}
