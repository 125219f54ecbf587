//! When a window may be used, as far as its own events and places tell: as `timing` has it.

use std::borrow::Cow;
use std::iter;

use crate::brief::chosen::Terms;
use crate::brief::known::Atom;
use crate::brief::matched::Untold;
use crate::brief::recent::{Mix, Recent};
use crate::brief::subject::Subject;
use crate::by_market::NamesId;
use crate::calendar::Roll;
use crate::day::{self, Length, Moment};
use crate::layer::Need;
use crate::period::{self, Changes, Measure};
use crate::policy::{Anchor, Counts, Ends, Period, Run, Span, Window};
use crate::term::{Term, Value};
use crate::timing;
use crate::usage;
use crate::window::{self, Adjusted, End, State, Timing};
use crate::zone::Zone;

/// When a window may be used.
pub(super) struct Time<'k> {
    pub(super) state: State,
    pub(super) timing: Timing,
    /// How it ends, as answers write it: its last day, and the instant at which it is over where that is known.
    pub(super) ends: Cow<'k, str>,
}

/// When windows may be used that were timed last.
pub(super) type Times = Recent<Key, (Timing, String)>;

/// What tells when one period runs that nothing changes: what it is made of, and the event from which it runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Key {
    run: Run,
    counts: Counts,
    ends: Ends,
    rolls: Roll,
    zone: NamesId,
    calendar: NamesId,
    /// Where the buyer is, if the zone or the calendar hangs on that.
    market: Option<Atom>,
    started: Started,
}

/// The event from which a period runs, and when it was; none where none has happened.
type Started = Option<(Anchor, Moment)>;

impl Key {
    fn new(period: &Period, started: Started, subject: &Subject<'_, '_>) -> Self {
        let Period { run, counts, ends, rolls, zone, calendar, .. } = *period;
        Self { run, counts, ends, rolls, zone, calendar, market: subject.place(&[zone, calendar]), started }
    }

    fn mix(&self) -> Mix {
        let low = |number: i64| u32::try_from(number & i64::from(u32::MAX)).unwrap_or(0);
        let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let form = Mix::default().with(self.counts as u32).with(self.ends as u32).with(self.rolls as u32);
        let form = form.with(small(self.zone)).with(small(self.calendar));
        let run = match self.run {
            Run::Length(Length { months, days }) => form.with(months).with(days),
            Run::Hours(hours) => form.with(hours),
            Run::Until(day) => form.with(low(day::day_number(day))),
            Run::Unlimited => form,
        };
        let moment = match self.started {
            None => 0,
            Some((_, Moment::Day(day))) => low(day::day_number(day)),
            Some((_, Moment::Instant(instant))) => low(instant.0),
        };
        let anchor = self.started.map_or(0, |(anchor, _)| small(anchor.fact));
        run.with(anchor).with(self.market.unwrap_or(0)).with(moment)
    }
}

/// When the window may be used that a layer sets.
pub(super) fn time<'k>(terms: &Terms, subject: &Subject<'_, '_>, times: &'k mut Times) -> Result<Time<'k>, Untold> {
    let set = subject.compiled.rule(terms.window).and_then(|(_, rule)| rule.terms.get(&Term::Window));
    let Some(Value::Window(window)) = set else { return Err(Untold) };
    let (state, timing, ends) = match &window.span {
        Span::Period(period) if terms.is_simple => {
            let started = started(subject, period)?;
            let (timing, ends) = if terms.changes == Changes::default() {
                let key = Key::new(period, started, subject);
                let run = || {
                    let (timing, zone) = run(subject, period, &terms.changes, started).ok()?;
                    Some((key, (timing, written(timing.end, &window.span, &terms.changes, zone))))
                };
                let (timing, ends) = times.get(key.mix(), |other| *other == key, run).ok_or(Untold)?;
                (*timing, Cow::Borrowed(ends.as_str()))
            } else {
                let (timing, zone) = run(subject, period, &terms.changes, started)?;
                (timing, written(timing.end, &window.span, &terms.changes, zone).into())
            };
            (timing.state(subject.asked(window.act)), timing, ends)
        }
        _ => in_full(subject, window, &terms.changes)?,
    };
    if state == State::Unknown { Err(Untold) } else { Ok(Time { state, timing, ends }) }
}

/// The first event that has happened of those from which a period runs.
fn started(subject: &Subject<'_, '_>, period: &Period) -> Result<Started, Untold> {
    for anchor in &period.from {
        if let Some(moment) = subject.event(anchor.fact)? {
            return Ok(Some((*anchor, moment)));
        }
    }
    Ok(None)
}

/// How one period runs that nothing but its own event tells.
fn run<'m>(
    subject: &Subject<'_, 'm>,
    period: &Period,
    changes: &Changes,
    started: Started,
) -> Result<(Timing, &'m Zone), Untold> {
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
fn in_full<'k>(
    subject: &Subject<'_, '_>,
    window: &Window,
    changes: &Changes,
) -> Result<(State, Timing, Cow<'k, str>), Untold> {
    let untold = |_: Need| Untold;
    let world = subject.world();
    let adjusted = Adjusted { window: window.clone(), changes: changes.clone() };
    let timed = timing::time(world, &adjusted, subject.when).map_err(untold)?;
    let used_up = usage::is_used_up(world, window).map_err(untold)?;
    let state = if used_up { State::Closed } else { timed.state };
    let (Some(timing), Some(ran)) = (timed.timing, timed.ran) else { return Err(Untold) };
    let ends = written(timing.end, &window.span, changes, ran.zone);
    if timed.unknown.is_empty() { Ok((state, timing, ends.into())) } else { Err(Untold) }
}

/// How long a text is that says how a window ends, unless it ends within a second.
const LONGEST: usize = r#","lastDay":"2026-11-30","endsBefore":"2026-12-01T00:00:00+01:00""#.len();

/// The last day of a window, and the instant at which it is over where that is known.
fn written(end: End, span: &Span, changes: &Changes, zone: &Zone) -> String {
    let (last, until) = match (end, span) {
        (End::After(last, until), _) => (Some(last), Some(until)),
        (_, Span::Period(period)) => (window::fixed_day(period, changes), None),
        _ => (None, None),
    };
    let mut text = String::with_capacity(LONGEST);
    if let Some(last) = last {
        text.push_str(",\"lastDay\":\"");
        day::push(last, &mut text);
        text.push('"');
    }
    if let Some(until) = until {
        text.push_str(",\"endsBefore\":\"");
        zone.push(until, &mut text);
        text.push('"');
    }
    text
}
