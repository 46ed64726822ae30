//! The hash chain over the log: whatever someone edits behind the desk's back is found and named.

use crate::sample::{look, number, sound};
use kit::desk::{CUSTOMER, Fixture, Side, Who};
use model::{Record as _, tables};
use rusqlite::Connection;
use serde_json::json;
use std::{
    fs,
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};
use store::{Chain, Desk};
use tempfile::TempDir;

/// Runs a script in the sqlite3 shell of the system.
fn shell(path: &Path, script: &str) {
    let mut shell = Command::new("sqlite3")
        .args(["-batch", "-bail"])
        .arg(path)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("the sqlite3 shell is installed");
    let script = format!(".timeout 5000\n{script}\n");
    shell.stdin.take().expect("its input").write_all(script.as_bytes()).expect("written");
    assert!(shell.wait().expect("it ended").success(), "{script}");
}

/// The same with all triggers dropped, and put back afterwards.
fn behind(path: &Path, script: &str) {
    let triggers: Vec<(String, String)> = look(path)
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        .and_then(|mut s| s.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect())
        .expect("triggers");
    let drop: String = triggers.iter().map(|(name, _)| format!("DROP TRIGGER {name};\n")).collect();
    let make: String = triggers.iter().map(|(_, sql)| format!("{sql};\n")).collect();
    shell(path, &format!("BEGIN;\n{drop}{script};\n{make}COMMIT;"));
}

/// A closed desk with a history: operations, changes past the desk with its triggers on, cascades.
struct History {
    folder: TempDir,
    ticket: String,
    chain: Chain,
}

impl History {
    fn new() -> Self {
        let fixture = Fixture::new();
        let customer = Side::Ours.row("users", CUSTOMER);
        let made = fixture.done(
            Who::Admin,
            "create_ticket",
            json!({"customerId": customer, "subject": "One", "description": "?", "category": "OTHER"}),
        );
        let ticket = made["id"].as_str().unwrap_or_default().to_owned();
        for subject in ["Two", "Three"] {
            fixture.done(Who::Admin, "update_ticket", json!({"id": ticket, "subject": subject}));
        }
        let id = ticket.replace('-', "");
        shell(
            fixture.path(),
            &format!("UPDATE tickets SET subject = 'Four', tags = '[\"x\"]' WHERE id = X'{id}';"),
        );
        let items: Vec<_> =
            (0..5).map(|n| json!({"name": format!("P{n}"), "email": format!("p{n}@example.test"), "role": "CUSTOMER"})).collect();
        fixture.done(Who::Admin, "create_many", json!({"resource": "users", "items": items}));
        fixture.done(Who::Admin, "delete_user", json!({"id": Side::Ours.row("users", 22)}));
        shell(
            fixture.path(),
            "PRAGMA foreign_keys = ON; DELETE FROM budgets; UPDATE users SET name = 'Past';",
        );
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("desk.db");
        fixture.desk.backup(&path, &mut |_| {}).expect("a copy");
        let chain = sound(&path).verify().expect("a verdict").chain;
        Self { folder, ticket: id, chain }
    }

    /// A copy of it, changed by `edit`, and what is wrong with it then.
    fn edited(&self, edit: impl FnOnce(&Path)) -> Vec<String> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("desk.db");
        fs::copy(self.folder.path().join("desk.db"), &path).expect("a copy");
        edit(&path);
        let desk = Desk::open(&path).expect("a desk");
        desk.verify().expect("a verdict").faults
    }

    fn look(&self) -> Connection {
        look(&self.folder.path().join("desk.db"))
    }
}

#[test]
fn every_entry_is_sealed_with_the_next_group() {
    let history = History::new();
    let db = history.look();
    let last = number(&db, "SELECT max(seq) FROM desk_log WHERE group_id IS NOT NULL");
    let expected = Chain {
        groups: number(&db, "SELECT count(*) FROM desk_groups").unsigned_abs(),
        entries: number(&db, &format!("SELECT count(*) FROM desk_log WHERE seq <= {last}"))
            .unsigned_abs(),
        unsealed: number(&db, &format!("SELECT count(*) FROM desk_log WHERE seq > {last}"))
            .unsigned_abs(),
        earlier: 0,
    };
    assert_eq!(history.chain, expected);
    assert!(expected.unsealed > 0, "some change past the desk waits for its seal");
    assert_eq!(number(&db, "SELECT count(*) FROM desk_groups WHERE length(seal) <> 32"), 0);
    // A copy of the file goes on where it was.
    let path = history.folder.path().join("desk.db");
    let restored = history.folder.path().join("restored.db");
    store::restore(&path, &restored).expect("restored");
    let desk = sound(&restored);
    assert_eq!(desk.verify().expect("a verdict").chain, expected);
}

