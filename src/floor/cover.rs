//! When one window never ends, nor opens, worse than another, whatever the days: arguments that need no search.
//!
//! A period's end never moves back when its event, its length or what is added to it moves on. So it is enough to compare ends on
//! one day, wherever the declared period's event comes no earlier than the floor's.

use crate::day::Length;
use crate::fact::FactId;
use crate::floor::clock::{Clock, Events};
use crate::floor::vouched::precedes;
use crate::gather::Gather;
use crate::policy::{Anchor, Combine, Counts, Ends, Period, Run, Span};
use crate::window::Adjusted;

/// The zone and the calendar a period runs by.
type Names<'c> = (Option<&'c str>, Option<&'c str>);

/// Two windows on the same events: which have happened is known, on which days is not.
pub(super) struct Covering<'a, 'c> {
    pub(super) clock: &'a Clock<'c>,
    pub(super) long: &'a Adjusted,
    pub(super) short: &'a Adjusted,
    /// The events that have happened; their moments mean nothing here.
    pub(super) happened: &'a Events,
    /// Compares two periods that both start on each day; asked where their lengths do not tell.
    pub(super) by_day: &'a dyn Fn(&Period, &Period) -> bool,
}

impl Covering<'_, '_> {
    /// Says whether the long window ends no earlier than the short one.
    pub(super) fn ends(&self) -> bool {
        self.covers(&self.long.window.span, &self.short.window.span)
    }

    fn covers(&self, long: &Span, short: &Span) -> bool {
        match (long, short) {
            (long, short) if long == short && self.long.changes == self.short.changes => true,
            (long, Span::Combined(Combine::Latest, parts)) => parts.iter().all(|part| self.covers(long, part)),
            (Span::Combined(Combine::Earliest, parts), short) => parts.iter().all(|part| self.covers(part, short)),
            (long, Span::Combined(Combine::Earliest, parts)) => parts.iter().any(|part| self.covers(long, part)),
            (Span::Combined(Combine::Latest, parts), short) => parts.iter().any(|part| self.covers(part, short)),
            (Span::Period(long), Span::Period(short)) => self.outlasts(long, short),
        }
    }

    fn outlasts(&self, long: &Period, short: &Period) -> bool {
        let (from, other) = (Clock::start(long, self.happened), Clock::start(short, self.happened));
        let is_endless = |period: &Period, start: bool, caps: bool| match period.run {
            Run::Unlimited => !caps,
            Run::Until(_) => false,
            Run::Length(_) | Run::Hours(_) => !start,
        };
        if is_endless(long, from.is_some(), !self.long.changes.caps.is_empty()) {
            return true;
        }
        if is_endless(short, other.is_some(), !self.short.changes.caps.is_empty()) {
            return false;
        }
        let (Some((from, _)), Some((other, _))) = (from, other) else {
            return matches!((long.run, short.run), (Run::Until(_), Run::Until(_))) && (self.by_day)(long, short);
        };
        let in_order = precedes(other.fact, from.fact);
        // A later start may leave a repair behind.
        let alike = short.suspends == long.suspends && short.counts == long.counts && from.fact == other.fact;
        let told = self.is_longer((long, from), (short, other));
        // In two zones the days of two events may come in another order than the events.
        let in_order = in_order && (from.fact == other.fact || self.clock.names(long).0 == self.clock.names(short).0);
        // Days that rest days moved say nothing of how a repair moves them.
        in_order && if short.suspends.is_some() { alike && told } else { told || (self.by_day)(long, short) }
    }

