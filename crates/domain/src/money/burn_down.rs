//! How a budget is used up, and what is foreseen of it.

use super::{BUDGET, money, shown};
use crate::Input;
use model::{Instant, Result, tables::Budget};
use serde_json::json;
use store::Org;

pub(crate) const OUTPUT: &str = "BurnDown";

/// A day in microseconds.
const DAY: i64 = 86_400_000_000;

/// The most days that are told one by one.
const MOST: i64 = 400;

/// What was spent by the end of each day (UTC) of the period until now, from the opening on; of a period longer
/// than 400 days the last ones. The first day holds what was spent before it, the last what came after.
///
/// The projection goes on at the pace of the period so far, `spent` over the time that has passed of it: `perDay`,
/// `atEnd` (what will have been spent at the period's end), and `runsOutAt`, the moment that reaches
/// the limit, null where the budget lasts until the period's end.
pub(crate) fn burn_down(org: &Org<'_>, input: Input) -> Result<String> {
    let budget: Budget = org.row(input.id("id")?)?;
    let spending = org.spending(budget.id)?;
    let (from, to) = (budget.period_start, budget.period_end);
    let until = org.now().min(Instant(to.0.saturating_sub(1))).max(from);
    let last = until.0.div_euclid(DAY);
    let first = from.0.div_euclid(DAY).max(last - (MOST - 1));
    let mut spent = spending.opening;
    let mut records = org.spent_by_day(budget.id)?.into_iter().peekable();
    let mut days = Vec::new();
    for day in first..=last {
        while let Some((_, amount)) = records.next_if(|(at, _)| *at <= day || day == last) {
            spent += amount;
        }
        let at = Instant(day.saturating_mul(DAY)).to_string();
        let date = at.split_once('T').map_or(at.as_str(), |(date, _)| date);
        days.push(json!({"day": date, "spent": money(spent)}));
    }
    let foreseen = Projection::of(&budget, org.now());
    let answer = json!({
        "budget": shown(org, &BUDGET, budget.id.uuid())?,
        "opening": money(spending.opening),
        "used": money(spending.used),
        "days": days,
        "perDay": money(foreseen.per_day),
        "runsOutAt": foreseen.runs_out_at.map(|at| at.to_string()),
        "atEnd": money(foreseen.at_end),
    });
    Ok(answer.to_string())
}

/// What is foreseen, in cents.
#[derive(Debug, PartialEq)]
struct Projection {
    per_day: i128,
    at_end: i128,
    runs_out_at: Option<Instant>,
}

impl Projection {
    fn of(budget: &Budget, now: Instant) -> Self {
        let (from, to) = (i128::from(budget.period_start.0), i128::from(budget.period_end.0));
        let (spent, limit) = (i128::from(budget.spent.scaled()), i128::from(budget.limit.scaled()));
        let passed = i128::from(now.0).min(to) - from;
        if passed <= 0 || spent <= 0 {
            return Self { per_day: 0, at_end: spent, runs_out_at: None };
        }
        let ended = i128::from(now.0) >= to;
        // The moment at which the line from nothing at the start through what is spent now meets the limit.
        let empty = from + (limit * passed).div_euclid(spent);
        let runs_out_at = (empty < to && !ended).then(|| i64::try_from(empty).ok()).flatten();
        Self {
            per_day: rounded(spent * i128::from(DAY), passed),
            at_end: if ended { spent } else { rounded(spent * (to - from), passed) },
            runs_out_at: runs_out_at.map(Instant),
        }
    }
}

/// The quotient of a positive number, halves up.
fn rounded(n: i128, by: i128) -> i128 {
    (2 * n + by).div_euclid(2 * by)
}
