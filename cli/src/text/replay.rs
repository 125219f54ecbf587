//! What many decisions come to, and how they differ from those that are expected.

use std::time::Duration;

use serde_json::Value;

use super::page::Page;
use super::words;
use crate::replay::compare::{Difference, Place};
use crate::replay::tally::Tally;

/// Longer values are cut.
const MOST_CHARACTERS: usize = 100;

/// One line on what was decided, with the time it took where that is wanted.
pub(crate) fn summary(tally: &Tally, time: Option<Duration>) -> String {
    let orders = words::count(tally.orders, "order");
    let mut parts = vec![format!("{orders} with {}{}", words::count(tally.order_lines, "line"), statuses(tally))];
    if let Some(line) = tally.first_bad {
        let bad = words::count(tally.bad_lines, "line");
        parts.push(format!("{bad} of the file could not be decided, the first is line {line}"));
    }
    parts.extend(time.map(|time| {
        let seconds = time.as_secs_f64().max(f64::EPSILON);
        format!("{seconds:.1} s, {:.0} orders a second", tally.lines() as f64 / seconds)
    }));
    parts.join("; ")
}

fn statuses(tally: &Tally) -> String {
    let statuses: Vec<String> = tally.statuses.iter().map(|(status, count)| format!("{count} {status}")).collect();
    if statuses.is_empty() { String::new() } else { format!(", offers: {}", statuses.join(", ")) }
}

/// How answers differ from those that are expected, of which so many have no order.
pub(crate) fn differences(tally: &Tally, left: u64) -> String {
    let mut page = Page::default();
    page.heading(&match tally.different {
        0 => format!("{} as expected", words::count(tally.lines(), "answer")),
        different => format!("{different} of {} not as expected", words::count(tally.lines(), "answer")),
    });
    for differing in &tally.differences {
        let line = differing.line;
        match &differing.difference {
            Difference::Changed { places, more } => {
                page.line(&format!("line {line}"));
                places.iter().for_each(|place| page.line(&format!("  {}", changed(place))));
                if *more > 0 {
                    page.line(&format!("  and {}", words::count(more, "more place")));
                }
            }
            Difference::Rewritten => page.line(&format!("line {line}: the same values, but not the same bytes")),
            Difference::Unreadable => page.line(&format!("line {line}: what is expected is no JSON")),
            Difference::Missing => page.line(&format!("line {line}: no answer is expected")),
        }
    }
    let named = u64::try_from(tally.differences.len()).unwrap_or(u64::MAX);
    let more = tally.different.saturating_sub(named);
    if more > 0 {
        page.line(&format!("and {}", words::count(more, "more line")));
    }
    if left > 0 {
        page.line(&format!("{} expected after the last order", words::count(left, "more answer")));
    }
    page.finish()
}

fn changed(place: &Place) -> String {
    let [expected, answered] = [&place.expected, &place.answered].map(|value| shown(value.as_ref()));
    format!("{}: {expected} -> {answered}", place.path)
}

fn shown(value: Option<&Value>) -> String {
    let Some(value) = value else { return "nothing".into() };
    let text = value.to_string();
    match text.char_indices().nth(MOST_CHARACTERS) {
        Some((end, _)) => format!("{}...", text.get(..end).unwrap_or(&text)),
        None => text,
    }
}
