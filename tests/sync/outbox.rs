//! The log as the outbox.

use super::*;
use std::collections::HashMap;
use sync::engine::outbox::{Kind, Logged, Part, Told, outgoing};

/// Every row of our organization.
fn rows(desk: &mut File<&Desk>) -> HashMap<Key, Row> {
    let all = |look: &dyn Look| {
        let mut rows = HashMap::new();
        for table in tables::every() {
            for id in look.ids(table)? {
                let key = (table.name, id);
                rows.extend(look.row(key)?.map(|row| (key, row)));
            }
        }
        Ok(rows)
    };
    desk.look(all).expect("looked")
}

/// What the hub is told since that place.
fn told(desk: &mut File<&Desk>, after: i64) -> Vec<Told> {
    let live = rows(desk);
    let (entries, looked) = desk.look(|look| look.entries(after, usize::MAX)).expect("entries");
    assert_eq!(looked, end(desk.desk()));
    assert!(entries.iter().all(|e| !e.row.to_string().starts_with(Side::Theirs.prefix())));
    outgoing(&entries, &live, &Default::default())
}

/// Does what was told to rows.
fn replay(told: &[Told], rows: &mut HashMap<Key, Row>) {
    for entry in told {
        let key = (entry.table, entry.row);
        match entry.kind {
            Kind::Delete => drop(rows.remove(&key).expect("a row to delete")),
            Kind::Insert => {
                let values = entry.columns.iter().map(|(_, part)| match part {
                    Part::Edit { new, .. } => new.clone(),
                    Part::Added(n) => panic!("{n} added to nothing"),
                });
                assert!(rows.insert(key, values.collect()).is_none());
            }
            Kind::Update => {
                let row = rows.get_mut(&key).expect("a row to change");
                for (place, part) in &entry.columns {
                    match (part, &mut row[*place]) {
                        (Part::Edit { base, new }, held) => {
                            assert_eq!(held, base, "the base of {} {place}", entry.table);
                            *held = new.clone();
                        }
                        (Part::Added(n), Value::Int(held)) => *held += n,
                        (Part::Added(_), held) => panic!("added to {held:?}"),
                    }
                }
            }
        }
    }
}

fn without_derived(mut rows: HashMap<Key, Row>) -> HashMap<Key, Row> {
    for ((table, _), row) in &mut rows {
        let columns = tables::find(table).map(|t| t.columns).unwrap_or_default();
        for (column, value) in columns.iter().zip(row) {
            if column.class == model::Class::Derived {
                *value = Value::Null;
            }
        }
    }
    rows
}

#[test]
fn what_was_done_is_what_the_hub_is_told() {
    let fixture = fixture();
    let mut desk = connected(&fixture.desk);
    let before = end(&fixture.desk);
    let mut hub = rows(&mut desk);
    let (ticket, escalation) = (ours("tickets", 1), ours("escalations", 1));
    done(&fixture.desk, |org| {
        let text = "\"quoted\" \\ \u{1} \n ü";
        org.update(tables::Ticket::TABLE, ticket.1, vec![("subject", text.into())])?;
        org.update(tables::Ticket::TABLE, ticket.1, vec![("internal_notes", Value::Null)])
    });
    done(&fixture.desk, |org| {
        let given = vec![
            ("id", id(1).into()),
            ("email", "new@example.test".into()),
            ("name", "New".into()),
        ];
        org.insert(tables::User::TABLE, given)?;
        org.update(tables::User::TABLE, id(1), vec![("name", "Newer".into())])
    });
    // Moves a sum, by an effect.
    done(&fixture.desk, |org| {
        org.update(tables::Ticket::TABLE, ticket.1, vec![("status", "RESOLVED".into())])
    });
    done(&fixture.desk, |org| org.delete(tables::Escalation::TABLE, escalation.1));
    // Somebody else's, in the same file.
    let theirs = admin(&fixture.desk, Side::Theirs);
    let other = Side::Theirs.row("tickets", 1);
    let change = |org: &mut Org<'_>| {
        org.update(tables::Ticket::TABLE, other, vec![("subject", "Theirs".into())])
    };
    fixture.desk.write(&theirs, "test", change).expect("done");
    // Past the desk.
    let db = rusqlite::Connection::open(fixture.path()).expect("a shell");
    db.execute("UPDATE messages SET body = 'past' WHERE id = ?1", [ours("messages", 1).1])
        .expect("written");
    db.execute(
        "UPDATE messages SET body = 'past' WHERE id = ?1",
        [Side::Theirs.row("messages", 1)],
    )
    .expect("written");

    let told = told(&mut desk, before);
    replay(&told, &mut hub);
    assert_eq!(without_derived(hub), without_derived(rows(&mut desk)));
    assert!(!told.is_empty());
}

