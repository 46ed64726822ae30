import type { Budget } from "@/api/generated";
import type { Row } from "../resource";
import { BudgetCard } from "./BudgetCard";
import { UsageRecords } from "./UsageRecords";

const budgetOf = (row: Row) => row as unknown as Budget;

/** An open budget's figures. */
export function BudgetHead({ row }: { row: Row }) {
  return <BudgetCard budget={budgetOf(row)} />;
}

/** What was paid from an open budget. */
export function BudgetUsage({ row }: { row: Row }) {
  return <UsageRecords records={budgetOf(row).usageRecords ?? []} />;
}
