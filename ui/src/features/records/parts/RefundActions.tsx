import { Check, CheckCheck, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useActions } from "@/actions";
import { useMay } from "@/api/may";
import { useSession } from "@/api/session";
import { Button } from "@/components/Button";
import { Dialog } from "@/components/Dialog";
import { toast } from "@/components/Toast";
import { money } from "@/lib/format";
import { useUpdate } from "../data";
import { personName } from "../relations";
import type { Row } from "../resource";
import { refunds } from "../resources/refunds";
import { aboveOwn } from "./limits";

/** Deciding on a refund. Money is asked about once more; a refusal of it is not. */
export function RefundActions({ row }: { row: Row }) {
  const { t } = useTranslation("records");
  const session = useSession();
  const may = useMay();
  const [asking, setAsking] = useState(false);
  const update = useUpdate(refunds, {
    onSuccess: (after) =>
      toast({ title: t(`refund.did.${after.status}`, { amount: money(String(row.amount)) }) }),
    onError: (error) => toast({ title: t("refused"), detail: error.message, tone: "danger" }),
  });
  const pending = row.status === "PENDING";
  const approved = row.status === "APPROVED";
  const amount = money(String(row.amount));

  const why = !may("update_refund")
    ? t("refund.seniorDecides")
    : aboveOwn(row, session)
      ? t("refund.leadDecides")
      : pending && !session?.representative
        ? t("noRepresentative")
        : undefined;
  const set = (status: string) => {
    setAsking(false);
    update.mutate({ id: row.id, expectedUpdatedAt: row.updatedAt, status });
  };
  const forward = approved ? () => set("COMPLETED") : () => setAsking(true);
  useActions([
    {
      id: "refund.next",
      scope: "item",
      title: approved ? t("refund.complete") : t("refund.approve", { amount }),
      keys: "$mod+Enter",
      icon: Check,
      when: () => (pending || approved) && why === undefined && !asking,
      run: forward,
    },
    {
      id: "refund.reject",
      scope: "item",
      title: t("refund.reject"),
      icon: X,
      when: () => pending && why === undefined,
      run: () => set("REJECTED"),
    },
    {
      id: "refund.approve",
      scope: "dialog",
      title: t("refund.approve", { amount }),
      keys: "$mod+Enter",
      when: () => asking,
      run: () => set("APPROVED"),
    },
  ]);

  if (!pending && !approved) return null;
  const off = why !== undefined || update.isPending;
  return (
    <>
      {pending && (
        <Button kind="danger" icon={X} disabled={off} title={why} onClick={() => set("REJECTED")}>
          {t("refund.reject")}
        </Button>
      )}
      <Button
        kind="primary"
        icon={approved ? CheckCheck : Check}
        keys="$mod+Enter"
        disabled={off}
        title={why}
        onClick={forward}
      >
        {approved ? t("refund.complete") : t("refund.approve", { amount })}
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t("refund.ask", { amount })}
        description={t("refund.askHint", { amount, name: personName(row, "customer"), order: row.orderId })}
        footer={
          <>
            <Button onClick={() => setAsking(false)}>{t("form.cancel")}</Button>
            <Button kind="primary" icon={Check} keys="$mod+Enter" onClick={() => set("APPROVED")}>
              {t("refund.approve", { amount })}
            </Button>
          </>
        }
      >
        {null}
      </Dialog>
    </>
  );
}
