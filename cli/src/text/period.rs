//! Periods in the trade's words.

use serde_json::Value;

use crate::period::{Anchor, Period, Suspension};

use super::{term, words};

/// A period as one phrase, what all its parts have in common said once: `the earlier of 7 days from information and
/// 4 months from delivery (ending on a working day)`.
fn describe(period: &Period) -> String {
    let common = common(period);
    remarked(phrase(period, &common), common)
}

/// A window in which the buyer may act: `14 days from delivery`, or `until the day of the end of the warranty`.
pub(crate) fn window(period: &Period) -> String {
    let word = if period.length.as_deref() == Some("P0D") { "until " } else { "" };
    format!("{word}{}", describe(period))
}

/// By when something is due: `by 2026-04-01, 14 days from delivery on 2026-03-18`, or `within 14 days from delivery`.
pub(crate) fn due(period: &Period) -> String {
    dated("by", period).unwrap_or_else(|| format!("{}{}", preposition(period, "on", "by"), describe(period)))
}

/// How long something holds: `until 2026-04-01, 14 days from delivery on 2026-03-18`, or `within 14 days from delivery`.
pub(crate) fn holds(period: &Period) -> String {
    dated("until", period).unwrap_or_else(|| format!("{}{}", preposition(period, "until", "until"), describe(period)))
}

fn dated(preposition: &str, period: &Period) -> Option<String> {
    let day = period.last_day.as_ref()?;
    let is_fixed = period.length.is_none() && period.parts().is_none();
    let described = if is_fixed { String::new() } else { format!(", {}", describe(period)) };
    Some(format!("{preposition} {day}{described}"))
}

/// The word before a period that has no day yet.
fn preposition(period: &Period, day: &str, combination: &str) -> String {
    let word = match (period.parts(), period.length.as_deref()) {
        (Some(_), _) => combination,
        (None, Some("P0D")) => day,
        (None, Some("unlimited") | None) => return String::new(),
        (None, Some(_)) => "within",
    };
    format!("{word} ")
}

fn phrase(period: &Period, said: &[String]) -> String {
    let Some((parts, earliest)) = period.parts() else { return of_period(period) };
    let of_part = |part: &Period| {
        let own = remarks(part).into_iter().filter(|remark| !said.contains(remark)).collect();
        (remarked(phrase(part, said), own), part.parts().is_some())
    };
    // Two laws may say the same of calendars that could differ; it is said once.
    let mut distinct: Vec<(String, bool)> = Vec::new();
    for part in parts.iter().map(of_part) {
        if !distinct.contains(&part) {
            distinct.push(part);
        }
    }
    let word = match (earliest, distinct.as_slice()) {
        (_, [(only, _)]) => return only.clone(),
        (true, [_, _]) => "earlier",
        (true, _) => "earliest",
        (false, [_, _]) => "later",
        (false, _) => "latest",
    };
    let bracketed = |(text, nested): &(String, bool)| if *nested { format!("({text})") } else { text.clone() };
    format!("the {word} of {}", words::listed(&distinct.iter().map(bracketed).collect::<Vec<_>>()))
}

fn of_period(period: &Period) -> String {
    let from = match &period.started {
        Some(started) => {
            let moved = period.from.iter().find(|anchor| anchor.anchor == started.anchor);
            let plain = Anchor { anchor: started.anchor.clone(), ..Anchor::default() };
            format!("{} on {}", event(moved.unwrap_or(&plain)), started.day)
        }
        None => period.from.iter().map(event).collect::<Vec<_>>().join(", else "),
    };
    let fixed = period.until.as_ref().or(period.last_day.as_ref());
    let working = if period.counts.as_deref() == Some("working-day") { "working " } else { "" };
    match (period.length.as_deref(), fixed) {
        (Some("P0D"), _) => format!("the day of {from}"),
        (Some(length), _) => format!("{} from {from}", words::length(length).replace("day", &format!("{working}day"))),
        (None, Some(day)) => format!("from {from} until {day}"),
        (None, None) => format!("from {from} until a fixed day"),
    }
}

