//! Writes facts, conditions and reasons in the words of documents.

use crate::answer::{Because, Condition, Range, Scalar, UsedFact};
use crate::compile::{Compiled, RuleId};
use crate::day::{self, Moment};
use crate::dimension::{Description, DimensionId, reads};
use crate::during;
use crate::fact::{self, FactId, Kind};
use crate::facts::{FactValue, Origin};
use crate::gather::{AddAll, Gather};
use crate::json::write::Written;
use crate::layer::LayerOffer;
use crate::map::Map;
use crate::order;
use crate::policy;
use crate::world::{Assumption, World, all_days};
use crate::zone;

/// What `when` calls a fact, with its name where it has one: `delivery`, `condition.seal`, `tag.final-sale`.
pub(crate) fn fact_name(compiled: &Compiled, dimension: DimensionId) -> String {
    let Some(found) = compiled.dimensions.get(dimension) else { return String::new() };
    let fact = fact::definition(found.fact).name;
    found.name.as_ref().map_or_else(|| fact.to_owned(), |name| format!("{fact}.{name}"))
}

/// Writes the parts that lead to a case: several conditions where one cannot say it, none if they are more than `most`.
pub(crate) fn conditions(
    compiled: &Compiled,
    path: &[(DimensionId, &[Assumption])],
    most: usize,
) -> Option<Vec<Map<&'static str, Condition>>> {
    let mut written: Vec<Map<&'static str, Condition>> = vec![Map::new()];
    for (dimension, parts) in path {
        let Some(found) = compiled.dimensions.get(*dimension) else { continue };
        let name = fact::definition(found.fact).name;
        let alternatives = alternatives(compiled, *dimension, parts);
        if alternatives.len().saturating_mul(written.len()) > most {
            return None;
        }
        let mut extended = Vec::new();
        for before in &written {
            for condition in &alternatives {
                let mut after = before.clone();
                insert(&mut after, name, found.name.as_deref(), condition.clone());
                extended.push(after);
            }
        }
        written = extended;
    }
    Some(written)
}

/// Adds a condition; names and tags stand below their fact, each by itself.
pub(crate) fn insert(
    when: &mut Map<&'static str, Condition>,
    fact: &'static str,
    name: Option<&str>,
    condition: Condition,
) {
    match (name, when.get_mut(fact)) {
        (Some(name), Some(Condition::Names(names))) => names.insert(name.into(), condition),
        (Some(name), _) => when.insert(fact, Condition::Names(Map::of(name.into(), condition))),
        (None, _) => when.insert(fact, condition),
    }
}

/// The conditions any of which says that a fact lies in one of these parts.
fn alternatives(compiled: &Compiled, dimension: DimensionId, parts: &[Assumption]) -> Vec<Condition> {
    let Some(found) = compiled.dimensions.get(dimension) else { return Vec::new() };
    let mut days: Vec<(i64, i64)> = Vec::new();
    let mut atoms: Option<crate::atom::AtomSet> = None;
    for part in parts {
        match part {
            Assumption::Days(first, last) => days.push((*first, *last)),
            Assumption::Atoms(set) => atoms = Some(atoms.map_or_else(|| set.clone(), |before| before.or(set))),
        }
    }
    let is_day = fact::definition(found.fact).kind == Kind::Day;
    let described = atoms.as_ref().and_then(|set| compiled.dimensions.describe(dimension, set));
    match described {
        Some(Description::Ranges(ranges, null)) if days.is_empty() => ranged(&ranges, null, is_day),
        Some(Description::Flag(flag)) => vec![Condition::Values(vec![Scalar::Flag(flag)])],
        Some(Description::Values(values)) => vec![Condition::Values(values.iter().map(scalar).gather())],
        Some(Description::Not(values)) => {
            let not = Condition::Not { not: Box::new(Condition::Values(values.iter().map(scalar).gather())) };
            let exceptions = atoms.map(|set| compiled.dimensions.exceptions(dimension, &set)).unwrap_or_default();
            let named = (!exceptions.is_empty()).then(|| Condition::Values(exceptions.iter().map(scalar).gather()));
            let mut conditions = vec![not];
            conditions.add(named);
            conditions
        }
        described => {
            let null = matches!(described, Some(Description::Ranges(_, true)));
            ranged(&joined(days), null, is_day)
        }
    }
}

/// Joins runs of days that touch; the first and last day there are mean no bound.
fn joined(mut days: Vec<(i64, i64)>) -> Vec<(Option<i64>, Option<i64>)> {
    order::sort(&mut days);
    let mut runs: Vec<(i64, i64)> = Vec::new();
    for (first, last) in days {
        match runs.last_mut() {
            Some(run) if run.1.saturating_add(1) >= first => run.1 = run.1.max(last),
            _ => runs.push((first, last)),
        }
    }
    let (earliest, latest) = all_days();
    let mut bounds = Vec::new();
    for (first, last) in runs {
        bounds.push(((first > earliest).then_some(first), (last < latest).then_some(last.saturating_add(1))));
    }
    bounds
}

