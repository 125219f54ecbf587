//! How facts look where they are stated, constrained and vouched for.

use std::borrow::Cow;

use super::{Shape, check, check_different, check_duplicates, check_list, unknown_field};
use crate::fact::{self, Kind};
use crate::gather::Gather;
use crate::json::Json;
use crate::pointer::Pointer;
use crate::problem::{Problem, ProblemCode};

/// What is expected where names stand that are facts of their own.
const NAMES: Shape = Shape::Map(&Shape::Word, &Shape::WordOrFlag);

/// Checks a fact as orders, products and requests state it.
pub(super) fn check_fact(fact: &fact::Definition, json: &Json<'_>, at: &Pointer<'_>, problems: &mut Vec<Problem>) {
    match (fact.kind, json) {
        (Kind::Tags, Json::List(items)) => check_list(&fact.value, 0, items, at, problems),
        (Kind::Tags, _) => check(&Shape::List(&Shape::Text, 0), json, at, problems),
        (Kind::Names | Kind::Amounts, Json::Object(entries)) => {
            check_duplicates(entries, at, problems);
            for (name, value) in entries {
                let at = at.key(name);
                check(&Shape::Word, &Json::Text(name.as_ref().into()), &at, problems);
                if !matches!(value, Json::Null) {
                    check(&fact.value, value, &at, problems);
                }
            }
        }
        (Kind::Names | Kind::Amounts, _) => check(&NAMES, json, at, problems),
        (_, Json::Null) if fact.nullable => {}
        _ => check(&fact.value, json, at, problems),
    }
}

pub(super) fn check_when(entries: &[(Cow<'_, str>, Json<'_>)], at: &Pointer<'_>, problems: &mut Vec<Problem>) {
    check_duplicates(entries, at, problems);
    for (name, value) in entries {
        let at = at.key(name);
        let Some(fact) = known_fact(name, &at, problems) else { continue };
        match (fact.kind, value) {
            (Kind::Names | Kind::Amounts, Json::Object(names)) => {
                check_names(fact, value, &at, problems);
                check_duplicates(names, &at, problems);
                for (name, value) in names {
                    let at = at.key(name);
                    check(&Shape::Word, &Json::Text(name.as_ref().into()), &at, problems);
                    check_constraint(fact, value, true, &at, problems);
                }
            }
            (Kind::Names | Kind::Amounts, _) => check(&NAMES, value, &at, problems),
            _ => check_constraint(fact, value, true, &at, problems),
        }
    }
}

pub(super) fn check_given(entries: &[(Cow<'_, str>, Json<'_>)], at: &Pointer<'_>, problems: &mut Vec<Problem>) {
    check_duplicates(entries, at, problems);
    for (name, value) in entries {
        let at = at.key(name);
        let Some(fact) = known_fact(name, &at, problems) else { continue };
        match (fact.kind, value) {
            _ if !fact.is_given() => {
                let message = format!("`{name}` is known of each request or order by itself; nobody can vouch for it");
                problems.push(Problem::new(ProblemCode::UnknownField, at, message));
            }
            (Kind::Day, Json::Object(_)) => {
                check(&Shape::Object(&crate::document::GIVEN_ANCHOR), value, &at, problems);
            }
            (Kind::Day, Json::Text(_)) => check(&Shape::Date, value, &at, problems),
            _ => check_fact(fact, value, &at, problems),
        }
        check_names(fact, value, &at, problems);
    }
}

/// Checks one constraint: a list means one of, `{ gte, lt }` a range, `{ not }` everything else.
fn check_constraint(
    fact: &fact::Definition,
    json: &Json<'_>,
    may_negate: bool,
    at: &Pointer<'_>,
    problems: &mut Vec<Problem>,
) {
    let ranged = matches!(fact.kind, Kind::Number | Kind::Amounts | Kind::Day);
    let value = if fact.kind == Kind::Day { &Shape::Date } else { &fact.value };
    match json {
        Json::Bool(_) if fact.kind == Kind::Names => {}
        Json::List(items) => {
            let none = |item: &&Json<'_>| !(fact.nullable && matches!(item, Json::Null));
            if items.is_empty() {
                let message = "an empty list holds for no order; name a value or leave the fact out";
                problems.push(Problem::new(ProblemCode::BadSize, at, message));
            }
            for (index, item) in items.iter().enumerate().filter(|(_, item)| none(item)) {
                check(value, item, &at.index(index), problems);
            }
            check_different(items, at, problems);
        }
        Json::Object(entries) if may_negate && entries.iter().any(|(name, _)| name == "not") => {
            check_duplicates(entries, at, problems);
            for (name, inner) in entries {
                let at = at.key(name);
                if name == "not" {
                    check_constraint(fact, inner, false, &at, problems);
                } else {
                    let message = format!("`{name}` cannot stand beside `not`; put it inside");
                    problems.push(Problem::new(ProblemCode::UnknownField, at, message));
                }
            }
        }
        Json::Object(entries) if ranged => check_range(value, entries, at, problems),
        _ => {
            let forms = if ranged { "a list, `{ gte, lt }` or `{ not }`" } else { "a list or `{ not }`" };
            let message = format!("{forms} is expected, not {}", json.kind());
            problems.push(Problem::new(ProblemCode::WrongType, at, message));
        }
    }
}

fn check_range(value: &Shape, entries: &[(Cow<'_, str>, Json<'_>)], at: &Pointer<'_>, problems: &mut Vec<Problem>) {
    check_duplicates(entries, at, problems);
    if entries.is_empty() {
        problems.push(Problem::new(ProblemCode::BadSize, at, "an empty range; give `gte`, `lt` or both"));
    }
    for (name, bound) in entries {
        let at = at.key(name);
        if name == "gte" || name == "lt" {
            check(value, bound, &at, problems);
        } else {
            problems.push(Problem::new(ProblemCode::UnknownField, at, unknown_field(name, &["gte", "lt"])));
        }
    }
}

/// Named facts must name one.
fn check_names(fact: &fact::Definition, value: &Json<'_>, at: &Pointer<'_>, problems: &mut Vec<Problem>) {
    if fact.is_named() && matches!(value, Json::Object(names) if names.is_empty()) {
        problems.push(Problem::new(ProblemCode::BadSize, at, "an empty object says nothing; name what it is about"));
    }
}

fn known_fact(name: &str, at: &Pointer<'_>, problems: &mut Vec<Problem>) -> Option<&'static fact::Definition> {
    let fact = fact::named(name).map(fact::definition);
    if fact.is_none() {
        problems.push(Problem::new(ProblemCode::UnknownField, at, unknown_field(name, &fact_names())));
    }
    fact
}

pub(super) fn fact_names() -> Vec<&'static str> {
    fact::FACTS.iter().filter(|fact| fact.is_constrained()).map(|fact| fact.name).gather()
}
