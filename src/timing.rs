//! When a layer's window may be used, as far as the facts tell, and which fact must be known to tell.

use chrono::{Datelike, Months};

use crate::by_market::NamesId;
use crate::calendar::Calendar;
use crate::day::{self, Instant, Moment};
use crate::fact::{self, FactId};
use crate::gather::{AddAll, Gather};
use crate::layer::{Need, When};
use crate::map::Map;
use crate::order;
use crate::period::{self, Changes, Measure, Start};
use crate::policy::{Anchor, Period, Span, SuspendedFrom, Window};
use crate::suspension;
use crate::window::{self, Adjusted, End, Opens, State, Timing, Unknown};
use crate::world::{Event, World};
use crate::zone::Zone;

/// What is known of a window's time.
#[derive(Debug, Clone)]
pub(crate) struct Timed<'w> {
    /// How it runs; `None` where an event lies ahead of purchase, or on one of several days.
    pub(crate) ran: Option<Ran<'w>>,
    /// From when it may be used, and until when.
    pub(crate) timing: Option<Timing>,
    /// Whether the instant from which it may be used is known, and not only that it has passed.
    pub(crate) opens_exactly: bool,
    /// Whether it may be used at the instant asked about.
    pub(crate) state: State,
    /// What would have to be known to tell exactly.
    pub(crate) unknown: Vec<Unknown>,
    /// The facts it was read from.
    pub(crate) read: Vec<FactId>,
}

/// How a period, or a combination of several, runs.
#[derive(Debug, Clone)]
pub(crate) struct Ran<'w> {
    /// The event from which it runs, where it is one period and the event is known to have a day.
    pub(crate) start: Option<(FactId, Moment)>,
    /// From when it may be used; `None` while no event has happened.
    pub(crate) opens: Option<Opens>,
    /// How it ends.
    pub(crate) end: End,
    /// What is not known of that.
    pub(crate) unknown: Vec<Unknown>,
    /// The zone of its days.
    pub(crate) zone: &'w Zone,
    /// Its parts.
    pub(crate) parts: Vec<Ran<'w>>,
}

/// Works out when a window may be used, or which missing fact must be split first.
pub(crate) fn time<'w>(world: &World<'w>, window: &Adjusted, when: &When) -> Result<Timed<'w>, Need> {
    let clock = Clock { world, changes: &window.changes };
    let span = &window.window.span;
    let read = read(world, &window.window);
    let events = match clock.between(span) {
        Err(_) if matches!(when, When::BeforePurchase) => {
            let unknown = Vec::new();
            let state = State::Open;
            return Ok(Timed { ran: None, timing: None, opens_exactly: false, state, unknown, read });
        }
        Err(anchor) => return Err(Need::Parts(dimension(world, anchor))),
        Ok(events) => events,
    };
    let asking = Asking { clock, window, when, zone: clock.zone(window.zone())? };
    if events.is_empty() { asking.exact(read) } else { asking.between(&events, read) }
}

/// The facts that tell when a window may be used.
pub(crate) fn read(world: &World<'_>, window: &Window) -> Vec<FactId> {
    let mut read = Clock { world, changes: &Changes::default() }.anchors(&window.span);
    read.extend(&window.opens);
    if window.span.periods().iter().any(|period| period.suspends.is_some()) {
        read.push(fact::REPAIRS);
    }
    read
}

/// Works out how a period runs that nobody acts in, as far as the facts tell, and what is missing to tell.
pub(crate) fn date<'w>(world: &World<'w>, span: &Span) -> (Option<Ran<'w>>, Vec<Unknown>) {
    let clock = Clock { world, changes: &Changes::default() };
    match clock.between(span) {
        Err(anchor) => (None, vec![Unknown::Fact(anchor)]),
        Ok(events) if !events.is_empty() => (None, events.into_iter().map(|(fact, ..)| Unknown::Fact(fact)).gather()),
        Ok(_) => match clock.run(span, &Map::new()) {
            Ok(ran) => {
                let unknown = ran.unknown.clone();
                (Some(ran), unknown)
            }
            Err(need) => {
                let mut missing = Vec::new();
                if let Some(dimension) = world.compiled.dimensions.get(need.dimension()) {
                    missing.push(Unknown::Fact(dimension.fact));
                }
                (None, missing)
            }
        },
    }
}

fn dimension(world: &World<'_>, anchor: FactId) -> usize {
    world.compiled.dimensions.position(anchor, None).unwrap_or(0)
}

/// Windows with what changes them, in a world.
#[derive(Clone, Copy)]
struct Clock<'c, 'w> {
    world: &'c World<'w>,
    changes: &'c Changes,
}

