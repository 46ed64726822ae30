//! Filling a new file.

use super::*;
use kit::desk::CUSTOMER;
use model::Code;
use std::{collections::BTreeMap, ops::ControlFlow, path::Path};
use store::sync::{Arriving, Filling, Known};
use sync::{
    desk::fill::{Filled, Source, fill},
    engine::sides::{Change, Difference, Theirs},
    remote::{Sent, Take},
    session::{Phase, Step},
};

/// Everything of our organization, as a hub tells it.
fn everything(desk: &mut File<&Desk>) -> Difference {
    let all = |look: &dyn Look| {
        let mut changes = Vec::new();
        // In no order that would help.
        for table in tables::every().rev() {
            for id in look.ids(table)? {
                let key = (table.name, id);
                let now = Theirs::Whole(look.row(key)?.expect("a row"));
                changes.push(Change { key, now, edited: 1, columns: BTreeMap::new() });
            }
        }
        Ok(changes)
    };
    let changes = desk.look(all).expect("looked");
    Difference { cursor: "10:12:11".into(), everything: true, now: 1, changes }
}

/// What a hub that has that gives to a new file.
struct Told(Difference);

impl Source for Told {
    fn cursor(&mut self) -> model::Result<String> {
        Ok(self.0.cursor.clone())
    }

    fn count(&mut self) -> model::Result<u64> {
        Ok(self.0.changes.len() as u64)
    }

    fn rows(&mut self, after: Option<Key>, take: Take<'_>) -> model::Result<()> {
        let from = after.map_or("organizations", |(table, _)| table);
        for table in tables::every().skip_while(|table| table.name != from) {
            let sent = |change: &Change| match &change.now {
                Theirs::Whole(row) => (change.key.1, Ok(row.clone())),
                Theirs::Unfit(why) => (change.key.1, Err(why.clone())),
                other => panic!("{other:?}"),
            };
            let of_table = self.0.changes.iter().filter(|change| change.key.0 == table.name);
            let mut rows: Vec<Sent> = of_table.map(sent).collect();
            rows.sort_unstable_by_key(|(id, _)| *id);
            rows.retain(|(id, _)| after.is_none_or(|after| after.0 != table.name || *id > after.1));
            for some in rows.chunks(3) {
                take(table, some.to_vec())?;
            }
        }
        Ok(())
    }
}

/// A new file, connected.
fn empty(folder: &Path) -> std::path::PathBuf {
    let path = folder.join("new.db");
    let desk = Desk::create(&path).expect("a desk");
    desk.connect(Side::Ours.organization(), "postgres://hub.test/desk", "new", Known::Nothing)
        .expect("connected");
    path
}

fn all(desk: &mut File<&Desk>) -> BTreeMap<Key, Row> {
    let whole = |change: Change| match change.now {
        Theirs::Whole(row) => (change.key, row),
        other => panic!("{other:?}"),
    };
    everything(desk).changes.into_iter().map(whole).collect()
}

fn opened<T>(path: &Path, does: impl FnOnce(&mut File<&Desk>) -> T) -> T {
    let desk = Desk::open(path).expect("it opens");
    sound(&desk);
    let mut file = File::begin(&desk, Side::Ours.organization()).expect("nobody else");
    does(&mut file)
}

