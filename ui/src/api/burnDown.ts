import type { Output } from "./client";
import type { Budget } from "./generated";
import { useOperation } from "./queries";

const DAY = 86_400_000;

type Read = Output<"budget_burn_down">;

/** Shares spent, in percent and rising, at which a budget raises an alert. */
export function alertsOf(budget: Pick<Budget, "alertThresholds" | "autoAlertsEnabled">): number[] {
  const all = Array.isArray(budget.alertThresholds) ? budget.alertThresholds : [];
  return budget.autoAlertsEnabled
    ? all
        .filter((each) => each?.enabled === true && typeof each.percentage === "number")
        .map((each) => each.percentage)
        .sort((left, right) => left - right)
    : [];
}

/** A burn-down as the chart draws it. */
export function burnDownSeries({ budget, opening, days, perDay, runsOutAt }: Read, moment: number) {
  const start = Date.parse(budget.periodStart);
  const end = Date.parse(budget.periodEnd);
  const now = Math.min(Math.max(moment, start), end);
  const limit = Number(budget.limit);
  const runsOut = runsOutAt ? Date.parse(runsOutAt) : null;
  const points = days
    // A day's sum holds at its end, today's at this moment.
    .map(({ day, spent }) => ({ at: Date.parse(day) + DAY, left: limit - Number(spent) }))
    .filter(({ at }) => at > start && at < now);
  return {
    start,
    end,
    now,
    limit,
    points: [
      { at: start, left: limit - Number(opening) },
      ...points,
      { at: now, left: Number(budget.remaining) },
    ],
    remaining: budget.remaining,
    perDay: Number(perDay),
    runsOut: runsOut !== null && runsOut < end && runsOut > now ? runsOut : null,
    alerts: alertsOf(budget),
  };
}

/** How a budget has been spent day by day, and where that leads. */
export function useBurnDown(id: string | undefined): Read | undefined {
  const read = useOperation("budget_burn_down", { id: id ?? "" }, { enabled: id !== undefined }).data;
  return read?.budget.id === id ? read : undefined;
}
