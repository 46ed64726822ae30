//! The window's client is made from the operations list and the declarations. This test makes it,
//! and fails while the committed file is another; with UPDATE=1 it writes the file.

use domain::{Field, Operation, Output, Rule, Verb, operations, resources};
use model::{Column, Enum, Table, Type, tables};
use serde_json::Value as Json;
use std::{collections::BTreeMap, fmt::Write as _};
use store::{Relation, View};

/// Types that no table declares.
const OWN: &str = r"/** A page of a list; `nextCursor` asks for the next one. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** Who is signed in. */
export interface Session {
  user: User;
  organization: Organization;
  role: RepresentativeRole;
  representative: Representative | null;
}

/** Someone who can sign in. */
export interface SignInChoice {
  id: string;
  name: string;
  email: string;
  role: RepresentativeRole;
  organization: string;
}

/** Rows by status. */
export interface StatusCounts<S extends string> {
  byStatus: Partial<Record<S, number>>;
  total: number;
}

/** One change of a row. */
export interface HistoryEntry {
  seq: number;
  group: number | null;
  operation: string | null;
  actor: { id: string; name: string | null } | null;
  at: string;
  kind: 'insert' | 'update' | 'delete';
  effect: boolean;
  changes: { field: string; from: unknown; to: unknown }[];
}

/** A representative's load and capacity, and what they have to do. */
export interface Lane {
  representative: Representative;
  activeChats: number;
  maxChats: number;
  tickets: { OPEN: number; IN_PROGRESS: number; WAITING: number };
  escalations: number;
}

/** A ticket's story, newest first, and what hangs on it. */
export interface TicketTimeline {
  items: TimelineItem[];
  nextCursor: string | null;
  work: TicketWork | null;
  drafts: { PUBLIC?: string; INTERNAL?: string };
  merged: Ticket[];
  escalations: Escalation[];
  refunds: Refund[];
}

/** A message, or a change of the ticket. */
export type TimelineItem =
  | { type: 'message'; at: string; message: Message & { author: User | null } }
  | { type: 'change'; at: string; entry: HistoryEntry };

/** What an undo or redo did. `group`, `operation` and `at` are of what it reversed. */
export interface Undone {
  group: number;
  operation: string;
  at: string;
  changed: number;
  skipped: SkippedRow[];
}

/** What one operation did. `tables` counts the rows it changed; `origin` is what an undo or redo reversed. */
export interface Activity {
  group: number;
  at: string;
  operation: string;
  actor: { id: string; name: string | null } | null;
  changes: number;
  tables: Record<string, number>;
  first: { table: string; id: string; label: string } | null;
  undoable: boolean;
  undone: boolean;
  origin: number | null;
}

/** A row that was deleted and is still gone, and how many rows went with it. */
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

/** A row that was left as it is, or came back without something, and why. */
export interface SkippedRow {
  table: string;
  id: string;
  label: string;
  reason: string;
  by: { id: string; name: string | null } | null;
  at: string | null;
}

/** What a day starts with. */
export interface Today {
  days: TicketDay[];
  budgets: Budget[];
  mine: { OPEN: number; IN_PROGRESS: number; WAITING: number };
  /** Late tickets, counted up to 1,000. */
  late: number;
  /** When the last business day ended; null where no day is one. */
  since: string | null;
  /** Operations since then, counted up to 1,000. */
  overnight: number;
}

/** How many tickets of the queue are whose. Counted up to 1,000; `atLeast` where there are more. */
export interface QueueCounts {
  /** The caller's own; null for who is no representative. */
  mine: Amount | null;
  late: Amount;
  snoozed: Amount;
  /** When these change next though nothing is written: a due time passes, a sleep ends. */
  until: string | null;
}

/** A count that is not taken to its end. */
export interface Amount {
  count: number;
  atLeast: boolean;
}

/** Tickets by the day they were created (UTC). */
export interface TicketDay {
  day: string;
  created: number;
  resolved: number;
  aiResolved: number;
  satisfaction: string | null;
}

/** All that a decision on a refund is made from. */
export interface RefundCard {
  refund: Refund;
  /** The budget that paid, or that would pay now. */
  budget: Budget | null;
  usedByCustomer: string;
  /** null where the budget sets no limit for one customer. */
  leftForCustomer: string | null;
  leftInBudget: string | null;
  /** What approving it now would come to. */
  verdict: {
    code: 'OK' | 'FORBIDDEN' | 'LIMIT_EXCEEDED' | 'BUDGET_EXCEEDED' | 'INVALID_TRANSITION';
    message: string;
  };
  /** Other refunds of the same order that were not rejected. */
  duplicates: Refund[];
  /** The customer's five newest others. */
  earlier: Refund[];
  ticket: Ticket | null;
  alerts: BudgetAlert[];
}