    /// Says whether lengths alone tell that the long period ends no earlier when both start on one day.
    fn is_longer(&self, (long, from): (&Period, Anchor), (short, other): (&Period, Anchor)) -> bool {
        let plain = |anchor: Anchor| Anchor { fact: 0, ..anchor };
        let (own, others) = (&self.long.changes, &self.short.changes);
        let alike = plain(from) == plain(other)
            && (long.counts, long.ends, long.rolls) == (short.counts, short.ends, short.rolls)
            && self.clock.names(long) == self.clock.names(short);
        let no_less = match (long.run, short.run) {
            (Run::Length(a), Run::Length(b)) => {
                let (a, b) = (a.plus(own.add), b.plus(others.add));
                a.months >= b.months && a.days >= b.days
            }
            (Run::Hours(a), Run::Hours(b)) => a >= b && own == others,
            _ => false,
        };
        let changed = own.caps.is_empty() && own.at_least_until >= others.at_least_until;
        (alike && no_less && (changed || (own == others))) || self.is_longer_by_days(long, (short, other))
    }

    /// Says whether the fewest days or hours of the long period are no fewer than the most of the short one.
    fn is_longer_by_days(&self, long: &Period, (short, other): (&Period, Anchor)) -> bool {
        let (own, others) = (&self.long.changes, &self.short.changes);
        let plain = own.caps.is_empty()
            && others.at_least_until.is_none()
            && !short.asks_calendar()
            && other.offset == Length::default()
            && long.counts != Counts::Working;
        let in_days = |period: &Period, add: Length| match period.run {
            Run::Length(length) => Some(bounds(length.plus(add), period)),
            _ => None,
        };
        let told = match (in_days(long, own.add), in_days(short, others.add)) {
            (Some((fewest, _)), Some((_, most))) if self.clock.names(long).0 == self.clock.names(short).0 => {
                fewest >= most
            }
            _ => in_hours(long, own.add)
                .zip(in_hours(short, others.add))
                .is_some_and(|((fewest, _), (_, most))| fewest >= most),
        };
        plain && told
    }

    /// Says whether the long window may be used no later than the short one.
    pub(super) fn opens(&self) -> bool {
        let openers = |window: &Adjusted| -> Vec<(Anchor, Names<'_>)> {
            let periods = window.window.span.periods();
            let starts = periods
                .iter()
                .filter_map(|period| Some((Clock::start(period, self.happened)?.0, self.clock.names(period))));
            let opens = window.window.opens.iter().filter(|event| self.happened.moments.contains_key(*event));
            starts.chain(opens.map(|event| (at(*event), (None, None)))).gather()
        };
        let (own, others) = (openers(self.long), openers(self.short));
        others.iter().all(|other| own.iter().any(|own| opens_no_later(*own, *other)))
    }
}

fn at(fact: FactId) -> Anchor {
    Anchor { fact, offset: Length::default(), rolls: crate::calendar::Roll::None }
}

/// A start that was moved is the beginning of a day, which no other zone or calendar shares.
fn opens_no_later((own, by): (Anchor, Names<'_>), (other, others): (Anchor, Names<'_>)) -> bool {
    (own == other && by == others) || (own == at(own.fact) && precedes(own.fact, other.fact))
}

/// The fewest and the most days after its event on which a length may end, wherever it starts.
///
/// What the end of a month cuts off, and the day on which counting starts, is less than four days.
fn bounds(length: Length, period: &Period) -> (i64, i64) {
    let (least, most) = length.least_and_most_days();
    if length.months == 0 {
        let less = i64::from(period.counts == Counts::FromSame);
        return (least.saturating_sub(less), most);
    }
    let slack = if period.ends == Ends::DayBefore || period.counts == Counts::FromSame { 4 } else { 3 };
    (least.saturating_sub(slack), most.saturating_add(slack))
}

/// The fewest and the most hours after its event after which a period may end, in any zone and wherever it starts.
///
/// The clocks of a zone are less than a day ahead of UTC or behind it. So the day of an event has begun less than a day and two
/// such differences before it, of which the one at the end may be another.
fn in_hours(period: &Period, add: Length) -> Option<(i64, i64)> {
    match period.run {
        Run::Hours(hours) if add == Length::default() => Some((i64::from(hours), i64::from(hours))),
        Run::Length(length) => {
            let (least, most) = bounds(length.plus(add), period);
            let hours = |days: i64| days.saturating_mul(24);
            Some((hours(least.saturating_sub(2)), hours(most.saturating_add(3))))
        }
        _ => None,
    }
}
