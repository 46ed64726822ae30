//! A ticket's messages and its history, as one story.

use super::MESSAGES;
use crate::{
    Input, Param, Shape, history,
    resources::{ESCALATIONS, REFUNDS, TICKETS},
    tickets::work::WORK,
};
use model::{
    Error, Instant, Record, Result, Type,
    tables::{RefundOrigin, Ticket, TicketWork},
};
use serde_json::{json, value::RawValue};
use std::collections::BTreeMap;
use store::{Entry, Filter, Listed, Org, Place, Related, Select, Sort, Test, View};
use uuid::Uuid;

pub(crate) const OUTPUT: &str = "TicketTimeline";

/// What the desk knows of a ticket that is a step of its story; the rest follows from others.
const STEPS: [&str; 2] = ["snoozed_until", "merged_into"];

/// The most rows of what stands beside the story.
const BESIDE: u32 = 100;

pub(crate) fn input() -> Shape {
    Shape::of([
        Param::row("id", Ticket::NAME),
        Param::number("limit", 1, 500),
        Param::plain("cursor", Type::Text { max: Some(100) }),
    ])
}

/// Newest first: two rows of things that happened, each in its order, walked side by side. A page costs
/// what it shows and the history of this one ticket, however long the log is.
pub(crate) fn ticket_timeline(org: &Org<'_>, input: Input) -> Result<String> {
    let ticket: Ticket = org.row(input.id("id")?)?;
    let limit = input.number("limit").and_then(|n| usize::try_from(n).ok()).unwrap_or(50);
    let mut past = Past::read(input.text("cursor"))?;
    let most = u32::try_from(limit + 1).unwrap_or(u32::MAX);
    let messages = match ticket.conversation_id {
        Some(conversation) => {
            org.newest(&MESSAGES, "conversation_id", conversation, past.message, most)?
        }
        None => Vec::new(),
    };
    let entries = entries(org, &ticket, past.entry, most)?;
    let (mut messages, mut entries) =
        (messages.into_iter().peekable(), entries.into_iter().peekable());
    let mut items: Vec<String> = Vec::new();
    while items.len() < limit {
        let said_last = match (messages.peek(), entries.peek()) {
            (Some(message), Some(entry)) => message.place.0 >= entry.at,
            (message, _) => message.is_some(),
        };
        let next = if said_last {
            messages.next().map(|message| past.said(message))
        } else {
            entries.next().map(|entry| past.done(&entry))
        };
        match next {
            Some(item) => items.push(item),
            None => break,
        }
    }
    let more = messages.peek().is_some() || entries.peek().is_some();
    Ok(json!({
        "items": raw(items)?,
        "nextCursor": more.then(|| past.write()),
        "work": page(org, &WORK, [of(TicketWork::TABLE, "ticket_id", ticket.id.uuid())])?.pop(),
        "drafts": org.drafts(ticket.id)?.into_iter().collect::<BTreeMap<_, _>>(),
        "merged": page(org, &TICKETS.view, [related(TicketWork::TABLE, "ticket_id", "merged_into", &ticket)])?,
        "escalations": match ticket.conversation_id {
            Some(conversation) => page(org, &ESCALATIONS.view, [of(ESCALATIONS.table(), "conversation_id", conversation)])?,
            None => Vec::new(),
        },
        "refunds": page(org, &REFUNDS.view, [related(RefundOrigin::TABLE, "refund_id", "ticket_id", &ticket)])?,
    })
    .to_string())
}

/// What became of the ticket itself, and of what the desk knows of it, newest first.
fn entries(org: &Org<'_>, ticket: &Ticket, before: Option<i64>, most: u32) -> Result<Vec<Entry>> {
    let mut all = org.history(Ticket::TABLE, ticket.id.uuid(), most, before)?;
    if let Some(work) = org.id_where(TicketWork::TABLE, "ticket_id", ticket.id.uuid())? {
        let steps = org.history(TicketWork::TABLE, work, u32::MAX, before)?;
        all.extend(steps.into_iter().filter_map(|mut entry| {
            entry.changes.retain(|change| STEPS.contains(&change.column.name));
            (!entry.changes.is_empty()).then_some(entry)
        }));
        all.sort_by_key(|entry| std::cmp::Reverse(entry.seq));
        all.truncate(most as usize);
    }
    Ok(all)
}

fn of(table: &'static model::Table, column: &str, value: Uuid) -> Filter {
    let column = table.columns.iter().map(|c| c.name).find(|c| *c == column).unwrap_or("id");
    Filter { column, test: Test::In(vec![value.into()]) }
}

/// Rows that a row of `table` points to by `column`, while its other column points to the ticket.
fn related(
    table: &'static model::Table,
    column: &'static str,
    by: &'static str,
    ticket: &Ticket,
) -> Filter {
    let filter = vec![of(table, by, ticket.id.uuid())];
    Filter { column: "id", test: Test::Related(Related { table, column, filter, exists: true }) }
}

/// The newest rows that match.
fn page<const N: usize>(
    org: &Org<'_>,
    view: &'static View,
    filter: [Filter; N],
) -> Result<Vec<Box<RawValue>>> {
    #[derive(serde::Deserialize)]
    struct Page {
        items: Vec<Box<RawValue>>,
    }
    let page = org.page(&Select {
        view,
        filter: filter.into(),
        sort: Sort { column: "created_at", descending: true },
        limit: BESIDE,
        offset: 0,
        cursor: None,
    })?;
    serde_json::from_str::<Page>(&page).map(|page| page.items).map_err(Error::internal)
}

fn raw(items: Vec<String>) -> Result<Vec<Box<RawValue>>> {
    items.into_iter().map(|item| RawValue::from_string(item).map_err(Error::internal)).collect()
}

/// How far a page got: the oldest message and the oldest entry of the log that were given.
#[derive(Default)]
struct Past {
    message: Option<Place>,
    entry: Option<i64>,
}

impl Past {
    fn said(&mut self, message: Listed) -> String {
        self.message = Some(message.place);
        let (at, json) = (message.place.0, message.json);
        format!("{{\"type\":\"message\",\"at\":\"{at}\",\"message\":{json}}}")
    }

    fn done(&mut self, entry: &Entry) -> String {
        self.entry = Some(entry.seq);
        json!({"type": "change", "at": entry.at.to_string(), "entry": history::entry(entry)})
            .to_string()
    }

    /// `seq.micros.id`, each part but a dash where nothing was given yet.
    fn write(&self) -> String {
        let entry = self.entry.map_or("-".into(), |seq| seq.to_string());
        let message = self.message.map_or("-.-".into(), |(at, id)| format!("{}.{id}", at.0));
        format!("{entry}.{message}")
    }

    fn read(cursor: Option<&str>) -> Result<Self> {
        let Some(cursor) = cursor else { return Ok(Self::default()) };
        let read = || {
            let [entry, at, id] = cursor.split('.').collect::<Vec<_>>().try_into().ok()?;
            let entry = if entry == "-" { None } else { Some(entry.parse().ok()?) };
            let message = match (at, id) {
                ("-", "-") => None,
                (at, id) => Some((Instant(at.parse().ok()?), Uuid::try_parse(id).ok()?)),
            };
            Some(Self { message, entry })
        };
        read().ok_or_else(|| {
            Error::validation("cursor", "cursor must be the nextCursor of this timeline.")
        })
    }
}
