import {
  CalendarClock,
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
} from "lucide-react";
import type { Ticket } from "@/api/generated";
import type { HitRow } from "./search";
import type { Worked } from "./sla";
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
  OPEN: Circle,
  IN_PROGRESS: CircleDotDashed,
  WAITING: CirclePause,
  RESOLVED: CircleCheck,
  CLOSED: CircleX,
};

function groupOf(ticket: Ticket, sort: SortName, now: number): string {
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
  let heading: Heading | undefined;
  let first = 0;
  for (const ticket of tickets) {
    const group = groupOf(ticket, sort, now);
    if (heading?.id !== group) {
      if (heading) heading.count = rows.length - first;
      heading = { kind: "heading", id: group };
      rows.push(heading);
      first = rows.length;
    }
    rows.push({ kind: "ticket", id: ticket.id, ticket });
  }
  if (heading && !hasMore) heading.count = rows.length - first;
  return rows;
}
