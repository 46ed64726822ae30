use chrono::{DateTime, Datelike, SecondsFormat, TimeDelta, Utc};
use std::fmt;

/// A moment in UTC, to the microsecond: microseconds since 1970-01-01T00:00:00Z, as Postgres
/// `timestamp` holds them, on its whole range within 64 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(pub i64);

/// The Gregorian calendar repeats after 400 years: 146,097 days.
const CYCLE: i64 = 146_097 * 86_400_000_000;

impl Instant {
    /// The earliest Postgres timestamp, 4714-11-24 BC.
    pub const MIN: Instant = Instant(-210_866_803_200_000_000);

    /// Now, by this machine's clock.
    pub fn now() -> Self {
        Self(Utc::now().timestamp_micros())
    }

    /// Reads RFC 3339, any offset, to the microsecond; what is finer than that is refused, as
    /// it could not be given back.
    pub fn parse(text: &str) -> Option<Self> {
        let at = DateTime::parse_from_rfc3339(text).ok()?;
        (at.timestamp_subsec_nanos() % 1_000 == 0 && (0..=9999).contains(&at.to_utc().year()))
            .then(|| Self(at.timestamp_micros()))
    }

    /// This moment as chrono has it; `None` beyond chrono's calendar (year 262142).
    pub fn to_utc(self) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp_micros(self.0)
    }

    /// This moment moved by `delta`, staying within 64 bits.
    #[must_use]
    pub fn plus(self, delta: TimeDelta) -> Self {
        Self(self.0.saturating_add(delta.num_microseconds().unwrap_or(i64::MAX)))
    }
}

impl From<DateTime<Utc>> for Instant {
    fn from(at: DateTime<Utc>) -> Self {
        Self(at.timestamp_micros())
    }
}

impl fmt::Display for Instant {
    /// ISO 8601 with six decimals and `Z`, so that text order is time order.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(at) = self.to_utc() {
            return f.write_str(&at.to_rfc3339_opts(SecondsFormat::Micros, true));
        }
        // Beyond chrono's calendar: the same day some 400-year cycles nearer, with the year put right.
        let cycles = self.0 / CYCLE;
        let near = DateTime::from_timestamp_micros(self.0 % CYCLE).ok_or(fmt::Error)?;
        let year = i64::from(near.year()) + 400 * cycles;
        write!(f, "{year:+05}{}", near.format("-%m-%dT%H:%M:%S%.6fZ"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_any_offset_and_prints_utc() {
        let at = Instant::parse("2026-01-02T03:04:05.000006+02:00").expect("valid");
        assert_eq!(at.to_string(), "2026-01-02T01:04:05.000006Z");
        for bad in ["2026-01-02", "2026-02-30T00:00:00Z", "2026-01-02T03:04:05.0000001Z", "", "now"]
        {
            assert_eq!(Instant::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn prints_the_whole_range_of_postgres() {
        assert_eq!(Instant(i64::MAX).to_string(), "+294247-01-10T04:00:54.775807Z");
        assert_eq!(Instant::MIN.to_string(), "-4713-11-24T00:00:00.000000Z");
    }

    proptest! {
        #[test]
        fn comes_back_from_its_text(micros in -62_135_596_800_000_000i64..253_402_300_799_999_999) {
            prop_assert_eq!(Instant::parse(&Instant(micros).to_string()), Some(Instant(micros)));
        }
    }
}
