import { BellRing, RotateCw } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useActions } from "@/actions";
import type { Budget } from "@/api/generated";
import { useMay } from "@/api/may";
import { useChange, useList } from "@/api/queries";
import { IconButton } from "@/components/Button";
import { Card } from "@/components/Card";
import { toast } from "@/components/Toast";
import { dayAndClock, money, words } from "@/lib/format";
import type { Row } from "../resource";
import { BudgetCard } from "./BudgetCard";
import { BurnDownCard } from "./BurnDownCard";
import { UsageRecords } from "./UsageRecords";

/** An open budget's figures. */
export function BudgetHead({ row }: { row: Row }) {
  return <BudgetCard budget={row as unknown as Budget} />;
}

/** How an open budget was spent: the burn-down, and every record of it. */
export function BudgetUsage({ row }: { row: Row }) {
  return (
    <>
      <BurnDownCard id={row.id} />
      <UsageRecords id={row.id} />
    </>
  );
}

/** The thresholds an open budget has passed, the newest first. */
export function BudgetAlerts({ row }: { row: Row }) {
  const { t } = useTranslation("records");
  const alerts = useList("list_budget_alerts", { filter: { budgetId: row.id }, limit: 20 });
  return (
    <Card title={t("cards.alerts")} icon={BellRing}>
      <ol className="flex flex-col gap-3">
        {alerts.items.map((alert) => (
          <li key={alert.id} className="flex items-start justify-between gap-2.5 text-12">
            <span>
              <span className="font-medium text-warning">
                {t("budget.alerted", { percentage: Number(alert.percentage) })}
              </span>{" "}
              <span className="text-muted">
                {t("refund.of", { amount: money(alert.spent), limit: money(alert.limit) })}
              </span>
            </span>
            <time dateTime={alert.createdAt} className="shrink-0 text-11 text-muted">
              {dayAndClock(alert.createdAt)}
            </time>
          </li>
        ))}
        {!alerts.isPending && alerts.items.length === 0 && (
          <li className="text-12 text-muted">{t("budget.noneAlerted")}</li>
        )}
      </ol>
    </Card>
  );
}

/** Opens the next period of each budget whose last one has ended. */
export function RollBudgets() {
  const { t } = useTranslation("records");
  const may = useMay();
  const roll = useChange("roll_budgets", {
    onSuccess: ({ opened }) =>
      toast({
        title: t("budget.rolled", { count: opened.length }),
        detail: opened.map(({ type }) => words(type)).join(", ") || t("budget.nothingEnded"),
      }),
    onError: (error) => toast({ title: t("refused"), detail: error.message, tone: "danger" }),
  });
  const run = () => {
    if (!roll.isPending) roll.mutate({});
  };
  const title = t("budget.roll");
  useActions([
    {
      id: "budgets.roll",
      scope: "screen",
      title,
      keys: "Shift+r",
      icon: RotateCw,
      when: () => may("roll_budgets"),
      run,
    },
  ]);
  return (
    <IconButton
      icon={RotateCw}
      label={title}
      keys="Shift R"
      disabled={!may("roll_budgets") || roll.isPending}
      onClick={run}
    />
  );
}
