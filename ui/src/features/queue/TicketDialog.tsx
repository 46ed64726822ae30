import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useActions } from "@/actions";
import type { DeskError } from "@/api/client";
import { enums, type Ticket } from "@/api/generated";
import { useOperation } from "@/api/queries";
import { Button } from "@/components/Button";
import { Switch } from "@/components/Checkbox";
import { Combobox } from "@/components/Combobox";
import { Dialog } from "@/components/Dialog";
import { ErrorNotice } from "@/components/ErrorNotice";
import { Field, TextArea, TextInput } from "@/components/Field";
import { type Option, Select } from "@/components/Select";
import { PriorityIcon, StatusIcon } from "@/components/Status";
import { words } from "@/lib/format";
import { type Draft, draftOf, faultsOf } from "./form";
import { nameOf, useRepresentatives } from "./people";

export interface TicketDialogProps {
  /** The ticket that is edited; a new one when left out. */
  ticket?: Ticket;
  onClose: () => void;
  /** Resolves to the refusal, or null when it was accepted. */
  onSave: (draft: Draft) => Promise<DeskError | null>;
}

/** Every field of a ticket: what a create accepts, or an update. */
export function TicketDialog({ ticket, onClose, onSave }: TicketDialogProps) {
  const { t } = useTranslation("queue");
  const { t: common } = useTranslation();
  const [draft, setDraft] = useState(() => draftOf(ticket));
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [refusal, setRefusal] = useState<DeskError | null>(null);
  const [sending, setSending] = useState(false);

  const set = <K extends keyof Draft>(name: K, value: Draft[K]) => setDraft({ ...draft, [name]: value });
  const save = async () => {
    if (sending) return;
    const found = faultsOf(draft);
    setFaults(Object.fromEntries(Object.entries(found).map(([name, text]) => [name, t(text)])));
    setRefusal(null);
    if (Object.keys(found).length > 0) return;
    setSending(true);
    const error = await onSave(draft);
    setSending(false);
    if (error?.field && error.code === "VALIDATION") setFaults({ [error.field]: error.message });
    else setRefusal(error);
  };
  useActions([
    {
      id: "ticket.save",
      scope: "dialog",
      title: t(ticket ? "form.save" : "form.create"),
      keys: "$mod+Enter",
      whileTyping: true,
      run: () => void save(),
    },
  ]);

  /** A field of one line of text. */
  const line = (
    name:
      | "subject"
      | "tags"
      | "sentiment"
      | "estimate"
      | "actual"
      | "satisfaction"
      | "ticketNumber"
      | "conversationId",
    field: string,
    options: { required?: boolean; hint?: string; autoFocus?: boolean } = {},
  ) => (
    <Field label={t(`fields.${field}`)} required={options.required} hint={options.hint} error={faults[field]}>
      {(input) => (
        <TextInput
          {...input}
          autoFocus={options.autoFocus}
          value={draft[name]}
          onChange={(event) => set(name, event.target.value)}
        />
      )}
    </Field>
  );

  return (
    <Dialog
      open
      onClose={onClose}
      width={640}
      title={ticket ? t("form.editTitle", { number: ticket.ticketNumber }) : t("form.newTitle")}
      footer={
        <>
          <Button kind="quiet" onClick={onClose}>
            {common("actions.cancel")}
          </Button>
          <Button kind="primary" keys="$mod+Enter" disabled={sending} onClick={() => void save()}>
            {t(ticket ? "form.save" : "form.create")}
          </Button>
        </>
      }
    >
      {refusal && <ErrorNotice error={refusal} />}
      {!ticket && (
        <Field
          label={t("fields.customerId")}
          required
          error={faults.customerId}
          hint={t("form.customerHint")}
        >
          {(input) => <CustomerInput {...input} onChange={(id) => set("customerId", id)} />}
        </Field>
      )}
      {line("subject", "subject", { required: true })}
      <Field label={t("fields.description")} required error={faults.description}>
        {(input) => (
          <TextArea
            {...input}
            rows={5}
            value={draft.description}
            onChange={(event) => set("description", event.target.value)}
          />
        )}
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label={t("fields.category")} required error={faults.category}>
          {(input) => (
            <Select
              {...input}
              placeholder={t("form.choose")}
              options={enums.ticket_category.map((value) => ({ value, label: words(value) }))}
              value={draft.category}
              onChange={(value) => set("category", value)}
            />
          )}
        </Field>
        <Field label={t("fields.priority")} error={faults.priority}>
          {(input) => (
            <Select
              {...input}
              options={enums.ticket_priority.map((value) => ({
                value,
                label: words(value),
                icon: <PriorityIcon priority={value} size={14} />,
              }))}
              value={draft.priority}
              onChange={(value) => set("priority", value)}
            />
          )}
        </Field>
        <Field label={t("fields.status")} error={faults.status}>
          {(input) => (
            <Select
              {...input}
              options={enums.ticket_status.map((value) => ({
                value,
                label: words(value),
                icon: <StatusIcon status={value} />,
              }))}
              value={draft.status}
              onChange={(value) => set("status", value)}
            />
          )}
        </Field>
        <Field label={t("fields.assignedTo")} error={faults.assignedTo}>
          {(input) => (
            <AssigneeInput {...input} value={draft.assignedTo} onChange={(id) => set("assignedTo", id)} />
          )}
        </Field>
        {line("tags", "tags", { hint: t("form.tagsHint") })}
        {line("sentiment", "sentiment", { hint: t("form.sentimentHint") })}
        {line("estimate", "estimatedResolutionTime", { hint: t("form.spanHint") })}
        {ticket ? (
          <>
            {line("actual", "actualResolutionTime", { hint: t("form.spanHint") })}
            {line("satisfaction", "customerSatisfactionScore", { hint: t("form.satisfactionHint") })}
          </>
        ) : (
          <>
            {line("ticketNumber", "ticketNumber", { hint: t("form.numberHint") })}
            {line("conversationId", "conversationId", { hint: t("form.conversationHint") })}
            <Field label={t("fields.aiHandled")}>
              {(input) => (
                <Switch
                  id={input.id}
                  checked={draft.aiHandled}
                  onChange={(checked) => set("aiHandled", checked)}
                />
              )}
            </Field>
          </>
        )}
      </div>
      <Field label={t("fields.internalNotes")} error={faults.internalNotes}>
        {(input) => (
          <TextArea
            {...input}
            rows={2}
            value={draft.internalNotes}
            onChange={(event) => set("internalNotes", event.target.value)}
          />
        )}
      </Field>
    </Dialog>
  );
}

