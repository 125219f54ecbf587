//! Rules that change nothing: they never hold, never win, or set terms where nothing is granted.

use crate::compile::{Compiled, RuleId};
use crate::condition::{Cell, Region};
use crate::gather::Gather;
use crate::policy::{Constraint, Layer};
use crate::prove;
use crate::term::{Grant, Term};
use crate::{fact, order};

use super::Search;
use super::finding::{Finding, FindingCode};

/// Looks at every rule by itself.
pub(crate) fn find(search: &mut Search<'_>) {
    for (rule, region) in search.rules() {
        let path = prove::path(search.compiled, rule);
        let what = format!("`{}` ever holds", prove::rule_name(search.compiled, rule));
        match search.outside(region, &[], &path, &what) {
            Some(None) => never_holds(search, rule),
            Some(Some(_)) if !never_wins(search, rule, region) => never_granted(search, rule, region),
            _ => {}
        }
    }
}

fn never_holds(search: &mut Search<'_>, rule: RuleId) {
    let compiled = search.compiled;
    let Some((document, stated)) = compiled.rule(rule) else { return };
    let own = Region::of(&stated.when, &compiled.dimensions);
    let name = &stated.id;
    let why = match (own.is_empty(), excluded(compiled, &stated.when, &document.when)) {
        (true, Some(fact)) => format!("its conditions on `{fact}` exclude each other"),
        (true, None) => "its conditions exclude each other".to_owned(),
        (false, Some(fact)) => format!("its document's conditions exclude it by `{fact}`"),
        (false, None) => "its document's conditions exclude it".to_owned(),
    };
    let message = format!("`{name}` never holds: {why}; change one, or drop the rule");
    let mut finding = Finding::new(FindingCode::NeverHolds, search.conditions(rule), message);
    if !own.is_empty() {
        let field = if document.when.is_empty() { "effective" } else { "when" };
        finding.also = Some(format!("/{}/{field}", document.place));
    }
    search.findings.push(finding);
}

/// The first fact of which two conditions leave nothing.
fn excluded(compiled: &Compiled, own: &[Constraint], others: &[Constraint]) -> Option<&'static str> {
    let region = |constraints: &[Constraint]| Region::of(constraints, &compiled.dimensions);
    for (index, constraint) in own.iter().enumerate() {
        let one = region(std::slice::from_ref(constraint));
        let rest = own.iter().skip(index.saturating_add(1)).chain(others);
        let mut rest = rest.map(|other| region(std::slice::from_ref(other)));
        if one.is_empty() || rest.any(|other| one.meet(&other).is_empty()) {
            return Some(fact::definition(constraint.fact).name);
        }
    }
    None
}

/// Reports a rule none of whose terms ever counts; says whether it did.
fn never_wins(search: &mut Search<'_>, rule: RuleId, region: &Region) -> bool {
    let Some(compiled) = search.compiled.rules.get(rule) else { return false };
    let name = prove::rule_name(search.compiled, rule);
    let path = prove::path(search.compiled, rule);
    let what = format!("`{name}` ever wins");
    let mut winners: Vec<RuleId> = Vec::new();
    for term in search.values(rule).keys() {
        let sets = |winner: &RuleId| search.values(*winner).contains_key(term);
        let beaters: Vec<RuleId> = compiled.beaten_by.iter().copied().filter(sets).gather();
        match shadows(search, region, &beaters, (&path, &what)) {
            Some(found) => winners.extend(found),
            None => return false,
        }
    }
    let is_adjusting = search.compiled.rule(rule).is_some_and(|(_, rule)| rule.adjustment.is_some());
    if is_adjusting {
        match shadows(search, region, &compiled.overridden_by, (&path, &what)) {
            Some(found) => winners.extend(found),
            None => return false,
        }
    }
    order::sort_once(&mut winners);
    let Some(first) = winners.first().copied() else { return false };
    let message = format!(
        "`{name}` never wins: wherever it holds, it is beaten in all it sets, by {}; narrow what beats it, list that in its `overrides`, or drop the rule",
        search.names(&winners)
    );
    let example = search.example(region, &path, &what);
    search.findings.push(Finding {
        also: Some(prove::path(search.compiled, first)),
        example,
        ..Finding::new(FindingCode::NeverWins, path, message)
    });
    true
}

