//! What the buyer sees in one region where every fact that matters is known, and how two such answers differ.

use crate::answer::{self, Cost};
use crate::by_market::NamesId;
use crate::diff::both::{self, Both};
use crate::diff::{Buyer, Change, Reference, effect};
use crate::gather::{AddAll, Gather};
use crate::json::write::Written;
use crate::layer::{LayerOffer, Status, When};
use crate::map::Map;
use crate::order;
use crate::policy::Span;
use crate::reading;
use crate::shown::{self, Writer};
use crate::term::{self, Burden, Grant, Term, Value};
use crate::window::Adjusted;
use crate::world::World;

/// An answer.
pub(crate) struct Seen<'s, 'w> {
    world: &'s World<'w>,
    grant: Grant,
    window: Option<Adjusted>,
    costs: Map<Term, Value>,
    /// The rules that set each term.
    pub(crate) rules: Map<Term, Vec<Reference>>,
    /// The terms that several offers have, whose zones or calendars hang on where the buyer is.
    unsettled: bool,
}

/// The market must be known more exactly to compare.
pub(crate) struct MarketUnknown;

impl<'s, 'w> Seen<'s, 'w> {
    /// Reads what the layers offer before purchase.
    pub(crate) fn read(world: &'s World<'w>, offers: &[LayerOffer<'_>]) -> Self {
        let (states, reading) = reading::first(offers, &When::BeforePurchase);
        let grant = match reading.status {
            Status::Review => Grant::Review,
            status if status.refuses() => Grant::No,
            _ => Grant::Yes,
        };
        let shown = reading.shown.and_then(|position| offers.get(position)?.terms.as_ref());
        let mut rules: Map<Term, Vec<Reference>> = Map::new();
        let mut add = |term: Term, ids: &[usize]| {
            let found = ids.iter().filter_map(|id| world.compiled.rule(*id)).map(|(document, rule)| Reference {
                document: document.id.clone(),
                version: document.version.clone(),
                rule: rule.id.clone(),
            });
            rules.change(term, |all| all.add_all(found));
        };
        for (offer, state) in offers.iter().zip(&states) {
            if crate::layer::status(offer, *state) == reading.status {
                add(Term::Granted, &offer.granted.rules);
            }
        }
        if let Some(granted) = shown {
            add(Term::Window, &granted.window_rules);
            add(Term::Window, &granted.adjusting_rules);
        }
        let mut unsettled = false;
        for (term, value) in &reading.terms {
            let choices = offers.iter().filter_map(|offer| offer.terms.as_ref()?.costs.get(term));
            let choices: Vec<_> = choices.gather();
            let exact: Vec<_> = choices.iter().copied().filter(|choice| choice.value == *value).gather();
            // Where the value is made of several, all of them give it.
            for choice in if exact.is_empty() { &choices } else { &exact } {
                add(*term, &choice.rules);
            }
            let open = |span: &Span| is_open(world, span);
            unsettled |= choices.len() > 1 && choices.iter().filter_map(|choice| choice.value.span()).any(open);
        }
        Self {
            world,
            grant,
            window: shown.map(|granted| granted.window.clone()),
            costs: reading.terms,
            rules,
            unsettled,
        }
    }

    /// A window as answers show it; its zone only where that is of interest.
    fn window(&self, adjusted: &Adjusted, with_zone: bool) -> Written {
        let zone = match self.world.serving(adjusted.zone()).as_slice() {
            [Some(name)] if with_zone => Some((*name).to_owned()),
            _ => None,
        };
        Written::of(&answer::Window { zone, ..shown::plan(adjusted) })
    }

    fn cost(&self, term: Term) -> Option<Written> {
        let plan = |span: &Span| shown::plan_of(span);
        match self.costs.get(&term)? {
            Value::RefundDue(span) => return Some(Written::of(&Cost::Due(plan(span)))),
            Value::Burden(Burden::SellerWithin(span)) => {
                return Some(Written::of(&Cost::Burden { seller: plan(span) }));
            }
            _ => {}
        }
        let value = [(term, self.costs.get(&term)?.clone())];
        let writer = Writer { world: self.world, when: &When::BeforePurchase };
        writer.costs(&value.into()).0.get(&term).cloned()
    }
}

/// Every term in which two answers differ; `force` compares though zones or calendars hang on where the buyer is.
pub(crate) fn compare(
    both: &Both,
    old: &Seen<'_, '_>,
    new: &Seen<'_, '_>,
    force: bool,
) -> Result<Vec<Change>, MarketUnknown> {
    if (old.unsettled || new.unsettled) && !force {
        return Err(MarketUnknown);
    }
    let mut changes = Vec::new();
    changes.add_all(granted(old.grant, new.grant));
    changes.add_all(windows(both, old, new, force)?);
    if old.grant != Grant::No && new.grant != Grant::No {
        for term in Term::COSTS {
            changes.add_all(costs(both, *term, old, new, force)?);
        }
    }
    Ok(changes)
}

fn granted(old: Grant, new: Grant) -> Option<Change> {
    let word = |grant: Grant| match grant {
        Grant::Yes => Written::of(&true),
        Grant::Review => Written::of(&"review"),
        Grant::No => Written::of(&false),
    };
    let buyer = if new < old { Buyer::Better } else { Buyer::Worse };
    (old != new).then(|| Change {
        term: Term::Granted,
        old: Some(word(old)),
        new: Some(word(new)),
        buyer,
        data: Vec::new(),
    })
}

/// The window of what is granted in one version only is better or worse than none.
fn windows(both: &Both, old: &Seen<'_, '_>, new: &Seen<'_, '_>, force: bool) -> Result<Option<Change>, MarketUnknown> {
    let of = |seen: &Seen<'_, '_>| seen.window.clone().filter(|_| seen.grant != Grant::No);
    let (before, after) = (of(old), of(new));
    let mut change = Change { term: Term::Window, old: None, new: None, buyer: Buyer::Other, data: Vec::new() };
    change.old = before.as_ref().map(|window| old.window(window, false));
    change.new = after.as_ref().map(|window| new.window(window, false));
    let (before, after) = match (before, after) {
        (None, None) => return Ok(None),
        (None, Some(_)) => return Ok(Some(Change { buyer: Buyer::Better, ..change })),
        (Some(_), None) => return Ok(Some(Change { buyer: Buyer::Worse, ..change })),
        (Some(before), Some(after)) => (before, after),
    };
    let (plain_before, plain_after) = (effect::plain(old.world, &before), effect::plain(new.world, &after));
    let spans = (&plain_before.window.span, &plain_after.window.span);
    if plain_before == plain_after && !is_moving(both, spans.0) {
        return Ok(None);
    }
    settled(both, old, new, (&before.window.span, &after.window.span), force)?;
    let data = data(both, old.world, new.world, spans);
    if before.window.span.periods().first().map(|period| old.world.plain(period.zone))
        != after.window.span.periods().first().map(|period| new.world.plain(period.zone))
    {
        change.old = Some(old.window(&before, true));
        change.new = Some(new.window(&after, true));
    }
    let buyer = if data.is_empty() { effect::judge(&plain_before, &plain_after) } else { Buyer::Other };
    Ok(Some(Change { buyer, data, ..change }))
}

fn costs(
    both: &Both,
    term: Term,
    old: &Seen<'_, '_>,
    new: &Seen<'_, '_>,
    force: bool,
) -> Result<Option<Change>, MarketUnknown> {
    let plain = |seen: &Seen<'_, '_>| seen.costs.get(&term).map(|value| plain(seen.world, value));
    let (before, after) = (plain(old), plain(new));
    let moving = |value: &Option<Value>| value.as_ref().and_then(Value::span).is_some_and(|span| is_moving(both, span));
    if before == after && !moving(&before) {
        return Ok(None);
    }
    let stated = |seen: &Seen<'_, '_>| seen.costs.get(&term).and_then(Value::span).cloned();
    let mut differing = Vec::new();
    if let (Some(before), Some(after)) = (stated(old), stated(new)) {
        settled(both, old, new, (&before, &after), force)?;
        differing = data(both, old.world, new.world, (&before, &after));
    }
    let buyer = match (&before, &after) {
        (Some(before), Some(after)) if differing.is_empty() => judge(before, after),
        _ => Buyer::Other,
    };
    Ok(Some(Change { term, old: old.cost(term), new: new.cost(term), buyer, data: differing }))
}

fn plain(world: &World<'_>, value: &Value) -> Value {
    match value {
        Value::RefundDue(span) => Value::RefundDue(effect::plain_span(world, span)),
        Value::Burden(Burden::SellerWithin(span)) => {
            Value::Burden(Burden::SellerWithin(effect::plain_span(world, span)))
        }
        value => value.clone(),
    }
}

/// Says which of two values is better for the buyer, as layers that meet have it.
fn judge(old: &Value, new: &Value) -> Buyer {
    match (old, new) {
        // An earlier day is better.
        (Value::RefundDue(old), Value::RefundDue(new)) => effect::longer(new, old),
        (Value::Burden(Burden::SellerWithin(old)), Value::Burden(Burden::SellerWithin(new))) => {
            effect::longer(old, new)
        }
        _ => match (term::better(old, new), term::better(new, old)) {
            (one, other) if one == *new && other == *new => Buyer::Better,
            (one, other) if one == *old && other == *old => Buyer::Worse,
            _ => Buyer::Other,
        },
    }
}

fn is_moving(both: &Both, span: &Span) -> bool {
    let moves = |names: NamesId| both.is_moving(names);
    span.periods().iter().any(|period| moves(period.zone) || (period.asks_calendar() && moves(period.calendar)))
}

/// Says whether a zone or calendar of a span hangs on where the buyer is.
fn is_open(world: &World<'_>, span: &Span) -> bool {
    let several = |names: NamesId| world.serving(names).len() > 1;
    span.periods().iter().any(|period| several(period.zone) || (period.asks_calendar() && several(period.calendar)))
}

/// Spans that are read by different zones or calendars are compared where one zone and one calendar serve the buyer.
fn settled(
    both: &Both,
    old: &Seen<'_, '_>,
    new: &Seen<'_, '_>,
    (before, after): (&Span, &Span),
    force: bool,
) -> Result<(), MarketUnknown> {
    let open = is_open(old.world, before) || is_open(new.world, after);
    let is_same = ids(before) == ids(after) && !is_moving(both, before);
    if open && !is_same && !force { Err(MarketUnknown) } else { Ok(()) }
}

/// The zones and calendars a span is read by, each once.
fn ids(span: &Span) -> Vec<NamesId> {
    let mut ids: Vec<NamesId> = Vec::new();
    for period in span.periods() {
        ids.push(period.zone);
        ids.add_all(period.asks_calendar().then_some(period.calendar));
    }
    order::sort_once(&mut ids);
    ids
}

/// The zones and calendars that serve one of two spans alone, or that say something else in the two versions.
fn data(both: &Both, old: &World<'_>, new: &World<'_>, (before, after): (&Span, &Span)) -> Vec<String> {
    let (before, after) = (names(old, before), names(new, after));
    let only = |own: &[String], other: &[String]| -> Vec<String> {
        own.iter().filter(|name| !other.contains(name)).cloned().gather()
    };
    let mut all = only(&before, &after);
    all.add_all(only(&after, &before));
    all.add_all(before.into_iter().filter(|name| both::differs(&both.old, &both.new, name)));
    order::sort_once(&mut all);
    all
}

fn names(world: &World<'_>, span: &Span) -> Vec<String> {
    let served = |names: NamesId| -> Vec<String> {
        world.serving(names).into_iter().flatten().map(str::to_owned).gather()
    };
    let mut all: Vec<String> = Vec::new();
    for period in span.periods() {
        all.add_all(served(period.zone));
        if period.asks_calendar() {
            all.add_all(served(period.calendar));
        }
    }
    all
}
