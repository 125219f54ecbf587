//! What only documents hold: windows, conditions, what they vouch for, and some forms of text.

use std::borrow::Cow;

use super::facts::{NAMES, check_fact};
use super::{Shape, check_different, check_duplicates, is_of_name, mistaken, unknown_field};
use crate::day::{self, Length};
use crate::document;
use crate::fact::{self, Kind};
use crate::gather::Gather;
use crate::json::Json;
use crate::money::Rate;
use crate::pointer::Pointer;
use crate::problem::{Problem, ProblemCode};

/// Reports everything about a value that does not look like one of these shapes, which are no forms of text.
pub(super) fn check(shape: &Shape, json: &Json<'_>, at: &Pointer<'_>, problems: &mut Vec<Problem>) {
    match (shape, json) {
        (Shape::Flag, Json::Bool(_)) => {}
        (Shape::FactName, Json::Text(text)) => {
            if fact::named(text).is_none() {
                let message = unknown_field(text, &fact_names());
                problems.push(Problem::new(ProblemCode::UnknownValue, at, message));
            }
        }
        (Shape::Window, _) => super::check(&document::WINDOWS, json, at, problems),
        (Shape::When, Json::Object(entries)) => check_when(entries, at, problems),
        (Shape::Given, Json::Object(entries)) => check_given(entries, at, problems),
        (shape, json) => problems.push(Problem::new(ProblemCode::WrongType, at, mistaken(shape, json))),
    }
}

/// Says whether a value has the JSON type of one of these shapes, which are no forms of text.
pub(super) fn admits(shape: &Shape, json: &Json<'_>) -> bool {
    matches!((shape, json), (Shape::Flag, Json::Bool(_)) | (Shape::When | Shape::Given, Json::Object(_)))
}

/// Says whether a shape is one of these forms of text.
pub(super) fn admits_text(shape: &Shape) -> bool {
    matches!(shape, Shape::RuleName | Shape::Length | Shape::Hours | Shape::Rate | Shape::Base64)
}

/// Says whether a text has this form.
pub(super) fn fits(shape: &Shape, text: &str) -> bool {
    match shape {
        Shape::RuleName => {
            let is_id = |part: &str| !part.is_empty() && part.chars().all(is_of_name);
            text.split('/').count() <= 2 && text.split('/').all(is_id)
        }
        Shape::Length => Length::read(text).is_some(),
        Shape::Hours => day::read_hours(text).is_some(),
        Shape::Rate => Rate::read(text).is_some(),
        _ => true,
    }
}

/// What a value of this shape is called in a message.
pub(super) const fn expected(shape: &Shape) -> &'static str {
    match shape {
        Shape::RuleName => "a rule's id, or `document/rule`",
        Shape::Length => "a length such as `P14D`, `P2W`, `P1M` or `P2Y`",
        Shape::Hours => "hours such as `PT168H`",
        Shape::FactName => "the name of a fact such as `tag` or `category`",
        Shape::Rate => "a share such as `15%` or `2.5%`",
        Shape::Base64 => "base64 text",
        Shape::Flag => "true or false",
        Shape::Window => "a window by name or definition",
        Shape::When | Shape::Given => "an object",
        _ => "part of an answer",
    }
}

fn check_when(entries: &[(Cow<'_, str>, Json<'_>)], at: &Pointer<'_>, problems: &mut Vec<Problem>) {
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
                    super::check(&Shape::Word, &Json::Text(name.as_ref().into()), &at, problems);
                    check_constraint(fact, value, true, &at, problems);
                }
            }
            (Kind::Names | Kind::Amounts, _) => super::check(&NAMES, value, &at, problems),
            _ => check_constraint(fact, value, true, &at, problems),
        }
    }
}

fn check_given(entries: &[(Cow<'_, str>, Json<'_>)], at: &Pointer<'_>, problems: &mut Vec<Problem>) {
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
                super::check(&Shape::Object(&document::GIVEN_ANCHOR), value, &at, problems);
            }
            (Kind::Day, Json::Text(_)) => super::check(&Shape::Date, value, &at, problems),
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
                super::check(value, item, &at.index(index), problems);
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
            super::check(value, bound, &at, problems);
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

fn fact_names() -> Vec<&'static str> {
    fact::FACTS.iter().filter(|fact| fact.is_constrained()).map(|fact| fact.name).gather()
}
