import i18next from "i18next";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The time zone instants are shown in: the organization's once it is known, the machine's before. */
let zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Sets the organization's time zone; a name the machine does not know is ignored. */
export function setTimeZone(name: string): void {
  try {
    new Intl.DateTimeFormat("en-GB", { timeZone: name });
    zone = name;
  } catch {
    // Settings are free JSON: keep the zone we had rather than fail on every date.
  }
}

/** The time zone in use. */
export function timeZone(): string {
  return zone;
}

const two = (value: number) => String(value).padStart(2, "0");

/** How long ago, as short as a list row needs it: `now`, `38m`, `2h`, `9d`, `3mo`, `2y`. */
export function age(instant: string, now = Date.now()): string {
  const seconds = Math.floor((now - Date.parse(instant)) / 1000);
  if (seconds < MINUTE) return "now";
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)}m`;
  if (seconds < DAY) return `${Math.floor(seconds / HOUR)}h`;
  if (seconds < 60 * DAY) return `${Math.floor(seconds / DAY)}d`;
  if (seconds < 730 * DAY) return `${Math.floor(seconds / (30.4 * DAY))}mo`;
  return `${Math.floor(seconds / (365.25 * DAY))}y`;
}

/** A span of seconds: `45s`, `18m`, `1h 06m`, `2d 4h`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < MINUTE) return `${whole}s`;
  if (whole < HOUR) return `${Math.floor(whole / MINUTE)}m`;
  if (whole < DAY) return `${Math.floor(whole / HOUR)}h ${two(Math.floor((whole % HOUR) / MINUTE))}m`;
  return `${Math.floor(whole / DAY)}d ${Math.floor((whole % DAY) / HOUR)}h`;
}

/**
 * A decimal string with thousands grouped and its scale kept: `"5000.00"` becomes `5,000.00`.
 * Works on the text, so no digit is lost to a float.
 */
export function money(decimal: string): string {
  const match = /^(-?)(\d+)(\.\d+)?$/.exec(decimal);
  if (!match) return decimal;
  const [, sign = "", whole = "", fraction = ""] = match;
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ",")}${fraction}`;
}

/** A whole number with thousands grouped. */
export function count(value: number): string {
  return value.toLocaleString("en-US");
}

/** What was counted so far and no further: `148`, or `1,000+` where there are more. */
export function amount(counted: { count: number; atLeast: boolean }): string {
  return `${count(counted.count)}${counted.atLeast ? "+" : ""}`;
}

function part(instant: string, options: Intl.DateTimeFormatOptions): string {
  const time = Date.parse(instant);
  return Number.isNaN(time)
    ? instant
    : new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options }).format(time);
}

/** `08:31` in the organization's time zone. */
export function clock(instant: string): string {
  return part(instant, { hour: "2-digit", minute: "2-digit" });
}

/** `12 Nov 2026`, the year left out when it is this one. */
export function day(instant: string, now = Date.now()): string {
  const sameYear =
    part(instant, { year: "numeric" }) === part(new Date(now).toISOString(), { year: "numeric" });
  return part(instant, { day: "numeric", month: "short", ...(sameYear ? {} : { year: "numeric" }) });
}

/** A billing date is a day, not a moment: at noon it is the same one in every zone people work in. */
export const billingDay = (instant: string) => day(`${instant.slice(0, 10)}T12:00:00Z`);

/** The first and last day of a budget's period, which runs from one UTC midnight to another. */
export function periodDays(period: { periodStart: string; periodEnd: string }): { from: string; to: string } {
  const last = Date.parse(period.periodEnd) - 1;
  return {
    from: billingDay(period.periodStart),
    to: Number.isNaN(last) ? period.periodEnd : billingDay(new Date(last).toISOString()),
  };
}

/** `12 Nov, 08:31`: for details and tooltips. */
export function dayAndClock(instant: string): string {
  return `${day(instant)}, ${clock(instant)}`;
}

/** `Thursday 12 November, 08:58`: a page's heading. */
export function longDay(instant: string): string {
  const date = part(instant, { weekday: "long", day: "numeric", month: "long" }).replace(",", "");
  return `${date}, ${clock(instant)}`;
}

/** Up to two initials of a name. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const first = words[0]?.[0] ?? "";
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? "") : "";
  return (first + last).toUpperCase();
}

/**
 * An enum label or column name as words: `IN_PROGRESS` and `inProgress` become `In progress`. The
 * catalogue's `labels` says how; a name it does not hold is taken apart.
 */
export function words(label: string): string {
  return i18next.t(label, { ns: "labels", defaultValue: apart(label) });
}

/** `words` for the middle of a sentence: `billing dispute`, but `AI bug`. */
export function wordsInside(label: string): string {
  const text = words(label);
  return /^\p{Lu}{2}/u.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}

/** A value of the change log as people read it; `none` is said of what is empty. */
export function written(value: unknown, none: string): string {
  if (value === null || value === undefined || value === "") return none;
  if (Array.isArray(value) && value.every((each) => typeof each === "string"))
    return value.length > 0 ? value.join(", ") : none;
  if (typeof value === "object") return JSON.stringify(value);
  const text = String(value);
  if (/^[A-Z][A-Z_]+$/.test(text)) return words(text);
  if (/^\d{4}-\d{2}-\d{2}T/.test(text)) return dayAndClock(text);
  return /^-?\d+\.\d{2}$/.test(text) ? money(text) : text;
}

function apart(label: string): string {
  const spaced =
    label.includes("_") || label === label.toUpperCase()
      ? label.replaceAll("_", " ")
      : label.replace(/([A-Z])/g, " $1");
  const lower = spaced.toLowerCase().trim();
  return lower.charAt(0).toUpperCase() + lower.slice(1);
}
