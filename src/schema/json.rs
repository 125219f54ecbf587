//! Writes a description as a JSON Schema (draft 2020-12).

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::answers::PERIOD;
use crate::document::{GIVEN_ANCHOR, WINDOWS};
use crate::fact::{Definition, FACTS, Kind};
use crate::lint::FindingCode;
use crate::problem::ProblemCode;
use crate::shape::{Object, Shape};

/// The schema of one kind of document or answer.
pub(super) fn schema(object: &'static Object) -> String {
    let mut definitions = BTreeMap::new();
    let mut root = Map::new();
    root.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
    root.insert("title".into(), json!(object.name));
    if let Value::Object(fields) = write_object(object, &mut definitions) {
        root.extend(fields);
    }
    if !definitions.is_empty() {
        let definitions = definitions.into_iter().map(|(name, schema)| (name, schema.unwrap_or(Value::Null)));
        root.insert("$defs".into(), Value::Object(definitions.collect()));
    }
    let text = serde_json::to_string_pretty(&Value::Object(root)).unwrap_or_default();
    format!("{text}\n")
}

/// Definitions by name; `None` while one is being written.
type Definitions = BTreeMap<String, Option<Value>>;

fn reference(name: &str, definitions: &mut Definitions, write: impl FnOnce(&mut Definitions) -> Value) -> Value {
    if !definitions.contains_key(name) {
        definitions.insert(name.into(), None);
        let schema = write(definitions);
        definitions.insert(name.into(), Some(schema));
    }
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn write(shape: &Shape, definitions: &mut Definitions) -> Value {
    let text = |pattern: &str| json!({ "type": "string", "pattern": pattern });
    match shape {
        Shape::Text => json!({ "type": "string", "minLength": 1, "maxLength": 500 }),
        Shape::Prose => json!({ "type": "string" }),
        Shape::Word => text("^[A-Za-z0-9_.:-]{1,100}$"),
        Shape::WordOrFlag => json!({ "anyOf": [{ "type": "boolean" }, text("^[A-Za-z0-9_.:-]{1,100}$")] }),
        Shape::RuleName => text("^[A-Za-z0-9_.:-]+(/[A-Za-z0-9_.:-]+)?$"),
        Shape::Path => text(r"^[^/\s]([^/]*[^/\s])?(/[^/\s]([^/]*[^/\s])?)*$"),
        Shape::Market => text("^[A-Z][A-Z0-9-]{1,19}$"),
        Shape::Currency => text("^[A-Z]{3}$"),
        Shape::Date => json!({ "type": "string", "format": "date", "pattern": DATE }),
        Shape::Instant => {
            json!({ "type": "string", "format": "date-time", "pattern": format!("{DATE}{TIME}").replace("$^", "") })
        }
        Shape::Moment => json!({ "anyOf": [write(&Shape::Date, definitions), write(&Shape::Instant, definitions)] }),
        Shape::Length => text(r"^P(?=\d)(\d{1,4}Y)?(\d{1,4}M)?(\d{1,4}W)?(\d{1,4}D)?$"),
        Shape::Hours => text(r"^PT[1-9]\d{0,4}H$"),
        Shape::FactName => {
            let named = FACTS.iter().filter(|fact| fact.is_constrained()).map(|fact| fact.name);
            json!({ "enum": named.collect::<Vec<_>>() })
        }
        Shape::Rate => text(r"^(100(\.0{1,2})?|(0|[1-9]\d?)(\.\d{1,2})?)%$"),
        Shape::Base64 => json!({ "type": "string", "contentEncoding": "base64" }),
        Shape::Whole(least, most) => json!({ "type": "integer", "minimum": least, "maximum": most }),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::Null => json!({ "type": "null" }),
        Shape::OneOf(among) => json!({ "enum": among }),
        Shape::Code => json!({ "enum": problem_codes().collect::<Vec<_>>() }),
        Shape::FindingCode => {
            let codes = FindingCode::ALL.iter().map(|(_, code, ..)| *code);
            json!({ "enum": codes.chain(problem_codes()).collect::<Vec<_>>() })
        }
        Shape::List(of, least) => {
            let unique = !matches!(of, Shape::Object(_) | Shape::Window | Shape::Period);
            json!({ "type": "array", "items": write(of, definitions), "minItems": least, "uniqueItems": unique })
        }
        Shape::Map(key, of) => {
            json!({ "type": "object", "propertyNames": write(key, definitions), "additionalProperties": write(of, definitions) })
        }
        Shape::Object(object) => reference(object.name, definitions, |definitions| write_object(object, definitions)),
        Shape::Either(shapes) => {
            json!({ "anyOf": shapes.iter().map(|shape| write(shape, definitions)).collect::<Vec<_>>() })
        }
        Shape::Window => write(&WINDOWS, definitions),
        Shape::Period => write(&Shape::Object(&PERIOD), definitions),
        Shape::When => reference("When", definitions, write_when),
        Shape::Given => reference("Given", definitions, write_given),
        Shape::Condition => reference("Condition", definitions, |_| write_condition()),
    }
}

const DATE: &str = r"^2[01]\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$";
const TIME: &str = r"^T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$";

fn described(mut schema: Value, doc: &str) -> Value {
    if let Value::Object(fields) = &mut schema {
        fields.insert("description".into(), json!(doc));
    }
    schema
}

fn problem_codes() -> impl Iterator<Item = &'static str> {
    ProblemCode::ALL.iter().map(|(_, code, _)| *code)
}

