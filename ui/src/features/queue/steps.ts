import type { TicketStatus } from "@/api/generated";

/** Where a ticket may go from each status, as `transition_ticket` has it. */
const steps: Record<TicketStatus, readonly TicketStatus[]> = {
  OPEN: ["IN_PROGRESS", "RESOLVED"],
  IN_PROGRESS: ["WAITING", "RESOLVED"],
  WAITING: ["IN_PROGRESS"],
  RESOLVED: ["CLOSED", "OPEN"],
  CLOSED: ["OPEN"],
};

/** Where a ticket goes on to from a status. */
export const stepsFrom = (status: TicketStatus): readonly TicketStatus[] => steps[status];

/** Whether a ticket of that status may become another. */
export const mayBecome = (from: TicketStatus, to: TicketStatus): boolean => steps[from].includes(to);
