//! What `statutes` answers: each policy laid out for people who want to know what it says.

mod words;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::{Map, Value};

use crate::input::{Origin, Source};
use crate::text::{counter, then, when};
pub(crate) use words::Word;

/// The answer.
#[derive(Debug, Serialize)]
pub(crate) struct Sheet {
    /// Always true.
    ok: bool,
    /// The policies.
    pub(crate) value: Statutes,
}

/// Policies in the order of reading.
#[derive(Debug, Serialize)]
pub(crate) struct Statutes {
    /// Each of them.
    pub(crate) statutes: Vec<Pack>,
    /// What they ask for, by name.
    pub(crate) words: Vec<Word>,
}

/// A policy; texts are Markdown.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Pack {
    /// Its file, or its name among those built in.
    pub(crate) file: String,
    pub(crate) id: String,
    pub(crate) version: String,
    pub(crate) layer: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) note: Option<String>,
    /// The markets it asks for; empty where it holds in all.
    pub(crate) markets: Vec<String>,
    /// Conditions of all its rules.
    pub(crate) when: Vec<String>,
    /// The contract dates it is for; empty where it is for all.
    pub(crate) contracts: String,
    /// The zones in which its days end.
    pub(crate) zones: BTreeSet<String>,
    /// The calendars of rest days it names.
    pub(crate) calendars: BTreeSet<String>,
    /// Reasons of its own, each with the reason it belongs to.
    pub(crate) reasons: BTreeMap<String, String>,
    /// What it vouches for on every order, apart from settings.
    pub(crate) given: Vec<String>,
    /// Its contested readings.
    pub(crate) settings: Vec<Setting>,
    /// What its conditions name of its own: counters, and windows as times.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) named: Vec<Named>,
    /// Its rules in the order of the document.
    pub(crate) rules: Vec<Rule>,
}

/// A counter or a window, as conditions name it.
#[derive(Debug, Serialize)]
pub(crate) struct Named {
    /// With its fact: `counter.failed`, `during.first-year`.
    pub(crate) name: String,
    /// What it counts, or from when to when it runs.
    pub(crate) text: String,
}

/// A question that is read in several ways.
#[derive(Debug, Serialize)]
pub(crate) struct Setting {
    pub(crate) name: String,
    /// The reading that holds where no other document chooses one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) default: Option<String>,
    /// Every reading, the default first.
    pub(crate) readings: Vec<Reading>,
}

/// One way to read it.
#[derive(Debug, Serialize)]
pub(crate) struct Reading {
    pub(crate) value: String,
    /// The remarks of the rules that name it.
    pub(crate) notes: Vec<String>,
    /// The rules that name it.
    pub(crate) rules: Vec<String>,
}

/// A rule.
#[derive(Debug, Serialize)]
pub(crate) struct Rule {
    pub(crate) id: String,
    /// Its condition on the reason; empty where it has none.
    pub(crate) reason: String,
    /// Its other conditions.
    pub(crate) when: Vec<String>,
    /// What it says.
    pub(crate) says: Vec<String>,
    pub(crate) basis: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) confidence: Option<String>,
}

impl Sheet {
    /// Lays out the policies among documents; calendars and zones are passed over.
    pub(crate) fn read<'s>(documents: impl Iterator<Item = &'s Source>) -> Self {
        let read = |source: &'s Source| Some((source, serde_json::from_str::<Value>(&source.text).ok()?));
        let documents: Vec<_> = documents.filter_map(read).collect();
        let statutes = documents.iter().filter_map(|(source, document)| pack(source, document)).collect();
        let words = words::read(documents.iter().map(|(_, document)| document));
        Self { ok: true, value: Statutes { statutes, words } }
    }
}

fn pack(source: &Source, document: &Value) -> Option<Pack> {
    let rules = document.get("rules")?.as_array()?;
    let (Origin::File(file) | Origin::BuiltIn(file)) = &source.origin else { return None };
    let id = text(document, "id")?;
    let when = object(document, "when");
    let windows = object(document, "windows");
    let given = object(document, "given");
    let market = when.get("market").and_then(Value::as_array);
    Some(Pack {
        file: file.clone(),
        version: text(document, "version")?,
        layer: text(document, "layer")?,
        title: text(document, "title"),
        note: text(document, "note"),
        markets: market.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect(),
        when: when::phrases(when),
        contracts: document.get("effective").map(when::period).unwrap_or_default(),
        zones: named(document, "zone"),
        calendars: named(document, "calendar"),
        reasons: object(document, "reasons").iter().map(|(own, of)| (own.clone(), when::value(of))).collect(),
        given: when::given(given),
        settings: settings(given.get("setting"), rules),
        named: names_of_conditions(document, rules),
        rules: rules.iter().filter_map(|rule| read_rule(rule, windows)).collect(),
        id,
    })
}

