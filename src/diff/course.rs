//! What a term says over time: where several layers, or tied windows, offer one remedy, the better of all holds at first,
//! and less when a window is over.

use std::cmp::Ordering;

use crate::diff::effect;
use crate::diff::seen::{write_value, write_window};
use crate::gather::{AddAll, Gather};
use crate::json::write::{Object, ToJson, Written};
use crate::layer::{self, Granted, LayerOffer};
use crate::map::Map;
use crate::order;
use crate::policy::{Layer, Span};
use crate::term::{Grant, Term, Value};
use crate::window::{Adjusted, State};
use crate::world::World;

/// What every term says over time.
pub(crate) struct Courses<'s, 'w> {
    world: &'s World<'w>,
    phases: Vec<Phase<'s, 'w>>,
    /// The windows than which none is better, in the order of their offers.
    lasting: Vec<Step<'s, 'w>>,
}

/// What holds until a window ends; or what one offer says by itself, where it hangs on facts which window ends first.
struct Phase<'s, 'w> {
    offer: Option<&'s LayerOffer<'w>>,
    until: Option<Running<'s, 'w>>,
    grant: Grant,
    costs: Map<Term, Value>,
}

/// A granted window.
#[derive(Clone)]
struct Running<'s, 'w> {
    granted: &'s Granted<'w>,
    /// As [`effect::plain`] has it.
    plain: Adjusted,
}

/// What a term says in a phase.
pub(crate) struct Step<'s, 'w> {
    world: &'s World<'w>,
    /// The layer and document that say it, where phases have no order.
    by: Option<(Layer, &'s str)>,
    /// The window until the end of which it is said; `None` for one that none outlasts.
    within: Option<Running<'s, 'w>>,
    /// What is said; `None` where nobody says anything.
    pub(crate) value: Option<Value>,
}

impl<'s, 'w> Courses<'s, 'w> {
    /// Reads what layers offer, whose windows have these states at first.
    pub(crate) fn read(world: &'s World<'w>, offers: &'s [LayerOffer<'w>], states: &[State]) -> Self {
        let mut running: Vec<(usize, Running<'s, 'w>)> = Vec::new();
        for (position, (offer, state)) in offers.iter().zip(states).enumerate() {
            if let (Some(granted), true) = (&offer.terms, *state != State::Closed) {
                running.push((position, Running { granted, plain: effect::plain(world, &granted.window) }));
            }
        }
        let is_lasting = |one: &Running<'s, 'w>| {
            !running.iter().any(|(_, other)| effect::compare(&one.plain, &other.plain) == Some(Ordering::Greater))
        };
        let mut lasting: Vec<Step<'s, 'w>> = Vec::new();
        for (position, one) in running.iter().filter(|(_, one)| is_lasting(one)) {
            if !lasting.iter().any(|step| step.within.as_ref() == Some(one)) {
                let by = offers.get(*position).map(|offer| by(world, offer));
                lasting.push(Step { world, by, within: Some(one.clone()), value: None });
            }
        }
        let phases = match ranks(&running) {
            Some(ranks) => in_order(world, offers, states, &running, &ranks),
            None => alone(world, offers, &running, &is_lasting),
        };
        if let [one] = lasting.as_mut_slice() {
            one.by = None;
        }
        // Tied windows stand in the order of their rules, which says nothing.
        order::sort_by(&mut lasting, |a, b| (a.by, Written::of(a)).cmp(&(b.by, Written::of(b))));
        Self { world, phases, lasting }
    }

    /// Says whether one window is all there is.
    pub(crate) const fn is_one(&self) -> bool {
        self.phases.len() < 2
    }

    /// The windows of the answer, where it is more than one.
    pub(crate) fn windows(&self) -> &[Step<'s, 'w>] {
        &self.lasting
    }

    /// What a term, or the grant, says over time: phases in which it says the same are one.
    pub(crate) fn of(&self, term: Term) -> Vec<Step<'s, 'w>> {
        let mut steps: Vec<Step<'s, 'w>> = Vec::new();
        for phase in &self.phases {
            let value = match term {
                Term::Granted => Some(Value::Granted(phase.grant)),
                term => phase.costs.get(&term).cloned(),
            };
            let by = phase.offer.map(|offer| by(self.world, offer));
            // What is said until a window ends, and said on, is one step.
            if by.is_none() && steps.last().is_some_and(|last| last.value == value) {
                steps.pop();
            }
            steps.push(Step { world: self.world, by, within: phase.until.clone(), value });
        }
        match steps.split_first() {
            Some((first, rest)) if rest.iter().all(|step| step.value == first.value) => {
                let value = first.value.clone();
                vec![Step { world: self.world, by: None, within: None, value }]
            }
            _ => {
                order::sort_by(&mut steps, |a, b| a.by.cmp(&b.by));
                steps
            }
        }
    }
}

