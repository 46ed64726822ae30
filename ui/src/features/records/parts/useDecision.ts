import { useTranslation } from "react-i18next";
import { undoLast } from "@/actions";
import type { Refund, RefundStatus } from "@/api/generated";
import { paint, useChange } from "@/api/queries";
import { toast } from "@/components/Toast";
import { money } from "@/lib/format";

type Decision = "approve_refund" | "reject_refund" | "complete_refund";

const leadsTo: Record<Decision, RefundStatus> = {
  approve_refund: "APPROVED",
  reject_refund: "REJECTED",
  complete_refund: "COMPLETED",
};

/** One of the three decisions on a refund; list and card show it at once. `onDone` once it is made. */
export function useDecision(decision: Decision, onDone: () => void) {
  const { t } = useTranslation("records");
  const status = leadsTo[decision];
  return useChange(decision, {
    paint: ({ id }) => {
      const set = (refund: Refund): Refund => (refund.id === id ? { ...refund, status } : refund);
      return [
        paint("list_refunds", (page) => ({ ...page, items: page.items.map(set) })),
        paint("get_refund", set),
        paint("refund_card", (card) => ({ ...card, refund: set(card.refund) })),
      ];
    },
    onSuccess: (refund) => {
      toast({ title: t(`refund.did.${status}`, { amount: money(refund.amount) }), undo: undoLast });
      onDone();
    },
    onError: (error) => toast({ title: t("refused"), detail: error.message, tone: "danger" }),
  });
}