fn read_rule(rule: &Value, windows: &Map<String, Value>) -> Option<Rule> {
    let when = object(rule, "when");
    Some(Rule {
        id: text(rule, "id")?,
        reason: when.get("reason").map(when::value).unwrap_or_default(),
        when: when::phrases(when),
        says: then::phrases(object(rule, "then"), windows),
        basis: texts(rule.get("basis")),
        confidence: text(rule, "confidence"),
    })
}

/// Every counter, and every window that some condition names.
fn names_of_conditions(document: &Value, rules: &[Value]) -> Vec<Named> {
    let counters = object(document, "counters").iter().filter_map(|(name, counter)| {
        Some(Named { name: format!("counter.{name}"), text: counter::phrase(counter.as_object()?) })
    });
    let windows = object(document, "windows");
    let times: BTreeSet<&String> = [document].into_iter().chain(rules).flat_map(times).collect();
    let times = times.into_iter().filter_map(|name| {
        let text = then::lasts(windows.get(name)?, windows);
        Some(Named { name: format!("during.{name}"), text })
    });
    counters.chain(times).collect()
}

/// The windows that conditions name.
fn times(holder: &Value) -> impl Iterator<Item = &String> {
    holder.get("when").map(|when| object(when, "during")).into_iter().flat_map(Map::keys)
}

/// The settings that rules ask for or the document states, by name.
fn settings(given: Option<&Value>, rules: &[Value]) -> Vec<Setting> {
    let mut found: BTreeMap<&str, Vec<(String, Option<&Value>)>> = BTreeMap::new();
    for (name, value) in given.and_then(Value::as_object).into_iter().flatten() {
        found.entry(name).or_default().push((when::value(value), None));
    }
    for rule in rules {
        let when = rule.get("when").unwrap_or(&Value::Null);
        for (name, condition) in object(when, "setting") {
            let values = condition.as_array().map(|values| values.iter().map(when::value).collect());
            let values: Vec<String> = values.unwrap_or_else(|| vec![when::value(condition)]);
            found.entry(name).or_default().extend(values.into_iter().map(|value| (value, Some(rule))));
        }
    }
    let default = |name: &str| given.and_then(|given| given.get(name)).map(when::value);
    found.into_iter().map(|(name, named)| setting(name, default(name), &named)).collect()
}

fn setting(name: &str, default: Option<String>, named: &[(String, Option<&Value>)]) -> Setting {
    let mut readings: Vec<Reading> = Vec::new();
    for (value, rule) in named {
        if !readings.iter().any(|reading| reading.value == *value) {
            readings.push(Reading { value: value.clone(), notes: Vec::new(), rules: Vec::new() });
        }
        let reading = readings.iter_mut().find(|reading| reading.value == *value);
        if let (Some(reading), Some(rule)) = (reading, rule) {
            reading.notes.extend(text(rule, "note").filter(|note| !reading.notes.contains(note)));
            reading.rules.extend(text(rule, "id"));
        }
    }
    Setting { name: name.to_owned(), default, readings }
}

/// The zones or calendars that a document names, in any of its windows too.
fn named(value: &Value, field: &str) -> BTreeSet<String> {
    match value {
        Value::Object(fields) => fields.iter().flat_map(|(key, value)| names(key == field, value, field)).collect(),
        Value::Array(items) => items.iter().flat_map(|item| named(item, field)).collect(),
        _ => BTreeSet::new(),
    }
}

/// One name, or one for each market.
fn names(is_field: bool, value: &Value, field: &str) -> BTreeSet<String> {
    match value {
        Value::String(name) if is_field => [name.clone()].into(),
        Value::Object(markets) if is_field => markets.values().filter_map(Value::as_str).map(str::to_owned).collect(),
        value => named(value, field),
    }
}

/// An object's object of this name; nothing where there is none.
fn object<'v>(value: &'v Value, field: &str) -> &'v Map<String, Value> {
    static NONE: std::sync::LazyLock<Map<String, Value>> = std::sync::LazyLock::new(Map::new);
    value.get(field).and_then(Value::as_object).unwrap_or(&NONE)
}

fn text(value: &Value, field: &str) -> Option<String> {
    value.get(field).and_then(Value::as_str).map(str::to_owned)
}

/// One text, or several.
fn texts(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        Some(Value::String(text)) => vec![text.clone()],
        _ => Vec::new(),
    }
}
