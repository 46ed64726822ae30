import { Wallet } from "lucide-react";
import { useTranslation } from "react-i18next";
import { burnDownSeries, useBurnDown } from "@/api/burnDown";
import { saveText } from "@/api/desk";
import { BurnDown, BurnDownLegend } from "@/components/BurnDown";
import { ChartCard } from "@/components/ChartCard";
import { billingDay, money, periodDays } from "@/lib/format";
import { GoLink } from "@/lib/go";
import { cents, decimal } from "../money";
import { spentTone } from "./BudgetCard";

/** A budget over its period: what was left day by day and where that leads, with its figures beside it. */
export function BurnDownCard({ id, linked }: { id: string; linked?: boolean }) {
  const { t } = useTranslation("records");
  const burn = useBurnDown(id);
  if (!burn) return null;
  const { budget, days, perDay } = burn;
  const pace = Number(perDay) > 0 && Date.parse(budget.periodEnd) > Date.now();
  const left = (spent: string) => decimal((cents(budget.limit) ?? 0n) - (cents(spent) ?? 0n));
  const figures: [string, string, boolean?][] = [
    [t("fields.limit"), budget.limit],
    [t("budget.opening"), burn.opening],
    [t("budget.used"), burn.used],
    [t("fields.remaining"), budget.remaining, spentTone(budget) === "danger"],
  ];
  const title = t("budget.of", periodDays(budget));
  return (
    <ChartCard
      save={saveText}
      icon={Wallet}
      title={title}
      aside={
        <>
          <BurnDownLegend perDay={pace ? perDay : null} />
          {linked && (
            <GoLink to={`/budgets/${id}`} className="text-12 text-accent">
              {t("budget.open")}
            </GoLink>
          )}
        </>
      }
      file={`budget-${budget.periodStart.slice(0, 10)}`}
      items={days}
      keyOf={(each) => each.day}
      columns={[
        { title: t("budget.day"), value: (each) => billingDay(each.day), raw: (each) => each.day },
        {
          title: t("fields.spent"),
          right: true,
          value: (each) => money(each.spent),
          raw: (each) => each.spent,
        },
        {
          title: t("fields.remaining"),
          right: true,
          value: (each) => money(left(each.spent)),
          raw: (each) => left(each.spent),
        },
      ]}
    >
      <div className="grid grid-cols-[minmax(0,1fr)_auto] gap-8">
        <BurnDown series={burnDownSeries(burn, Date.now())} width={620} height={200} />
        <dl className="flex min-w-24 flex-col gap-3">
          {figures.map(([name, value, alarming]) => (
            <div key={name}>
              <dt className="text-11 text-muted">{name}</dt>
              <dd className={alarming ? "text-14 font-semibold text-danger" : "text-14 font-semibold"}>
                {money(value)}
              </dd>
            </div>
          ))}
        </dl>
      </div>
      {pace && !burn.runsOutAt && (
        <p className="mt-2 text-12 text-muted">{t("budget.atEnd", { amount: money(burn.atEnd) })}</p>
      )}
    </ChartCard>
  );
}
