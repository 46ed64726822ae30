//! One change of many tickets, all of them or none.

use super::{narrowed, queue_input};
use crate::{Input, Param, Shape, field::optional, resource::Draft, resources::TICKETS};
use model::{Error, Record, Result, Value, tables::Ticket};
use serde_json::json;
use std::collections::HashSet;
use store::{Changes, Org};
use uuid::Uuid;

pub(crate) const OUTPUT: &str = "{ count: number; ids: string[] }";

/// How many of the ids are given back.
const SHOWN: usize = 500;

/// How often it is told how far it is.
const TOLD: usize = 256;

pub(crate) fn input() -> impl IntoIterator<Item = Param> {
    let set = ["status", "assigned_to", "priority", "category"];
    let set = set.map(|column| Param::column(Ticket::TABLE, optional(column), false));
    [
        Param::rows("ids", Ticket::NAME),
        Param::filter(&TICKETS),
        Param::object("set", Shape::of(set)),
        Param::texts("addTags"),
        Param::texts("removeTags"),
    ]
    .into_iter()
    .chain(queue_input())
}

/// Changes all of the tickets that are named or that a filter finds, newest first. With a filter, `snoozed`
/// and `late` narrow as they do in the queue; left out, it does not matter who sleeps.
pub(crate) fn bulk_update(org: &mut Org<'_>, mut input: Input) -> Result<String> {
    let set = input.object("set").map(|set| set.columns.clone()).unwrap_or_default();
    let tags = Tags::of(&input);
    if set.is_empty() && tags.is_empty() {
        return Err(Error::validation(
            "set",
            "Say what to change: status, assignedTo, priority or category in set, or addTags, or removeTags.",
        ));
    }
    org.check_references(Ticket::TABLE, &set).map_err(|e| e.within("set"))?;
    let ids = selection(org, &mut input)?;
    for (n, id) in ids.iter().enumerate() {
        if n % TOLD == 0 {
            org.progress(n, ids.len())?;
        }
        let row = org
            .values(Ticket::TABLE, *id)?
            .ok_or_else(|| Error::not_found(Ticket::TABLE.noun).at("ids"))?;
        let number = number(&row);
        let changes = tags.apply(&row, &set);
        TICKETS.revise(org, *id, &row, Draft::of(changes)).map_err(|e| named(e, &number))?;
    }
    org.progress(ids.len(), ids.len())?;
    let shown = &ids[..ids.len().min(SHOWN)];
    Ok(json!({"count": ids.len(), "ids": shown}).to_string())
}

/// The tickets meant, each once.
fn selection(org: &Org<'_>, input: &mut Input) -> Result<Vec<Uuid>> {
    let filter = input.filters();
    let given = |name: &str| input.number(name).map(|given| given == 1);
    let (snoozed, late) = (given("snoozed"), given("late"));
    if input.values("ids").is_some()
        && let Some(name) = ["snoozed", "late"].into_iter().find(|name| given(name).is_some())
    {
        return Err(Error::validation(name, format!("{name} goes with a filter, not with ids.")));
    }
    match (input.values("ids"), input.filtered()) {
        (Some(ids), false) => {
            let mut seen = HashSet::new();
            let ids = ids.iter().filter_map(|id| match id {
                Value::Id(id) => Some(*id),
                _ => None,
            });
            Ok(ids.filter(|id| seen.insert(*id)).collect())
        }
        (None, true) => org.ids(Ticket::TABLE, &narrowed(org, filter, snoozed, late == Some(true))),
        _ => Err(Error::validation(
            "ids",
            "Say which tickets: either ids, or a filter as list_tickets takes it ({} for all).",
        )),
    }
}

fn number(row: &[Value]) -> String {
    match Ticket::TABLE.position("ticket_number").map(|place| &row[place]) {
        Some(Value::Text(number)) => number.clone(),
        _ => String::new(),
    }
}

/// A refusal, saying of which ticket.
fn named(mut error: Error, number: &str) -> Error {
    error.message = format!("{number}: {} None of the tickets was changed.", error.message);
    error.within("set")
}

/// Tags to add and to take away.
struct Tags {
    add: Vec<String>,
    remove: Vec<String>,
}

impl Tags {
    fn of(input: &Input) -> Self {
        let texts = |name| {
            let values = input.values(name).unwrap_or_default().iter();
            let texts = values.filter_map(|v| match v {
                Value::Text(text) => Some(text.clone()),
                _ => None,
            });
            texts.collect()
        };
        Self { add: texts("addTags"), remove: texts("removeTags") }
    }

    fn is_empty(&self) -> bool {
        self.add.is_empty() && self.remove.is_empty()
    }

    /// What is set, and the ticket's tags as they become: what is added goes to the end, unless it
    /// is there.
    fn apply(&self, row: &[Value], set: &Changes) -> Changes {
        let mut changes = set.clone();
        if self.is_empty() {
            return changes;
        }
        let held = match Ticket::TABLE.position("tags").map(|place| &row[place]) {
            Some(Value::Text(json)) => serde_json::from_str(json).unwrap_or_default(),
            _ => Vec::<String>::new(),
        };
        let mut tags: Vec<_> =
            held.iter().filter(|tag| !self.remove.contains(tag)).cloned().collect();
        for tag in &self.add {
            if !tags.contains(tag) {
                tags.push(tag.clone());
            }
        }
        if tags != held {
            changes.push(("tags", json!(tags).to_string().into()));
        }
        changes
    }
}
