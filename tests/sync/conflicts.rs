//! Conflicts, and deciding them.

use super::*;
use model::Code;
use store::sync::{Decision, Resolution};
use sync::engine::{
    merge::Lost,
    rebase::Conflict,
    sides::{Record, Stands},
    take::Notes,
};

fn column(number: u128, key: Key, column: &str, values: [Value; 3]) -> Record {
    let [base, mine, theirs] = values;
    let column = place(key.0, column);
    let conflict = Conflict::Column { column, base, mine, theirs, lost: Lost::Mine };
    Record { id: id(number), key, conflict, at: number as i64, stands: Stands::Open }
}

#[test]
fn every_value_comes_back() {
    let fixture = fixture();
    let mut desk = connected(&fixture.desk);
    let ticket = ours("tickets", 1);
    let image = row(&mut desk, ticket).expect("a row");
    let (lost, stands) = (Lost::Theirs, Stands::Open);
    let all = [
        column(1, ticket, "subject", ["".into(), "1".into(), "null".into()]),
        column(2, ticket, "sentiment", [Value::Null, Value::Int(-1), Value::Int(i64::MAX)]),
        column(3, ticket, "assigned_to", [id(1).into(), Value::Null, id(2).into()]),
        Record {
            id: id(4),
            key: ticket,
            conflict: Conflict::Deleted { image, lost },
            at: 4,
            stands,
        },
    ];
    desk.work(|work| all.iter().try_for_each(|record| work.record(record))).expect("kept");
    // Once.
    desk.work(|work| work.record(&all[0])).expect("kept");
    assert_eq!(desk.look(|look| look.untold(10)).expect("read"), all);
    assert_eq!(desk.look(|look| look.untold(1)).expect("read"), all[..1]);
    desk.work(|work| work.told(&[all[0].clone(), all[2].clone()])).expect("kept");
    let untold = desk.look(|look| look.untold(10)).expect("read");
    assert_eq!(untold, [all[1].clone(), all[3].clone()]);
    let own = Side::Ours.organization();
    assert_eq!(fixture.desk.connected(own).expect("connected").conflicts, 4);
    let theirs = Side::Theirs.organization();
    let seen = fixture.desk.observe(theirs, |side| side.conflicts(true, 10)).expect("read");
    assert!(seen.is_empty());
}

#[test]
fn nothing_is_left_of_a_row_that_is_purged() {
    let fixture = fixture();
    let mut desk = connected(&fixture.desk);
    let ticket = ours("tickets", 2);
    let image = row(&mut desk, ticket).expect("a row");
    let values = || ["secretbase".into(), "secretmine".into(), "secrettheirs".into()];
    let gone = Conflict::Deleted { image, lost: Lost::Mine };
    let all = [
        column(1, ticket, "subject", values()),
        Record { id: id(2), key: ticket, conflict: gone, at: 2, stands: Stands::Open },
        column(3, ours("tickets", 1), "subject", values()),
    ];
    let mut notes = Notes::default();
    notes.settle(ticket, place("tickets", "subject"), 7, Some(&"secretnote".into()));
    let keep = |work: &mut dyn Work| {
        work.note(ticket, &notes)?;
        all.iter().try_for_each(|record| work.record(record))
    };
    desk.work(keep).expect("kept");
    done(&fixture.desk, |org| org.delete(tables::Ticket::TABLE, ticket.1));
    done(&fixture.desk, |org| org.forget(tables::Ticket::TABLE, ticket.1));
    assert_eq!(desk.look(|look| look.untold(10)).expect("read"), all[2..]);
    let kept = desk.look(|look| look.notes(&[ticket])).expect("read");
    notes.settle(ticket, place("tickets", "subject"), 7, None);
    assert_eq!(kept, notes);
    sound(&fixture.desk);
}

