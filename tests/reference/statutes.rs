//! The reference itself, held against periods that were worked out by hand from the texts.

use std::collections::{BTreeMap, BTreeSet};

use crate::almanac::Day;
use crate::clock::ZONES;
use crate::length::{Counts, Ends, Length};
use crate::rest::{Reading, RestDays, Roll};
use crate::window::{Anchor, Facts, Kind, Moment, Period, Repair, Right, Span, Suspension, Window, World};

fn day(text: &str) -> Day {
    let mut parts = text.split('-').map(|part| part.parse().expect("a number"));
    let mut part = || parts.next().expect("three parts");
    Day::on(part(), part(), part())
}

fn length(text: &str) -> Length {
    let mut length = Length::default();
    let mut number = 0;
    for byte in text.strip_prefix('P').expect("a length").bytes() {
        match byte {
            b'Y' => length.years = number,
            b'M' => length.months = number,
            b'W' => length.weeks = number,
            b'D' => length.days = number,
            _ => number = 10 * number + usize::from(byte - b'0'),
        }
        number = if byte.is_ascii_digit() { number } else { 0 };
    }
    length
}

#[test]
fn the_almanac_knows_leap_years_and_days_of_the_week() {
    #[rustfmt::skip]
    let cases = [
        // why this row                      day           the day after  its number in the week
        ("a day like others",                "2026-11-21", "2026-11-22",  5),
        ("the end of a year",                "2026-12-31", "2027-01-01",  3),
        ("a leap year",                      "2028-02-28", "2028-02-29",  0),
        ("the leap day",                     "2028-02-29", "2028-03-01",  1),
        ("no leap year",                     "2026-02-28", "2026-03-01",  5),
        ("every fourth century has one",     "2000-02-28", "2000-02-29",  0),
        ("a century has none",               "2100-02-28", "2100-03-01",  6),
    ];
    for (why, before, after, weekday) in cases {
        assert_eq!(day(before).next(), day(after), "{why}");
        assert_eq!(day(before).weekday(), weekday, "{why}");
    }
}

#[test]
fn days_begin_where_the_law_sets_the_clocks() {
    #[rustfmt::skip]
    let cases = [
        // why this row                 zone                day           its first instant
        ("no change of clocks",         "Asia/Kolkata",     "2026-03-29", "2026-03-29T00:00:00+05:30"),
        ("before the change in spring", "Europe/Berlin",    "2026-03-29", "2026-03-29T00:00:00+01:00"),
        ("the day after it",            "Europe/Berlin",    "2026-03-30", "2026-03-30T00:00:00+02:00"),
        ("the day of that in autumn",   "Europe/Berlin",    "2026-10-25", "2026-10-25T00:00:00+02:00"),
        ("second Sunday of March",      "America/New_York", "2026-03-09", "2026-03-09T00:00:00-04:00"),
        ("first Sunday of November",    "America/New_York", "2026-11-02", "2026-11-02T00:00:00-05:00"),
        ("summer in January",           "Australia/Sydney", "2026-01-01", "2026-01-01T00:00:00+11:00"),
        ("winter in July",              "Australia/Sydney", "2026-07-01", "2026-07-01T00:00:00+10:00"),
        ("a midnight that is left out", "Africa/Cairo",     "2026-04-24", "2026-04-24T01:00:00+03:00"),
        ("an hour before midnight twice", "Africa/Cairo",   "2026-10-30", "2026-10-30T00:00:00+02:00"),
    ];
    for (why, id, date, first) in cases {
        let zone = ZONES.iter().find(|zone| zone.id == id).expect("a zone");
        assert_eq!(zone.write(zone.start_of(day(date))), first, "{why}");
    }
}

#[test]
fn clocks_change_at_the_instant_that_the_law_sets() {
    #[rustfmt::skip]
    let cases = [
        // where and when        the first instant of the new time
        ("Europe/Berlin",        "2026-03-29T03:00:00+02:00"),
        ("Europe/Berlin",        "2026-10-25T02:00:00+01:00"),
        ("America/New_York",     "2026-03-08T03:00:00-04:00"),
        ("America/New_York",     "2026-11-01T01:00:00-05:00"),
        ("Australia/Sydney",     "2026-04-05T02:00:00+10:00"),
        ("Australia/Sydney",     "2026-10-04T03:00:00+11:00"),
        ("Africa/Cairo",         "2026-04-24T01:00:00+03:00"),
        ("Africa/Cairo",         "2026-10-29T23:00:00+02:00"),
    ];
    for (id, first) in cases {
        let zone = ZONES.iter().find(|zone| zone.id == id).expect("a zone");
        assert!(zone.changes(2026).any(|change| zone.write(change) == first), "{first} in {id}");
        assert_eq!(zone.changes(2026).count(), 2, "{id}");
    }
}