#[test]
fn groups_come_whole() {
    let fixture = fixture();
    let mut desk = connected(&fixture.desk);
    let before = end(&fixture.desk);
    for number in 0..3 {
        done(&fixture.desk, |org| {
            for of in 1..5 {
                let name = format!("Name {number} {of}");
                let user = ours("users", of).1;
                org.update(tables::User::TABLE, user, vec![("name", name.into())])?;
            }
            Ok(())
        });
    }
    let read = |desk: &mut File<&Desk>, after, about| -> (Vec<Logged>, i64) {
        desk.look(|look| look.entries(after, about)).expect("entries")
    };
    let (first, looked) = read(&mut desk, before, 1);
    assert_eq!((first.len(), looked), (4, before + 4));
    let (two, looked) = read(&mut desk, looked, 5);
    assert_eq!((two.len(), looked), (8, before + 12));
    let (none, there) = read(&mut desk, looked, 1);
    assert_eq!((none.len(), there), (0, looked));
    let group = first[0].group;
    let own = desk.look(|look| look.entries_of(group)).expect("entries");
    let seqs = |entries: &[Logged]| entries.iter().map(|e| e.seq).collect::<Vec<_>>();
    assert_eq!(seqs(&own), seqs(&first));
    let key = ours("users", 1);
    let history = desk.look(|look| look.history(key, before + 2)).expect("entries");
    assert_eq!(history.iter().map(|e| e.seq).collect::<Vec<_>>(), [before + 5, before + 9]);
}

#[test]
fn labels_are_the_same_in_a_copy_and_others_in_another_file() {
    let fixture = fixture();
    let mut desk = connected(&fixture.desk);
    let before = end(&fixture.desk);
    let name = |desk: &Desk, name: &str| {
        let user = ours("users", 1).1;
        done(desk, |org| org.update(tables::User::TABLE, user, vec![("name", name.into())]));
        end(desk)
    };
    let first = name(&fixture.desk, "A");
    let db = rusqlite::Connection::open(fixture.path()).expect("a shell");
    db.execute("UPDATE messages SET body = 'past' WHERE id = ?1", [ours("messages", 1).1])
        .expect("written");
    drop(db);
    let loose = desk.look(|look| look.entries(first, 10)).expect("entries").0[0].clone();
    assert_eq!(loose.group, loose.seq);

    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("copy.db");
    fixture.desk.backup(&copy, &mut |_| {}).expect("a copy");
    let copy = Desk::open(&copy).expect("the copy");
    let mut other = File::begin(&copy, Side::Ours.organization()).expect("another file");
    for group in [before + 1, loose.group] {
        let label = desk.look(|look| look.group(group)).expect("a group");
        assert_eq!(label, other.look(|look| look.group(group)).expect("a group"));
        assert_eq!(label.label.len(), format!("{group}-").len() + 16, "{}", label.label);
    }
    // From here on the two go apart, under the same numbers.
    let (here, there) = (name(&fixture.desk, "B"), name(&copy, "C"));
    assert_eq!(here, there);
    let here = desk.look(|look| look.group(here)).expect("a group");
    let there = other.look(|look| look.group(there)).expect("a group");
    assert_ne!(here.label, there.label);
    assert_eq!(here.actor, Some(Side::Ours.row("users", Who::Admin.number())));
}

#[test]
fn of_a_purged_row_the_hub_is_told_that_it_is_gone() {
    let fixture = fixture();
    let mut desk = connected(&fixture.desk);
    let before = end(&fixture.desk);
    let user = id(1);
    done(&fixture.desk, |org| {
        let given =
            vec![("id", user.into()), ("email", "gone@example.test".into()), ("name", "G".into())];
        org.insert(tables::User::TABLE, given)
    });
    done(&fixture.desk, |org| org.delete(tables::User::TABLE, user));
    done(&fixture.desk, |org| org.forget(tables::User::TABLE, user));
    let told = told(&mut desk, before);
    let said: Vec<_> = told.iter().map(|entry| (entry.row, entry.kind, &entry.columns)).collect();
    assert_eq!(said, [(user, Kind::Delete, &Vec::new())]);
}
