//! When a window opens and ends, whatever it is made of.

use chrono::NaiveDate;

use crate::by_market::NamesId;
use crate::day::{Instant, Length};
use crate::fact::FactId;
use crate::period::Changes;
use crate::policy::{Adjustment, Combine, Period, Run, Span, Window};

/// A window with the adjustments that hold for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Adjusted {
    /// What was set.
    pub(crate) window: Window,
    /// What changes it, in each of its parts: the earlier of two ends that are both moved is the earlier end, moved.
    pub(crate) changes: Changes,
}

/// When a window may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Timing {
    /// From when; `None` while the events it waits for have not happened.
    pub(crate) opens: Option<Opens>,
    /// How it ends.
    pub(crate) end: End,
}

/// From when a window may be used, as far as a calendar tells on which day it starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Opens {
    /// Not before this instant.
    pub(crate) least: Instant,
    /// From this instant in any case, where that is known.
    pub(crate) most: Option<Instant>,
}

impl Opens {
    /// From an instant that is known.
    pub(crate) const fn at(instant: Instant) -> Self {
        Self { least: instant, most: Some(instant) }
    }

    /// The instant, if it is known.
    pub(crate) fn exact(self) -> Option<Instant> {
        self.most.filter(|most| *most == self.least)
    }

    /// From when either of two may be used.
    pub(crate) fn earlier(self, other: Self) -> Self {
        Self { least: self.least.min(other.least), most: Instant::earlier(self.most, other.most) }
    }
}

/// How a window ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// Never.
    Never,
    /// Not yet known: the event from which it runs has not happened, or a repair that suspends it lasts.
    NotYet,
    /// With this day, at this instant, which is outside.
    After(NaiveDate, Instant),
    /// Not before `least`, and not after `most` where that is known; when exactly, only more facts or a longer calendar
    /// could tell.
    Uncertain {
        /// The earliest end.
        least: Instant,
        /// The latest end.
        most: Option<Instant>,
    },
}

/// What would have to be known to tell exactly when a window ends.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Unknown {
    /// A calendar beyond the days it knows.
    Calendar(String),
    /// A fact that is not stated, or not exactly enough.
    Fact(FactId),
}

/// Whether a window may be used at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum State {
    /// It may.
    Open,
    /// It may not yet.
    NotStarted,
    /// It may no longer.
    Closed,
    /// More would have to be known.
    Unknown,
}

impl Adjusted {
    /// A window with what changes it.
    pub(crate) fn new(window: &Window, adjustments: &[&Adjustment]) -> Self {
        Self { window: window.clone(), changes: Changes::of(adjustments) }
    }

    /// The zone of its first period, in which its instants are shown.
    pub(crate) fn zone(&self) -> NamesId {
        self.window.span.periods().first().map_or(0, |period| period.zone)
    }

    /// Roughly how many days it is long, to show the longest of several that cannot be timed.
    pub(crate) fn about_days(&self) -> i64 {
        about_days(&self.window.span, &self.changes)
    }
}

fn about_days(span: &Span, changes: &Changes) -> i64 {
    match span {
        Span::Period(period) => match (period.run, length(period, changes)) {
            (Run::Hours(hours), _) => i64::from(hours.div_euclid(24)),
            (_, Some(length)) => about(length),
            _ => i64::MAX,
        },
        Span::Combined(how, parts) => {
            let mut picked = None;
            for part in parts {
                let days = about_days(part, changes);
                picked = Some(picked.map_or(days, |other| how.pick(other, days)));
            }
            picked.unwrap_or(0)
        }
    }
}

/// Roughly how many days a length is.
pub(crate) fn about(length: Length) -> i64 {
    i64::from(length.months).saturating_mul(31).saturating_add(i64::from(length.days))
}

/// The length with everything that is added to it, cut at the caps that are of its own unit; `None` for periods that
/// end on a fixed day, after hours or never.
pub(crate) fn length(period: &Period, changes: &Changes) -> Option<Length> {
    let Run::Length(length) = period.run else { return None };
    let shorter = |a: Length, b: &Length| {
        let same_unit = a.months == b.months || a.days == b.days;
        if same_unit { a.min(*b) } else { a }
    };
    Some(changes.caps.iter().fold(length.plus(changes.add), shorter))
}