/// What no trigger sees, and what must be named for it.
#[test]
fn whatever_is_edited_behind_the_triggers_is_found() {
    let history = History::new();
    let id = &history.ticket;
    let this = format!("X'{id}'");
    let uuid = uuid::Uuid::try_parse(id).expect("an id").to_string();
    let named = format!("tickets {uuid}");
    let db = history.look();
    let at =
        |what: &str| number(&db, &format!("SELECT {what} FROM desk_log WHERE row_id = {this}"));
    let (first, last) = (at("min(seq)"), at("max(seq)"));
    // The first change of the ticket; what its creation wrote besides lies between.
    let next = number(
        &db,
        &format!("SELECT min(seq) FROM desk_log WHERE row_id = {this} AND seq > {first}"),
    );
    let group = number(&db, &format!("SELECT group_id FROM desk_log WHERE seq = {next}"));
    let (many, few) = (
        number(&db, "SELECT id FROM desk_groups WHERE operation = 'create_many'"),
        number(
            &db,
            "SELECT min(seq) FROM desk_log WHERE group_id = (SELECT id FROM desk_groups WHERE operation = 'create_many')",
        ),
    );
    let group_named = format!("group {group} (update_ticket");
    let many_named = format!("group {many} (create_many");
    let (named, group_named, many_named) =
        (named.as_str(), group_named.as_str(), many_named.as_str());
    // The last change of the ticket was past the desk, and sealed with create_many.
    let cases: Vec<(String, Vec<&str>)> = vec![
        // Rows.
        (format!("UPDATE tickets SET subject = 'Bent' WHERE id = {this}"), vec![many_named, named]),
        (format!("UPDATE tickets SET sentiment = 1 WHERE id = {this}"), vec!["(create_ticket", named]),
        (format!("UPDATE tickets SET description = '? ' WHERE id = {this}"), vec!["(create_ticket", named]),
        (format!("UPDATE tickets SET created_at = created_at + 1 WHERE id = {this}"), vec!["(create_ticket", named]),
        (format!("UPDATE tickets SET id = zeroblob(16) WHERE id = {this}"), vec![named, "came in past the log"]),
        (format!("DELETE FROM tickets WHERE id = {this}"), vec![many_named, named]),
        ("INSERT INTO users SELECT zeroblob(16), organization_id, email, name, role, created_at, updated_at FROM users LIMIT 1".into(),
         vec!["users 00000000-0000-0000-0000-000000000000 came in past the log"]),
        ("UPDATE refunds SET amount = amount + 1".into(), vec!["refunds "]),
        // Entries.
        (format!("UPDATE desk_log SET old = json_set(old, '$.subject', 'Bent') WHERE seq = {next}"), vec![named]),
        (format!("UPDATE desk_log SET old = replace(old, ':', ': ') WHERE seq = {next}"), vec![group_named, named]),
        (format!("UPDATE desk_log SET old = NULL WHERE seq = {next}"), vec![named]),
        (format!("UPDATE desk_log SET old = 'no JSON' WHERE seq = {last}"), vec![many_named, named]),
        (format!("UPDATE desk_log SET effect = 1 WHERE seq = {next}"), vec![group_named, named]),
        (format!("UPDATE desk_log SET at = at - 1 WHERE seq = {last}"), vec![many_named, named]),
        (format!("UPDATE desk_log SET at = 5 WHERE seq = {next}"), vec![group_named, named]),
        (format!("UPDATE desk_log SET table_name = 'users' WHERE seq = {next}"), vec![group_named]),
        (format!("UPDATE desk_log SET kind = 'delete' WHERE seq = {next}"), vec![group_named, named]),
        (format!("UPDATE desk_log SET row_id = zeroblob(16) WHERE seq = {next}"), vec![group_named]),
        (format!("UPDATE desk_log SET group_id = NULL WHERE seq = {next}"), vec!["the entries of group"]),
        (format!("UPDATE desk_log SET group_id = group_id + 1 WHERE seq = {next}"), vec!["are missing", named]),
        (
            format!("UPDATE desk_log SET group_id = {group} WHERE seq = {last}"),
            vec!["outside of its group"],
        ),
        (format!("DELETE FROM desk_log WHERE seq = {last}"), vec![many_named]),
        (format!("DELETE FROM desk_log WHERE seq = {first}"), vec!["(create_ticket", "came in past the log"]),
        (format!("DELETE FROM desk_log WHERE seq = {}", few + 2), vec![many_named, "users "]),
        (format!("DELETE FROM desk_log WHERE seq = {}", few + 4), vec![many_named, "entries at its end are missing"]),
        (format!("UPDATE desk_log SET seq = -1 WHERE seq = {few}; UPDATE desk_log SET seq = {few} WHERE seq = {few} + 1; UPDATE desk_log SET seq = {few} + 1 WHERE seq = -1"),
         vec![many_named, "users "]),
        (format!("INSERT INTO desk_log VALUES ({}, NULL, 1, 'users', zeroblob(16), 'insert', 0, NULL)", 0), vec!["users 00000000"]),
        // Groups.
        (format!("UPDATE desk_groups SET operation = 'delete_ticket' WHERE id = {group}"), vec!["its own fields"]),
        (format!("UPDATE desk_groups SET actor_id = zeroblob(16) WHERE id = {group}"), vec![group_named, "its own fields"]),
        (format!("UPDATE desk_groups SET actor_id = NULL WHERE id = {group}"), vec![group_named, "its own fields"]),
        (format!("UPDATE desk_groups SET device_id = zeroblob(16) WHERE id = {group}"), vec![group_named, "its own fields"]),
        (format!("UPDATE desk_groups SET organization_id = X'{}' WHERE id = {group}", Side::Theirs.organization().simple()), vec![group_named, "its own fields"]),
        (format!("UPDATE desk_groups SET at = at - 1 WHERE id = {group}"), vec!["its own fields"]),
        (format!("UPDATE desk_groups SET origin = 0 WHERE id = {group}"), vec![group_named, "its own fields"]),
        (format!("UPDATE desk_groups SET seal = zeroblob(32) WHERE id = {group}"), vec![group_named, "its own fields"]),
        (format!("UPDATE desk_groups SET seal = NULL WHERE id = {group}"), vec![group_named, "lost its seal"]),
        (format!("DELETE FROM desk_groups WHERE id = {group}"), vec!["is missing, its entries are there"]),
        (format!("DELETE FROM desk_groups WHERE id = {group}; DELETE FROM desk_log WHERE group_id = {group}"), vec!["the seal before it"]),
        (format!("DELETE FROM desk_log WHERE group_id = {group}"), vec!["the entries of group", "are missing"]),
    ];
    for (edit, says) in cases {
        let faults = history.edited(|path| behind(path, &edit));
        let chain: Vec<_> = faults.iter().filter(|fault| fault.starts_with("chain: ")).collect();
        assert!(!chain.is_empty(), "{edit}: not found: {faults:?}");
        for part in says {
            assert!(
                chain.iter().any(|fault| fault.contains(part)),
                "{edit}: {chain:?} does not say {part}"
            );
        }
    }
}