/** How a budget is used up, and what is foreseen of it. */
export interface BurnDown {
  budget: Budget;
  opening: string;
  /** The sum of the usage records: spent is opening and used. */
  used: string;
  /** What was spent by the end of each day (UTC) of the period until now. */
  days: { day: string; spent: string }[];
  /** The pace of the period so far. */
  perDay: string;
  /** When that pace reaches the limit; null where the budget lasts. */
  runsOutAt: string | null;
  /** What will have been spent at the period's end. */
  atEnd: string;
}

/** What a budget's spent is made up of. */
export interface BudgetExplanation {
  opening: string;
  /** The sum of all usage records. */
  used: string;
  spent: string;
  /** Usage records, newest first. */
  records: (BudgetUsageRecord & { refund: Refund | null })[];
  nextCursor: string | null;
}

/** A piece of text, and whether it is what was looked for. */
export interface Segment {
  text: string;
  hit: boolean;
}

/** A row that was found, and what to show of it. */
export type SearchHit = {
  id: string;
  at: string;
  number: Segment[] | null;
  title: Segment[];
  snippet: Segment[];
} & (
  | { table: 'tickets'; row: Ticket }
  | { table: 'messages'; row: Message }
  | { table: 'users'; row: User }
  | { table: 'escalations'; row: Escalation }
  | { table: 'refunds'; row: Refund }
);

/** What a search found. */
export interface SearchResult {
  items: SearchHit[];
  facets: {
    table: Partial<Record<SearchHit['table'], number>>;
    status: Partial<Record<TicketStatus | EscalationStatus | RefundStatus, number>>;
  };
  total: number;
  more: boolean;
  notes: string[];
  nextCursor: string | null;
}

/** How the desk is doing. */
export interface Health {
  status: 'ok' | 'unsound';
  version: string;
  schemaVersion: number;
  sqliteVersion: string;
  organizations: number;
  integrity: { checkedAt: string; sound: boolean } | null;
}
";

#[test]
fn the_window_s_client_is_up_to_date() {
    kit::generated::check("ui/src/api/generated.ts", &client());
    kit::generated::check("ui/src/api/schemas.ts", &schemas());
}

/// What the writing operations take, apart from the client: only forms read it, and it is the larger part.
fn schemas() -> String {
    let mut out = String::from(
        "// Made from the operations list by crates/domain/tests/client.rs; not to be edited by hand.\n\n\
         /** The JSON Schema of what each operation takes that creates or updates a row. */\n\
         export const schemas = {\n",
    );
    for o in operations() {
        if let Some((_, Verb::Create | Verb::Update)) = o.verb {
            let _ = writeln!(out, "  {}: {},", o.name, o.input.schema());
        }
    }
    out + "} as const;\n"
}

fn client() -> String {
    let mut out = String::from(
        "// Made from the operations list by crates/domain/tests/client.rs; not to be edited by hand.\n\n",
    );
    let enums: BTreeMap<&str, &Enum> =
        tables::every().flat_map(|t| t.columns).filter_map(label).collect();
    for e in enums.values() {
        let _ = writeln!(out, "export type {} = {};", pascal(e.name), union(e.labels));
    }
    for table in tables::every() {
        interface(table, &mut out);
    }
    out += "\n";
    out += &OWN.replace('\'', "\"");
    out += "\n/** Every operation's input and output. */\nexport interface Operations {\n";
    for o in operations() {
        let _ = writeln!(
            out,
            "  {}: {{ input: {}; output: {} }};",
            o.name,
            shape(&o.input.schema(), 2),
            output(o)
        );
    }
    out += "}\n\n/** Who may carry out each operation, and the tables it reads. */\nexport const operations = {\n";
    for o in operations() {
        let mut described = o.describe();
        if let Some(fields) = described.as_object_mut() {
            fields.retain(|name, _| ["who", "reads"].contains(&name.as_str()));
        }
        let _ = writeln!(out, "  {}: {described},", o.name);
    }
    out += "} as const;\n\n/** The labels of every enum, in order. */\nexport const enums = {\n";
    for e in enums.values() {
        let _ = writeln!(out, "  {}: {},", e.name, Json::from(e.labels));
    }
    out + "} as const;\n"
}

fn label(column: &'static Column) -> Option<(&'static str, &'static Enum)> {
    match column.ty {
        Type::Enum(e) => Some((e.name, e)),
        _ => None,
    }
}

fn interface(table: &'static Table, out: &mut String) {
    let _ =
        writeln!(out, "\n/** {} */\nexport interface {} {{", table.doc.trim(), type_name(table));
    for column in table.columns {
        if !column.doc.is_empty() {
            let _ = writeln!(out, "  /** {} */", column.doc.trim());
        }
        let null = if column.nullable { " | null" } else { "" };
        let _ = writeln!(out, "  {}: {}{null};", column.json_name(), stored(table, column));
    }
    for (name, ty) in related(table) {
        let _ = writeln!(out, "  {name}?: {ty};");
    }
    *out += "}\n";
}

