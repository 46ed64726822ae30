//! The desk's side of an exchange, on real files.

mod conflicts;
mod contended;
mod fill;
mod first;
mod founding;
mod hub;
mod link;
mod outbox;
mod pull;
mod round;
mod swap;
mod watched;

use kit::desk::{Fixture, Side, Who};
use model::{Error, Id, Record as _, Table, Value, tables};
use store::sync::Known;
use store::{Desk, Org, Session, SignIn};
use sync::{
    desk::File,
    engine::{
        outbox::Key,
        rebase::{Row, Write},
        sides::{Desk as _, Look, Work, Written},
    },
};
use uuid::Uuid;

/// Our organization's side of the exchange, connected.
fn connected(desk: &Desk) -> File<&Desk> {
    let own = Side::Ours.organization();
    desk.connect(own, "postgres://device@hub.test/desk", "ada-laptop", Known::Nothing)
        .expect("connected");
    let settled = end(desk);
    let mut file = File::begin(desk, own).expect("nobody else");
    let all_told = |work: &mut dyn Work| {
        let mut link = work.link()?;
        link.settled = settled;
        work.keep(&link)
    };
    file.work(all_told).expect("kept");
    file
}

/// The newest place in the log.
fn end(desk: &Desk) -> i64 {
    desk.observe(Side::Ours.organization(), |side| side.end()).expect("a log")
}

/// An administrator of that organization.
fn admin(desk: &Desk, side: Side) -> Session {
    let user = Id::from(side.row("users", Who::Admin.number()));
    desk.sign_in(&SignIn::User(user)).expect("signed in")
}

/// Ordinary work by our administrator.
fn done<T>(desk: &Desk, work: impl FnOnce(&Org<'_>) -> Result<T, Error>) -> T {
    desk.write(&admin(desk, Side::Ours), "test", |org| work(org)).expect("done")
}

fn row(desk: &mut File<&Desk>, key: Key) -> Option<Row> {
    desk.look(|look| look.row(key)).expect("looked")
}

/// What one transaction writes of what is taken over.
fn pull(desk: &mut File<&Desk>, writes: &[(Key, Write)]) -> Vec<Written> {
    let all = |work: &mut dyn Work| writes.iter().map(|(key, w)| work.write(*key, w)).collect();
    desk.work(all).expect("taken over")
}

/// It is one entry of a group by nobody, and the file is sound.
fn sound(desk: &Desk) {
    let verdict = desk.verify().expect("looked at");
    assert_eq!(verdict.faults, Vec::<String>::new());
}

fn ours(table: &'static str, number: u16) -> Key {
    (table, Side::Ours.row(table, number))
}

fn place(table: &str, column: &str) -> usize {
    tables::find(table).and_then(|t| t.position(column)).expect("a column")
}

/// Columns and what they become.
fn update(table: &str, columns: &[(&str, Value)]) -> Write {
    let columns = columns.iter().map(|(name, value)| (place(table, name), value.clone()));
    Write::Update(columns.collect())
}

/// A row of the table with nothing in it but what is given and what is given by default.
fn new(table: &'static Table, given: &[(&str, Value)]) -> Row {
    let value = |column: &model::Column| {
        let given = given.iter().find(|(name, _)| *name == column.name).map(|(_, v)| v.clone());
        given.unwrap_or(match column.default {
            model::Default::Int(n) => Value::Int(n),
            model::Default::Text(text) => text.into(),
            model::Default::Now => Value::Int(1_700_000_000_000_000),
            model::Default::NewId | model::Default::None => match column.name {
                "organization_id" => Side::Ours.organization().into(),
                _ => Value::Null,
            },
        })
    };
    table.columns.iter().map(value).collect()
}

fn id(number: u128) -> Uuid {
    Uuid::from_u128(0xcccc_0000 << 96 | number)
}

fn fixture() -> Fixture {
    Fixture::new()
}

fn ok(written: &[Written]) {
    assert!(written.iter().all(|w| matches!(w, Written::Done(_))), "{written:?}");
}

fn why(written: &Written) -> &str {
    match written {
        Written::Unfit(why) => why,
        Written::Done(_) => panic!("it is done"),
    }
}
