import { useState } from "react";
import { useTranslation } from "react-i18next";
import { undoLast } from "@/actions";
import type { Ticket } from "@/api/generated";
import { Field, TextArea } from "@/components/Field";
import { toast } from "@/components/Toast";
import { ActDialog } from "./ActDialog";

export interface RecordDialogProps {
  ticket: Ticket;
  onRecord: (ticket: Ticket, body: string) => Promise<unknown>;
  onClose: () => void;
}

/** Takes down what the customer said or wrote elsewhere, in their name. */
export function RecordDialog({ ticket, onRecord, onClose }: RecordDialogProps) {
  const { t } = useTranslation("queue");
  const [body, setBody] = useState("");
  const name = ticket.customer?.name ?? t("someone");
  return (
    <ActDialog
      title={t("record.title", { name })}
      description={t("record.hint")}
      action={t("record.act")}
      ready={body.trim() !== ""}
      onClose={onClose}
      onAct={async () => {
        await onRecord(ticket, body.trim());
        toast({ title: t("said.recorded", { name }), undo: undoLast });
      }}
    >
      <Field label={t("record.body")} required>
        {(input) => (
          <TextArea {...input} rows={6} value={body} onChange={(event) => setBody(event.target.value)} />
        )}
      </Field>
    </ActDialog>
  );
}
