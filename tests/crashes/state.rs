//! How all stands after an exchange, without what the clock and chance say.

use crate::scene::Run;
use kit::desk::Side;
use model::{Value, tables};
use serde_json::Value as Json;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};
use store::{
    Desk,
    sync::{Disagreement, Why},
};
use sync::{
    connect::Address,
    engine::sides::{Hello, Hub as _, Theirs},
    remote::Remote,
};
use uuid::Uuid;

/// How hub and desk stand, both quiet. Lists are in an order of their own.
#[derive(Debug, PartialEq, Eq)]
pub struct End {
    /// Every row of the organization at the desk, without when it changed.
    pub rows: Vec<String>,
    /// And at the hub: the same, but for what the hub refuses.
    pub there: Vec<String>,
    /// The desk's conflicts, each once, and known to the hub under the same id.
    pub conflicts: Vec<String>,
    /// What waits at the desk.
    pub waiting: Vec<String>,
    /// What became of each of the device's entries.
    pub results: Vec<String>,
    /// What the device's entries did to rows of the hub: each at most once.
    pub effects: Vec<String>,
    /// What holds others back at the hub.
    pub holds: Vec<String>,
    /// What the hub's log says of everybody's work, in all.
    pub log: Vec<String>,
}

impl End {
    /// That it is as it would have been.
    ///
    /// # Panics
    /// With what one has and the other lacks.
    pub fn is(&self, usual: &Self) {
        let lists = |end: &Self| {
            let Self { rows, there, conflicts, waiting, results, effects, holds, log } = end;
            let there = there.iter().map(|row| format!("at the hub {row}")).collect();
            let lists = [rows, conflicts, waiting, results, effects, holds, log].map(Clone::clone);
            [lists.concat(), there].concat()
        };
        let (here, usual) = (lists(self), lists(usual));
        let lacks = |of: &[String], all: &[String]| -> Vec<String> {
            of.iter().filter(|line| !all.contains(line)).cloned().collect()
        };
        let (more, less) = (lacks(&here, &usual), lacks(&usual, &here));
        assert!(here == usual, "it ended otherwise\nnow: {more:#?}\nelse: {less:#?}");
    }
}

/// Opens the file, which must be sound.
pub fn sound(path: &Path) -> Desk {
    let desk = Desk::open(path).unwrap_or_else(|e| panic!("it does not open: {e:?}"));
    let verdict = desk.verify().expect("looked at");
    assert_eq!(verdict.faults, Vec::<String>::new(), "the file is not sound");
    desk
}

