//! Windows and what orders say, as the policy language has them.

use std::collections::{BTreeMap, BTreeSet};

use crate::almanac::Day;
use crate::clock::{Instant, ZONES, Zone};
use crate::length::{Counts, Ends, Length};
use crate::rest::{RestDays, Roll};

/// A word of the policy language: an event, an act.
pub(crate) type Name = &'static str;

/// When something happened, as exactly as an order says it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Moment {
    On(Day),
    At(Instant),
}

/// An event from which a period runs.
#[derive(Clone, Debug)]
pub(crate) struct Anchor {
    pub(crate) name: Name,
    pub(crate) offset: Option<Length>,
    pub(crate) rolls: Roll,
}

/// How long a period is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Span {
    Length(Length),
    Hours(Instant),
    Until(Day),
    Unlimited,
}

/// What a repair does to a period.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Suspension {
    pub(crate) from_request: bool,
    pub(crate) is_inclusive: bool,
    pub(crate) leaves: Option<Length>,
}

/// The place of a zone or calendar in its list, by market.
pub(crate) type ByMarket = BTreeMap<Name, usize>;

/// A stretch of time that runs from an event.
#[derive(Clone, Debug)]
pub(crate) struct Period {
    pub(crate) span: Span,
    pub(crate) from: Vec<Anchor>,
    pub(crate) counts: Counts,
    pub(crate) ends: Ends,
    pub(crate) rolls: Roll,
    pub(crate) suspends: Option<Suspension>,
    pub(crate) zone: Option<ByMarket>,
    pub(crate) calendar: Option<ByMarket>,
}

/// A period or a combination, and the event from which it may be used before it starts.
#[derive(Clone, Debug)]
pub(crate) struct Window {
    pub(crate) kind: Kind,
    pub(crate) opens: Option<Name>,
}

/// What a window is made of.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    Period(Box<Period>),
    EarliestOf(Vec<Window>),
    LatestOf(Vec<Window>),
}

/// What another rule changes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Adjustment {
    Add(Length),
    AtLeastUntil(Day),
    Cap(Length),
}

/// A window, what has to happen inside it, and what changes all of it.
#[derive(Clone, Debug)]
pub(crate) struct Right {
    pub(crate) window: Window,
    pub(crate) act: Name,
    pub(crate) adjustments: Vec<Adjustment>,
}

/// A stay of the goods with whoever repairs them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Repair {
    pub(crate) requested: Moment,
    pub(crate) handed_over: Moment,
    pub(crate) returned: Option<Moment>,
}

/// What an order says.
#[derive(Clone, Debug)]
pub(crate) struct Facts {
    pub(crate) market: Name,
    pub(crate) events: BTreeMap<Name, Option<Moment>>,
    /// Every repair, where it is said whether there were any.
    pub(crate) repairs: Option<Vec<Repair>>,
}

/// Calendars, and which zone and calendar hold where a window names none.
pub(crate) struct World {
    pub(crate) calendars: Vec<RestDays>,
    pub(crate) zone: ByMarket,
    pub(crate) calendar: ByMarket,
}

impl Facts {
    /// About the first day on which something happened.
    pub(crate) fn first_day(&self) -> Day {
        let day = |moment: &Moment| match moment {
            Moment::On(day) => *day,
            Moment::At(instant) => ZONES[0].day_of(*instant),
        };
        self.events.values().flatten().map(day).min().unwrap_or(Day(0))
    }
}

impl Right {
    /// What is added in all.
    pub(crate) fn added(&self) -> Length {
        let add = |one: &Adjustment| if let Adjustment::Add(length) = one { Some(*length) } else { None };
        self.adjustments.iter().filter_map(add).fold(Length::default(), Length::plus)
    }

    /// The latest day before which it does not end.
    pub(crate) fn at_least_until(&self) -> Option<Day> {
        let day = |one: &Adjustment| if let Adjustment::AtLeastUntil(day) = one { Some(*day) } else { None };
        self.adjustments.iter().filter_map(day).max()
    }

    /// The lengths beyond which it does not run.
    pub(crate) fn caps(&self) -> impl Iterator<Item = Length> {
        let cap = |one: &Adjustment| if let Adjustment::Cap(length) = one { Some(*length) } else { None };
        self.adjustments.iter().filter_map(cap)
    }
}

impl Window {
    /// Whether repairs stop it or a part of it.
    pub(crate) fn is_suspended(&self) -> bool {
        match &self.kind {
            Kind::Period(period) => period.suspends.is_some(),
            Kind::EarliestOf(parts) | Kind::LatestOf(parts) => parts.iter().any(Self::is_suspended),
        }
    }

    /// The events it asks for.
    pub(crate) fn events(&self) -> BTreeSet<Name> {
        let of_parts = match &self.kind {
            Kind::Period(period) => period.from.iter().map(|anchor| anchor.name).collect(),
            Kind::EarliestOf(parts) | Kind::LatestOf(parts) => {
                parts.iter().flat_map(Self::events).collect::<BTreeSet<_>>()
            }
        };
        of_parts.into_iter().chain(self.opens).collect()
    }

    /// The zone of its first period, in which its instants are shown.
    pub(crate) fn zone(&self, world: &World, facts: &Facts) -> &'static Zone {
        match &self.kind {
            Kind::Period(period) => &ZONES[period.zone.as_ref().unwrap_or(&world.zone)[facts.market]],
            Kind::EarliestOf(parts) | Kind::LatestOf(parts) => parts[0].zone(world, facts),
        }
    }
}
