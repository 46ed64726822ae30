import type { Input } from "@/api/client";
import type { Ticket, TicketCategory, TicketPriority, TicketStatus } from "@/api/generated";

/** A ticket as it stands in the form: all that is typed is text. */
export interface Draft {
  customerId: string;
  subject: string;
  description: string;
  category: TicketCategory | null;
  priority: TicketPriority;
  status: TicketStatus;
  assignedTo: string | null;
  tags: string;
  sentiment: string;
  estimate: string;
  actual: string;
  satisfaction: string;
  internalNotes: string;
  ticketNumber: string;
  conversationId: string;
  aiHandled: boolean;
}

/** The form of a new ticket, or of one there is. */
export function draftOf(ticket?: Ticket): Draft {
  return {
    customerId: ticket?.customerId ?? "",
    subject: ticket?.subject ?? "",
    description: ticket?.description ?? "",
    category: ticket?.category ?? null,
    priority: ticket?.priority ?? "NORMAL",
    status: ticket?.status ?? "OPEN",
    assignedTo: ticket?.assignedTo ?? null,
    tags: ticket?.tags?.join(", ") ?? "",
    sentiment: ticket?.sentiment ?? "",
    estimate: spanText(ticket?.estimatedResolutionTime),
    actual: spanText(ticket?.actualResolutionTime),
    satisfaction: ticket?.customerSatisfactionScore ?? "",
    internalNotes: ticket?.internalNotes ?? "",
    ticketNumber: ticket?.ticketNumber ?? "",
    conversationId: ticket?.conversationId ?? "",
    aiHandled: ticket?.aiHandled ?? false,
  };
}

const units = { d: 86_400, h: 3600, m: 60, s: 1 } as const;

/** Seconds as `1d 2h 30m`, so that no second is lost; nothing for none. */
export function spanText(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined) return "";
  let left = seconds;
  const parts = Object.entries(units).flatMap(([unit, size]) => {
    const amount = Math.floor(left / size);
    left -= amount * size;
    return amount > 0 ? [`${amount}${unit}`] : [];
  });
  return parts.join(" ") || "0s";
}

/** The seconds of `1d 2h 30m`, or of a bare number of minutes; null for nothing, undefined when unreadable. */
export function spanSeconds(text: string): number | null | undefined {
  const trimmed = text.trim().toLowerCase();
  if (trimmed === "") return null;
  if (/^\d+$/.test(trimmed)) return Number(trimmed) * 60;
  if (!/^(\d+\s*[dhms]\s*)+$/.test(trimmed)) return undefined;
  return [...trimmed.matchAll(/(\d+)\s*([dhms])/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * units[unit as keyof typeof units],
    0,
  );
}

/** Tags typed with commas between them, each once. */
export function tagsOf(text: string): string[] {
  return [...new Set(text.split(",").map((tag) => tag.trim()))].filter(Boolean);
}

/** What is wrong with a draft before it is sent, by input field. The texts' names, not the texts. */
export function faultsOf(draft: Draft): Record<string, string> {
  const faults: Record<string, string> = {};
  if (!draft.customerId) faults.customerId = "form.needs.customer";
  if (!draft.subject.trim()) faults.subject = "form.needs.subject";
  if (!draft.description.trim()) faults.description = "form.needs.description";
  if (!draft.category) faults.category = "form.needs.category";
  if (spanSeconds(draft.estimate) === undefined) faults.estimatedResolutionTime = "form.needs.span";
  if (spanSeconds(draft.actual) === undefined) faults.actualResolutionTime = "form.needs.span";
  return faults;
}

const orNull = (text: string) => text.trim() || null;

/** The draft as `create_ticket` takes it; what was left empty is left to the desk. */
export function createInput(draft: Draft): Input<"create_ticket"> {
  const { customerId, subject, description, category, priority, status, assignedTo, aiHandled } = draft;
  return {
    customerId,
    subject: subject.trim(),
    description: description.trim(),
    category: category ?? "OTHER",
    priority,
    status,
    assignedTo,
    aiHandled,
    tags: tagsOf(draft.tags),
    sentiment: orNull(draft.sentiment),
    estimatedResolutionTime: spanSeconds(draft.estimate) ?? null,
    internalNotes: orNull(draft.internalNotes),
    conversationId: orNull(draft.conversationId),
    ...(draft.ticketNumber.trim() ? { ticketNumber: draft.ticketNumber.trim() } : {}),
  };
}

/** What `update_ticket` has to change for a ticket to become the draft. */
export function updateInput(ticket: Ticket, draft: Draft) {
  const wanted = {
    subject: draft.subject.trim(),
    description: draft.description.trim(),
    category: draft.category ?? ticket.category,
    priority: draft.priority,
    status: draft.status,
    assignedTo: draft.assignedTo,
    tags: tagsOf(draft.tags),
    sentiment: orNull(draft.sentiment),
    estimatedResolutionTime: spanSeconds(draft.estimate) ?? null,
    actualResolutionTime: spanSeconds(draft.actual) ?? null,
    customerSatisfactionScore: orNull(draft.satisfaction),
    internalNotes: orNull(draft.internalNotes),
  };
  const now: Record<string, unknown> = { ...ticket, tags: ticket.tags ?? [] };
  return Object.fromEntries(
    Object.entries(wanted).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(now[name])),
  ) as Partial<typeof wanted>;
}
