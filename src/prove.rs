//! What must hold for every order: decided over the boxes of the conditions, never sampled.

use crate::answer::{Condition, Scalar};
use crate::by_market::{MarketNames, NamesId};
use crate::circle;
use crate::compile::{Compiled, CompiledRule, Group, RuleId};
use crate::condition::{Cell, Region, Undecided};
use crate::dimension::{Dimension, DimensionId};
use crate::fact::{self, Kind};
use crate::gather::Gather;
use crate::map::Map;
use crate::near::Near;
use crate::pointer::Pointer;
use crate::policy::{GivenValue, Layer};
use crate::problem::{Example, Problem, ProblemCode};
use crate::term::{self, Grant, Term, Value};
use crate::world::all_days;
use crate::write;

/// Reports clashes, circles, grants without a window, and markets without a zone.
pub(crate) fn prove(compiled: &Compiled, problems: &mut Vec<Problem>) {
    let mut budget = compiled.budget;
    for group in &compiled.groups {
        // What is left undecided is said once.
        if budget == 0 {
            break;
        }
        // Rules with a winner wherever they meet others say nothing new.
        let rules = group.rules.iter().copied().filter(|rule| compiled.tied.contains(*rule)).gather();
        let tied = Group { layer: group.layer, rules };
        Near::new(compiled, &tied).for_each_pair(&mut |a, b| {
            if budget > 0 {
                prove_pair(compiled, a, b, &mut budget, problems);
            }
        });
        circle::prove(compiled, group, problems);
        let asking: Vec<RuleId> = group.rules.iter().copied().filter(|rule| asks_window(compiled, *rule)).gather();
        if !asking.is_empty() {
            let near = Near::new(compiled, group);
            for rule in asking {
                if budget > 0 {
                    prove_window(compiled, (group, &near), rule, &mut budget, problems);
                }
            }
        }
    }
    if budget == 0 {
        let message = "the rules overlap in more pieces than can be compared; use fewer rules, or fewer tags in each";
        problems.push(Problem::new(ProblemCode::TooComplex, "", message));
    }
    for (document, scope) in compiled.documents.iter().zip(&compiled.scopes) {
        let root = Pointer::Root;
        let at = root.index(document.place).text();
        prove_named(compiled, scope, &at, ("zone", document.zone), problems);
        prove_named(compiled, scope, &at, ("calendar", document.calendar), problems);
    }
    // One name for all markets serves them all.
    let by_market = compiled.names.iter().any(|names| matches!(names, MarketNames::ByAtom(_)));
    for (id, rule) in compiled.rules.iter().enumerate().filter(|_| by_market) {
        let Some((document, stated)) = compiled.rule(id) else { continue };
        let spans = stated.terms.iter().filter_map(|(term, value)| Some((term, value.span()?)));
        for (term, period) in
            spans.flat_map(|(term, span)| span.periods().into_iter().map(move |period| (term, period)))
        {
            for (field, own, of_document) in
                [("zone", period.zone, document.zone), ("calendar", period.calendar, document.calendar)]
            {
                if own != of_document {
                    let at = format!("{}/then/{}", path(compiled, id), term.text());
                    prove_named(compiled, &rule.region, &at, (field, own), problems);
                }
            }
        }
    }
    prove_given(compiled, problems);
}

/// Two rules that set a term differently need a winner, or a third rule that beats both wherever they meet.
fn prove_pair(compiled: &Compiled, a: RuleId, b: RuleId, budget: &mut usize, problems: &mut Vec<Problem>) {
    let (Some(first), Some(second)) = (compiled.rules.get(a), compiled.rules.get(b)) else { return };
    let beats = |winner: &RuleId, loser: &CompiledRule| loser.beaten_by.binary_search(winner).is_ok();
    if beats(&a, second) || beats(&b, first) || !first.region.meets(&second.region) {
        return;
    }
    let of = |rule: RuleId| compiled.rule(rule).is_some_and(|(document, _)| document.ties_to_buyer);
    let ties = of(a) && of(b);
    for (term, value) in values(compiled, a) {
        let Some(other) = values(compiled, b).get(term) else { continue };
        if other == value || (ties && is_settled(*term, value, other)) {
            continue;
        }
        let beats_both = |rule: &&RuleId| beats(rule, second) && values(compiled, **rule).contains_key(term);
        let third: Vec<&Region> =
            first.beaten_by.iter().filter(beats_both).filter_map(|rule| compiled.region(*rule)).gather();
        let found = first.region.meet(&second.region).outside(&third, budget);
        let message = format!(
            "`{}` and `{}` set `{}` differently where both hold; let one list the other in `overrides`, narrow one, order their facts in `precedence`, or give the buyer the better by `ties`",
            rule_name(compiled, a),
            rule_name(compiled, b),
            term.text(),
        );
        let problem = Problem::new(ProblemCode::RuleClash, path(compiled, a), message);
        report(compiled, Problem { also: Some(path(compiled, b)), ..problem }, found, problems);
    }
}

