import type { Budget } from "@/api/generated";
import { useOperation } from "@/api/queries";

/** The refund budget whose period holds this moment, with its newest usage; null when there is none. */
export function useRefundBudget(): Budget | null | undefined {
  const current = useOperation("today", {}).data?.budgets.find(({ type }) => type === "REFUND");
  const known = useOperation("today", {}).data !== undefined;
  const open = useOperation("get_budget", { id: current?.id ?? "" }, { enabled: current !== undefined }).data;
  if (!known) return undefined;
  return current ? (open?.id === current.id ? open : current) : null;
}
