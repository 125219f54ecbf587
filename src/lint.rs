//! What a check of documents finds: their problems, and in sound documents what is surely or likely not meant.
//!
//! Each question about all orders is decided over boxes, within one budget; one that is given up is a finding of its own.

mod dead;
pub(crate) mod finding;
mod gap;
mod precedence;
mod scope;
mod setting;
mod spelling;

pub use finding::{FindingCode, Severity};

use crate::atom::AtomSet;
use crate::compile::{Compiled, RuleId};
use crate::condition::{Cell, Region, TOTAL_BUDGET, Undecided};
use crate::dimension::{Dimension, DimensionId};
use crate::fact;
use crate::gather::Gather;
use crate::json::Json;
use crate::load;
use crate::map::Map;
use crate::policy::Layer;
use crate::problem::{Example, Problem};
use crate::prove;
use crate::shape::Shape;
use crate::term::{Grant, Term, Value};

use finding::Finding;
pub(crate) use finding::Findings;

/// Checks the documents of a JSON array; a text that is no such array has problems of its own.
pub(crate) fn lint(text: &str) -> Result<Findings, Vec<Problem>> {
    let json = Json::parse(text).map_err(|problem| vec![problem])?;
    match load::load(text) {
        Ok(compiled) => Ok(Findings::sorted(find(&compiled))),
        Err(problems) if matches!(json, Json::List(_)) => {
            Ok(Findings::sorted(problems.into_iter().map(Finding::from).gather()))
        }
        Err(problems) => Err(problems),
    }
}

/// Everything that is found in documents without problems.
fn find(compiled: &Compiled) -> Vec<Finding> {
    let impossible = compiled.dimensions.iter().filter_map(|(id, found)| Some((id, impossible(found)?))).gather();
    let mut search = Search { compiled, impossible, budget: TOTAL_BUDGET, findings: Vec::new() };
    dead::find(&mut search);
    gap::find(&mut search);
    precedence::find(&mut search);
    scope::find(&mut search);
    setting::find(&mut search);
    spelling::find(&mut search);
    search.findings
}

/// The atoms of a number that lie wholly outside what orders may state.
fn impossible(dimension: &Dimension) -> Option<AtomSet> {
    let Shape::Whole(least, most) = fact::definition(dimension.fact).value else { return None };
    let mut set = AtomSet::none(dimension.count());
    let beyond = |atom: &usize| {
        let (from, below) = dimension.numbers(*atom)?;
        (below.is_some_and(|below| below <= least) || from.is_some_and(|from| from > most)).then_some(())
    };
    set.extend((0..dimension.count()).filter(|atom| beyond(atom).is_some()));
    (!set.is_empty()).then_some(set)
}

/// A search through one set of documents.
struct Search<'c> {
    compiled: &'c Compiled,
    /// The atoms of numbers that no order can state.
    impossible: Vec<(DimensionId, AtomSet)>,
    /// How many boxes may still be compared.
    budget: usize,
    findings: Vec<Finding>,
}

impl<'c> Search<'c> {
    /// A box of the region outside all others; a question that is given up is reported at `path`.
    fn outside(&mut self, region: &Region, others: &[&Region], path: &str, what: &str) -> Option<Option<Cell>> {
        let is_named = |id: &DimensionId| {
            let mut cells = region.0.iter().chain(others.iter().flat_map(|other| &other.0));
            cells.any(|cell| cell.0.contains_key(id))
        };
        let named = self.impossible.iter().filter(|(id, _)| is_named(id));
        let beyond: Vec<Region> = named.map(|one| Region(vec![Cell([one.clone()].into())])).gather();
        let all: Vec<&Region> = others.iter().copied().chain(&beyond).gather();
        match region.outside(&all, &mut self.budget) {
            Ok(found) => Some(found),
            Err(Undecided) => {
                let message = format!("could not be decided within the budget whether {what}; simplify the conditions");
                self.findings.push(Finding::new(FindingCode::CouldNotDecide, path, message));
                None
            }
        }
    }

    /// One order of a region.
    fn example(&mut self, region: &Region, path: &str, what: &str) -> Option<Example> {
        self.outside(region, &[], path, what).flatten().map(|cell| prove::example(self.compiled, &cell))
    }

    /// Every rule with its region.
    fn rules(&self) -> impl Iterator<Item = (RuleId, &'c Region)> + use<'c> {
        self.compiled.rules.iter().enumerate().map(|(id, rule)| (id, &rule.region))
    }

    /// The layer of a rule.
    fn layer(&self, rule: RuleId) -> Option<Layer> {
        self.compiled.rule(rule).map(|(document, _)| document.layer)
    }

    /// The values that a rule gives.
    fn values(&self, rule: RuleId) -> &'c Map<Term, Value> {
        prove::values(self.compiled, rule)
    }

    /// What a rule says on whether a remedy is granted.
    fn grant(&self, rule: RuleId) -> Option<Grant> {
        match self.values(rule).get(&Term::Granted) {
            Some(Value::Granted(grant)) => Some(*grant),
            _ => None,
        }
    }

    /// Where the conditions of a rule stand; the rule itself if it has none of its own.
    fn conditions(&self, rule: RuleId) -> String {
        let path = prove::path(self.compiled, rule);
        let has_conditions = self.compiled.rule(rule).is_some_and(|(_, rule)| !rule.when.is_empty());
        if has_conditions { format!("{path}/when") } else { path }
    }

    /// Names some rules, and says how many more there are.
    fn names(&self, rules: &[RuleId]) -> String {
        const MOST: usize = 3;
        let named = rules.iter().take(MOST).map(|rule| format!("`{}`", prove::rule_name(self.compiled, *rule)));
        let names: Vec<String> = named.gather();
        match rules.len().saturating_sub(MOST) {
            0 => names.join(", "),
            1 => format!("{} and one more", names.join(", ")),
            more => format!("{} and {more} more", names.join(", ")),
        }
    }
}

impl From<Problem> for Finding {
    fn from(problem: Problem) -> Self {
        let Problem { path, code, message, also, example } = problem;
        Self { path, code: code.text(), severity: Severity::Error, message, also, example }
    }
}

/// A code of a problem is never one of a finding in sound documents.
#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::ProblemCode;

    #[test]
    fn no_code_means_two_things() {
        for (_, problem, _) in ProblemCode::ALL {
            assert!(FindingCode::ALL.iter().all(|(_, finding, ..)| finding != problem), "{problem}");
        }
    }
}
