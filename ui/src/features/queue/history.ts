import type { HistoryEntry, Representative, Ticket } from "@/api/generated";
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

/** A note as it was added. */
export interface Note {
  kind: "note";
  key: string;
  at: string | null;
  actor: string | null;
  text: string;
}

/** What happened to a ticket, oldest first. */
export type Happening = Line | Note;

/** What stands between two notes. */
export const NOTE_BREAK = "\n\n";

/** Columns that only follow from others: told when all is asked for. */
const consequences = new Set(["resolvedAt", "closedAt", "actualResolutionTime"]);
const never = new Set(["updatedAt", "createdAt", "id", "organizationId"]);

type Change = HistoryEntry["changes"][number];

function shown(field: string, value: unknown, people: ReadonlyMap<string, Representative>): string {
  if (value === null || value === undefined || value === "") return "";
  if (field === "assignedTo") return nameOf(people.get(String(value))) || words("somebodyGone");
  if (field.endsWith("Time") && typeof value === "number") return duration(value);
  if (field.endsWith("At")) return dayAndClock(String(value));
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

/**
 * Tells a ticket's history. The notes are one column; what each change appended to it is shown as a
 * note of its own, as long as the changes account for all of the text.
 */
export function tell(
  ticket: Ticket,
  entries: readonly HistoryEntry[],
  people: ReadonlyMap<string, Representative>,
  { all = false, complete = true } = {},
): Happening[] {
  const happenings: Happening[] = [];
  const oldestFirst = [...entries].sort((left, right) => left.seq - right.seq);
  const noted = oldestFirst
    .filter((entry) => entry.kind === "update")
    .flatMap((entry) => entry.changes.find((change) => change.field === "internalNotes") ?? []);
  // What was there from the start: the first change says what it replaced.
  const first = noted[0] ? noted[0].from : ticket.internalNotes;
  let notes = "";

  const note = (entry: HistoryEntry | null, text: string) =>
    happenings.push({
      kind: "note",
      key: `note-${entry?.seq ?? 0}`,
      at: entry?.at ?? null,
      actor: entry?.actor?.name ?? null,
      text,
    });
  if (complete && typeof first === "string" && first !== "") {
    note(oldestFirst.find((entry) => entry.kind === "insert") ?? null, first);
    notes = first;
  }

  for (const entry of oldestFirst) {
    const base = { kind: "line" as const, at: entry.at, actor: entry.actor?.name ?? null };
    if (entry.kind !== "update") {
      if (entry.kind === "delete" || all)
        happenings.push({
          ...base,
          key: `${entry.seq}`,
          sentence: entry.kind === "insert" ? "created" : "deleted",
          field: entry.kind,
          from: "",
          to: "",
        });
      continue;
    }
    for (const change of entry.changes) {
      if (never.has(change.field) || (consequences.has(change.field) && !all)) continue;
      const line: Line = {
        ...base,
        key: `${entry.seq}-${change.field}`,
        sentence: sentenceOf(change),
        field: change.field,
        from: shown(change.field, change.from, people),
        to: shown(change.field, change.to, people),
      };
      const added = change.field === "internalNotes" ? appended(change) : null;
      if (added !== null && complete && change.from === (notes || null)) {
        note(entry, added);
        notes = String(change.to);
      } else if (change.field === "tags") happenings.push(...tagLines(change, line));
      else happenings.push(line);
    }
  }

  const current = ticket.internalNotes ?? "";
  if (notes === current) return happenings;
  // Rewritten since: the text as it stands, once.
  const lines = happenings.filter((each) => each.kind === "line");
  return current === ""
    ? lines
    : [...lines, { kind: "note", key: "notes", at: null, actor: null, text: current }];
}

function appended({ from, to }: Change): string | null {
  const [before, after] = [from ?? "", to ?? ""].map(String) as [string, string];
  if (before === "") return after || null;
  return after.startsWith(before + NOTE_BREAK) ? after.slice(before.length + NOTE_BREAK.length) : null;
}

/** The time of day today, else the day too. */
export function moment(instant: string): string {
  return day(instant) === day(new Date().toISOString()) ? clock(instant) : dayAndClock(instant);
}
