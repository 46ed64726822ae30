use super::{
    super::merge::{Lost, Rules},
    Conflict, Own, Pending, Rebased, Row, There, Write, row,
};
use model::{Record as _, Value, tables::SavedView};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// The place of a scalar column, `name`.
const NAME: usize = 3;

fn view(name: &str) -> Row {
    let mut row = vec![Value::Null; SavedView::TABLE.columns.len()];
    row[NAME] = name.into();
    row
}

fn rules() -> Rules<'static> {
    Rules { may_follow: &|_, _| false, trusted: true }
}

fn rebase(here: Option<&Row>, pending: &Pending, there: Option<&Row>, at: i64) -> Rebased {
    row(SavedView::TABLE, here, pending, There { row: there, edited: &|_| at }, rules())
}

fn edited(base: &str, at: i64) -> Pending {
    Pending::Edited(BTreeMap::from([(NAME, Own { base: base.into(), at })]))
}

#[test]
fn the_column_is_the_name() {
    assert_eq!(SavedView::TABLE.columns[NAME].name, "name");
}

#[test]
fn what_nobody_edited_here_comes_as_it_is() {
    let came = rebase(None, &Pending::Nothing, Some(&view("A")), 1);
    assert_eq!(came, Rebased::quiet(Write::Insert(view("A")), Pending::Nothing));
    let moved = rebase(Some(&view("A")), &Pending::Nothing, Some(&view("B")), 1);
    let to = Write::Update(BTreeMap::from([(NAME, "B".into())]));
    assert_eq!(moved, Rebased::quiet(to, Pending::Nothing));
    let went = rebase(Some(&view("A")), &Pending::Nothing, None, 1);
    assert_eq!(went, Rebased::quiet(Write::Delete, Pending::Nothing));
}

#[test]
fn an_edit_is_pushed_from_what_the_hub_has_now() {
    let newer = rebase(Some(&view("C")), &edited("A", 2), Some(&view("B")), 1);
    assert_eq!((newer.write, newer.pending), (Write::Nothing, edited("B", 2)));
    assert_eq!(newer.conflicts.len(), 1);
    let older = rebase(Some(&view("C")), &edited("A", 1), Some(&view("B")), 2);
    let to = Write::Update(BTreeMap::from([(NAME, "B".into())]));
    assert_eq!((older.write, older.pending), (to, Pending::Nothing));
}

#[test]
fn a_delete_wins_and_what_was_edited_is_kept() {
    let mine = rebase(Some(&view("C")), &edited("A", 9), None, 1);
    let image = Conflict::Deleted { image: view("C"), lost: Lost::Mine };
    assert_eq!(mine, Rebased::quiet(Write::Delete, Pending::Nothing).with(image));

    let gone = Pending::Deleted { base: view("A") };
    let theirs = rebase(None, &gone, Some(&view("B")), 9);
    let image = Conflict::Deleted { image: view("B"), lost: Lost::Theirs };
    let still = Pending::Deleted { base: view("B") };
    assert_eq!(theirs, Rebased::quiet(Write::Nothing, still.clone()).with(image));
    assert_eq!(rebase(None, &still, Some(&view("B")), 9), Rebased::quiet(Write::Nothing, still));
    assert_eq!(rebase(None, &gone, None, 9), Rebased::quiet(Write::Nothing, Pending::Nothing));
}

/// One desk beside a hub, as far as a row goes.
#[derive(Debug, Clone, Default)]
struct Desk {
    row: Option<Row>,
    pending: Pending,
    conflicts: usize,
}

#[derive(Debug, Clone)]
enum Step {
    /// A desk edits the row, or makes it where it never was.
    Edit(usize, u8),
    Delete(usize),
    /// A desk pulls, merges, pushes.
    Sync(usize),
    /// A writer that knows nothing of desks.
    Elsewhere(u8),
    Drop,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (0..3usize, 0..4u8).prop_map(|(desk, to)| Step::Edit(desk, to)),
        1 => (0..3usize).prop_map(Step::Delete),
        4 => (0..3usize).prop_map(Step::Sync),
        2 => (0..4u8).prop_map(Step::Elsewhere),
        1 => Just(Step::Drop),
    ];
    prop::collection::vec(step, 0..24)
}

