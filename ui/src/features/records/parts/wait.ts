import { duration } from "@/lib/format";
import type { Row } from "../resource";

/** Whether an escalation is nobody's yet: its wait is running. */
export function isWaiting(row: Row): boolean {
  return row.status === "PENDING" && !row.assignedAt;
}

/** How long an escalation waited, in seconds: until it was assigned, or until now while it is not. */
export function waitSeconds(row: Row, now: number): number {
  const stored = Number(row.waitTime ?? 0);
  const end = row.assignedAt ?? row.resolvedAt;
  if (!end && row.status === "PENDING") return Math.max(0, (now - Date.parse(row.createdAt)) / 1000);
  if (stored > 0 || !end) return stored;
  return Math.max(0, (Date.parse(String(end)) - Date.parse(row.createdAt)) / 1000);
}

/** The same, as short as a list row needs it. */
export function waited(row: Row, now: number): string {
  const seconds = waitSeconds(row, now);
  return duration(seconds < 60 ? seconds : seconds - (seconds % 60));
}

/** As a clock: `31:08`, `1:02:45`; days from two days on. */
export function waitClock(seconds: number): string {
  if (seconds >= 2 * 86_400) return duration(seconds);
  const whole = Math.floor(seconds);
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const rest = `${two(Math.floor((whole % 3600) / 60))}:${two(whole % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}
