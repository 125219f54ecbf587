//! Compares two windows on concrete days: on all of them where one event counts, else on a choice of days and distances.

use chrono::NaiveDate;

use crate::atom::AtomSet;
use crate::condition::{Cell, Undecided};
use crate::day::{self, Moment, day_number, day_with_number};
use crate::fact::{FactId, Kind};
use crate::floor::clock::{Clock, Events, Gap, Ran, delay, gap, is_easier, is_known};
use crate::floor::cover::Covering;
use crate::floor::example::stands_for;
use crate::floor::vouched::{always_happens, by_order, days, precedes};
use crate::gather::{AddAll, Gather};
use crate::order;
use crate::policy::{Period, Run, Span};
use crate::suspension::Repair;
use crate::window::Adjusted;
use crate::world::all_days;

/// Two periods of time: that which is declared, and that which a floor requires.
#[derive(Clone)]
pub(super) struct Pair<'c> {
    pub(super) clock: Clock<'c>,
    pub(super) declared: Adjusted,
    pub(super) required: Adjusted,
    /// Whether something is due at the end, rather than possible until then.
    pub(super) due: bool,
    /// Events that happen together: each stands for those that are written as it.
    pub(super) same: Vec<(FactId, FactId)>,
}

/// Days on which what is declared is worse.
#[derive(Debug, Clone)]
pub(super) struct Witness {
    /// The events, those that have not happened by their absence.
    pub(super) events: Events,
    /// All events that windows look at.
    pub(super) asked: Vec<FactId>,
    pub(super) declared: Ran,
    pub(super) required: Ran,
    pub(super) gap: Gap,
}

/// What became of a comparison.
pub(super) enum Compared<T> {
    /// Never worse.
    Proved,
    /// Worse, as the caller accepted it.
    Refuted(T, Box<Witness>),
    /// Neither could be shown.
    Undecided,
}

/// Of how many events windows may hang together.
const MOST_EVENTS: usize = 5;

