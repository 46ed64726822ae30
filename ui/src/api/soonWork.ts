import { type HistoryEntry, operations, type SkippedRow } from "./generated";

// Operations on time that the generated client does not hold yet.

export interface ActivityGroup {
  group: number;
  at: string;
  operation: string | null;
  actor: { id: string; name: string | null } | null;
  changes: number;
  tables: Record<string, number>;
  first: { table: string; id: string; label: string } | null;
  undoable: boolean;
  undone: boolean;
  origin: number | null;
}
export interface DeletedRow {
  table: string;
  id: string;
  label: string;
  at: string;
  actor: { id: string; name: string | null } | null;
  operation: string | null;
  group: number | null;
  with: number;
}

/** Inputs and outputs of what is to come. */
export interface ComingWork {
  list_activity: {
    input: {
      limit?: number;
      cursor?: string;
      filter?: { actor?: string; table?: string; operation?: string; before?: string; after?: string };
    };
    output: { items: ActivityGroup[]; nextCursor: string | null };
  };
  activity_entries: {
    input: { group: number; limit?: number; cursor?: string };
    output: {
      items: (HistoryEntry & { table: string; id: string; label: string })[];
      nextCursor: string | null;
    };
  };
  list_deleted: {
    input: { table?: string; limit?: number; cursor?: string };
    output: { items: DeletedRow[]; nextCursor: string | null };
  };
  restore_row: {
    input: { table: string; id: string; requestId?: string };
    output: { restored: number; skipped: SkippedRow[] };
  };
  purge: {
    input: { table?: string; id?: string; before?: string; requestId?: string };
    output: { purged: number };
  };
}

/** The log holds every table's changes. */
const everything = operations.row_history.reads;

/** What each of them reads, and the lowest role it takes. */
export const comingWork: Record<keyof ComingWork, { reads: readonly string[]; who: string }> = {
  list_activity: {
    reads: everything,
    who: "JUNIOR_SUPPORT",
  },
  activity_entries: { reads: everything, who: "JUNIOR_SUPPORT" },
  list_deleted: { reads: everything, who: "JUNIOR_SUPPORT" },
  restore_row: { reads: [], who: "TEAM_LEAD" },
  purge: { reads: [], who: "ADMIN" },
};
