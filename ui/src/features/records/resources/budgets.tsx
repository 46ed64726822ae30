import { Wallet } from "lucide-react";
import { type Budget, enums } from "@/api/generated";
import { money, periodDays, words } from "@/lib/format";
import { spentTone } from "../parts/BudgetCard";
import { BudgetAlerts, BudgetHead, BudgetUsage, RollBudgets } from "../parts/BudgetParts";
import type { Resource, Row } from "../resource";
import { eachOf } from "./choices";

const budgetOf = (row: Row) => row as unknown as Budget;

/** This month in UTC, as a new budget begins. */
function thisMonth(): Record<string, unknown> {
  const now = new Date();
  const first = (month: number) => new Date(Date.UTC(now.getUTCFullYear(), month, 1)).toISOString();
  return {
    type: "REFUND",
    period: "MONTHLY",
    periodStart: first(now.getUTCMonth()),
    periodEnd: first(now.getUTCMonth() + 1),
    autoAlertsEnabled: true,
    alertThresholds: [],
  };
}

/** What may be spent in a period. */
export const budgets: Resource = {
  screen: "budgets",
  icon: Wallet,
  list: "list_budgets",
  get: "get_budget",
  create: "create_budget",
  update: "update_budget",
  remove: "delete_budget",
  table: "budgets",
  chips: { field: "type", choices: eachOf(enums.budget_type) },
  filters: { period: enums.budget_period },
  sorts: [
    { field: "periodStart", direction: "desc" },
    { field: "periodEnd", direction: "desc" },
    { field: "limit", direction: "desc" },
    { field: "remaining", direction: "asc" },
    { field: "createdAt", direction: "desc" },
  ],
  leadWidth: 72,
  row: (row, { t }) => {
    const budget = budgetOf(row);
    const share = Number(budget.limit) > 0 ? (Number(budget.spent) / Number(budget.limit)) * 100 : 100;
    return {
      lead: <span className="truncate text-13 font-semibold">{money(budget.limit)}</span>,
      title: t("budget.title", { type: words(budget.type) }),
      line: t("budget.period", periodDays(budget)),
      side: words(budget.period),
      note: { text: t("budget.share", { share: Math.floor(share) }), tone: spentTone(budget) },
    };
  },
  title: (row) => `${words(String(row.type))}, ${periodDays(budgetOf(row)).from}`,
  details: {
    type: "label",
    period: "label",
    limit: "money",
    spent: "money",
    remaining: "money",
    refundLimitPerUser: "money",
    autoAlertsEnabled: "yesNo",
    periodStart: "instant",
    periodEnd: "instant",
    createdAt: "instant",
  },
  fresh: thisMonth,
  Head: BudgetHead,
  Aside: BudgetAlerts,
  Below: BudgetUsage,
  ListActions: RollBudgets,
};
