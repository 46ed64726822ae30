import type { HistoryEntry, Message, Representative, TimelineItem } from "@/api/generated";
import { clock, day, dayAndClock, duration, words } from "@/lib/format";
import { nameOf } from "./people";

/** A change told in one line. */
export interface Line {
  kind: "line";
  key: string;
  at: string;
  actor: string | null;
  /** The sentence's name among the texts. */
  sentence: string;
  /** The column, for its icon and its name. */
  field: string;
  from: string;
  to: string;
}

/** Something that was said or noted. */
export interface Said {
  kind: "message";
  key: string;
  at: string;
  message: Message;
}

/** Where another day begins. */
export interface Day {
  kind: "day";
  key: string;
  at: string;
}

/** What happened to a ticket, oldest first. */
export type Happening = Line | Said | Day;

/** Columns that only follow from others: told when all is asked for. */
const consequences = new Set(["resolvedAt", "closedAt", "actualResolutionTime", "conversationId"]);
const never = new Set(["updatedAt", "createdAt", "id", "organizationId", "ticketId"]);
/** What the desk knows of a ticket beyond its row: told as a step, be it the first time or not. */
const steps = new Set(["snoozedUntil", "mergedInto"]);

type Change = HistoryEntry["changes"][number];

function shown(field: string, value: unknown, people: ReadonlyMap<string, Representative>): string {
  if (value === null || value === undefined || value === "") return "";
  if (field === "assignedTo") return nameOf(people.get(String(value))) || words("somebodyGone");
  if (field.endsWith("Time") && typeof value === "number") return duration(value);
  if (field.endsWith("At") || field === "snoozedUntil") return dayAndClock(String(value));
  if (["status", "priority", "category"].includes(field)) return words(String(value));
  if (Array.isArray(value)) return value.join(", ");
  if (typeof value === "boolean") return words(value ? "yes" : "no");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function sentenceOf({ field, from, to }: Change): string {
  if (field === "assignedTo") return to === null ? "unassigned" : "assigned";
  if (field === "internalNotes") return to ? "editedNotes" : "clearedNotes";
  if (field === "description") return "editedDescription";
  if (field === "subject") return "renamed";
  if (field === "tags") return "tagged";
  if (field === "snoozedUntil") return to ? "slept" : "woke";
  if (field === "mergedInto") return to ? "merged" : "unmerged";
  const was = from !== null && from !== "";
  const is = to !== null && to !== "";
  return was && is ? "changed" : is ? "set" : "cleared";
}

function tagsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** The tags that one change added and took. */
function tagLines(change: Change, line: Line): Line[] {
  const [before, after] = [tagsOf(change.from), tagsOf(change.to)];
  const added = after.filter((tag) => !before.includes(tag));
  const taken = before.filter((tag) => !after.includes(tag));
  return [
    ...(added.length > 0 ? [{ ...line, sentence: "tagged", to: added.join(", ") }] : []),
    ...(taken.length > 0
      ? [{ ...line, key: `${line.key}-`, sentence: "untagged", from: taken.join(", ") }]
      : []),
  ];
}

/** What one entry of the history changed, a line for each; all of it, or what a reader needs. */
export function linesOf(
  entry: HistoryEntry,
  people: ReadonlyMap<string, Representative>,
  all: boolean,
): Line[] {
  const base = { kind: "line" as const, at: entry.at, actor: entry.actor?.name ?? null };
  const known = entry.changes.filter(({ field }) => steps.has(field));
  if (entry.kind !== "update" && known.length === 0) {
    const sentence = entry.kind === "insert" ? "created" : "deleted";
    return [{ ...base, key: `${entry.seq}`, sentence, field: entry.kind, from: "", to: "" }];
  }
  return (known.length > 0 ? known : entry.changes).flatMap((change) => {
    const { field, from, to } = change;
    if (never.has(field) || (consequences.has(field) && !all)) return [];
    if (steps.has(field) && !from && !to) return [];
    const line: Line = {
      ...base,
      key: `${entry.seq}-${field}`,
      sentence: sentenceOf(change),
      field,
      from: shown(field, from, people),
      to: shown(field, to, people),
    };
    return field === "tags" ? tagLines(change, line) : [line];
  });
}

/** A ticket's messages and changes as one story, oldest first, with the days it went over. */
export function tell(
  newestFirst: readonly TimelineItem[],
  people: ReadonlyMap<string, Representative>,
  { all = false, since }: { all?: boolean; since?: string } = {},
): Happening[] {
  const happenings: Happening[] = [];
  let last = since === undefined ? "" : day(since);
  for (const item of newestFirst.toReversed()) {
    const told: (Line | Said)[] =
      item.type === "message"
        ? [{ kind: "message", key: item.message.id, at: item.at, message: item.message }]
        : linesOf(item.entry, people, all);
    const now = day(item.at);
    if (told.length > 0 && now !== last) {
      happenings.push({ kind: "day", key: `day-${now}`, at: item.at });
      last = now;
    }
    happenings.push(...told);
  }
  return happenings;
}

/** The time of day today, else the day too. */
export function moment(instant: string): string {
  return day(instant) === day(new Date().toISOString()) ? clock(instant) : dayAndClock(instant);
}