/// The day on which a period ends whatever its start is, if there is one.
pub(crate) fn fixed_day(period: &Period, changes: &Changes) -> Option<NaiveDate> {
    let Run::Until(last) = period.run else { return None };
    let moved = changes.add.after(last)?;
    let moves = period.rolls != crate::calendar::Roll::None || period.suspends.is_some() || !changes.caps.is_empty();
    (!moves).then(|| moved.max(changes.at_least_until.unwrap_or(moved)))
}

/// How a combination ends whose parts end like this.
///
/// A part without an end yet, or without any, is later than all others.
pub(crate) fn combined(how: Combine, ends: &[End]) -> End {
    let mut bounds: Option<(i64, i64)> = None;
    for end in ends {
        let (least, most) = match end {
            End::Never | End::NotYet => (i64::MAX, i64::MAX),
            End::After(_, until) => (until.0, until.0),
            End::Uncertain { least, most } => (least.0, most.map_or(i64::MAX, |most| most.0)),
        };
        bounds = Some(bounds.map_or((least, most), |other| (how.pick(other.0, least), how.pick(other.1, most))));
    }
    let (least, most) = bounds.unwrap_or((i64::MAX, i64::MAX));
    let on = ends.iter().find(|end| matches!(end, End::After(_, until) if until.0 == least));
    match on {
        _ if least == i64::MAX => {
            let never = |end: &End| *end == End::Never;
            let is_never = if how == Combine::Earliest { ends.iter().all(never) } else { ends.iter().any(never) };
            if is_never { End::Never } else { End::NotYet }
        }
        Some(on) if least == most => *on,
        _ => End::Uncertain { least: Instant(least), most: Some(Instant(most)).filter(|most| most.0 < i64::MAX) },
    }
}

impl End {
    /// How late it is, for comparison.
    pub(crate) fn key(self) -> i64 {
        match self {
            Self::After(_, until) | Self::Uncertain { least: until, .. } => until.0,
            Self::Never | Self::NotYet => i64::MAX,
        }
    }
}

impl Timing {
    /// Whether the window may be used at an instant: its last day is inside, the instant after it is not.
    pub(crate) fn state(&self, at: Instant) -> State {
        match (self.opens, self.end) {
            (_, End::After(_, until)) if at >= until => State::Closed,
            (_, End::Uncertain { most: Some(most), .. }) if at >= most => State::Closed,
            (_, End::Uncertain { least, .. }) if at >= least => State::Unknown,
            (Some(opens), _) if opens.most.is_some_and(|most| at >= most) => State::Open,
            (Some(opens), _) if at >= opens.least => State::Unknown,
            _ => State::NotStarted,
        }
    }
}

/// The better of two due dates or presumptions for the buyer: one of them where they differ in length alone, else both.
pub(crate) fn better(how: Combine, a: &Span, b: &Span) -> Span {
    let longer = |a: &Span, b: &Span| match (a, b) {
        (Span::Period(a), Span::Period(b)) => match (a.run, b.run) {
            (Run::Length(first), Run::Length(second))
                if (first.months == second.months || first.days == second.days)
                    && Period { run: a.run, ..b.clone() } == *a =>
            {
                Some(first > second)
            }
            _ => None,
        },
        _ => None,
    };
    match longer(a, b) {
        Some(longer) if longer == (how == Combine::Latest) => a.clone(),
        Some(_) => b.clone(),
        None if a == b => a.clone(),
        None => {
            let parts = |span: &Span| match span {
                Span::Combined(same, parts) if *same == how => parts.clone(),
                other => vec![other.clone()],
            };
            let mut all = parts(a);
            for part in parts(b) {
                if !all.contains(&part) {
                    all.push(part);
                }
            }
            Span::Combined(how, all)
        }
    }
}