#[test]
fn a_new_file_gets_everything_and_goes_on() {
    let source = fixture();
    let mut source = connected(&source.desk);
    let difference = everything(&mut source);
    let rows = difference.changes.len() as u64;
    let folder = tempfile::tempdir().expect("a folder");
    let path = empty(folder.path());
    let mut told = Vec::new();
    let filled = fill(&path, source.organization(), &mut Told(difference), &mut |p| {
        told.push(p);
        ControlFlow::Continue(())
    });
    assert_eq!(filled.expect("filled"), Filled { rows, unfit: 0 });
    let last = Step { phase: Phase::Rows, done: rows, total: Some(rows) };
    assert!(told.contains(&last), "{told:?}");
    opened(&path, |new| {
        assert_eq!(all(new), all(&mut source));
        let link = new.look(|look| look.link()).expect("a link");
        assert_eq!((link.cursor.as_deref(), link.settled), (Some("10:12:11"), 0));
        // Nothing of it is told, work goes on, is logged, counted and found.
        let (entries, _) = new.look(|look| look.entries(0, 10)).expect("entries");
        assert_eq!(entries.len(), 0);
        let ticket = ours("tickets", 1);
        done(new.desk(), |org| {
            let counted: i64 = org.counts(tables::Ticket::TABLE)?.iter().map(|(_, n)| n).sum();
            assert_eq!(counted, 2);
            org.update(tables::Ticket::TABLE, ticket.1, vec![("status", "RESOLVED".into())])
        });
        // The representative's load moved with it.
        assert_eq!(new.look(|look| look.entries(0, 10)).expect("entries").0.len(), 2);
        sound(new.desk());
        let mut caller = domain::Caller::signed_in(admin(new.desk(), Side::Ours));
        let query = serde_json::json!({"query": "subject"});
        let found = domain::call(new.desk(), &mut caller, "search", query).expect("found");
        assert!(found.contains(&ticket.1.to_string()), "{found}");
    });
}

#[test]
fn what_cannot_be_held_is_parked_with_what_refers_to_it() {
    let source = fixture();
    let mut source = connected(&source.desk);
    let mut difference = everything(&mut source);
    let rows = difference.changes.len() as u64;
    let (customer, ticket) = (ours("users", CUSTOMER), ours("tickets", 1));
    let of_customer = |key: &Key, row: &Row| {
        let table = tables::find(key.0).expect("a table");
        table
            .references()
            .any(|(c, _)| row[table.position(c.name).expect("a column")] == customer.1.into())
    };
    let children = all(&mut source).iter().filter(|(key, row)| of_customer(key, row)).count();
    assert!(children > 3);
    for change in &mut difference.changes {
        let Theirs::Whole(row) = &mut change.now else { panic!("whole") };
        if change.key == customer {
            row[place("users", "role")] = "ROBOT".into();
        }
        if change.key == ours("users", 1) {
            row[place("users", "organization_id")] = id(5).into();
        }
        if change.key == ours("budgets", kit::desk::PURSE) {
            row[place("budgets", "remaining")] = Value::Int(7);
        }
        if change.key == ours("budgets", 1) {
            change.now = Theirs::Unfit("It is from the future.".into());
        }
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = empty(folder.path());
    let filled = fill(&path, source.organization(), &mut Told(difference), &mut |_| {
        ControlFlow::Continue(())
    })
    .expect("filled");
    assert_eq!(filled.rows + filled.unfit, rows);
    assert!(filled.unfit > children as u64, "{filled:?}");
    opened(&path, |new| {
        let unfit = new.look(|look| look.unfit()).expect("read");
        assert_eq!(unfit.len() as u64, filled.unfit);
        for key in [
            customer,
            ticket,
            ours("budgets", 1),
            ours("budget_usage_records", 1),
            ours("ticket_work", 1),
        ] {
            assert!(unfit.contains(&key), "{key:?}");
        }
        assert_eq!(all(new).len() as u64, filled.rows);
        assert_eq!(end(new.desk()), 0, "nothing is logged");
    });
}

#[test]
fn an_organization_that_cannot_be_held_keeps_all_its_rows_away() {
    let source = fixture();
    let mut source = connected(&source.desk);
    let mut difference = everything(&mut source);
    let rows = difference.changes.len() as u64;
    let root = difference.changes.iter_mut().find(|change| change.key.0 == "organizations");
    root.expect("it").now = Theirs::Unfit("It is from the future.".into());
    let folder = tempfile::tempdir().expect("a folder");
    let path = empty(folder.path());
    let go_on = &mut |_| ControlFlow::Continue(());
    let filled = fill(&path, source.organization(), &mut Told(difference), go_on);
    assert_eq!(filled.expect("filled"), Filled { rows: 0, unfit: rows });
    sound(&Desk::open(&path).expect("it opens"));
}

#[test]
fn a_file_that_was_left_half_filled_opens_and_goes_on() {
    let source = fixture();
    let mut source = connected(&source.desk);
    let (own, rows) = (source.organization(), all(&mut source));
    let of = |table: &'static Table| -> Vec<Arriving> {
        let of_table = rows.iter().filter(|(key, _)| key.0 == table.name);
        of_table.map(|(key, row)| Arriving::new(table, own, key.1, Ok(row.clone()))).collect()
    };
    let last_of = |table: &Table| rows.keys().rfind(|key| key.0 == table.name);
    let folder = tempfile::tempdir().expect("a folder");
    let path = empty(folder.path());
    let mut last = None;
    // Killed after each table, and opened in between every other time.
    for (number, table) in tables::every().enumerate() {
        let cursor = format!("{number}:{number}:");
        let mut filling = Filling::begin(&path, own, &cursor).expect("it goes on");
        assert_eq!((filling.cursor(), filling.last()), ("0:0:", last));
        assert_eq!(filling.arrive(table, &of(table)).expect("taken"), 0);
        last = last_of(table).copied().or(last);
        drop(filling);
        if number % 2 == 0 {
            opened(&path, |new| {
                assert_eq!(new.look(|look| look.link()).expect("a link").cursor, None);
            });
        }
    }
    let filling = Filling::begin(&path, own, "9:9:").expect("it goes on");
    assert_eq!(filling.finish(&mut |_| ControlFlow::Continue(())).expect("finished"), 0);
    opened(&path, |new| {
        assert_eq!(all(new), rows);
        assert_eq!(new.look(|look| look.link()).expect("a link").cursor.as_deref(), Some("0:0:"));
    });
}

