use super::*;
use serde_json::json;

fn hours(zone: &str, days: &[u8], start: &str, end: &str) -> Hours {
    let set = json!({"timezone": zone, "days": days, "startTime": start, "endTime": end});
    let read = Hours::read(&json!({"businessHours": set}));
    assert_ne!(read, Hours::ALL, "{set}");
    read
}

fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap_or_else(|| panic!("{text}"))
}

const WEEK: &[u8] = &[1, 2, 3, 4, 5];
const EVERY: &[u8] = &[1, 2, 3, 4, 5, 6, 7];

/// Zone, days, start, end; from, minutes, the moment they are over. All but what is said of ends is
/// also counted back: so many minutes lie between the two.
type Case =
    (&'static str, &'static [u8], &'static str, &'static str, &'static str, i64, &'static str);

const CASES: &[Case] = &[
    // Within a day, over a night, over a weekend, from outside of the hours.
    ("Europe/Berlin", WEEK, "09:00", "17:00", "2026-01-05T09:00:00Z", 60, "2026-01-05T10:00:00Z"),
    ("Europe/Berlin", WEEK, "09:00", "17:00", "2026-01-05T15:30:00Z", 60, "2026-01-06T08:30:00Z"),
    ("Europe/Berlin", WEEK, "09:00", "17:00", "2026-01-09T15:30:00Z", 60, "2026-01-12T08:30:00Z"),
    ("Europe/Berlin", WEEK, "09:00", "17:00", "2026-01-10T12:00:00Z", 60, "2026-01-12T09:00:00Z"),
    ("Europe/Berlin", WEEK, "09:00", "17:00", "2026-01-05T02:00:00Z", 60, "2026-01-05T09:00:00Z"),
    // A whole day ends when it closes, not when the next one opens.
    ("Europe/Berlin", WEEK, "09:00", "17:00", "2026-01-05T08:00:00Z", 480, "2026-01-05T16:00:00Z"),
    ("Europe/Berlin", WEEK, "09:00", "17:00", "2026-01-05T08:00:00Z", 481, "2026-01-06T08:01:00Z"),
    // Clocks forward on Sunday, 29 March 2026: Friday's offset is +1, Monday's +2.
    ("Europe/Berlin", WEEK, "09:00", "17:00", "2026-03-27T15:00:00Z", 120, "2026-03-30T08:00:00Z"),
    // The shift of that day loses the hour from 02:00 to 03:00.
    ("Europe/Berlin", EVERY, "00:00", "06:00", "2026-03-28T23:00:00Z", 300, "2026-03-29T04:00:00Z"),
    // It opens at a time that does not exist: at the moment of the change.
    ("Europe/Berlin", EVERY, "02:30", "04:00", "2026-03-29T00:00:00Z", 60, "2026-03-29T02:00:00Z"),
    // It closes at such a time: at the moment of the change.
    ("Europe/Berlin", EVERY, "01:00", "02:30", "2026-03-29T00:00:00Z", 61, "2026-03-29T23:01:00Z"),
    // Clocks back on Sunday, 25 October 2026: the shift gains an hour.
    ("Europe/Berlin", EVERY, "00:00", "06:00", "2026-10-24T22:00:00Z", 420, "2026-10-25T05:00:00Z"),
    // From and to a time that comes twice: from the first, to the last.
    ("Europe/Berlin", EVERY, "02:30", "04:00", "2026-10-25T00:00:00Z", 150, "2026-10-25T03:00:00Z"),
    ("Europe/Berlin", EVERY, "01:00", "02:30", "2026-10-24T23:00:00Z", 150, "2026-10-25T01:30:00Z"),
    // The same in New York: 8 March and 1 November 2026.
    (
        "America/New_York",
        WEEK,
        "09:00",
        "17:00",
        "2026-03-06T21:00:00Z",
        120,
        "2026-03-09T14:00:00Z",
    ),
    (
        "America/New_York",
        WEEK,
        "09:00",
        "17:00",
        "2026-10-30T20:00:00Z",
        120,
        "2026-11-02T15:00:00Z",
    ),
    (
        "America/New_York",
        EVERY,
        "01:00",
        "04:00",
        "2026-03-08T06:00:00Z",
        120,
        "2026-03-08T08:00:00Z",
    ),
    (
        "America/New_York",
        EVERY,
        "01:00",
        "04:00",
        "2026-11-01T05:00:00Z",
        240,
        "2026-11-01T09:00:00Z",
    ),
    // A night shift belongs to the day it begins on; over the change back it has nine hours.
    (
        "America/New_York",
        WEEK,
        "22:00",
        "06:00",
        "2026-07-11T03:00:00Z",
        480,
        "2026-07-14T03:00:00Z",
    ),
    (
        "America/New_York",
        &[6],
        "22:00",
        "06:00",
        "2026-11-01T02:00:00Z",
        540,
        "2026-11-01T11:00:00Z",
    ),
    // Half an hour of change, at 02:00 local: 5 April back, 4 October 2026 forward.
    (
        "Australia/Lord_Howe",
        EVERY,
        "00:00",
        "06:00",
        "2026-04-04T13:00:00Z",
        390,
        "2026-04-04T19:30:00Z",
    ),
    (
        "Australia/Lord_Howe",
        EVERY,
        "00:00",
        "06:00",
        "2026-10-03T13:30:00Z",
        330,
        "2026-10-03T19:00:00Z",
    ),
    (
        "Australia/Lord_Howe",
        EVERY,
        "02:15",
        "06:00",
        "2026-10-03T13:30:00Z",
        210,
        "2026-10-03T19:00:00Z",
    ),
    // A quarter of an hour in the offset, and days at both ends of the date line.
    ("Asia/Kathmandu", WEEK, "09:00", "17:00", "2026-01-05T03:15:00Z", 60, "2026-01-05T04:15:00Z"),
    (
        "Pacific/Kiritimati",
        WEEK,
        "09:00",
        "17:00",
        "2026-01-04T19:00:00Z",
        60,
        "2026-01-04T20:00:00Z",
    ),
    (
        "Pacific/Pago_Pago",
        WEEK,
        "09:00",
        "17:00",
        "2026-01-10T03:30:00Z",
        60,
        "2026-01-12T20:30:00Z",
    ),
    // Samoa skipped the whole of Friday, 30 December 2011.
    ("Pacific/Apia", WEEK, "09:00", "17:00", "2011-12-30T02:00:00Z", 120, "2012-01-01T20:00:00Z"),
    // Whole days, however the midnight is written.
    (
        "Europe/Berlin",
        EVERY,
        "00:00",
        "24:00",
        "2026-03-28T23:00:00Z",
        1_380,
        "2026-03-29T22:00:00Z",
    ),
    (
        "Europe/Berlin",
        EVERY,
        "00:00",
        "00:00",
        "2026-10-24T22:00:00Z",
        1_500,
        "2026-10-25T23:00:00Z",
    ),
    ("UTC", &[3], "12:00", "13:00", "2026-01-05T00:00:00Z", 120, "2026-01-14T13:00:00Z"),
];

