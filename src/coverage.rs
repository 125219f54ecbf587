//! Which rules decided something in many orders, how often, and which never did.

use crate::compile::{Compiled, RuleId};
use crate::evaluate;
use crate::gather::{AddAll, Gather};
use crate::json::Json;
use crate::json::write::{Filled, Object, ToJson};
use crate::lines::{self, BadLines};
use crate::map::Map;
use crate::order;
use crate::problem::Problem;
use crate::{load, prove};

/// What answers of `coverage` call their form.
pub(crate) const FORMAT: &str = "return-coverage/1";

/// What many calls show of the rules.
pub(crate) struct Coverage {
    /// How many calls were decided.
    calls: i64,
    /// The lines that could not be.
    bad: BadLines,
    /// Every rule, in the order of documents and rules.
    rules: Vec<Covered>,
}

/// One rule.
struct Covered {
    document: String,
    rule: String,
    path: String,
    /// In how many calls it decided something.
    decided: i64,
}

/// Decides every call and counts the rules that took part in its offers.
pub(crate) fn coverage(documents: &str, calls: &str) -> Result<Coverage, Vec<Problem>> {
    let compiled = load::load(documents)?;
    let names = names(&compiled);
    let mut decided: Vec<i64> = names.iter().map(|_| 0).gather();
    let mut coverage = Coverage { calls: 0, bad: BadLines::default(), rules: Vec::new() };
    for (line, call) in lines::numbered(calls) {
        match evaluate::evaluate(&compiled, call) {
            Ok(decision) => {
                coverage.calls = coverage.calls.saturating_add(1);
                for rule in deciding(&decision.json(), &names) {
                    if let Some(count) = decided.get_mut(rule) {
                        *count = count.saturating_add(1);
                    }
                }
            }
            Err(problems) => coverage.bad.add(line, problems),
        }
    }
    coverage.rules = names
        .into_iter()
        .map(|((document, rule), id)| Covered {
            document,
            rule,
            path: prove::path(&compiled, id),
            decided: decided.get(id).copied().unwrap_or(0),
        })
        .gather();
    order::sort_by(&mut coverage.rules, |a, b| place(&a.path).cmp(&place(&b.path)));
    Ok(coverage)
}

/// Every rule by the names that answers give it.
fn names(compiled: &Compiled) -> Map<(String, String), RuleId> {
    let name = |id: RuleId| compiled.rule(id).map(|(document, rule)| ((document.id.clone(), rule.id.clone()), id));
    (0..compiled.rules.len()).filter_map(name).collect()
}

/// The rules that take part in the offers of one decision, each once.
fn deciding(decision: &Json<'_>, names: &Map<(String, String), RuleId>) -> Vec<RuleId> {
    let mut rules = Vec::new();
    for line in decision.items_of("lines") {
        for offer in line.items_of("offers").iter().chain(line.items_of("warranty")) {
            add_reasons(offer, names, &mut rules);
            for case in offer.items_of("cases") {
                add_reasons(case, names, &mut rules);
            }
        }
    }
    order::sort_once(&mut rules);
    rules
}

fn add_reasons(answer: &Json<'_>, names: &Map<(String, String), RuleId>, rules: &mut Vec<RuleId>) {
    for because in answer.items_of("because") {
        if let (Some(document), Some(rule)) = (because.text_of("document"), because.text_of("rule")) {
            rules.add(names.get(&(document.to_owned(), rule.to_owned())).copied());
        }
    }
}

/// The numbers in a pointer to a rule: its document's place and its own.
fn place(path: &str) -> Vec<usize> {
    path.split('/').filter_map(|step| step.parse().ok()).gather()
}

impl ToJson for Coverage {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        object.field("format", &FORMAT);
        object.field("calls", &self.calls);
        object.field("badLines", &self.bad.count);
        object.field("rules", &self.rules);
        object.field("problems", &Filled(&self.bad.problems));
        object.close();
    }
}

impl ToJson for Covered {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        object.field("document", &self.document);
        object.field("rule", &self.rule);
        object.field("path", &self.path);
        object.field("decided", &self.decided);
        object.close();
    }
}
