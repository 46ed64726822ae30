import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Field, TextInput } from "@/components/Field";
import { timeZone } from "@/lib/format";
import { instantIn } from "../snooze";
import { ActDialog } from "./ActDialog";

export interface SnoozeDialogProps {
  /** The ticket in words. */
  what: string;
  onSnooze: (until: Date) => void;
  onClose: () => void;
}

/** Asks for the moment to sleep until, on the organization's clocks. */
export function SnoozeDialog({ what, onSnooze, onClose }: SnoozeDialogProps) {
  const { t } = useTranslation("queue");
  const [text, setText] = useState("");
  const until = instantIn(timeZone(), text);
  const past = until !== null && until.getTime() <= Date.now();
  return (
    <ActDialog
      title={t("pick.snooze", { what })}
      action={t("actions.snooze")}
      ready={until !== null && !past}
      onClose={onClose}
      onAct={async () => until && onSnooze(until)}
    >
      <Field
        label={t("snooze.until")}
        hint={t("snooze.zone", { zone: timeZone().replaceAll("_", " ") })}
        error={past ? t("snooze.past") : undefined}
        required
      >
        {(input) => (
          <TextInput
            {...input}
            type="datetime-local"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
    </ActDialog>
  );
}
