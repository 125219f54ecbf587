//! When a layer's window may be used, as far as the facts tell, and which fact must be known to tell.

use crate::calendar::{Calendar, Roll};
use crate::day::{self, Instant, Length, Moment};
use crate::fact::{self, FactId};
use crate::layer::{Need, When};
use crate::window::{self, Adjusted, End, Start, State, Timing};
use crate::world::{Event, World};
use crate::zone::Zone;

/// What is known of a window's time.
#[derive(Debug, Clone)]
pub(crate) struct Timed {
    /// The event from which it runs, as far as it is known.
    pub(crate) start: Option<(FactId, Event)>,
    /// When it may be used; `None` where the event lies ahead of purchase, or on one of several days.
    pub(crate) timing: Option<Timing>,
    /// Whether the instant from which it may be used is known, and not only that it has passed.
    pub(crate) opens_exactly: bool,
    /// Whether it may be used at the instant asked about.
    pub(crate) state: State,
    /// The calendar that would have to reach further.
    pub(crate) calendar: Option<String>,
}

/// Works out when a window may be used, or which missing fact must be split first.
pub(crate) fn time(world: &World<'_>, window: &Adjusted, document: usize, when: &When) -> Result<Timed, Need> {
    let start = match window::start(&window.window, world) {
        Err(_) if matches!(when, When::BeforePurchase) => {
            return Ok(Timed { start: None, timing: None, opens_exactly: false, state: State::Open, calendar: None });
        }
        Err(anchor) => return Err(Need::Parts(dimension(world, anchor))),
        Ok(start) => start,
    };
    let zone = world.zone(document).ok_or_else(|| market(world))?;
    let clock = Clock { world, window, when, zone, calendar: calendar(world, window, document)? };
    match start {
        Some((anchor, Event::Between(first, last), offset)) => clock.between(anchor, first, last, offset),
        Some((anchor, Event::At(moment), offset)) => clock.at(Some(anchor), Some(Start { moment, offset })),
        _ => clock.at(None, None),
    }
}

fn dimension(world: &World<'_>, anchor: FactId) -> usize {
    world.compiled.dimensions.position(anchor, None).unwrap_or(0)
}

/// Zone and calendar hang on the market.
fn market(world: &World<'_>) -> Need {
    Need::Parts(dimension(world, fact::position("market")))
}

fn calendar<'w>(world: &World<'w>, window: &Adjusted, document: usize) -> Result<Option<&'w Calendar>, Need> {
    let Some(names) = world.compiled.calendar_names.get(document).filter(|_| window.window.rolls != Roll::None) else {
        return Ok(None);
    };
    let name = world.agreed(names).ok_or_else(|| market(world))?;
    Ok(name.and_then(|name| world.compiled.calendars.get(name)))
}

/// A window in a zone, asked about at some time.
struct Clock<'c, 'w> {
    world: &'c World<'w>,
    window: &'c Adjusted,
    when: &'c When,
    zone: &'c Zone,
    calendar: Option<&'c Calendar>,
}

/// What is known of the event from which a window may be used before it starts.
enum Opening {
    /// Its instant; `None` if it has not happened, or lies ahead on some unknown day.
    At(Option<Instant>),
    /// It has passed, on some unknown day.
    Passed,
}

impl Clock<'_, '_> {
    /// The instant at which the window's act is tested.
    fn asked(&self) -> Option<Instant> {
        match self.when {
            When::At(at, acts) => Some(*acts.get(&self.window.window.act).unwrap_or(at)),
            When::BeforePurchase => None,
        }
    }

    fn state(&self, timing: Option<Timing>) -> State {
        match (self.asked(), timing) {
            (None, _) => State::Open,
            (Some(asked), Some(timing)) => timing.state(asked),
            (Some(_), None) => State::Unknown,
        }
    }

    fn timing(&self, start: Option<Start>, opens: Option<Instant>) -> Option<Timing> {
        self.window.timing(start, opens, self.zone, self.calendar)
    }