#[test]
fn business_minutes_pass_as_clocks_do() {
    for (zone, days, start, end, from, minutes, over) in CASES {
        let what = format!("{zone} {days:?} {start}-{end}: {minutes} from {from}");
        let hours = hours(zone, days, start, end);
        let found = hours.after(at(from), *minutes).map(|at| at.to_string());
        assert_eq!(found, Some(at(over).to_string()), "{what}");
        assert_eq!(hours.between(at(from), at(over)), minutes * 60_000_000, "{what}, counted");
        // A minute earlier or later, and back again.
        let minute = 60_000_000;
        let less = hours.after(at(from), minutes - 1);
        assert_eq!(hours.shifted(at(over), -minute), less, "{what}, back");
        let more = hours.after(at(from), minutes + 1);
        assert_eq!(hours.shifted(at(over), minute), more, "{what}, on");
    }
}

#[test]
fn whatever_is_not_understood_is_all_hours() {
    let good =
        json!({"timezone": "Europe/Berlin", "days": [1], "startTime": "09:00", "endTime": "17:00"});
    let with = |field: &str, value: Json| {
        let mut set = good.clone();
        set[field] = value;
        json!({"businessHours": set})
    };
    for settings in [
        json!({}),
        json!(null),
        json!({"businessHours": "always"}),
        with("timezone", json!("Europe/Nowhere")),
        with("timezone", json!(null)),
        with("days", json!([])),
        with("days", json!([0])),
        with("days", json!([8])),
        with("days", json!(["Monday"])),
        with("startTime", json!("9 o'clock")),
        with("startTime", json!("25:00")),
        with("endTime", json!(17)),
    ] {
        assert_eq!(Hours::read(&settings), Hours::ALL, "{settings}");
    }
    let from = at("2026-01-10T23:59:00Z");
    assert_eq!(Hours::ALL.after(from, 1_441), Some(at("2026-01-12T00:00:00Z")));
    assert_eq!(Hours::ALL.last_close(from), Some(at("2026-01-10T00:00:00Z")));
}

#[test]
fn the_last_close_is_behind() {
    let hours = hours("Europe/Berlin", WEEK, "09:00", "17:00");
    for (now, closed) in [
        ("2026-01-06T10:00:00Z", "2026-01-05T16:00:00Z"),
        ("2026-01-06T16:00:00Z", "2026-01-06T16:00:00Z"),
        ("2026-01-12T07:00:00Z", "2026-01-09T16:00:00Z"),
        ("2026-03-30T06:00:00Z", "2026-03-27T16:00:00Z"),
    ] {
        assert_eq!(hours.last_close(at(now)), Some(at(closed)), "{now}");
    }
}

#[test]
fn no_moment_is_too_far() {
    let hours = hours("UTC", &[3], "12:00", "12:01");
    for from in [Instant(i64::MAX), Instant(i64::MIN), Instant(0), Instant::MIN] {
        let _ = hours.after(from, i64::MAX);
        let _ = hours.shifted(from, i64::MIN);
        assert!(hours.between(from, Instant(i64::MAX)) >= 0);
    }
    assert_eq!(hours.between(at("2026-01-05T00:00:00Z"), at("2026-01-05T00:00:00Z")), 0);
    assert_eq!(hours.between(at("2026-02-05T00:00:00Z"), at("2026-01-05T00:00:00Z")), 0);
}
