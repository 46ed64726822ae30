//! What a day at the desk starts with.

use crate::{Input, hours::Hours, resources::BUDGETS, tickets};
use chrono::TimeDelta;
use model::{Instant, Record, Result, Value, tables::Ticket, tally::OPEN_TICKET};
use serde_json::json;
use store::{Filter, Org, Select, Sort, Test};

pub(crate) const OUTPUT: &str = "Today";

/// Nothing here is counted further.
const MOST: u32 = 1_000;

/// A day in microseconds.
const DAY: i64 = 86_400_000_000;

/// The last 30 days of tickets by the day they were created (UTC, today last), the budgets whose
/// period holds this moment, the acting representative's open tickets by status, and how many tickets are late, and
/// how much was done since the last business day ended, and when that was.
pub(crate) fn today(org: &Org<'_>, _: Input) -> Result<String> {
    let today = Instant(org.now().0.div_euclid(DAY) * DAY);
    let from = today.plus(TimeDelta::days(-29));
    let days: Vec<_> = org
        .ticket_days(from, 30)?
        .into_iter()
        .map(|d| {
            let satisfaction = d.satisfaction.map(|s| format!("{s:.1}"));
            let day = Instant(from.0 + d.day * DAY).to_string();
            json!({"day": &day[..10], "created": d.created, "resolved": d.resolved, "aiResolved": d.ai_resolved, "satisfaction": satisfaction})
        })
        .collect();
    let now = || Value::Int(org.now().0);
    let budgets = org.page(&Select {
        view: &BUDGETS.view,
        filter: vec![
            Filter { column: "period_start", test: Test::Compare("<=", now()) },
            Filter { column: "period_end", test: Test::Compare(">", now()) },
        ],
        sort: Sort { column: "period_start", descending: true },
        limit: 50,
        offset: 0,
        cursor: None,
    })?;
    let budgets: serde_json::Value = serde_json::from_str(&budgets).unwrap_or_default();
    let mut mine = serde_json::Map::new();
    for status in OPEN_TICKET {
        let n = match org.representative() {
            Some(me) => org.count_where(
                Ticket::TABLE,
                &[
                    Filter { column: "assigned_to", test: Test::In(vec![Value::Id(me.uuid())]) },
                    Filter { column: "status", test: Test::In(vec![(*status).into()]) },
                ],
                MOST,
            )?,
            None => 0,
        };
        mine.insert((*status).into(), json!(n));
    }
    let since = Hours::of(org)?.last_close(org.now());
    let overnight = match since {
        Some(closed) => org.operations_since(closed, MOST)?,
        None => 0,
    };
    Ok(json!({
        "days": days,
        "budgets": budgets["items"],
        "mine": mine,
        "late": tickets::late(org, MOST)?,
        "since": since.map(|at| at.to_string()),
        "overnight": overnight,
    })
    .to_string())
}
