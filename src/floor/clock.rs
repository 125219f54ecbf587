//! Runs windows on days that are taken for the sake of a proof, with the engine's own arithmetic.

use crate::atom::AtomSet;
use crate::by_market::NamesId;
use crate::calendar::Calendar;
use crate::compile::Compiled;
use chrono::NaiveDate;

use crate::day::{Instant, Moment, YEARS, midnight_utc};
use crate::fact::FactId;
use crate::gather::Gather;
use crate::map::Map;
use crate::period::{self, Measure, Start};
use crate::policy::{Anchor, Period, Span};
use crate::suspension::{Repair, day};
use crate::window::{self, Adjusted, End, Opens};
use crate::zone::Zone;

/// The events of one order; what is not in it has not happened.
#[derive(Debug, Clone, Default)]
pub(super) struct Events {
    /// The moment of each event that has happened.
    pub(super) moments: Map<FactId, Moment>,
    /// The repairs.
    pub(super) repairs: Vec<Repair>,
}

/// The zones and calendars of one market.
#[derive(Clone, Copy)]
pub(super) struct Clock<'c> {
    pub(super) compiled: &'c Compiled,
    /// The market's atom, where documents tell markets apart.
    pub(super) market: Option<&'c AtomSet>,
    /// For each zone by name one in which all days begin at the same instants.
    pub(super) alike: &'c Map<&'c str, &'c str>,
}

/// When a window may be used.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ran {
    pub(super) opens: Option<Opens>,
    pub(super) end: End,
}

/// An instant at which one window is open and another is not.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gap {
    /// When the buyer acts.
    pub(super) acts: Instant,
    /// When that is judged; later where what the other window waits for has not happened then.
    pub(super) at: Instant,
}

impl<'c> Clock<'c> {
    fn name(&self, names: NamesId) -> Option<&'c str> {
        let serving = self.compiled.names.get(names)?.serving(self.market);
        if let [name] = serving.as_slice() { *name } else { None }
    }

    /// The zone of a name.
    pub(super) fn zone(&self, names: NamesId) -> Option<&'c Zone> {
        self.compiled.zones.get(self.name(names)?)
    }

    /// The calendar of a name.
    pub(super) fn calendar(&self, names: NamesId) -> Option<&'c Calendar> {
        self.compiled.calendars.get(self.name(names)?)
    }

    /// The zone and calendar a period runs by, as names; zones that are alike have one.
    pub(super) fn names(&self, period: &Period) -> (Option<&'c str>, Option<&'c str>) {
        let zone = self.name(period.zone);
        (zone.map(|zone| self.alike.get(zone).copied().unwrap_or(zone)), self.name(period.calendar))
    }

    /// The event from which a period runs.
    pub(super) fn start(period: &Period, events: &Events) -> Option<(Anchor, Moment)> {
        period.from.iter().find_map(|anchor| Some((*anchor, *events.moments.get(&anchor.fact)?)))
    }

    /// When a window may be used on these events; `None` beyond all dates.
    pub(super) fn run(&self, window: &Adjusted, events: &Events) -> Option<Ran> {
        let mut ran = self.run_span(&window.window.span, window, events)?;
        let zone = self.zone(window.zone())?;
        for event in &window.window.opens {
            let opens = match events.moments.get(event) {
                None => continue,
                Some(Moment::Instant(instant)) => *instant,
                Some(Moment::Day(day)) => zone.start_of(*day)?,
            };
            ran.opens = ran.opens.into_iter().chain([Opens::at(opens)]).reduce(Opens::earlier);
        }
        Some(ran)
    }

    fn run_span(&self, span: &Span, window: &Adjusted, events: &Events) -> Option<Ran> {
        match span {
            Span::Period(period) => self.run_period(period, window, events),
            Span::Combined(how, parts) => {
                let parts = parts.iter().map(|part| self.run_span(part, window, events));
                let parts: Vec<Ran> = parts.collect::<Option<_>>()?;
                let ends: Vec<End> = parts.iter().map(|part| part.end).gather();
                let opens = parts.iter().filter_map(|part| part.opens).reduce(Opens::earlier);
                Some(Ran { opens, end: window::combined(*how, &ends) })
            }
        }
    }

    fn run_period(&self, period: &Period, window: &Adjusted, events: &Events) -> Option<Ran> {
        let zone = self.zone(period.zone)?;
        let calendar = self.calendar(period.calendar);
        let start = match Self::start(period, events) {
            None => None,
            Some((anchor, moment)) => {
                let day = day(moment, zone)?;
                let moved = period::moved(day, anchor.offset, anchor.rolls, calendar)?;
                let instant = match moment {
                    Moment::Instant(instant) if moved.least == day => Some(instant),
                    _ => None,
                };
                Some(Start { anchor: anchor.fact, instant, day: moved })
            }
        };
        let measure = Measure { zone, calendar, repairs: Some(&events.repairs) };
        let (end, _) = period::end(period, &window.changes, start, &measure)?;
        let opens = match start {
            Some(start) => Some(start.opens(zone)?),
            None => None,
        };
        Some(Ran { opens, end })
    }
}

