//! Where the periods of budgets and figures begin, in UTC.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc};
use model::Instant;

fn date(at: Instant) -> NaiveDate {
    at.to_utc().unwrap_or(DateTime::UNIX_EPOCH).date_naive()
}

fn start(date: Option<NaiveDate>) -> Instant {
    let midnight = date.and_then(|d| d.and_hms_opt(0, 0, 0)).map(|d| d.and_utc());
    midnight.unwrap_or(DateTime::<Utc>::UNIX_EPOCH).into()
}

/// The start of the day that is `later` days after the one of `at`.
pub(super) fn day(at: Instant, later: i64) -> Instant {
    let days = Days::new(later.unsigned_abs());
    start(if later < 0 { date(at).checked_sub_days(days) } else { date(at).checked_add_days(days) })
}

/// The Monday that begins the week that is `later` weeks after the one of `at`.
pub(super) fn week(at: Instant, later: i64) -> Instant {
    day(at, later * 7 - i64::from(date(at).weekday().num_days_from_monday()))
}

/// The first of the month that is `later` months after the one of `at`.
pub(super) fn month(at: Instant, later: i32) -> Instant {
    shift(date(at).with_day(1), later)
}

/// The first day of the quarter that is `later` quarters after the one of `at`.
pub(super) fn quarter(at: Instant, later: i32) -> Instant {
    let first = date(at).with_day(1).and_then(|d| d.with_month0(d.month0() / 3 * 3));
    shift(first, later * 3)
}

fn shift(first: Option<NaiveDate>, later: i32) -> Instant {
    let months = Months::new(later.unsigned_abs());
    start(first.and_then(|d| match later < 0 {
        true => d.checked_sub_months(months),
        false => d.checked_add_months(months),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_begin_where_they_should() {
        let at = Instant::parse("2026-03-31T23:59:59.999999Z").expect("valid");
        let on = |day: &str| Instant::parse(&format!("{day}T00:00:00Z"));
        assert_eq!(Some(day(at, -31)), on("2026-02-28"));
        assert_eq!(Some(week(at, 0)), on("2026-03-30"));
        assert_eq!(Some(week(at, -1)), on("2026-03-23"));
        assert_eq!(Some(month(at, -1)), on("2026-02-01"));
        assert_eq!(Some(month(at, 1)), on("2026-04-01"));
        assert_eq!(Some(quarter(at, 0)), on("2026-01-01"));
        assert_eq!(Some(quarter(at, -1)), on("2025-10-01"));
    }
}
