import { emit } from "@tauri-apps/api/event";
import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { clashes } from "@/actions";
import type { Representative, Ticket, TicketWork } from "@/api/generated";
import { violations } from "@/testing/axe";
import { choose } from "@/testing/choose";
import { at, desk, forget, people, row, ticket, written } from "@/testing/queueDesk";
import { renderWindow } from "@/testing/render";

beforeEach(forget);

describe("the queue", () => {
  it("lists open work in groups and names the next key when nothing is open", async () => {
    renderWindow("/queue", desk().handlers);
    expect(await row(/SSO integration failure/)).toHaveAttribute("aria-selected", "true");
    expect(await row(/Billing discrepancy/)).toHaveTextContent("Open · Jane Smith");
    expect(screen.queryByText("How to export")).toBeNull();
    expect(screen.getByRole("heading", { name: "Open work" })).toBeVisible();
    expect(screen.getByText("Last 24 hours")).toBeVisible();
    expect(screen.getByText("3 tickets")).toBeVisible();
    expect(screen.getByText("No ticket is open")).toBeVisible();
  });

  it("moves by J and K, opens by Enter, follows while open and goes back by Escape", async () => {
    const { user } = renderWindow("/queue", desk().handlers);
    await row(/SSO/);
    await user.keyboard("j");
    expect(await row(/Billing/)).toHaveAttribute("aria-selected", "true");
    await user.keyboard("{Enter}");
    expect(await screen.findByRole("heading", { name: "Billing discrepancy" })).toBeVisible();
    expect(screen.getByText("About: Billing discrepancy")).toBeVisible();
    await user.keyboard("k");
    expect(await screen.findByRole("heading", { name: "SSO integration failure" })).toBeVisible();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(location.hash).toBe("#/queue"));
  });

  it("resolves by E, at once, and opens the next", async () => {
    const { handlers, tickets } = desk();
    const { user, sent } = renderWindow("/queue/t1001", handlers);
    await screen.findByRole("heading", { name: "SSO integration failure" });
    await row(/SSO/);
    await user.keyboard("e");
    expect(await screen.findByRole("heading", { name: "Billing discrepancy" })).toBeVisible();
    await waitFor(() => expect(within(screen.getByRole("grid")).queryByText(/SSO/)).toBeNull());
    expect(tickets.get("t1001")?.status).toBe("RESOLVED");
    const [move] = written(sent, "transition_ticket");
    expect(move).toMatchObject({ status: "RESOLVED", requestId: expect.any(String) });
    expect(move?.expectedUpdatedAt).toBeTruthy();
    expect(screen.getByText("TICKET-1001 resolved")).toBeVisible();
  });

  it("takes a refused change back and says why", async () => {
    let refuse: (reason: unknown) => void = () => {};
    const { handlers } = desk({
      transition_ticket: () =>
        new Promise<never>((_, reject) => {
          refuse = reject;
        }),
    });
    const { user } = renderWindow("/queue/t1001", handlers);
    await row(/SSO/);
    await user.keyboard("e");
    await waitFor(() => expect(within(screen.getByRole("grid")).queryByText(/SSO/)).toBeNull());
    refuse({ code: "FORBIDDEN", message: "Not on a Sunday." });
    expect(await row(/SSO/)).toHaveTextContent("Open · Jane Smith");
    expect(await screen.findByText("TICKET-1001 is as it was")).toBeVisible();
    expect(screen.getByText("Not on a Sunday.")).toBeVisible();
  });

  it("says when somebody changed the ticket meanwhile, and reads it again", async () => {
    const { handlers, tickets } = desk();
    const { user } = renderWindow("/queue/t1004", handlers);
    await screen.findByRole("heading", { name: "Slow editor" });
    tickets.set("t1004", { ...(tickets.get("t1004") as Ticket), subject: "Fast editor", updatedAt: at(1) });
    await user.keyboard("i");
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent("Somebody changed it meanwhile");
    await user.click(within(alert).getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("heading", { name: "Fast editor" })).toBeVisible();
    expect(screen.queryByRole("alert")).toBeNull();
    expect(tickets.get("t1004")?.status).toBe("OPEN");
  });

  it("assigns by A and typing, and undoes by Z", async () => {
    const { handlers, tickets } = desk();
    const { user } = renderWindow("/queue/t1002", handlers);
    await screen.findByRole("button", { name: "Assignee: Nobody" });
    await user.keyboard("a");
    const picker = await screen.findByRole("combobox", { name: "Assign TICKET-1002 to" });
    await waitFor(() => expect(picker).toHaveFocus());
    await user.type(picker, "jord{Enter}");
    expect(await screen.findByRole("button", { name: "Assignee: Jordan Smith" })).toBeVisible();
    await waitFor(() => expect(tickets.get("t1002")?.assignedTo).toBe("r2"));
    await user.keyboard("z");
    expect(await screen.findByRole("button", { name: "Assignee: Nobody" })).toBeVisible();
    await waitFor(() => expect(tickets.get("t1002")?.assignedTo).toBeNull());
  });

  it("says why a step is not allowed, and offers only those that are", async () => {
    const { user, sent } = renderWindow("/queue/t1001", desk().handlers);
    await row(/SSO/);
    await user.keyboard("w");
    expect(
      await screen.findByText("Open cannot become waiting. It goes on to in progress or resolved."),
    ).toBeVisible();
    expect(written(sent, "transition_ticket")).toEqual([]);
    await user.keyboard("s");
    await screen.findByRole("combobox", { name: "Status of TICKET-1001" });
    expect(screen.getByRole("option", { name: /^Waiting/ })).toHaveAttribute("aria-disabled", "true");
    expect(screen.getByRole("option", { name: /^In progress/ })).toHaveAttribute("aria-disabled", "false");
    expect(await violations()).toEqual([]);
  });

  it("does not assign to who is full", async () => {
    const full = { ...(people[1] as Representative), activeChats: 10 };
    const { handlers } = desk({
      list_representatives: () => ({ items: [people[0] as Representative, full], nextCursor: null }),
    });
    const { user } = renderWindow("/queue/t1001", handlers);
    await row(/SSO/);
    await user.keyboard("a");
    const jordan = await screen.findByRole("option", { name: /Jordan Smith/ });
    expect(jordan).toHaveAttribute("aria-disabled", "true");
    expect(jordan).toHaveTextContent("full, 10 of 10");
  });

  it("changes a selection at once, all of it or nothing", async () => {
    let refuse = true;
    const { handlers } = desk({
      bulk_update_tickets: () => {
        if (refuse) throw { code: "INVALID_TRANSITION", message: "TICKET-1002: not from here." };
        return { count: 2, ids: ["t1001", "t1002"] };
      },
    });
    const { user, sent } = renderWindow("/queue", handlers);
    await row(/SSO/);
    await user.keyboard("x{Shift>}j{/Shift}");
    expect(screen.getByText("2 selected")).toBeVisible();
    expect(await violations()).toEqual([]);
    await user.keyboard("p");
    await user.type(await screen.findByRole("combobox", { name: "Priority of 2 tickets" }), "low{Enter}");
    expect(await screen.findByRole("alert")).toHaveTextContent("TICKET-1002: not from here.");
    expect(screen.getByText("2 selected")).toBeVisible();
    refuse = false;
    await user.keyboard("e");
    expect(await screen.findByText("2 tickets resolved")).toBeVisible();
    expect(written(sent, "bulk_update_tickets")).toMatchObject([
      { ids: ["t1001", "t1002"], set: { priority: "LOW" } },
      { ids: ["t1001", "t1002"], set: { status: "RESOLVED" } },
    ]);
    await waitFor(() => expect(screen.queryByText("2 selected")).toBeNull());
  });

  it("selects all that match as the filter, and can be broken off", async () => {
    let done: (result: { count: number; ids: string[] }) => void = () => {};
    const { handlers } = desk({
      bulk_update_tickets: () =>
        new Promise((resolve) => {
          done = resolve;
        }),
      desk_cancel: () => null,
    });
    const { user, sent } = renderWindow("/queue", handlers);
    await row(/SSO/);
    await user.keyboard("{Control>}a{/Control}");
    expect(await screen.findByText("3 selected")).toBeVisible();
    await user.keyboard("t");
    await user.type(await screen.findByRole("combobox", { name: "Tag 3 tickets" }), "outage{Enter}");
    await waitFor(() =>
      expect(written(sent, "bulk_update_tickets")).toMatchObject([
        { filter: { status: ["OPEN", "IN_PROGRESS", "WAITING"] }, addTags: ["outage"] },
      ]),
    );
    await emit("progress", { task: "bulk_update_tickets", done: 1, total: 3 });
    expect(await screen.findByText("1 of 3 done")).toBeVisible();
    await user.click(screen.getByRole("button", { name: /Stop/ }));
    expect(sent.some(({ name }) => name === "desk_cancel")).toBe(true);
    done({ count: 3, ids: [] });
    expect(await screen.findByText("Tag outage on 3 tickets")).toBeVisible();
  });

  it("searches by /, narrows by a facet, opens what was found and remembers it", async () => {
    const hit = ticket(1003, "How to export");
    const { handlers } = desk({
      search: ({ query }) => ({
        items: [
          {
            table: "tickets",
            id: hit.id,
            at: hit.createdAt,
            number: [{ text: "TICKET-1003", hit: false }],
            title: [
              { text: "How to ", hit: false },
              { text: "exp", hit: true },
              { text: "ort", hit: false },
            ],
            snippet: [{ text: "About it", hit: false }],
            row: hit,
          },
        ],
        facets: { table: { tickets: 1, messages: 4 }, status: { RESOLVED: 1 } },
        total: query.includes("is:") ? 1 : 5,
        more: false,
        notes: [],
        nextCursor: null,
      }),
    });
    const { user, sent } = renderWindow("/queue", handlers);
    await row(/SSO/);
    await user.keyboard("/");
    const box = screen.getByRole("searchbox", { name: /^Search tickets/ });
    await waitFor(() => expect(box).toHaveFocus());
    await user.type(box, "exp");
    expect(await screen.findByText("exp", { selector: "mark" })).toBeVisible();
    expect(await screen.findByText("5 found")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Tickets 1" }));
    expect(await screen.findByText("1 found")).toBeVisible();
    expect(box).toHaveValue("is:ticket exp");
    expect(written(sent, "search").at(-1)).toMatchObject({ query: "is:ticket exp" });
    expect(await violations()).toEqual([]);
    await user.click(screen.getByText("exp", { selector: "mark" }));
    expect(await screen.findByRole("heading", { name: "How to export" })).toBeVisible();
    await user.clear(box);
    expect(await screen.findByRole("button", { name: "is:ticket exp" })).toBeVisible();
    await user.type(box, "{Escape}");
    await row(/SSO/);
  });

  it("keeps filters in the address", async () => {
    const { user } = renderWindow("/queue", desk().handlers);
    await row(/SSO/);
    await user.click(screen.getByRole("button", { name: /^Status:/ }));
    await user.click(await screen.findByRole("menuitemcheckbox", { name: "Open" }));
    await waitFor(() => expect(location.hash).toContain("status=IN_PROGRESS"));
    expect(await screen.findByText("No tickets here")).toBeVisible();
  });

  it("shows when each is due, late ones alone, and those that sleep", async () => {
    const due = (minutes: number) => ({ dueAt: at(-minutes) }) as TicketWork;
    const { handlers, tickets } = desk({
      list_queue: ({ late, snoozed }) => ({
        items: [...tickets.values()]
          .slice(0, snoozed ? 0 : 3)
          .map((each, n) => ({
            ...each,
            work: due([-26, 40, 300][n] ?? 0),
          }))
          .filter((each) => !late || Date.parse(each.work.dueAt ?? "") < Date.now()),
        nextCursor: null,
      }),
    });
    const { user, sent } = renderWindow("/queue", handlers);
    expect(await row(/SSO/)).toHaveTextContent("26m over");
    expect(await row(/Billing/)).toHaveTextContent("40m");
    await user.click(screen.getByRole("button", { name: "Add a filter" }));
    await user.click(await screen.findByRole("menuitem", { name: "Overdue" }));
    await waitFor(() => expect(within(screen.getByRole("grid")).queryByText(/Billing/)).toBeNull());
    await user.click(screen.getByRole("button", { name: "Overdue" }));
    await user.click(screen.getByRole("button", { name: "Add a filter" }));
    await user.click(await screen.findByRole("menuitem", { name: "Sleeping" }));
    expect(await screen.findByText("No ticket matches")).toBeVisible();
    expect(written(sent, "list_queue").at(-1)).toMatchObject({ snoozed: true });
  });

  it("creates by C with a customer found by name", async () => {
    const { handlers, tickets } = desk({
      create_ticket: (input) => {
        const made = ticket(1005, input.subject, { id: "t1005" });
        tickets.set(made.id, made);
        return made;
      },
    });
    const { user, sent } = renderWindow("/queue", handlers);
    await row(/SSO/);
    await user.keyboard("c");
    const dialog = within(await screen.findByRole("dialog", { name: "New ticket" }));
    await user.click(dialog.getByRole("button", { name: /Create ticket/ }));
    expect(dialog.getByText("Choose who asks.")).toBeVisible();
    await user.type(dialog.getByLabelText(/^Customer/), "ja");
    await choose(user, "Jane Smith");
    await user.type(dialog.getByLabelText(/^Subject/), "A new one");
    await user.type(dialog.getByLabelText(/^Description/), "It is new.");
    await user.click(dialog.getByLabelText(/^Category/));
    await choose(user, "Bug report");
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(await screen.findByRole("heading", { name: "A new one" })).toBeVisible();
    expect(sent.find(({ name }) => name === "create_ticket")?.input).toMatchObject({
      customerId: "c1",
      category: "BUG_REPORT",
      status: "OPEN",
    });
  });

  it("has no accessibility faults with a ticket open, nor two actions on one key", async () => {
    renderWindow("/queue/t1002", desk().handlers);
    await screen.findByText("Ask finance.");
    expect(clashes()).toEqual([]);
    expect(await violations()).toEqual([]);
  });
});
