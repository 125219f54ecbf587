//! What must hold for every order: decided over the boxes of the conditions, never sampled.

use std::collections::{BTreeMap, BTreeSet};

use crate::answer::{Condition, Scalar};
use crate::compile::{Compiled, Group, RuleId};
use crate::condition::{Cell, Region};
use crate::dimension::{Dimension, DimensionId};
use crate::fact::{self, Kind};
use crate::pointer::Pointer;
use crate::policy::{ByMarket, GivenValue, Layer};
use crate::problem::{Example, Problem, ProblemCode};
use crate::term::{Grant, Term, Value};
use crate::world::all_days;
use crate::write;

/// Reports clashes, circles, grants without a window, and markets without a zone.
pub(crate) fn prove(compiled: &Compiled, problems: &mut Vec<Problem>) {
    for group in &compiled.groups {
        for (index, a) in group.rules.iter().enumerate() {
            for b in group.rules.iter().skip(index.saturating_add(1)) {
                prove_pair(compiled, group, *a, *b, problems);
            }
        }
        prove_no_circle(compiled, group, problems);
        for rule in &group.rules {
            prove_window(compiled, group, *rule, problems);
        }
    }
    for (position, document) in compiled.documents.iter().enumerate() {
        for (field, by_market) in [("zone", &document.zone), ("calendar", &document.calendar)] {
            prove_named(compiled, position, field, by_market, problems);
        }
    }
    prove_given(compiled, problems);
}

/// Two rules that set a term differently need a winner, or a third rule that beats both wherever they meet.
fn prove_pair(compiled: &Compiled, group: &Group, a: RuleId, b: RuleId, problems: &mut Vec<Problem>) {
    let (Some(first), Some(second)) = (compiled.rules.get(a), compiled.rules.get(b)) else { return };
    if second.beaten_by.contains(&a) || first.beaten_by.contains(&b) {
        return;
    }
    let meet = first.region.meet(&second.region);
    if meet.is_empty() {
        return;
    }
    for (term, value) in values(compiled, a) {
        if values(compiled, b).get(term).is_none_or(|other| other == value) {
            continue;
        }
        let beats_both = |rule: &&RuleId| {
            first.beaten_by.contains(rule)
                && second.beaten_by.contains(rule)
                && values(compiled, **rule).contains_key(term)
        };
        let rest = group.rules.iter().filter(beats_both).filter_map(|rule| compiled.region(*rule));
        let rest = rest.fold(meet.clone(), |rest, region| rest.minus(region));
        if let Some(cell) = rest.0.first() {
            let message = format!(
                "`{}` and `{}` set `{}` differently where both hold; let one list the other in `overrides`, narrow one, or order their facts in `precedence`",
                rule_name(compiled, a),
                rule_name(compiled, b),
                term.text(),
            );
            let mut problem = Problem::new(ProblemCode::RuleClash, path(compiled, a), message);
            problem.also = Some(path(compiled, b));
            problem.example = Some(example(compiled, cell));
            problems.push(problem);
        }
    }
}

fn values(compiled: &Compiled, rule: RuleId) -> &BTreeMap<Term, Value> {
    static NOTHING: BTreeMap<Term, Value> = BTreeMap::new();
    compiled.rule(rule).map_or(&NOTHING, |(_, rule)| &rule.terms)
}

/// How many rules a search for a circle may look at.
const CIRCLE_BUDGET: usize = 10_000;

/// No rule may beat itself through others that set the same term and can all hold together.
///
/// Precedence and containment alone never close a circle, so it is looked for from every `overrides`.
fn prove_no_circle(compiled: &Compiled, group: &Group, problems: &mut Vec<Problem>) {
    let mut circles: BTreeSet<Vec<RuleId>> = BTreeSet::new();
    for rule in &group.rules {
        for other in group.rules.iter().filter(|other| *other > rule) {
            if compiled.overrides(*rule, *other) && compiled.overrides(*other, *rule) {
                circles.insert(vec![*rule, *other]);
            }
        }
        let overridden_by = compiled.rules.get(*rule).map(|rule| rule.overridden_by.as_slice()).unwrap_or_default();
        for winner in overridden_by {
            let mut search = Search { compiled, start: *rule, budget: CIRCLE_BUDGET };
            let (Some(first), Some(second)) = (compiled.region(*rule), compiled.region(*winner)) else { continue };
            let terms: BTreeSet<Term> =
                shared(values(compiled, *rule).keys().copied().collect(), values(compiled, *winner));
            let mut path = vec![*rule, *winner];
            if search.closes(&mut path, &first.meet(second), &terms) {
                path.sort_unstable();
                circles.insert(path);
            }
        }
    }
    for circle in circles {
        report_circle(compiled, &circle, problems);
    }
}

