//! The next periods of budgets whose last one has ended.

use super::{BUDGET, shown};
use crate::Input;
use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Timelike, Utc};
use model::{
    Instant, Record, Result, Value,
    tables::{Budget, BudgetPeriod},
};
use serde_json::json;
use std::collections::VecDeque;
use store::Org;

pub(crate) const OUTPUT: &str = "{ opened: Budget[] }";

/// The most periods of one kind that are opened for a time in which nobody rolled; older ones stay unopened.
const MOST: usize = 400;

/// For each type and period whose latest budget has ended: opens the periods that follow it, up to the one that
/// holds this moment, with the same limit, thresholds and limit for one customer. Where the latest has not
/// ended, nothing is opened; so a second call finds nothing to do.
pub(crate) fn roll_budgets(org: &mut Org<'_>, _: Input) -> Result<String> {
    let mut opened = Vec::new();
    for id in org.latest_budgets()? {
        let last: Budget = org.row(id)?;
        for (from, to) in following(&last, org.now()) {
            let budget = vec![
                ("type", Value::from(last.r#type.label())),
                ("period", last.period.label().into()),
                ("limit", last.limit.scaled().into()),
                ("remaining", last.limit.scaled().into()),
                ("alert_thresholds", last.alert_thresholds.as_str().into()),
                ("auto_alerts_enabled", i64::from(last.auto_alerts_enabled).into()),
                (
                    "refund_limit_per_user",
                    last.refund_limit_per_user.map_or(Value::Null, |l| l.scaled().into()),
                ),
                ("period_start", from.0.into()),
                ("period_end", to.0.into()),
            ];
            let id = org.insert(Budget::TABLE, budget)?;
            opened.push(shown(org, &BUDGET, id)?);
        }
    }
    Ok(json!({"opened": opened}).to_string())
}

/// The periods after a budget's, the last of which holds `now`; none while the budget's own has not ended.
fn following(last: &Budget, now: Instant) -> VecDeque<(Instant, Instant)> {
    let mut periods = VecDeque::new();
    let (mut from, mut to) = (last.period_start, last.period_end);
    while to <= now {
        let Some(end) = next_end(last.period, from, to).filter(|end| *end > to) else { break };
        if periods.len() == MOST {
            periods.pop_front();
        }
        periods.push_back((to, end));
        (from, to) = (to, end);
    }
    periods
}

/// The end of the period after one. Months keep the day of the month; a period that ended with its month goes on
/// ending with months, also where that was written as the last second of it.
fn next_end(period: BudgetPeriod, from: Instant, to: Instant) -> Option<Instant> {
    let (from, end) = (from.to_utc()?, to.to_utc()?);
    let whole = midnight_after(end)?;
    let short = whole - end;
    let months = match period {
        BudgetPeriod::Daily => return Some((whole.checked_add_days(Days::new(1))? - short).into()),
        BudgetPeriod::Weekly => {
            return Some((whole.checked_add_days(Days::new(7))? - short).into());
        }
        BudgetPeriod::Monthly => 1,
        BudgetPeriod::Quarterly => 3,
        BudgetPeriod::Yearly => 12,
    };
    let last_of_month = |at: DateTime<Utc>| {
        at.checked_add_days(Days::new(1)).is_some_and(|d| d.month() != at.month())
    };
    // The day of the month may have given way to a shorter month: January 31 to February 28 goes on to
    // March 31, January 30 to February 28 to March 30.
    let day = match (last_of_month(from), last_of_month(whole)) {
        (true, true) => 31,
        (false, true) => whole.day().max(from.day()),
        (_, false) => whole.day(),
    };
    let next = whole.checked_add_months(Months::new(months))?;
    let date = (next.day()..=day)
        .rev()
        .find_map(|day| NaiveDate::from_ymd_opt(next.year(), next.month(), day))?;
    let next = date.and_time(next.time()).and_utc();
    Some((next - short).into())
}

/// The midnight that a last second of a day (23:59:59 and fractions) stands for; any other moment itself.
fn midnight_after(at: DateTime<Utc>) -> Option<DateTime<Utc>> {
    if (at.hour(), at.minute(), at.second()) != (23, 59, 59) {
        return Some(at);
    }
    at.date_naive().succ_opt().map(|day| day.and_time(chrono::NaiveTime::MIN).and_utc())
}