impl Pair<'_> {
    /// The event that stands for another.
    pub(super) fn standing(&self, event: FactId) -> FactId {
        stands_for(event, &self.same)
    }

    /// The same with every event replaced by the one that stands for it.
    pub(super) fn standardised(mut self) -> Self {
        let change = |window: &Adjusted, pair: &Self| {
            let mut changed = window.clone();
            let rename = |period: &Period| {
                let mut period = period.clone();
                period.from.iter_mut().for_each(|anchor| anchor.fact = pair.standing(anchor.fact));
                period
            };
            changed.window.span = window.window.span.map(&rename);
            changed.window.opens.iter_mut().for_each(|event| *event = pair.standing(*event));
            changed
        };
        self.declared = change(&self.declared, &self);
        self.required = change(&self.required, &self);
        self
    }

    fn events(&self) -> Vec<FactId> {
        let mut events = Vec::new();
        for window in [&self.declared, &self.required] {
            let periods = window.window.span.periods();
            events.add_all(periods.iter().flat_map(|period| period.from.iter().map(|anchor| anchor.fact)));
            events.add_all(window.window.opens.iter().copied());
        }
        order::sort_once(&mut events);
        by_order(&mut events);
        events
    }

    fn periods(&self) -> Vec<&Period> {
        let spans = [&self.declared.window.span, &self.required.window.span];
        spans.into_iter().flat_map(Span::periods).gather()
    }

    /// Looks for days on which what is declared is worse, and that `accept` can place in an order.
    pub(super) fn compare<T>(
        &self,
        spend: &mut dyn FnMut(usize) -> Result<(), Undecided>,
        accept: &mut dyn FnMut(&Witness, &Cell) -> Result<Option<T>, Undecided>,
    ) -> Result<Compared<T>, Undecided> {
        let events = self.events();
        if events.len() > MOST_EVENTS {
            return Ok(Compared::Undecided);
        }
        let mut tried: Vec<Cell> = Vec::new();
        let mut open = false;
        for happened in happenings(&events) {
            spend(1)?;
            if self.is_covered(&happened, spend)? {
                continue;
            }
            let all_days = happened.len() <= 1 && self.periods().iter().all(|period| period.suspends.is_none());
            let mut refuted = None;
            let scenarios = if all_days { self.every_day() } else { Vec::new() };
            let mut look = |moments: Events| -> Result<bool, Undecided> {
                spend(1)?;
                let Some(witness) = self.worse(moments, &events) else { return Ok(false) };
                let pins = self.pins(&witness);
                let Some(pins) = pins.filter(|pins| !tried.contains(pins)) else { return Ok(false) };
                if let Some(found) = accept(&witness, &pins)? {
                    refuted = Some((found, witness));
                    return Ok(true);
                }
                tried.push(pins);
                Ok(false)
            };
            if all_days {
                for day in scenarios {
                    let mut found = false;
                    for moment in self.moments(day) {
                        let moments = happened.iter().map(|event| (*event, moment)).collect();
                        found = found || look(Events { moments, repairs: Vec::new() })?;
                    }
                    if found || happened.is_empty() {
                        break;
                    }
                }
            } else {
                open = true;
                self.choices(&happened, &mut look)?;
            }
            if let Some((found, witness)) = refuted {
                return Ok(Compared::Refuted(found, Box::new(witness)));
            }
        }
        Ok(if open { Compared::Undecided } else { Compared::Proved })
    }

    /// Says whether arguments tell that what is declared is never worse where these events have happened.
    fn is_covered(
        &self,
        happened: &[FactId],
        spend: &mut dyn FnMut(usize) -> Result<(), Undecided>,
    ) -> Result<bool, Undecided> {
        let moment = Moment::Day(NaiveDate::default());
        let events = Events { moments: happened.iter().map(|event| (*event, moment)).collect(), repairs: Vec::new() };
        let (long, short) = if self.due { (&self.required, &self.declared) } else { (&self.declared, &self.required) };
        let spent = std::cell::Cell::new(0_usize);
        let by_day = |a: &Period, b: &Period| self.outlasts_each_day((a, long), (b, short), &events, &spent);
        let covering = Covering { clock: &self.clock, long, short, happened: &events, by_day: &by_day };
        let covered = if self.due {
            covering.ends()
        } else {
            let opens = Covering { long: &self.declared, short: &self.required, ..covering };
            let easier = is_easier(self.declared.window.act, self.required.window.act);
            let nothing = !self.required.window.opens.iter().any(|event| events.moments.contains_key(event))
                && self.required.window.span.periods().iter().all(|period| Clock::start(period, &events).is_none());
            nothing || (easier && opens.opens() && opens.ends())
        };
        spend(spent.get())?;
        Ok(covered)
    }

    /// Says whether a period ends no earlier than another on each day on which both start.
    fn outlasts_each_day(
        &self,
        (a, long): (&Period, &Adjusted),
        (b, short): (&Period, &Adjusted),
        happened: &Events,
        spent: &std::cell::Cell<usize>,
    ) -> bool {
        let alone = |period: &Period, window: &Adjusted| {
            let mut window = window.clone();
            window.window.span = Span::Period(period.clone());
            window.window.opens = Vec::new();
            window
        };
        let pair = Pair { declared: alone(a, long), required: alone(b, short), due: false, ..self.clone() };
        let facts: Vec<FactId> =
            [a, b].iter().filter_map(|period| Clock::start(period, happened)).map(|(anchor, _)| anchor.fact).gather();
        let mut known = false;
        for day in pair.every_day() {
            for moment in pair.moments(day) {
                spent.set(spent.get().saturating_add(1));
                let moments = facts.iter().map(|event| (*event, moment)).collect();
                let events = Events { moments, repairs: Vec::new() };
                let ran = |window: &Adjusted| pair.clock.run(window, &events);
                let (Some(a), Some(b)) = (ran(&pair.declared), ran(&pair.required)) else { continue };
                if delay(b, a).is_some() {
                    return false;
                }
                known |= is_known(a.end) && is_known(b.end);
            }
        }
        known
    }

    /// The days on which one event may lie, those near the present first: all that calendars and dates can be read on.
    fn every_day(&self) -> Vec<i64> {
        let (mut first, mut last) = all_days();
        for period in self.periods().iter().filter(|period| period.asks_calendar()) {
            if let Some(calendar) = self.clock.calendar(period.calendar) {
                first = first.max(day_number(calendar.known.0).saturating_sub(LONGEST));
                last = last.min(day_number(calendar.known.1));
            }
        }
        let present = present().clamp(first, last.max(first));
        (present..=last).chain(first..present).gather()
    }

    /// The moments of a day that matter: the day itself, or its first and last instant where hours or zones tell them apart.
    fn moments(&self, day: i64) -> Vec<Moment> {
        let Some(day) = day_with_number(day) else { return Vec::new() };
        let mut moments = vec![Moment::Day(day)];
        if self.tells_instants() {
            let zone = self.clock.zone(self.required.zone());
            let first = zone.and_then(|zone| zone.start_of(day));
            let last = zone.and_then(|zone| zone.start_of(day.succ_opt()?)).map(day::Instant::before);
            moments.add_all([first, last].into_iter().flatten().map(Moment::Instant));
        }
        moments
    }

    fn tells_instants(&self) -> bool {
        let hours = self.periods().iter().any(|period| matches!(period.run, Run::Hours(_)));
        hours || self.differ_in_zone()
    }

    fn differ_in_zone(&self) -> bool {
        let periods = self.periods();
        let mut zones = periods.iter().map(|period| self.clock.names(period).0);
        let first = zones.next();
        zones.any(|zone| Some(zone) != first)
    }

    /// Days and distances between events that are worth a look where several count.
    fn choices(
        &self,
        happened: &[FactId],
        look: &mut dyn FnMut(Events) -> Result<bool, Undecided>,
    ) -> Result<(), Undecided> {
        let gaps: &[i64] = match happened.len() {
            0..=2 => &[0, 1, 2, 4, 8, 12, 15, 17, 20, 25, 31, 33, 40, 70, 100, 190, 370, 740, 1_100, 2_000, 4_000],
            3 => &[0, 1, 20, 40, 400, 1_100],
            _ => &[0, 40, 1_100],
        };
        let suspends = self.periods().iter().any(|period| period.suspends.is_some());
        for base in bases() {
            for step in 0..gaps.len().saturating_pow(u32::try_from(happened.len().saturating_sub(1)).unwrap_or(0)) {
                for back in [false, true] {
                    let Some(moments) = placed(happened, base, gaps, step, back) else { continue };
                    let bare = Events { moments, repairs: Vec::new() };
                    if look(bare.clone())? {
                        return Ok(());
                    }
                    for repair in (suspends && !back).then(|| repairs(base)).unwrap_or_default() {
                        if look(Events { repairs: vec![repair], ..bare.clone() })? {
                            return Ok(());
                        }
                    }
                }
            }
        }
        Ok(())
    }

    /// Whether what is declared is worse on these days.
    fn worse(&self, events: Events, asked: &[FactId]) -> Option<Witness> {
        let declared = self.clock.run(&self.declared, &events)?;
        let required = self.clock.run(&self.required, &events)?;
        let easier = is_easier(self.declared.window.act, self.required.window.act);
        let bare = events.moments.values().any(|moment| matches!(moment, Moment::Day(_)));
        let gap = if self.due {
            delay(declared, required)?
        } else {
            gap(declared, required, easier, bare && self.differ_in_zone())?
        };
        Some(Witness { events, asked: asked.to_vec(), declared, required, gap })
    }

    /// The atoms that these days leave to the facts of an order; `None` where two zones see an event on two days.
    fn pins(&self, witness: &Witness) -> Option<Cell> {
        let dimensions = &self.clock.compiled.dimensions;
        let mut cell = Cell::default();
        let zone = self.clock.zone(self.required.zone())?;
        let number = |moment: &Moment| crate::suspension::day(*moment, zone).map(day_number);
        let known: Vec<(FactId, Option<i64>)> =
            witness.asked.iter().map(|event| (*event, witness.events.moments.get(event).and_then(number))).gather();
        for (id, dimension) in dimensions.iter() {
            if crate::fact::definition(dimension.fact).kind != Kind::Day {
                continue;
            }
            let standing = self.standing(dimension.fact);
            let atoms = match known.iter().find(|(event, _)| *event == standing) {
                Some((_, None)) => AtomSet::one(dimension.count(), dimension.null()?),
                Some((_, Some(day))) => AtomSet::one(dimension.count(), dimension.atom_of_number(*day)?),
                None => {
                    let mut atoms = AtomSet::none(dimension.count());
                    atoms.extend((0..dimension.count()).filter(|atom| match days(dimension, *atom) {
                        None => true,
                        Some((from, below)) => known.iter().all(|(event, day)| {
                            day.is_none_or(|day| {
                                (from <= day || !precedes(standing, *event))
                                    && (below > day || !precedes(*event, standing))
                            })
                        }),
                    }));
                    atoms
                }
            };
            if atoms.len() < dimension.count() && !cell.narrow(id, &atoms) {
                return None;
            }
        }
        Some(cell)
    }
}

