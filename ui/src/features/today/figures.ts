import type { Output } from "@/api/client";
import type { Budget, Refund, TicketDay } from "@/api/generated";
import { count } from "@/lib/format";

type Session = NonNullable<Output<"session">>;

const DAY = 86_400_000;
const MOST = 1000;

/** A count that is taken no further than a thousand, in words. */
export const upTo = (value: number) => (value >= MOST ? `${count(MOST)}+` : count(value));

/** What the thirty days say together; a share or mean of nothing is null. */
export function summary(days: readonly TicketDay[]) {
  const sum = (pick: (day: TicketDay) => number) => days.reduce((total, day) => total + pick(day), 0);
  const resolved = sum((day) => day.resolved);
  const aiResolved = sum((day) => day.aiResolved);
  const rated = days.filter((day) => day.satisfaction !== null).map((day) => Number(day.satisfaction));
  return {
    createdToday: days.at(-1)?.created ?? 0,
    resolved,
    aiResolved,
    aiShare: resolved > 0 ? aiResolved / resolved : null,
    /** Days with nothing resolved have no share and are left out of the line. */
    aiShares: days.filter((day) => day.resolved > 0).map((day) => day.aiResolved / day.resolved),
    rated,
    satisfaction: rated.length > 0 ? rated.reduce((total, score) => total + score, 0) / rated.length : null,
  };
}

/** A decimal string in hundredths, exactly. */
export function cents(decimal: string): bigint {
  const [whole = "0", fraction = ""] = decimal.split(".");
  return BigInt(whole + fraction.padEnd(2, "0").slice(0, 2));
}

/** The sum of amounts, as a decimal string. */
export function total(amounts: readonly string[]): string {
  const sum = amounts
    .reduce((all, amount) => all + cents(amount), 0n)
    .toString()
    .padStart(3, "0");
  return `${sum.slice(0, -2)}.${sum.slice(-2)}`;
}

/** Whether this person may approve this refund, and if not, why: a key of the `today` texts. */
export function authority(session: Session, refund: Refund): "within" | "limit" | "junior" | "noRow" {
  if (!session.representative) return "noRow";
  if (session.role === "JUNIOR_SUPPORT") return "junior";
  if (session.role !== "SENIOR_SUPPORT") return "within";
  const limit = ownLimit(session);
  return limit !== null && cents(refund.amount) <= cents(limit) ? "within" : "limit";
}

/** What a senior may approve at a time, where the organization says. */
export function ownLimit(session: Session): string | null {
  const limit = (session.organization.settings as { maxRefundPerUser?: unknown } | null)?.maxRefundPerUser;
  return typeof limit === "number" ? limit.toFixed(2) : typeof limit === "string" ? limit : null;
}

/** Where a budget's period stands: its day of how many, and how many whole days remain. */
export function periodDay(budget: Budget, now: number): { day: number; of: number; left: number } {
  const start = Date.parse(budget.periodStart);
  const end = Date.parse(budget.periodEnd);
  const of = Math.max(1, Math.round((end - start) / DAY));
  const day = Math.min(of, Math.max(1, Math.floor((now - start) / DAY) + 1));
  return { day, of, left: of - day };
}

/** How loud a budget's bar is: past an enabled threshold it warns, past its limit it is a danger. */
export function budgetTone(budget: Budget): "accent" | "warning" | "danger" {
  const share = (Number(budget.spent) / Number(budget.limit)) * 100;
  if (share >= 100) return "danger";
  const thresholds = Array.isArray(budget.alertThresholds) ? budget.alertThresholds : [];
  const passed = thresholds.some(
    (each: { percentage?: unknown; enabled?: unknown }) =>
      each.enabled === true && share >= Number(each.percentage),
  );
  return passed ? "warning" : "accent";
}

/** A wait as it is read from afar: `31:08` within the hour, then `3h 10m`. */
export function wait(since: string, now: number): string | null {
  const seconds = Math.max(0, Math.floor((now - Date.parse(since)) / 1000));
  if (seconds >= 3600) return null;
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}