    /// A window that starts at a known moment, or whose event has not happened.
    fn at(&self, anchor: Option<FactId>, start: Option<Start>) -> Result<Timed, Need> {
        let alone = self.timing(start, None);
        let has_started = match (alone.and_then(|timing| timing.opens), self.asked()) {
            (Some(started), Some(asked)) => started <= asked,
            (_, asked) => asked.is_none(),
        };
        let (timing, opens_exactly) = match self.opening() {
            Ok(Opening::At(opens)) => (self.timing(start, opens), true),
            Ok(Opening::Passed) => (self.timing(start, self.asked()), false),
            // What could have opened it earlier no longer matters.
            Err(_) if has_started => (alone, false),
            Err(need) => return Err(need),
        };
        let beyond = matches!(timing.map(|timing| timing.end), Some(End::Uncertain { .. }));
        Ok(Timed {
            start: anchor.zip(start.map(|start| Event::At(start.moment))),
            timing,
            opens_exactly,
            state: self.state(timing),
            calendar: self.calendar.filter(|_| beyond).map(|calendar| calendar.id.clone()),
        })
    }

    /// A window that starts on one of several days.
    fn between(&self, anchor: FactId, first: i64, last: i64, offset: Length) -> Result<Timed, Need> {
        let on = |number: i64| {
            let start = day::day_with_number(number).map(|day| Start { moment: Moment::Day(day), offset });
            self.state(self.timing(start, None))
        };
        if let Some(change) = first_change(first, last, on) {
            return Err(Need::Before(dimension(self.world, anchor), change));
        }
        // An event in the past has opened the window by itself; one ahead may be preceded.
        let state = match (on(first), self.opening()) {
            (State::NotStarted, Ok(Opening::At(opens))) => self.state(self.timing(None, opens)),
            (State::NotStarted, Ok(Opening::Passed)) => State::Open,
            (State::NotStarted, Err(need)) => return Err(need),
            (state, _) => state,
        };
        let start = Some((anchor, Event::Between(first, last)));
        let calendar = self.calendar.filter(|_| state == State::Unknown).map(|calendar| calendar.id.clone());
        Ok(Timed { start, timing: None, opens_exactly: false, state, calendar })
    }

    fn opening(&self) -> Result<Opening, Need> {
        let Some(anchor) = self.window.window.opens else { return Ok(Opening::At(None)) };
        let start_of = |number| day::day_with_number(number).and_then(|day| self.zone.start_of(day));
        match (self.world.event(anchor), self.asked()) {
            (Event::None, _) => Ok(Opening::At(None)),
            (Event::At(Moment::Instant(instant)), _) => Ok(Opening::At(Some(instant))),
            (Event::At(Moment::Day(day)), _) => Ok(Opening::At(self.zone.start_of(day))),
            (Event::Between(first, last), Some(asked)) => match (start_of(first), start_of(last)) {
                (_, Some(latest)) if latest <= asked => Ok(Opening::Passed),
                (Some(earliest), _) if earliest > asked => Ok(Opening::At(None)),
                _ => {
                    let today = self.zone.day_of(asked).map_or(first, day::day_number);
                    Err(Need::Before(dimension(self.world, anchor), today.saturating_add(1)))
                }
            },
            (Event::Between(..), None) => Ok(Opening::At(None)),
            (Event::Unknown, _) => Err(Need::Parts(dimension(self.world, anchor))),
        }
    }
}

/// The first day on which the state differs from that of the first day. States follow each other as days pass.
fn first_change(first: i64, last: i64, on: impl Fn(i64) -> State) -> Option<i64> {
    let state = on(first);
    if on(last) == state {
        return None;
    }
    let (mut same, mut other) = (first, last);
    while other.saturating_sub(same) > 1 {
        let middle = same.midpoint(other);
        if on(middle) == state {
            same = middle;
        } else {
            other = middle;
        }
    }
    Some(other)
}
