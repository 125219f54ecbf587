//! Repairs as facts, and the time they take out of a period.

use chrono::NaiveDate;

use crate::day::{self, Moment};
use crate::gather::AddAll;
use crate::order;
use crate::policy::{SuspendedFrom, Suspension};
use crate::zone::Zone;

/// One repair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Repair {
    /// When the buyer asked for it.
    pub(crate) requested: Option<Moment>,
    /// When the goods were handed over for it.
    pub(crate) handed_over: Moment,
    /// When the buyer had them back; `None` while they are away.
    pub(crate) returned: Option<Moment>,
}

/// Days on which a period stands still; without a second one as long as the goods are away.
pub(crate) type Stretch = (NaiveDate, Option<NaiveDate>);

/// The stretches of these repairs in order; those that share a day are one.
pub(crate) fn stretches(repairs: &[Repair], from: SuspendedFrom, zone: &Zone) -> Vec<Stretch> {
    let day = |moment: Moment| day(moment, zone);
    let stretch = |repair: &Repair| {
        let handed_over = day(repair.handed_over)?;
        let first = match (from, repair.requested.and_then(day)) {
            (SuspendedFrom::Request, Some(requested)) => requested.min(handed_over),
            _ => handed_over,
        };
        Some((first, repair.returned.and_then(day)))
    };
    let mut stretches = Vec::new();
    for repair in repairs {
        stretches.add(stretch(repair));
    }
    merged(stretches)
}

/// The civil day of a moment.
pub(crate) fn day(moment: Moment, zone: &Zone) -> Option<NaiveDate> {
    match moment {
        Moment::Day(day) => Some(day),
        Moment::Instant(instant) => zone.day_of(instant),
    }
}

fn merged(mut all: Vec<Stretch>) -> Vec<Stretch> {
    let key = |(first, last): &Stretch| (*first, last.unwrap_or(NaiveDate::MAX));
    order::sort_by(&mut all, |a, b| key(a).cmp(&key(b)));
    let mut merged: Vec<Stretch> = Vec::new();
    for (first, last) in all {
        match merged.last_mut() {
            Some((_, before)) if before.is_none_or(|before| first <= before) => {
                *before = before.zip(last).map(|(before, last)| before.max(last));
            }
            _ => merged.push((first, last)),
        }
    }
    merged
}

/// What of the stretches lies on this day or later: before a period runs, nothing can stop it.
pub(crate) fn since(first: Option<NaiveDate>, stretches: &[Stretch]) -> Vec<Stretch> {
    let Some(first) = first else { return stretches.to_vec() };
    let mut later = Vec::new();
    for (begun, returned) in stretches {
        if returned.is_none_or(|returned| returned >= first) {
            later.push(((*begun).max(first), *returned));
        }
    }
    later
}

/// The last day of a period after the stretches that fall into it; `None` where one of them still lasts.
///
/// Each stretch that begins no later than the end so far moves the end by its days: those from the first to the return,
/// or one more where both days count (Consumer Rights Act 2015, section 22(8)); at least `leaves` remains after it.
pub(crate) fn prolong(last: NaiveDate, stretches: &[Stretch], suspension: &Suspension) -> Option<NaiveDate> {
    let mut end = last;
    for (first, returned) in stretches {
        if *first > end {
            break;
        }
        let returned = (*returned)?;
        let away = day::day_number(returned).saturating_sub(day::day_number(*first)).max(0);
        let days = away.saturating_add(i64::from(suspension.inclusive));
        let least = suspension.leaves.and_then(|least| least.after(returned));
        end = day::days_after(end, days)?.max(least.unwrap_or(end));
    }
    Some(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::{Length, read_day};

    #[test]
    fn repairs_move_the_end() {
        type Case =
            (&'static str, &'static [(&'static str, &'static str)], bool, Option<&'static str>, Option<&'static str>);
        #[rustfmt::skip]
        let cases: &[Case] = &[
            // why this row                                   repairs                                                   inclusive  leaves        end
            ("none",                                          &[],                                                      false,     None,         Some("2026-03-10")),
            ("ten days away",                                 &[("2026-03-01", "2026-03-11")],                          false,     None,         Some("2026-03-20")),
            ("both days count",                               &[("2026-03-01", "2026-03-11")],                          true,      None,         Some("2026-03-21")),
            ("handed over on the last day",                   &[("2026-03-10", "2026-03-12")],                          false,     None,         Some("2026-03-12")),
            ("handed over when it was over",                  &[("2026-03-11", "2026-03-12")],                          false,     None,         Some("2026-03-10")),
            ("a second one in the time the first gave back",  &[("2026-03-01", "2026-03-06"), ("2026-03-14", "2026-03-16")], false, None,        Some("2026-03-17")),
            ("days in two repairs count once",                &[("2026-03-01", "2026-03-06"), ("2026-03-04", "2026-03-08")], false, None,        Some("2026-03-17")),
            ("at least a week is left",                       &[("2026-03-09", "2026-03-11")],                          true,      Some("P7D"),  Some("2026-03-18")),
            ("still away",                                    &[("2026-03-09", "")],                                    false,     None,         None),
        ];
        for (why, repairs, inclusive, leaves, end) in cases {
            let stretches = repairs.iter().map(|(first, last)| (read_day(first).expect(why), read_day(last))).collect();
            let stretches = merged(stretches);
            let suspension = Suspension {
                from: SuspendedFrom::HandOver,
                inclusive: *inclusive,
                leaves: leaves.and_then(Length::read),
            };
            let last = read_day("2026-03-10").expect(why);
            assert_eq!(prolong(last, &stretches, &suspension), end.and_then(read_day), "{why}");
        }
    }
}