/// An event that lies on one of several days, as day numbers.
type Between = (FactId, i64, i64);

/// The days that events of that kind are taken to lie on.
type Picked = Map<FactId, i64>;

impl<'w> Clock<'_, 'w> {
    /// The events that lie on one of several days; an error names one of which nothing is known.
    fn between(&self, span: &Span) -> Result<Vec<Between>, FactId> {
        let mut events = Vec::new();
        for period in span.periods() {
            if let Some((anchor, Event::Between(first, last))) = self.start(period)? {
                events.push((anchor.fact, first, last));
            }
        }
        order::sort_once(&mut events);
        Ok(events)
    }

    /// The first event of a period that is not null; an error names one that is not known.
    fn start(&self, period: &Period) -> Result<Option<(Anchor, Event)>, FactId> {
        for anchor in &period.from {
            match self.world.event(anchor.fact) {
                Event::None => {}
                Event::Unknown => return Err(anchor.fact),
                event => return Ok(Some((*anchor, event))),
            }
        }
        Ok(None)
    }

    /// The events a span runs from: those that count, or all where it waits for one of them.
    fn anchors(&self, span: &Span) -> Vec<FactId> {
        let mut facts = Vec::new();
        for period in span.periods() {
            match self.start(period) {
                Ok(Some((anchor, _))) => facts.push(anchor.fact),
                _ => facts.add_all(period.from.iter().map(|anchor| anchor.fact)),
            }
        }
        facts
    }

    /// The zone that serves the buyer.
    fn zone(&self, names: NamesId) -> Result<&'w Zone, Need> {
        self.world.zone_of(names).ok_or_else(|| self.market())
    }

    /// Zone and calendar hang on the market.
    fn market(&self) -> Need {
        Need::Parts(dimension(self.world, fact::MARKET))
    }

    /// How a span runs if events that lie on one of several days lie on those picked.
    fn run(&self, span: &Span, picked: &Picked) -> Result<Ran<'w>, Need> {
        match span {
            Span::Period(period) => self.run_period(period, picked),
            Span::Combined(how, parts) => {
                let (mut ran, mut ends, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
                let mut opens: Option<Opens> = None;
                for part in parts {
                    let part = self.run(part, picked)?;
                    ends.push(part.end);
                    unknown.extend_from_slice(&part.unknown);
                    opens = match (opens, part.opens) {
                        (Some(a), Some(b)) => Some(a.earlier(b)),
                        (a, b) => a.or(b),
                    };
                    ran.push(part);
                }
                let end = window::combined(*how, &ends);
                if !matches!(end, End::Uncertain { .. }) && opens.is_none_or(|opens| opens.exact().is_some()) {
                    unknown.clear();
                }
                let ending = ran.iter().find(|part| part.end == end).or(ran.first());
                let zone = ending.map(|part| part.zone).ok_or_else(|| self.market())?;
                Ok(Ran { start: None, opens, end, unknown, zone, parts: ran })
            }
        }
    }

    /// Where calendars differ by a market that is only roughly known, they matter only if they give different ends.
    fn run_period(&self, period: &Period, picked: &Picked) -> Result<Ran<'w>, Need> {
        let zone = self.zone(period.zone)?;
        let mut agreed: Option<Ran<'w>> = None;
        for name in self.world.serving(period.calendar) {
            let calendar = name.and_then(|name| self.world.compiled.calendars.get(name));
            let ran = self.measure(period, picked, zone, calendar).ok_or_else(|| self.market())?;
            match &mut agreed {
                Some(other) if (other.end, other.opens) != (ran.end, ran.opens) => return Err(self.market()),
                Some(other) => other.unknown.extend(ran.unknown),
                None => agreed = Some(ran),
            }
        }
        agreed.ok_or_else(|| self.market())
    }

    fn measure(
        &self,
        period: &Period,
        picked: &Picked,
        zone: &'w Zone,
        calendar: Option<&Calendar>,
    ) -> Option<Ran<'w>> {
        let event = self.start(period).ok()?.map(|(anchor, event)| match (event, picked.get(&anchor.fact)) {
            (Event::Between(..), Some(day)) => Some((anchor, Moment::Day(day::day_with_number(*day)?))),
            (Event::At(moment), _) => Some((anchor, moment)),
            _ => None,
        });
        let event = event.map_or(Some(None), |event| event.map(Some))?;
        let start = match event {
            Some((anchor, moment)) => Some(start(anchor, moment, zone, calendar)?),
            None => None,
        };
        let measure = Measure { zone, calendar, repairs: self.world.repairs() };
        let (end, unknown) = period::end(period, self.changes, start, &measure)?;
        let opens = match start {
            Some(start) => Some(start.opens(zone)?),
            None => None,
        };
        let start = event.map(|(anchor, moment)| (anchor.fact, moment));
        Some(Ran { start, opens, end, unknown, zone, parts: Vec::new() })
    }
}

