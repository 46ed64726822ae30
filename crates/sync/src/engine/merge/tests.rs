use super::{Edit, Lost, Merged, Rules, column};
use model::{
    Column, Record as _, Value,
    tables::{Budget, Organization, Ticket, TicketWork},
};
use proptest::prelude::*;

fn named(name: &str) -> &'static Column {
    [Ticket::TABLE, Budget::TABLE, Organization::TABLE, TicketWork::TABLE]
        .iter()
        .find_map(|t| t.column(name))
        .expect("a column")
}

fn steps(from: &str, to: &str) -> bool {
    matches!(
        (from, to),
        ("OPEN", "IN_PROGRESS") | ("IN_PROGRESS", "RESOLVED") | ("RESOLVED", "OPEN")
    )
}

const RULES: Rules<'static> = Rules { may_follow: &steps, trusted: true };

fn merge(
    name: &str,
    base: impl Into<Value>,
    theirs: (impl Into<Value>, i64),
    mine: (impl Into<Value>, i64),
    rules: Rules<'_>,
) -> Merged {
    let (theirs, mine) = ((theirs.0.into(), theirs.1), (mine.0.into(), mine.1));
    column(
        named(name),
        &base.into(),
        Edit { value: &theirs.0, at: theirs.1 },
        Edit { value: &mine.0, at: mine.1 },
        rules,
    )
}

fn stands(value: impl Into<Value>, lost: Option<Lost>) -> Merged {
    Merged { value: value.into(), lost }
}

#[test]
fn of_two_edits_the_newer_one_stands_and_both_are_kept() {
    assert_eq!(merge("subject", "A", ("B", 1), ("C", 2), RULES), stands("C", Some(Lost::Theirs)));
    assert_eq!(merge("subject", "A", ("B", 2), ("C", 1), RULES), stands("B", Some(Lost::Mine)));
    assert_eq!(merge("subject", "A", ("B", 1), ("C", 1), RULES), stands("B", Some(Lost::Mine)));
    let untrusted = Rules { trusted: false, ..RULES };
    assert_eq!(merge("subject", "A", ("B", 1), ("C", 2), untrusted), stands("B", Some(Lost::Mine)));
}

#[test]
fn what_follows_another_column_goes_by_the_newer_edit_without_a_conflict() {
    for (theirs, mine, stand) in [(1, 2, 30), (2, 1, 20)] {
        assert_eq!(
            merge("due_at", 10, (20, theirs), (30, mine), RULES),
            stands(stand, None),
            "{theirs} {mine}"
        );
    }
    // The first reply that the hub heard of is the first.
    assert_eq!(merge("responded_at", Value::Null, (20, 1), (30, 2), RULES), stands(20, None));
}

#[test]
fn what_one_side_alone_edited_is_no_conflict() {
    assert_eq!(merge("subject", "A", ("A", 9), ("C", 1), RULES), stands("C", None));
    assert_eq!(merge("subject", "A", ("B", 1), ("A", 9), RULES), stands("B", None));
    assert_eq!(merge("subject", "A", ("B", 1), ("B", 9), RULES), stands("B", None));
}

#[test]
fn a_status_goes_on_from_where_the_hub_is_or_stays_there() {
    let step = merge("status", "OPEN", ("IN_PROGRESS", 9), ("RESOLVED", 1), RULES);
    assert_eq!(step, stands("RESOLVED", None));
    let illegal = merge("status", "OPEN", ("RESOLVED", 1), ("IN_PROGRESS", 9), RULES);
    assert_eq!(illegal, stands("RESOLVED", Some(Lost::Mine)));
}

#[test]
fn both_differences_are_added() {
    assert_eq!(merge("spent", 100, (150, 1), (130, 2), RULES), stands(180, None));
    assert_eq!(merge("spent", 100, (150, 9), (80, 2), RULES), stands(130, None));
    assert_eq!(
        merge("spent", 100, (130, 1), (130, 2), RULES),
        stands(160, None),
        "not the same 30"
    );
}

