//! Processes that undo the same operations at the same time.

use crate::{
    processes::{race, ready, say},
    sample::{done, folder, look, make, number, sign_in, sound, subjects},
};
use model::Code;
use serde_json::json;
use std::path::Path;
use store::Desk;

const PROCESSES: usize = 2;
const OPERATIONS: usize = 24;

/// What each of the processes does: undoes one operation after the other, and says which it undid.
pub fn undo(path: &Path) {
    let desk = Desk::open(path).expect("a desk");
    let mut caller = sign_in(&desk);
    let updates = updates(path);
    for group in updates {
        ready();
        match domain::call(&desk, &mut caller, "undo", json!({"group": group})) {
            Ok(_) => say(group),
            Err(error) => {
                assert_eq!(error.code, Code::Stale, "{error:?}");
                assert_eq!(error.message, "It is undone already. Nothing was changed.");
                say("undone already");
            }
        }
    }
}

/// The operations that are undone, by their groups.
fn updates(path: &Path) -> Vec<i64> {
    look(path)
        .prepare("SELECT id FROM desk_groups WHERE operation = 'update_ticket' ORDER BY id")
        .and_then(|mut s| s.query_map([], |row| row.get(0))?.collect())
        .expect("groups")
}

#[test]
fn of_processes_that_undo_the_same_one_does() {
    let (_folder, path) = folder();
    make(&path, OPERATIONS);
    let desk = Desk::open(&path).expect("a desk");
    let admin = &mut sign_in(&desk);
    let before = subjects(&look(&path), "made");
    let tickets = done(&desk, admin, "list_tickets", json!({}));
    for ticket in tickets["items"].as_array().into_iter().flatten() {
        let change = json!({"id": ticket["id"], "subject": "changed"});
        done(&desk, admin, "update_ticket", change);
    }
    drop(desk);
    let updates = updates(&path);
    assert_eq!(updates.len(), OPERATIONS);

    let said = race(PROCESSES, "undo", &[&path.display().to_string()]);
    assert_eq!(said.len(), PROCESSES * OPERATIONS);
    let mut undid: Vec<i64> = said.iter().filter_map(|s| s.parse().ok()).collect();
    undid.sort_unstable();
    assert_eq!(undid, updates, "each was undone by one: {said:?}");
    assert_eq!(said.iter().filter(|s| *s == "undone already").count(), OPERATIONS);

    let _desk = sound(&path);
    let db = look(&path);
    assert_eq!(subjects(&db, ""), before);
    let undoing = number(&db, "SELECT count(*) FROM desk_groups WHERE operation = 'undo'");
    assert_eq!(undoing, OPERATIONS as i64);
}