/// Says whether the buyer's better of two values is the same whichever is named first. Windows each make an offer; of two
/// dates that hang on different events the earlier or later is taken, whichever that will be.
fn is_settled(term: Term, a: &Value, b: &Value) -> bool {
    matches!(term, Term::Window | Term::Burden) || Term::DUE.contains(&term) || term::better(a, b) == term::better(b, a)
}

/// Reports a problem with the order that shows it; a question that was given up is a problem of its own.
fn report(compiled: &Compiled, problem: Problem, found: Result<Option<Cell>, Undecided>, problems: &mut Vec<Problem>) {
    match found {
        Ok(None) => {}
        Ok(Some(cell)) => problems.push(Problem { example: Some(example(compiled, &cell)), ..problem }),
        Err(Undecided) => {
            let message = format!(
                "could not be decided within the budget; simplify the conditions. In question: {}",
                problem.message
            );
            problems.push(Problem { code: ProblemCode::TooComplex, message, ..problem });
        }
    }
}

pub(crate) fn values(compiled: &Compiled, rule: RuleId) -> &Map<Term, Value> {
    static NOTHING: Map<Term, Value> = Map::new();
    compiled.rule(rule).map_or(&NOTHING, |(_, rule)| &rule.terms)
}

fn grants(compiled: &Compiled, rule: RuleId) -> bool {
    matches!(values(compiled, rule).get(&Term::Granted), Some(Value::Granted(Grant::Yes | Grant::Review)))
}

fn sets_window(compiled: &Compiled, rule: RuleId) -> bool {
    values(compiled, rule).contains_key(&Term::Window)
}

/// Says whether a rule grants, but sets no window itself.
fn asks_window(compiled: &Compiled, rule: RuleId) -> bool {
    grants(compiled, rule) && !sets_window(compiled, rule)
}