/// How far before the first day of a calendar windows are compared on it.
const LONGEST: i64 = 1_100;

/// A day near the present, where the search begins: an example is easier to read there.
pub(super) fn present() -> i64 {
    NaiveDate::from_ymd_opt(2026, 1, 1).map_or(0, day_number)
}

/// Which events may have happened; what has happened has all events before it that must have happened.
fn happenings(events: &[FactId]) -> Vec<Vec<FactId>> {
    let mut all: Vec<Vec<FactId>> = vec![Vec::new()];
    for event in events {
        let mut with = all.clone();
        with.iter_mut().for_each(|happened| happened.push(*event));
        if always_happens(*event) {
            all = with;
        } else {
            with.add_all(all);
            all = with;
        }
    }
    let holds = |happened: &Vec<FactId>| {
        let has = |event: &FactId| happened.contains(event);
        events.iter().all(|event| !happened.iter().any(|later| precedes(*event, *later)) || has(event))
    };
    all.into_iter().filter(holds).gather()
}

/// The days worth a look: the ends and middles of months over two years, one with a leap day.
fn bases() -> Vec<i64> {
    let day = |(year, month, day): (i32, u32, u32)| NaiveDate::from_ymd_opt(year, month, day).map(day_number);
    let months = (1..=12_u32).flat_map(|month| [1, 15, 28, 29, 30, 31].map(|day| (month, day)));
    let mut bases: Vec<i64> = months.clone().filter_map(|(month, date)| day((2027, month, date))).gather();
    bases.add_all(months.filter_map(|(month, date)| day((2028, month, date))));
    bases
}