/// Those of the beaters that together cover the region: one alone if one does; `None` if something is left.
fn shadows(
    search: &mut Search<'_>,
    region: &Region,
    beaters: &[RuleId],
    (path, what): (&str, &str),
) -> Option<Vec<RuleId>> {
    let compiled = search.compiled;
    let near = beaters.iter().filter_map(|rule| Some((*rule, compiled.region(*rule)?)));
    let near: Vec<(RuleId, &Region)> = near.filter(|(_, other)| other.meets(region)).gather();
    let all: Vec<&Region> = near.iter().map(|(_, other)| *other).gather();
    match search.outside(region, &all, path, what) {
        Some(None) => {}
        Some(Some(_)) | None => return None,
    }
    let alone = near.iter().find(|(_, other)| region.is_within(other, &mut search.budget));
    Some(alone.map_or_else(|| near.iter().map(|(rule, _)| *rule).gather(), |(rule, _)| vec![*rule]))
}

/// Reports a rule that says how a remedy is given where none is.
fn never_granted(search: &mut Search<'_>, rule: RuleId, region: &Region) {
    let compiled = search.compiled;
    let Some((_, stated)) = compiled.rule(rule) else { return };
    let other_terms: Vec<&str> =
        stated.terms.keys().filter(|term| **term != Term::Granted).map(|term| term.text()).gather();
    if other_terms.is_empty() && stated.adjustment.is_none() {
        return;
    }
    match granted(search, rule, region) {
        Some(None) => {}
        Some(Some(_)) | None => return,
    }
    let terms = if other_terms.is_empty() { "window".to_owned() } else { other_terms.join("`, `") };
    let message =
        format!("`{}` sets `{terms}` where nothing is ever granted; grant something there, or drop them", stated.id);
    let path = format!("{}/then", prove::path(compiled, rule));
    let example = search.example(region, &path, &format!("`{}` ever holds", stated.id));
    search.findings.push(Finding { example, ..Finding::new(FindingCode::NeverGrantedTerm, path, message) });
}

/// A box of the region in which something is granted by the rules that are read together with this one.
fn granted(search: &mut Search<'_>, rule: RuleId, region: &Region) -> Option<Option<Cell>> {
    let compiled = search.compiled;
    let path = prove::path(compiled, rule);
    let what = format!("anything is granted where `{}` holds", prove::rule_name(compiled, rule));
    for (other, other_region) in search.rules() {
        let grants = matches!(search.grant(other), Some(Grant::Yes | Grant::Review));
        if !grants || !together(search, rule, other) || !other_region.meets(region) {
            continue;
        }
        let speaking = search.rules().filter(|(winner, _)| goes_before(search, *winner, other));
        let speaking: Vec<&Region> = speaking.map(|(_, region)| region).gather();
        if let Some(cell) = search.outside(&region.meet(other_region), &speaking, &path, &what)? {
            return Some(Some(cell));
        }
    }
    Some(None)
}

/// Says whether two rules make one offer: those of a law by itself, all others together.
fn together(search: &Search<'_>, a: RuleId, b: RuleId) -> bool {
    let document = |rule: RuleId| search.compiled.rules.get(rule).map(|rule| rule.document);
    let is_floor = |rule: RuleId| search.layer(rule) == Some(Layer::Floor);
    (!is_floor(a) && !is_floor(b)) || document(a) == document(b)
}

/// Says whether a rule decides whether something is granted wherever it holds besides another that would.
fn goes_before(search: &Search<'_>, winner: RuleId, other: RuleId) -> bool {
    let beaten_by = search.compiled.rules.get(other).map(|rule| rule.beaten_by.as_slice()).unwrap_or_default();
    let fills = (search.layer(winner), search.layer(other)) == (Some(Layer::Declared), Some(Layer::Default));
    search.grant(winner).is_some() && (fills || beaten_by.binary_search(&winner).is_ok())
}
