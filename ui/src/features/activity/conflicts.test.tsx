import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { emitChanged } from "@/api/mock";
import type { Conflict, Refused, SyncStatus, ToDecide } from "@/api/sync";
import { useLayout } from "@/lib/layout";
import { violations } from "@/testing/axe";
import { renderWindow } from "@/testing/render";
import { sampleDesk, sampleIds } from "@/testing/sample";
import { casesOf, decisionOf, linesOf, parsed, standing, textOf, typedAs } from "./cases";

const at = "2026-01-05T09:00:00.000000Z";
const ticket = sampleIds.queue as string;
const settable = ["mine", "theirs", "keep", "a JSON value"];

function conflict(id: string, column: string | undefined, more: Partial<Conflict> = {}): Conflict {
  const about = { id, table: "tickets", row: ticket, lost: "mine" as const, at, accepts: settable };
  return column
    ? { ...about, column, base: "Base", mine: "Mine", theirs: "Theirs", references: null, ...more }
    : { ...about, accepts: ["keep"], deleted: { subject: "Lost invoice", status: "OPEN" }, ...more };
}

const refused: Refused = {
  id: "12-abcd",
  reason: { reason: "a row that it refers to is missing", table: "tickets", column: "assignedTo" },
  accepts: ["mine", "theirs"],
  group: 41,
  operation: "assign_ticket",
  at,
  actor: null,
  rows: [{ table: "tickets", id: ticket }],
};

const inbox: ToDecide = {
  conflicts: [
    conflict("c1", "subject"),
    conflict("c2", "priority", { base: "LOW", mine: "HIGH", theirs: "URGENT", lost: "theirs" }),
    conflict("c3", "status", { base: "OPEN", mine: "WAITING", theirs: "RESOLVED", accepts: ["keep"] }),
    conflict("c4", "tags", { base: [], mine: ["sso"], theirs: ["okta"] }),
    conflict("c5", undefined, { row: "00000000-0000-7000-8000-000000000009" }),
  ],
  refused: [refused],
};

const status: SyncStatus = {
  hub: "postgres://u@h:5432/d",
  device: "u",
  organization: "o1",
  pending: { operations: 0, entries: 0 },
  waiting: 1,
  refused: 1,
  conflicts: 5,
  records: 2,
  unfit: [],
  lastSuccess: at,
  lastError: null,
  standing: { state: "synced", since: at },
};

describe("what is to be decided", () => {
  it("is listed by record, under the head of its kind", () => {
    const cases = casesOf(inbox);
    expect(cases.map(({ kind, id }) => [kind, id])).toEqual([
      ["edited", `tickets-${ticket}`],
      ["deleted", "c5"],
      ["refused", "12-abcd"],
    ]);
    expect(linesOf(cases).filter((line) => "head" in line)).toHaveLength(3);
    expect(linesOf([])).toEqual([]);
  });

  it("is told as what is chosen, but for what nobody sets", () => {
    const [subject, priority, state] = inbox.conflicts as [Conflict, Conflict, Conflict];
    expect([standing(subject), standing(priority)]).toEqual(["theirs", "mine"]);
    expect(decisionOf(subject, "mine")).toBe("mine");
    expect(decisionOf(subject, { value: "X" })).toEqual({ value: "X" });
    expect(decisionOf(state, "mine")).toBe("keep");
  });

  it("takes another value as it is typed", () => {
    const of = (mine: unknown, theirs: unknown = null) => conflict("c", "x", { base: null, mine, theirs });
    expect([
      typedAs(of("a")),
      typedAs(of(1)),
      typedAs(of(true)),
      typedAs(of(["a"])),
      typedAs(of({})),
    ]).toEqual(["text", "number", "yesNo", "list", "json"]);
    expect(parsed("a, b,", "list", of([]))).toEqual({ value: ["a", "b"] });
    expect(parsed(" 4.5", "number", of(1))).toEqual({ value: 4.5 });
    expect(parsed("four", "number", of(1))).toBeUndefined();
    expect(parsed("{", "json", of({}))).toBeUndefined();
    expect(parsed("", "text", of("a"))).toEqual({ value: null });
    expect(parsed("", "text", conflict("c", "subject"))).toEqual({ value: "" });
    expect(textOf({ a: 1 }, "json")).toBe('{"a":1}');
  });
});

