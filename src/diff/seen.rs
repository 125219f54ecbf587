//! What the buyer sees in one region where every fact that matters is known.

use crate::compile::RuleId;
use crate::diff::course::Courses;
use crate::diff::{Reference, effect, places};
use crate::gather::{AddAll, Gather};
use crate::json::write::Written;
use crate::layer::{self, Granted, LayerOffer, Reading, Status, When};
use crate::map::Map;
use crate::policy::Span;
use crate::reading;
use crate::shown::{self, Writer};
use crate::term::{Burden, Grant, Term, Value};
use crate::window::State;
use crate::world::World;

/// An answer.
pub(crate) struct Seen<'s, 'w> {
    pub(crate) world: &'s World<'w>,
    pub(crate) grant: Grant,
    /// What the offer gives whose window is shown, where one is granted.
    pub(crate) shown: Option<&'s Granted<'w>>,
    /// What holds at first, while every window runs.
    costs: Map<Term, Value>,
    /// What holds while one window after another ends.
    pub(crate) courses: Courses<'s, 'w>,
    /// The rules that set each term.
    pub(crate) rules: Map<Term, Vec<Reference>>,
    /// Whether several offers say something of which zones or calendars hang on where the buyer is.
    pub(crate) unsettled: bool,
}

impl<'s, 'w> Seen<'s, 'w> {
    /// Reads what the layers offer before purchase; nothing where a calendar does not reach far enough to tell.
    pub(crate) fn read(world: &'s World<'w>, offers: &'s [LayerOffer<'w>]) -> Option<Self> {
        let (states, reading) = reading::first(offers, &When::BeforePurchase);
        let grant = match reading.status {
            Status::Depends => return None,
            Status::Review => Grant::Review,
            status if status.refuses() => Grant::No,
            _ => Grant::Yes,
        };
        let shown = reading.shown.and_then(|position| offers.get(position)?.terms.as_ref());
        let courses = Courses::read(world, offers, &states);
        Some(Self {
            world,
            grant,
            shown: shown.filter(|_| grant != Grant::No),
            rules: rules(world, offers, &states, &reading, courses.is_one()),
            unsettled: unsettled(world, offers),
            costs: reading.terms,
            courses,
        })
    }

    /// The window that is shown, as answers write it; its zone only where that is of interest.
    pub(crate) fn window(&self, with_zone: bool) -> Option<Written> {
        self.shown.map(|granted| write_window(self.world, granted, with_zone))
    }

    /// What holds at first, with periods as they are compared.
    pub(crate) fn value(&self, term: Term) -> Option<Value> {
        match term {
            Term::Granted => Some(Value::Granted(self.grant)),
            term => self.costs.get(&term).map(|value| effect::plain_value(self.world, value)),
        }
    }

    /// What holds at first, as answers write it.
    pub(crate) fn write(&self, term: Term) -> Option<Written> {
        match term {
            Term::Granted => write_value(self.world, &Value::Granted(self.grant)),
            term => self.costs.get(&term).and_then(|value| write_value(self.world, value)),
        }
    }
}

/// A window as answers write it.
pub(crate) fn write_window(world: &World<'_>, granted: &Granted<'_>, with_zone: bool) -> Written {
    shown::window_plan(granted, world.zone_of(granted.window.zone()).filter(|_| with_zone))
}

/// A term as answers write it, and what is granted as documents do.
pub(crate) fn write_value(world: &World<'_>, value: &Value) -> Option<Written> {
    match value {
        Value::Granted(Grant::Yes) => Some(Written::of(&true)),
        Value::Granted(Grant::Review) => Some(Written::of(&"review")),
        Value::Granted(Grant::No) => Some(Written::of(&false)),
        Value::Due(span) => Some(shown::plan(span)),
        Value::Burden(Burden::SellerWithin(span)) => Some(Written::only("seller", &shown::plan(span))),
        value => Writer { world, when: &When::BeforePurchase }.cost(value),
    }
}

/// The rules that set each term; where several offers differ in time, those of all of them.
fn rules(
    world: &World<'_>,
    offers: &[LayerOffer<'_>],
    states: &[State],
    reading: &Reading,
    is_one: bool,
) -> Map<Term, Vec<Reference>> {
    let mut rules: Map<Term, Vec<Reference>> = Map::new();
    let mut add = |term: Term, ids: &[RuleId]| {
        let found = ids.iter().filter_map(|id| world.compiled.rule(*id)).map(|(document, rule)| Reference {
            document: document.id.clone(),
            version: document.version.clone(),
            rule: rule.id.clone(),
        });
        rules.change(term, |all| all.add_all(found));
    };
    for (position, (offer, state)) in offers.iter().zip(states).enumerate() {
        if !is_one || layer::status(offer, *state) == reading.status {
            add(Term::Granted, &offer.granted.rules);
        }
        let Some(granted) = &offer.terms else { continue };
        if !is_one || reading.shown == Some(position) {
            add(Term::Window, &granted.window_rules);
            add(Term::Window, &granted.adjusting_rules);
        }
    }
    for term in Term::COSTS {
        let choices = offers.iter().filter_map(|offer| offer.terms.as_ref()?.costs.get(term));
        let choices: Vec<_> = choices.gather();
        let exact: Vec<_> =
            choices.iter().copied().filter(|choice| Some(&choice.value) == reading.terms.get(term)).gather();
        // Where the value is made of several, all of them give it.
        for choice in if exact.is_empty() || !is_one { &choices } else { &exact } {
            add(*term, &choice.rules);
        }
    }
    rules
}

fn unsettled(world: &World<'_>, offers: &[LayerOffer<'_>]) -> bool {
    let granted: Vec<&Granted<'_>> = offers.iter().filter_map(|offer| offer.terms.as_ref()).gather();
    let mut spans: Vec<&Span> = granted.iter().map(|granted| &granted.window.window.span).gather();
    spans.add_all(granted.iter().flat_map(|granted| granted.costs.values()).filter_map(|choice| choice.value.span()));
    granted.len() > 1 && spans.into_iter().any(|span| places::is_open(world, span))
}
