import { expect, it } from "vitest";
import { burnDownSeries } from "./burnDown";
import type { Output } from "./client";

const now = Date.parse("2026-11-03T12:00:00Z");
const read = (more: object = {}) =>
  ({
    budget: {
      limit: "1000.00",
      spent: "400.00",
      remaining: "600.00",
      periodStart: "2026-11-01T00:00:00Z",
      periodEnd: "2026-12-01T00:00:00Z",
      autoAlertsEnabled: true,
      alertThresholds: [
        { percentage: 90, enabled: true },
        { percentage: 80, enabled: true },
        { percentage: 50, enabled: false },
      ],
    },
    opening: "100.00",
    days: [
      { day: "2026-11-01", spent: "150.00" },
      { day: "2026-11-02", spent: "300.00" },
      { day: "2026-11-03", spent: "400.00" },
    ],
    perDay: "120.00",
    runsOutAt: "2026-11-08T12:00:00Z",
    ...more,
  }) as unknown as Output<"budget_burn_down">;

it("begins with what was left then, and ends with what is left now", () => {
  const series = burnDownSeries(read(), now);
  expect(series.points.map(({ left }) => left)).toEqual([900, 850, 700, 600]);
  expect(series.runsOut).toBe(Date.parse("2026-11-08T12:00:00Z"));
  expect(series.alerts).toEqual([80, 90]);
});

it("stays within the period", () => {
  expect(burnDownSeries(read(), Date.parse("2027-01-01T00:00:00Z")).now).toBe(
    Date.parse("2026-12-01T00:00:00Z"),
  );
  expect(burnDownSeries(read({ runsOutAt: "2026-12-05T00:00:00Z" }), now).runsOut).toBeNull();
});
