//! What each layer offers for a reason and a remedy, and what the buyer gets of it: as `layer` has it.

use std::iter;

use chrono::NaiveDate;

use crate::brief::matched::{Matched, Untold};
use crate::brief::subject::Subject;
use crate::compile::RuleId;
use crate::day::Instant;
use crate::gather::AddAll;
use crate::layer::{self, Granted, LayerOffer, Need, Status};
use crate::map::Map;
use crate::matching::Choice;
use crate::period::{self, Changes, Measure};
use crate::policy::{Layer, Period, Span, Window};
use crate::term::{Grant, Term, Value};
use crate::timing::{self, Timed};
use crate::usage;
use crate::window::{self, Adjusted, End, State, Timing};
use crate::zone::Zone;

/// What a layer offers.
struct Offered<'m> {
    layer: Layer,
    granted: Grant,
    /// The window and what follows from it; `None` where nothing is granted.
    terms: Option<Terms<'m>>,
}

/// What a layer grants.
struct Terms<'m> {
    window: &'m Window,
    changes: Changes,
    time: Time<'m>,
    costs: Vec<Cost<'m>>,
}

/// A term, the rule that sets it, and its value.
pub(super) type Cost<'m> = (Term, RuleId, &'m Value);

/// When a window may be used.
struct Time<'m> {
    state: State,
    timing: Timing,
    /// The zone of its days.
    zone: &'m Zone,
}

/// What the buyer gets.
pub(super) struct Got<'m> {
    pub(super) status: Status,
    pub(super) last_day: Option<NaiveDate>,
    /// The instant after the last day, and the zone of that day.
    pub(super) ends_before: Option<(Instant, &'m Zone)>,
    pub(super) costs: Costs<'m>,
}

/// The terms of an answer.
pub(super) enum Costs<'m> {
    /// As rules set them.
    Set(Vec<Cost<'m>>),
    /// As several layers together give them.
    Met(Map<Term, Value>),
}

/// What the buyer gets of all layers together; `None` where no layer says anything.
pub(super) fn got<'m>(matched: &Matched<'_, 'm>, subject: &Subject<'_, 'm>) -> Result<Option<Got<'m>>, Untold> {
    let (mut first, mut others) = (None, Vec::new());
    for source in &matched.plan.sources {
        match offered(matched, source, subject)? {
            Some(offered) if first.is_none() => first = Some(offered),
            offered => others.add(offered),
        }
    }
    Ok(match first {
        Some(first) if others.is_empty() => Some(alone(first)),
        Some(first) => {
            others.insert(0, first);
            Some(together(&others, subject))
        }
        None => None,
    })
}

fn offered<'m>(
    matched: &Matched<'_, 'm>,
    source: &[usize],
    subject: &Subject<'_, 'm>,
) -> Result<Option<Offered<'m>>, Untold> {
    let set = matched.choose(source, Term::Window)?;
    let Some((_, granted, position)) = matched.choose(source, Term::Granted)? else { return Ok(None) };
    let Value::Granted(granted) = *granted else { return Ok(None) };
    let group = source.get(position).and_then(|group| matched.compiled.groups.get(*group));
    let layer = group.map_or(Layer::Declared, |group| group.layer);
    if granted == Grant::No {
        return Ok(Some(Offered { layer, granted, terms: None }));
    }
    let Some((_, Value::Window(window), setting)) = set else { return Ok(None) };
    let mut adjustments = Vec::new();
    for group in source.iter().take(setting.saturating_add(1)) {
        adjustments.append(&mut matched.adjustments(*group)?);
    }
    let mut costs = Vec::new();
    for term in Term::COSTS {
        if let Some((rule, value, _)) = matched.choose(source, *term)? {
            costs.push((*term, rule, value));
        }
    }
    let changes = Changes::of(&adjustments);
    let time = time(subject, window, &changes)?;
    Ok(Some(Offered { layer, granted, terms: Some(Terms { window, changes, time, costs }) }))
}

/// When a window may be used.
fn time<'m>(subject: &Subject<'_, 'm>, window: &'m Window, changes: &Changes) -> Result<Time<'m>, Untold> {
    match &window.span {
        Span::Period(period) if period.suspends.is_none() && window.opens.is_empty() && window.usage.is_empty() => {
            let (timing, zone) = run(subject, period, changes)?;
            told(Time { state: timing.state(subject.asked(window.act)), timing, zone })
        }
        _ => time_in_full(subject, window, changes),
    }
}

