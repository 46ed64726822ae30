import { Check, CheckCheck, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useActions } from "@/actions";
import { useMay } from "@/api/may";
import { useOperation } from "@/api/queries";
import { useSession } from "@/api/session";
import { Button } from "@/components/Button";
import { Dialog } from "@/components/Dialog";
import { Field } from "@/components/Field";
import { Select } from "@/components/Select";
import { money } from "@/lib/format";
import { personName } from "../relations";
import type { Row } from "../resource";
import { useDecision } from "./useDecision";
import { useRefundCard } from "./useRefundCard";

/** Deciding on a refund. Money is asked about once before it goes; a refusal of it is not. */
export function RefundActions({ row, onDone }: { row: Row; onDone: () => void }) {
  const { t } = useTranslation("records");
  const may = useMay();
  const [asking, setAsking] = useState(false);
  const card = useRefundCard(row.id);
  const approve = useDecision("approve_refund", onDone);
  const reject = useDecision("reject_refund", onDone);
  const complete = useDecision("complete_refund", onDone);
  const pending = row.status === "PENDING";
  const approved = row.status === "APPROVED";
  const busy = approve.isPending || reject.isPending || complete.isPending;
  const amount = money(String(row.amount));

  const junior = may("approve_refund") ? undefined : t("refund.seniorDecides");
  // Who has no representative's row names the one in whose name it is.
  const naming = useSession()?.representative === null && junior === undefined;
  const [approvedBy, setApprovedBy] = useState<string | null>(null);
  const people = useOperation("list_representatives", { limit: 500 }, { enabled: naming }).data?.items ?? [];
  const verdict = card?.verdict.code ?? "OK";
  const refused = verdict === "OK" || (naming && verdict === "FORBIDDEN") ? undefined : card?.verdict.message;
  const why = junior ?? (pending ? refused : undefined);
  const decided = { id: row.id, expectedUpdatedAt: row.updatedAt };
  const ask = () => {
    if (!busy) setAsking(true);
  };
  const confirm = () => {
    if (busy || (naming && !approvedBy)) return;
    setAsking(false);
    approve.mutate(approvedBy ? { ...decided, approvedBy } : decided);
  };
  const turnDown = () => !busy && reject.mutate(decided);
  const forward = approved ? () => !busy && complete.mutate(decided) : ask;
  const title = approved ? t("refund.complete") : t("refund.approve", { amount });
  useActions([
    {
      id: "refund.next",
      scope: "item",
      title,
      keys: "$mod+Enter",
      icon: approved ? CheckCheck : Check,
      when: () => (pending || approved) && why === undefined && !asking,
      run: forward,
    },
    {
      id: "refund.reject",
      scope: "item",
      title: t("refund.reject"),
      detail: amount,
      keys: "Shift+x",
      icon: X,
      when: () => pending && junior === undefined,
      run: turnDown,
    },
    {
      id: "refund.approve",
      scope: "dialog",
      title: t("refund.approve", { amount }),
      keys: "$mod+Enter",
      when: () => asking,
      run: confirm,
    },
  ]);

  if (!pending && !approved) return null;
  return (
    <>
      {pending && (
        <Button
          kind="danger"
          icon={X}
          keys="Shift+x"
          disabled={junior !== undefined || busy}
          title={junior}
          onClick={turnDown}
        >
          {t("refund.reject")}
        </Button>
      )}
      <Button
        kind="primary"
        icon={approved ? CheckCheck : Check}
        keys="$mod+Enter"
        disabled={why !== undefined || busy}
        title={why}
        onClick={forward}
      >
        {title}
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t("refund.ask", { amount })}
        description={t("refund.askHint", { amount, name: personName(row, "customer"), order: row.orderId })}
        footer={
          <>
            <Button onClick={() => setAsking(false)}>{t("form.cancel")}</Button>
            <Button
              kind="primary"
              icon={Check}
              keys="$mod+Enter"
              disabled={naming && !approvedBy}
              onClick={confirm}
            >
              {t("refund.approve", { amount })}
            </Button>
          </>
        }
      >
        {card && card.duplicates.length > 0 && (
          <p className="text-13 font-medium text-warning">
            {t("refund.duplicates", { count: card.duplicates.length, order: row.orderId })}
          </p>
        )}
        {naming && (
          <Field label={t("fields.approvedBy")} hint={t("refund.naming")} required>
            {(input) => (
              <Select
                {...input}
                options={people.map(({ id, user }) => ({ value: id, label: user?.name ?? id }))}
                value={approvedBy}
                onChange={setApprovedBy}
                placeholder={t("form.choose")}
              />
            )}
          </Field>
        )}
      </Dialog>
    </>
  );
}
