//! Local times as moments, also where clocks are put forward or back.
//!
//! A local time that clocks skip stands for the moment at which they skip it. One that comes twice is
//! the first of the two where something begins with it, and the second where something ends: the hour
//! that is gained belongs to the shift.

use chrono::{DateTime, MappedLocalTime, NaiveDateTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// The first moment at which clocks show that time, in microseconds.
pub(super) fn first(zone: Tz, local: NaiveDateTime) -> Option<i64> {
    moments(zone, local).map(|(first, _)| first)
}

/// The last moment at which clocks show that time, in microseconds.
pub(super) fn last(zone: Tz, local: NaiveDateTime) -> Option<i64> {
    moments(zone, local).map(|(_, last)| last)
}

fn moments(zone: Tz, local: NaiveDateTime) -> Option<(i64, i64)> {
    let micros = |at: DateTime<Tz>| at.timestamp_micros();
    match zone.from_local_datetime(&local) {
        MappedLocalTime::Single(at) => Some((micros(at), micros(at))),
        MappedLocalTime::Ambiguous(one, other) => {
            Some((micros(one.min(other)), micros(one.max(other))))
        }
        MappedLocalTime::None => skip(zone, local).map(|at| (at, at)),
    }
}

/// The moment at which clocks skip a local time: found by halving the two days around it.
fn skip(zone: Tz, local: NaiveDateTime) -> Option<i64> {
    let seconds = |by| local.checked_add_signed(by).map(|at| at.and_utc().timestamp());
    let (mut before, mut after) = (seconds(-TimeDelta::days(2))?, seconds(TimeDelta::days(2))?);
    while after - before > 1 {
        let middle = before + (after - before) / 2;
        let utc: DateTime<Utc> = DateTime::from_timestamp(middle, 0)?;
        let offset = zone.offset_from_utc_datetime(&utc.naive_utc()).fix();
        // What clocks show then is before the skipped time, or after it.
        if utc.naive_utc() + offset < local {
            before = middle;
        } else {
            after = middle;
        }
    }
    after.checked_mul(1_000_000)
}