#[test]
fn lengths_end_as_the_statutes_say() {
    use Counts::{Next, Same};
    use Ends::{CorrespondingDay, DayBefore};
    #[rustfmt::skip]
    let cases = [
        // article and why this row                                                event         length     first months end        last day
        ("Regulation 1182/71, article 3(1): its day is not counted",               "2026-03-03", "P14D",    Next, CorrespondingDay, "2026-03-17"),
        ("Regulation 1182/71, article 3(2)(c): the same day of the week",          "2026-03-03", "P2W",     Next, CorrespondingDay, "2026-03-17"),
        ("Regulation 1182/71, article 3(2)(c): the same date",                     "2026-01-15", "P1M",     Next, CorrespondingDay, "2026-02-15"),
        ("Regulation 1182/71, article 3(2)(c): the month has no such date",        "2026-01-31", "P1M",     Next, CorrespondingDay, "2026-02-28"),
        ("Regulation 1182/71, article 3(2)(c): nor has the year",                  "2028-02-29", "P2Y",     Next, CorrespondingDay, "2030-02-28"),
        ("BGB, sections 187(1), 188(2): a last day stays the 28th",                "2026-02-28", "P1M",     Next, CorrespondingDay, "2026-03-28"),
        ("BGB, sections 187(2), 188(2): a month from its beginning",               "2026-03-01", "P1M",     Same, DayBefore,        "2026-03-31"),
        ("BGB, section 190: an extension runs on from the end",                    "2026-01-31", "P1M14D",  Next, CorrespondingDay, "2026-03-14"),
        ("Dodds v Walker [1981] 1 WLR 1027: the corresponding date",               "1978-09-30", "P4M",     Next, CorrespondingDay, "1979-01-30"),
        ("Civil Code of the PRC, articles 201 and 202: the corresponding day",     "2027-11-30", "P3M",     Next, CorrespondingDay, "2028-02-29"),
        ("Civil Code of Taiwan, article 121: before the corresponding day",        "2026-01-15", "P6M",     Next, DayBefore,        "2026-07-15"),
        ("Civil Code of Taiwan, article 121: from the beginning of a month",       "2026-02-28", "P1M",     Next, DayBefore,        "2026-03-31"),
        ("Civil Code of Taiwan, article 121: no 31st, so the month's last",        "2026-01-30", "P1M",     Next, DayBefore,        "2026-02-28"),
        ("Civil Code of Taiwan, article 121: from the first",                      "2026-01-31", "P1M",     Next, DayBefore,        "2026-02-28"),
        ("Civil Code of Japan, article 143(2): no 31st, so the month's last",      "2027-08-30", "P6M",     Next, DayBefore,        "2028-02-29"),
        ("Civil Code of Japan, article 143(2): before 29 February",                "2028-02-28", "P4Y",     Next, DayBefore,        "2032-02-28"),
        ("Act on Specified Commercial Transactions, article 9: its day counts",    "2026-05-01", "P8D",     Same, CorrespondingDay, "2026-05-08"),
        ("Consumer Rights Act 2015, section 22(3): with the day after",            "2026-03-10", "P30D",    Next, CorrespondingDay, "2026-04-09"),
        ("Consumer Rights Act 2015, section 20(15): with the day itself",          "2026-05-01", "P14D",    Same, CorrespondingDay, "2026-05-14"),
        ("Consumer Rights Act 2015, section 19(14): six months with the day",      "2026-01-15", "P6M",     Same, DayBefore,        "2026-07-14"),
        ("Consumer Rights Act 2015, section 19(14): from the 31st",                "2026-08-31", "P6M",     Same, DayBefore,        "2027-02-28"),
    ];
    for (why, event, text, counts, ends, last) in cases {
        assert_eq!(length(text).last_day(day(event), counts, ends), day(last), "{why}");
    }
}

/// A few holidays and exchanged workdays of China, Germany and Japan in 2025 and 2026 together, Saturday and Sunday at rest.
fn rest_days() -> RestDays {
    let spring = (0..9).map(|later| day("2026-02-15").plus(later));
    let others = ["2025-12-25", "2025-12-26", "2026-05-04", "2026-05-05", "2026-05-06"].map(day);
    RestDays {
        id: "rest".into(),
        known: (day("2025-12-01"), day("2026-06-30")),
        weekend: BTreeSet::from([5, 6]),
        holidays: spring.chain(others).collect(),
        workdays: BTreeSet::from([day("2026-02-14"), day("2026-02-28")]),
    }
}

