import { timeZone } from "@/lib/format";

/** When people work, as the organization's settings have it. */
export interface Hours {
  zone: string;
  /** 0 is Sunday. */
  days: readonly number[];
  /** Minutes after midnight. */
  start: number;
  end: number;
}

/** A moment to sleep until. */
export interface Preset {
  name: "laterToday" | "tomorrow" | "nextMonday";
  until: Date;
}

const HOUR = 60;

function minutes(text: unknown, or: number): number {
  const match = /^(\d{1,2}):(\d{2})/.exec(String(text));
  return match ? Number(match[1]) * HOUR + Number(match[2]) : or;
}

/** The business hours of an organization's settings; Monday to Friday, nine to five, where they say nothing. */
export function hoursOf(settings: unknown): Hours {
  const hours = (settings as { businessHours?: Record<string, unknown> } | null)?.businessHours ?? {};
  const days = (Array.isArray(hours.days) ? hours.days : [])
    .filter((day) => typeof day === "number")
    .map((day) => day % 7);
  const [start, end] = [minutes(hours.startTime, 9 * HOUR), minutes(hours.endTime, 17 * HOUR)];
  return {
    zone: typeof hours.timezone === "string" ? hours.timezone : timeZone(),
    days: days.length > 0 ? days : [1, 2, 3, 4, 5],
    start,
    end: end > start ? end : 24 * HOUR,
  };
}

/** A day and the minutes after its midnight, as clocks in the zone show it. */
interface Local {
  year: number;
  month: number;
  day: number;
  minute: number;
}

function localOf(instant: Date, zone: string): Local {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    hourCycle: "h23",
  }).formatToParts(instant);
  const part = (name: string) => Number(parts.find(({ type }) => type === name)?.value);
  return {
    year: part("year"),
    month: part("month"),
    day: part("day"),
    minute: part("hour") * HOUR + part("minute"),
  };
}

const asUtc = ({ year, month, day, minute }: Local) => Date.UTC(year, month - 1, day, 0, minute);

/** The moment that clocks in the zone show this; where they skip it, the one they jump to. */
function instantOf(local: Local, zone: string): Date {
  const wanted = asUtc(local);
  let guess = wanted;
  // The offset at the guess may differ from that at the answer, across a change of clocks.
  for (let turn = 0; turn < 2; turn += 1) guess += wanted - asUtc(localOf(new Date(guess), zone));
  return new Date(guess);
}

function dayAfter(local: Local, days: number): Local {
  const date = new Date(Date.UTC(local.year, local.month - 1, local.day + days));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), minute: 0 };
}

const weekday = ({ year, month, day }: Local) => new Date(Date.UTC(year, month - 1, day)).getUTCDay();

/** The first working day from that many days on, at the hour it begins. */
function opening(hours: Hours, from: Local, days: number): Date {
  for (let more = 0; more < 7; more += 1) {
    const day = dayAfter(from, days + more);
    if (hours.days.includes(weekday(day))) return instantOf({ ...day, minute: hours.start }, hours.zone);
  }
  return instantOf({ ...dayAfter(from, days), minute: hours.start }, hours.zone);
}

/**
 * Moments to sleep until, in the organization's business hours: three hours on while that is still
 * today's work, the next working morning, and the first one of next week.
 */
export function presets(hours: Hours, now: Date): Preset[] {
  const local = localOf(now, hours.zone);
  const later = Math.ceil((local.minute + 3 * HOUR) / 30) * 30;
  const today = hours.days.includes(weekday(local)) && later < hours.end;
  const toMonday = (8 - weekday(local)) % 7 || 7;
  return [
    ...(today
      ? [{ name: "laterToday" as const, until: instantOf({ ...local, minute: later }, hours.zone) }]
      : []),
    { name: "tomorrow", until: opening(hours, local, 1) },
    { name: "nextMonday", until: opening(hours, local, toMonday) },
  ];
}

/** The moment that a `datetime-local` input means in the organization's zone; null for none. */
export function instantIn(zone: string, text: string): Date | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/.exec(text);
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = match.slice(1).map(Number);
  return instantOf({ year, month, day, minute: hour * HOUR + minute }, zone);
}
