import { Wallet } from "lucide-react";
import { useTranslation } from "react-i18next";
import { burnDownSeries, useBurnDown } from "@/api/burnDown";
import { saveText } from "@/api/desk";
import type { Budget } from "@/api/generated";
import { BurnDown } from "@/components/BurnDown";
import { Card } from "@/components/Card";
import { ChartCard } from "@/components/ChartCard";
import { Bar } from "@/components/Charts";
import { EmptyState } from "@/components/EmptyState";
import { classes } from "@/lib/classes";
import { billingDay, count, money } from "@/lib/format";
import { budgetTone, periodDay } from "./figures";

/** The refund budget of the period we are in: spent, left, and how the rest has been going. */
export function BudgetCard({ budget }: { budget: Budget | undefined }) {
  const { t } = useTranslation("today");
  const burn = useBurnDown(budget?.id);
  if (!budget) {
    return (
      <Card icon={Wallet} title={t("budget.title")}>
        <EmptyState title={t("budget.empty")} hint={t("budget.emptyHint")} keys="g b" />
      </Card>
    );
  }
  const now = Date.now();
  const period = periodDay(budget, now);
  const tone = budgetTone(budget);
  return (
    <ChartCard
      save={saveText}
      icon={Wallet}
      title={t("budget.title")}
      aside={t("budget.day", { day: period.day, of: period.of })}
      file="refund-budget"
      items={burn?.days ?? []}
      keyOf={({ day }) => day}
      columns={[
        { title: t("budget.byDay"), value: ({ day }) => billingDay(day), raw: ({ day }) => day },
        {
          title: t("budget.spentByThen"),
          right: true,
          value: ({ spent }) => money(spent),
          raw: ({ spent }) => spent,
        },
      ]}
    >
      <dl className="grid grid-cols-[auto_auto_auto] justify-between gap-3">
        <Sum value={money(budget.spent)} label={t("budget.spentOf", { limit: money(budget.limit) })} />
        <Sum value={money(budget.remaining)} label={t("budget.left")} danger={tone === "danger"} />
        <Sum value={count(period.left)} label={t("budget.daysLeft", { count: period.left })} />
      </dl>
      <div className="my-3">
        <Bar
          parts={[{ value: Number(budget.spent), tone }]}
          max={Number(budget.limit)}
          label={t("budget.bar", { spent: money(budget.spent), limit: money(budget.limit) })}
        />
      </div>
      {burn && (
        <>
          <BurnDown series={burnDownSeries(burn, now)} />
          {Number(burn.perDay) > 0 && (
            <p className="mt-2 text-12 text-muted">{t("budget.pace", { amount: money(burn.perDay) })}</p>
          )}
        </>
      )}
    </ChartCard>
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