fn shared(terms: BTreeSet<Term>, values: &BTreeMap<Term, Value>) -> BTreeSet<Term> {
    terms.into_iter().filter(|term| values.contains_key(term)).collect()
}

/// A search for rules that lead from the last of a path back to its start, each beating the one before.
struct Search<'c> {
    compiled: &'c Compiled,
    start: RuleId,
    budget: usize,
}

impl Search<'_> {
    fn closes(&mut self, path: &mut Vec<RuleId>, meet: &Region, terms: &BTreeSet<Term>) -> bool {
        let Some(left) = self.budget.checked_sub(1) else { return false };
        self.budget = left;
        if terms.is_empty() || meet.is_empty() {
            return false;
        }
        let beaten_by = path.last().and_then(|last| self.compiled.rules.get(*last)).map(|rule| rule.beaten_by.clone());
        for winner in beaten_by.unwrap_or_default() {
            if winner == self.start {
                return true;
            }
            let Some(region) = self.compiled.region(winner).filter(|_| !path.contains(&winner)) else { continue };
            let (together, terms) = (meet.meet(region), shared(terms.clone(), values(self.compiled, winner)));
            path.push(winner);
            if self.closes(path, &together, &terms) {
                return true;
            }
            path.pop();
        }
        false
    }
}

fn report_circle(compiled: &Compiled, circle: &[RuleId], problems: &mut Vec<Problem>) {
    let names: Vec<String> = circle.iter().map(|rule| format!("`{}`", rule_name(compiled, *rule))).collect();
    let message = format!("{} beat each other in a circle; drop one of their `overrides`", names.join(", "));
    let Some(first) = circle.first() else { return };
    let mut problem = Problem::new(ProblemCode::OverrideCircle, path(compiled, *first), message);
    problem.also = circle.get(1).map(|rule| path(compiled, *rule));
    problems.push(problem);
}

/// Wherever a rule grants and is not beaten, some rule of its group, or a default, sets a window.
fn prove_window(compiled: &Compiled, group: &Group, rule: RuleId, problems: &mut Vec<Problem>) {
    let grants = |rule: RuleId| {
        matches!(values(compiled, rule).get(&Term::Granted), Some(Value::Granted(Grant::Yes | Grant::Review)))
    };
    let Some(region) = compiled.region(rule).filter(|_| grants(rule)) else { return };
    let defaults =
        compiled.groups.iter().filter(|other| group.layer == Layer::Declared && other.layer == Layer::Default);
    let windows = group.rules.iter().chain(defaults.flat_map(|group| &group.rules));
    let windows = windows.filter(|other| values(compiled, **other).contains_key(&Term::Window));
    let beaten_by = compiled.rules.get(rule).map(|rule| rule.beaten_by.as_slice()).unwrap_or_default();
    let refusing =
        beaten_by.iter().filter(|winner| values(compiled, **winner).contains_key(&Term::Granted) && !grants(**winner));
    let rest = windows.chain(refusing).filter_map(|rule| compiled.region(*rule));
    let rest = rest.fold(region.clone(), |rest, region| rest.minus(region));
    if let Some(cell) = rest.0.first() {
        let message = format!(
            "`{}` grants where no rule sets a `window`; set one here or in a rule that holds wherever this one does",
            rule_name(compiled, rule)
        );
        let mut problem = Problem::new(ProblemCode::GrantWithoutWindow, path(compiled, rule), message);
        problem.example = Some(example(compiled, cell));
        problems.push(problem);
    }
}

