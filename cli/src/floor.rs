//! Whether policies give no less than a floor: which documents are held against each other, and what is said of it.

use std::path::Path;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::input::{Failure, Source};
use crate::problem::{Problem, Severity};
use crate::text::{then, words};
use crate::{built_in, documents};

/// The word that stands for the statutes that are built in, where no file or folder has that name.
const BUILT_IN: &str = "statutes";

/// The engine's answer.
#[derive(Debug, Deserialize)]
pub(crate) struct Proof {
    /// `proved`, `refuted` or `undecided`.
    outcome: String,
    floors: Vec<String>,
    given: Vec<Given>,
    findings: Vec<Finding>,
}

#[derive(Debug, Deserialize)]
struct Given {
    document: String,
    fact: String,
    value: Value,
}

#[derive(Debug, Deserialize)]
struct Rule {
    document: String,
    rule: String,
    path: String,
    #[serde(default)]
    basis: Vec<String>,
    confidence: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Finding {
    outcome: String,
    term: String,
    floor: Rule,
    rule: Option<Rule>,
    #[serde(default)]
    changed_by: Vec<Rule>,
    declared: Option<Value>,
    required: Option<Value>,
    example: Option<Map<String, Value>>,
    events: Option<Map<String, Value>>,
    acts_at: Option<String>,
    declared_last_day: Option<String>,
    required_last_day: Option<String>,
    message: String,
}

/// Reads the policies and the floors they are held against.
pub(crate) fn read(policies: &[String], floors: &[String]) -> Result<Vec<Source>, Vec<Failure>> {
    let is_built_in = |name: &&String| name.as_str() == BUILT_IN && !Path::new(name.as_str()).exists();
    let (built_in, files): (Vec<&String>, Vec<&String>) = floors.iter().partition(is_built_in);
    let files: Vec<String> = policies.iter().chain(files).cloned().collect();
    let mut read = documents::read(&files)?;
    if !built_in.is_empty() {
        read.extend(built_in::statutes());
    }
    Ok(read)
}

impl Proof {
    /// Whether some floor is for some order of the policies, and all are proved.
    pub(crate) fn is_proved(&self) -> bool {
        self.outcome == "proved" && !self.floors.is_empty()
    }
}

/// Each finding as a problem at the declared rule, or at the floor's where nothing is declared, with notes on it.
pub(crate) fn problems(proof: &Proof) -> Vec<(Problem, Vec<String>)> {
    proof.findings.iter().map(|finding| (problem(finding), notes(finding))).collect()
}

fn problem(finding: &Finding) -> Problem {
    let rule = finding.rule.as_ref();
    Problem {
        path: rule.map_or_else(|| finding.floor.path.clone(), |rule| rule.path.clone()),
        code: format!("{} {}", finding.outcome, finding.term),
        severity: if finding.outcome == "refuted" { Severity::Error } else { Severity::Warning },
        message: finding.message.clone(),
        also: rule.map(|_| finding.floor.path.clone()),
        example: finding.example.clone(),
    }
}

fn notes(finding: &Finding) -> Vec<String> {
    let mut notes = vec![format!("required by {}", ground(&finding.floor))];
    for rule in &finding.changed_by {
        notes.push(format!("a window is changed by {}", ground(rule)));
    }
    if let Some(events) = &finding.events {
        let days = words::facts(events);
        let until = |day: &Option<String>| day.clone().unwrap_or_else(|| "not known exactly".to_owned());
        let (declared, required) = (until(&finding.declared_last_day), until(&finding.required_last_day));
        let acts = finding.acts_at.as_deref().unwrap_or_default();
        notes.push(format!("with {days}: declared {declared}, required {required}; the buyer acts at {acts}"));
    }
    let said =
        |value: &Option<Value>| value.as_ref().map_or_else(|| "nothing".to_owned(), |value| stated(finding, value));
    let by = finding.rule.as_ref().map(|rule| format!(" by {}/{}", rule.document, rule.rule)).unwrap_or_default();
    notes.push(format!("declared{by}: {}", said(&finding.declared)));
    notes.push(format!("required: {}", said(&finding.required)));
    notes
}

/// A rule and what it rests on, in words.
fn ground(rule: &Rule) -> String {
    let confidence = rule.confidence.as_ref().map(|confidence| format!(" ({confidence})")).unwrap_or_default();
    let basis = if rule.basis.is_empty() { "no basis stated".to_owned() } else { rule.basis.join("; ") };
    format!("{}/{}: {basis}{confidence}", rule.document, rule.rule)
}

/// A value of the term in words; a window first as it was set, then what changes it.
fn stated(finding: &Finding, value: &Value) -> String {
    let phrases = |value: Value| then::phrases(&Map::from_iter([(finding.term.clone(), value)]), &Map::new());
    let Some(fields) = value.as_object().filter(|_| finding.term == "window") else {
        return phrases(value.clone()).join(", ");
    };
    let changes = |(name, _): &(&String, &Value)| matches!(name.as_str(), "atLeastUntil" | "cap");
    let (changes, set): (Vec<_>, Vec<_>) = fields.iter().partition(changes);
    let object = |fields: Vec<(&String, &Value)>| -> Value {
        fields.into_iter().map(|(name, value)| (name.clone(), value.clone())).collect()
    };
    let mut said = phrases(object(set));
    if !changes.is_empty() {
        said.extend(phrases(object(changes)));
    }
    said.join(", ")
}

/// The outcome, and the facts under which it holds.
pub(crate) fn summary(proof: &Proof) -> String {
    if proof.floors.is_empty() {
        return "Nothing to prove: no floor is for any order of these policies; check their markets and dates"
            .to_owned();
    }
    let count = |outcome: &str| proof.findings.iter().filter(|finding| finding.outcome == outcome).count();
    let mut lines = vec![match proof.outcome.as_str() {
        "proved" => "Proved: the policies give no less than the floors by themselves".to_owned(),
        _ => format!(
            "Not proved: {} refuted, {} undecided",
            words::count(count("refuted"), "term"),
            words::count(count("undecided"), "term")
        ),
    }];
    if !proof.given.is_empty() {
        lines.push("under what the documents vouch for:".to_owned());
    }
    for given in &proof.given {
        lines.push(format!("  {}: {} {}", given.document, given.fact, said(&given.value)));
    }
    lines.join("\n")
}

fn said(value: &Value) -> String {
    match value.get("anchor").and_then(Value::as_str) {
        Some(event) => format!("with {event}"),
        None => words::value(value),
    }
}
