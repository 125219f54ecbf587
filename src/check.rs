//! What documents must agree on, by name: windows, rules, zones, calendars, reasons, ranges.
//!
//! Questions that take all orders into account are in `prove`.

mod counters;
mod nested;
mod windows;

use std::cell::OnceCell;

use crate::by_market::{ByMarket, NamesId};
use crate::document;
use crate::fact::{self, Kind};
use crate::gather::{AddAll, Gather};
use crate::json::Json;
use crate::load::Library;
use crate::map::Map;
use crate::order;
use crate::pointer::Pointer;
use crate::policy::{Constraint, GivenValue, Layer, Period, PolicyDocument, Rule, Scalar, Set, Span};
use crate::problem::{Problem, ProblemCode};
use crate::term::{Grant, Term, Value};

/// Reports everything about the documents that can be seen without regard to orders.
pub(crate) fn check(library: &Library, json: &Json<'_>, problems: &mut Vec<Problem>) {
    let reasons: Vec<&str> = fact::REASONS
        .iter()
        .map(|(reason, _)| *reason)
        .chain(library.policies.iter().flat_map(|policy| policy.reasons.keys().map(String::as_str)))
        .gather();
    let rules = RulesById::new(library);
    for policy in &library.policies {
        let root = Pointer::Root;
        let at = root.index(policy.place);
        let source = json.items().get(policy.place).unwrap_or(&Json::Null);
        check_names(source, library, &at, problems);
        check_clocks(policy, library, &at, problems);
        check_effective(policy, &at, problems);
        check_constraints(&policy.when, &reasons, &at.key("when"), problems);
        check_currency(&policy.when, &[], &at.key("when"), problems);
        check_tags(&policy.when, &[], &at.key("when"), problems);
        let names =
            |json: &Json<'_>, at: &Pointer<'_>, problems: &mut Vec<Problem>| check_names(json, library, at, problems);
        windows::check(source, &at, &names, problems);
        counters::check(source, &at, problems);
        counters::check_named(policy, source.get("windows"), &policy.when, &at.key("when"), problems);
        check_rules(policy, &rules, source, &reasons, &at, problems);
    }
    nested::check_reasons(library, &reasons, problems);
    nested::check_groups(library, problems);
    check_together(library, problems);
    check_settings(library, problems);
}

/// Zones and calendars that a document or a window names are loaded.
fn check_names(json: &Json<'_>, library: &Library, at: &Pointer<'_>, problems: &mut Vec<Problem>) {
    #[rustfmt::skip]
    let fields = [
        ("zone", document::ZONE_FORMAT, ProblemCode::UnknownZone, "load its document from the package's `zones` folder"),
        ("calendar", document::CALENDAR_FORMAT, ProblemCode::UnknownCalendar, "load its document from the package's `calendars` folder"),
    ];
    for (field, format, code, hint) in fields {
        let at = at.key(field);
        let mut check = |name: &str, at: &Pointer<'_>| {
            // A document that was seen but could not be read has reported its own problems.
            if library.ids.binary_search(&(format.to_owned(), name.to_owned())).is_err() {
                problems.push(Problem::new(code, at, format!("`{name}` is not loaded; {hint}")));
            }
        };
        match json.get(field) {
            Some(Json::Text(name)) => check(name, &at),
            Some(map) => {
                for (market, name) in map.entries() {
                    check(name.text().unwrap_or_default(), &at.key(market));
                }
            }
            None => {}
        }
    }
}

/// Days need a zone in which they begin and end, and rest days a calendar that tells them.
fn check_clocks(policy: &PolicyDocument, library: &Library, at: &Pointer<'_>, problems: &mut Vec<Problem>) {
    let is_named = |names: NamesId| library.names.get(names).is_some_and(|names| *names != ByMarket::None);
    let values = policy.rules.iter().flat_map(|rule| rule.terms.values());
    let periods: Vec<&Period> = values.filter_map(Value::span).flat_map(Span::periods).gather();
    let on_days = |constraint: &Constraint| fact::definition(constraint.fact).kind == Kind::Day;
    let needs_zone = policy.effective != (None, None)
        || policy.when.iter().any(on_days)
        || policy.rules.iter().any(|rule| rule.when.iter().any(on_days));
    if (needs_zone && !is_named(policy.zone)) || periods.iter().any(|period| !is_named(period.zone)) {
        let message = "windows and dates need a `zone` in which days begin and end, such as `Europe/Berlin`";
        problems.push(Problem::new(ProblemCode::ZoneMissing, at.key("zone"), message));
    }
    if periods.iter().any(|period| period.asks_calendar() && !is_named(period.calendar)) {
        let message = "a window that `rolls` or counts working days needs a `calendar` that tells rest days";
        problems.push(Problem::new(ProblemCode::CalendarMissing, at.key("calendar"), message));
    }
}

