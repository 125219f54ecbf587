//! Comparisons of two versions as change notes a shop owner understands.

mod condition;
mod value;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::lines::LineProblem;
use crate::words::Words;

use super::page::Page;
use super::words::money;

/// A comparison.
#[derive(Debug, Deserialize)]
pub(crate) struct Diff {
    /// `same`, `changed` or `undecided`.
    pub(crate) outcome: String,
    rows: Vec<Row>,
    undecided: Vec<Undecided>,
    /// What was read of orders, where orders were given.
    pub(crate) orders: Option<Count>,
    /// What is wrong with the first lines of orders that could not be read.
    #[serde(default)]
    pub(crate) problems: Vec<LineProblem>,
}

#[derive(Debug, Deserialize)]
struct Row {
    reasons: Vec<String>,
    remedies: Vec<String>,
    when: Map<String, Value>,
    #[serde(default)]
    unless: Map<String, Value>,
    #[serde(default)]
    except: Map<String, Value>,
    term: String,
    old: Value,
    new: Value,
    phases: Option<Phases>,
    #[serde(default)]
    data: Vec<String>,
    buyer: String,
    touched: Option<Touched>,
}

/// What both versions say in turn while one window after another ends.
#[derive(Debug, Deserialize)]
struct Phases {
    old: Vec<Value>,
    new: Vec<Value>,
}

#[derive(Debug, Deserialize)]
struct Undecided {
    reason: String,
    remedy: String,
    facts: Vec<String>,
}

/// What was read of orders.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Count {
    /// How many orders.
    pub(crate) orders: u64,
    lines: u64,
    /// How many lines of the text could not be read.
    pub(crate) bad_lines: usize,
}

#[derive(Debug, Deserialize)]
struct Touched {
    orders: u64,
    lines: u64,
    amounts: Vec<Value>,
    unpriced: u64,
    possible: u64,
}

/// The whole note.
pub(crate) fn diff(diff: &Diff, words: Words) -> String {
    let mut page = Page::default();
    if diff.outcome == "same" {
        page.heading(&words.say("title.same", &[]));
        return page.finish();
    }
    page.heading(&words.say("title.changed", &[]));
    let shared = shared(&diff.rows);
    let everywhere = condition::phrases(&shared, &Map::new(), words);
    if !everywhere.is_empty() {
        let conditions = everywhere.join(&words.say("list.parts", &[]));
        page.line(&words.say("head.everywhere", &[("conditions", &conditions)]));
    }
    for buyer in ["worse", "better", "other"] {
        let rows: Vec<&Row> = diff.rows.iter().filter(|row| row.buyer == buyer && is_told(row)).collect();
        if rows.is_empty() {
            continue;
        }
        page.blank();
        page.heading(&words.say(&format!("head.{buyer}"), &[]));
        for row in rows {
            page.line(&format!("- {}", told(row, &shared, words)));
            if let (Some(touched), Some(count)) = (&row.touched, &diff.orders) {
                page.line(&format!("    {}", touches(touched, count, words)));
            }
        }
    }
    write_undecided(&diff.undecided, words, &mut page);
    page.finish()
}

/// That a window is gone goes without saying where nothing is offered any more.
fn is_told(row: &Row) -> bool {
    row.term != "window" || !row.new.is_null()
}

/// The conditions that all rows have.
fn shared(rows: &[Row]) -> Map<String, Value> {
    let Some((first, rest)) = rows.split_first().filter(|(_, rest)| !rest.is_empty()) else { return Map::new() };
    let in_all = |name: &str, value: &Value| {
        rest.iter().chain([first]).all(|row| row.when.get(name) == Some(value) && !row.unless.contains_key(name))
    };
    let shared = first.when.iter().filter(|(name, value)| in_all(name, value));
    shared.map(|(name, value)| (name.clone(), value.clone())).collect()
}

