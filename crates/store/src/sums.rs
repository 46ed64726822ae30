//! The triggers that keep sums, made from `model::tally`.
//!
//! A sum moves with the work done here, whoever undoes or redoes it. Rows that arrive (a demo, a pull)
//! come with their sums made: of them only what a budget's opening explains is kept right. What is
//! written past the desk moves nothing; `verify` tells where it leaves a sum unexplained.

use crate::sql::name;
use model::tally::{self, Tally};

/// Whether a row written now is work, or arrives.
const WORKING: &str =
    "EXISTS (SELECT 1 FROM desk_context WHERE group_id IS NOT NULL AND arriving = 0)";
const ARRIVING: &str =
    "EXISTS (SELECT 1 FROM desk_context WHERE group_id IS NOT NULL AND arriving = 1)";

/// Name and text of every trigger.
pub(crate) fn all() -> Vec<(String, String)> {
    tally::ALL.into_iter().flat_map(of).chain(openings()).chain([overdraft()]).collect()
}

fn trigger(name: String, when: &str, body: &str) -> (String, String) {
    let sql = format!("CREATE TRIGGER {name} {when} BEGIN\n{body}END");
    (name, sql)
}

fn of(tally: &Tally) -> Vec<(String, String)> {
    let Tally { table, by, .. } = tally;
    let counts = |row: &str| counted(tally, row);
    // A column compared with itself where there is neither, so that the lists below need no cases.
    let amount = tally.amount.unwrap_or("id");
    let status = tally.only.map_or("id", |(status, _)| status);
    let same = format!("NEW.{by} IS OLD.{by} AND NEW.{amount} IS OLD.{amount}");
    let still = format!("({}) AND ({})", counts("OLD"), counts("NEW"));
    vec![
        trigger(
            format!("{table}_sum_insert"),
            &format!("AFTER INSERT ON {table} WHEN {} AND {WORKING}", counts("NEW")),
            &moved(tally, "NEW", true, ""),
        ),
        trigger(
            format!("{table}_sum_delete"),
            &format!("AFTER DELETE ON {table} WHEN {} AND {WORKING}", counts("OLD")),
            &moved(tally, "OLD", false, ""),
        ),
        trigger(
            format!("{table}_sum_update"),
            &format!(
                "AFTER UPDATE OF {by}, {status}, {amount} ON {table}\n  \
                 WHEN (({}) OR ({})) AND NOT ({same} AND {still}) AND {WORKING}",
                counts("OLD"),
                counts("NEW")
            ),
            &(moved(tally, "OLD", false, &counts("OLD"))
                + &moved(tally, "NEW", true, &counts("NEW"))),
        ),
    ]
}

/// Whether a row counts.
fn counted(tally: &Tally, row: &str) -> String {
    let mut counts = format!("{row}.{} IS NOT NULL", tally.by);
    if let Some((column, labels)) = tally.only {
        counts += &format!(" AND {row}.{column} IN ('{}')", labels.join("', '"));
    }
    counts
}

/// Moves the sum up or down by a row, if `when` holds. Logged as an effect: whoever reverses the row's
/// change reverses this with it.
fn moved(tally: &Tally, row: &str, up: bool, when: &str) -> String {
    let Tally { by, to, sum, .. } = tally;
    let (sign, back) = if up { ("+", "-") } else { ("-", "+") };
    let by_how_much = tally.amount.map_or("1".into(), |amount| format!("{row}.{amount}"));
    let mut set = match tally.amount {
        Some(_) => format!("{sum} = {sum} {sign} {by_how_much}"),
        // Nobody has fewer than none, whatever was typed in between.
        None => format!("{sum} = max({sum} {sign} 1, min({sum}, 0))"),
    };
    if let Some(rest) = tally.rest {
        set += &format!(", {rest} = {rest} {back} {by_how_much}");
    }
    let when = if when.is_empty() { String::new() } else { format!(" AND {when}") };
    format!(
        "    UPDATE desk_context SET depth = depth + 1;\n    \
         UPDATE {to} SET {set}, updated_at = max((SELECT at FROM desk_context), updated_at + 1)\n      \
         WHERE id = {row}.{by}{when};\n    \
         UPDATE desk_context SET depth = depth - 1;\n"
    )
}

/// What a budget held beyond its records: as it was first seen, and moved only by arriving rows whose
/// spending no record explains.
fn openings() -> Vec<(String, String)> {
    let open = |by: &str, budget: &str| {
        format!("    UPDATE desk_openings SET opening = opening {by} WHERE budget_id = {budget};\n")
    };
    let records = "budget_usage_records";
    vec![
        trigger(
            "budgets_opening_insert".into(),
            "AFTER INSERT ON budgets",
            // Kept when the budget goes and is brought back with its records; of one that arrives again they arrive
            // too. Not by OR IGNORE: the statement that fires a trigger decides on the conflicts within it.
            &format!(
                "    UPDATE desk_openings SET opening = NEW.spent WHERE budget_id = NEW.id AND {ARRIVING};\n    \
                 INSERT INTO desk_openings SELECT NEW.id, NEW.spent\n      \
                 WHERE NOT EXISTS (SELECT 1 FROM desk_openings WHERE budget_id = NEW.id);\n"
            ),
        ),
        trigger(
            "budgets_opening_update".into(),
            &format!("AFTER UPDATE OF spent ON budgets WHEN NEW.spent <> OLD.spent AND {ARRIVING}"),
            &open("+ NEW.spent - OLD.spent", "NEW.id"),
        ),
        trigger(
            format!("{records}_opening_insert"),
            &format!("AFTER INSERT ON {records} WHEN {ARRIVING}"),
            &open("- NEW.amount", "NEW.budget_id"),
        ),
        trigger(
            format!("{records}_opening_update"),
            &format!("AFTER UPDATE OF amount ON {records} WHEN {ARRIVING}"),
            &open("+ OLD.amount - NEW.amount", "NEW.budget_id"),
        ),
        trigger(
            format!("{records}_opening_delete"),
            // One that goes with its budget explains nothing of what is spent.
            &format!(
                "AFTER DELETE ON {records}\n  WHEN {ARRIVING} AND NOT EXISTS (SELECT 1 FROM desk_context WHERE depth > 0)\n  \
                 AND EXISTS (SELECT 1 FROM budgets WHERE id = OLD.budget_id)"
            ),
            &open("+ OLD.amount", "OLD.budget_id"),
        ),
    ]
}

/// The last guard over the money: whatever the program believes, no work spends more than the limit, nor
/// more for one customer than is set.
fn overdraft() -> (String, String) {
    let limit = name("limit");
    trigger(
        "budget_usage_records_overdraft".into(),
        &format!("BEFORE INSERT ON budget_usage_records WHEN NEW.amount > 0 AND {WORKING}"),
        &format!(
            "    SELECT RAISE(ROLLBACK, 'budget exceeded') FROM budgets\n      \
             WHERE id = NEW.budget_id AND spent + NEW.amount > {limit};\n    \
             SELECT RAISE(ROLLBACK, 'customer limit exceeded') FROM budgets AS b JOIN refunds AS f ON f.id = NEW.refund_id\n      \
             WHERE b.id = NEW.budget_id AND b.refund_limit_per_user < NEW.amount +\n        \
             (SELECT ifnull(sum(r.amount), 0) FROM refunds AS o CROSS JOIN budget_usage_records AS r ON r.refund_id = o.id\n         \
             WHERE o.customer_id = f.customer_id AND r.budget_id = b.id);\n"
        ),
    )
}