fn ranged(ranges: &[(Option<i64>, Option<i64>)], null: bool, is_day: bool) -> Vec<Condition> {
    let bound = |bound: Option<i64>| bound.map(|number| number_scalar(number, is_day));
    let range = |(gte, lt): (Option<i64>, Option<i64>)| Condition::Range(Range { gte: bound(gte), lt: bound(lt) });
    let not = |condition| vec![Condition::Not { not: Box::new(condition) }];
    let none = || Condition::Values(vec![Scalar::None]);
    match (ranges, null) {
        ([], true) => vec![none()],
        ([(None, None)], false) => not(none()),
        ([(None, None)], true) => not(Condition::Values(Vec::new())),
        // No day at all, or outside one range.
        ([(None, Some(below))], true) => not(range((Some(*below), None))),
        ([(Some(from), None)], true) => not(range((None, Some(*from)))),
        ([(None, Some(below)), (Some(from), None)], true) => not(range((Some(*below), Some(*from)))),
        (ranges, null) => {
            let mut conditions: Vec<Condition> = ranges.iter().map(|bounds| range(*bounds)).gather();
            conditions.add(null.then(none));
            conditions
        }
    }
}

pub(crate) fn number_scalar(number: i64, is_day: bool) -> Scalar {
    match day::day_with_number(number) {
        Some(day) if is_day => Scalar::Text(day::write(day)),
        _ => Scalar::Number(number),
    }
}

pub(crate) fn scalar(value: &policy::Scalar) -> Scalar {
    match value {
        policy::Scalar::None => Scalar::None,
        policy::Scalar::Number(number) => Scalar::Number(*number),
        policy::Scalar::Word(word) => word_scalar(word),
    }
}

fn word_scalar(word: &str) -> Scalar {
    match word {
        "true" => Scalar::Flag(true),
        "false" => Scalar::Flag(false),
        word => Scalar::Text(word.into()),
    }
}

/// Writes why a rule took part.
pub(crate) fn because(
    world: &World<'_>,
    rule: RuleId,
    code: &'static str,
    sets: Vec<&'static str>,
    offers: &[LayerOffer<'_>],
) -> Option<Written> {
    let (document, stated) = world.compiled.rule(rule)?;
    let mut facts: Vec<UsedFact<'_>> = Vec::new();
    for dimension in dimensions(world, rule, offers) {
        facts.add(used(world, dimension));
    }
    Some(Written::of(&Because {
        layer: document.layer.text(),
        document: &document.id,
        version: &document.version,
        rule: &stated.id,
        code,
        sets,
        basis: &stated.basis,
        confidence: &stated.confidence,
        facts,
    }))
}

/// The facts that a rule looks at: those of its conditions, and the event from which its window runs.
fn dimensions(world: &World<'_>, rule: RuleId, offers: &[LayerOffer<'_>]) -> Vec<DimensionId> {
    let compiled = world.compiled;
    let cells = compiled.region(rule).map(|region| region.0.as_slice()).unwrap_or_default();
    let mut dimensions: Vec<DimensionId> = Vec::new();
    for cell in cells {
        for dimension in cell.0.keys() {
            dimensions.push(*dimension);
            dimensions.append(&mut during::read(world, *dimension));
        }
    }
    let mut read: Vec<FactId> = Vec::new();
    for granted in offers.iter().filter_map(|offer| offer.terms.as_ref()) {
        if granted.window_rules.contains(&rule) {
            read.extend(&granted.timed.read);
            for (name, _) in &granted.window.window.usage {
                dimensions.add(compiled.dimensions.position(fact::USAGE, Some(name)));
            }
        }
        for (_, choice) in &granted.costs {
            if choice.rules.contains(&rule) {
                read.extend(choice.value.span().map(reads).unwrap_or_default());
            }
        }
    }
    for fact in read {
        dimensions.add(compiled.dimensions.position(fact, None));
    }
    order::sort_once(&mut dimensions);
    dimensions
}

/// A fact that is stated; assumed ones stand in the condition of the case.
fn used<'d>(world: &'d World<'_>, dimension: DimensionId) -> Option<UsedFact<'d>> {
    let fact: FactId = world.compiled.dimensions.get(dimension)?.fact;
    if let (true, Some(Assumption::Atoms(set))) = (fact == fact::DURING, world.assumed.get(&dimension)) {
        let value = Scalar::Text(during::word(set)?.to_owned());
        return Some(UsedFact { fact: fact_name(world.compiled, dimension), value, path: None, given: None });
    }
    let stated = world.facts.stated.get(dimension)?.as_ref()?;
    // An act that a request does not state has no place to point to.
    let derived_none = fact::definition(fact).levels == 0 && stated.value == FactValue::None;
    if derived_none || matches!(fact::definition(fact).name, "reason" | "remedy") {
        return None;
    }
    let value = match &stated.value {
        FactValue::None => Scalar::None,
        FactValue::Word(word) => word_scalar(word),
        FactValue::Number(number) => Scalar::Number(*number),
        // Only the cases tell which.
        FactValue::Between(..) | FactValue::History => return None,
        FactValue::Tag(present) => Scalar::Flag(*present),
        FactValue::Repairs(repairs) => Scalar::Number(i64::try_from(repairs.len()).unwrap_or(i64::MAX)),
        FactValue::Moment(Moment::Day(day)) => Scalar::Text(day::write(*day)),
        FactValue::Moment(Moment::Instant(instant)) => Scalar::Text(zone::write_utc(*instant)),
    };
    let (path, given) = match &stated.origin {
        Origin::Call(path) => (Some(path.as_str()), None),
        Origin::Given(position) => (None, world.compiled.documents.get(*position).map(|document| document.id.as_str())),
    };
    Some(UsedFact { fact: fact_name(world.compiled, dimension), value, path, given })
}