/// Undoing an edit makes the chain whole; edits that the triggers see are no fault.
#[test]
fn what_the_log_knows_is_no_fault() {
    let history = History::new();
    let this = format!("X'{}'", history.ticket);
    for edit in [
        format!("UPDATE tickets SET subject = 'Seen' WHERE id = {this};"),
        "PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = OFF; DELETE FROM users WHERE role = 'CUSTOMER';".into(),
    ] {
        let faults = history.edited(|path| shell(path, &edit));
        assert_eq!(faults, Vec::<String>::new(), "{edit}");
    }
    let back = "UPDATE tickets SET subject = subject || '!'; UPDATE tickets SET subject = substr(subject, 1, length(subject) - 1)";
    assert_eq!(history.edited(|path| behind(path, back)), Vec::<String>::new());
}

/// `OR REPLACE` runs no delete triggers unless they are recursive: past the guard it is found as well.
#[test]
fn a_row_that_is_replaced_is_found() {
    let history = History::new();
    let guard = "PRAGMA recursive_triggers = OFF; DROP TRIGGER refunds_guard_insert;";
    let order: Vec<_> = tables::Refund::TABLE.columns.iter().map(|c| c.name).collect();
    let values: Vec<_> = order
        .iter()
        .map(|c| if *c == "amount" { "amount + 100".into() } else { format!("\"{c}\"") })
        .collect();
    let edit = format!(
        "{guard} INSERT OR REPLACE INTO refunds SELECT {} FROM refunds;",
        values.join(", ")
    );
    let faults = history.edited(|path| shell(path, &edit));
    assert!(
        faults.iter().any(|f| f.starts_with("chain: ") && f.contains("refunds ")),
        "{faults:?}"
    );
}

