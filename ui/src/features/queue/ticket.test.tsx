import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import type { Refund, Ticket } from "@/api/generated";
import { violations } from "@/testing/axe";
import { choose } from "@/testing/choose";
import { at, desk, forget, jane, row, ticket, written } from "@/testing/queueDesk";
import { renderWindow } from "@/testing/render";
import { draftOf } from "./drafts";

beforeEach(forget);

describe("an open ticket", () => {
  it("adds a reply by R and a note by N, at once", async () => {
    const { handlers, messages } = desk();
    const { user } = renderWindow("/queue/t1002", handlers);
    expect(await screen.findByText("Ask finance.")).toBeVisible();
    await user.keyboard("r");
    const reply = screen.getByRole("textbox", { name: "Reply" });
    expect(reply).toHaveFocus();
    await user.keyboard("The March one.{Control>}{Enter}{/Control}");
    expect(await screen.findByText("The March one.")).toBeVisible();
    expect(reply).toHaveValue("");
    await user.keyboard("{Escape}n");
    await user.type(
      screen.getByRole("textbox", { name: "Internal note" }),
      "Paid.{Control>}{Enter}{/Control}",
    );
    await waitFor(() =>
      expect(messages.slice(2).map(({ visibility, body }) => [visibility, body])).toEqual([
        ["PUBLIC", "The March one."],
        ["INTERNAL", "Paid."],
      ]),
    );
    expect(await violations()).toEqual([]);
  });

  it("keeps a draft while typing, brings back what was kept, and what a refusal would have lost", async () => {
    const { handlers } = desk({
      add_message: () => Promise.reject({ code: "LOCKED", message: "The file is busy." }),
    });
    const timeline = handlers.ticket_timeline;
    const { user, sent } = renderWindow("/queue/t1002", {
      ...handlers,
      ticket_timeline: (input) => ({
        ...(timeline?.(input) as Awaited<ReturnType<NonNullable<typeof timeline>>>),
        drafts: { PUBLIC: "Dear Jane" },
      }),
    });
    const reply = await screen.findByRole("textbox", { name: "Reply" });
    await waitFor(() => expect(reply).toHaveValue("Dear Jane"));
    await user.type(reply, ",");
    await waitFor(() =>
      expect(written(sent, "save_draft")).toMatchObject([
        { ticketId: "t1002", visibility: "PUBLIC", body: "Dear Jane," },
      ]),
    );
    expect(await screen.findByText("Draft kept")).toBeVisible();
    await user.type(reply, "{Control>}{Enter}{/Control}");
    expect(await screen.findByText("The file is busy.")).toBeVisible();
    expect(draftOf({ ticketId: "t1002", visibility: "PUBLIC" })).toBe("Dear Jane,");
    expect(reply).toHaveValue("Dear Jane,");
  });

  it("adds and resolves, and opens the next", async () => {
    const { handlers, tickets, messages } = desk();
    const { user } = renderWindow("/queue/t1001", handlers);
    await row(/SSO/);
    await user.keyboard("r");
    await user.keyboard("Done.");
    await user.click(screen.getByRole("button", { name: "Add and resolve" }));
    expect(await screen.findByRole("heading", { name: "Billing discrepancy" })).toBeVisible();
    await waitFor(() => expect(tickets.get("t1001")?.status).toBe("RESOLVED"));
    expect(messages.at(-1)?.body).toBe("Done.");
  });

  it("records what the customer wrote, in their name", async () => {
    const { handlers, messages } = desk();
    const { user } = renderWindow("/queue/t1002", handlers);
    await screen.findByText("Ask finance.");
    await user.click(screen.getByRole("button", { name: "More" }));
    await user.click(await screen.findByRole("menuitem", { name: /Record what the customer wrote/ }));
    const dialog = within(await screen.findByRole("dialog", { name: "What Jane Smith wrote" }));
    await user.type(dialog.getByLabelText(/^Their words/), "It is the one of May.");
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(await screen.findByText("It is the one of May.")).toBeVisible();
    expect(messages.at(-1)).toMatchObject({ authorId: "c1", visibility: "PUBLIC" });
  });

  it("asks for a refund by $, warning of one that was asked for", async () => {
    const refund = {
      id: "f1",
      orderId: "A-7",
      amount: "20.00",
      reason: "AI_BUG",
      status: "APPROVED",
      customer: jane,
      createdAt: at(3000),
    } as Refund;
    const { handlers } = desk({
      check_refund: ({ orderId }) => ({ duplicates: orderId === "A-7" ? [refund] : [] }),
      request_refund: () => refund,
    });
    const { user, sent } = renderWindow("/queue/t1002", handlers);
    await screen.findByText("Ask finance.");
    await user.keyboard("$");
    const dialog = within(await screen.findByRole("dialog", { name: "Request a refund for Jane Smith" }));
    await user.type(dialog.getByLabelText(/^Order/), "A-7");
    await user.type(dialog.getByLabelText(/^Amount/), "12.5");
    expect(await dialog.findByText("A refund of this order was asked for already")).toBeVisible();
    expect(dialog.getByText(/^20.00, AI bug, approved, Jane Smith/)).toBeVisible();
    expect(await violations()).toEqual([]);
    await user.click(dialog.getByLabelText(/^Reason/));
    await choose(user, "Billing error");
    await user.click(dialog.getByRole("button", { name: /Request refund/ }));
    await waitFor(() =>
      expect(written(sent, "request_refund")).toMatchObject([
        { ticketId: "t1002", orderId: "A-7", amount: "12.50", reason: "BILLING_ERROR" },
      ]),
    );
  });

  it("escalates by ! and shows a refusal where it was asked", async () => {
    const { handlers } = desk({
      escalate_ticket: () =>
        Promise.reject({ code: "CAPACITY_EXCEEDED", message: "Jordan Smith has no free place." }),
    });
    const { user } = renderWindow("/queue/t1001", handlers);
    await row(/SSO/);
    await user.keyboard("!");
    const dialog = within(await screen.findByRole("dialog", { name: "Escalate TICKET-1001" }));
    await user.click(dialog.getByRole("button", { name: /^Escalate/ }));
    expect(await dialog.findByRole("alert")).toHaveTextContent("Jordan Smith has no free place.");
    expect(await violations()).toEqual([]);
  });

  it("snoozes by B until a working hour, and the next one opens", async () => {
    const { handlers } = desk({
      snooze_ticket: ({ id }) => ticket(Number(id.slice(1)), "SSO integration failure"),
    });
    const { user, sent } = renderWindow("/queue/t1001", handlers);
    await row(/SSO/);
    await user.keyboard("b");
    await user.click(await screen.findByRole("option", { name: /^Next working morning/ }));
    expect(await screen.findByRole("heading", { name: "Billing discrepancy" })).toBeVisible();
    const [snooze] = written(sent, "snooze_ticket");
    expect(Date.parse(String(snooze?.until))).toBeGreaterThan(Date.now());
    expect(screen.getByText(/^TICKET-1001 sleeps until/)).toBeVisible();
  });

  it("merges by M into a ticket that is found, which opens", async () => {
    const { handlers } = desk({
      merge_tickets: ({ into }) => ticket(Number(into.slice(1)), "Slow editor"),
      search: () => ({
        items: [ticket(1004, "Slow editor")].map((row) => ({
          table: "tickets" as const,
          id: row.id,
          at: row.createdAt,
          number: null,
          title: [],
          snippet: [],
          row,
        })),
        facets: { table: {}, status: {} },
        total: 1,
        more: false,
        notes: [],
        nextCursor: null,
      }),
    });
    const { user, sent } = renderWindow("/queue/t1001", handlers);
    await row(/SSO/);
    await user.keyboard("m");
    const dialog = within(await screen.findByRole("dialog", { name: "Merge TICKET-1001" }));
    await user.type(dialog.getByLabelText(/^Goes on as/), "slow");
    // What is found takes the place of the customer's own tickets.
    await waitFor(() => expect(screen.getAllByRole("option")).toHaveLength(1));
    await choose(user, "TICKET-1004 Slow editor");
    await user.click(dialog.getByRole("button", { name: /^Merge/ }));
    expect(await screen.findByRole("heading", { name: "Slow editor" })).toBeVisible();
    expect(written(sent, "merge_tickets")).toMatchObject([{ id: "t1001", into: "t1004" }]);
    expect(screen.getByText("TICKET-1001 merged into TICKET-1004")).toBeVisible();
  });

  it("tells the history with names", async () => {
    const { user } = renderWindow("/queue/t1001", desk().handlers);
    expect(await screen.findByText(/changed priority from High to/)).toHaveTextContent(
      /^Alex Rivera changed priority from High to Urgent, /,
    );
    expect(screen.getByText(/assigned it to/)).toHaveTextContent("Alex Rivera assigned it to Jordan Smith");
    await user.keyboard("h");
  });

  it("edits the subject in its place, and keeps what a refusal would have lost", async () => {
    const { handlers, tickets } = desk();
    const { user } = renderWindow("/queue/t1004", handlers);
    await user.click(await screen.findByRole("button", { name: "Slow editor" }));
    const input = screen.getByRole("textbox", { name: "Subject" });
    await user.clear(input);
    await user.type(input, "Slower editor{Enter}");
    expect(await screen.findByRole("heading", { name: "Slower editor" })).toBeVisible();
    await waitFor(() => expect(tickets.get("t1004")?.subject).toBe("Slower editor"));

    await user.click(screen.getByRole("button", { name: "Slower editor" }));
    // Somebody else is quicker.
    tickets.set("t1004", { ...(tickets.get("t1004") as Ticket), subject: "Theirs", updatedAt: at(-1) });
    await user.type(screen.getByRole("textbox", { name: "Subject" }), "!{Enter}");
    expect(await screen.findByRole("alert")).toHaveTextContent("Somebody changed it meanwhile");
    expect(screen.getByRole("textbox", { name: "Subject" })).toHaveValue("Slower editor!");
    expect(tickets.get("t1004")?.subject).toBe("Theirs");
  });

  it("deletes for leads, says what went and opens the next", async () => {
    const { handlers, tickets } = desk({
      delete_ticket: ({ id }) => {
        const gone = tickets.get(id) as Ticket;
        tickets.delete(id);
        return gone;
      },
    });
    const { user } = renderWindow("/queue/t1001", handlers);
    await row(/SSO/);
    await user.keyboard("{Shift>}{Delete}{/Shift}");
    expect(await screen.findByRole("heading", { name: "Billing discrepancy" })).toBeVisible();
    expect(screen.getByText("TICKET-1001 deleted")).toBeVisible();
    expect(tickets.has("t1001")).toBe(false);
  });
});
