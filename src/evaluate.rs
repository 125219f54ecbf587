//! Decides an order: every line, reason and remedy, or those that a request names.

use std::rc::Rc;

use crate::answer::{self, Decision, Line, Offer};
use crate::atom::AtomSet;
use crate::call::{self, Call};
use crate::compile::Compiled;
use crate::condition::Cell;
use crate::day::Instant;
use crate::decide::{self, Asked};
use crate::dimension::DimensionId;
use crate::facts::Facts;
use crate::gather::AddAll;
use crate::json::Json;
use crate::json::write::Written;
use crate::layer::When;
use crate::map::Map;
use crate::problem::{self, Problem};
use crate::shape::Shape;
use crate::term::{Grant, Term, Value};
use crate::world::{Assumption, World};
use crate::{derived, digest, document, fact, next_repair, zone};

/// Decides an order: the call is `{ order, request?, at }`.
pub(crate) fn evaluate(compiled: &Compiled, text: &str) -> Result<Written, Vec<Problem>> {
    decided(compiled, text, &|decision| Written::of(decision))
}

/// Decides an order, and writes of the decision what is asked for.
pub(crate) fn decided(
    compiled: &Compiled,
    text: &str,
    write: &dyn Fn(&Decision<'_>) -> Written,
) -> Result<Written, Vec<Problem>> {
    let json = call::read_call(text, &document::EVALUATION_CALL)?;
    let (call, problems) = call::open_call(compiled, &json);
    match call {
        Some(call) if problems.is_empty() => Ok(write(&decision(compiled, &call))),
        _ => Err(problem::sorted(problems)),
    }
}

pub(crate) fn decision<'d>(compiled: &'d Compiled, call: &Call<'d>) -> Decision<'d> {
    let when = When::At(call.at, call::acts(call.request));
    let derived = derived::deliveries(compiled, call.order);
    let mut next: Option<Instant> = None;
    let mut lines = Vec::new();
    for subject in &call.subjects {
        let facts = call::subject_facts(compiled, call, subject, &derived);
        let left = call::left(subject);
        let (offers, warranty) = if left == Some(0) {
            (Vec::new(), Vec::new())
        } else {
            decide_all(compiled, &facts, &when, subject.request.map(|(_, asked)| asked))
        };
        let after_repair = next_repair::changes(compiled, call, subject, &derived).filter(|_| left != Some(0));
        for offer in offers.iter().chain(&warranty) {
            next = Instant::earlier(next, offer.leaf.next);
        }
        lines.push(Line {
            line: subject.line.text_of("id").unwrap_or_default(),
            bucket: subject.bucket.and_then(|(_, bucket)| bucket.text_of("id")),
            left,
            offers,
            warranty,
            after_repair,
        });
    }
    Decision {
        format: answer::DECISION_FORMAT,
        decision_id: digest::of_decision(compiled, call),
        order: call.order.text_of("id").unwrap_or_default(),
        at: zone::write_utc(call.at),
        next_change_at: next.map(zone::write_utc),
        documents: &compiled.documents,
        data: &compiled.data,
        lines,
    }
}

/// Decides every reason and remedy that some rule grants together, or those that a request names.
pub(crate) fn decide_all(
    compiled: &Compiled,
    facts: &Rc<Facts>,
    when: &When,
    asked: Option<&Json<'_>>,
) -> (Vec<Offer>, Vec<Offer>) {
    let text = |key: &str| asked.and_then(|asked| asked.get(key)).and_then(Json::text);
    let reasons = text("reason").map_or_else(|| call::reasons(compiled), |reason| vec![reason]);
    let remedies: Vec<&str> = match text("remedy") {
        Some(remedy) => vec![remedy],
        None => all_remedies(),
    };
    let is_asked = text("reason").is_some() && text("remedy").is_some();
    let mut offers = Vec::new();
    let mut warranty = Vec::new();
    for reason in reasons {
        for remedy in &remedies {
            let Some(world) = world(compiled, facts, reason, remedy) else { continue };
            if !is_asked && !is_granted(&world) {
                continue;
            }
            offers.add(decide::decide(&world, when, Asked { reason, remedy, component: None }));
            if text("component").is_none() {
                warranty.append(&mut components(compiled, &world, when, reason, remedy));
            }
        }
    }
    (offers, warranty)
}

pub(crate) fn all_remedies() -> Vec<&'static str> {
    let remedy = fact::definition(fact::REMEDY);
    if let Shape::OneOf(remedies) = remedy.value { remedies.to_vec() } else { Vec::new() }
}

/// Says whether some rule grants what is asked in this world, under any other facts.
fn is_granted(world: &World<'_>) -> bool {
    let grants = |value: Option<&Value>| matches!(value, Some(Value::Granted(Grant::Yes | Grant::Review)));
    world.compiled.rules.iter().enumerate().any(|(id, rule)| {
        let value = world.compiled.rule(id).and_then(|(_, rule)| rule.terms.get(&Term::Granted));
        grants(value) && rule.region.0.iter().any(|cell| may_hold(cell, world))
    })
}

/// Says whether a box leaves room for what is assumed.
fn may_hold(cell: &Cell, world: &World<'_>) -> bool {
    world.assumed.iter().all(|(dimension, assumption)| match (cell.0.get(dimension), assumption) {
        (Some(atoms), Assumption::Atoms(assumed)) => !atoms.is_apart(assumed),
        _ => true,
    })
}

/// The world of one reason and remedy; `None` where the documents name neither.
fn world<'w>(compiled: &'w Compiled, facts: &Rc<Facts>, reason: &str, remedy: &str) -> Option<World<'w>> {
    let mut asked = Map::new();
    for (fact, value) in [(fact::REASON, reason), (fact::REMEDY, remedy)] {
        let id: DimensionId = compiled.dimensions.position(fact, None)?;
        asked.insert(id, Assumption::Atoms(compiled.dimensions.locate(id, value)));
    }
    Some(World::new(compiled, facts, asked))
}

/// The offers by component, where documents tell components apart: what a warranty covers.
fn components(compiled: &Compiled, world: &World<'_>, when: &When, reason: &str, remedy: &str) -> Vec<Offer> {
    let Some(id) = compiled.dimensions.position(fact::COMPONENT, None) else { return Vec::new() };
    let Some(dimension) = compiled.dimensions.get(id) else { return Vec::new() };
    let mut named = Vec::new();
    for (atom, node) in dimension.nodes().iter().enumerate() {
        if names_component(world, id, atom) {
            named.push((atom, Some(node.as_str())));
        }
    }
    if !named.is_empty() {
        // Everything that no rule names: the unit as a whole.
        named.push((dimension.nodes().len(), None));
    }
    let mut decided = Vec::new();
    for (atom, component) in named {
        let world = world.assume(id, Assumption::Atoms(AtomSet::one(dimension.count(), atom)));
        decided.add(decide::decide(&world, when, Asked { reason, remedy, component }));
    }
    decided
}

/// Says whether a rule about this reason and remedy tells this component from others.
fn names_component(world: &World<'_>, component: DimensionId, atom: usize) -> bool {
    let names = |cell: &Cell| cell.0.get(&component).is_some_and(|atoms| atoms.contains(atom));
    let in_cell = |cell: &Cell| may_hold(cell, world) && names(cell);
    world.compiled.rules.iter().any(|rule| rule.region.0.iter().any(in_cell))
}
