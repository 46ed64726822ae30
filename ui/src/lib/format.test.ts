import { afterEach, describe, expect, it } from "vitest";
import { enums } from "@/api/generated";
import {
  age,
  clock,
  day,
  duration,
  initials,
  longDay,
  money,
  periodDays,
  setTimeZone,
  timeZone,
  words,
  wordsInside,
} from "./format";
import labels from "./i18n/en/labels.json";

const now = Date.parse("2026-11-12T14:00:00Z");
const before = timeZone();
afterEach(() => setTimeZone(before));

describe("format", () => {
  it("shortens an age", () => {
    const ago = (seconds: number) => age(new Date(now - seconds * 1000).toISOString(), now);
    expect([5, 38 * 60, 7300, 9 * 86_400, 90 * 86_400, 800 * 86_400].map(ago)).toEqual([
      "now",
      "38m",
      "2h",
      "9d",
      "2mo",
      "2y",
    ]);
  });

  it("writes durations", () => {
    expect([45, 1080, 3960, 187_200].map(duration)).toEqual(["45s", "18m", "1h 06m", "2d 4h"]);
  });

  it("groups money without losing a digit", () => {
    expect(money("9007199254740993.10")).toBe("9,007,199,254,740,993.10");
    expect(money("-1234.50")).toBe("-1,234.50");
    expect(money("0.00")).toBe("0.00");
  });

  it("shows instants in the organization's time zone", () => {
    setTimeZone("America/New_York");
    expect(clock("2026-11-12T13:58:00.000001Z")).toBe("08:58");
    expect(longDay("2026-11-12T13:58:00Z")).toBe("Thursday 12 November, 08:58");
    expect(day("2025-01-01T01:00:00Z", now)).toBe("31 Dec 2024");
  });

  it("names a period by its UTC days in any zone", () => {
    const period = { periodStart: "2026-11-01T00:00:00.000000Z", periodEnd: "2026-12-01T00:00:00.000000Z" };
    for (const zone of ["America/New_York", "Asia/Tokyo"]) {
      setTimeZone(zone);
      expect(periodDays(period)).toEqual({
        from: day("2026-11-01T12:00:00Z"),
        to: day("2026-11-30T12:00:00Z"),
      });
    }
  });

  it("keeps the zone it had when a name is unknown", () => {
    setTimeZone("Nowhere/Land");
    expect(timeZone()).toBe(before);
  });

  it("has every label of the schema in the catalogue", () => {
    const missing = Object.values(enums)
      .flat()
      .filter((label) => !(label in labels));
    expect(missing).toEqual([]);
  });

  it("makes words of labels", () => {
    expect(["IN_PROGRESS", "OPEN", "tokenBalance"].map(words)).toEqual([
      "In progress",
      "Open",
      "Token balance",
    ]);
    expect(["BILLING_DISPUTE", "AI_BUG"].map(wordsInside)).toEqual(["billing dispute", "AI bug"]);
    expect([initials("Alex Rivera"), initials("cher")]).toEqual(["AR", "C"]);
  });
});