/// An event, and the days after it: `14 days after last delivery`.
fn event(anchor: &Anchor) -> String {
    let event = term::event(&anchor.anchor);
    let moved = match anchor.rolls.as_deref() {
        Some("holiday") => " (or the next day that is no holiday)",
        Some("weekend-or-holiday") => " (or the next day that is no weekend or holiday)",
        Some("working-calendar") => " (or the next working day)",
        _ => "",
    };
    match &anchor.offset {
        Some(offset) => format!("{} after {event}{moved}", words::length(offset)),
        None => format!("{event}{moved}"),
    }
}

/// What is said of every part of a combination, or of a period.
fn common(period: &Period) -> Vec<String> {
    let own = remarks(period);
    let Some((parts, _)) = period.parts() else { return own };
    let mut parts = parts.iter().map(common);
    let first = parts.next().unwrap_or_default();
    let shared = parts.fold(first, |shared, other| shared.into_iter().filter(|one| other.contains(one)).collect());
    shared.into_iter().chain(own).collect()
}

/// What is unusual about a period.
fn remarks(period: &Period) -> Vec<String> {
    let counts = match period.counts.as_deref() {
        Some("same-day") => Some("the event's day counted".into()),
        _ => None,
    };
    let ends = match period.ends.as_deref() {
        Some("day-before") => Some("ending the day before the corresponding one".into()),
        _ => None,
    };
    let rolls = match period.rolls.as_deref() {
        Some("holiday") => Some("not ending on a holiday".into()),
        Some("weekend-or-holiday") => Some("not ending on a weekend or holiday".into()),
        Some("working-calendar") => Some("ending on a working day".into()),
        _ => None,
    };
    let suspends = period.suspends.as_ref().map(stopped);
    let opens = period.opens.as_ref().map(|event| format!("usable from {}", term::event(event)));
    let most = |(unit, most): (&String, &Value)| most.as_u64().map(|most| format!("{most} {unit}"));
    let usage: Vec<String> = period.usage.iter().filter_map(most).collect();
    let usage = (!usage.is_empty()).then(|| format!("ending earlier after {}", words::one_of(&usage)));
    [counts, ends, rolls, suspends, opens, usage].into_iter().flatten().collect()
}

fn stopped(suspension: &Suspension) -> String {
    let from = if suspension.from.as_deref() == Some("request") { " from the request on" } else { "" };
    let both = if suspension.days == "inclusive" { ", first and last day included" } else { "" };
    let leaves = suspension.leaves.as_deref().map(|length| format!(", {} left after at least", words::length(length)));
    format!("stopped by repairs{from}{both}{}", leaves.unwrap_or_default())
}