/// The start of a period at an event: moved by its offset, and then over rest days.
pub(crate) fn start(anchor: Anchor, moment: Moment, zone: &Zone, calendar: Option<&Calendar>) -> Option<Start> {
    let day = match moment {
        Moment::Day(day) => day,
        Moment::Instant(instant) => zone.day_of(instant)?,
    };
    let moved = period::moved(day, anchor.offset, anchor.rolls, calendar)?;
    let instant = match moment {
        Moment::Instant(instant) if moved.least == day => Some(instant),
        _ => None,
    };
    Some(Start { anchor: anchor.fact, instant, day: moved })
}

/// A window asked about at some time.
struct Asking<'c, 'w> {
    clock: Clock<'c, 'w>,
    window: &'c Adjusted,
    when: &'c When,
    zone: &'w Zone,
}

/// What is known of the event from which a window may be used before it starts.
enum Opening {
    /// Its instant; `None` if it has not happened, or lies ahead on some unknown day.
    At(Option<Instant>),
    /// It has passed, on some unknown day.
    Passed,
}

impl<'w> Asking<'_, 'w> {
    /// The instant at which the window's act is tested.
    fn asked(&self) -> Option<Instant> {
        match self.when {
            When::At(at, acts) => Some(*acts.get(&self.window.window.act).unwrap_or(at)),
            When::BeforePurchase => None,
        }
    }

    fn state(&self, timing: Timing) -> State {
        self.asked().map_or(State::Open, |asked| timing.state(asked))
    }

    /// A window whose events have a known moment, or have not happened.
    fn exact(&self, read: Vec<FactId>) -> Result<Timed<'w>, Need> {
        let ran = self.clock.run(&self.window.window.span, &Picked::new())?;
        let has_started = match (ran.opens, self.asked()) {
            (Some(started), Some(asked)) => started.most.is_some_and(|most| most <= asked),
            (_, asked) => asked.is_none(),
        };
        let earlier = |instant: Option<Instant>| match (ran.opens, instant.map(Opens::at)) {
            (Some(opens), Some(other)) => Some(opens.earlier(other)),
            (opens, other) => opens.or(other),
        };
        let (opens, is_known) = match self.opening() {
            Ok(Opening::At(opens)) => (earlier(opens), true),
            Ok(Opening::Passed) => (earlier(self.asked()), false),
            // What could have opened it earlier no longer matters.
            Err(_) if has_started => (ran.opens, false),
            Err(need) => return Err(need),
        };
        let opens_exactly = is_known && opens.is_none_or(|opens| opens.exact().is_some());
        let timing = Timing { opens, end: ran.end };
        let unknown = ran.unknown.clone();
        let state = self.state(timing);
        Ok(Timed { timing: Some(timing), opens_exactly, state, unknown, read, ran: Some(ran) })
    }

    /// A window of which some events lie on one of several days.
    ///
    /// A later event never ends a window earlier and never opens it earlier, but across a repair that no longer suspends it:
    /// so between two such days the first gives one bound of its state and the last the other. Where they differ, the
    /// first event on which the difference hangs is split there.
    fn between(&self, events: &[Between], read: Vec<FactId>) -> Result<Timed<'w>, Need> {
        let at = |picked: &Picked| {
            let ran = self.clock.run(&self.window.window.span, picked)?;
            Ok((self.state(Timing { opens: ran.opens, end: ran.end }), ran.unknown))
        };
        let mut picked = Picked::new();
        for (fact, first, _) in events {
            picked.insert(*fact, *first);
        }
        let (state, unknown) = at(&picked)?;
        for (fact, first, last) in events {
            let on = |day: i64| {
                let mut picked = picked.clone();
                picked.insert(*fact, day);
                at(&picked).map(|(state, _)| state)
            };
            for (from, to) in stretches_of(*first, *last, &self.breaks()) {
                if let Some(change) = first_change(from, to, on)? {
                    return Err(Need::Before(dimension(self.clock.world, *fact), change));
                }
            }
            picked.insert(*fact, *last);
        }
        // An event in the past has opened the window by itself; one ahead may be preceded.
        let state = match (state, self.opening()) {
            (State::NotStarted, Ok(Opening::At(opens))) => {
                self.state(Timing { opens: opens.map(Opens::at), end: End::NotYet })
            }
            (State::NotStarted, Ok(Opening::Passed)) => State::Open,
            (State::NotStarted, Err(need)) => return Err(need),
            (state, _) => state,
        };
        let unknown = if state == State::Unknown { unknown } else { Vec::new() };
        Ok(Timed { ran: None, timing: None, opens_exactly: false, state, unknown, read })
    }

    /// The days around which repairs stop to suspend the window, or begin to, as day numbers.
    fn breaks(&self) -> Vec<i64> {
        let suspends = self.window.window.span.periods().iter().any(|period| period.suspends.is_some());
        let repairs = self.clock.world.repairs().filter(|_| suspends).unwrap_or_default();
        let mut days = Vec::new();
        for (first, returned) in suspension::stretches(repairs, SuspendedFrom::Request, self.zone) {
            days.push(first);
            days.add(returned);
            for repair in repairs {
                days.add(suspension::day(repair.handed_over, self.zone));
            }
            // Where a month has no corresponding day, later events share an end and leave more of a repair behind.
            let month_ends = (0..).map_while(|months| {
                let next =
                    first.with_day(1)?.checked_add_months(Months::new(months))?.checked_add_months(Months::new(1))?;
                next.pred_opt().filter(|day| returned.is_some_and(|returned| *day <= returned))
            });
            days.add_all(month_ends);
        }
        // Some days on either side: zones of single periods may see the next, and the day after is the first without.
        let mut numbers = Vec::new();
        for day in days {
            let day = day::day_number(day);
            numbers.add_all(day.saturating_sub(2)..=day.saturating_add(2));
        }
        numbers
    }

    /// What is known of all the events that may open the window: the first of them does.
    fn opening(&self) -> Result<Opening, Need> {
        let mut opens: Option<Instant> = None;
        let mut needs = Vec::new();
        for anchor in &self.window.window.opens {
            match self.opening_by(*anchor) {
                Ok(Opening::At(instant)) => opens = Instant::earlier(opens, instant),
                Ok(Opening::Passed) => return Ok(Opening::Passed),
                Err(need) => needs.push(need),
            }
        }
        match (opens, self.asked(), needs.pop()) {
            (Some(opens), Some(asked), Some(_)) if opens <= asked => Ok(Opening::Passed),
            (_, _, Some(need)) => Err(need),
            _ => Ok(Opening::At(opens)),
        }
    }

    fn opening_by(&self, anchor: FactId) -> Result<Opening, Need> {
        let world = self.clock.world;
        let start_of = |number| day::day_with_number(number).and_then(|day| self.zone.start_of(day));
        match (world.event(anchor), self.asked()) {
            (Event::None, _) => Ok(Opening::At(None)),
            (Event::At(Moment::Instant(instant)), _) => Ok(Opening::At(Some(instant))),
            (Event::At(Moment::Day(day)), _) => Ok(Opening::At(self.zone.start_of(day))),
            (Event::Between(first, last), Some(asked)) => match (start_of(first), start_of(last)) {
                (_, Some(latest)) if latest <= asked => Ok(Opening::Passed),
                (Some(earliest), _) if earliest > asked => Ok(Opening::At(None)),
                _ => {
                    let today = self.zone.day_of(asked).map_or(first, day::day_number);
                    Err(Need::Before(dimension(world, anchor), today.saturating_add(1)))
                }
            },
            (Event::Between(..), None) => Ok(Opening::At(None)),
            (Event::Unknown, _) => Err(Need::Parts(dimension(world, anchor))),
        }
    }
}

/// The stretches between days at which states may go back, those days being ends of both that they part.
fn stretches_of(first: i64, last: i64, breaks: &[i64]) -> Vec<(i64, i64)> {
    let mut ends = vec![first, last];
    ends.extend(breaks);
    ends.retain(|day| (first..=last).contains(day));
    order::sort_once(&mut ends);
    ends.iter().zip(ends.iter().skip(1)).map(|(from, to)| (*from, *to)).gather()
}

/// The first day on which the state differs from that of the first day. States follow each other as days pass.
fn first_change(first: i64, last: i64, on: impl Fn(i64) -> Result<State, Need>) -> Result<Option<i64>, Need> {
    let state = on(first)?;
    if on(last)? == state {
        return Ok(None);
    }
    let (mut same, mut other) = (first, last);
    while other.saturating_sub(same) > 1 {
        let middle = same.midpoint(other);
        if on(middle)? == state {
            same = middle;
        } else {
            other = middle;
        }
    }
    Ok(Some(other))
}
