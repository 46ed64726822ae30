import {
  AlarmClock,
  CalendarClock,
  CalendarOff,
  Circle,
  CircleCheck,
  CircleDotDashed,
  CirclePause,
  CircleX,
  Clock3,
  History,
  type LucideIcon,
  OctagonAlert,
  Signal,
  SignalLow,
  SignalMedium,
  Timer,
} from "lucide-react";
import type { Worked } from "@/api/worked";
import { NEAR, slaOf } from "@/lib/sla";
import type { HitRow } from "./search";
import type { SortName } from "./view";

/** A heading over the rows that follow. */
export interface Heading {
  kind: "heading";
  id: string;
  /** How many rows it heads; missing while more may follow. */
  count?: number;
}
/** A ticket's row. */
export interface TicketRowItem {
  kind: "ticket";
  id: string;
  ticket: Worked;
}
/** What the queue shows, from the top. */
export type Row = Heading | TicketRowItem;
/** That, or what was searched for. */
export type QueueRow = Row | HitRow;

const HOUR = 3_600_000;
const ages: readonly [name: string, below: number][] = [
  ["hour", HOUR],
  ["day", 24 * HOUR],
  ["week", 7 * 24 * HOUR],
  ["month", 30 * 24 * HOUR],
];

/** The icon of each group. */
export const groupIcons: Record<string, LucideIcon> = {
  hour: Clock3,
  day: Clock3,
  week: CalendarClock,
  month: CalendarClock,
  older: History,
  LOW: SignalLow,
  NORMAL: SignalMedium,
  HIGH: Signal,
  URGENT: OctagonAlert,
  late: AlarmClock,
  paused: CirclePause,
  near: Timer,
  later: Clock3,
  none: CalendarOff,
  OPEN: Circle,
  IN_PROGRESS: CircleDotDashed,
  WAITING: CirclePause,
  RESOLVED: CircleCheck,
  CLOSED: CircleX,
};

/** What stands out among the groups. */
export const groupTones: Record<string, string> = {
  late: "text-danger",
  near: "text-warning",
  URGENT: "text-danger",
};

/** By when a ticket is due. Whether its time stands still matters only once that has passed. */
function dueGroup(ticket: Worked, now: number): string {
  const due = Date.parse(ticket.work?.dueAt ?? "");
  if (Number.isNaN(due)) return "none";
  if (due < now) return slaOf(ticket, now)?.state === "paused" ? "paused" : "late";
  return due - now < NEAR * 1000 ? "near" : "later";
}

const isPast = (group: string) => group === "late" || group === "paused";

/**
 * Those that stopped before they were due come after the late ones. The desk's order has them among each other,
 * by a due time that for the former has passed in vain.
 */
function pausedLast(tickets: readonly Worked[], now: number): readonly Worked[] {
  const ahead = tickets.findIndex((ticket) => !isPast(dueGroup(ticket, now)));
  const end = ahead < 0 ? tickets.length : ahead;
  const late = (ticket: Worked) => dueGroup(ticket, now) === "late";
  const passed = tickets.slice(0, end);
  return [...passed.filter(late), ...passed.filter((each) => !late(each)), ...tickets.slice(end)];
}

function groupOf(ticket: Worked, sort: SortName, now: number): string {
  if (sort === "due") return dueGroup(ticket, now);
  if (sort === "priority") return ticket.priority;
  if (sort === "status") return ticket.status;
  const age = now - Date.parse(sort === "changed" ? ticket.updatedAt : ticket.createdAt);
  return ages.find(([, below]) => age < below)?.[0] ?? "older";
}

/** Puts a heading over each run of tickets that the order brings together. */
export function rowsOf(
  tickets: readonly Worked[],
  sort: SortName,
  hasMore: boolean,
  now = Date.now(),
): Row[] {
  const rows: Row[] = [];
  // Of what is past its due time, more may follow of either kind.
  const onlyPast = sort === "due" && hasMore && tickets.every((each) => isPast(dueGroup(each, now)));
  let heading: Heading | undefined;
  let first = 0;
  for (const ticket of sort === "due" ? pausedLast(tickets, now) : tickets) {
    const group = groupOf(ticket, sort, now);
    if (heading?.id !== group) {
      if (heading && !onlyPast) heading.count = rows.length - first;
      heading = { kind: "heading", id: group };
      rows.push(heading);
      first = rows.length;
    }
    rows.push({ kind: "ticket", id: ticket.id, ticket });
  }
  if (heading && !hasMore) heading.count = rows.length - first;
  return rows;
}
