import type { LucideIcon } from "lucide-react";
import type { ComponentType, ReactNode } from "react";
import type { OperationName } from "@/api/client";
import type { Session } from "@/api/generated";
import type { schemas } from "@/api/schemas";
import type { Tone } from "@/components/Pill";
import type { Query } from "./data";
import type { Draft } from "./form/values";

/** The screens that are driven by their operations' schemas. */
export type RecordScreen =
  | "escalations"
  | "refunds"
  | "budgets"
  | "representatives"
  | "users"
  | "agents"
  | "rules";

/** A row of any resource. What it holds beyond these is known to its resource's declaration. */
export type Row = { id: string; createdAt: string; updatedAt: string } & Record<string, unknown>;

/** How a column's value is written. */
export type Format =
  | "label"
  | "text"
  | "long"
  | "money"
  | "count"
  | "instant"
  | "person"
  | "representative"
  | "yesNo"
  | "percent"
  | "seconds"
  | "milliseconds"
  | "id"
  | "strings"
  | "json";

/** A list row's places, filled from one row. */
export interface RowView {
  /** At the left: an amount, an avatar, an icon. */
  lead?: ReactNode;
  title: string;
  /** Under the title, muted. */
  line?: string;
  /** At the right of the title: an age or a number. */
  side?: ReactNode;
  /** At the right of the line: where it stands. */
  note?: { text: string; icon?: LucideIcon; tone: Tone };
  /** Switched off: shown muted. */
  off?: boolean;
}

/** What a list row's declaration may use. */
export interface RowContext {
  session: Session | null;
  now: number;
  t: (key: string, values?: Record<string, unknown>) => string;
}

/** A chip over the list: one or several values of the first filter. */
export interface ChipChoice {
  /** Key of its text: `chips.<name>`. */
  name: string;
  values: readonly string[];
}

/** All a screen needs to know of a resource that its operations do not say themselves. */
export interface Resource {
  screen: RecordScreen;
  icon: LucideIcon;
  /** Names of its five operations. */
  list: OperationName;
  get: OperationName;
  create: keyof typeof schemas;
  update: keyof typeof schemas;
  remove: OperationName;
  /** Its table, whose rows' history is read. */
  table: string;
  /** The operation that counts by status, where there is one. */
  counts?: "count_refunds" | "count_escalations";
  /** The column the chips filter by, with the chips; the first is on when nothing else is asked for. */
  chips?: { field: string; choices: readonly ChipChoice[]; first?: string };
  /** Other columns with a closed set of values to filter by. */
  filters?: Record<string, readonly string[]>;
  /** Orders offered; the first is the usual one. */
  sorts: readonly { field: string; direction: "asc" | "desc" }[];
  /** Another list under the usual one, shown while the first chip is on: `list.also.<screen>` is its title. */
  also?: Query;
  /** How often its rows' times are drawn anew, in milliseconds; four times a minute when left out. */
  tick?: number;
  /** A column of amounts: the list says what they come to. */
  sum?: string;
  leadWidth: number;
  row: (row: Row, context: RowContext) => RowView;
  title: (row: Row) => string;
  /** Columns and relations shown on the card, in order. */
  details: Record<string, Format>;
  /** Which users or representatives a form's reference may name. */
  offers?: Record<string, Record<string, unknown>>;
  /** What a new one begins with beyond the operation's defaults. */
  fresh?: () => Record<string, unknown>;
  /** What matters most, over the card of details. */
  Head?: ComponentType<{ row: Row }>;
  /** Cards under that: what belongs to it. */
  More?: ComponentType<{ row: Row }>;
  /** Cards in the right column, over the history. */
  Aside?: ComponentType<{ row: Row }>;
  /** Cards across both columns, over details and history. */
  Below?: ComponentType<{ row: Row }>;
  /** Buttons at the right of the head: what this resource is there for. `onDone` opens the next row. */
  Actions?: ComponentType<{ row: Row; onDone: () => void }>;
  /** Buttons over the list. */
  ListActions?: ComponentType;
  /** The work pane while no row is open. */
  Nothing?: ComponentType;
  /** What is said in a new one's form about what is being entered. */
  Warning?: ComponentType<{ drafts: Record<string, Draft> }>;
}
