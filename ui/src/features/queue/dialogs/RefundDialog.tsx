import { TriangleAlert } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { undoLast } from "@/actions";
import { enums, type Refund, type RefundReason, type Ticket } from "@/api/generated";
import { useChange, useOperation } from "@/api/queries";
import { Field, TextArea, TextInput } from "@/components/Field";
import { Select } from "@/components/Select";
import { toast } from "@/components/Toast";
import { age, money, words, wordsInside } from "@/lib/format";
import { useSettled } from "@/lib/useSettled";
import { ActDialog } from "./ActDialog";

/** An amount as one types it, with the two places it has; null while it is none. */
function amountOf(text: string): string | null {
  const match = /^(\d{1,8})(?:[.,](\d{1,2}))?$/.exec(text.trim());
  if (!match || /^0*$/.test(`${match[1]}${match[2] ?? ""}`)) return null;
  return `${match[1]}.${(match[2] ?? "").padEnd(2, "0")}`;
}

/** Asks for a refund for a ticket's customer, and warns where one was asked for already. */
export function RefundDialog({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const { t } = useTranslation("queue");
  const [orderId, setOrderId] = useState("");
  const [entered, setAmount] = useState("");
  const [reason, setReason] = useState<RefundReason | null>(null);
  const [notes, setNotes] = useState("");
  const request = useChange("request_refund");
  const order = orderId.trim();
  const amount = amountOf(entered);
  return (
    <ActDialog
      title={t("refund.title", { name: ticket.customer?.name ?? t("someone") })}
      action={t("refund.act")}
      ready={order !== "" && amount !== null && reason !== null}
      onClose={onClose}
      onAct={async () => {
        if (amount === null || reason === null) return;
        await request.mutateAsync({
          ticketId: ticket.id,
          orderId: order,
          amount,
          reason,
          ...(notes.trim() && { notes: notes.trim() }),
        });
        toast({ title: t("said.refund", { amount: money(amount) }), undo: undoLast });
      }}
    >
      <div className="grid grid-cols-2 gap-3">
        <Field label={t("refund.order")} required>
          {(input) => (
            <TextInput
              {...input}
              maxLength={255}
              value={orderId}
              onChange={(event) => setOrderId(event.target.value)}
            />
          )}
        </Field>
        <Field
          label={t("refund.amount")}
          required
          error={entered.trim() !== "" && amount === null ? t("refund.needsAmount") : undefined}
        >
          {(input) => (
            <TextInput
              {...input}
              inputMode="decimal"
              value={entered}
              onChange={(event) => setAmount(event.target.value)}
            />
          )}
        </Field>
      </div>
      <Duplicates orderId={order} customerId={ticket.customerId} amount={amount} />
      <Field label={t("refund.reason")} required>
        {(input) => (
          <Select
            {...input}
            placeholder={t("form.choose")}
            options={enums.refund_reason.map((value) => ({ value, label: words(value) }))}
            value={reason}
            onChange={setReason}
          />
        )}
      </Field>
      <Field label={t("refund.notes")}>
        {(input) => (
          <TextArea {...input} rows={2} value={notes} onChange={(event) => setNotes(event.target.value)} />
        )}
      </Field>
    </ActDialog>
  );
}

interface Asked {
  orderId: string;
  customerId: string;
  amount: string | null;
}

/** Refunds of the same order: a warning, since asking twice may be meant. */
function Duplicates({ orderId, customerId, amount }: Asked) {
  const { t } = useTranslation("queue");
  const settled = useSettled(orderId, 200);
  const found = useOperation(
    "check_refund",
    { orderId: settled, customerId, ...(amount !== null && { amount }) },
    { enabled: settled !== "", keepPrevious: settled === orderId },
  ).data?.duplicates;
  if (settled === "" || !found || found.length === 0) return null;
  const line = ({ amount, reason, status, customer, createdAt }: Refund) =>
    t("refund.duplicate", {
      amount: money(amount),
      reason: wordsInside(reason),
      status: wordsInside(status),
      name: customer?.name ?? t("someone"),
      age: age(createdAt),
    });
  return (
    <div role="alert" className="flex gap-2.5 rounded-8 bg-warning-soft p-3 text-12">
      <TriangleAlert size={16} className="shrink-0 text-warning" aria-hidden />
      <div className="min-w-0">
        <p className="font-medium text-warning">{t("refund.duplicates", { count: found.length })}</p>
        <ul>
          {found.slice(0, 5).map((each) => (
            <li key={each.id} className="truncate">
              {line(each)}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
