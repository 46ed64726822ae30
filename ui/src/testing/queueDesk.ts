import { screen, within } from "@testing-library/react";
import type {
  HistoryEntry,
  Message,
  Representative,
  Ticket,
  TicketStatus,
  TimelineItem,
  User,
} from "@/api/generated";
import { emitChanged, type Handlers } from "@/api/mock";
import { useToasts } from "@/components/Toast";
import { useDrafts } from "@/features/queue/drafts";
import { useRecent } from "@/features/queue/search";
import { useRemembered } from "@/features/queue/view";
import { session } from "./render";

export const at = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

export const person = (id: string, name: string, role: User["role"]): User => ({
  id,
  organizationId: "o1",
  name,
  email: `${id}@acme.example`,
  role,
  createdAt: at(9000),
  updatedAt: at(9000),
});
export const jane = person("c1", "Jane Smith", "CUSTOMER");
export const representative = (id: string, user: User): Representative => ({
  ...(session.representative as Representative),
  id,
  userId: user.id,
  user,
});
export const people = [
  representative("r1", session.user),
  representative("r2", person("u2", "Jordan Smith", "REPRESENTATIVE")),
];

export function ticket(number: number, subject: string, more: Partial<Ticket> = {}): Ticket {
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

export function message(
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
export function desk(more: Handlers = {}) {
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

export const list = () => screen.findByRole("grid");
// By its text: names of roles are slow to work out for a whole list.
export const row = async (text: RegExp) => {
  const subject = await within(await list()).findByText(text);
  return subject.closest("[role=row]") as HTMLElement;
};
export const written = (sent: { name: string; input: unknown }[], operation: string) =>
  sent.filter(({ name }) => name === operation).map(({ input }) => input as Record<string, unknown>);

/** Nothing is remembered from an earlier test. */
export function forget(): void {
  useRemembered.setState({ filters: {}, sort: "newest" });
  useDrafts.setState({ texts: {}, unkept: {} });
  useRecent.setState({ queries: [] });
  useToasts.getState().dismiss();
}
