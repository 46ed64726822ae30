import { describe, expect, it } from "vitest";
import type { Budget, Refund } from "@/api/generated";
import { session } from "@/testing/render";
import { authority, budgetTone, cents, periodDay, summary, total, wait } from "./figures";

const now = Date.parse("2026-11-12T12:00:00Z");
const budget = (more: object = {}): Budget =>
  ({
    limit: "1000.00",
    spent: "400.00",
    remaining: "600.00",
    alertThresholds: [{ percentage: 50, enabled: true }],
    periodStart: "2026-11-01T00:00:00Z",
    periodEnd: "2026-12-01T00:00:00Z",
    ...more,
  }) as unknown as Budget;

describe("the figures of Today", () => {
  it("sums thirty days, and has no share of nothing", () => {
    const day = (created: number, resolved: number, aiResolved: number, satisfaction: string | null) => ({
      day: "2026-11-12",
      created,
      resolved,
      aiResolved,
      satisfaction,
    });
    const found = summary([day(4, 0, 0, null), day(6, 4, 1, "4.0"), day(3, 4, 3, "5.0")]);
    expect(found).toMatchObject({ createdToday: 3, aiShare: 0.5, aiShares: [0.25, 0.75] });
    expect(found.satisfaction).toBe(4.5);
    expect(summary([day(0, 0, 0, null)])).toMatchObject({
      aiShare: null,
      satisfaction: null,
    });
  });

  it("adds money exactly", () => {
    expect(total(["0.10", "0.20", "9007199254740993.01"])).toBe("9007199254740993.31");
    expect(total([])).toBe("0.00");
    expect(cents("500")).toBe(50_000n);
  });

  it("knows who may approve what", () => {
    const refund = (amount: string) => ({ amount }) as Refund;
    const as = (role: string, more: object = {}) => ({ ...session, role, ...more }) as typeof session;
    const settings = { organization: { ...session.organization, settings: { maxRefundPerUser: 500 } } };
    expect(authority(as("JUNIOR_SUPPORT"), refund("1.00"))).toBe("junior");
    expect(authority(as("SENIOR_SUPPORT", settings), refund("500.00"))).toBe("within");
    expect(authority(as("SENIOR_SUPPORT", settings), refund("500.01"))).toBe("limit");
    expect(authority(as("TEAM_LEAD"), refund("9999.00"))).toBe("within");
    expect(authority(as("ADMIN", { representative: null }), refund("1.00"))).toBe("noRow");
  });

  it("places a day in its period and says when a budget is near its end", () => {
    expect(periodDay(budget(), now)).toEqual({ day: 12, of: 30, left: 18 });
    expect(budgetTone(budget())).toBe("accent");
    expect(budgetTone(budget({ spent: "500.00" }))).toBe("warning");
    expect(budgetTone(budget({ spent: "1000.00" }))).toBe("danger");
  });

  it("counts a wait", () => {
    const since = (seconds: number) => new Date(now - seconds * 1000).toISOString();
    expect(wait(since(1868), now)).toBe("31:08");
    expect(wait(since(3700), now)).toBeNull();
  });
});
