import { Wallet } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Budget } from "@/api/generated";
import { useOperation } from "@/api/queries";
import { Card } from "@/components/Card";
import { Bar } from "@/components/Charts";
import { EmptyState } from "@/components/EmptyState";
import { classes } from "@/lib/classes";
import { count, day as dayOf, money } from "@/lib/format";
import { BurnDownChart } from "./BurnDownChart";
import { budgetTone, burnDown, periodDay } from "./figures";

/** The refund budget of the period we are in: spent, left, and how the rest has been going. */
export function BudgetCard({ budget }: { budget: Budget | undefined }) {
  const { t } = useTranslation("today");
  // `today` names the budget; its records come with the budget itself.
  const full = useOperation("get_budget", { id: budget?.id ?? "" }, { enabled: budget !== undefined }).data;
  if (!budget) {
    return (
      <Card icon={Wallet} title={t("budget.title")}>
        <EmptyState title={t("budget.empty")} hint={t("budget.emptyHint")} keys="g b" />
      </Card>
    );
  }
  const now = Date.now();
  const period = periodDay(budget, now);
  const burn = full?.id === budget.id ? burnDown(full, now) : null;
  const tone = budgetTone(budget);
  return (
    <Card icon={Wallet} title={t("budget.title")} aside={t("budget.day", { day: period.day, of: period.of })}>
      <dl className="grid grid-cols-3 gap-2">
        <Sum value={money(budget.spent)} label={t("budget.spentOf", { limit: money(budget.limit) })} />
        <Sum value={money(budget.remaining)} label={t("budget.left")} danger={tone === "danger"} />
        <Sum value={count(period.left)} label={t("budget.daysLeft", { count: period.left })} />
      </dl>
      <div className="mt-3">
        <Bar
          parts={[{ value: Number(budget.spent), tone }]}
          max={Number(budget.limit)}
          label={t("budget.bar", { spent: money(budget.spent), limit: money(budget.limit) })}
        />
      </div>
      {burn && (
        <>
          <BurnDownChart budget={budget} burn={burn} now={now} />
          {burn.pace > 0 && (
            <p className="mt-2 text-12 text-muted">
              {t("budget.pace", { amount: money(burn.pace.toFixed(2)) })}
              {burn.runsOut && (
                <span className="font-medium text-danger">
                  {" "}
                  {t("budget.runsOut", { date: dayOf(new Date(burn.runsOut).toISOString()) })}
                </span>
              )}
            </p>
          )}
        </>
      )}
    </Card>
  );
}

function Sum({ value, label, danger }: { value: string; label: string; danger?: boolean }) {
  return (
    <div className="flex min-w-0 flex-col-reverse">
      <dt className="truncate text-11 text-muted">{label}</dt>
      <dd className={classes("truncate text-16 font-semibold", danger && "text-danger")}>{value}</dd>
    </div>
  );
}