/// The layer and document of an offer.
fn by<'s>(world: &World<'s>, offer: &LayerOffer<'_>) -> (Layer, &'s str) {
    let document = offer.granted.rules.first().and_then(|rule| world.compiled.rule(*rule));
    (offer.layer, document.map(|(document, _)| document.id.as_str()).unwrap_or_default())
}

/// The position of each window in the order in which they end; nothing where that hangs on facts.
fn ranks(running: &[(usize, Running<'_, '_>)]) -> Option<Vec<usize>> {
    let mut ranks = Vec::new();
    for (_, one) in running {
        let mut rank = 0_usize;
        for (_, other) in running {
            if effect::ends(&other.plain, &one.plain)? == Ordering::Greater {
                rank = rank.saturating_add(1);
            }
        }
        ranks.push(rank);
    }
    Some(ranks)
}

/// One phase until each end, in which the offers meet whose windows are not over.
fn in_order<'s, 'w>(
    world: &World<'w>,
    offers: &'s [LayerOffer<'w>],
    states: &[State],
    running: &[(usize, Running<'s, 'w>)],
    ranks: &[usize],
) -> Vec<Phase<'s, 'w>> {
    let mut ends = ranks.to_vec();
    order::sort_once(&mut ends);
    let mut phases = Vec::new();
    for end in &ends {
        let mut then = states.to_vec();
        let mut until = None;
        for ((position, one), rank) in running.iter().zip(ranks) {
            if let Some(state) = then.get_mut(*position).filter(|_| rank < end) {
                *state = State::Closed;
            }
            if rank == end && until.is_none() {
                until = Some(one.clone());
            }
        }
        let reading = layer::meet(offers, &then);
        let grant = match reading.status {
            layer::Status::Review => Grant::Review,
            status if status.refuses() => Grant::No,
            _ => Grant::Yes,
        };
        let costs = effect::plain_values(world, &reading.terms);
        phases.push(Phase { offer: None, until: until.filter(|_| ends.last() != Some(end)), grant, costs });
    }
    phases
}

/// What each offer says by itself.
fn alone<'s, 'w>(
    world: &World<'w>,
    offers: &'s [LayerOffer<'w>],
    running: &[(usize, Running<'s, 'w>)],
    is_lasting: &dyn Fn(&Running<'s, 'w>) -> bool,
) -> Vec<Phase<'s, 'w>> {
    let phase = |(position, one): &(usize, Running<'s, 'w>)| {
        let offer = offers.get(*position)?;
        let mut costs = Map::new();
        for (term, choice) in &one.granted.costs {
            costs.insert(*term, choice.value.clone());
        }
        let Value::Granted(grant) = offer.granted.value else { return None };
        let until = (!is_lasting(one)).then(|| one.clone());
        Some(Phase { offer: Some(offer), until, grant, costs: effect::plain_values(world, &costs) })
    };
    running.iter().filter_map(phase).gather()
}

impl PartialEq for Running<'_, '_> {
    fn eq(&self, other: &Self) -> bool {
        self.plain == other.plain
    }
}

impl<'s, 'w> Step<'s, 'w> {
    /// Says whether two steps are of the same offer or end alike, whatever they say.
    pub(crate) fn is_beside(&self, other: &Self) -> bool {
        self.by == other.by && self.within == other.within
    }

    /// The window with which it ends.
    pub(crate) fn end(&self) -> Option<&Adjusted> {
        self.within.as_ref().map(|running| &running.plain)
    }

    /// Says whether it is of an offer by itself.
    pub(crate) const fn is_alone(&self) -> bool {
        self.by.is_some()
    }
}

impl PartialEq for Step<'_, '_> {
    fn eq(&self, other: &Self) -> bool {
        self.is_beside(other) && self.value == other.value
    }
}

impl ToJson for Step<'_, '_> {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        object.field("layer", &self.by.map(|(layer, _)| layer.text()));
        object.field("document", &self.by.map(|(_, document)| document));
        let within = self.within.as_ref().map(|running| write_window(self.world, running.granted, false));
        object.field("within", &within);
        object.field("value", &self.value.as_ref().and_then(|value| write_value(self.world, value)));
        object.close();
    }
}

/// Every period of some steps.
pub(crate) fn spans<'t>(steps: &'t [Step<'_, '_>]) -> Vec<&'t Span> {
    let mut spans = Vec::new();
    for step in steps {
        spans.add(step.within.as_ref().map(|running| &running.granted.window.window.span));
        spans.add(step.value.as_ref().and_then(Value::span));
    }
    spans
}

/// Steps as they are shown.
pub(crate) fn write(steps: &[Step<'_, '_>]) -> Vec<Written> {
    steps.iter().map(|step| Written::of(step)).gather()
}