fn write_object(object: &Object, definitions: &mut Definitions) -> Value {
    let mut properties = Map::new();
    for field in object.fields {
        properties.insert(field.name.into(), described(write(&field.shape, definitions), field.doc));
    }
    for fact in FACTS.iter().filter(|fact| fact.levels & object.facts != 0) {
        properties.insert(fact.field.into(), described(write_fact(fact, definitions), fact.doc));
    }
    let required: Vec<&str> = object.fields.iter().filter(|field| field.required).map(|field| field.name).collect();
    let mut schema =
        json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false });
    if let (true, Value::Object(fields)) = (object.filled, &mut schema) {
        fields.insert("minProperties".into(), json!(1));
    }
    described(schema, object.doc)
}

/// A fact as orders, products and requests state it.
fn write_fact(fact: &Definition, definitions: &mut Definitions) -> Value {
    let value = write(&fact.value, definitions);
    let nullable = |value: Value| if fact.nullable { json!({ "anyOf": [value, { "type": "null" }] }) } else { value };
    match fact.kind {
        Kind::Tags => json!({ "type": "array", "items": value, "uniqueItems": true }),
        Kind::Names | Kind::Amounts => {
            let names = write(&Shape::Word, definitions);
            json!({ "type": "object", "propertyNames": names, "additionalProperties": nullable(value) })
        }
        _ => nullable(value),
    }
}

fn write_when(definitions: &mut Definitions) -> Value {
    let mut properties = Map::new();
    for fact in FACTS.iter().filter(|fact| fact.is_constrained()) {
        let constraint = write_constraint(fact, definitions);
        let schema = if fact.is_named() {
            let names = write(&Shape::Word, definitions);
            json!({ "type": "object", "propertyNames": names, "additionalProperties": constraint, "minProperties": 1 })
        } else {
            constraint
        };
        properties.insert(fact.name.into(), described(schema, fact.doc));
    }
    json!({ "type": "object", "properties": properties, "additionalProperties": false,
        "description": "A conjunction over facts: a list means one of, `{ gte, lt }` a range, `{ not }` everything else." })
}

fn write_constraint(fact: &Definition, definitions: &mut Definitions) -> Value {
    let shape = if fact.kind == Kind::Day { &Shape::Date } else { &fact.value };
    let value = write(shape, definitions);
    let mut items = vec![value.clone()];
    if fact.nullable {
        items.push(json!({ "type": "null" }));
    }
    let mut forms = vec![json!({ "type": "array", "items": { "anyOf": items }, "minItems": 1, "uniqueItems": true })];
    if fact.kind == Kind::Names {
        forms.push(json!({ "type": "boolean" }));
    }
    if matches!(fact.kind, Kind::Number | Kind::Amounts | Kind::Day) {
        let bounds = json!({ "gte": value, "lt": value });
        forms
            .push(json!({ "type": "object", "properties": bounds, "additionalProperties": false, "minProperties": 1 }));
    }
    let not = json!({ "anyOf": forms });
    forms.push(
        json!({ "type": "object", "properties": { "not": not }, "required": ["not"], "additionalProperties": false }),
    );
    json!({ "anyOf": forms })
}

fn write_given(definitions: &mut Definitions) -> Value {
    let mut properties = Map::new();
    for fact in FACTS.iter().filter(|fact| fact.is_given()) {
        let mut schema = write_fact(fact, definitions);
        match (fact.kind, &mut schema) {
            (Kind::Day, _) => {
                let (date, anchor) =
                    (write(&Shape::Date, definitions), write(&Shape::Object(&GIVEN_ANCHOR), definitions));
                schema = json!({ "anyOf": [date, { "type": "null" }, anchor] });
            }
            (Kind::Names | Kind::Amounts, Value::Object(fields)) => {
                fields.insert("minProperties".into(), json!(1));
            }
            _ => {}
        }
        properties.insert(fact.name.into(), described(schema, fact.doc));
    }
    json!({ "type": "object", "properties": properties, "additionalProperties": false,
        "description": "Facts the author vouches for on every order." })
}

/// A condition as answers write it: a value, one of several, a range, a complement, or conditions on names.
fn write_condition() -> Value {
    let scalar = json!({ "type": ["null", "boolean", "integer", "string"] });
    let condition = json!({ "$ref": "#/$defs/Condition" });
    json!({ "anyOf": [
        scalar,
        { "type": "array", "items": scalar },
        { "type": "object", "additionalProperties": condition },
    ] })
}