interface InputIds {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": boolean | undefined;
  "aria-required": boolean | undefined;
}

/** Finds a customer by the beginning of their name. */
function CustomerInput({ onChange, ...input }: InputIds & { onChange: (id: string) => void }) {
  const { t } = useTranslation("queue");
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<Option | null>(null);
  const looked = chosen?.label === text ? "" : text.trim();
  const users = useOperation("list_users", {
    filter: { role: "CUSTOMER", ...(looked ? { name: { startsWith: looked } } : {}) },
    limit: 20,
  }).data?.items;
  return (
    <Combobox
      {...input}
      placeholder={t("form.customerPlaceholder")}
      options={(users ?? []).map((user) => ({ value: user.id, label: user.name }))}
      value={chosen}
      onSearch={setText}
      onChange={(option) => {
        setChosen(option);
        onChange(option?.value ?? "");
      }}
    />
  );
}

function AssigneeInput({
  value,
  onChange,
  ...input
}: InputIds & { value: string | null; onChange: (id: string | null) => void }) {
  const { t } = useTranslation("queue");
  const { all } = useRepresentatives();
  const options = all.map((each) => ({ value: each.id, label: nameOf(each) }));
  return (
    <Combobox
      {...input}
      clearable
      placeholder={t("nobody")}
      options={options}
      value={options.find((option) => option.value === value) ?? null}
      onChange={(option) => onChange(option?.value ?? null)}
    />
  );
}
