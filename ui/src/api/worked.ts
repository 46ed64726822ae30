import type { Ticket, TicketWork } from "@/api/generated";

/** A ticket with what the desk knows of it, where it was listed with that. */
export type Worked = Ticket & { work?: TicketWork | null };
