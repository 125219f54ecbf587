//! Which parts of the policy language a case is about.

use crate::length::{Counts, Ends};
use crate::rest::Roll;
use crate::window::{Adjustment, Facts, Kind, Moment, Period, Right, Span, Window};

/// Every mode that must be met often.
#[rustfmt::skip]
pub(crate) const ALL: [&str; 48] = [
    "days", "weeks", "months", "years", "sum", "hours", "hours from a day", "until", "unlimited",
    "next day", "same day", "working day", "corresponding day", "day before",
    "no roll", "roll over holidays", "roll over weekends and holidays", "roll by the working calendar",
    "offset", "offset that rolls", "anchor that rolls", "fallback", "waits for its event", "from an instant",
    "from a day",
    "opens", "opens by a part", "zone by market", "calendar by market",
    "add", "at least until", "cap",
    "elapsed", "inclusive", "from hand-over", "from request", "leaves", "several repairs", "repair lasts",
    "earliest of", "latest of", "nested",
    "open", "closed", "not started", "depends on what is unknown", "decided in spite of what is unknown",
    "act other than notice",
];

/// The modes of a window in an order; what several of its periods share is there once.
pub(crate) fn of(right: &Right, facts: &Facts) -> Vec<&'static str> {
    let mut modes = Vec::new();
    of_window(&right.window, facts, false, &mut modes);
    modes.extend((right.act != "notify").then_some("act other than notice"));
    modes.extend(right.adjustments.iter().map(|adjustment| match adjustment {
        Adjustment::Add(_) => "add",
        Adjustment::AtLeastUntil(_) => "at least until",
        Adjustment::Cap(_) => "cap",
    }));
    modes.sort_unstable();
    modes.dedup();
    modes
}

fn of_window(window: &Window, facts: &Facts, is_part: bool, modes: &mut Vec<&'static str>) {
    modes.extend(window.opens.map(|_| if is_part { "opens by a part" } else { "opens" }));
    let (mode, parts) = match &window.kind {
        Kind::Period(period) => return of_period(period, facts, modes),
        Kind::EarliestOf(parts) => ("earliest of", parts),
        Kind::LatestOf(parts) => ("latest of", parts),
    };
    modes.push(mode);
    modes.extend(is_part.then_some("nested"));
    parts.iter().for_each(|part| of_window(part, facts, true, modes));
}

fn of_period(period: &Period, facts: &Facts, modes: &mut Vec<&'static str>) {
    modes.push(of_span(period.span));
    if let Span::Length(length) = period.span {
        modes.push(match period.counts {
            Counts::Next => "next day",
            Counts::Same => "same day",
            Counts::Working => "working day",
        });
        modes.extend((length.whole_months() > 0).then_some(match period.ends {
            Ends::CorrespondingDay => "corresponding day",
            Ends::DayBefore => "day before",
        }));
    }
    modes.push(match period.rolls {
        Roll::None => "no roll",
        Roll::Holiday => "roll over holidays",
        Roll::WeekendOrHoliday => "roll over weekends and holidays",
        Roll::WorkingCalendar => "roll by the working calendar",
    });
    modes.extend(period.zone.is_some().then_some("zone by market"));
    modes.extend(period.calendar.is_some().then_some("calendar by market"));
    of_start(period, facts, modes);
    of_repairs(period, facts, modes);
}

fn of_span(span: Span) -> &'static str {
    match span {
        Span::Hours(_) => "hours",
        Span::Until(_) => "until",
        Span::Unlimited => "unlimited",
        Span::Length(length) => match (length.years > 0, length.months > 0, length.weeks > 0, length.days > 0) {
            (true, false, false, false) => "years",
            (false, true, false, false) => "months",
            (false, false, true, false) => "weeks",
            (false, false, false, _) => "days",
            _ => "sum",
        },
    }
}

fn of_start(period: &Period, facts: &Facts, modes: &mut Vec<&'static str>) {
    let happened = period.from.iter().position(|anchor| facts.events[anchor.name].is_some());
    let Some(place) = happened else {
        modes.push("waits for its event");
        return;
    };
    let anchor = &period.from[place];
    modes.extend((place > 0).then_some("fallback"));
    modes.extend(match (anchor.offset.is_some(), anchor.rolls != Roll::None) {
        (true, true) => Some("offset that rolls"),
        (true, false) => Some("offset"),
        (false, true) => Some("anchor that rolls"),
        (false, false) => None,
    });
    let is_day = matches!(facts.events[anchor.name], Some(Moment::On(_)));
    modes.push(if is_day { "from a day" } else { "from an instant" });
    modes.extend((is_day && matches!(period.span, Span::Hours(_))).then_some("hours from a day"));
}

fn of_repairs(period: &Period, facts: &Facts, modes: &mut Vec<&'static str>) {
    let Some((suspension, repairs)) = period.suspends.zip(facts.repairs.as_ref()) else { return };
    modes.push(if suspension.is_inclusive { "inclusive" } else { "elapsed" });
    modes.push(if suspension.from_request { "from request" } else { "from hand-over" });
    modes.extend(suspension.leaves.map(|_| "leaves"));
    modes.extend((repairs.len() > 1).then_some("several repairs"));
    modes.extend(repairs.iter().any(|repair| repair.returned.is_none()).then_some("repair lasts"));
}