/// Wherever a rule grants and is not beaten, some rule of its group or a default sets a window.
fn prove_window(
    compiled: &Compiled,
    (group, near): (&Group, &Near<'_>),
    rule: RuleId,
    budget: &mut usize,
    problems: &mut Vec<Problem>,
) {
    let Some(region) = compiled.region(rule) else { return };
    let defaults =
        compiled.groups.iter().filter(|other| group.layer == Layer::Declared && other.layer == Layer::Default);
    let defaults = defaults.flat_map(|group| &group.rules).filter(|other| sets_window(compiled, **other));
    let near: Vec<RuleId> = near.of(rule).iter().filter(|other| sets_window(compiled, *other)).gather();
    let windows: Vec<&RuleId> = near.iter().chain(defaults).gather();
    let count = windows.len();
    let beaten_by = compiled.rules.get(rule).map(|rule| rule.beaten_by.as_slice()).unwrap_or_default();
    let refusing = beaten_by
        .iter()
        .filter(|winner| values(compiled, **winner).contains_key(&Term::Granted) && !grants(compiled, **winner));
    let covering: Vec<&Region> = windows
        .into_iter()
        .chain(refusing)
        .filter_map(|rule| compiled.region(*rule))
        .filter(|other| other.meets(region))
        .gather();
    // Those that meet are counted when they are compared.
    *budget = budget.saturating_sub(count.saturating_sub(covering.len()));
    let message = format!(
        "`{}` grants where no rule sets a `window`; set one here or in a rule that holds wherever this one does",
        rule_name(compiled, rule)
    );
    let problem = Problem::new(ProblemCode::GrantWithoutWindow, path(compiled, rule), message);
    report(compiled, problem, region.outside(&covering, budget), problems);
}

/// A map by market must name something for every market in which it is asked.
fn prove_named(
    compiled: &Compiled,
    region: &Region,
    at: &str,
    (field, names): (&str, NamesId),
    problems: &mut Vec<Problem>,
) {
    let Some(names @ MarketNames::ByAtom(_)) = compiled.names.get(names) else { return };
    let market = compiled.dimensions.position(fact::MARKET, None);
    let Some((market, dimension)) = market.and_then(|id| Some((id, compiled.dimensions.get(id)?))) else { return };
    let all = crate::atom::AtomSet::all(dimension.count());
    for cell in &region.0 {
        let markets = cell.0.get(&market).unwrap_or(&all);
        let bare = markets.iter().find(|atom| {
            let one = crate::atom::AtomSet::one(dimension.count(), *atom);
            names.serving(Some(&one)).contains(&None)
        });
        if let Some(atom) = bare {
            let name = dimension.nodes().get(atom).map_or("any other market", String::as_str);
            let message = format!(
                "no one {field} is named for `{name}`; name it for the market itself, or narrow the document's `when` by `market`"
            );
            let code = if field == "zone" { ProblemCode::ZoneMissing } else { ProblemCode::CalendarMissing };
            problems.push(Problem::new(code, format!("{at}/{field}"), message));
        }
    }
}

/// Documents that vouch for one fact on the same orders must vouch for the same value.
fn prove_given(compiled: &Compiled, problems: &mut Vec<Problem>) {
    let scopes = compiled.documents.iter().zip(&compiled.scopes);
    let all: Vec<_> =
        scopes.flat_map(|(document, scope)| document.given.iter().map(move |given| (document, scope, given))).gather();
    for (index, (document, scope, given)) in all.iter().enumerate() {
        for (other, other_scope, other_given) in all.iter().skip(index.saturating_add(1)) {
            let same_fact = given.fact == other_given.fact && given.name == other_given.name;
            // A setting is chosen by the higher layer, and for all orders.
            let is_setting = given.fact == fact::SETTING;
            let meets = if is_setting { document.layer == other.layer } else { scope.meets(other_scope) };
            if same_fact && meets && given.value != other_given.value {
                let name = fact::definition(given.fact).name;
                let message = format!(
                    "`{}` vouches for another value of `{name}` on the same orders; let them agree",
                    document.id
                );
                let place = |document: &crate::policy::PolicyDocument| {
                    let root = Pointer::Root;
                    root.index(document.place).key("given").key(name).text()
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

pub(crate) fn rule_name(compiled: &Compiled, rule: RuleId) -> String {
    compiled.rule(rule).map(|(_, rule)| rule.id.clone()).unwrap_or_default()
}

pub(crate) fn path(compiled: &Compiled, rule: RuleId) -> String {
    let place = compiled.rule(rule).map_or(0, |(document, _)| document.place);
    let index = compiled.rules.get(rule).map_or(0, |rule| rule.index);
    let root = Pointer::Root;
    root.index(place).key("rules").index(index).text()
}

/// One order inside a box.
pub(crate) fn example(compiled: &Compiled, cell: &Cell) -> Example {
    let mut facts = Map::new();
    for (id, atoms) in &cell.0 {
        let (Some(dimension), Some(atom)) = (compiled.dimensions.get(*id), atoms.iter().next()) else { continue };
        let value = Condition::Is(value(dimension, *id, compiled, atom));
        write::insert(&mut facts, fact::definition(dimension.fact).name, dimension.name.as_deref(), value);
    }
    Example(facts)
}

/// One value of an atom.
pub(crate) fn value(dimension: &Dimension, id: DimensionId, compiled: &Compiled, atom: usize) -> Scalar {
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
        Some(crate::dimension::Description::Values(values)) => {
            values.first().map_or(Scalar::None, |value| plainest(dimension, write::scalar(value)))
        }
        Some(crate::dimension::Description::Flag(flag)) => Scalar::Flag(flag),
        // ZZ is no country's code and never will be: ISO 3166-1 leaves it to users.
        _ => Scalar::Text(if kind == Kind::Market { "ZZ" } else { "any-other" }.into()),
    }
}

/// A class of reasons stands for those of it that no document names: one of them, which a buyer may give, is easier to understand.
fn plainest(dimension: &Dimension, value: Scalar) -> Scalar {
    let Scalar::Text(own) = &value else { return value };
    let is_free = |reason: &str| dimension.nodes().iter().all(|node| node != reason);
    let in_class = fact::REASONS.iter().find(|(reason, class)| *class == Some(own.as_str()) && is_free(reason));
    match in_class.filter(|_| fact::definition(dimension.fact).kind == Kind::Reason) {
        Some((reason, _)) => Scalar::Text((*reason).to_owned()),
        None => value,
    }
}
