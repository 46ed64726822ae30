import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { PerformanceMetric, TeamPerformance } from "@/api/generated";
import type { Handlers } from "@/api/mock";
import { useLayout } from "@/lib/layout";
import { violations } from "@/testing/axe";
import { renderWindow, session } from "@/testing/render";

const metric = (day: number, totalChats: number): PerformanceMetric => ({
  id: `m${day}`,
  organizationId: "o1",
  period: "DAY",
  periodStart: `2026-01-0${day}T00:00:00.000000Z`,
  periodEnd: `2026-01-0${day + 1}T00:00:00.000000Z`,
  totalChats,
  activeChats: 142,
  avgResponseTime: 84,
  firstContactResolution: "78.00",
  customerSatisfaction: "4.60",
  escalationRate: "8.20",
  aiResolutionRate: "64.00",
  ticketsResolved: 1247,
  createdAt: "2026-01-01T00:00:00.000000Z",
});
const representative = { ...session.representative, user: session.user } as TeamPerformance["representative"];
const team: TeamPerformance = {
  id: "t1",
  organizationId: "o1",
  representativeId: "r1",
  period: "WEEK",
  periodStart: "2026-01-01T00:00:00.000000Z",
  periodEnd: "2026-01-08T00:00:00.000000Z",
  ticketsHandled: 187,
  avgResponseTime: 48,
  resolutionRate: "94.00",
  customerSatisfaction: "4.90",
  trend: "UP",
  createdAt: "2026-01-08T00:00:00.000000Z",
  representative,
};
const handlers: Handlers = {
  list_performance_metrics: () => ({ items: [metric(3, 5240), metric(2, 4000)], nextCursor: null }),
  list_team_performance: () => ({ items: [team], nextCursor: null }),
  get_representative_performance: () => ({ ...representative, teamPerformance: [team] }) as never,
};

describe("reports", () => {
  it.each(["light", "dark"] as const)(
    "has no accessibility faults in %s",
    async (theme) => {
      useLayout.getState().setTheme(theme);
      renderWindow("/reports", handlers);
      await screen.findByRole("table", { name: "Representatives" });
      expect(await violations()).toEqual([]);
      useLayout.getState().setTheme("system");
    },
    60_000,
  );

  it("draws each measure and shows its numbers in a table", async () => {
    renderWindow("/reports", handlers);
    expect(
      await screen.findByRole("img", { name: "Chats over 2 periods, from 4,000 to 5,240" }),
    ).toBeInTheDocument();
    expect(await screen.findByRole("row", { name: /5,240/ })).toBeVisible();
  });

  it("opens a representative's own figures", async () => {
    const { user } = renderWindow("/reports", handlers);
    await user.click(await screen.findByRole("button", { name: "Show Alex Rivera" }));
    expect(await screen.findByRole("table", { name: "Alex Rivera" })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "All representatives" }));
    expect(await screen.findByRole("table", { name: "Representatives" })).toBeVisible();
  }, 60_000);

  it("says when there are none", async () => {
    const none = () => ({ items: [], nextCursor: null });
    renderWindow("/reports", { list_performance_metrics: none, list_team_performance: none });
    expect(await screen.findByText("No figures for this period yet")).toBeVisible();
  });
});
