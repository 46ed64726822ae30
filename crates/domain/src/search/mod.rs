//! Full-text search: the box's language, and the operation.

mod query;

use crate::{
    Input, Param, Shape,
    resources::{ESCALATIONS, REFUNDS, TICKETS, USERS, user},
};
use model::{Error, Record, Result, Type, table::write_text, tables::Message};
use serde_json::json;
use std::{fmt::Write as _, time::Duration};
use store::{
    Org, View,
    search::{Hit, Page, SEARCHED, Segment},
};

pub(crate) const OUTPUT: &str = "SearchResult";
pub(crate) const REBUILT: &str = "{ documents: number }";

/// A keystroke shall be answered within 10 ms, of which this is for looking. Unoptimized programs take longer.
const PATIENCE: Duration = Duration::from_millis(if cfg!(debug_assertions) { 1_000 } else { 4 });

/// A message with who wrote it.
static MESSAGES: View = View::new(Message::TABLE, &[user("author", "author_id")], &[]);

/// How the rows of each searched table are shown.
static VIEWS: [&View; 5] =
    [&TICKETS.view, &MESSAGES, &USERS.view, &ESCALATIONS.view, &REFUNDS.view];

pub(crate) fn input() -> Shape {
    Shape::of([
        Param::plain("query", Type::Text { max: Some(10_000) }).required(),
        Param::number("limit", 1, 200),
        Param::plain("cursor", Type::Text { max: Some(2_000) }),
    ])
}

/// The tables whose rows an answer shows.
pub(crate) fn reads() -> Vec<&'static str> {
    let mut reads: Vec<_> = VIEWS.iter().flat_map(|view| view.reads()).collect();
    reads.sort_unstable();
    reads.dedup();
    reads
}

pub(crate) fn search(org: &Org<'_>, input: Input) -> Result<String> {
    let parsed = query::parse(org, input.text("query").unwrap_or_default())?;
    let limit = input.number("limit").and_then(|n| u32::try_from(n).ok()).unwrap_or(50);
    let cursor = input.text("cursor").map(str::to_owned);
    let found = org.search(&parsed.query, &Page { limit, cursor, patience: PATIENCE })?;
    let mut out = String::with_capacity(2_048 * found.hits.len() + 512);
    out.push_str("{\"items\":[");
    for (i, hit) in found.hits.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        write_hit(org, hit, &mut out)?;
    }
    let tables: serde_json::Map<_, _> =
        found.tables.iter().map(|(table, n)| ((*table).to_owned(), json!(n))).collect();
    let statuses: serde_json::Map<_, _> =
        found.statuses.iter().map(|(status, n)| (status.clone(), json!(n))).collect();
    let _ = write!(
        out,
        "],\"facets\":{},\"total\":{},\"more\":{},\"notes\":{},\"nextCursor\":{}}}",
        json!({"table": tables, "status": statuses}),
        found.total,
        found.more,
        json!(parsed.notes),
        json!(found.next)
    );
    Ok(out)
}

fn write_hit(org: &Org<'_>, hit: &Hit, out: &mut String) -> Result<()> {
    let view = VIEWS.iter().find(|view| view.table.name == hit.table.name);
    let view = view.ok_or_else(|| Error::internal("A table is searched that cannot be shown."))?;
    let _ = write!(
        out,
        "{{\"table\":\"{}\",\"id\":\"{}\",\"at\":\"{}\"",
        hit.table.name, hit.id, hit.at
    );
    out.push_str(",\"number\":");
    match &hit.number {
        Some(number) => write_segments(number, out),
        None => out.push_str("null"),
    }
    out.push_str(",\"title\":");
    write_segments(&hit.title, out);
    out.push_str(",\"snippet\":");
    write_segments(&hit.snippet, out);
    out.push_str(",\"row\":");
    out.push_str(&org.show(view, hit.id)?);
    out.push('}');
    Ok(())
}

fn write_segments(segments: &[Segment], out: &mut String) {
    out.push('[');
    for (i, segment) in segments.iter().enumerate() {
        out.push_str(if i > 0 { ",{\"text\":" } else { "{\"text\":" });
        write_text(&segment.text, out);
        let _ = write!(out, ",\"hit\":{}}}", segment.hit);
    }
    out.push(']');
}

/// Makes the index anew, from the rows; and what leads lists as they were, from the log.
pub(crate) fn rebuild(org: &mut Org<'_>, _: Input) -> Result<String> {
    org.rebuild_spans()?;
    let documents = org.rebuild_search()?;
    Ok(json!({"documents": documents}).to_string())
}

const _: () = assert!(VIEWS.len() == SEARCHED.len());
