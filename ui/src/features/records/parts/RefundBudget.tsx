import type { Row } from "../resource";
import { BudgetCard } from "./BudgetCard";
import { UsageRecords } from "./UsageRecords";
import { useRefundBudget } from "./useRefundBudget";

/** The budget that refunds are paid from now, and what was paid from it lately. */
export function RefundBudget(_props: { row: Row }) {
  const budget = useRefundBudget();
  if (!budget) return null;
  return (
    <>
      <BudgetCard budget={budget} linked />
      <UsageRecords records={budget.usageRecords ?? []} />
    </>
  );
}
