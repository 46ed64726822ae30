//! The triggers, made from the declarations so that a new column cannot be forgotten.
//!
//! They use only SQL that any SQLite shell from 3.40 on has: whoever writes to the file is logged and
//! checked, by whatever program. Six things are done for each table:
//!
//! - **guard**: no reference into another organization, no change of id or organization, and no
//!   `OR REPLACE`, which would delete a row behind the log's back;
//! - **log**: each change becomes an entry of `desk_log`, and what ends by it one of `desk_spans`;
//! - **depth**: while a delete carries out its foreign keys, entries are marked as effects;
//! - **touch**: `updated_at` moves with every change, a foreign key's included, but for rows that arrive: theirs is given;
//! - **count**: rows by status;
//! - **ahead**: rows dated later than they were written.
//!
//! The sums that rows keep in other rows have triggers of their own, in `sums`.

use crate::{spans, sql::name, sums};
use model::{Class, Column, Table, Type, tables};
use rusqlite::Connection;
use std::fmt::Write as _;

/// Now, in microseconds, in SQL that also an old shell has.
const NOW: &str = "CAST(round((julianday('now') - 2440587.5) * 86400000.0) AS INTEGER) * 1000";

/// Name and text of every trigger.
pub(crate) fn all() -> Vec<(String, String)> {
    tables::every().flat_map(of).chain(sums::all()).collect()
}

/// Whether the triggers are in place. They are not in a new file, in one of another version, or
/// when someone dropped one.
pub(crate) fn current(db: &Connection) -> rusqlite::Result<bool> {
    let mut wanted = all();
    wanted.sort();
    Ok(present(db)? == wanted)
}

/// Name and text of the triggers that a file has, sorted.
pub(crate) fn present(db: &Connection) -> rusqlite::Result<Vec<(String, String)>> {
    let mut present: Vec<(String, String)> = db
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    present.sort();
    Ok(present)
}

/// Puts the triggers in place, within the caller's transaction. Returns whether anything was out
/// of date.
pub(crate) fn install(db: &Connection) -> rusqlite::Result<bool> {
    if current(db)? {
        return Ok(false);
    }
    remove(db)?;
    for (_, sql) in all() {
        db.execute_batch(&sql)?;
    }
    recount(db)?;
    Ok(true)
}

/// Takes all triggers away, for rows that come by the thousands. [`install`] puts them back.
pub(crate) fn remove(db: &Connection) -> rusqlite::Result<()> {
    let drop = |(name, _)| db.execute_batch(&format!("DROP TRIGGER \"{name}\""));
    present(db)?.into_iter().try_for_each(drop)
}

/// Counts anew what changed while no trigger did.
fn recount(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch("DELETE FROM desk_counts")?;
    for table in tables::every() {
        db.execute_batch(&format!(
            "INSERT INTO desk_ahead SELECT '{0}', id FROM {0} WHERE created_at > {NOW} ON CONFLICT DO NOTHING",
            table.name
        ))?;
        if let Some(status) = table.columns.iter().find(|c| c.class == Class::State) {
            db.execute_batch(&format!(
                "INSERT INTO desk_counts (organization_id, table_name, status, n)
                 SELECT organization_id, '{0}', {1}, count(*) FROM {0} GROUP BY organization_id, {1}",
                table.name, status.name
            ))?;
        }
    }
    Ok(())
}

