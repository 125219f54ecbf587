//! Rules that beat each other in a circle, so that none of them wins.

use crate::compile::{Compiled, Group, RuleId};
use crate::condition::Region;
use crate::gather::Gather;
use crate::map::Map;
use crate::order;
use crate::problem::{Problem, ProblemCode};
use crate::prove::{path, rule_name, values};
use crate::term::{Term, Value};

/// How many rules one search may look at.
const BUDGET: usize = 2_000;

/// No rule may beat itself through others that set the same term and can all hold together.
///
/// Precedence and containment alone never close a circle, so it is looked for from every `overrides`.
pub(crate) fn prove(compiled: &Compiled, group: &Group, problems: &mut Vec<Problem>) {
    let overriding = overriding(compiled, group);
    if overriding.is_empty() {
        return;
    }
    let mut circles: Vec<Vec<RuleId>> = mutual(compiled, &overriding);
    let members = entangled(compiled, group);
    for rule in &members {
        let overridden_by = compiled.rules.get(*rule).map(|rule| rule.overridden_by.as_slice()).unwrap_or_default();
        for winner in overridden_by.iter().filter(|winner| members.binary_search(winner).is_ok()) {
            let (Some(first), Some(second)) = (compiled.region(*rule), compiled.region(*winner)) else { continue };
            let terms = shared(&values(compiled, *rule).keys().copied().gather(), values(compiled, *winner));
            let mut path = vec![*rule, *winner];
            let mut search = Search { compiled, members: &members, start: *rule, budget: BUDGET };
            if search.closes(&mut path, &first.meet(second), &terms) {
                order::sort(&mut path);
                circles.push(path);
            }
        }
    }
    order::sort_once(&mut circles);
    for circle in circles {
        report(compiled, &circle, problems);
    }
}

/// The rules that list others in their `overrides`.
fn overriding(compiled: &Compiled, group: &Group) -> Vec<RuleId> {
    let overrides = |rule: &&RuleId| compiled.rule(**rule).is_some_and(|(_, rule)| !rule.overrides.is_empty());
    group.rules.iter().filter(overrides).copied().gather()
}

/// Pairs of rules that list each other: neither beats the other by rank.
fn mutual(compiled: &Compiled, overriding: &[RuleId]) -> Vec<Vec<RuleId>> {
    let mut by_name: Map<(&str, &str), RuleId> = Map::new();
    for rule in overriding {
        if let Some((document, stated)) = compiled.rule(*rule) {
            by_name.insert((&document.id, &stated.id), *rule);
        }
    }
    let mut pairs = Vec::new();
    for a in overriding {
        let Some((document, rule)) = compiled.rule(*a) else { continue };
        let named = rule.overrides.iter().map(|name| name.split_once('/').unwrap_or((&document.id, name)));
        for b in named.filter_map(|name| by_name.get(&name)) {
            if a < b && compiled.overrides(*b, *a) {
                pairs.push(vec![*a, *b]);
            }
        }
    }
    pairs
}

/// What is left of a group when rules that nobody left beats are taken away again and again.
fn entangled(compiled: &Compiled, group: &Group) -> Vec<RuleId> {
    let mut waiting: Map<RuleId, usize> = Map::new();
    let mut losers: Map<RuleId, Vec<RuleId>> = Map::new();
    for rule in &group.rules {
        let beaten_by = compiled.rules.get(*rule).map(|rule| rule.beaten_by.as_slice()).unwrap_or_default();
        waiting.insert(*rule, beaten_by.len());
        for winner in beaten_by {
            losers.change(*winner, |losers| losers.push(*rule));
        }
    }
    let mut free: Vec<RuleId> = waiting.iter().filter(|(_, count)| *count == 0).map(|(rule, _)| *rule).gather();
    while let Some(rule) = free.pop() {
        waiting.remove(&rule);
        for loser in losers.get(&rule).into_iter().flatten() {
            if let Some(count) = waiting.get_mut(loser) {
                *count = count.saturating_sub(1);
                if *count == 0 {
                    free.push(*loser);
                }
            }
        }
    }
    waiting.keys().copied().gather()
}

fn shared(terms: &[Term], values: &Map<Term, Value>) -> Vec<Term> {
    terms.iter().filter(|term| values.contains_key(term)).copied().gather()
}

/// A search for rules that lead from the last of a path back to its start, each beating the one before.
struct Search<'c> {
    compiled: &'c Compiled,
    members: &'c [RuleId],
    start: RuleId,
    budget: usize,
}

impl Search<'_> {
    fn closes(&mut self, path: &mut Vec<RuleId>, meet: &Region, terms: &[Term]) -> bool {
        // A search that is given up counts as a circle: a policy is refused rather than read at random.
        let Some(left) = self.budget.checked_sub(1) else { return true };
        self.budget = left;
        if terms.is_empty() || meet.is_empty() {
            return false;
        }
        let beaten_by = path.last().and_then(|last| self.compiled.rules.get(*last)).map(|rule| rule.beaten_by.clone());
        for winner in
            beaten_by.unwrap_or_default().into_iter().filter(|winner| self.members.binary_search(winner).is_ok())
        {
            if winner == self.start {
                return true;
            }
            let Some(region) = self.compiled.region(winner).filter(|_| !path.contains(&winner)) else { continue };
            let (together, terms) = (meet.meet(region), shared(terms, values(self.compiled, winner)));
            path.push(winner);
            if self.closes(path, &together, &terms) {
                return true;
            }
            path.pop();
        }
        false
    }
}

fn report(compiled: &Compiled, circle: &[RuleId], problems: &mut Vec<Problem>) {
    let names: Vec<String> = circle.iter().map(|rule| format!("`{}`", rule_name(compiled, *rule))).gather();
    let message = format!("{} beat each other in a circle; drop one of their `overrides`", names.join(", "));
    let Some(first) = circle.first() else { return };
    let also = circle.get(1).map(|rule| path(compiled, *rule));
    let problem = Problem::new(ProblemCode::OverrideCircle, path(compiled, *first), message);
    problems.push(Problem { also, ..problem });
}
