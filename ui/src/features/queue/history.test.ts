import { describe, expect, it } from "vitest";
import type { HistoryEntry, Representative, Ticket } from "@/api/generated";
import { type Happening, tell } from "./history";

const people = new Map([["r1", { id: "r1", user: { name: "Alex Rivera" } } as Representative]]);
const ticket = (internalNotes: string | null) => ({ id: "t1", internalNotes }) as Ticket;

function entry(seq: number, changes: HistoryEntry["changes"], kind: HistoryEntry["kind"] = "update") {
  const actor = { id: "u1", name: seq % 2 ? "Alex" : "Sarah" };
  return {
    seq,
    group: seq,
    operation: null,
    actor,
    at: `2026-01-05T09:0${seq}:00Z`,
    kind,
    effect: false,
    changes,
  };
}
const noted = (from: unknown, to: unknown) => [{ field: "internalNotes", from, to }];
const short = (happenings: Happening[]) =>
  happenings.map((each) =>
    each.kind === "note" ? `${each.actor}: ${each.text}` : `${each.sentence} ${each.from}>${each.to}`,
  );

describe("a ticket's history", () => {
  it("is told oldest first, with names and words", () => {
    const told = tell(
      ticket(null),
      [
        entry(3, [{ field: "assignedTo", from: "r1", to: null }]),
        entry(2, [
          { field: "status", from: "OPEN", to: "IN_PROGRESS" },
          { field: "updatedAt", from: "a", to: "b" },
          { field: "resolvedAt", from: null, to: "2026-01-05T09:00:00Z" },
        ]),
        entry(1, [{ field: "subject", from: null, to: "x" }], "insert"),
        entry(4, [{ field: "tags", from: ["a", "b"], to: ["b", "c"] }]),
        entry(5, [{ field: "estimatedResolutionTime", from: null, to: 7200 }]),
      ],
      people,
    );
    expect(short(told)).toEqual([
      "changed Open>In progress",
      "unassigned Alex Rivera>",
      "tagged a, b>c",
      "untagged a>b, c",
      "set >2h 00m",
    ]);
  });

  it("tells all when asked: who made it, and what followed by itself", () => {
    const entries = [
      entry(1, [], "insert"),
      entry(2, [{ field: "resolvedAt", from: null, to: "2026-01-05T09:00:00Z" }]),
    ];
    expect(tell(ticket(null), entries, people, { all: true }).map((each) => each.key)).toEqual([
      "1",
      "2-resolvedAt",
    ]);
  });

  it("shows what each appended to the notes as a note of theirs", () => {
    const entries = [
      entry(1, noted(null, "One."), "insert"),
      entry(2, noted("One.", "One.\n\nTwo.")),
      entry(3, noted("One.\n\nTwo.", "One.\n\nTwo.\n\nThree\n\nlines.")),
    ];
    expect(short(tell(ticket("One.\n\nTwo.\n\nThree\n\nlines."), entries, people))).toEqual([
      "Alex: One.",
      "Sarah: Two.",
      "Alex: Three\n\nlines.",
    ]);
  });

  it("shows the notes as they stand once somebody rewrote them, or when the start is not read yet", () => {
    const entries = [entry(2, noted(null, "One.")), entry(3, noted("One.", "Two."))];
    expect(short(tell(ticket("Two."), entries, people))).toEqual(["editedNotes One.>Two.", "null: Two."]);
    expect(short(tell(ticket("Two."), entries.slice(1), people, { complete: false }))).toEqual([
      "editedNotes One.>Two.",
      "null: Two.",
    ]);
    expect(short(tell(ticket(null), [entry(4, noted("Two.", null))], people))).toEqual([
      "clearedNotes Two.>",
    ]);
  });
});