fn of(table: &'static Table) -> Vec<(String, String)> {
    let t = table.name;
    let mut made = Vec::new();
    let mut add = |what: &str, when: &str, body: String| {
        let trigger = format!("{t}_{what}");
        let sql = format!("CREATE TRIGGER {trigger} {when} BEGIN\n{body}END");
        made.push((trigger, sql));
    };
    add("guard_insert", &format!("BEFORE INSERT ON {t}"), guard_insert(table));
    add("guard_update", &format!("BEFORE UPDATE ON {t}"), guard_update(table));
    add("log_insert", &format!("AFTER INSERT ON {t}"), log(table, "insert", "NEW.id", "NULL"));
    let logged = log(table, "update", "OLD.id", &old(table, true));
    let ended = changed(spans::columns(table));
    if !ended.is_empty() {
        // One of its own, so that other changes pay nothing for it. Each change fires one of the two.
        let body = spans::end(table) + &logged;
        add("log_end", &format!("AFTER UPDATE ON {t} WHEN {ended}"), body);
    }
    let of_spans = |column: &&Column| spans::columns(table).any(|c| c.name == column.name);
    let mut changed = changed(table.columns.iter().filter(|c| !of_spans(c)));
    if !ended.is_empty() {
        changed = format!("NOT ({ended}) AND ({changed})");
    }
    add("log_update", &format!("AFTER UPDATE ON {t} WHEN {changed}"), logged);
    let mut delete = log(table, "delete", "OLD.id", &old(table, false));
    if tables::referrers(table).next().is_some() {
        let depth = |by| format!("    UPDATE desk_context SET depth = depth {by};\n");
        add("depth", &format!("BEFORE DELETE ON {t}"), depth("+ 1"));
        // In the log's own trigger: SQLite does not say in which order it runs several.
        delete += &depth("- 1");
    }
    add("log_delete", &format!("AFTER DELETE ON {t}"), delete);
    if table.column("updated_at").is_some() {
        let others = self::changed(table.columns.iter().filter(|c| c.name != "updated_at"));
        add(
            "touch",
            &format!(
                "AFTER UPDATE ON {t} WHEN NEW.updated_at IS OLD.updated_at AND ({others})\n  \
                 AND EXISTS (SELECT 1 FROM desk_context WHERE arriving = 0)"
            ),
            // Strictly later than before, even where the clock stands still or goes backwards.
            format!(
                "    UPDATE {t} SET updated_at = max((SELECT ifnull(at, {NOW}) FROM desk_context), OLD.updated_at + 1)\n      WHERE id = NEW.id;\n"
            ),
        );
    }
    if table.column("created_at").is_some() {
        let ahead = format!("WHEN NEW.created_at > (SELECT ifnull(at, {NOW}) FROM desk_context)");
        let note = || {
            format!("    INSERT INTO desk_ahead VALUES ('{t}', NEW.id) ON CONFLICT DO NOTHING;\n")
        };
        add("ahead_insert", &format!("AFTER INSERT ON {t} {ahead}"), note());
        add("ahead_update", &format!("AFTER UPDATE OF created_at ON {t} {ahead}"), note());
    }
    if let Some(status) = table.columns.iter().find(|c| c.class == Class::State) {
        let s = status.name;
        let up = |row: &str| count(t, row, s, "+ 1");
        let down = |row: &str| count(t, row, s, "- 1");
        add("count_insert", &format!("AFTER INSERT ON {t}"), up("NEW"));
        add("count_delete", &format!("AFTER DELETE ON {t}"), down("OLD"));
        add(
            "count_update",
            &format!("AFTER UPDATE OF {s} ON {t} WHEN NEW.{s} IS NOT OLD.{s}"),
            down("OLD") + &up("NEW"),
        );
    }
    made
}

/// A refusal when `what` selects a row.
fn refuse(message: &str, what: &str) -> String {
    // ROLLBACK rather than ABORT: an error ends the whole transaction here anyway, and a trigger
    // that may ABORT makes SQLite open a journal for every single statement.
    format!("    SELECT RAISE(ROLLBACK, '{message}') {what};\n")
}

fn guard_insert(table: &Table) -> String {
    let t = table.name;
    let mut body = refuse(
        &format!("{t}: the id is taken (OR REPLACE is not allowed)"),
        &format!("FROM {t} WHERE id = NEW.id"),
    );
    for unique in table.uniques {
        for column in unique.columns {
            body += &refuse(
                &format!("UNIQUE constraint failed: {t}.{column}"),
                &format!("FROM {t} WHERE {column} = NEW.{column}"),
            );
        }
    }
    for (column, to) in table.references() {
        body += &foreign(table, column, to);
    }
    for (child, column) in tables::referrers(table) {
        body += &adopted(child, column, table);
    }
    body
}

fn guard_update(table: &Table) -> String {
    let t = table.name;
    let mut fixed = vec!["id"];
    // What an usage record's organization hangs on stays as well.
    fixed.push(if table.has_organization() { "organization_id" } else { "budget_id" });
    fixed.retain(|c| table.column(c).is_some());
    let moved =
        fixed.iter().map(|c| format!("NEW.{c} IS NOT OLD.{c}")).collect::<Vec<_>>().join(" OR ");
    let mut body =
        refuse(&format!("{t}: {} never changes", fixed.join(" and ")), &format!("WHERE {moved}"));
    for unique in table.uniques {
        for column in unique.columns {
            body += &refuse(
                &format!("UNIQUE constraint failed: {t}.{column}"),
                &format!(
                    "FROM {t} WHERE {column} = NEW.{column} AND NEW.{column} IS NOT OLD.{column} AND id <> OLD.id"
                ),
            );
        }
    }
    for (column, to) in table.references().filter(|(c, _)| !fixed.contains(&c.name)) {
        body += &foreign(table, column, to);
    }
    body
}

