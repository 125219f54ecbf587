//! Decides an order: every line, reason and remedy, or those that a request names.

use std::collections::BTreeMap;

use crate::answer::{self, Decision, DocumentReference, Line};
use crate::atom::AtomSet;
use crate::call::{self, Call};
use crate::compile::Compiled;
use crate::day::Instant;
use crate::decide::{self, Asked, Decided};
use crate::dimension::DimensionId;
use crate::facts::Facts;
use crate::json::Json;
use crate::layer::When;
use crate::problem::{self, Problem};
use crate::shape::Shape;
use crate::term::{Grant, Term, Value};
use crate::world::{Assumption, World};
use crate::{digest, document, fact, zone};

/// Decides an order: the call is `{ order, request?, at }`.
pub(crate) fn evaluate(compiled: &Compiled, text: &str) -> Result<Decision, Vec<Problem>> {
    let json = call::read_call(text, &document::EVALUATION_CALL)?;
    let (call, problems) = call::open_call(compiled, &json);
    match call {
        Some(call) if problems.is_empty() => Ok(decision(compiled, &call)),
        _ => Err(problem::sorted(problems)),
    }
}

pub(crate) fn decision(compiled: &Compiled, call: &Call<'_>) -> Decision {
    let when = When::At(call.at, call::acts(call.request));
    let derived = call::derived_deliveries(call.order);
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
        let changes = offers.iter().chain(&warranty).filter_map(|decided| decided.next);
        next = next.into_iter().chain(changes).min();
        lines.push(Line {
            line: subject.line.get("id").and_then(Json::text).unwrap_or_default().to_owned(),
            bucket: subject.bucket.and_then(|(_, bucket)| bucket.get("id")?.text().map(str::to_owned)),
            left,
            offers: offers.into_iter().map(|decided| decided.offer).collect(),
            warranty: warranty.into_iter().map(|decided| decided.offer).collect(),
        });
    }
    Decision {
        format: answer::DECISION_FORMAT,
        decision_id: digest::of_decision(compiled, call),
        order: call.order.get("id").and_then(Json::text).unwrap_or_default().to_owned(),
        at: zone::write_utc(call.at),
        next_change_at: next.map(zone::write_utc),
        documents: references(compiled),
        lines,
    }
}

pub(crate) fn references(compiled: &Compiled) -> Vec<DocumentReference> {
    let mut digests = compiled.digests.clone();
    digests.sort();
    let reference = |digest: digest::DocumentDigest| DocumentReference {
        format: digest.format,
        id: digest.id,
        version: digest.version,
        digest: digest.digest,
    };
    digests.into_iter().map(reference).collect()
}

/// Decides every reason and remedy that documents name, or those that a request names.
pub(crate) fn decide_all(
    compiled: &Compiled,
    facts: &Facts,
    when: &When,
    asked: Option<&Json<'_>>,
) -> (Vec<Decided>, Vec<Decided>) {
    let text = |key: &str| asked.and_then(|asked| asked.get(key)).and_then(Json::text);
    let reasons = text("reason").map_or_else(|| call::reasons(compiled), |reason| vec![reason]);
    let remedies = granted_remedies(compiled);
    let remedies: Vec<&str> = text("remedy").map_or_else(|| remedies, |remedy| vec![remedy]);
    let mut offers = Vec::new();
    let mut warranty = Vec::new();
    for reason in reasons {
        for remedy in &remedies {
            let Some(world) = world(compiled, facts, reason, remedy) else { continue };
            offers.extend(
                decide::decide(&world, when, Asked { reason, remedy, component: None })
                    .filter(|decided| is_meant(decided, text("remedy"))),
            );
            if text("component").is_none() {
                warranty.extend(components(compiled, &world, when, reason, remedy));
            }
        }
    }
    (offers, warranty)
}

/// What no layer grants under any facts is left out, unless it was asked for.
fn is_meant(decided: &Decided, remedy: Option<&str>) -> bool {
    remedy.is_some()
        || !decided.offer.because.is_empty()
        || !decided.offer.cases.is_empty()
        || !decided.offer.depends.is_empty()
}

/// The remedies that some rule grants.
fn granted_remedies(compiled: &Compiled) -> Vec<&'static str> {
    let definition = fact::definition(fact::position("remedy"));
    let Shape::OneOf(all) = definition.value else { return Vec::new() };
    let Some(dimension) = compiled.dimensions.position(fact::position("remedy"), None) else { return Vec::new() };
    let grants = |rule: &usize| {
        let value = compiled.rule(*rule).and_then(|(_, rule)| rule.terms.get(&Term::Granted));
        matches!(value, Some(Value::Granted(Grant::Yes | Grant::Review)))
    };
    let granting: Vec<usize> = (0..compiled.rules.len()).filter(grants).collect();
    let is_granted = |atom: usize| {
        granting.iter().any(|rule| {
            compiled.region(*rule).is_some_and(|region| region.sets(dimension).any(|set| set.contains(atom)))
        })
    };
    all.iter().enumerate().filter(|(atom, _)| is_granted(*atom)).map(|(_, remedy)| *remedy).collect()
}

/// The world of one reason and remedy; `None` where the documents name neither.
fn world<'w>(compiled: &'w Compiled, facts: &'w Facts, reason: &str, remedy: &str) -> Option<World<'w>> {
    let mut world = World { compiled, facts, assumed: BTreeMap::new() };
    for (name, value) in [("reason", reason), ("remedy", remedy)] {
        let id: DimensionId = compiled.dimensions.position(fact::position(name), None)?;
        world = world.assume(id, Assumption::Atoms(compiled.dimensions.locate(id, value)));
    }
    Some(world)
}

/// The offers by component, where documents tell components apart: what a warranty covers.
fn components(compiled: &Compiled, world: &World<'_>, when: &When, reason: &str, remedy: &str) -> Vec<Decided> {
    let Some(id) = compiled.dimensions.position(fact::position("component"), None) else { return Vec::new() };
    let Some(dimension) = compiled.dimensions.get(id) else { return Vec::new() };
    let mut decided = Vec::new();
    for (atom, component) in dimension.nodes().iter().enumerate() {
        if names_component(compiled, world, id, atom) {
            let world = world.assume(id, Assumption::Atoms(AtomSet::one(dimension.count(), atom)));
            decided.extend(decide::decide(&world, when, Asked { reason, remedy, component: Some(component) }));
        }
    }
    decided
}

/// Says whether a rule about this reason and remedy tells this component from others.
fn names_component(compiled: &Compiled, world: &World<'_>, component: DimensionId, atom: usize) -> bool {
    let asked: Vec<(DimensionId, &AtomSet)> = world
        .assumed
        .iter()
        .filter_map(|(id, assumption)| if let Assumption::Atoms(set) = assumption { Some((*id, set)) } else { None })
        .collect();
    compiled.rules.iter().flat_map(|rule| &rule.region.0).any(|cell| {
        let fits = asked.iter().all(|(id, set)| cell.0.get(id).is_none_or(|atoms| !atoms.is_apart(set)));
        fits && cell.0.get(&component).is_some_and(|atoms| atoms.contains(atom))
    })
}