/// A reading that a document chooses is one that some rule, or the law's own choice, knows.
fn check_settings(library: &Library, problems: &mut Vec<Problem>) {
    let setting = fact::SETTING;
    let word = |value: &Scalar| if let Scalar::Word(word) = value { Some(word.clone()) } else { None };
    let mut known: Map<&str, Vec<String>> = Map::new();
    let mut chosen: Vec<&str> = Vec::new();
    let mut asked = Vec::new();
    for policy in &library.policies {
        let of_rules = policy
            .rules
            .iter()
            .enumerate()
            .flat_map(|(index, rule)| rule.when.iter().map(move |one| (Some(index), one)));
        for (rule, constraint) in policy.when.iter().map(|one| (None, one)).chain(of_rules) {
            let (true, Some(name), Set::Values(values)) =
                (constraint.fact == setting, &constraint.name, &constraint.set)
            else {
                continue;
            };
            known.change(name, |known| known.add_all(values.iter().filter_map(word)));
            asked.push((policy.place, rule, name.as_str()));
        }
        for given in policy.given.iter().filter(|given| given.fact == setting) {
            let (Some(name), GivenValue::Is(value)) = (&given.name, &given.value) else { continue };
            chosen.push(name);
            if policy.layer != Layer::Declared {
                known.change(name, |known| known.add_all(word(value)));
            }
        }
    }
    let root = Pointer::Root;
    for policy in &library.policies {
        for given in policy.given.iter().filter(|given| given.fact == setting) {
            let (Some(name), GivenValue::Is(Scalar::Word(value))) = (&given.name, &given.value) else { continue };
            let Some(readings) = known.get(name.as_str()).filter(|readings| !readings.contains(value)) else {
                continue;
            };
            let mut readings = readings.clone();
            order::sort_once(&mut readings);
            let readings: Vec<String> = readings.iter().map(|reading| format!("`{reading}`")).gather();
            let message = format!("`{value}` is no reading of `{name}`; known are {}", readings.join(", "));
            let at = root.index(policy.place);
            problems.push(Problem::new(ProblemCode::UnknownValue, at.key("given").key("setting").key(name), message));
        }
    }
    for (place, rule, name) in asked.into_iter().filter(|(_, _, name)| !chosen.contains(name)) {
        let message = format!(
            "nobody says which reading of `{name}` is followed; state the default under this document's `given`"
        );
        let document = root.index(place);
        let rules = document.key("rules");
        let at = rule.map_or_else(|| document.key("when").text(), |rule| rules.index(rule).key("when").text());
        problems.push(Problem::new(ProblemCode::MissingField, format!("{at}/setting/{name}"), message));
    }
}

fn check_effective(policy: &PolicyDocument, at: &Pointer<'_>, problems: &mut Vec<Problem>) {
    if let (Some(from), Some(until)) = policy.effective
        && until <= from
    {
        let message = "`until` lies before `from`; no contract date fits";
        problems.push(Problem::new(ProblemCode::InvertedRange, at.key("effective"), message));
    }
}

fn unknown_reason(reason: &str) -> String {
    format!(
        "`{reason}` is no reason; define it under `reasons`, or use a standard one such as `change-of-mind` or `defect`"
    )
}