/// The hub, as far as a row goes: its values, and when they were edited.
#[derive(Debug, Default)]
struct Hub {
    row: Option<Row>,
    at: i64,
    buried: bool,
}

impl Desk {
    fn sync(&mut self, hub: &mut Hub) {
        if hub.row.is_some() || hub.buried {
            let rebased = rebase(self.row.as_ref(), &self.pending, hub.row.as_ref(), hub.at);
            match rebased.write {
                Write::Nothing => {}
                Write::Insert(row) => self.row = Some(row),
                Write::Update(columns) => {
                    let row = self.row.as_mut().expect("a row");
                    columns.into_iter().for_each(|(place, value)| row[place] = value);
                }
                Write::Delete | Write::Follow => self.row = None,
            }
            self.pending = rebased.pending;
            self.conflicts += rebased.conflicts.len();
        }
        match std::mem::take(&mut self.pending) {
            Pending::Nothing => {}
            Pending::Made => hub.row = self.row.clone(),
            Pending::Edited(columns) => {
                let row = hub.row.as_mut().expect("the row that was edited");
                for (place, own) in columns {
                    assert_eq!(row[place], own.base, "compare and set");
                    row[place] = self.row.as_ref().expect("a row")[place].clone();
                    hub.at = own.at;
                }
            }
            Pending::Deleted { base } => {
                assert_eq!(hub.row.take(), Some(base), "it was looked at");
                hub.buried = true;
            }
        }
    }

    fn edit(&mut self, to: u8, now: i64) {
        let name = ["A", "B", "C", "D"][usize::from(to)];
        let Some(row) = &mut self.row else { return };
        let base = std::mem::replace(&mut row[NAME], name.into());
        match &mut self.pending {
            Pending::Nothing => {
                self.pending = Pending::Edited(BTreeMap::from([(NAME, Own { base, at: now })]))
            }
            Pending::Edited(columns) => {
                columns
                    .entry(NAME)
                    .and_modify(|own| own.at = now)
                    .or_insert(Own { base, at: now })
                    .at = now
            }
            Pending::Made | Pending::Deleted { .. } => {}
        }
    }

    fn delete(&mut self) {
        let Some(mut row) = self.row.take() else { return };
        self.pending = match std::mem::take(&mut self.pending) {
            Pending::Made => Pending::Nothing,
            Pending::Edited(columns) => {
                columns.into_iter().for_each(|(place, own)| row[place] = own.base);
                Pending::Deleted { base: row }
            }
            _ => Pending::Deleted { base: row },
        };
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// However they take turns: once all have synced twice, all have what the hub has.
    #[test]
    fn desks_and_hub_end_alike(steps in steps()) {
        let mut hub = Hub { row: Some(view("A")), ..Hub::default() };
        let mut desks = vec![Desk::default(); 3];
        desks.iter_mut().for_each(|desk| desk.sync(&mut hub));
        for (now, step) in (1..).zip(steps) {
            match step {
                Step::Edit(desk, to) => desks[desk].edit(to, now),
                Step::Delete(desk) => desks[desk].delete(),
                Step::Sync(desk) => desks[desk].sync(&mut hub),
                Step::Elsewhere(to) => if let Some(row) = &mut hub.row {
                    row[NAME] = ["A", "B", "C", "D"][usize::from(to)].into();
                    hub.at = now;
                },
                Step::Drop => { hub.row = None; hub.buried = true; }
            }
        }
        for _ in 0..2 {
            desks.iter_mut().for_each(|desk| desk.sync(&mut hub));
        }
        for desk in desks {
            prop_assert_eq!(&desk.row, &hub.row);
            prop_assert_eq!(desk.pending, Pending::Nothing);
        }
    }
}
