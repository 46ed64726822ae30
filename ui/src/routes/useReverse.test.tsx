import { screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { violations } from "@/testing/axe";
import { renderWindow } from "@/testing/render";

const done = { group: 9, operation: "assign_ticket", at: "2026-01-05T09:00:00Z", changed: 2, skipped: [] };

it("undoes by Z what was done last and redoes it, and says so", async () => {
  const { user, sent } = renderWindow("/today", { undo: () => done, redo: () => done });
  await screen.findByRole("navigation", { name: "Main" });
  await user.keyboard("z");
  expect(await screen.findByText("Undone: assign ticket")).toBeVisible();
  await user.click(screen.getByRole("button", { name: /Redo/ }));
  expect(await screen.findByText("Done again: assign ticket")).toBeVisible();
  await user.keyboard("{Control>}{Shift>}z{/Shift}{/Control}");
  await waitFor(() => expect(sent.filter(({ name }) => name === "redo")).toHaveLength(2));
  expect(await violations()).toEqual([]);
});

it("names what somebody else changed since", async () => {
  const skipped = [1, 2, 3, 4, 5, 6].map((n) => ({
    table: "tickets",
    id: `t${n}`,
    label: `TICKET-${n}`,
    reason: "changed since",
    by: { id: "u2", name: "Jordan Smith" },
    at: "2026-01-05T09:00:00Z",
  }));
  const { user } = renderWindow("/today", { undo: () => ({ ...done, skipped }) });
  await screen.findByRole("navigation", { name: "Main" });
  await user.keyboard("{Control>}z{/Control}");
  expect(await screen.findByText("6 rows were left as they are")).toBeVisible();
  expect(screen.getByText("TICKET-1: changed since, by Jordan Smith")).toBeVisible();
  expect(screen.getByText("and 2 more")).toBeVisible();
  expect(await violations()).toEqual([]);
});

it("says when nothing is left", async () => {
  const refusal = { code: "STALE", message: "There is nothing of yours to undo." };
  const { user } = renderWindow("/today", { undo: () => Promise.reject(refusal) });
  await screen.findByRole("navigation", { name: "Main" });
  await user.keyboard("z");
  expect(await screen.findByText("Nothing is left to undo")).toBeVisible();
  expect(screen.getByText("There is nothing of yours to undo.")).toBeVisible();
});