#[test]
fn last_days_move_over_rest_days() {
    use Roll::{Holiday, WeekendOrHoliday, WorkingCalendar};
    #[rustfmt::skip]
    let cases = [
        // article and why this row                                             last day      roll              moved to
        ("Regulation 1182/71, article 3(4): holiday, Saturday, Sunday",         "2025-12-26", WeekendOrHoliday, Some("2025-12-29")),
        ("Regulation 1182/71, article 3(4): a working day stays",               "2025-12-29", WeekendOrHoliday, Some("2025-12-29")),
        ("a holiday alone moves to a Saturday",                                 "2025-12-26", Holiday,          Some("2025-12-27")),
        ("Civil Code of the PRC, article 203: over the Spring Festival",        "2026-02-15", WorkingCalendar,  Some("2026-02-24")),
        ("a Saturday on which people work instead",                             "2026-02-28", WorkingCalendar,  Some("2026-02-28")),
        ("which is a Saturday all the same",                                    "2026-02-28", WeekendOrHoliday, Some("2026-03-02")),
        ("Civil Code of Japan, article 142: Sunday and three holidays",         "2026-05-03", WeekendOrHoliday, Some("2026-05-07")),
        ("the end of what is known",                                            "2026-06-30", WorkingCalendar,  Some("2026-06-30")),
        ("beyond what is known",                                                "2026-07-01", WorkingCalendar,  None),
    ];
    for (why, last, roll, moved) in cases {
        assert_eq!(rest_days().roll(day(last), roll, Reading::Late), moved.map(day), "{why}");
    }
    let refund = "Act on Consumer Protection in Electronic Commerce (Korea), article 18(2): three business days";
    assert_eq!(rest_days().working_days(day("2026-03-06"), 3, Reading::Late), Some(day("2026-03-11")), "{refund}");
}

/// The end of a period from a delivery, with repairs by their days of request, hand-over and return.
fn repaired(text: &str, delivery: &str, suspension: Suspension, repairs: &[[&str; 3]]) -> Option<Day> {
    let on = |text: &str| Moment::On(day(text));
    let repair = |[requested, handed_over, returned]: &[&str; 3]| Repair {
        requested: on(requested),
        handed_over: on(handed_over),
        returned: (!returned.is_empty()).then(|| on(returned)),
    };
    let period = Period {
        span: Span::Length(length(text)),
        from: vec![Anchor { name: "delivery", offset: None, rolls: Roll::None }],
        counts: Counts::Next,
        ends: Ends::CorrespondingDay,
        rolls: Roll::None,
        suspends: Some(suspension),
        zone: None,
        calendar: None,
    };
    let one = BTreeMap::from([("DE", 0)]);
    let world = World { calendars: vec![rest_days()], zone: one.clone(), calendar: one };
    let facts = Facts {
        market: "DE",
        events: BTreeMap::from([("delivery", Some(on(delivery)))]),
        repairs: Some(repairs.iter().map(repair).collect()),
    };
    let window = Window { kind: Kind::Period(Box::new(period)), opens: None };
    let right = Right { window, act: "notify", adjustments: Vec::new() };
    Some(right.timing(&world, &facts, Reading::Late).end?.last)
}

#[test]
fn repairs_stop_a_period() {
    let waiting = Suspension { from_request: true, is_inclusive: true, leaves: Some(length("P7D")) };
    let elapsed = Suspension { from_request: false, is_inclusive: false, leaves: None };
    #[rustfmt::skip]
    let cases = [
        // article and why this row                                                       requested     handed over   returned       last day
        ("Consumer Rights Act 2015, section 22(7)(b) and (8): ten days",           waiting, ["2026-03-10", "2026-03-11", "2026-03-19"], Some("2026-04-10")),
        ("Consumer Rights Act 2015, section 22(7)(a): seven days after it",        waiting, ["2026-03-30", "2026-03-30", "2026-04-01"], Some("2026-04-08")),
        ("asked for on the last day",                                              waiting, ["2026-03-31", "2026-04-02", "2026-04-04"], Some("2026-04-11")),
        ("asked for after the last day",                                           waiting, ["2026-04-01", "2026-04-02", "2026-04-04"], Some("2026-03-31")),
        ("not yet back",                                                           waiting, ["2026-03-10", "2026-03-11", ""],           None),
        ("Real Decreto Legislativo 1/2007 (Spain), article 122: from hand-over",   elapsed, ["2026-03-10", "2026-03-11", "2026-03-19"], Some("2026-04-08")),
        ("days before it runs stop nothing",                                       elapsed, ["2026-02-18", "2026-02-20", "2026-03-05"], Some("2026-04-04")),
        ("back on the same day",                                                   elapsed, ["2026-03-10", "2026-03-11", "2026-03-11"], Some("2026-03-31")),
    ];
    for (why, suspension, repair, last) in cases {
        assert_eq!(repaired("P30D", "2026-03-01", suspension, &[repair]), last.map(day), "{why}");
    }
    let twice = [["2026-03-10", "2026-03-10", "2026-03-15"], ["2026-03-12", "2026-03-12", "2026-03-20"]];
    assert_eq!(repaired("P30D", "2026-03-01", elapsed, &twice), Some(day("2026-04-10")), "a day stops it once");
}
