//! Compares two windows on concrete days: on all of them where one event counts, else on a choice of days and distances.

use chrono::NaiveDate;

use crate::atom::AtomSet;
use crate::by_market::NamesId;
use crate::condition::{Cell, Undecided};
use crate::day::{Moment, day_number};
use crate::fact::{FactId, Kind};
use crate::floor::clock::{Clock, Events, Gap, Ran, delay, gap, is_known, may_be_open};
use crate::floor::cover::Covering;
use crate::floor::example::{Same, stands_for};
use crate::floor::kinds::Kinds;
use crate::floor::scenarios::happenings;
use crate::floor::vouched::{by_order, days, precedes};
use crate::gather::{AddAll, Gather};
use crate::map::Map;
use crate::order;
use crate::policy::{Period, Span};
use crate::usage;
use crate::window::Adjusted;

/// Two periods of time: that which is declared, and that which a floor requires.
#[derive(Clone)]
pub(super) struct Pair<'c> {
    pub(super) clock: Clock<'c>,
    pub(super) declared: Adjusted,
    pub(super) required: Adjusted,
    /// Whether something is due at the end, rather than possible until then.
    pub(super) due: bool,
    /// Events that happen together: each stands for those that are written as it.
    pub(super) same: Same,
    /// Other declared windows in which the buyer may act as well; looked at where the declared one is not enough.
    pub(super) beside: Vec<Adjusted>,
}

/// Days on which what is declared is worse.
#[derive(Debug, Clone)]
pub(super) struct Witness {
    /// The events, those that have not happened by their absence.
    pub(super) events: Events,
    /// The day of each event that has happened, as the floor sees it.
    pub(super) seen: Map<FactId, i64>,
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

/// Places days in an order, if it can.
pub(super) type Accept<'a, T> = &'a mut dyn FnMut(&Witness, &Cell) -> Result<Option<T>, Undecided>;

/// Of how many events windows may hang together.
const MOST_EVENTS: usize = 5;

impl Pair<'_> {
    /// The event that stands for another.
    fn standing(&self, event: FactId) -> FactId {
        stands_for(event, &self.same)
    }

    /// The same with every event replaced by the one that stands for it.
    pub(super) fn standardised(mut self) -> Self {
        self.declared = self.standing_for(&self.declared);
        self.required = self.standing_for(&self.required);
        self
    }

    /// A window in which every event is replaced by the one that stands for it.
    pub(super) fn standing_for(&self, window: &Adjusted) -> Adjusted {
        let mut changed = window.clone();
        let rename = |period: &Period| {
            let mut period = period.clone();
            period.from.iter_mut().for_each(|anchor| anchor.fact = self.standing(anchor.fact));
            period
        };
        changed.window.span = window.window.span.map(&rename);
        changed.window.opens.iter_mut().for_each(|event| *event = self.standing(*event));
        changed
    }

    fn events(&self) -> Vec<FactId> {
        let mut events = Vec::new();
        for window in [&self.declared, &self.required].into_iter().chain(&self.beside) {
            let periods = window.window.span.periods();
            events.add_all(periods.iter().flat_map(|period| period.from.iter().map(|anchor| anchor.fact)));
            events.add_all(window.window.opens.iter().copied());
        }
        order::sort_once(&mut events);
        by_order(&mut events);
        events
    }

    pub(super) fn periods(&self) -> Vec<&Period> {
        let spans = [&self.declared.window.span, &self.required.window.span];
        spans.into_iter().flat_map(Span::periods).gather()
    }

