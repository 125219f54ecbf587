//! Writes descriptions as TypeScript declarations for readers.

use std::collections::BTreeSet;

use super::answers::PERIOD;
use crate::document::{GIVEN_ANCHOR, WINDOWS};
use crate::fact::{Definition, FACTS, Kind};
use crate::lint::FindingCode;
use crate::problem::ProblemCode;
use crate::shape::{Object, Shape};

/// The declarations of these objects and of all they refer to.
pub(super) fn declarations(roots: &[&'static Object]) -> String {
    let mut out =
        String::from("// Produced from the engine's own descriptions by `cargo xtask schemas`; edit those instead.\n");
    let mut written = BTreeSet::new();
    for root in roots {
        write_object(root, &mut written, &mut out);
    }
    out.push_str(&when());
    out.push_str(&given());
    out.push_str(CONDITION);
    out.push_str(&codes());
    out
}

const CONDITION: &str = "
/** A value of a fact. */
export type Scalar = null | boolean | number | string;

/** A condition as answers write it: a value, one of several, a range, a complement, or conditions on names. */
export type Condition =
  | Scalar
  | Scalar[]
  | { gte?: Scalar; lt?: Scalar }
  | { not: Condition }
  | { [name: string]: Condition };
";

fn comment(text: &str, indent: &str) -> String {
    format!("{indent}/** {text} */\n")
}

fn write_object(object: &'static Object, written: &mut BTreeSet<&'static str>, out: &mut String) {
    if !written.insert(object.name) {
        return;
    }
    out.push_str(&format!("\n{}export interface {} {{\n", comment(object.doc, ""), object.name));
    for field in object.fields {
        let mark = if field.required { "" } else { "?" };
        out.push_str(&comment(field.doc, "  "));
        out.push_str(&format!("  {}{mark}: {};\n", field.name, write_type(&field.shape)));
    }
    for fact in FACTS.iter().filter(|fact| fact.levels & object.facts != 0) {
        out.push_str(&comment(fact.doc, "  "));
        out.push_str(&format!("  {}?: {};\n", fact.field, fact_type(fact)));
    }
    out.push_str("}\n");
    for field in object.fields {
        write_referenced(&field.shape, written, out);
    }
    for fact in FACTS.iter().filter(|fact| fact.levels & object.facts != 0) {
        write_referenced(&fact.value, written, out);
    }
}

fn write_referenced(shape: &Shape, written: &mut BTreeSet<&'static str>, out: &mut String) {
    match shape {
        Shape::Object(object) => write_object(object, written, out),
        Shape::List(of, _) | Shape::Map(_, of) => write_referenced(of, written, out),
        Shape::Either(shapes) => shapes.iter().for_each(|shape| write_referenced(shape, written, out)),
        Shape::Period => write_object(&PERIOD, written, out),
        Shape::Given => write_object(&GIVEN_ANCHOR, written, out),
        Shape::Window => write_referenced(&WINDOWS, written, out),
        _ => {}
    }
}

fn write_type(shape: &Shape) -> String {
    match shape {
        Shape::WordOrFlag => "boolean | string".into(),
        Shape::Whole(..) => "number".into(),
        Shape::Flag => "boolean".into(),
        Shape::Null => "null".into(),
        Shape::OneOf(among) => among.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" | "),
        Shape::List(of, _) => list(&write_type(of)),
        Shape::Map(_, of) => format!("{{ [name: string]: {} }}", write_type(of)),
        Shape::Object(object) => object.name.into(),
        Shape::Either(shapes) => shapes.iter().map(|shape| write_type(shape)).collect::<Vec<_>>().join(" | "),
        Shape::Window => write_type(&WINDOWS),
        Shape::Period => PERIOD.name.into(),
        Shape::When => "When".into(),
        Shape::Given => "Given".into(),
        Shape::Condition => "Condition".into(),
        Shape::Code => "ProblemCode".into(),
        Shape::FindingCode => "FindingCode | ProblemCode".into(),
        Shape::FactName => "keyof When".into(),
        Shape::Text
        | Shape::Prose
        | Shape::Word
        | Shape::RuleName
        | Shape::Path
        | Shape::Market
        | Shape::Currency
        | Shape::Date
        | Shape::Instant
        | Shape::Moment
        | Shape::Length
        | Shape::Hours
        | Shape::Rate
        | Shape::Base64 => "string".into(),
    }
}

fn list(of: &str) -> String {
    if of.contains(' ') { format!("({of})[]") } else { format!("{of}[]") }
}

fn fact_type(fact: &Definition) -> String {
    let value = write_type(&fact.value);
    let value = if fact.nullable { format!("{value} | null") } else { value };
    match fact.kind {
        Kind::Tags => list(&value),
        Kind::Names | Kind::Amounts => format!("{{ [name: string]: {value} }}"),
        _ => value,
    }
}

fn when() -> String {
    let mut out = String::from(
        "\n/** A conjunction over facts: a list means one of, `{ gte, lt }` a range, `{ not }` everything else. */\nexport interface When {\n",
    );
    for fact in FACTS.iter().filter(|fact| fact.is_constrained()) {
        out.push_str(&comment(fact.doc, "  "));
        out.push_str(&format!("  {}?: {};\n", fact.name, constraint(fact)));
    }
    out.push_str("}\n");
    out
}

fn constraint(fact: &Definition) -> String {
    let value = write_type(&fact.value);
    let items = list(&if fact.nullable { format!("{value} | null") } else { value.clone() });
    let mut forms = vec![items];
    if fact.kind == Kind::Names {
        forms.push("boolean".into());
    }
    if matches!(fact.kind, Kind::Number | Kind::Amounts | Kind::Day) {
        forms.push(format!("{{ gte?: {value}; lt?: {value} }}"));
    }
    let all = forms.join(" | ");
    let constraint = format!("{all} | {{ not: {all} }}");
    if fact.is_named() { format!("{{ [name: string]: {constraint} }}") } else { constraint }
}

fn given() -> String {
    let mut out = String::from("\n/** Facts the author vouches for on every order. */\nexport interface Given {\n");
    for fact in FACTS.iter().filter(|fact| fact.is_given()) {
        let anchor = if fact.kind == Kind::Day { " | GivenAnchor" } else { "" };
        out.push_str(&comment(fact.doc, "  "));
        out.push_str(&format!("  {}?: {}{anchor};\n", fact.name, fact_type(fact)));
    }
    out.push_str("}\n");
    out
}

fn codes() -> String {
    let problems = ProblemCode::ALL.iter().map(|(_, code, doc)| (*code, *doc));
    let findings = FindingCode::ALL.iter().map(|(_, code, _, doc)| (*code, *doc));
    union("ProblemCode", "What kind of thing is wrong.", problems)
        + &union("FindingCode", "What is found in documents without problems.", findings)
}

fn union(name: &str, doc: &str, members: impl Iterator<Item = (&'static str, &'static str)>) -> String {
    let mut out = format!("\n{}export type {name} =\n", comment(doc, ""));
    for (text, doc) in members {
        out.push_str(&comment(doc.trim(), "  "));
        out.push_str(&format!("  | \"{text}\"\n"));
    }
    out.pop();
    out.push_str(";\n");
    out
}
