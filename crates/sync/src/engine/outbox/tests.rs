use super::{Key, Kind, Part, Settled, Told, outgoing};
use crate::engine::{kept::Kept, rebase::Row, take::Notes};
use model::{
    Record as _, Table, Value,
    tables::{Budget, SavedView},
};
use proptest::prelude::*;
use std::collections::HashMap;
use uuid::Uuid;

const NAME: usize = 3;
const ROW: Uuid = Uuid::from_u128(7);

fn noted<const N: usize>(columns: [((Key, usize), Settled); N]) -> Notes {
    Notes { columns: HashMap::from(columns), ..Notes::default() }
}

fn place(table: &Table, column: &str) -> usize {
    table.position(column).expect("a column")
}

fn told(desk: &Kept, from: usize, notes: &Notes) -> Vec<Told> {
    outgoing(&desk.log[from..], &desk.rows, notes)
}

/// A hub that takes what fits and nothing else.
fn apply(hub: &mut HashMap<Key, Row>, told: &Told, width: usize) {
    let key = (told.table, told.row);
    match told.kind {
        Kind::Insert => {
            let mut row = vec![Value::Null; width];
            for (place, part) in &told.columns {
                let Part::Edit { new, .. } = part else {
                    unreachable!("a row comes with its values")
                };
                row[*place] = new.clone();
            }
            assert!(hub.insert(key, row).is_none(), "it was there");
        }
        Kind::Update => {
            let row = hub.get_mut(&key).expect("the row");
            for (place, part) in &told.columns {
                match part {
                    Part::Edit { base, new } => {
                        assert_eq!(row[*place], *base, "compare and set");
                        row[*place] = new.clone();
                    }
                    Part::Added(n) => {
                        let Value::Int(held) = row[*place] else { panic!("a number") };
                        row[*place] = Value::Int(held + n);
                    }
                }
            }
        }
        Kind::Delete => {
            let row = hub.remove(&key).expect("the row");
            for (place, part) in &told.columns {
                let Part::Edit { base, .. } = part else {
                    unreachable!("a row goes with its values")
                };
                assert_eq!(row[*place], *base, "compare and delete");
            }
        }
    }
}

#[test]
fn of_a_sum_the_difference_is_told_also_where_it_only_followed() {
    let spent = place(Budget::TABLE, "spent");
    let mut desk = Kept::default();
    desk.write(Budget::TABLE, ROW, Some(&[(spent, Value::Int(100))]), true);
    desk.write(Budget::TABLE, ROW, Some(&[(spent, Value::Int(130))]), false);
    desk.write(Budget::TABLE, ROW, Some(&[(spent, Value::Int(110))]), false);
    desk.log[1].effect = true;
    let told = told(&desk, 0, &Notes::default());
    let parts: Vec<_> = told.iter().flat_map(|t| &t.columns).cloned().collect();
    assert_eq!(parts, [(spent, Part::Added(30)), (spent, Part::Added(-20))]);
}

#[test]
fn what_does_not_stand_is_not_told() {
    let mut desk = Kept::default();
    desk.write(SavedView::TABLE, ROW, Some(&[(NAME, "A".into())]), true);
    desk.write(SavedView::TABLE, ROW, Some(&[(NAME, "B".into())]), false);
    // The hub's C stands; later somebody here makes it D.
    desk.write(SavedView::TABLE, ROW, Some(&[(NAME, "C".into())]), true);
    desk.write(SavedView::TABLE, ROW, Some(&[(NAME, "D".into())]), false);
    let key = ((SavedView::NAME, ROW), NAME);
    let notes = noted([(key, Settled { from: 4, base: None })]);
    let told = told(&desk, 1, &notes);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].columns, [(NAME, Part::Edit { base: "C".into(), new: "D".into() })]);
}

#[test]
fn what_stands_is_told_from_what_the_hub_has() {
    let mut desk = Kept::default();
    desk.write(SavedView::TABLE, ROW, Some(&[(NAME, "A".into())]), true);
    desk.write(SavedView::TABLE, ROW, Some(&[(NAME, "B".into())]), false);
    desk.write(SavedView::TABLE, ROW, Some(&[(NAME, "C".into())]), false);
    let key = ((SavedView::NAME, ROW), NAME);
    let notes = noted([(key, Settled { from: 2, base: Some("X".into()) })]);
    let parts: Vec<_> = told(&desk, 1, &notes).into_iter().flat_map(|told| told.columns).collect();
    let edit = |base: &str, new: &str| (NAME, Part::Edit { base: base.into(), new: new.into() });
    assert_eq!(parts, [edit("X", "B"), edit("B", "C")]);
}

#[test]
fn what_was_merged_is_told_though_it_came_with_a_pull() {
    let mut desk = Kept::default();
    desk.write(SavedView::TABLE, ROW, Some(&[(NAME, "A".into())]), true);
    desk.write(SavedView::TABLE, ROW, Some(&[(NAME, "B".into())]), false);
    desk.write(SavedView::TABLE, ROW, Some(&[(NAME, "B+X".into())]), true);
    let key = ((SavedView::NAME, ROW), NAME);
    let notes = noted([(key, Settled { from: 3, base: Some("X".into()) })]);
    let told = told(&desk, 1, &notes);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].columns, [(NAME, Part::Edit { base: "X".into(), new: "B+X".into() })]);
}

proptest! {
    /// Told in its order to a hub that has what was there before, it makes what is there now; at whatever
    /// entry one begins.
    #[test]
    fn told_to_the_hub_it_makes_what_is_here(
        steps in prop::collection::vec((0..3u8, 0..5u8, 0..2u8), 0..30),
        begin in 0..30usize,
    ) {
        let mut desk = Kept::default();
        let mut hub = HashMap::new();
        for (n, (row, value, deletes)) in steps.into_iter().enumerate() {
            if n == begin {
                hub = desk.rows.clone();
                desk.log.clear();
            }
            let row = Uuid::from_u128(row.into());
            let columns = [(NAME, Value::Int(value.into()))];
            let columns = (deletes == 0 || value > 1).then_some(columns.as_slice());
            desk.write(SavedView::TABLE, row, columns, false);
        }
        for told in told(&desk, 0, &Notes::default()) {
            apply(&mut hub, &told, SavedView::TABLE.columns.len());
        }
        prop_assert_eq!(hub, desk.rows);
    }
}
