import { describe, expect, it } from "vitest";
import type { HistoryEntry, Representative, TimelineItem } from "@/api/generated";
import { linesOf, tell } from "./story";

const people = new Map([["r1", { id: "r1", user: { name: "Alex Rivera" } } as Representative]]);
let seq = 0;
const entry = (
  at: string,
  changes: HistoryEntry["changes"],
  kind: HistoryEntry["kind"] = "update",
): HistoryEntry => {
  seq += 1;
  const actor = { id: "u1", name: "Alex Rivera" };
  return { seq, group: 1, operation: "update_ticket", actor, at, kind, effect: false, changes };
};
const change = (at: string, field: string, from: unknown, to: unknown): TimelineItem => ({
  type: "change",
  at,
  entry: entry(at, [{ field, from, to }]),
});
const message = (at: string, body: string): TimelineItem => ({
  type: "message",
  at,
  message: { id: body, body, visibility: "PUBLIC", createdAt: at } as never,
});

describe("a ticket's story", () => {
  it("is told oldest first, with the days it went over", () => {
    const story = tell(
      [
        message("2026-03-03T15:00:00Z", "Thanks"),
        change("2026-03-03T14:00:00Z", "status", "OPEN", "IN_PROGRESS"),
        message("2026-03-02T14:00:00Z", "Hello"),
      ],
      people,
      { since: "2026-03-02T13:00:00Z" },
    );
    expect(story.map(({ kind }) => kind)).toEqual(["message", "day", "line", "message"]);
    expect(story[2]).toMatchObject({ sentence: "changed", from: "Open", to: "In progress" });
  });

  it("says nothing of a day on which only consequences followed", () => {
    const story = tell([change("2026-03-03T14:00:00Z", "resolvedAt", null, "2026-03-03T14:00:00Z")], people);
    expect(story).toEqual([]);
    expect(
      tell([change("2026-03-03T14:00:00Z", "resolvedAt", null, "2026-03-03T14:00:00Z")], people, {
        all: true,
      }),
    ).toHaveLength(2);
  });
});

describe("a change", () => {
  const at = "2026-03-02T14:00:00Z";
  const sentences = (changes: HistoryEntry["changes"], kind?: HistoryEntry["kind"]) =>
    linesOf(entry(at, changes, kind), people, false).map(({ sentence, from, to }) => [sentence, from, to]);

  it("names people and labels, and tells tags apart", () => {
    expect(
      sentences([
        { field: "assignedTo", from: null, to: "r1" },
        { field: "assignedTo", from: "r1", to: null },
        { field: "tags", from: ["a", "b"], to: ["b", "c"] },
        { field: "updatedAt", from: at, to: at },
      ]),
    ).toEqual([
      ["assigned", "", "Alex Rivera"],
      ["unassigned", "Alex Rivera", ""],
      ["tagged", "a, b", "c"],
      ["untagged", "a", "b, c"],
    ]);
  });

  it("tells sleep and merging, also when the desk first notes anything of the ticket", () => {
    expect(
      sentences([{ field: "snoozedUntil", from: null, to: "2026-03-04T14:00:00Z" }], "insert")[0]?.[0],
    ).toBe("slept");
    expect(sentences([{ field: "snoozedUntil", from: "2026-03-04T14:00:00Z", to: null }])[0]?.[0]).toBe(
      "woke",
    );
    expect(sentences([{ field: "mergedInto", from: null, to: "t2" }])[0]?.[0]).toBe("merged");
    expect(sentences([], "insert")).toEqual([["created", "", ""]]);
  });
});
