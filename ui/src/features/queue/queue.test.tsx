import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { clashes } from "@/actions";
import type { HistoryEntry, Representative, Ticket, TicketStatus, User } from "@/api/generated";
import { emitChanged, type Handlers } from "@/api/mock";
import { useToasts } from "@/components/Toast";
import { violations } from "@/testing/axe";
import { choose } from "@/testing/choose";
import { renderWindow, session } from "@/testing/render";
import { useDrafts } from "./Composer";
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

/** A small desk behind the window: it filters, keeps what is written and checks who saw what. */
function desk(more: Handlers = {}) {
  const tickets = new Map(
    [
      ticket(1001, "SSO integration failure", { priority: "URGENT", tags: ["sso"] }),
      ticket(1002, "Billing discrepancy", { internalNotes: "Ask finance." }),
      ticket(1003, "How to export", { status: "RESOLVED" }),
      ticket(1004, "Slow editor"),
    ].map((each) => [each.id, each]),
  );
  const history: HistoryEntry[] = [
    {
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
    },
  ];
  const found = (id: string): Ticket => {
    const one = tickets.get(id);
    if (!one) throw { code: "NOT_FOUND", message: "There is no such ticket." };
    return one;
  };
  let last: Ticket | undefined;
  const handlers: Handlers = {
    list_representatives: () => ({ items: people, nextCursor: null }),
    list_tickets: ({ filter = {} }) => {
      const status = filter.status as TicketStatus[] | undefined;
      const number = filter.ticketNumber as { startsWith: string } | undefined;
      const items = [...tickets.values()].filter(
        (each) =>
          (!status || status.includes(each.status)) &&
          (!number || each.ticketNumber.startsWith(number.startsWith)),
      );
      return { items, nextCursor: null };
    },
    get_ticket: ({ id }) => found(id),
    update_ticket: ({ id, requestId: _, expectedUpdatedAt, ...fields }) => {
      const before = found(id);
      if (expectedUpdatedAt && expectedUpdatedAt !== before.updatedAt)
        throw { code: "STALE", message: "The ticket was changed since." };
      last = before;
      const { customer: __, assignee: ___, ...written } = { ...before, ...fields, updatedAt: at(0) };
      tickets.set(id, {
        ...written,
        customer: jane,
        assignee: people.find((each) => each.id === written.assignedTo) ?? null,
      });
      void emitChanged("tickets");
      return written;
    },
    undo: () => {
      if (!last) throw { code: "STALE", message: "Nothing is left." };
      tickets.set(last.id, last);
      void emitChanged("tickets");
      return { group: 1, operation: "update_ticket", at: at(0), changed: 1, skipped: [] };
    },
    row_history: () => ({ items: history, nextCursor: null }),
    list_customer_profiles: () => ({ items: [], nextCursor: null }),
    list_refunds: () => ({ items: [], nextCursor: null }),
    list_users: () => ({ items: [jane], nextCursor: null }),
    ...more,
  };
  return { tickets, handlers };
}

const list = () => screen.findByRole("grid");
// By its text: names of roles are slow to work out for a whole list.
const row = async (text: RegExp) => {
  const subject = await within(await list()).findByText(text);
  return subject.closest("[role=row]") as HTMLElement;
};
const written = (sent: { name: string; input: unknown }[]) =>
  sent.filter(({ name }) => name === "update_ticket").map(({ input }) => input as Record<string, unknown>);

beforeEach(() => {
  useRemembered.setState({ filters: {}, sort: "newest" });
  useDrafts.setState({ texts: {} });
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
    expect(written(sent)[0]).toMatchObject({ status: "RESOLVED", requestId: expect.any(String) });
    expect(written(sent)[0]?.expectedUpdatedAt).toBeTruthy();
    expect(screen.getByText("TICKET-1001 resolved")).toBeVisible();
  });

  it("takes a refused change back and says why", async () => {
    let refuse: (reason: unknown) => void = () => {};
    const { handlers } = desk({
      update_ticket: () =>
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
    await user.keyboard("w");
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

  it("adds a note to the notes there are, and keeps what a refusal would have lost", async () => {
    const { handlers, tickets } = desk();
    const { user } = renderWindow("/queue/t1002", handlers);
    expect(await screen.findByText("Ask finance.")).toBeVisible();
    await user.keyboard("n");
    const note = screen.getByRole("textbox", { name: "Internal note" });
    expect(note).toHaveFocus();
    await user.keyboard("They agree.{Control>}{Enter}{/Control}");
    await waitFor(() => expect(tickets.get("t1002")?.internalNotes).toBe("Ask finance.\n\nThey agree."));
    expect(note).toHaveValue("");
    tickets.delete("t1002");
    await user.type(note, "Lost?{Control>}{Enter}{/Control}");
    await waitFor(() => expect(useDrafts.getState().texts.t1002).toBe("Lost?"));
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

  it("works on a selection and reports what was refused", async () => {
    const { handlers, tickets } = desk();
    const update = handlers.update_ticket;
    const { user } = renderWindow("/queue", {
      ...handlers,
      update_ticket: (input) => {
        if (input.id === "t1002") throw { code: "FORBIDDEN", message: "This one is held." };
        return update?.(input) as Ticket;
      },
    });
    await row(/SSO/);
    await user.keyboard("x{Shift>}j{/Shift}");
    expect(screen.getByText("2 selected")).toBeVisible();
    expect(await violations()).toEqual([]);
    await user.keyboard("p");
    await user.type(await screen.findByRole("combobox", { name: "Priority of 2 tickets" }), "low{Enter}");
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent("TICKET-1002 This one is held.");
    expect(tickets.get("t1001")?.priority).toBe("LOW");
    expect(screen.getByText("1 selected")).toBeVisible();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByText("1 selected")).toBeNull());
  });

  it("finds by number whatever the status, and keeps filters in the address", async () => {
    const { user } = renderWindow("/queue", desk().handlers);
    await row(/SSO/);
    await user.keyboard("/");
    await user.type(screen.getByRole("searchbox", { name: "Find by number or subject" }), "1003");
    expect(await row(/How to export/)).toHaveTextContent("Resolved");
    await waitFor(() => expect(within(screen.getByRole("grid")).queryByText(/SSO/)).toBeNull());
    await user.keyboard("{Escape}");
    await row(/SSO/);
    await user.click(screen.getByRole("button", { name: /^Status:/ }));
    await user.click(await screen.findByRole("menuitemcheckbox", { name: "Open" }));
    await waitFor(() => expect(location.hash).toContain("status=IN_PROGRESS"));
    expect(await screen.findByText("No tickets here")).toBeVisible();
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