/// The members that views add to a row of this table, from every view there is.
fn related(table: &'static Table) -> BTreeMap<&'static str, String> {
    fn of(
        relations: &'static [Relation],
        from: &Table,
        table: &Table,
        found: &mut BTreeMap<&'static str, String>,
    ) {
        for relation in relations {
            if from.name == table.name {
                // What points back may be missing.
                let null = relation.key != "id"
                    || table.column(relation.column).is_some_and(|c| c.nullable);
                found.insert(
                    relation.name,
                    type_name(relation.table) + if null { " | null" } else { "" },
                );
            }
            of(relation.relations, relation.table, table, found);
        }
    }
    let mut found = BTreeMap::new();
    for view in operations().iter().filter_map(view) {
        of(view.relations, view.table, table, &mut found);
        if view.table.name == table.name {
            found.extend(
                view.children.iter().map(|c| (c.name, format!("{}[]", type_name(c.table)))),
            );
        }
    }
    found
}

fn view(operation: &'static Operation) -> Option<&'static View> {
    match operation.output {
        Output::Row(view) | Output::Page(view) => Some(view),
        Output::Type(_) => None,
    }
}

fn output(operation: &Operation) -> String {
    match operation.output {
        Output::Row(view) => type_name(view.table),
        Output::Page(view) => format!("Page<{}>", type_name(view.table)),
        Output::Type(ty) => ty.to_owned(),
    }
}

/// A stored column's type; what its JSON looks like is known from the field that writes it.
fn stored(table: &Table, column: &Column) -> String {
    let fields = resources::CREATABLE
        .iter()
        .copied()
        .chain([&resources::ORGANIZATIONS, &resources::SAVED_VIEWS])
        .filter(|r| r.table().name == table.name);
    let field: Option<&Field> = fields.flat_map(|r| r.create).find(|f| f.column == column.name);
    match (column.ty, field.map(|f| f.rule)) {
        (Type::Enum(e), _) => pascal(e.name),
        (Type::Boolean, _) => "boolean".into(),
        (Type::Integer, _) => "number".into(),
        (Type::Json, Some(Rule::Strings)) => "string[]".into(),
        (Type::Json, Some(Rule::Object)) => "Record<string, unknown>".into(),
        (Type::Json, Some(Rule::Thresholds)) => "{ percentage: number; enabled: boolean }[]".into(),
        (Type::Json, Some(Rule::Conditions)) => {
            "{ field: string; operator: string; value: unknown }[]".into()
        }
        (Type::Json, _) => "unknown".into(),
        _ => "string".into(),
    }
}

/// A JSON Schema as a TypeScript type.
fn shape(schema: &Json, indent: usize) -> String {
    if let Some(any) = schema["anyOf"].as_array() {
        return any.iter().map(|s| shape(s, indent)).collect::<Vec<_>>().join(" | ");
    }
    if let Some(labels) = schema["enum"].as_array() {
        return labels.iter().map(Json::to_string).collect::<Vec<_>>().join(" | ");
    }
    let types: Vec<&str> = match &schema["type"] {
        Json::Array(all) => all.iter().filter_map(Json::as_str).collect(),
        one => one.as_str().into_iter().collect(),
    };
    let null = if types.contains(&"null") { " | null" } else { "" };
    let ty = match types.first() {
        Some(&"string") => "string".to_owned(),
        Some(&"integer" | &"number") => "number".to_owned(),
        Some(&"boolean") => "boolean".to_owned(),
        Some(&"array") => format!("({})[]", shape(&schema["items"], indent)),
        Some(&"object") => match schema["properties"].as_object() {
            None => "Record<string, unknown>".to_owned(),
            Some(fields) if fields.is_empty() => "Record<string, never>".to_owned(),
            Some(fields) => object(schema, fields, indent),
        },
        _ => "unknown".to_owned(),
    };
    ty + null
}

fn object(schema: &Json, fields: &serde_json::Map<String, Json>, indent: usize) -> String {
    let required =
        |name: &String| schema["required"].as_array().is_some_and(|r| r.iter().any(|n| n == name));
    let space = " ".repeat(indent);
    let mut out = String::from("{\n");
    for (name, field) in fields {
        let optional = if required(name) { "" } else { "?" };
        let _ = writeln!(out, "{space}  {name}{optional}: {};", shape(field, indent + 2));
    }
    out + &space + "}"
}

fn union(labels: &[&str]) -> String {
    labels.iter().map(|l| format!("\"{l}\"")).collect::<Vec<_>>().join(" | ")
}

fn type_name(table: &Table) -> String {
    match table.name {
        "team_performance" => "TeamPerformance".into(),
        name => pascal(name.strip_suffix('s').unwrap_or(name)),
    }
}

fn pascal(name: &str) -> String {
    let camel = model::table::camel(name);
    let mut letters = camel.chars();
    letters.next().map(|c| c.to_ascii_uppercase()).into_iter().chain(letters).collect()
}
