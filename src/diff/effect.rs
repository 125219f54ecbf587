//! Windows as far as they have an effect, and which of two is better for the buyer.

use std::cmp::Ordering;

use crate::day::Length;
use crate::diff::Buyer;
use crate::gather::Gather;
use crate::map::Map;
use crate::order;
use crate::policy::{Act, Counts, Ends, Period, Run, Span};
use crate::term::{Burden, Term, Value};
use crate::window::Adjusted;
use crate::world::World;

/// How one thing is to another for the buyer, where there is an order: greater is better.
pub(crate) type Compared = Option<Ordering>;

/// A window in which what makes no difference to its ends is written in one way: `P2W` as `P14D`, 15 days counted from the
/// day itself as 14 days from the next, an added length as part of the length. Zones and calendars are those that serve
/// the buyer.
pub(crate) fn plain(world: &World<'_>, window: &Adjusted) -> Adjusted {
    let mut plain = window.clone();
    order::sort_once(&mut plain.changes.caps);
    let has_hours = window.window.span.periods().iter().any(|period| matches!(period.run, Run::Hours(_)));
    let add = if has_hours { Length::default() } else { plain.changes.add };
    if !has_hours {
        plain.changes.add = Length::default();
    }
    let is_capped = !plain.changes.caps.is_empty();
    plain.window.span = plain.window.span.map(&|period| of_period(world, period, add, is_capped));
    order::sort_once(&mut plain.window.opens);
    plain
}

/// A span by itself, as [`plain`] has it.
fn plain_span(world: &World<'_>, span: &Span) -> Span {
    span.map(&|period| of_period(world, period, Length::default(), false))
}

fn of_period(world: &World<'_>, period: &Period, add: Length, is_capped: bool) -> Period {
    let zone = world.plain(period.zone);
    // A calendar nobody asks is no difference.
    let calendar = if period.asks_calendar() { world.plain(period.calendar) } else { zone };
    let mut plain = Period { zone, calendar, ..period.clone() };
    plain.run = match plain.run {
        Run::Length(length) => Run::Length(length.plus(add)),
        Run::Until(last) => add.after(last).map_or(plain.run, Run::Until),
        run => run,
    };
    if let (Run::Length(Length { months: 0, days }), false) = (plain.run, is_capped) {
        plain.ends = Ends::CorrespondingDay;
        if plain.counts == Counts::FromSame && days > 0 && plain.suspends.is_none() {
            plain.counts = Counts::FromNext;
            plain.run = Run::Length(Length { months: 0, days: days.saturating_sub(1) });
        }
    }
    plain
}

/// Terms whose periods are as [`plain`] has them.
pub(crate) fn plain_values(world: &World<'_>, values: &Map<Term, Value>) -> Map<Term, Value> {
    let mut plain = Map::new();
    for (term, value) in values {
        plain.insert(*term, plain_value(world, value));
    }
    plain
}

/// A term whose periods are as [`plain`] has them.
pub(crate) fn plain_value(world: &World<'_>, value: &Value) -> Value {
    match value {
        Value::Due(span) => Value::Due(plain_span(world, span)),
        Value::Burden(Burden::SellerWithin(span)) => Value::Burden(Burden::SellerWithin(plain_span(world, span))),
        value => value.clone(),
    }
}

/// How the second of two windows is to the first; both are [`plain`].
pub(crate) fn compare(old: &Adjusted, new: &Adjusted) -> Compared {
    together(&[ends(old, new), wider(&old.window.opens, &new.window.opens), easier(old.window.act, new.window.act)])
}

/// How late the second of two windows ends, next to the first, whatever the facts are; both are [`plain`].
pub(crate) fn ends(old: &Adjusted, new: &Adjusted) -> Compared {
    together(&[
        spans(&old.window.span, &new.window.span),
        lengths(old.changes.add, new.changes.add),
        Some(new.changes.at_least_until.cmp(&old.changes.at_least_until)),
        capped(&old.changes.caps, &new.changes.caps),
        usages(&old.window.usage, &new.window.usage),
    ])
}

/// How much the goods may be used by the second of two windows, next to the first; what is not limited is the most.
fn usages(old: &Map<String, i64>, new: &Map<String, i64>) -> Compared {
    let most = |usage: &Map<String, i64>, name: &String| usage.get(name).copied().unwrap_or(i64::MAX);
    together(&old.keys().chain(new.keys()).map(|name| Some(most(new, name).cmp(&most(old, name)))).gather())
}

/// What a comparison means for the buyer.
pub(crate) const fn buyer(compared: Compared) -> Buyer {
    match compared {
        Some(Ordering::Greater) => Buyer::Better,
        Some(Ordering::Less) => Buyer::Worse,
        _ => Buyer::Other,
    }
}

/// Better if nothing is worse, worse if nothing is better.
pub(crate) fn together(all: &[Compared]) -> Compared {
    let is_no = |order: Ordering| all.iter().all(|one| one.is_some_and(|one| one != order));
    match (is_no(Ordering::Less), is_no(Ordering::Greater)) {
        (true, true) => Some(Ordering::Equal),
        (true, false) => Some(Ordering::Greater),
        (false, true) => Some(Ordering::Less),
        (false, false) => None,
    }
}