/// Purging drops what rows held and keeps what proves that nothing else was touched.
#[test]
fn purged_images_leave_the_chain_whole() {
    let fixture = Fixture::new();
    let user = Side::Ours.row("users", CUSTOMER);
    let ticket = Side::Ours.row("tickets", 1);
    fixture.done(Who::Admin, "update_ticket", json!({"id": ticket, "subject": "Secret"}));
    fixture.done(Who::Admin, "delete_user", json!({"id": user}));
    let purge = |table, id| fixture.write(|org| org.forget(table, id));
    for table in [tables::Ticket::TABLE, tables::User::TABLE] {
        purge(table, if table.name == "users" { user } else { ticket });
    }
    let db = look(fixture.path());
    let kept = "SELECT count(*) FROM desk_log WHERE row_id = ?1 AND old IS NOT NULL";
    for id in [user, ticket] {
        assert_eq!(db.query_row(kept, [id], |row| row.get::<_, i64>(0)).expect("a count"), 0);
    }
    assert_eq!(number(&db, "SELECT count(*) FROM desk_log WHERE old LIKE '%Secret%'"), 0);
    let verdict = fixture.desk.verify().expect("a verdict");
    assert_eq!(verdict.faults, Vec::<String>::new());
    // The same row may come again, and go again.
    let again = vec![("id", user.into()), ("name", "Again".into()), ("email", "a@b.test".into())];
    fixture.write(|org| org.insert(tables::User::TABLE, again));
    fixture.write(|org| org.update(tables::User::TABLE, user, vec![("name", "Once more".into())]));
    assert_eq!(fixture.desk.verify().expect("a verdict").faults, Vec::<String>::new());
    fixture.write(|org| org.delete(tables::User::TABLE, user));
    purge(tables::User::TABLE, user);
    assert_eq!(fixture.desk.verify().expect("a verdict").faults, Vec::<String>::new());
    // A digest that was bent does not fit.
    shell(fixture.path(), "UPDATE desk_purged SET row = zeroblob(32) WHERE row IS NOT NULL;");
    let faults = fixture.desk.verify().expect("a verdict").faults;
    assert!(faults.iter().any(|f| f.starts_with("chain: ")), "{faults:?}");
}

/// Groups that an earlier version wrote have no seal; the chain begins behind them.
#[test]
fn a_file_from_before_the_chain_goes_on_with_it() {
    let fixture = Fixture::new();
    shell(
        fixture.path(),
        "UPDATE desk_groups SET seal = NULL, leaves = NULL;
         UPDATE desk_meta SET value = (SELECT max(id) FROM desk_groups) WHERE key = 'unsealed';",
    );
    let chain = || {
        let verdict = fixture.desk.verify().expect("a verdict");
        assert_eq!(verdict.faults, Vec::<String>::new());
        verdict.chain
    };
    let before = chain();
    assert!(before.earlier > 0);
    assert_eq!((before.groups, before.entries), (0, 0));
    let ticket = Side::Ours.row("tickets", 1);
    fixture.done(Who::Admin, "update_ticket", json!({"id": ticket, "subject": "Now"}));
    let after = chain();
    assert_eq!((after.groups, after.earlier), (1, before.earlier));
    behind(fixture.path(), "UPDATE tickets SET description = 'Bent'");
    let faults = fixture.desk.verify().expect("a verdict").faults;
    assert!(faults.iter().any(|f| f.contains("update_ticket")), "{faults:?}");
}

/// Undoing is a change like any other; what it marks on the undone group is no part of its seal.
#[test]
fn undo_and_redo_are_sealed() {
    let fixture = Fixture::new();
    let ticket = Side::Ours.row("tickets", 1);
    let sound = || {
        let verdict = fixture.desk.verify().expect("a verdict");
        assert_eq!(verdict.faults, Vec::<String>::new());
        assert_eq!(verdict.chain.entries, verdict.entries);
    };
    fixture.done(Who::Admin, "update_ticket", json!({"id": ticket, "subject": "Two"}));
    for turn in ["undo", "redo", "undo", "redo"] {
        fixture.done(Who::Admin, turn, json!({}));
        sound();
    }
    fixture.done(Who::Admin, "delete_user", json!({"id": Side::Ours.row("users", CUSTOMER)}));
    fixture.done(Who::Admin, "undo", json!({}));
    sound();
    behind(fixture.path(), "UPDATE tickets SET subject = 'Bent'");
    let faults = fixture.desk.verify().expect("a verdict").faults;
    assert!(faults.iter().any(|f| f.contains("(undo, ")), "{faults:?}");
}
