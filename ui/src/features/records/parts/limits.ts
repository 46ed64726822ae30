import type { Session } from "@/api/generated";
import { cents, decimal } from "../money";
import type { Row } from "../resource";

/** What the organization lets a senior decide on alone, as a decimal; null when it says nothing. */
export function organizationLimit(session: Session | null): string | null {
  const settings = session?.organization.settings as { maxRefundPerUser?: unknown } | null | undefined;
  const limit = cents(settings?.maxRefundPerUser);
  return limit === null ? null : decimal(limit);
}

/** The most who is signed in may decide on alone; null for those who may decide on any amount or on none. */
export function ownLimit(session: Session | null): string | null {
  return session?.role === "SENIOR_SUPPORT" ? (organizationLimit(session) ?? "0.00") : null;
}

/** Whether a refund is more than who is signed in may decide on. */
export function aboveOwn(row: Row, session: Session | null): boolean {
  const limit = ownLimit(session);
  return limit !== null && (cents(row.amount) ?? 0n) > (cents(limit) ?? 0n);
}