fn check_constraints(constraints: &[Constraint], reasons: &[&str], at: &Pointer<'_>, problems: &mut Vec<Problem>) {
    for constraint in constraints {
        let definition = fact::definition(constraint.fact);
        let field = at.key(definition.name);
        if let Set::Range(Some(from), Some(below)) = constraint.set
            && below <= from
        {
            let message = "`lt` is not above `gte`; nothing lies between";
            problems.push(Problem::new(ProblemCode::InvertedRange, field, message));
        }
        if let (Kind::Reason, Set::Values(values)) = (definition.kind, &constraint.set) {
            let path = if constraint.negated { field.key("not") } else { field };
            for (index, value) in values.iter().enumerate() {
                if let Scalar::Word(reason) = value
                    && !reasons.contains(&reason.as_str())
                {
                    problems.push(Problem::new(ProblemCode::UnknownReason, path.index(index), unknown_reason(reason)));
                }
            }
        }
    }
}

fn check_rules(
    policy: &PolicyDocument,
    rules: &RulesById<'_>,
    source: &Json<'_>,
    reasons: &[&str],
    at: &Pointer<'_>,
    problems: &mut Vec<Problem>,
) {
    let places = at.key("rules");
    let stated = source.get("rules").map(Json::items).unwrap_or_default();
    let ids: Vec<&str> = stated.iter().map(|rule| rule.get("id").and_then(Json::text).unwrap_or_default()).gather();
    let repeated = order::repeated(&ids);
    for index in &repeated {
        let message =
            format!("`{}` names two rules; give each its own id", ids.get(*index).copied().unwrap_or_default());
        problems.push(Problem::new(ProblemCode::DuplicateId, places.index(*index).key("id"), message));
    }
    // What could not be read is left out of the rules, and those after it stand elsewhere.
    let in_place = |index: usize, id: &str| policy.rules.get(index).filter(|rule| repeated.is_empty() && rule.id == id);
    for (index, (id, json)) in ids.into_iter().zip(stated).enumerate() {
        let at = places.index(index);
        let Some(rule) = in_place(index, id).or_else(|| rules.find(policy, id)) else { continue };
        check_constraints(&rule.when, reasons, &at.key("when"), problems);
        counters::check_named(policy, source.get("windows"), &rule.when, &at.key("when"), problems);
        let overrides = at.key("overrides");
        for (position, name) in rule.overrides.iter().enumerate() {
            if !rules.names_rule(policy, name) || *name == rule.id {
                let message = format!("`{name}` names no other rule; write the rule's id, or `document/rule`");
                problems.push(Problem::new(ProblemCode::UnknownRule, overrides.index(position), message));
            }
        }
        check_grant(policy, rule, &at, problems);
        check_currency(&rule.when, &policy.when, &at.key("when"), problems);
        check_tags(&rule.when, &policy.when, &at.key("when"), problems);
        if let (Some("buyer"), true) = shipping(json) {
            let message = "a buyer who pays the carrier is charged no fee; name the `seller` as payer, or drop the fee";
            problems.push(Problem::new(
                ProblemCode::UnknownField,
                at.key("then").key("returnShipping").key("fee"),
                message,
            ));
        }
    }
}

fn shipping<'j>(rule: &'j Json<'_>) -> (Option<&'j str>, bool) {
    let shipping = rule.get("then").and_then(|then| then.get("returnShipping"));
    let payer = shipping.and_then(|shipping| shipping.get("payer")).and_then(Json::text);
    (payer, shipping.is_some_and(|shipping| shipping.get("fee").is_some()))
}

/// Every document by its id, with its rules by theirs as soon as one is looked for; of rules with one id the first comes first.
struct RulesById<'l>(Map<&'l str, (&'l PolicyDocument, OnceCell<Vec<&'l Rule>>)>);

impl<'l> RulesById<'l> {
    fn new(library: &'l Library) -> Self {
        let mut by_id = Map::new();
        for policy in &library.policies {
            by_id.insert(policy.id.as_str(), (policy, OnceCell::new()));
        }
        Self(by_id)
    }

