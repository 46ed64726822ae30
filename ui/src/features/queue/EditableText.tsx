import { type KeyboardEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { TextArea, TextInput } from "@/components/Field";

export interface EditableTextProps {
  label: string;
  value: string;
  /** When what is being edited was last changed. */
  seen: string;
  multiline?: boolean;
  mayBeEmpty?: boolean;
  editing: boolean;
  onDone: () => void;
  /** Resolves to whether it was accepted. */
  onSave: (text: string, seen: string) => Promise<boolean>;
  /** The text while it is not being edited. */
  children?: ReactNode;
}

/** A text that becomes an input in its place. What was typed is never lost to a refusal. */
export function EditableText(props: EditableTextProps) {
  const { editing, children } = props;
  const [refused, setRefused] = useState<string | null>(null);
  if (!editing && refused === null) return children;
  return <Editor {...props} refused={refused} onRefused={setRefused} />;
}

interface EditorProps extends EditableTextProps {
  refused: string | null;
  onRefused: (text: string | null) => void;
}

function Editor({
  label,
  value,
  seen,
  multiline,
  mayBeEmpty,
  onDone,
  onSave,
  refused,
  onRefused,
  children,
}: EditorProps) {
  const { t } = useTranslation();
  // What the ticket was as editing began: a change by somebody else meanwhile must not be overwritten.
  const [start] = useState({ value, seen });
  const [text, setText] = useState(refused ?? value);
  const [sent, setSent] = useState(false);

  const cancel = () => {
    onRefused(null);
    onDone();
  };
  const save = async () => {
    const wanted = text.trim();
    if (wanted === start.value || (wanted === "" && !mayBeEmpty)) return cancel();
    setSent(true);
    const saved = await onSave(wanted, refused === null ? start.seen : seen);
    setSent(false);
    if (saved) cancel();
    else onRefused(wanted);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      cancel();
    } else if (event.key === "Enter" && (!multiline || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.stopPropagation();
      void save();
    }
  };
  // Accepted or not is known in a moment; until then the text is shown as if it were.
  if (sent) return children;

  const input = { "aria-label": label, value: text, onKeyDown, autoFocus: true };
  return (
    <div className="flex flex-col gap-2">
      {multiline ? (
        <TextArea
          {...input}
          rows={Math.min(12, Math.max(3, text.split("\n").length + 1))}
          onChange={(event) => setText(event.target.value)}
        />
      ) : (
        <TextInput {...input} onChange={(event) => setText(event.target.value)} />
      )}
      <div className="flex justify-end gap-2">
        <Button kind="quiet" keys="Escape" onClick={cancel}>
          {t("actions.cancel")}
        </Button>
        <Button keys={multiline ? "$mod+Enter" : "Enter"} onClick={() => void save()}>
          {t("actions.save")}
        </Button>
      </div>
    </div>
  );
}
