import type { Output } from "@/api/client";
import { useOperation } from "@/api/queries";

/** A refund with all it is decided by: limits, budget, verdict, duplicates, history. */
export type RefundCard = Output<"refund_card">;

/** The card of a refund; nothing while another one's is still there. */
export function useRefundCard(id: string): RefundCard | undefined {
  const card = useOperation("refund_card", { id }).data;
  return card?.refund.id === id ? card : undefined;
}