    fn find(&self, policy: &PolicyDocument, id: &str) -> Option<&'l Rule> {
        let (document, rules) = self.0.get(policy.id.as_str())?;
        let rules = rules.get_or_init(|| {
            let mut rules: Vec<&Rule> = document.rules.iter().gather();
            order::sort_by(&mut rules, |a, b| a.id.cmp(&b.id));
            rules
        });
        let place = rules.partition_point(|rule| rule.id.as_str() < id);
        rules.get(place).copied().filter(|rule| rule.id == id)
    }

    /// Says whether a name is that of a rule which is read together with this document's.
    fn names_rule(&self, policy: &PolicyDocument, name: &str) -> bool {
        let Some((document, rule)) = name.split_once('/') else { return self.find(policy, name).is_some() };
        let Some((other, _)) = self.0.get(document) else { return false };
        let together = other.id == policy.id || (other.layer == policy.layer && policy.layer != Layer::Floor);
        together && self.find(other, rule).is_some()
    }
}

/// A rule that grants names its reasons and remedies, so that a policy says what it is about.
fn check_grant(policy: &PolicyDocument, rule: &Rule, at: &Pointer<'_>, problems: &mut Vec<Problem>) {
    if !matches!(rule.terms.get(&Term::Granted), Some(Value::Granted(Grant::Yes | Grant::Review))) {
        return;
    }
    for fact in [fact::REASON, fact::REMEDY] {
        let names = |constraint: &Constraint| constraint.fact == fact && !constraint.negated;
        if !rule.when.iter().chain(&policy.when).any(names) {
            let name = fact::definition(fact).name;
            let message = format!("a rule that grants names every `{name}` it is for");
            problems.push(Problem::new(ProblemCode::GrantUnnamed, at.key("when").key(name), message));
        }
    }
}

/// A price is compared in a currency that the same conditions name.
fn check_currency(own: &[Constraint], others: &[Constraint], at: &Pointer<'_>, problems: &mut Vec<Problem>) {
    for fact in [fact::UNIT_PRICE, fact::ORDER_TOTAL] {
        let mut all = own.iter().chain(others);
        if own.iter().any(|one| one.fact == fact) && !all.any(|one| one.fact == fact::CURRENCY && !one.negated) {
            let name = fact::definition(fact).name;
            let message = format!("`{name}` is a number of minor units; say of which `currency`");
            problems.push(Problem::new(ProblemCode::CurrencyMissing, at.key(name), message));
        }
    }
}

/// Each tag of a list is a case of its own, so lists of tags multiply.
fn check_tags(own: &[Constraint], others: &[Constraint], at: &Pointer<'_>, problems: &mut Vec<Problem>) {
    let count = |constraint: &Constraint| match &constraint.set {
        Set::Values(values) if fact::definition(constraint.fact).kind == Kind::Tags && !constraint.negated => {
            values.len()
        }
        _ => 1,
    };
    let product = own.iter().chain(others).map(count).fold(1_usize, usize::saturating_mul);
    if product > MOST_TAGS && own.iter().any(|constraint| count(constraint) > 1) {
        let message = format!(
            "{product} combinations of tags where {MOST_TAGS} are allowed; give such products one tag of their own"
        );
        problems.push(Problem::new(ProblemCode::BadSize, at.key("tag"), message));
    }
}

/// How many tags a rule may list, or combinations of them with those of its document.
const MOST_TAGS: usize = 64;

/// Documents that share a name or are read as one must agree on it.
fn check_together(library: &Library, problems: &mut Vec<Problem>) {
    let mut groups: Map<&str, &Vec<String>> = Map::new();
    let mut reasons: Map<&str, &String> = Map::new();
    let mut precedence: Map<Layer, &Vec<usize>> = Map::new();
    for policy in &library.policies {
        let root = Pointer::Root;
        let at = root.index(policy.place);
        let mut clash = |field: &'static str, name: Option<&str>, what: &str| {
            let field = at.key(field);
            let at = name.map_or(field, |name| field.key(name));
            let message = format!("another document defines {what} differently; let them agree");
            problems.push(Problem::new(ProblemCode::DefinitionClash, at, message));
        };
        for (name, members) in &policy.groups {
            if groups.get_or_insert(name, members) != members {
                clash("groups", Some(name), "this group");
            }
        }
        for (name, parent) in &policy.reasons {
            if reasons.get_or_insert(name, parent) != parent {
                clash("reasons", Some(name), "this reason");
            }
        }
        if policy.layer != Layer::Floor
            && precedence.get_or_insert(policy.layer, &policy.precedence) != &policy.precedence
        {
            clash("precedence", None, "the precedence of this layer");
        }
    }
}
