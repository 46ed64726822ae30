//! The walls between organizations that the desk's file holds by itself.

use crate::sqlite::{File, insert};
use kit::rows::{self, stored};
use model::Value;
use rusqlite::params_from_iter;

#[test]
fn a_reference_into_another_organization_is_refused() {
    let file = File::new();
    let two = rows::example(&(rows::organization(2), rows::organization(2)));
    let (mine, theirs) = two;
    for row in mine.iter().chain(&theirs) {
        insert(&file.db, row).expect("a sound organization");
    }
    // A user of theirs who is neither representative nor customer yet.
    let mut free = theirs.iter().find(|row| row.table.name == "users").expect("a user").clone();
    free.values[0] = Value::Id(uuid::Uuid::from_u128(1));
    insert(&file.db, &free).expect("another user");

    let mut tried = 0;
    for row in &mine {
        for (column, to) in row.table.references() {
            if ["organization_id", "budget_id"].contains(&column.name) {
                continue;
            }
            let parent = theirs.iter().rfind(|row| row.table.name == to).expect("a parent");
            let parent = if to == "users" { &free } else { parent };
            let refused = |done: rusqlite::Result<()>| {
                let said = done.expect_err("a reference into another organization").to_string();
                assert!(
                    said.contains("another organization"),
                    "{}.{}: {said}",
                    row.table.name,
                    column.name
                );
            };
            let update = format!("UPDATE {} SET {} = ? WHERE id = ?", row.table.name, column.name);
            let change = [stored(parent.get("id")), stored(row.get("id"))];
            refused(file.db.execute(&update, params_from_iter(change)).map(drop));

            let mut other = row.clone();
            other.values[0] = Value::Id(uuid::Uuid::from_u128(2));
            let place = row.table.position(column.name).expect("a column");
            other.values[place] = parent.get("id").clone();
            refused(insert(&file.db, &other));
            tried += 1;
        }
    }
    assert!(tried > 15, "only {tried} references tried");
}

/// Children may come before their parents within a transaction; that is no way around it.
#[test]
fn a_parent_that_comes_later_is_held_to_its_children() {
    let file = File::new();
    let rows = rows::example(&rows::organization(2));
    let home = &rows[0];
    let mut abroad = home.clone();
    abroad.values[0] = Value::Id(uuid::Uuid::from_u128(1));
    let slug = abroad.table.position("slug").expect("a column");
    abroad.values[slug] = Value::from("abroad");
    let mut tried = 0;
    for child in &rows {
        for (column, to) in child.table.references() {
            let parent = rows.iter().find(|row| row.get("id") == child.get(column.name));
            let (Some(parent), "users" | "representatives" | "refunds") = (parent, to) else {
                continue;
            };
            // All as it should be, but for the parent, which comes last and to another organization.
            let mut parent = parent.clone();
            parent.values[1] = abroad.values[0].clone();
            let others = rows.iter().filter(|row| row.get("id") != parent.get("id"));
            let mut order = others.chain([&abroad, &parent]).filter(|row| {
                [&home.values[0], &abroad.values[0], child.get("id"), parent.get("id")]
                    .contains(&row.get("id"))
                    || row.table.name == "budgets"
            });
            file.db.execute_batch("BEGIN").expect("begun");
            let done = order.try_for_each(|row| insert(&file.db, row));
            let said = done.expect_err("a reference into another organization").to_string();
            assert!(
                said.contains("another organization"),
                "{}.{}: {said}",
                child.table.name,
                column.name
            );
            tried += 1;
        }
    }
    assert!(tried > 12, "only {tried} references tried");
}

#[test]
fn what_ties_a_row_to_its_organization_never_changes() {
    let file = File::new();
    let rows = rows::example(&rows::organization(1));
    for row in &rows {
        insert(&file.db, row).expect("a sound organization");
    }
    for row in &rows {
        for column in ["id", "organization_id"] {
            if row.table.column(column).is_none() {
                continue;
            }
            let update = format!("UPDATE {} SET {column} = randomblob(16)", row.table.name);
            // Said by the guard at once: a foreign key would only object at the commit, if at all.
            let said = file.db.execute_batch(&update).expect_err(&update).to_string();
            assert!(said.contains("never changes"), "{}.{column}: {said}", row.table.name);
        }
    }
}