/// The earliest end.
fn least(end: End) -> i64 {
    match end {
        End::Never | End::NotYet => i64::MAX,
        End::After(_, until) => until.0,
        End::Uncertain { least, .. } => least.0,
    }
}

/// The latest end.
fn most(end: End) -> i64 {
    match end {
        End::Uncertain { most, .. } => most.map_or(i64::MAX, |most| most.0),
        end => least(end),
    }
}

/// Says whether an end is known.
pub(super) const fn is_known(end: End) -> bool {
    !matches!(end, End::Uncertain { .. })
}

/// An instant at which the required window is open for sure and the declared one is not for sure.
///
/// `by_day` leaves out that days begin at other instants in another zone: what happened on a day happened at one instant of it.
pub(super) fn gap(declared: Ran, required: Ran, easier: bool, by_day: bool) -> Option<Gap> {
    let from = required.opens?.most?;
    let end = least(required.end);
    if from.0 >= end {
        return None;
    }
    let is_late = match declared.opens {
        None => true,
        Some(opens) => !by_day && opens.least > from,
    };
    if is_late {
        return Some(Gap { acts: from, at: from });
    }
    let closes = most(declared.end).max(from.0);
    if !easier {
        // What the declared window waits for may come later than what the other one does, however much.
        return (closes < i64::MAX).then_some(Gap { acts: from, at: Instant(closes) });
    }
    (closes < end).then_some(Gap { acts: Instant(closes), at: Instant(closes) })
}

/// Says whether another window may be open in a gap; `easier` if what the buyer did is enough for it.
pub(super) fn may_be_open(ran: Ran, gap: Gap, easier: bool) -> bool {
    let at = if easier { gap.acts } else { gap.at };
    ran.opens.is_some_and(|opens| opens.least <= at) && most(ran.end) > at.0
}

/// The instant by which the declared due date is missed for sure though the required one has passed for sure.
pub(super) fn delay(declared: Ran, required: Ran) -> Option<Gap> {
    let (closes, end) = (most(required.end), least(declared.end));
    let at = Instant(closes);
    (closes < end).then_some(Gap { acts: at, at })
}

/// For each zone one whose clocks show the same at every instant that documents may name, or that is counted to from there.
pub(super) fn alike(compiled: &Compiled) -> Map<&str, &str> {
    let instant = |year: i32| NaiveDate::from_ymd_opt(year, 1, 1).map_or(Instant(0), midnight_utc);
    let (from, below) = (instant(YEARS.start().saturating_sub(1)), instant(YEARS.end().saturating_add(202)));
    let is_alike = |a: &Zone, b: &Zone| {
        let ((before, changes), (other, others)) = (a.changes(from, below), b.changes(from, below));
        before == other && changes.eq(others)
    };
    let mut alike: Map<&str, &str> = Map::new();
    let mut first: Vec<(&str, &Zone)> = Vec::new();
    for (name, zone) in &compiled.zones {
        let same = first.iter().find(|(_, other)| is_alike(zone, other)).map(|(other, _)| *other);
        if same.is_none() {
            first.push((name, zone));
        }
        alike.insert(name, same.unwrap_or(name));
    }
    alike
}

/// The same documents with zones that are quick to ask.
pub(super) fn spelled_out(mut compiled: Compiled) -> Compiled {
    let zones = compiled.zones.iter().map(|(name, zone)| (name.clone(), zone.spelled_out()));
    compiled.zones = zones.collect();
    compiled
}