    /// Looks for days on which what is declared is worse, and that `accept` can place in an order; for `any` whether or not
    /// orders have them.
    pub(super) fn compare<T>(
        &self,
        any: bool,
        spend: &mut dyn FnMut(usize) -> Result<(), Undecided>,
        accept: Accept<'_, T>,
    ) -> Result<Compared<T>, Undecided> {
        let events = self.events();
        if events.len() > MOST_EVENTS {
            return Ok(Compared::Undecided);
        }
        let mut tried: Vec<Cell> = Vec::new();
        let mut open = self.is_uneven() || usage::allows_less(&self.declared.window, &self.required.window);
        for happened in happenings(&events) {
            spend(1)?;
            if self.is_covered(&happened, spend)? {
                continue;
            }
            let all_days = happened.len() <= 1 && self.periods().iter().all(|period| period.suspends.is_none());
            let mut refuted = None;
            let mut unseen = false;
            let mut look = |moments: Events| -> Result<bool, Undecided> {
                // A day is one step, however many instants of it are looked at.
                let is_instant = |moment: &Moment| matches!(moment, Moment::Instant(_));
                spend(usize::from(!moments.moments.values().any(is_instant)))?;
                let Some(witness) = self.worse(moments, &events) else { return Ok(false) };
                if !any && self.sees_two_days(&witness) {
                    unseen = true;
                    return Ok(false);
                }
                let pins = if any { Some(Cell::default()) } else { self.pins(&witness) };
                let Some(pins) = pins.filter(|pins| !tried.contains(pins)) else { return Ok(false) };
                if let Some(found) = accept(&witness, &pins)? {
                    refuted = Some((found, witness));
                    return Ok(true);
                }
                tried.push(pins);
                Ok(false)
            };
            if all_days {
                let conditions = if any { Vec::new() } else { self.conditions() };
                let mut kinds = Kinds::new(self, &conditions);
                for day in self.every_day() {
                    if !kinds.is_new(day) {
                        continue;
                    }
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
            open |= unseen;
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
            let easier = self.declared.window.act.comes_no_later(self.required.window.act);
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
        if pair.is_uneven() {
            return false;
        }
        let mut kinds = Kinds::new(&pair, &[]);
        for day in pair.every_day() {
            if !kinds.is_new(day) {
                continue;
            }
            spent.set(spent.get().saturating_add(1));
            for moment in pair.moments(day) {
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

    /// Whether what is declared is worse on these days.
    fn worse(&self, events: Events, asked: &[FactId]) -> Option<Witness> {
        let declared = self.clock.run(&self.declared, &events)?;
        let required = self.clock.run(&self.required, &events)?;
        let easier = self.declared.window.act.comes_no_later(self.required.window.act);
        let bare = events.moments.values().any(|moment| matches!(moment, Moment::Day(_)));
        let gap = if self.due {
            delay(declared, required)?
        } else {
            gap(declared, required, easier, bare && self.differ_in_zone() && !self.starts_moved())?
        };
        let is_open = |window: &Adjusted| {
            let easier = window.window.act.comes_no_later(self.required.window.act);
            self.clock.run(window, &events).is_none_or(|ran| may_be_open(ran, gap, easier))
        };
        if self.beside.iter().any(is_open) {
            return None;
        }
        let zone = self.clock.zone(self.required.zone())?;
        let number = |moment: &Moment| crate::suspension::day(*moment, zone).map(day_number);
        let seen = events.moments.iter().filter_map(|(event, moment)| Some((*event, number(moment)?))).collect();
        Some(Witness { events, seen, asked: asked.to_vec(), declared, required, gap })
    }

    /// Says whether documents see an instant on two days that conditions tell apart.
    fn sees_two_days(&self, witness: &Witness) -> bool {
        let compiled = self.clock.compiled;
        let mut zones: Vec<NamesId> = compiled.documents.iter().map(|document| document.zone).gather();
        order::sort_once(&mut zones);
        let differs = |(fact, moment): &(FactId, Moment)| {
            let dimensions = compiled.dimensions.iter().map(|(_, dimension)| dimension);
            matches!(moment, Moment::Instant(_))
                && dimensions.filter(|dimension| self.standing(dimension.fact) == *fact).any(|dimension| {
                    let zones = zones.iter().filter_map(|zone| self.clock.zone(*zone));
                    let days = zones.filter_map(|zone| crate::suspension::day(*moment, zone));
                    let mut atoms = days.map(|day| dimension.atom_of_number(day_number(day)));
                    let first = atoms.next();
                    atoms.any(|atom| Some(atom) != first)
                })
        };
        witness.events.moments.iter().any(differs)
    }

    /// The days on which conditions on days begin or cease to hold.
    fn conditions(&self) -> Vec<i64> {
        let mut days = Vec::new();
        for (_, dimension) in self.clock.compiled.dimensions.iter() {
            if crate::fact::definition(dimension.fact).kind == Kind::Day {
                let bounds = (0..dimension.count()).filter_map(|atom| dimension.numbers(atom));
                days.add_all(bounds.filter_map(|(from, _)| from));
            }
        }
        order::sort_once(&mut days);
        days
    }

    /// The atoms that these days leave to the facts of an order; `None` where there are none.
    fn pins(&self, witness: &Witness) -> Option<Cell> {
        let dimensions = &self.clock.compiled.dimensions;
        let mut cell = Cell::default();
        let known: Vec<(FactId, Option<i64>)> =
            witness.asked.iter().map(|event| (*event, witness.seen.get(event).copied())).gather();
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