/** The inbox, with what was resolved so far. */
async function open(address: string) {
  let left = inbox;
  const decided: { id: string; decision: string }[] = [];
  const view = renderWindow(address, {
    ...sampleDesk(),
    row_label: ({ table, id }: { table: string; id: string }) => ({
      table,
      id,
      label: `TICKET-1002 ${id.slice(-4)}`,
    }),
    sync_status: () => status,
    sync_conflicts: () => left,
    sync_unsettled: () => [],
    sync_resolve: (given: { id: string; decision: string }) => {
      decided.push(given);
      left = {
        conflicts: left.conflicts.filter(({ id }) => id !== given.id),
        refused: left.refused.filter(({ id }) => id !== given.id),
      };
      return null;
    },
  } as never);
  await screen.findByRole("grid", { name: "To decide" });
  return { ...view, decided };
}

describe("the inbox", () => {
  it.each(["light", "dark"] as const)("has no accessibility faults in %s", async (theme) => {
    useLayout.getState().setTheme(theme);
    await open(`/activity/tickets-${ticket}?tab=conflicts`);
    await screen.findByRole("table", { name: "Fields that both sides changed" });
    expect(await violations()).toEqual([]);
    useLayout.getState().setTheme("system");
  });

  it.each([
    ["a row that is gone", "c5", "As it was here"],
    ["a refused operation", "12-abcd", "Rows that it changed"],
  ])("shows %s without accessibility faults", async (_, id, title) => {
    await open(`/activity/${id}?tab=conflicts`);
    await screen.findByText(title);
    expect(await violations()).toEqual([]);
  });

  it("is decided by keys alone", async () => {
    const { user, decided } = await open("/activity?tab=conflicts");
    expect(screen.getByRole("button", { name: "To decide 3" })).toBeVisible();
    await user.keyboard("{Enter}");
    const fields = await screen.findByRole("table", { name: "Fields that both sides changed" });
    expect(within(fields).getByLabelText("Subject: Theirs")).toBeChecked();
    expect(within(fields).getByLabelText("Priority: Mine")).toBeChecked();
    expect(within(fields).getByLabelText("Status: Mine")).toBeDisabled();
    await user.keyboard("{Shift>}{ArrowLeft}{/Shift}");
    expect(within(fields).getByLabelText("Subject: Mine")).toBeChecked();
    await user.keyboard("{Shift>}{ArrowRight}{/Shift}");
    expect(within(fields).getByLabelText("Priority: Theirs")).toBeChecked();
    await user.click(within(fields).getByLabelText("Tags: another value"));
    const other = within(fields).getByLabelText("Another value for Tags");
    expect(other).toHaveValue("sso");
    await user.type(other, ", okta");
    await user.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() => expect(decided).toHaveLength(4));
    expect(decided).toEqual([
      { id: "c1", decision: "theirs" },
      { id: "c2", decision: "theirs" },
      { id: "c3", decision: "keep" },
      { id: "c4", decision: '["sso","okta"]' },
    ]);

    // The next one opens: the row that was deleted there.
    expect(await screen.findByText("Lost invoice")).toBeVisible();
    await user.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() => expect(decided.at(-1)).toEqual({ id: "c5", decision: "keep" }));
    expect(
      await screen.findByText(/about assigned to of a ticket: a row that it refers to is missing/i),
    ).toBeVisible();
    await user.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() => expect(decided.at(-1)).toEqual({ id: "12-abcd", decision: "mine" }));
    expect(await screen.findByText("Nothing is to be decided")).toBeVisible();
  });

  it("gives a refused operation up", async () => {
    const { user, decided } = await open("/activity/12-abcd?tab=conflicts");
    await user.click(await screen.findByRole("button", { name: /^Give up/ }));
    await waitFor(() => expect(decided).toEqual([{ id: "12-abcd", decision: "theirs" }]));
  });

  it("is not offered to a desk that was never connected", async () => {
    renderWindow("/activity", sampleDesk());
    await screen.findByRole("button", { name: "Deleted" });
    expect(screen.queryByRole("button", { name: /^To decide/ })).toBeNull();
    await emitChanged("tickets");
  });
});
