//! How repairs stop a period.

use crate::almanac::Day;
use crate::clock::Zone;
use crate::length::{Counts, Length};
use crate::timing::{day_of, plainly};
use crate::window::{Facts, Period, Repair, Span, Suspension};

/// Days on which the goods are away; without a second one they still are.
type Stay = (Day, Option<Day>);

/// The last day after every stay that began no later than the last day before it; `None` while one of them lasts.
///
/// Consumer Rights Act 2015 (UK), section 22(6) to (8): both days count, and seven days are left at least. Real Decreto
/// Legislativo 1/2007 (Spain), article 122: from hand-over to return. What has not begun to run cannot be stopped, so
/// days before the first one that counts are none of a stay's; only what ends with its event has run before it.
pub(crate) fn prolong(last: Day, period: &Period, start: Option<Day>, facts: &Facts, zone: &Zone) -> Option<Day> {
    let Some(suspension) = period.suspends else { return Some(last) };
    let ends_with_event = period.span == Span::Length(Length::default());
    let is_next = suspension.is_inclusive && period.counts != Counts::Same;
    let first = start.filter(|_| !ends_with_event).map(|day| if is_next { day.next() } else { day });
    let mut last = last;
    for (begun, returned) in apart(facts.repairs.as_deref().unwrap_or_default(), suspension, zone) {
        let begun = begun.max(first.unwrap_or(begun));
        if begun > last || returned.is_some_and(|returned| returned < begun) {
            continue;
        }
        let returned = returned?;
        last = last.plus(returned.0 - begun.0 + usize::from(suspension.is_inclusive));
        last = suspension.leaves.map_or(last, |leaves| last.max(plainly(leaves, returned)));
    }
    Some(last)
}

/// Stays in their order, of which no two share a day.
fn apart(repairs: &[Repair], suspension: Suspension, zone: &Zone) -> Vec<Stay> {
    let mut stays: Vec<Stay> = repairs.iter().map(|repair| stay(repair, suspension, zone)).collect();
    stays.sort();
    let mut apart: Vec<Stay> = Vec::new();
    for (first, returned) in stays {
        match apart.last_mut() {
            Some((_, last)) if last.is_none_or(|last| first <= last) => {
                *last = last.and_then(|last| Some(last.max(returned?)));
            }
            _ => apart.push((first, returned)),
        }
    }
    apart
}

fn stay(repair: &Repair, suspension: Suspension, zone: &Zone) -> Stay {
    let first = if suspension.from_request { repair.requested } else { repair.handed_over };
    (day_of(first, zone), repair.returned.map(|moment| day_of(moment, zone)))
}
