//! The hours in which an organization works, and time counted in them.

mod zone;

use chrono::{Datelike, Days, NaiveDate, NaiveTime};
use chrono_tz::Tz;
use model::{Instant, Result, tables::Organization};
use serde_json::Value as Json;
use store::Org;

/// An organization's business hours: on some days of the week, from one local time to another. Where
/// none are set, or not so that they can be understood, it works all hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hours {
    zone: Tz,
    /// Whether a shift begins on that day, Monday first.
    days: [bool; 7],
    start: NaiveTime,
    /// When that shift ends: on the next day, if it is not later than the start.
    end: NaiveTime,
}

/// No walk over days is longer: a hundred years.
const HORIZON: u64 = 36_525;

impl Hours {
    /// Every hour of every day.
    pub const ALL: Self =
        Self { zone: Tz::UTC, days: [true; 7], start: NaiveTime::MIN, end: NaiveTime::MIN };

    /// The organization's.
    pub fn of(org: &Org<'_>) -> Result<Self> {
        let organization: Organization = org.row(org.id())?;
        Ok(Self::read(&organization.settings.value()))
    }

    /// `businessHours {timezone, days, startTime, endTime}` of an organization's settings: the name of
    /// a time zone, days of the week (1 is Monday), local times like "09:00". An end that is not later
    /// than the start is on the next day; "24:00" ends the day.
    pub fn read(settings: &Json) -> Self {
        let set = &settings["businessHours"];
        let read = || {
            let mut days = [false; 7];
            for day in set["days"].as_array()? {
                *days.get_mut(usize::try_from(day.as_u64()?).ok()?.checked_sub(1)?)? = true;
            }
            let time = |field: &str| {
                let text = set[field].as_str()?;
                let formats = ["%H:%M", "%H:%M:%S"];
                formats.iter().find_map(|format| NaiveTime::parse_from_str(text, format).ok())
            };
            let end = match set["endTime"].as_str()? {
                "24:00" => NaiveTime::MIN,
                _ => time("endTime")?,
            };
            let zone = set["timezone"].as_str()?.parse().ok()?;
            days.contains(&true).then_some(Self { zone, days, start: time("startTime")?, end })
        };
        read().unwrap_or(Self::ALL)
    }

    /// The moment so many business minutes after `from`: the first at which they have passed. `None`
    /// where that is beyond any calendar.
    pub fn after(&self, from: Instant, minutes: i64) -> Option<Instant> {
        self.forward(from, minutes.checked_mul(60_000_000)?)
    }

    /// The moment that far, in business microseconds, after `from`, or, for a negative number, before.
    pub fn shifted(&self, from: Instant, by: i64) -> Option<Instant> {
        if by < 0 { self.back(from, by.checked_neg()?) } else { self.forward(from, by) }
    }

    fn forward(&self, from: Instant, mut left: i64) -> Option<Instant> {
        if left <= 0 {
            return Some(from);
        }
        for (opens, closes) in self.shifts(from)? {
            let opens = opens.max(from.0);
            if closes - opens >= left {
                return Some(Instant(opens + left));
            }
            left -= (closes - opens).max(0);
        }
        None
    }

    fn back(&self, from: Instant, mut left: i64) -> Option<Instant> {
        for (opens, closes) in self.shifts_before(from)? {
            let closes = closes.min(from.0);
            // Where a shift begins another one has ended: the earlier moment is meant.
            if closes - opens > left {
                return Some(Instant(closes - left));
            }
            left -= (closes - opens).max(0);
        }
        None
    }

    /// The business time between two moments, in microseconds; none when `to` is not later.
    pub fn between(&self, from: Instant, to: Instant) -> i64 {
        let Some(shifts) = self.shifts(from) else { return 0 };
        shifts
            .take_while(|(opens, _)| *opens < to.0)
            .map(|(opens, closes)| (closes.min(to.0) - opens.max(from.0)).max(0))
            .sum()
    }

    /// The end of the last shift that is over at `now`.
    pub fn last_close(&self, now: Instant) -> Option<Instant> {
        let mut ended = self.shifts_before(now)?.map(|(_, closes)| closes);
        ended.find(|closes| *closes <= now.0).map(Instant)
    }

    /// The shifts that end after a moment, in order: when each begins and ends.
    fn shifts(&self, from: Instant) -> Option<impl Iterator<Item = (i64, i64)>> {
        // One that began the day before may be going on still.
        let first = from.to_utc()?.date_naive().checked_sub_days(Days::new(2))?;
        let days = (0..HORIZON).map_while(move |n| first.checked_add_days(Days::new(n)));
        // Where the end of one comes twice the next may have begun: no time counts double.
        let apart = |closed: &mut i64, (opens, closes): (i64, i64)| {
            Some((opens.max(std::mem::replace(closed, closes)), closes))
        };
        let shifts = days.filter_map(|day| self.shift(day)).scan(i64::MIN, apart);
        Some(shifts.filter(move |(_, closes)| *closes > from.0))
    }

    /// The shifts that begin before a moment, the last first.
    fn shifts_before(&self, from: Instant) -> Option<impl Iterator<Item = (i64, i64)>> {
        let last = from.to_utc()?.date_naive().checked_add_days(Days::new(1))?;
        let days = (0..HORIZON).map_while(move |n| last.checked_sub_days(Days::new(n)));
        let apart = |opened: &mut i64, (opens, closes): (i64, i64)| {
            Some((opens, closes.min(std::mem::replace(opened, opens))))
        };
        let shifts = days.filter_map(|day| self.shift(day)).scan(i64::MAX, apart);
        Some(shifts.filter(move |(opens, _)| *opens < from.0))
    }

    /// The shift that begins on a day, if one does and has any length.
    fn shift(&self, day: NaiveDate) -> Option<(i64, i64)> {
        let weekday = usize::try_from(day.weekday().num_days_from_monday()).ok()?;
        if !self.days[weekday] {
            return None;
        }
        let next = if self.end > self.start { day } else { day.succ_opt()? };
        let opens = zone::first(self.zone, day.and_time(self.start))?;
        let closes = zone::last(self.zone, next.and_time(self.end))?;
        (closes > opens).then_some((opens, closes))
    }
}

#[cfg(test)]
mod tests;
