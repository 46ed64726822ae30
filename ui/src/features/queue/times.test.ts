import { describe, expect, it } from "vitest";
import type { TicketWork } from "@/api/generated";
import type { Worked } from "@/api/worked";
import { slaOf } from "@/lib/sla";
import { rowsOf } from "./groups";
import { hoursOf, instantIn, presets } from "./snooze";

const hours = hoursOf({
  businessHours: {
    timezone: "America/New_York",
    days: [1, 2, 3, 4, 5],
    startTime: "09:00",
    endTime: "17:00",
  },
});
const until = (now: string) =>
  Object.fromEntries(presets(hours, new Date(now)).map((each) => [each.name, each.until.toISOString()]));

describe("moments to sleep until", () => {
  it("are in the organization's working hours", () => {
    // Thursday, 10:10 in New York.
    expect(until("2026-11-12T15:10:00Z")).toEqual({
      laterToday: "2026-11-12T18:30:00.000Z",
      tomorrow: "2026-11-13T14:00:00.000Z",
      nextMonday: "2026-11-16T14:00:00.000Z",
    });
  });

  it("leave out what is after work, and pass over days off", () => {
    // Friday, 16:00 in New York.
    expect(until("2026-11-13T21:00:00Z")).toEqual({
      tomorrow: "2026-11-16T14:00:00.000Z",
      nextMonday: "2026-11-16T14:00:00.000Z",
    });
    // Monday: next Monday is a week on.
    expect(until("2026-11-16T15:00:00Z").nextMonday).toBe("2026-11-23T14:00:00.000Z");
  });

  it("keep the hour over a change of clocks", () => {
    // Clocks go back on Sunday 1 November 2026, and forward on 8 March.
    expect(until("2026-10-30T15:00:00Z").nextMonday).toBe("2026-11-02T14:00:00.000Z");
    expect(until("2026-03-06T15:00:00Z").nextMonday).toBe("2026-03-09T13:00:00.000Z");
  });

  it("are read from what is typed, on the organization's clocks", () => {
    expect(instantIn("America/New_York", "2026-07-01T09:30")?.toISOString()).toBe("2026-07-01T13:30:00.000Z");
    expect(instantIn("America/New_York", "")).toBeNull();
  });
});

describe("a due time", () => {
  const now = Date.parse("2026-11-12T12:00:00Z");
  const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString();
  const of = (work: Partial<TicketWork>, status = "OPEN") => slaOf({ status, work } as Worked, now);

  it("is late, near or later", () => {
    expect(of({ dueAt: at(-26) })).toEqual({ state: "late", seconds: 26 * 60 });
    expect(of({ dueAt: at(119) })?.state).toBe("near");
    expect(of({ dueAt: at(121) })?.state).toBe("later");
    expect(of({ dueAt: null })).toBeNull();
    expect(of({ dueAt: at(-26) }, "RESOLVED")).toBeNull();
  });

  it("stands still while the ticket waits for the customer", () => {
    expect(of({ dueAt: at(-10), waitingSince: at(-30) }, "WAITING")).toEqual({
      state: "paused",
      seconds: 1200,
    });
    expect(of({ dueAt: at(-40), waitingSince: at(-30) }, "WAITING")?.state).toBe("late");
  });

  it("is out of sight while the ticket sleeps", () => {
    expect(of({ dueAt: at(-10), snoozedUntil: at(30) })).toEqual({ state: "asleep", until: at(30) });
    expect(of({ dueAt: at(10), snoozedUntil: at(-30) })?.state).toBe("near");
  });
});

describe("the order of due times", () => {
  const now = Date.parse("2026-11-12T12:00:00Z");
  const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString();
  const ticket = (id: string, work: Partial<TicketWork> | null, status = "OPEN") =>
    ({ id, status, work }) as Worked;

  it("counts what is past only once all of it was read", () => {
    const past = [
      ticket("a", { dueAt: at(-30) }),
      ticket("b", { dueAt: at(-20), waitingSince: at(-60) }, "WAITING"),
    ];
    const counts = (more: Worked[]) =>
      rowsOf([...past, ...more], "due", true, now).flatMap((row) =>
        row.kind === "heading" ? [row.count] : [],
      );
    expect(counts([])).toEqual([undefined, undefined]);
    expect(counts([ticket("c", { dueAt: at(10) })])).toEqual([1, 1, undefined]);
  });

  it("has a group for what is late, near, later and due at no time, each once", () => {
    const rows = rowsOf(
      [
        ticket("a", { dueAt: at(-30) }),
        ticket("b", { dueAt: at(-20), waitingSince: at(-60) }, "WAITING"),
        ticket("c", { dueAt: at(-10) }),
        ticket("d", { dueAt: at(119) }),
        ticket("e", { dueAt: at(130), waitingSince: at(-60) }, "WAITING"),
        ticket("f", { dueAt: at(200) }),
        ticket("g", null),
      ],
      "due",
      false,
      now,
    );
    expect(rows.map((row) => (row.kind === "heading" ? `${row.id} ${row.count}` : row.id))).toEqual([
      "late 2",
      "a",
      "c",
      // Its time stopped before it was due: it is not late.
      "paused 1",
      "b",
      "near 1",
      "d",
      "later 2",
      "e",
      "f",
      "none 1",
      "g",
    ]);
  });
});
