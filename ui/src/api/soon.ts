import type {
  Escalation,
  EscalationPriority,
  EscalationReason,
  HistoryEntry,
  Operations,
  Page,
  Refund,
  RefundReason,
  Ticket,
  TicketCategory,
  TicketPriority,
  TicketStatus,
  User,
} from "./generated";

// Operations that the generated client does not hold yet. What it holds wins; when it holds all, this file goes.

/** Who may read a message: INTERNAL is a note that the customer never sees. */
export type MessageVisibility = "PUBLIC" | "INTERNAL";

/** A message of a conversation. */
export interface Message {
  id: string;
  organizationId: string;
  conversationId: string;
  authorId: string | null;
  visibility: MessageVisibility;
  body: string;
  createdAt: string;
  updatedAt: string;
  author?: User | null;
}

/** What the desk knows of a ticket beyond its row: due times, sleep, merging. */
export interface TicketWork {
  id: string;
  organizationId: string;
  ticketId: string;
  responseDueAt: string | null;
  respondedAt: string | null;
  dueAt: string | null;
  waitingSince: string | null;
  snoozedUntil: string | null;
  mergedInto: string | null;
  createdAt: string;
  updatedAt: string;
}

/** A ticket as the queue lists it. */
export interface QueueTicket extends Ticket {
  work: TicketWork | null;
}

/** A named filter of a list, with its order. */
export interface SavedView {
  id: string;
  organizationId: string;
  userId: string;
  name: string;
  resource: string;
  filter: Record<string, unknown>;
  sort: { field: string; direction?: "asc" | "desc" } | null;
  shared: boolean;
  position: number;
  createdAt: string;
  updatedAt: string;
}

/** One moment of a ticket's conversation or history. */
export type TimelineItem =
  | { type: "message"; at: string; message: Message }
  | { type: "change"; at: string; entry: HistoryEntry };

/** A page of a ticket's timeline, newest first, and what belongs to the ticket. */
export interface TicketTimeline {
  items: TimelineItem[];
  nextCursor: string | null;
  work: TicketWork | null;
  drafts: Partial<Record<MessageVisibility, string>>;
  merged: Ticket[];
  escalations: Escalation[];
  refunds: Refund[];
}

/** A row that an undo or redo left as it was, because somebody changed it since. */
export interface Skipped {
  table: string;
  id: string;
  label: string;
  reason: string;
  by: { id: string; name: string } | null;
  at: string;
}

/** What an undo or redo did. */
export interface Reversal {
  group: number;
  operation: string;
  at: string;
  changed: number;
  skipped: Skipped[];
}

/** A piece of text, found or around what was found. */
export interface TextPart {
  text: string;
  hit: boolean;
}

/** A row that a search found. */
export interface Hit {
  table: string;
  id: string;
  at: string;
  title: TextPart[];
  snippet: TextPart[];
  row: Record<string, unknown>;
}

/** What a search found. */
export interface Found {
  items: Hit[];
  facets: Record<string, Record<string, number>>;
  total: number;
  more: boolean;
}

interface Write {
  requestId?: string;
}
interface Change extends Write {
  id: string;
  expectedUpdatedAt?: string;
}
interface Listing {
  limit?: number;
  cursor?: string;
  offset?: number;
}
type TicketFilter = NonNullable<Operations["list_tickets"]["input"]["filter"]>;

/** Inputs and outputs of what is to come. */
export interface Coming {
  assign_ticket: { input: Change & { assignedTo: string }; output: Ticket };
  unassign_ticket: { input: Change; output: Ticket };
  route_ticket: { input: Change; output: Ticket };
  transition_ticket: { input: Change & { status: TicketStatus }; output: Ticket };
  merge_tickets: { input: Change & { into: string }; output: Ticket };
  snooze_ticket: { input: Change & { until: string }; output: Ticket };
  wake_ticket: { input: Change; output: Ticket };
  bulk_update_tickets: {
    input: Write & {
      ids?: string[];
      filter?: TicketFilter;
      set?: {
        status?: TicketStatus;
        assignedTo?: string | null;
        priority?: TicketPriority;
        category?: TicketCategory;
      };
      addTags?: string[];
      removeTags?: string[];
    };
    output: { count: number; ids: string[] };
  };
  list_queue: {
    input: Listing & {
      filter?: TicketFilter;
      sort?: { field: string; direction?: "asc" | "desc" };
      snoozed?: boolean;
      late?: boolean;
    };
    output: Page<QueueTicket>;
  };
  ticket_timeline: { input: { id: string; limit?: number; cursor?: string }; output: TicketTimeline };
  add_message: {
    input: Write & { ticketId: string; visibility: MessageVisibility; body: string; authorId?: string };
    output: Message;
  };
  save_draft: { input: { ticketId: string; visibility: MessageVisibility; body: string }; output: null };
  escalate_ticket: {
    input: Change & {
      reason: EscalationReason;
      issueDescription?: string;
      priority?: EscalationPriority;
      assignedTo?: string;
      notes?: string;
    };
    output: Escalation;
  };
  request_refund: {
    input: Write & {
      ticketId: string;
      orderId: string;
      amount: string;
      reason: RefundReason;
      notes?: string;
    };
    output: Refund;
  };
  check_refund: {
    input: { orderId: string; customerId?: string; amount?: string };
    output: { duplicates: Refund[] };
  };
  undo: { input: Write & { group?: number }; output: Reversal };
  redo: { input: Write & { group?: number }; output: Reversal };
  search: { input: { query: string; limit?: number; cursor?: string }; output: Found };
  list_saved_views: {
    input: Listing & {
      filter?: Record<string, unknown>;
      sort?: { field: string; direction?: "asc" | "desc" };
    };
    output: Page<SavedView>;
  };
  get_saved_view: { input: { id: string }; output: SavedView };
  create_saved_view: {
    input: Write & {
      name: string;
      resource?: string;
      filter?: Record<string, unknown>;
      sort?: Record<string, unknown> | null;
      shared?: boolean;
      position?: number;
    };
    output: SavedView;
  };
  update_saved_view: {
    input: Change & {
      name?: string;
      filter?: Record<string, unknown>;
      sort?: Record<string, unknown> | null;
      shared?: boolean;
      position?: number;
    };
    output: SavedView;
  };
  delete_saved_view: { input: Change; output: SavedView };
  count_saved_views: {
    input: Record<string, never>;
    output: { items: { id: string; count: number; atLeast: boolean }[] };
  };
}

const tickets = ["tickets", "ticket_work", "representatives", "users"];
const conversation = [...tickets, "messages", "escalations", "refunds", "refund_origins"];

/** The tables that a read to come reads; the rest are writes. */
const reads: Partial<Record<keyof Coming, readonly string[]>> = {
  list_queue: tickets,
  ticket_timeline: conversation,
  check_refund: ["refunds", "users"],
  search: [...conversation, "customer_profiles"],
  list_saved_views: ["saved_views"],
  get_saved_view: ["saved_views"],
  count_saved_views: ["saved_views", ...tickets],
};

/** What an operation to come reads, by its name. Any representative may do them all. */
export function comingOperation(name: string): { reads: readonly string[]; who: string } {
  return { reads: reads[name as keyof Coming] ?? [], who: "JUNIOR_SUPPORT" };
}
