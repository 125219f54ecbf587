//! Where an answer may change at all: outside, both versions have the same rules with the same ranks.

use crate::compile::{Compiled, RuleId};
use crate::condition::Cell;
use crate::diff::both::Both;
use crate::dimension::DimensionId;
use crate::fact::{self, FactId};
use crate::gather::{AddAll, Gather};
use crate::order;
use crate::policy::{Given, Layer, PolicyDocument, Span};
use crate::term::Value;

/// The boxes in which answers may change.
pub(crate) fn cells(both: &Both) -> Vec<Cell> {
    let partners = partners(both);
    let mut cells = vouched(both);
    for (id, rule) in both.old.rules.iter().enumerate() {
        if partners.of_old.get(id).copied().flatten().is_none() {
            cells.add_all(rule.region.0.iter().cloned());
        }
    }
    for (id, rule) in both.new.rules.iter().enumerate() {
        if partners.of_new.get(id).copied().flatten().is_none() {
            cells.add_all(rule.region.0.iter().cloned());
        }
    }
    cells.add_all(reranked(&both.old, &both.new, &partners.of_old));
    cells.add_all(reranked(&both.new, &both.old, &partners.of_new));
    cells
}

/// Where documents vouch for something in one version only, and where rules ask for a setting that the versions choose
/// differently.
///
/// What is vouched for brings documents to apply, so the facts that any document vouches for bound nothing here.
fn vouched(both: &Both) -> Vec<Cell> {
    let sides = [&both.old, &both.new];
    let chosen = |compiled: &Compiled, id: &DimensionId| compiled.settings.get(id).map(|(reading, _)| reading.clone());
    let ids = || 0..both.old.dimensions.iter().count();
    let settings: Vec<DimensionId> = ids().filter(|id| chosen(&both.old, id) != chosen(&both.new, id)).gather();
    let vouched_for: Vec<FactId> = sides
        .iter()
        .flat_map(|side| &side.documents)
        .flat_map(|document| &document.given)
        .map(|given| given.fact)
        .gather();
    let is_free =
        |id: &DimensionId| both.old.dimensions.get(*id).is_some_and(|dimension| vouched_for.contains(&dimension.fact));
    let bounded = |cell: &Cell| {
        let mut cell = cell.clone();
        cell.0.retain(|id, _| !is_free(id));
        cell
    };
    let asks = |cell: &&Cell| settings.iter().any(|setting| cell.0.contains_key(setting));
    let mut cells = Vec::new();
    for (side, other) in [(&both.old, &both.new), (&both.new, &both.old)] {
        for (document, scope) in side.documents.iter().zip(&side.scopes) {
            let given = stated(document);
            let mut others = other.documents.iter().zip(&other.scopes);
            let is_same = others.any(|(other, same)| stated(other) == given && same == scope);
            if !given.is_empty() && (!is_same || scope.0.iter().any(|cell| asks(&cell))) {
                cells.add_all(scope.0.iter().map(bounded));
            }
        }
        cells.add_all(side.rules.iter().flat_map(|rule| &rule.region.0).filter(asks).map(bounded));
    }
    cells
}

/// What a document vouches for but for settings, which hold everywhere.
fn stated(document: &PolicyDocument) -> Vec<&Given> {
    document.given.iter().filter(|given| given.fact != fact::SETTING).gather()
}

/// The rule of the other version that says the same in the same place, for each rule that has one.
struct Partners {
    of_old: Vec<Option<RuleId>>,
    of_new: Vec<Option<RuleId>>,
}

fn partners(both: &Both) -> Partners {
    let mut partners = Partners { of_old: vec![None; both.old.rules.len()], of_new: vec![None; both.new.rules.len()] };
    let count = both.new.rules.len();
    let mut next = 0;
    for old in 0..both.old.rules.len() {
        // Most rules stand in the same order in both: the search goes on where the last one was found.
        let candidates = (next..count).chain(0..next);
        let mut free = candidates.filter(|new| partners.of_new.get(*new).is_some_and(Option::is_none));
        let Some(new) = free.find(|new| same_rule(both, old, *new)) else { continue };
        next = new.saturating_add(1);
        if let (Some(of_old), Some(of_new)) = (partners.of_old.get_mut(old), partners.of_new.get_mut(new)) {
            *of_old = Some(new);
            *of_new = Some(old);
        }
    }
    partners
}

fn same_rule(both: &Both, old: RuleId, new: RuleId) -> bool {
    let (Some(before), Some(after)) = (both.old.rules.get(old), both.new.rules.get(new)) else { return false };
    let (Some((old_document, old)), Some((new_document, new))) = (both.old.rule(old), both.new.rule(new)) else {
        return false;
    };
    let alone = old_document.layer == Layer::Floor;
    old_document.layer == new_document.layer
        && (!alone || old_document.id == new_document.id)
        && old.terms == new.terms
        && old.adjustment == new.adjustment
        && before.region == after.region
        && !old.terms.values().filter_map(Value::span).any(|span| is_moving(both, span))
}

/// Says whether a period may end otherwise though it is written alike.
fn is_moving(both: &Both, span: &Span) -> bool {
    let moves = |period: &&crate::policy::Period| {
        both.is_moving(period.zone) || (period.asks_calendar() && both.is_moving(period.calendar))
    };
    span.periods().iter().any(moves)
}

/// Where two rules meet that are in both versions, and of which one beats the other in one version only.
fn reranked(one: &Compiled, other: &Compiled, partners: &[Option<RuleId>]) -> Vec<Cell> {
    let partner = |rule: RuleId| partners.get(rule).copied().flatten();
    let mut cells = Vec::new();
    for (loser, rule) in one.rules.iter().enumerate() {
        let Some(same) = partner(loser).and_then(|same| other.rules.get(same)) else { continue };
        let (beaten_by, overridden_by) = (sorted(&same.beaten_by), sorted(&same.overridden_by));
        let overridden_here = sorted(&rule.overridden_by);
        for winner in &rule.beaten_by {
            let Some(same_winner) = partner(*winner) else { continue };
            let is_beaten = beaten_by.binary_search(&same_winner).is_ok();
            let is_overridden = overridden_by.binary_search(&same_winner).is_ok();
            if is_beaten && is_overridden == overridden_here.binary_search(winner).is_ok() {
                continue;
            }
            let meet = one.region(*winner).map(|region| region.meet(&rule.region).0);
            cells.add_all(meet.into_iter().flatten());
        }
    }
    cells
}

fn sorted(rules: &[RuleId]) -> Vec<RuleId> {
    let mut rules = rules.to_vec();
    order::sort(&mut rules);
    rules
}
