/** Of a ticket, what tells how it stands. */
interface Dated {
  status: string;
  work?: { dueAt: string | null; waitingSince: string | null; snoozedUntil: string | null } | null;
}

/** How a ticket stands to its due time; null when nothing is due. */
export type Sla =
  | { state: "late" | "near" | "later"; seconds: number }
  /** It waits for the customer: its time stands still. */
  | { state: "paused"; seconds: number }
  | { state: "asleep"; until: string }
  | null;

/** Less time than this is near. */
export const NEAR = 2 * 3600;

/** How a ticket stands at a moment. `seconds` are those that are left, or, when late, those since. */
export function slaOf({ status, work }: Dated, now: number): Sla {
  if (!work || status === "RESOLVED" || status === "CLOSED") return null;
  if (work.snoozedUntil && Date.parse(work.snoozedUntil) > now)
    return { state: "asleep", until: work.snoozedUntil };
  if (!work.dueAt) return null;
  const until = work.waitingSince ? Math.min(now, Date.parse(work.waitingSince)) : now;
  const seconds = Math.round((Date.parse(work.dueAt) - until) / 1000);
  if (seconds < 0) return { state: "late", seconds: -seconds };
  if (work.waitingSince) return { state: "paused", seconds };
  return { state: seconds < NEAR ? "near" : "later", seconds };
}
