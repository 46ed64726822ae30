import type { SearchHit, TicketTimeline } from "@/api/generated";
import { emitChanged } from "@/api/mock";
import { ago, type Done, id, type ListInput, missing, type Row, select } from "./sample";

/** What was said in the first ticket's conversation: a question, a reply, a note. */
const said = [
  [4, "PUBLIC", 0.09, "Since this morning nobody in our team can sign in. 140 people are stuck."],
  [1, "PUBLIC", 0.08, "Thank you, John. Please upload the new certificate. I am watching the log."],
  [1, "INTERNAL", 0.07, "Our side never refreshes the metadata after a rotation."],
] as const;

/** Hours until each ticket is due; what is missing is due never. */
const dueIn = [-0.4, 0.7, 5, 9, undefined, 40];

/** The desk's own tables, for the sample's rows. */
export function workRows(users: Row[]): Record<string, Row[]> {
  return {
    messages: said.map(([author, visibility, days, body], n) => ({
      id: id(13, n),
      organizationId: id(1, 1),
      conversationId: id(12, 1),
      authorId: id(2, author),
      author: users[author],
      visibility,
      body,
      createdAt: ago(days),
      updatedAt: ago(days),
    })),
    ticket_work: dueIn.flatMap((hours, n) =>
      hours === undefined
        ? []
        : [
            {
              id: id(14, n),
              organizationId: id(1, 1),
              ticketId: id(5, n + 1),
              responseDueAt: ago(-hours / 48),
              respondedAt: n === 0 ? ago(0.08) : null,
              dueAt: ago(-hours / 24),
              waitingSince: n === 3 ? ago(0.05) : null,
              snoozedUntil: null,
              mergedInto: null,
              createdAt: ago(1),
              updatedAt: ago(1),
            },
          ],
    ),
    saved_views: [
      {
        id: id(15, 1),
        organizationId: id(1, 1),
        userId: id(2, 1),
        name: "Urgent and high",
        resource: "tickets",
        filter: { status: ["OPEN", "IN_PROGRESS", "WAITING"], priority: ["HIGH", "URGENT"] },
        sort: { field: "createdAt", direction: "asc" },
        shared: true,
        position: 0,
        createdAt: ago(20),
        updatedAt: ago(20),
      },
    ],
  };
}

type Handler = (input: never) => unknown;

