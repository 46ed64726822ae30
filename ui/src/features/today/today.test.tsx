import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { clashes } from "@/actions";
import { violations } from "@/testing/axe";
import { renderWindow } from "@/testing/render";
import { sampleDesk } from "@/testing/sample";

const card = async (title: string) =>
  within((await screen.findByRole("heading", { name: title })).closest("section") as HTMLElement);

describe("today", () => {
  it("shows the desk's own figures", async () => {
    renderWindow("/today", sampleDesk());
    const strip = within(await screen.findByRole("region", { name: "The desk in figures" }));
    expect((await strip.findByText("Open tickets")).nextSibling).toHaveTextContent("5");
    expect(strip.getByText("Escalations waiting").nextSibling).toHaveTextContent("3");
    expect(strip.getByRole("link", { name: "Overdue" })).toBeVisible();
    expect(strip.getByText("12 changes overnight")).toBeVisible();
    expect((await card("My load")).getByText("3 places free")).toBeVisible();
    expect(await (await card("My load")).findByText("10 of 10")).toBeVisible();
    expect(await (await card("Escalations waiting")).findByText(/^31:\d\d$/)).toBeVisible();
    expect((await card("Approvals")).getByText("3 pending, 825.00")).toBeVisible();
    const budget = await card("Refund budget");
    expect(budget.getByText("5,800.00")).toBeVisible();
    expect(await budget.findByRole("img", { name: /What is left of the budget/ })).toBeVisible();
  });

  it("counts what is overdue, and leads to it", async () => {
    const desk = sampleDesk();
    const { user } = renderWindow("/today", {
      ...desk,
      count_queue: () => ({
        mine: null,
        late: { count: 1000, atLeast: true },
        snoozed: { count: 0, atLeast: false },
        until: null,
      }),
    });
    const overdue = await card("Overdue");
    expect(await overdue.findByText(/over$/)).toBeVisible();
    await user.click(await overdue.findByRole("link", { name: "1,000+, oldest first" }));
    await waitFor(() => expect(location.hash).toMatch(/^#\/queue\?.*late=yes/));
    expect(location.hash).toContain("sort=due");
    expect(await screen.findByRole("button", { name: "Order: Least time left" })).toBeVisible();
  });

  it("tells what was changed overnight, and leads to it", async () => {
    const { user, sent } = renderWindow("/today", sampleDesk());
    const overnight = await card("Changed overnight");
    await user.click(await overnight.findByRole("link", { name: "12 changes" }));
    await waitFor(() => expect(location.hash).toMatch(/^#\/activity\?after=/));
    const asked = () => sent.filter(({ name }) => name === "list_activity").map(({ input }) => input);
    const filter = { after: "2026-01-05T17:42:00.000000Z" };
    await waitFor(() => expect(asked()).toContainEqual({ filter, limit: 50 }));
    await user.click(await screen.findByRole("button", { name: "Filter, 1 on" }));
    expect(await violations()).toEqual([]);
  });

  it("saves a chart's rows where the person says, and says so, or why not", async () => {
    let answer: () => unknown = () => "/home/alex/refund-budget.csv";
    const { user, sent } = renderWindow("/today", { ...sampleDesk(), desk_save_text: () => answer() });
    const budget = await card("Refund budget");
    const button = await budget.findByRole("button", { name: "Export these rows as CSV" });
    await waitFor(() => expect(button).toBeEnabled());
    await user.click(button);
    expect(await screen.findByText("Saved as /home/alex/refund-budget.csv")).toBeVisible();
    const saved = sent.find(({ name }) => name === "desk_save_text")?.input as { name: string; text: string };
    expect(saved.name).toBe("refund-budget.csv");
    expect(saved.text).toMatch(/^\uFEFFDay,Spent by its end\r\n/);
    answer = () => Promise.reject({ code: "VALIDATION", message: "The disk is full." });
    await user.click(button);
    expect(await screen.findByText("The disk is full.")).toBeVisible();
  });

  it("moves over all cards by key and opens", async () => {
    const { user } = renderWindow("/today", sampleDesk());
    await (await card("Overdue")).findByText("Due next, yours");
    await (await card("Escalations waiting")).findByText("Charged twice, asks for a manager");
    await user.keyboard("jjj{Enter}");
    await waitFor(() => expect(location.hash).toMatch(/^#\/escalations\/00000006/));
  });

  it("asks before money goes, and approves", async () => {
    const { user, sent } = renderWindow("/today", sampleDesk());
    const approvals = await card("Approvals");
    const row = (await approvals.findByText(/^Priya Patel/)).closest("li") as HTMLElement;
    await user.click(within(row).getByRole("button", { name: "Approve" }));
    const dialog = await screen.findByRole("dialog", { name: "Approve this refund?" });
    expect(dialog).toHaveTextContent("85.00 for Priya Patel");
    expect(await violations()).toEqual([]);
    await user.click(within(dialog).getByRole("button", { name: /Approve/ }));
    await waitFor(() => expect(approvals.queryByText(/^Priya Patel/)).toBeNull());
    expect(sent.some(({ name }) => name === "approve_refund")).toBe(true);
    expect(await screen.findByText("Approved 85.00 for Priya Patel")).toBeVisible();
  });

  it("leaves what the role may not approve to others, with the reason", async () => {
    const desk = sampleDesk();
    const lead = desk.session?.({}) as Awaited<ReturnType<NonNullable<typeof desk.session>>>;
    renderWindow("/today", { ...desk, session: () => lead && { ...lead, role: "SENIOR_SUPPORT" } });
    const row = (await (await card("Approvals")).findByText(/^Maria Gonzalez/)).closest("li") as HTMLElement;
    expect(row).toHaveTextContent("Above your 500.00, a lead decides");
    expect(within(row).getByRole("button", { name: "Approve" })).toBeDisabled();
  });

  it("says what is missing instead of making it up", async () => {
    renderWindow("/today", {
      ...sampleDesk(),
      today: () => ({
        days: [],
        budgets: [],
        mine: { OPEN: 0, IN_PROGRESS: 0, WAITING: 0 },
        late: 0,
        since: null,
        overnight: 0,
      }),
      list_queue: () => ({ items: [], nextCursor: null }),
      list_escalations: () => ({ items: [], nextCursor: null }),
      list_refunds: () => ({ items: [], nextCursor: null }),
    });
    expect(await screen.findByText("No refund budget holds this day")).toBeVisible();
    expect(screen.getByText("Nobody waits for a person")).toBeVisible();
    expect(screen.getByText("No refund is pending")).toBeVisible();
    expect(screen.getByText("Nothing is overdue")).toBeVisible();
    expect(screen.getByText("No day is a business day: see the settings")).toBeVisible();
    expect(screen.getAllByText("–").length).toBeGreaterThan(1);
    expect(await violations()).toEqual([]);
  });

  it("has no accessibility faults, nor two actions on one key", async () => {
    renderWindow("/today", sampleDesk());
    await (await card("Refund budget")).findByText("5,800.00");
    expect(clashes()).toEqual([]);
    expect(await violations()).toEqual([]);
  });
});