#[test]
fn members_added_and_removed_on_both_sides_are_merged() {
    let tags = |base: &str, theirs: &str, mine: &str| {
        merge("tags", base, (theirs, 1), (mine, 2), RULES).value
    };
    assert_eq!(tags(r#"["a","b"]"#, r#"["b","c"]"#, r#"["a","d"]"#), r#"["c","d"]"#.into());
    assert_eq!(tags(r#"["a"]"#, "[]", r#"["a","b"]"#), r#"["b"]"#.into());
    assert_eq!(tags("[]", r#"["a"]"#, r#"["a","b"]"#), r#"["a","b"]"#.into());
    let torn = merge("tags", "[]", ("{}", 1), (r#"["a"]"#, 2), RULES);
    assert_eq!(torn, stands(r#"["a"]"#, Some(Lost::Theirs)), "what is no list goes by its time");
}

#[test]
fn settings_are_merged_key_by_key() {
    let settings = |base: &str, theirs: (&str, i64), mine: (&str, i64)| {
        merge("settings", base, theirs, mine, RULES)
    };
    let apart = settings(r#"{"a":1}"#, (r#"{"a":2}"#, 1), (r#"{"a":1,"b":3}"#, 2));
    assert_eq!(apart, stands(r#"{"a":2,"b":3}"#, None));
    let both = settings(r#"{"a":1,"c":0}"#, (r#"{"a":2}"#, 2), (r#"{"a":3,"b":3,"c":0}"#, 1));
    assert_eq!(both, stands(r#"{"a":2,"b":3}"#, Some(Lost::Mine)));
    let removed = settings(r#"{"a":1,"b":1}"#, (r#"{"a":1,"b":1,"c":1}"#, 2), (r#"{"b":1}"#, 1));
    assert_eq!(removed, stands(r#"{"b":1,"c":1}"#, None));
}

fn json() -> impl Strategy<Value = Value> {
    let member = prop::sample::select(vec!["a", "b", "c"]);
    prop::collection::btree_map(member, 0..3u8, 0..3)
        .prop_map(|m| Value::Text(serde_json::to_string(&m).expect("JSON")))
}

fn list() -> impl Strategy<Value = Value> {
    prop::collection::btree_set(prop::sample::select(vec!["a", "b", "c", "d"]), 0..4)
        .prop_map(|m| Value::Text(serde_json::to_string(&m).expect("JSON")))
}

fn text(labels: &'static [&'static str]) -> impl Strategy<Value = Value> {
    prop::sample::select(labels).prop_map(Value::from)
}

/// A column of each class, with three values of it.
fn three() -> impl Strategy<Value = (&'static str, [Value; 3])> {
    prop_oneof![
        prop::array::uniform3(text(&["A", "B", "C"])).prop_map(|v| ("subject", v)),
        prop::array::uniform3(text(&["OPEN", "IN_PROGRESS", "RESOLVED"]))
            .prop_map(|v| ("status", v)),
        prop::array::uniform3((0..4i64).prop_map(Value::Int)).prop_map(|v| ("spent", v)),
        prop::array::uniform3((0..4i64).prop_map(Value::Int)).prop_map(|v| ("remaining", v)),
        prop::array::uniform3(list()).prop_map(|v| ("tags", v)),
        prop::array::uniform3(json()).prop_map(|v| ("settings", v)),
    ]
}

proptest! {
    /// Once merged and pushed, what was merged is the hub's and the base: to merge it again changes
    /// nothing, however often it comes.
    #[test]
    fn merging_again_changes_nothing((name, [base, hub, mine]) in three(), at in prop::array::uniform2(0..4i64)) {
        let once = merge(name, base, (hub, at[0]), (mine, at[1]), RULES).value;
        let again = merge(name, once.clone(), (once.clone(), at[0]), (once.clone(), at[1]), RULES);
        prop_assert_eq!(again, stands(once, None));
    }

    /// Two desks that edited the same base end with the same value, one of them first at the hub.
    #[test]
    fn desks_end_alike((name, [base, first, second]) in three(), at in prop::array::uniform2(0..4i64)) {
        // The first one's push finds the base. The second pulls that, merges, pushes; the first pulls it.
        let merged = merge(name, base, (first.clone(), at[0]), (second, at[1]), RULES).value;
        let pulled = merge(name, first.clone(), (merged.clone(), at[1]), (first, at[0]), RULES);
        prop_assert_eq!(pulled, stands(merged, None));
    }

    /// An edit that stands nowhere is told: silence is allowed only where it is in the result.
    #[test]
    fn nothing_is_lost_in_silence((name, [base, hub, mine]) in three(), at in prop::array::uniform2(0..4i64)) {
        let merged = merge(name, base.clone(), (hub.clone(), at[0]), (mine.clone(), at[1]), RULES);
        let scalar = matches!(name, "subject" | "status");
        if scalar && mine != base && merged.value != mine {
            prop_assert_eq!(merged.lost, Some(Lost::Mine));
        }
        if name == "subject" && hub != base && merged.value != hub {
            prop_assert_eq!(merged.lost, Some(Lost::Theirs));
        }
    }
}