#[test]
fn what_is_half_filled_is_not_gone_on_with_from_elsewhere() {
    let source = fixture();
    let mut source = connected(&source.desk);
    let own = source.organization();
    let organization = row(&mut source, ("organizations", own)).expect("a row");
    let folder = tempfile::tempdir().expect("a folder");
    let path = empty(folder.path());
    let mut filling = Filling::begin(&path, own, "1:1:").expect("begun");
    let table = tables::Organization::TABLE;
    let organization = Arriving::new(table, own, own, Ok(organization));
    filling.arrive(table, &[organization]).expect("taken");
    drop(filling);
    let desk = Desk::open(&path).expect("it opens");
    desk.disconnect(own).expect("parted");
    desk.connect(own, "postgres://other.test/desk", "new", Known::Nothing).expect("connected");
    drop(desk);
    let refused = Filling::begin(&path, own, "1:1:").err().map(|e| e.code);
    assert_eq!(refused, Some(Code::Conflict));
    sound(&Desk::open(&path).expect("it opens"));
}

#[test]
fn only_a_file_that_holds_nothing_is_filled() {
    let fixture = fixture();
    let own = Side::Ours.organization();
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("copy.db");
    fixture.desk.backup(&copy, &mut |_| {}).expect("a copy");
    let code = |path: &Path| Filling::begin(path, own, "1:1:").err().map(|e| e.code);
    assert_eq!(code(&copy), Some(Code::NotFound));
    let desk = Desk::open(&copy).expect("it opens");
    desk.connect(own, "postgres://hub.test/desk", "new", Known::Nothing).expect("connected");
    drop(desk);
    assert_eq!(code(&copy), Some(Code::Conflict));
    assert_eq!(code(&folder.path().join("none.db")), Some(Code::NotFound));
    sound(&Desk::open(&copy).expect("it opens"));
}

#[test]
fn what_is_cancelled_opens_and_goes_on() {
    let source = fixture();
    let mut source = connected(&source.desk);
    let (own, rows) = (source.organization(), all(&mut source));
    let folder = tempfile::tempdir().expect("a folder");
    let path = empty(folder.path());
    for phase in [Phase::Rows, Phase::Index] {
        let until = &mut |step: Step| match step.phase == phase {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        };
        let refused = fill(&path, own, &mut Told(everything(&mut source)), until);
        assert_eq!(refused.map_err(|e| e.code), Err(Code::Conflict));
        opened(&path, |new| {
            assert_eq!(new.look(|look| look.link()).expect("a link").cursor, None);
        });
    }
    let go_on = &mut |_| ControlFlow::Continue(());
    fill(&path, own, &mut Told(everything(&mut source)), go_on).expect("filled");
    opened(&path, |new| assert_eq!(all(new), rows));
}