/// How long the second of two spans is, next to the first.
pub(crate) fn spans(old: &Span, new: &Span) -> Compared {
    match (old, new) {
        (Span::Period(old), Span::Period(new)) => periods(old, new),
        (Span::Combined(how, old), Span::Combined(same, new)) if how == same && old.len() == new.len() => {
            together(&old.iter().zip(new).map(|(old, new)| spans(old, new)).gather())
        }
        _ => None,
    }
}

fn periods(old: &Period, new: &Period) -> Compared {
    if old.zone != new.zone {
        return elsewhere(old, new);
    }
    let same = |is_same: bool| is_same.then_some(Ordering::Equal);
    together(&[
        runs(old.run, new.run),
        same(old.from == new.from && old.calendar == new.calendar),
        match (old.counts, new.counts) {
            (old, new) if old == new => Some(Ordering::Equal),
            (Counts::FromSame, Counts::FromNext) => Some(Ordering::Greater),
            (Counts::FromNext, Counts::FromSame) => Some(Ordering::Less),
            _ => None,
        },
        Some((new.ends == Ends::CorrespondingDay).cmp(&(old.ends == Ends::CorrespondingDay))),
        match (old.rolls == new.rolls, old.rolls, new.rolls) {
            (true, ..) => Some(Ordering::Equal),
            (_, crate::calendar::Roll::None, _) => Some(Ordering::Greater),
            (_, _, crate::calendar::Roll::None) => Some(Ordering::Less),
            _ => None,
        },
        match (old.suspends, new.suspends) {
            (old, new) if old == new => Some(Ordering::Equal),
            (None, Some(_)) => Some(Ordering::Greater),
            (Some(_), None) => Some(Ordering::Less),
            _ => None,
        },
    ])
}

/// How the second of two periods in different zones is to the first. Days begin up to 26 hours apart, and an event lies on
/// one day or the next, so periods are told apart that differ by more than three days.
fn elsewhere(old: &Period, new: &Period) -> Compared {
    let alike = Period { run: new.run, zone: new.zone, calendar: new.calendar, ..old.clone() };
    let (Run::Length(old_length), Run::Length(new_length)) = (old.run, new.run) else { return None };
    if alike != *new || old.asks_calendar() || new.asks_calendar() {
        return None;
    }
    let ((old_least, old_most), (new_least, new_most)) =
        (old_length.least_and_most_days(), new_length.least_and_most_days());
    match () {
        () if new_least > old_most.saturating_add(3) => Some(Ordering::Greater),
        () if old_least > new_most.saturating_add(3) => Some(Ordering::Less),
        () => None,
    }
}

fn runs(old: Run, new: Run) -> Compared {
    match (old, new) {
        (old, new) if old == new => Some(Ordering::Equal),
        (_, Run::Unlimited) => Some(Ordering::Greater),
        (Run::Unlimited, _) => Some(Ordering::Less),
        (Run::Until(old), Run::Until(new)) => Some(new.cmp(&old)),
        (Run::Hours(old), Run::Hours(new)) => Some(new.cmp(&old)),
        (Run::Length(old), Run::Length(new)) => lengths(old, new),
        (Run::Hours(old), Run::Length(new)) => hours(old, new),
        (Run::Length(old), Run::Hours(new)) => hours(new, old).map(Ordering::reverse),
        _ => None,
    }
}

/// How the second of two lengths is to the first: months have 28 to 31 days, years 365 or 366.
fn lengths(old: Length, new: Length) -> Compared {
    if old.months == new.months || old.days == new.days {
        return Some((new.months, new.days).cmp(&(old.months, old.days)));
    }
    let ((old_least, old_most), (new_least, new_most)) = (old.least_and_most_days(), new.least_and_most_days());
    match () {
        () if new_least > old_most => Some(Ordering::Greater),
        () if new_most < old_least => Some(Ordering::Less),
        () => None,
    }
}

/// How a length is to so many hours; a day's end lies up to a day, and an hour of a change of clocks, after its hours.
fn hours(hours: u32, length: Length) -> Compared {
    let (least, most) = length.least_and_most_days();
    match i64::from(hours) {
        hours if hours < least.saturating_mul(24) => Some(Ordering::Greater),
        hours if hours > most.saturating_add(1).saturating_mul(24) => Some(Ordering::Less),
        _ => None,
    }
}

/// No cap is the best; of several the least counts, and where they differ they are compared one by one.
fn capped(old: &[Length], new: &[Length]) -> Compared {
    match (old, new) {
        (old, new) if old == new => Some(Ordering::Equal),
        (_, []) => Some(Ordering::Greater),
        ([], _) => Some(Ordering::Less),
        ([old], [new]) => lengths(*old, *new),
        _ => None,
    }
}

fn wider<T: PartialEq>(old: &[T], new: &[T]) -> Compared {
    let holds = |all: &[T], some: &[T]| some.iter().all(|one| all.contains(one));
    match (holds(new, old), holds(old, new)) {
        (true, true) => Some(Ordering::Equal),
        (true, false) => Some(Ordering::Greater),
        (false, true) => Some(Ordering::Less),
        (false, false) => None,
    }
}

/// What comes no later is better.
fn easier(old: Act, new: Act) -> Compared {
    match (new.comes_no_later(old), old.comes_no_later(new)) {
        (true, true) => Some(Ordering::Equal),
        (true, false) => Some(Ordering::Greater),
        (false, true) => Some(Ordering::Less),
        (false, false) => None,
    }
}
