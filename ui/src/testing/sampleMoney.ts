import { emitChanged } from "@/api/mock";
import type { Row } from "./sample";

/** What the sample desk answers about refunds, budgets and workload; decisions change its rows. */
export function moneyAnswers(all: Record<string, Row[]>): Record<string, (input: never) => unknown> {
  const refunds = all.refunds ?? [];
  const budget = all.budgets?.[0] as Row;
  const records = budget.usageRecords as { amount: string; createdAt: string }[];
  const refundOf = (id?: string) => refunds.find((row) => row.id === id) ?? (refunds[0] as Row);
  const cents = (decimal: unknown) => Math.round(Number(decimal) * 100);
  const decimal = (value: number) => (value / 100).toFixed(2);
  const used = decimal(records.reduce((sum, record) => sum + cents(record.amount), 0));
  const opening = decimal(cents(budget.spent) - cents(used));
  const decide =
    (status: string) =>
    ({ id }: { id: string }) => {
      const row = refundOf(id);
      Object.assign(row, {
        status,
        approvedBy: all.representatives?.[0]?.id,
        approver: all.representatives?.[0],
        processedAt: new Date().toISOString(),
        updatedAt: new Date().toISOString(),
      });
      void emitChanged("refunds", "budgets");
      return { ...row };
    };
  const alert = {
    id: "00000013-0000-4000-8000-000000000001",
    budgetId: budget.id,
    percentage: "40.00",
    spent: "4000.00",
    limit: budget.limit,
    createdAt: records.at(-1)?.createdAt,
  };
  return {
    approve_refund: decide("APPROVED"),
    reject_refund: decide("REJECTED"),
    complete_refund: decide("COMPLETED"),
    refund_card: ({ id }: { id?: string }) => {
      const refund = refundOf(id);
      const others = refunds.filter((row) => row.id !== refund.id && row.customerId === refund.customerId);
      const usedByCustomer = decimal(
        others.reduce((sum, row) => sum + (row.status === "PENDING" ? 0 : cents(row.amount)), 0),
      );
      const left = decimal(cents(budget.refundLimitPerUser) - cents(usedByCustomer));
      return {
        refund,
        budget,
        usedByCustomer,
        leftForCustomer: left,
        leftInBudget: budget.remaining,
        verdict:
          refund.status !== "PENDING"
            ? { code: "INVALID_TRANSITION", message: "Only a pending refund can be approved." }
            : cents(refund.amount) > cents(left)
              ? { code: "LIMIT_EXCEEDED", message: `Only ${left} of this customer's limit is left.` }
              : { code: "OK", message: "" },
        duplicates: refunds.filter((row) => row.id !== refund.id && row.orderId === refund.orderId),
        earlier: others,
        ticket: all.tickets?.[0],
        alerts: [alert],
      };
    },
    check_refund: ({ orderId }: { orderId?: string }) => ({
      duplicates: refunds.filter((row) => row.orderId === orderId),
    }),
    roll_budgets: () => ({ opened: [] }),
    budget_burn_down: () => {
      const start = Date.parse(String(budget.periodStart));
      const days = Array.from({ length: 12 }, (_, n) => {
        const end = start + (n + 1) * 86_400_000;
        const spent = records
          .filter(({ createdAt }) => Date.parse(createdAt) <= end)
          .reduce((sum, record) => sum + cents(record.amount), cents(opening));
        return { day: new Date(start + n * 86_400_000).toISOString().slice(0, 10), spent: decimal(spent) };
      });
      const runsOutAt = new Date(start + 25 * 86_400_000).toISOString();
      return { budget, opening, days, perDay: "440.00", runsOutAt, atEnd: "0.00", used };
    },
    explain_budget: () => ({
      opening,
      used,
      spent: budget.spent,
      records: records.map((record) => ({ ...record, refund: null })).reverse(),
      nextCursor: null,
    }),
    list_budget_alerts: () => ({ items: [alert], nextCursor: null }),
    workload: () => ({
      items: (all.representatives ?? []).map((representative) => {
        const mine = (all.tickets ?? []).filter((row) => row.assignedTo === representative.id);
        const having = (status: string) => mine.filter((row) => row.status === status).length;
        return {
          representative,
          activeChats: representative.activeChats,
          maxChats: representative.maxChats,
          tickets: { OPEN: having("OPEN"), IN_PROGRESS: having("IN_PROGRESS"), WAITING: having("WAITING") },
          escalations: (all.escalations ?? []).filter(
            (row) => row.assignedTo === representative.id && row.status !== "RESOLVED",
          ).length,
        };
      }),
    }),
    claim_escalation: ({ id }: { id: string }) => {
      const row = all.escalations?.find((each) => each.id === id) as Row;
      const me = all.representatives?.[0];
      const at = new Date().toISOString();
      Object.assign(row, {
        status: "ASSIGNED",
        assignedTo: me?.id,
        assignee: me,
        assignedAt: at,
        updatedAt: at,
      });
      void emitChanged("escalations", "representatives");
      return { ...row };
    },
    resolve_escalation: ({ id }: { id: string }) => {
      const row = all.escalations?.find((each) => each.id === id) as Row;
      const at = new Date().toISOString();
      Object.assign(row, { status: "RESOLVED", resolvedAt: at, updatedAt: at });
      void emitChanged("escalations", "representatives");
      return { ...row };
    },
  };
}
