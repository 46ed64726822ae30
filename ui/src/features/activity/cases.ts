import type { Conflict, Decision, Refused, ToDecide } from "@/api/sync";

/** One thing to decide about in the inbox: a record both edited, a row that was deleted there, a refused operation. */
export type Case =
  | { kind: "edited"; id: string; table: string; row: string; at: string; conflicts: Conflict[] }
  | { kind: "deleted"; id: string; table: string; row: string; at: string; conflict: Conflict }
  | { kind: "refused"; id: string; at: string; refused: Refused };

/** A line of the inbox: a case, or the head of a group of them. */
export type Line = Case | { head: Case["kind"]; count: number };

export const isHead = (line: Line): line is { head: Case["kind"]; count: number } => "head" in line;
export const lineId = (line: Line): string => (isHead(line) ? line.head : line.id);

/** What is to be decided, by record, the oldest first. */
export function casesOf({ conflicts, refused }: ToDecide): Case[] {
  const records = new Map<string, Extract<Case, { kind: "edited" }>>();
  const deleted: Case[] = [];
  for (const conflict of conflicts) {
    const { id, table, row, at, column } = conflict;
    if (!column) {
      deleted.push({ kind: "deleted", id, table, row, at, conflict });
      continue;
    }
    const key = `${table}-${row}`;
    const found = records.get(key);
    if (found) found.conflicts.push(conflict);
    else records.set(key, { kind: "edited", id: key, table, row, at, conflicts: [conflict] });
  }
  const operations: Case[] = refused.map((each) => ({
    kind: "refused",
    id: each.id,
    at: each.at,
    refused: each,
  }));
  return [...records.values(), ...deleted, ...operations];
}

/** The cases under the heads of their kinds. */
export function linesOf(cases: readonly Case[]): Line[] {
  return (["edited", "deleted", "refused"] as const).flatMap((head) => {
    const some = cases.filter(({ kind }) => kind === head);
    return some.length > 0 ? [{ head, count: some.length }, ...some] : [];
  });
}

/** What a field is to be: one of the two edits, or something else. */
export type Choice = "mine" | "theirs" | { value: unknown };

/** The edit that stands while nothing is decided. */
export const standing = ({ lost }: Conflict): "mine" | "theirs" => (lost === "mine" ? "theirs" : "mine");

/** Whether anything but leaving it as it is can be decided. */
export const isFixed = ({ accepts }: Conflict): boolean => !accepts.includes("mine");

/** What is told to the desk. What stands is said too: somebody may have edited the field since. */
export function decisionOf(conflict: Conflict, choice: Choice): Decision {
  return isFixed(conflict) ? "keep" : choice;
}

/** How a value is typed. */
export type Typed = "text" | "number" | "yesNo" | "list" | "json";

export function typedAs({ base, mine, theirs }: Conflict): Typed {
  const sample = [mine, theirs, base].find((value) => value !== null && value !== undefined);
  if (typeof sample === "number") return "number";
  if (typeof sample === "boolean") return "yesNo";
  if (Array.isArray(sample)) return sample.every((each) => typeof each === "string") ? "list" : "json";
  return typeof sample === "object" ? "json" : "text";
}

/** A value as it is typed. */
export function textOf(value: unknown, as: Typed): string {
  if (value === null || value === undefined) return "";
  if (as === "json") return JSON.stringify(value);
  return Array.isArray(value) ? value.join(", ") : String(value);
}

/** What was typed as a value; nothing where it is none. Nothing typed is no value, or an empty text where there always is one. */
export function parsed(text: string, as: Typed, conflict: Conflict): { value: unknown } | undefined {
  const trimmed = text.trim();
  if (as === "list")
    return {
      value: trimmed
        .split(",")
        .map((each) => each.trim())
        .filter(Boolean),
    };
  if (trimmed === "") {
    const empty = [conflict.base, conflict.mine, conflict.theirs].includes(null);
    return empty || as !== "text" ? { value: null } : { value: "" };
  }
  if (as === "text") return { value: text };
  if (as === "number") {
    const value = Number(trimmed);
    return Number.isFinite(value) ? { value } : undefined;
  }
  if (as === "yesNo") return ["true", "false"].includes(trimmed) ? { value: trimmed === "true" } : undefined;
  try {
    return { value: JSON.parse(trimmed) };
  } catch {
    return undefined;
  }
}