fn told(row: &Row, shared: &Map<String, Value>, words: Words) -> String {
    let when = row.when.iter().filter(|(name, _)| !shared.contains_key(*name));
    let when: Map<String, Value> = when.map(|(name, value)| (name.clone(), value.clone())).collect();
    let mut what = vec![reasons(row, words), named("remedy", &row.remedies, words)];
    what.extend(condition::phrases_in(&when, &row.unless, row.when.get("currency"), words));
    let currency = row.except.get("currency").or(row.when.get("currency"));
    let mut what = what.join(&words.say("list.parts", &[]));
    let except = condition::phrases_in(&row.except, &Map::new(), currency, words);
    if !except.is_empty() {
        what = words.say("row.except", &[("what", &what), ("conditions", &except.join(&words.say("list.where", &[])))]);
    }
    words.say("row", &[("what", &capital(&what)), ("change", &change(row, words))])
}

/// With a capital letter first.
fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().into_iter().flat_map(char::to_uppercase).chain(characters).collect()
}

fn reasons(row: &Row, words: Words) -> String {
    let reasons = named("reason", &row.reasons, words);
    let left_out: Vec<String> = row
        .unless
        .get("reason")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect();
    if left_out.is_empty() {
        return reasons;
    }
    words.say("reason.unless", &[("reasons", &reasons), ("values", &named("reason", &left_out, words))])
}

fn named(kind: &str, names: &[String], words: Words) -> String {
    words.one_of(&names.iter().map(|name| words.name(kind, name)).collect::<Vec<_>>())
}

fn change(row: &Row, words: Words) -> String {
    let change = said(row, words);
    if row.data.is_empty() {
        return change;
    }
    words.say("row.data", &[("change", &change), ("names", &words.all_of(&row.data))])
}

/// A change without what it is read by.
fn said(row: &Row, words: Words) -> String {
    let term = words.name("term", &row.term);
    if let Some(phases) = &row.phases {
        let of = |phases: &Vec<Value>| {
            let all: Vec<String> = phases.iter().map(|phase| value::phase(&row.term, phase, words)).collect();
            all.join(&words.say("list.phases", &[]))
        };
        return words.say("row.phases", &[("term", &term), ("old", &of(&phases.old)), ("new", &of(&phases.new))]);
    }
    let of = |value: &Value| value::text(&row.term, value, words);
    let (old, new) = (of(&row.old), of(&row.new));
    match row.term.as_str() {
        "window" if row.old.is_null() => words.say("row.newWindow", &[("new", &new)]),
        "window" => value::lengths(&row.old, &row.new, words)
            .unwrap_or_else(|| words.say("row.plain", &[("old", &old), ("new", &new)])),
        "granted" => words.say("row.plain", &[("old", &old), ("new", &new)]),
        _ => words.say("row.term", &[("term", &term), ("old", &old), ("new", &new)]),
    }
}

fn touches(touched: &Touched, count: &Count, words: Words) -> String {
    let amounts: Vec<String> = touched.amounts.iter().map(money).collect();
    let amounts = if amounts.is_empty() { words.say("money.none", &[]) } else { words.all_of(&amounts) };
    let number = |number: u64| number.to_string();
    let mut parts = vec![words.say(
        "row.touched",
        &[
            ("lines", &number(touched.lines)),
            ("all", &counted(count.lines, "line", words)),
            ("orders", &counted(touched.orders, "order", words)),
            ("money", &amounts),
        ],
    )];
    if touched.unpriced > 0 {
        parts.push(words.say("row.unpriced", &[("lines", &number(touched.unpriced))]));
    }
    if touched.possible > 0 {
        parts.push(words.say("row.possible", &[("lines", &number(touched.possible))]));
    }
    parts.join(&words.say("list.parts", &[]))
}

/// So many of a thing.
fn counted(number: u64, thing: &str, words: Words) -> String {
    let form = if number == 1 { "one" } else { "many" };
    words.say(&format!("{form}.{thing}"), &[("count", &number.to_string())])
}

fn write_undecided(undecided: &[Undecided], words: Words, page: &mut Page) {
    if undecided.is_empty() {
        return;
    }
    page.blank();
    page.heading(&words.say("title.undecided", &[]));
    for one in undecided {
        let what = [words.name("reason", &one.reason), words.name("remedy", &one.remedy)];
        let facts: Vec<String> = one.facts.iter().map(|fact| condition::fact(fact, words)).collect();
        let places = [("what", &*what.join(&words.say("list.parts", &[]))), ("facts", &*words.all_of(&facts))];
        page.line(&format!("- {}", words.say("row.undecided", &places)));
    }
}