#[test]
fn a_decision_is_an_ordinary_write() {
    let fixture = fixture();
    let mut desk = connected(&fixture.desk);
    let ticket = ours("tickets", 1);
    let image = row(&mut desk, ticket).expect("a row");
    let values = || ["base".into(), "mine".into(), "theirs".into()];
    let all = [
        column(1, ticket, "subject", values()),
        column(2, ticket, "subject", values()),
        column(3, ticket, "subject", values()),
        column(4, ticket, "status", ["OPEN".into(), "CLOSED".into(), "WAITING".into()]),
        Record {
            id: id(5),
            key: ticket,
            conflict: Conflict::Deleted { image, lost: Lost::Mine },
            at: 5,
            stands: Stands::Open,
        },
    ];
    desk.work(|work| all.iter().try_for_each(|record| work.record(record))).expect("kept");
    let session = admin(&fixture.desk, Side::Ours);
    let decide = |number, decision| {
        let work = |org: &mut Org<'_>| org.decide(id(number), &decision);
        fixture.desk.write(&session, "resolve_conflict", work)
    };
    let subject = |desk: &mut File<&Desk>| {
        row(desk, ticket).expect("a row")[place("tickets", "subject")].clone()
    };
    let before = end(&fixture.desk);
    decide(1, Decision::Mine).expect("decided");
    assert_eq!(subject(&mut desk), "mine".into());
    let (entries, _) = desk.look(|look| look.entries(before, 10)).expect("entries");
    assert!(entries.len() == 1 && !entries[0].pulled, "{entries:?}");
    decide(2, Decision::Theirs).expect("decided");
    assert_eq!(subject(&mut desk), "theirs".into());
    let long = Decision::Value("x".repeat(501).into());
    assert_eq!(decide(3, long).expect_err("too long").code, Code::Validation);
    decide(3, Decision::Value("other".into())).expect("decided");
    assert_eq!(subject(&mut desk), "other".into());
    assert_eq!(decide(4, Decision::Mine).expect_err("a status").code, Code::Validation);
    decide(4, Decision::Keep).expect("decided");
    assert_eq!(decide(5, Decision::Mine).expect_err("deleted").code, Code::Validation);
    assert_eq!(decide(1, Decision::Keep).expect_err("again").code, Code::Conflict);
    assert_eq!(decide(9, Decision::Keep).expect_err("none").code, Code::NotFound);
    let theirs = admin(&fixture.desk, Side::Theirs);
    let stranger = |org: &mut Org<'_>| org.decide(id(5), &Decision::Keep);
    let refused = fixture.desk.write(&theirs, "resolve_conflict", stranger);
    assert_eq!(refused.expect_err("another's").code, Code::NotFound);
    let own = Side::Ours.organization();
    let list = |all| fixture.desk.observe(own, |side| side.conflicts(all, 10)).expect("read");
    assert_eq!(list(false).iter().map(|c| c.record.id).collect::<Vec<_>>(), [id(5)]);
    let how: Vec<_> = list(true).iter().filter_map(|c| c.resolved.map(|(_, how)| how)).collect();
    assert_eq!(how, [Resolution::Mine, Resolution::Theirs, Resolution::Other, Resolution::Kept]);
    sound(&fixture.desk);
}

#[test]
fn the_hub_hears_of_a_decision_and_that_it_was_undone() {
    let fixture = fixture();
    let mut desk = connected(&fixture.desk);
    let ticket = ours("tickets", 1);
    let found = column(1, ticket, "subject", ["base".into(), "mine".into(), "theirs".into()]);
    desk.work(|work| work.record(&found)).expect("kept");
    let session = admin(&fixture.desk, Side::Ours);
    let own = Side::Ours.organization();
    let open = || fixture.desk.connected(own).expect("connected").conflicts;
    let subject = |desk: &mut File<&Desk>| {
        row(desk, ticket).expect("a row")[place("tickets", "subject")].clone()
    };
    let untold = |desk: &mut File<&Desk>| {
        let untold = desk.look(|look| look.untold(10)).expect("read");
        untold.into_iter().map(|record| record.stands).collect::<Vec<_>>()
    };
    let turn = |redo| {
        let work = |org: &mut Org<'_>| {
            let done = if redo { org.redoable()? } else { org.undoable()? };
            let done = done.expect("an operation");
            let plan = org.reversal(&done)?;
            org.reverse(&done, &plan)
        };
        fixture.desk.write(&session, "undo", work).expect("turned");
    };
    let before = subject(&mut desk);
    let decide = |org: &mut Org<'_>| org.decide(id(1), &Decision::Mine);
    // It is on its way as an open one while it is decided.
    fixture.desk.write(&session, "resolve_conflict", decide).expect("decided");
    desk.work(|work| work.told(std::slice::from_ref(&found))).expect("kept");
    assert_eq!(untold(&mut desk), [Stands::Resolved("mine")]);
    let record = |stands| Record { stands, ..found.clone() };
    desk.work(|work| work.told(&[record(Stands::Resolved("mine"))])).expect("kept");
    assert_eq!((untold(&mut desk), open()), (Vec::new(), 0));

    turn(false);
    assert_eq!((subject(&mut desk), open()), (before, 1));
    assert_eq!(untold(&mut desk), [Stands::Reopened]);
    desk.work(|work| work.told(&[record(Stands::Reopened)])).expect("kept");
    assert_eq!(untold(&mut desk), []);

    turn(true);
    assert_eq!((subject(&mut desk), open()), ("mine".into(), 0));
    assert_eq!(untold(&mut desk), [Stands::Resolved("mine")]);

    // To a hub that is restored, or another one, all of it is news.
    desk.work(|work| work.told(&[record(Stands::Resolved("mine"))])).expect("kept");
    desk.work(|work| work.tell_conflicts_again()).expect("kept");
    assert_eq!(untold(&mut desk), [Stands::Resolved("mine")]);
    sound(&fixture.desk);
}