/// Refuses a parent that exists in another organization. One that is not there yet may still
/// come within the transaction; the foreign key sees to it at the commit.
fn foreign(table: &Table, column: &Column, to: &str) -> String {
    if !tables::find(to).is_some_and(Table::has_organization) || column.name == "budget_id" {
        return String::new();
    }
    let own = if table.has_organization() {
        "NEW.organization_id"
    } else {
        "(SELECT organization_id FROM budgets WHERE id = NEW.budget_id)"
    };
    let c = column.name;
    refuse(
        &format!("{}: {c} refers into another organization", table.name),
        &format!("FROM {to} WHERE id = NEW.{c} AND organization_id <> {own}"),
    )
}

/// Refuses a parent that comes after its children, and into another organization than theirs.
fn adopted(child: &Table, column: &Column, parent: &Table) -> String {
    if !parent.has_organization() {
        return String::new();
    }
    let message = format!("{}: {} refers into another organization", child.name, column.name);
    let children = format!("FROM {} AS child WHERE child.{} = NEW.id AND", child.name, column.name);
    if child.has_organization() {
        return refuse(
            &message,
            &format!("{children} child.organization_id <> NEW.organization_id"),
        );
    }
    if column.name != "budget_id" {
        let own = "(SELECT organization_id FROM budgets WHERE id = child.budget_id)";
        return refuse(&message, &format!("{children} {own} <> NEW.organization_id"));
    }
    // The budget brings its records their organization: whatever else they refer to is in it.
    let others = child.references().filter(|(other, _)| other.name != column.name);
    others.fold(String::new(), |body, (other, to)| {
        let home = format!("(SELECT organization_id FROM {to} WHERE id = child.{})", other.name);
        body + &refuse(&message, &format!("{children} {home} <> NEW.organization_id"))
    })
}

fn changed<'a>(columns: impl Iterator<Item = &'a Column>) -> String {
    columns
        .map(|c| format!("NEW.{0} IS NOT OLD.{0}", name(c.name)))
        .collect::<Vec<_>>()
        .join(" OR ")
}

fn log(table: &Table, kind: &str, id: &str, old: &str) -> String {
    // What a delete's foreign keys do meanwhile is its effect; the row itself is not.
    let own = if kind == "delete" && tables::referrers(table).next().is_some() { "1" } else { "0" };
    format!(
        "    INSERT INTO desk_log (group_id, at, table_name, row_id, kind, effect, old)\n    \
         SELECT group_id, CASE WHEN group_id IS NULL THEN {NOW} END, '{}', {id}, '{kind}', depth > {own}, {old}\n    \
         FROM desk_context;\n",
        table.name
    )
}

/// The old values as a JSON object: of the changed columns, or of all of them.
fn old(table: &Table, only_changed: bool) -> String {
    let mut parts = String::new();
    for column in table.columns {
        let c = name(column.name);
        let value = match column.ty {
            // hex(NULL) is '', not NULL.
            Type::Uuid => {
                format!(
                    "CASE WHEN OLD.{c} IS NULL THEN 'null' ELSE '\"' || hex(OLD.{c}) || '\"' END"
                )
            }
            _ => format!("json_quote(OLD.{c})"),
        };
        let member = format!("',\"{}\":' || {value}", column.name);
        let _ = match only_changed {
            true => write!(
                parts,
                " ||\n        CASE WHEN NEW.{c} IS NOT OLD.{c} THEN {member} ELSE '' END"
            ),
            false => write!(parts, " ||\n        {member}"),
        };
    }
    let parts = parts.trim_start_matches(" ||");
    format!("'{{' || substr({parts}, 2) || '}}'")
}

fn count(table: &str, row: &str, status: &str, by: &str) -> String {
    format!(
        "    INSERT INTO desk_counts (organization_id, table_name, status, n)\n    \
         VALUES ({row}.organization_id, '{table}', {row}.{status}, 0 {by})\n    \
         ON CONFLICT DO UPDATE SET n = n {by};\n"
    )
}