/// A repair worth a look, some days after a day: a short one and a long one.
fn repairs(base: i64) -> Vec<Repair> {
    let repair = |(after, length): (i64, i64)| {
        let moment = |number: i64| day_with_number(base.saturating_add(number)).map(Moment::Day);
        Some(Repair { requested: None, handed_over: moment(after)?, returned: moment(after.saturating_add(length)) })
    };
    [(1, 20), (1, 400)].into_iter().filter_map(repair).gather()
}

/// The events on days: each so many days after those that precede it, or after (or, `back`, before) the first.
fn placed(
    happened: &[FactId],
    base: i64,
    gaps: &[i64],
    step: usize,
    back: bool,
) -> Option<crate::map::Map<FactId, Moment>> {
    let mut placed: Vec<(FactId, i64)> = Vec::new();
    let mut step = step;
    let mut free = false;
    for event in happened {
        let before = placed.iter().filter(|(other, _)| precedes(*other, *event)).map(|(_, day)| *day).max();
        let day = match (placed.is_empty(), before, placed.first()) {
            (true, ..) | (_, None, None) => base,
            (_, before, first) => {
                let gap = gaps.get(step.checked_rem(gaps.len())?).copied()?;
                step = step.checked_div(gaps.len())?;
                match (before, first) {
                    (Some(before), _) => before.saturating_add(gap),
                    (None, Some((_, first))) if back => {
                        free = true;
                        first.saturating_sub(gap)
                    }
                    (None, first) => {
                        free = true;
                        first.map_or(base, |(_, first)| first.saturating_add(gap))
                    }
                }
            }
        };
        placed.push((*event, day));
    }
    // What nothing comes free of need not be looked at twice.
    if back && !free {
        return None;
    }
    // What precedes a free event must still do so.
    let sound = placed.iter().all(|(a, first)| placed.iter().all(|(b, second)| !precedes(*a, *b) || first <= second));
    let moment = |(event, day): (FactId, i64)| Some((event, Moment::Day(day_with_number(day)?)));
    sound.then(|| placed.into_iter().map(moment).collect::<Option<_>>()).flatten()
}