fn remarked(text: String, remarks: Vec<String>) -> String {
    if remarks.is_empty() { text } else { format!("{text} ({})", remarks.join("; ")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn read(period: Value) -> Period {
        serde_json::from_value(period).expect("a period")
    }

    #[test]
    fn a_period_reads_as_one_phrase() {
        let delivery = json!({ "length": "P14D", "from": ["delivery"] });
        let informed = json!({ "length": "P7D", "from": ["information"], "rolls": "working-calendar" });
        let received =
            json!({ "length": "P4M", "from": ["delivery"], "rolls": "working-calendar", "ends": "day-before" });
        #[rustfmt::skip]
        let cases = [
            // why this row                     period                                                                        phrase
            ("the plain one",                   delivery.clone(),                                                             "14 days from delivery"),
            ("the first event that happens",    json!({ "length": "P7D", "from": ["signing", "delivery"] }),                  "7 days from signing, else delivery"),
            ("it is known to have begun",       json!({ "length": "P7D", "from": [{ "anchor": "signing" }], "started": { "anchor": "signing", "day": "2026-03-03" } }), "7 days from signing on 2026-03-03"),
            ("days after an event",             json!({ "length": "P12M", "from": [{ "anchor": "delivery", "offset": "P14D" }] }), "12 months from 14 days after delivery"),
            ("moved from a rest day",           json!({ "length": "P1D", "from": [{ "anchor": "signing", "offset": "P6D", "rolls": "working-calendar" }] }), "1 day from 6 days after signing (or the next working day)"),
            ("of a month and days",             json!({ "length": "P12M14D", "from": ["contract"] }),                         "12 months and 14 days from contract"),
            ("the very day",                    json!({ "length": "P0D", "from": ["goodsBack"] }),                            "the day of the return of the goods"),
            ("working days",                    json!({ "length": "P30D", "counts": "working-day", "from": ["contract"] }),   "30 working days from contract"),
            ("hours",                           json!({ "length": "PT168H", "from": ["delivery"] }),                          "168 hours from delivery"),
            ("no length",                       json!({ "until": "2026-12-31", "from": ["delivery"] }),                       "from delivery until 2026-12-31"),
            ("remarks",                         json!({ "length": "P8D", "counts": "same-day", "from": ["delivery"], "rolls": "holiday", "opens": "contract" }), "8 days from delivery (the event's day counted; not ending on a holiday; usable from contract)"),
            ("repairs stop it",                 json!({ "length": "P2Y", "from": ["delivery"], "suspends": { "from": "request", "days": "inclusive", "leaves": "P7D" } }), "2 years from delivery (stopped by repairs from the request on, first and last day included, 7 days left after at least)"),
            ("as an answer says it",            json!({ "length": "P2Y", "from": [{ "anchor": "delivery" }], "suspends": "elapsed", "rolls": "holiday" }), "2 years from delivery (not ending on a holiday; stopped by repairs)"),
            ("the earlier, what is common once", json!({ "earliestOf": [informed, received], "opens": "contract" }),          "the earlier of 7 days from information and 4 months from delivery (ending the day before the corresponding one) (ending on a working day; usable from contract)"),
            ("twice the same",                  json!({ "earliestOf": [delivery, delivery] }),                                "14 days from delivery"),
            ("one inside another",              json!({ "latestOf": [delivery, { "earliestOf": [{ "length": "P1Y", "from": ["contract"] }, { "length": "P0D", "from": ["warrantyEnd"] }] }] }), "the later of 14 days from delivery and (the earlier of 1 year from contract and the day of the end of the warranty)"),
        ];
        for (why, period, expected) in cases {
            assert_eq!(describe(&read(period)), expected, "{why}");
        }
    }

    #[test]
    fn a_window_of_no_days_ends_with_its_event() {
        let until = json!({ "length": "P0D", "from": ["warrantyEnd"], "opens": "delivery" });
        assert_eq!(window(&read(until)), "until the day of the end of the warranty (usable from delivery)");
    }

    #[test]
    fn what_is_due_has_a_day_or_a_length() {
        let started = json!({ "anchor": "noticeReceived", "day": "2026-03-18" });
        let back = json!({ "length": "P0D", "from": ["goodsBack"] });
        #[rustfmt::skip]
        let cases = [
            // why this row            period                                                                                              due                                                         holds
            ("a day is known",         json!({ "length": "P14D", "from": ["noticeReceived"], "started": started, "lastDay": "2026-04-01" }), "by 2026-04-01, 14 days from the receipt of the notice on 2026-03-18", "until 2026-04-01, 14 days from the receipt of the notice on 2026-03-18"),
            ("a length",               json!({ "length": "P14D", "from": ["notice"] }),                                                    "within 14 days from the notice",                                      "within 14 days from the notice"),
            ("at once",                back.clone(),                                                                                       "on the day of the return of the goods",                               "until the day of the return of the goods"),
            ("the later of two",       json!({ "latestOf": [{ "length": "P14D", "from": ["notice"] }, back] }),                            "by the later of 14 days from the notice and the day of the return of the goods", "until the later of 14 days from the notice and the day of the return of the goods"),
            ("a fixed day",            json!({ "from": ["delivery"], "lastDay": "2026-04-01" }),                                           "by 2026-04-01",                                                       "until 2026-04-01"),
        ];
        for (why, period, expected_due, expected_holds) in cases {
            let period = read(period);
            assert_eq!(due(&period), expected_due, "{why}");
            assert_eq!(holds(&period), expected_holds, "{why}");
        }
    }
}
