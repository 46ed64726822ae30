import { Wallet } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Budget } from "@/api/generated";
import { Card } from "@/components/Card";
import { Bar } from "@/components/Charts";
import type { Tone } from "@/components/Pill";
import { money, periodDays, words } from "@/lib/format";

/** A budget's alert thresholds, lowest first. */
export function thresholdsOf(
  budget: Pick<Budget, "alertThresholds">,
): { percentage: number; enabled: boolean }[] {
  const all = Array.isArray(budget.alertThresholds) ? budget.alertThresholds : [];
  return all
    .filter((each) => typeof each?.percentage === "number")
    .sort((left, right) => left.percentage - right.percentage);
}

/** How much of a budget is spent, as a colour: warned of from the first alert on, alarmed from the last. */
export function spentTone(budget: Pick<Budget, "alertThresholds" | "spent" | "limit">): Tone {
  const share = Number(budget.limit) > 0 ? (Number(budget.spent) / Number(budget.limit)) * 100 : 100;
  const on = thresholdsOf(budget).filter(({ enabled }) => enabled);
  const last = on.at(-1);
  if (share > 100 || (last && share >= last.percentage)) return "danger";
  return on[0] && share >= on[0].percentage ? "warning" : "accent";
}

/** A budget: its limit, what is spent, what remains, and where alerts are raised. */
export function BudgetCard({ budget }: { budget: Budget }) {
  const { t } = useTranslation("records");
  const figures = ["limit", "spent", "remaining"] as const;
  const alerts = thresholdsOf(budget).filter(({ enabled }) => enabled);
  return (
    <Card
      title={t("budget.title", { type: words(budget.type) })}
      icon={Wallet}
      aside={t("budget.period", periodDays(budget))}
    >
      <dl className="mb-3 grid grid-cols-3 gap-4">
        {figures.map((figure) => (
          <div key={figure}>
            <dt className="text-11 text-muted">{t(`fields.${figure}`)}</dt>
            <dd className="text-16 font-semibold">{money(budget[figure])}</dd>
          </div>
        ))}
      </dl>
      <div className="relative">
        <Bar
          label={t("budget.spentOf", { spent: money(budget.spent), limit: money(budget.limit) })}
          max={Number(budget.limit)}
          parts={[{ value: Number(budget.spent), tone: spentTone(budget) }]}
        />
        {alerts.map(({ percentage }) => (
          <span
            key={percentage}
            aria-hidden
            className="absolute -top-0.5 h-2.5 w-px bg-text"
            style={{ left: `${percentage}%` }}
          />
        ))}
      </div>
      <p className="mt-2 text-11 text-muted">
        {budget.autoAlertsEnabled && alerts.length > 0
          ? t("budget.alerts", { at: alerts.map(({ percentage }) => `${percentage} %`).join(", ") })
          : t("budget.noAlerts")}
        {budget.refundLimitPerUser &&
          ` ${t("budget.perCustomer", { limit: money(budget.refundLimitPerUser) })}`}
      </p>
    </Card>
  );
}
