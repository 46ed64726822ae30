import { useState } from "react";
import { useTranslation } from "react-i18next";
import { undoLast } from "@/actions";
import { type EscalationPriority, type EscalationReason, enums, type Ticket } from "@/api/generated";
import { useChange } from "@/api/queries";
import { Field, TextArea } from "@/components/Field";
import { Select } from "@/components/Select";
import { PriorityIcon } from "@/components/Status";
import { toast } from "@/components/Toast";
import { words } from "@/lib/format";
import { nameOf, useRepresentatives } from "../people";
import { NOBODY } from "../view";
import { ActDialog } from "./ActDialog";

/** Hands a ticket's conversation to a person: why, how urgent, and to whom if that is known. */
export function EscalateDialog({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const { t } = useTranslation("queue");
  const { all } = useRepresentatives();
  const [reason, setReason] = useState<EscalationReason>(
    Number(ticket.sentiment) < -0.5 ? "NEGATIVE_SENTIMENT" : "CUSTOMER_REQUEST",
  );
  const [priority, setPriority] = useState<EscalationPriority>(ticket.priority);
  const [assignedTo, setAssignedTo] = useState(NOBODY);
  const [issueDescription, setIssue] = useState(ticket.subject);
  const [notes, setNotes] = useState("");
  const escalate = useChange("escalate_ticket");
  return (
    <ActDialog
      title={t("escalate.title", { what: ticket.ticketNumber })}
      action={t("escalate.act")}
      ready={issueDescription.trim() !== ""}
      onClose={onClose}
      onAct={async () => {
        await escalate.mutateAsync({
          id: ticket.id,
          reason,
          priority,
          issueDescription: issueDescription.trim(),
          ...(assignedTo !== NOBODY && { assignedTo }),
          ...(notes.trim() && { notes: notes.trim() }),
        });
        toast({ title: t("said.escalated", { what: ticket.ticketNumber }), undo: undoLast });
      }}
    >
      <Field label={t("escalate.issue")} required>
        {(input) => (
          <TextArea
            {...input}
            rows={3}
            value={issueDescription}
            onChange={(event) => setIssue(event.target.value)}
          />
        )}
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label={t("escalate.reason")} required>
          {(input) => (
            <Select
              {...input}
              options={enums.escalation_reason.map((value) => ({ value, label: words(value) }))}
              value={reason}
              onChange={setReason}
            />
          )}
        </Field>
        <Field label={t("fields.priority")}>
          {(input) => (
            <Select
              {...input}
              options={enums.escalation_priority.toReversed().map((value) => ({
                value,
                label: words(value),
                icon: <PriorityIcon priority={value} size={14} />,
              }))}
              value={priority}
              onChange={setPriority}
            />
          )}
        </Field>
      </div>
      <Field label={t("escalate.to")} hint={t("escalate.toHint")}>
        {(input) => (
          <Select
            {...input}
            options={[
              { value: NOBODY, label: t("nobody") },
              ...all.map((each) => ({
                value: each.id,
                label: t("escalate.person", {
                  name: nameOf(each),
                  active: each.activeChats,
                  max: each.maxChats,
                }),
              })),
            ]}
            value={assignedTo}
            onChange={setAssignedTo}
          />
        )}
      </Field>
      <Field label={t("escalate.notes")}>
        {(input) => (
          <TextArea {...input} rows={2} value={notes} onChange={(event) => setNotes(event.target.value)} />
        )}
      </Field>
    </ActDialog>
  );
}