fn told(time: Time<'_>) -> Result<Time<'_>, Untold> {
    if time.state == State::Unknown { Err(Untold) } else { Ok(time) }
}

/// How one period runs that nothing but its own event tells.
fn run<'m>(subject: &Subject<'_, 'm>, period: &Period, changes: &Changes) -> Result<(Timing, &'m Zone), Untold> {
    let mut started = None;
    for anchor in &period.from {
        if let Some(moment) = subject.event(anchor.fact)? {
            started = Some((*anchor, moment));
            break;
        }
    }
    let zone = subject.zone(period.zone)?;
    let mut agreed: Option<Timing> = None;
    let (first, others) = subject.calendars(period.calendar)?;
    for calendar in iter::once(first).chain(others) {
        let start = match started {
            Some((anchor, moment)) => Some(timing::start(anchor, moment, zone, calendar).ok_or(Untold)?),
            None => None,
        };
        let (end, unknown) =
            period::end(period, changes, start, &Measure { zone, calendar, repairs: None }).ok_or(Untold)?;
        let opens = match start {
            Some(start) => Some(start.opens(zone).ok_or(Untold)?),
            None => None,
        };
        let timing = Timing { opens, end };
        if !unknown.is_empty() || agreed.is_some_and(|other| other != timing) {
            return Err(Untold);
        }
        agreed = Some(timing);
    }
    agreed.map(|timing| (timing, zone)).ok_or(Untold)
}

/// When a window of several periods may be used, or one that opens before it starts, or that use or repairs change.
fn time_in_full<'m>(subject: &Subject<'_, 'm>, window: &Window, changes: &Changes) -> Result<Time<'m>, Untold> {
    let untold = |_: Need| Untold;
    let world = subject.world();
    let adjusted = Adjusted { window: window.clone(), changes: changes.clone() };
    let timed = timing::time(world, &adjusted, subject.when).map_err(untold)?;
    let used_up = usage::is_used_up(world, window).map_err(untold)?;
    let state = if used_up { State::Closed } else { timed.state };
    match (timed.timing, timed.ran) {
        (Some(timing), Some(ran)) if timed.unknown.is_empty() => told(Time { state, timing, zone: ran.zone }),
        _ => Err(Untold),
    }
}

/// What the buyer gets where one layer alone says anything.
fn alone(offered: Offered<'_>) -> Got<'_> {
    let Some(terms) = offered.terms else {
        let costs = Costs::Set(Vec::new());
        return Got { status: Status::Excluded, last_day: None, ends_before: None, costs };
    };
    let status = layer::granted_status(offered.granted, terms.time.state);
    let (last_day, ends_before) = ends(&terms);
    let costs = if status == Status::Closed { Vec::new() } else { terms.costs };
    Got { status, last_day, ends_before, costs: Costs::Set(costs) }
}

/// What the buyer gets of several layers.
fn together<'m>(offers: &[Offered<'m>], subject: &Subject<'_, 'm>) -> Got<'m> {
    let (mut full, mut states) = (Vec::new(), Vec::new());
    for offered in offers {
        let chosen = |value| Choice { value, rules: Vec::new() };
        let terms = offered.terms.as_ref().map(|terms| {
            let mut costs = Map::new();
            for (term, _, value) in &terms.costs {
                costs.insert(*term, chosen(layer::plain(subject.world(), value)));
            }
            Granted {
                window_rules: Vec::new(),
                adjusting_rules: Vec::new(),
                window: Adjusted { window: terms.window.clone(), changes: terms.changes.clone() },
                timed: Timed {
                    ran: None,
                    timing: Some(terms.time.timing),
                    opens_exactly: false,
                    state: terms.time.state,
                    unknown: Vec::new(),
                    read: Vec::new(),
                },
                used: Map::new(),
                used_up: false,
                costs,
            }
        });
        states.push(terms.as_ref().map_or(State::Closed, |terms| terms.timed.state));
        full.push(LayerOffer { layer: offered.layer, granted: chosen(Value::Granted(offered.granted)), terms });
    }
    let reading = layer::meet(&full, &states);
    let shown = reading.shown.and_then(|position| offers.get(position)).and_then(|offered| offered.terms.as_ref());
    let (last_day, ends_before) = shown.map_or((None, None), ends);
    Got { status: reading.status, last_day, ends_before, costs: Costs::Met(reading.terms) }
}

/// The last day of a window, and the instant at which it is over where that is known.
fn ends<'m>(terms: &Terms<'m>) -> (Option<NaiveDate>, Option<(Instant, &'m Zone)>) {
    match (terms.time.timing.end, &terms.window.span) {
        (End::After(last, until), _) => (Some(last), Some((until, terms.time.zone))),
        (_, Span::Period(period)) => (window::fixed_day(period, &terms.changes), None),
        _ => (None, None),
    }
}
