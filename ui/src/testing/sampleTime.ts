import { emitChanged } from "@/api/mock";
import type { Row } from "./sample";

const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();

type Answers = Record<string, (input: never) => unknown>;

/**
 * What the sample desk answers about its past: four operations, one deleted refund. What `desk` did is
 * undone by its own answers.
 */
export function timeAnswers(all: Record<string, Row[]>, desk: Answers): Answers {
  const alex = { id: all.users?.[1]?.id, name: "Alex Rivera" };
  const jordan = { id: all.users?.[2]?.id, name: "Jordan Smith" };
  const ticket = all.tickets?.[0] as Row;
  const first = { table: "tickets", id: ticket.id, label: `TICKET-1001 ${ticket.subject}` };
  const group = (number: number, hours: number, operation: string, actor: typeof alex | null, more = {}) => ({
    group: number,
    at: ago(hours),
    operation,
    actor,
    changes: 1,
    tables: { tickets: 1 },
    first,
    undoable: true,
    undone: false,
    origin: null as number | null,
    ...more,
  });
  const groups = [
    group(41, 0.3, "update_ticket", alex),
    group(40, 2, "bulk_update_tickets", jordan, {
      changes: 3,
      tables: { tickets: 2, representatives: 1 },
    }),
    group(39, 50, "delete_refund", jordan, { tables: { refunds: 1 }, undone: true }),
    group(38, 400, "import", null, { undoable: false, first: null, tables: { users: 5 } }),
  ];
  const deleted = [
    {
      table: "refunds",
      id: "00000007-0000-4000-8000-000000000099",
      label: "48099 75.00",
      at: ago(50),
      actor: jordan,
      operation: "delete_refund",
      group: 39,
      with: 1,
    },
  ];
  const entry = (seq: number, more: object) => ({
    seq,
    group: 41,
    at: ago(0.3),
    operation: "update_ticket",
    actor: alex,
    kind: "update",
    effect: false,
    purged: false,
    ...first,
    ...more,
  });
  const skipped = [
    {
      table: "tickets",
      id: ticket.id,
      label: first.label,
      reason: "Its status was changed since.",
      by: jordan,
      at: ago(0.1),
    },
  ];
  const reverse = (direction: "undo" | "redo") => (input: { group?: number }) => {
    const found = groups.find((each) => each.group === input.group);
    if (!found) return desk[direction]?.(input as never);
    found.undone = direction === "undo";
    void emitChanged("tickets");
    const { group: number, operation, at } = found;
    return { group: number, operation, at, changed: 2, skipped: number === 40 ? skipped : [] };
  };
  return {
    undo: reverse("undo"),
    redo: reverse("redo"),
    list_activity: ({ filter = {}, limit }: { filter?: Record<string, string>; limit?: number }) => ({
      items: groups
        .filter(
          (each) =>
            (!filter.actor || each.actor?.id === filter.actor) &&
            (!filter.table || filter.table in each.tables) &&
            (!filter.after || each.at >= filter.after) &&
            (!filter.before || each.at < filter.before),
        )
        .slice(0, limit),
      nextCursor: null,
    }),
    activity_entries: () => ({
      items: [
        entry(90, { changes: [{ field: "priority", from: "HIGH", to: "URGENT" }] }),
        entry(91, {
          table: "representatives",
          id: all.representatives?.[0]?.id,
          label: "Alex Rivera",
          effect: true,
          changes: [{ field: "activeChats", from: 6, to: 7 }],
        }),
      ],
      nextCursor: null,
    }),
    list_deleted: () => ({ items: deleted, nextCursor: null }),
    restore_row: () => {
      deleted.length = 0;
      void emitChanged("refunds");
      return { restored: 2, skipped: [] };
    },
    purge: () => {
      deleted.length = 0;
      void emitChanged("refunds");
      return { purged: 1 };
    },
  };
}