/// A map by market must name something for every market in which the document applies.
fn prove_named(compiled: &Compiled, position: usize, field: &str, by_market: &ByMarket, problems: &mut Vec<Problem>) {
    let (ByMarket::Map(_), Some(document)) = (by_market, compiled.documents.get(position)) else { return };
    let market = compiled.dimensions.position(fact::position("market"), None);
    let Some((market, dimension)) = market.and_then(|id| Some((id, compiled.dimensions.get(id)?))) else { return };
    let all = crate::atom::AtomSet::all(dimension.count());
    for cell in compiled.scopes.get(position).map(|scope| scope.0.as_slice()).unwrap_or_default() {
        let markets = cell.0.get(&market).unwrap_or(&all);
        let bare = markets.iter().find(|atom| {
            let one = crate::atom::AtomSet::one(dimension.count(), *atom);
            compiled.names_for(by_market, Some(&one)).contains(&None)
        });
        if let Some(atom) = bare {
            let place = Pointer::Root;
            let place = place.index(document.place);
            let name = dimension.nodes().get(atom).map_or("any other market", String::as_str);
            let message =
                format!("no {field} is named for `{name}`; add it, or narrow the document's `when` by `market`");
            let code = if field == "zone" { ProblemCode::ZoneMissing } else { ProblemCode::CalendarMissing };
            problems.push(Problem::new(code, place.key(field), message));
        }
    }
}

/// Documents that vouch for one fact on the same orders must vouch for the same value.
fn prove_given(compiled: &Compiled, problems: &mut Vec<Problem>) {
    let scopes = compiled.documents.iter().zip(&compiled.scopes);
    let all: Vec<_> =
        scopes.flat_map(|(document, scope)| document.given.iter().map(move |given| (document, scope, given))).collect();
    for (index, (document, scope, given)) in all.iter().enumerate() {
        for (other, other_scope, other_given) in all.iter().skip(index.saturating_add(1)) {
            let same_fact = given.fact == other_given.fact && given.name == other_given.name;
            if same_fact && given.value != other_given.value && !scope.meet(other_scope).is_empty() {
                let name = fact::definition(given.fact).name;
                let message = format!(
                    "`{}` vouches for another value of `{name}` on the same orders; let them agree",
                    document.id
                );
                let place = |document: &crate::policy::PolicyDocument| {
                    let root = Pointer::Root;
                    root.index(document.place).key("given").key(name).to_string()
                };
                let mut problem = Problem::new(ProblemCode::GivenClash, place(other), message);
                problem.also = Some(place(document));
                problems.push(problem);
            }
        }
        if matches!(given.value, GivenValue::Anchor(anchor) if anchor == given.fact) {
            let message = "an event cannot be given as itself; name another anchor or a date";
            let root = Pointer::Root;
            let at = root.index(document.place);
            problems.push(Problem::new(
                ProblemCode::DefinitionClash,
                at.key("given").key(fact::definition(given.fact).name),
                message,
            ));
        }
    }
}

fn rule_name(compiled: &Compiled, rule: RuleId) -> String {
    compiled.rule(rule).map(|(_, rule)| rule.id.clone()).unwrap_or_default()
}

fn path(compiled: &Compiled, rule: RuleId) -> String {
    let place = compiled.rule(rule).map_or(0, |(document, _)| document.place);
    let index = compiled.rules.get(rule).map_or(0, |rule| rule.index);
    let root = Pointer::Root;
    root.index(place).key("rules").index(index).to_string()
}

/// One order inside a box.
fn example(compiled: &Compiled, cell: &Cell) -> Example {
    let mut facts = BTreeMap::new();
    for (id, atoms) in &cell.0 {
        let (Some(dimension), Some(atom)) = (compiled.dimensions.get(*id), atoms.iter().next()) else { continue };
        let value = Condition::Is(value(dimension, *id, compiled, atom));
        write::insert(&mut facts, fact::definition(dimension.fact).name, dimension.name.as_deref(), value);
    }
    Example(facts)
}

/// One value of an atom.
fn value(dimension: &Dimension, id: DimensionId, compiled: &Compiled, atom: usize) -> Scalar {
    if dimension.null() == Some(atom) {
        return Scalar::None;
    }
    let kind = fact::definition(dimension.fact).kind;
    if let Some((from, below)) = dimension.numbers(atom) {
        let least = if kind == Kind::Day { all_days().0 } else { 0 };
        let number = from.or_else(|| Some(below?.saturating_sub(1))).unwrap_or(least);
        return write::number_scalar(number, kind == Kind::Day);
    }
    let one = crate::atom::AtomSet::one(dimension.count(), atom);
    match compiled.dimensions.describe(id, &one) {
        Some(crate::dimension::Description::Values(values)) => values.first().map_or(Scalar::None, write::scalar),
        Some(crate::dimension::Description::Flag(flag)) => Scalar::Flag(flag),
        _ => Scalar::Text("any-other".into()),
    }
}
