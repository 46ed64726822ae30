import { emit } from "@tauri-apps/api/event";
import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { clashes } from "@/actions";
import type {
  HistoryEntry,
  Message,
  Refund,
  Representative,
  Ticket,
  TicketStatus,
  TicketWork,
  TimelineItem,
  User,
} from "@/api/generated";
import { emitChanged, type Handlers } from "@/api/mock";
import { useToasts } from "@/components/Toast";
import { violations } from "@/testing/axe";
import { choose } from "@/testing/choose";
import { renderWindow, session } from "@/testing/render";
import { draftOf, useDrafts } from "./drafts";
import { useRecent } from "./search";
import { useRemembered } from "./view";

const at = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

const person = (id: string, name: string, role: User["role"]): User => ({
  id,
  organizationId: "o1",
  name,
  email: `${id}@acme.example`,
  role,
  createdAt: at(9000),
  updatedAt: at(9000),
});
const jane = person("c1", "Jane Smith", "CUSTOMER");
const representative = (id: string, user: User): Representative => ({
  ...(session.representative as Representative),
  id,
  userId: user.id,
  user,
});
const people = [
  representative("r1", session.user),
  representative("r2", person("u2", "Jordan Smith", "REPRESENTATIVE")),
];

function ticket(number: number, subject: string, more: Partial<Ticket> = {}): Ticket {
  return {
    id: `t${number}`,
    organizationId: "o1",
    ticketNumber: `TICKET-${number}`,
    conversationId: null,
    customerId: jane.id,
    customer: jane,
    assignedTo: null,
    assignee: null,
    subject,
    description: `About: ${subject}`,
    status: "OPEN",
    priority: "NORMAL",
    category: "OTHER",
    tags: [],
    aiHandled: false,
    sentiment: null,
    estimatedResolutionTime: null,
    actualResolutionTime: null,
    customerSatisfactionScore: null,
    internalNotes: null,
    createdAt: at(number),
    updatedAt: at(number),
    resolvedAt: null,
    closedAt: null,
    ...more,
  };
}

function message(
  id: string,
  ticketId: string,
  author: User,
  visibility: Message["visibility"],
  body: string,
  minutes: number,
): Message {
  const common = { organizationId: "o1", createdAt: at(minutes), updatedAt: at(minutes) };
  return { id, conversationId: ticketId, authorId: author.id, author, visibility, body, ...common };
}

/** A small desk behind the window: it filters, keeps what is written and checks who saw what. */
function desk(more: Handlers = {}) {
  const tickets = new Map(
    [
      ticket(1001, "SSO integration failure", { priority: "URGENT", tags: ["sso"] }),
      ticket(1002, "Billing discrepancy"),
      ticket(1003, "How to export", { status: "RESOLVED" }),
      ticket(1004, "Slow editor"),
    ].map((each) => [each.id, each]),
  );
  const entry: HistoryEntry = {
    seq: 7,
    group: 1,
    operation: "update_ticket",
    actor: { id: "u1", name: "Alex Rivera" },
    at: at(3),
    kind: "update",
    effect: false,
    changes: [
      { field: "priority", from: "HIGH", to: "URGENT" },
      { field: "assignedTo", from: null, to: "r2" },
      { field: "updatedAt", from: at(9), to: at(3) },
    ],
  };
  const messages: Message[] = [
    message("m1", "t1002", jane, "PUBLIC", "Which invoice is it?", 5),
    message("m2", "t1002", session.user, "INTERNAL", "Ask finance.", 4),
  ];
  const found = (id: string): Ticket => {
    const one = tickets.get(id);
    if (!one) throw { code: "NOT_FOUND", message: "There is no such ticket." };
    return one;
  };
  let last: Ticket | undefined;
  /** Changes a ticket as each of its operations does. */
  const change = (
    { id, expectedUpdatedAt }: { id: string; expectedUpdatedAt?: string },
    fields: Partial<Ticket>,
  ): Ticket => {
    const before = found(id);
    if (expectedUpdatedAt && expectedUpdatedAt !== before.updatedAt)
      throw { code: "STALE", message: "The ticket was changed since." };
    last = before;
    const written = { ...before, ...fields, updatedAt: at(0) };
    tickets.set(id, {
      ...written,
      customer: jane,
      assignee: people.find((each) => each.id === written.assignedTo) ?? null,
    });
    void emitChanged("tickets");
    return tickets.get(id) as Ticket;
  };
  const handlers: Handlers = {
    list_representatives: () => ({ items: people, nextCursor: null }),
    list_saved_views: () => ({ items: [], nextCursor: null }),
    count_saved_views: () => ({ items: [] }),
    list_queue: ({ filter = {} }) => {
      const status = filter.status as TicketStatus[] | undefined;
      const items = [...tickets.values()].filter((each) => !status || status.includes(each.status));
      return { items: items.map((each) => ({ ...each, work: null })), nextCursor: null };
    },
    list_tickets: () => ({ items: [...tickets.values()], nextCursor: null }),
    get_ticket: ({ id }) => found(id),
    update_ticket: ({ requestId: _, ...input }) => {
      const { id: __, expectedUpdatedAt: ___, ...fields } = input;
      return change(input, fields);
    },
    transition_ticket: (input) => change(input, { status: input.status }),
    assign_ticket: (input) => change(input, { assignedTo: input.assignedTo }),
    unassign_ticket: (input) => change(input, { assignedTo: null }),
    undo: () => {
      if (!last) throw { code: "STALE", message: "Nothing is left." };
      tickets.set(last.id, last);
      void emitChanged("tickets");
      return { group: 1, operation: "update_ticket", at: at(0), changed: 1, skipped: [] };
    },
    ticket_timeline: ({ id }) => ({
      items: [
        ...messages
          .filter(({ conversationId }) => conversationId === id)
          .map((each) => ({ type: "message" as const, at: each.createdAt, message: each })),
        { type: "change", at: entry.at, entry },
      ].toSorted((left, right) => right.at.localeCompare(left.at)) as TimelineItem[],
      nextCursor: null,
      work: null,
      drafts: {},
      merged: [],
      escalations: [],
      refunds: [],
    }),
    add_message: ({ ticketId, visibility, body, authorId }) => {
      found(ticketId);
      const author = authorId ? jane : session.user;
      const made = message(`m${messages.length + 1}`, ticketId, author, visibility, body, 0);
      messages.push(made);
      void emitChanged("messages");
      return made;
    },
    save_draft: () => null,
    list_customer_profiles: () => ({ items: [], nextCursor: null }),
    list_refunds: () => ({ items: [], nextCursor: null }),
    list_users: () => ({ items: [jane], nextCursor: null }),
    ...more,
  };
  return { tickets, messages, handlers };
}

const list = () => screen.findByRole("grid");
// By its text: names of roles are slow to work out for a whole list.
const row = async (text: RegExp) => {
  const subject = await within(await list()).findByText(text);
  return subject.closest("[role=row]") as HTMLElement;
};
const written = (sent: { name: string; input: unknown }[], operation: string) =>
  sent.filter(({ name }) => name === operation).map(({ input }) => input as Record<string, unknown>);

beforeEach(() => {
  useRemembered.setState({ filters: {}, sort: "newest" });
  useDrafts.setState({ texts: {}, unkept: {} });
  useRecent.setState({ queries: [] });
  useToasts.getState().dismiss();
});

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