/** What is done to tickets and said in them, over the sample's rows. */
export function workHandlers(all: Record<string, Row[]>, done: Done[]): Record<string, Handler> {
  const table = (name: string) => all[name] ?? [];
  const find = (wanted: string) => {
    const row = table("tickets").find((each) => each.id === wanted);
    if (!row) throw missing;
    return row;
  };
  const workOf = (ticket: string) => table("ticket_work").find(({ ticketId }) => ticketId === ticket) ?? null;
  const inQueue = (row: Row) => ({ ...row, work: workOf(row.id) });
  /** Changes a row, so that it can be undone. */
  const change = (operation: string, name: string, row: Row, columns: Record<string, unknown>) => {
    const before = { ...row };
    const after = { ...columns, updatedAt: new Date().toISOString() };
    const forth = () => Object.assign(row, after);
    done.push({ operation, table: name, back: () => Object.assign(row, before), forth });
    forth();
    void emitChanged(name);
    return { ...row };
  };
  const assign = (operation: string, ticket: string, to: string | null) =>
    change(operation, "tickets", find(ticket), {
      assignedTo: to,
      assignee: table("representatives").find((each) => each.id === to) ?? null,
    });
  const sleep = (operation: string, ticket: string, snoozedUntil: string | null) => {
    const work = workOf(ticket);
    if (work) change(operation, "ticket_work", work, { snoozedUntil });
    return find(ticket);
  };
  const history = (ticket: Row): TicketTimeline["items"] => [
    {
      type: "change",
      at: ago(0.085),
      entry: {
        seq: 2,
        group: 1,
        operation: "update_ticket",
        actor: { id: id(2, 1), name: "Alex Rivera" },
        at: ago(0.085),
        kind: "update",
        effect: false,
        changes: [{ field: "priority", from: "HIGH", to: ticket.priority }],
      },
    },
  ];
  return {
    list_queue: ({
      snoozed = false,
      late = false,
      ...input
    }: ListInput & { snoozed?: boolean; late?: boolean }) => {
      const sleeps = (row: Row) => Date.parse(String(workOf(row.id)?.snoozedUntil ?? "")) > Date.now();
      const due = (row: Row) => Date.parse(String(workOf(row.id)?.dueAt ?? "")) < Date.now();
      const rows = table("tickets").filter((row) => sleeps(row) === snoozed && (!late || due(row)));
      const { sort } = input;
      const dated = rows.map((row) => ({ ...row, dueAt: workOf(row.id)?.dueAt ?? "9999" }));
      const page = sort?.field === "dueAt" ? select(dated, input) : select(rows, input);
      return { ...page, items: page.items.map(inQueue) };
    },
    count_queue: () => {
      const open = table("tickets").filter(({ status }) => status !== "RESOLVED" && status !== "CLOSED");
      const time = (row: Row, column: string) => Date.parse(String(workOf(row.id)?.[column] ?? ""));
      const amount = (holds: (row: Row) => boolean) => ({ count: open.filter(holds).length, atLeast: false });
      const awake = (row: Row) => !(time(row, "snoozedUntil") > Date.now());
      return {
        mine: amount((row) => row.assignedTo === id(3, 1) && awake(row)),
        late: amount((row) => time(row, "dueAt") < Date.now() && awake(row)),
        snoozed: amount((row) => !awake(row)),
        until: null,
      };
    },
    ticket_timeline: ({ id: ticket }: Row) => {
      const row = find(ticket);
      const messages = table("messages").filter((each) => each.conversationId === row.conversationId);
      const items = [
        ...messages.map((message) => ({ type: "message", at: String(message.createdAt), message })),
        ...history(row),
      ];
      return {
        items: items.sort((left, right) => right.at.localeCompare(left.at)),
        nextCursor: null,
        work: workOf(ticket),
        drafts: {},
        merged: [],
        escalations: table("escalations").filter((each) => each.conversationId === row.conversationId),
        refunds: [],
      };
    },
    add_message: ({ ticketId, visibility, body, authorId = id(2, 1) }: Record<string, string>) => {
      const row: Row = {
        ...(table("messages")[0] as Row),
        id: id(13, table("messages").length),
        conversationId: find(ticketId ?? "").conversationId,
        authorId,
        author: table("users").find((each) => each.id === authorId),
        visibility,
        body,
        createdAt: ago(0),
        updatedAt: ago(0),
      };
      table("messages").push(row);
      void emitChanged("messages");
      return row;
    },
    save_draft: () => null,
    assign_ticket: ({ id: ticket, assignedTo }: Row) => assign("assign_ticket", ticket, String(assignedTo)),
    unassign_ticket: ({ id: ticket }: Row) => assign("unassign_ticket", ticket, null),
    route_ticket: ({ id: ticket }: Row) => assign("route_ticket", ticket, id(3, 1)),
    transition_ticket: ({ id: ticket, status }: Row) =>
      change("transition_ticket", "tickets", find(ticket), { status }),
    snooze_ticket: ({ id: ticket, until }: Row) => sleep("snooze_ticket", ticket, String(until)),
    wake_ticket: ({ id: ticket }: Row) => sleep("wake_ticket", ticket, null),
    check_refund: ({ orderId }: { orderId: string }) => ({
      duplicates: table("refunds").filter((each) => each.orderId === orderId),
    }),
    count_saved_views: () => ({
      items: table("saved_views").map((view) => ({ id: view.id, count: 3, atLeast: false })),
    }),
    search: ({ query }: { query: string }) => {
      const words = query
        .toLowerCase()
        .split(" ")
        .filter((word) => !word.includes(":"));
      const fits = (text: unknown) => words.every((word) => String(text).toLowerCase().includes(word));
      const hit = (name: SearchHit["table"], row: Row, title: unknown, snippet: unknown) => ({
        table: name,
        id: row.id,
        at: row.createdAt,
        number: row.ticketNumber ? [{ text: row.ticketNumber, hit: false }] : null,
        title: [{ text: title, hit: true }],
        snippet: [{ text: snippet, hit: false }],
        row,
      });
      const items = [
        ...table("tickets")
          .filter((row) => fits(`${row.subject} ${row.ticketNumber}`))
          .map((row) => hit("tickets", row, row.subject, row.description)),
        ...table("users")
          .filter((row) => row.role === "CUSTOMER" && fits(row.name))
          .map((row) => hit("users", row, row.name, row.email)),
      ];
      const amounts: Record<string, number> = {};
      for (const { table: name } of items) amounts[name] = (amounts[name] ?? 0) + 1;
      return {
        items,
        facets: { table: amounts, status: {} },
        total: items.length,
        more: false,
        notes: [],
        nextCursor: null,
      };
    },
  };
}