/// How it stands, with the file open.
pub fn end(run: &Run<'_>, desk: &Desk) -> End {
    let own = Side::Ours.organization();
    let verdict = desk.verify().expect("looked at");
    assert_eq!(verdict.faults, Vec::<String>::new(), "the file is not sound in the end");
    let rows = desk.observe(own, |side| {
        let mut rows = BTreeMap::new();
        for table in tables::every() {
            for id in side.ids(table)? {
                let row = side.row(table, id)?.expect("a row");
                rows.insert((table.name, id), plain(table.columns, &row));
            }
        }
        Ok(rows)
    });
    let rows = rows.expect("rows");
    let there = hub_rows(&run.url());
    let [known, mark, off, twice, results, effects, holds, log] = run.ask([
        "SELECT id FROM desk_sync.conflict ORDER BY id",
        "SELECT last_seq, encode(head, 'hex'), file FROM desk_sync.device",
        "SELECT b.id, b.spent FROM public.budgets b
         LEFT JOIN (SELECT budget_id, sum(amount) AS used FROM public.budget_usage_records GROUP BY 1) u ON u.budget_id = b.id
         WHERE b.spent <> coalesce(u.used, 0) OR b.remaining <> b.\"limit\" - b.spent",
        "SELECT device, dseq, count(*) FROM desk_sync.push_result GROUP BY 1, 2 HAVING count(*) > 1",
        // Of a group's name only the number: chance is in the rest.
        "SELECT dseq, split_part(\"group\", '-', 1), outcome FROM desk_sync.push_result ORDER BY dseq",
        "SELECT dseq, op, tbl, pk, cols FROM desk_sync.log WHERE device IS NOT NULL ORDER BY 1, 2, 3, 4, 5",
        "SELECT split_part(\"group\", '-', 1), pk FROM desk_sync.hold ORDER BY 1, 2",
        "SELECT op, tbl, pk, cols, count(*) FROM desk_sync.log GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4",
    ]);

    let listed = desk.observe(own, |side| side.conflicts(true, 1_000)).expect("conflicts");
    let ids = sorted(listed.iter().map(|c| c.record.id.to_string()));
    assert_eq!(ids, known, "desk and hub know different conflicts");
    let conflicts = sorted(listed.into_iter().map(|c| {
        let columns = tables::find(c.record.key.0).map_or(&[][..], |table| table.columns);
        let what = match c.record.what {
            Disagreement::Column { column, base, mine, theirs } => {
                format!("{}: {base:?} {mine:?} {theirs:?}", columns[column].name)
            }
            Disagreement::Deleted { image } => format!("{:?}", plain(columns, &image)),
        };
        format!("{:?} {what} mine lost: {}", c.record.key, c.record.mine_lost)
    }));
    let waiting = desk.observe(own, |side| side.waiting()).expect("what waits");
    // What the hub refuses only the desk has, and the other way round.
    let apart = desk.observe(own, |side| {
        let mut apart: BTreeSet<_> = side.unfit()?.into_iter().map(|(key, _)| key).collect();
        for group in &waiting {
            let entries = side.entries_of(group.group)?;
            apart.extend(entries.iter().map(|entry| (entry.table.name, entry.row)));
        }
        Ok(apart)
    });
    let apart = apart.expect("read");
    let waiting = sorted(waiting.into_iter().map(|w| {
        let why = match w.why {
            Why::Held(by) => format!("held by {:?}", by.split('-').next()),
            Why::Quarantined(Json::Object(reason)) => {
                format!("refused: {:?}", reason.iter().collect::<BTreeMap<_, _>>())
            }
            other => format!("{other:?}"),
        };
        format!("{} {why}", w.group)
    }));
    for key in rows.keys().chain(there.keys()).filter(|key| !apart.contains(key)) {
        assert_eq!(rows.get(key), there.get(key), "desk and hub differ in {key:?}");
    }
    let link = desk.observe(own, |side| side.link()).expect("a link");
    assert_eq!(link.sending, None, "a batch is on its way for ever");
    let head: String = link.told.head.iter().map(|byte| format!("{byte:02x}")).collect();
    let own = format!("{} {head} {}", link.told.dseq, link.file);
    // A file that has told nothing is none that the hub knows.
    assert!(mark.contains(&own) || link.told.dseq == 0, "desk and hub count differently");
    assert!(off.is_empty(), "sums are off: {off:?}");
    assert!(twice.is_empty(), "entries were carried out twice: {twice:?}");
    End { rows: lines(rows), there: lines(there), conflicts, waiting, results, effects, holds, log }
}

/// Every row as a device pulls it.
fn hub_rows(url: &str) -> BTreeMap<(&'static str, Uuid), Vec<Json>> {
    let mut remote = Remote::connect(&Address::parse(url).expect("an address")).expect("connected");
    remote.hello(&Hello::default()).expect("hello");
    let all = remote.pull(None, &[]).expect("pulled");
    let row = |change: sync::engine::sides::Change| match change.now {
        Theirs::Whole(row) => {
            (change.key, plain(tables::find(change.key.0).expect("a table").columns, &row))
        }
        other => panic!("{:?}: {other:?}", change.key),
    };
    all.changes.into_iter().map(row).collect()
}

/// A row as what it says, without when it changed.
fn plain(columns: &[model::Column], row: &[Value]) -> Vec<Json> {
    let values = columns.iter().zip(row).filter(|(column, _)| column.name != "updated_at");
    values.map(|(column, value)| column.ty.json(value.as_ref())).collect()
}

fn lines(rows: BTreeMap<(&'static str, Uuid), Vec<Json>>) -> Vec<String> {
    rows.into_iter().map(|(key, row)| format!("{key:?} {row:?}")).collect()
}

fn sorted(all: impl Iterator<Item = String>) -> Vec<String> {
    let mut all: Vec<_> = all.collect();
    all.sort();
    all
}
