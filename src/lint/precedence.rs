//! Pairs of rules of which only `precedence` says which wins, where an author may not expect it.

use crate::atom::AtomSet;
use crate::compile::RuleId;
use crate::condition::Region;
use crate::dimension::DimensionId;
use crate::fact;
use crate::gather::Gather;
use crate::prove;
use crate::term::Term;

use super::Search;
use super::finding::{Finding, FindingCode};

/// For each rule that loses by `precedence` alone, one finding with those that win over it.
pub(crate) fn find(search: &mut Search<'_>) {
    let compiled = search.compiled;
    if compiled.documents.iter().all(|document| document.precedence.is_empty()) {
        return;
    }
    let dimension = |name: &str| compiled.dimensions.position(fact::position(name), None);
    let (reason, remedy) = (dimension("reason"), dimension("remedy"));
    let bare: Vec<Region> = search.rules().map(|(_, region)| region.without(remedy)).gather();
    let reasons: Vec<Option<AtomSet>> = search.rules().map(|(_, region)| stated(region, reason)).gather();
    for (loser, region) in search.rules() {
        let Some(rule) = compiled.rules.get(loser) else { continue };
        let (Some(own), Some(own_reasons)) = (bare.get(loser), reasons.get(loser)) else { continue };
        let mut winners: Vec<(RuleId, Term)> = Vec::new();
        for winner in rule.beaten_by.iter().filter(|winner| !rule.overridden_by.contains(winner)) {
            let Some(term) = surprising(search, loser, *winner, reasons.get(*winner) != Some(own_reasons)) else {
                continue;
            };
            let inside = |winner: &Region| winner.is_within(own, &mut search.budget);
            if !bare.get(*winner).is_none_or(inside) {
                winners.push((*winner, term));
            }
        }
        report(search, loser, region, &winners);
    }
}

/// The reasons of a rule; none if it names none.
fn stated(region: &Region, reason: Option<DimensionId>) -> Option<AtomSet> {
    let mut sets = region.sets(reason?);
    let first = sets.next()?.clone();
    Some(sets.fold(first, |all, set| all.or(set)))
}

/// A term that both set differently, if they differ in what they grant or are about different reasons.
fn surprising(search: &Search<'_>, loser: RuleId, winner: RuleId, other_reasons: bool) -> Option<Term> {
    let (own, others) = (search.values(loser), search.values(winner));
    let mut differing = own.iter().filter(|(term, value)| others.get(term).is_some_and(|other| other != value));
    differing.find(|(term, _)| other_reasons || *term == Term::Granted).map(|(term, _)| *term)
}

fn report(search: &mut Search<'_>, loser: RuleId, region: &Region, winners: &[(RuleId, Term)]) {
    let compiled = search.compiled;
    let Some((first, term)) = winners.first().copied() else { return };
    let names = search.names(&winners.iter().map(|(winner, _)| *winner).gather());
    let message = format!(
        "only `precedence` says that `{}` loses against {names}, such as in `{}`; if that is not meant, list them in the `overrides` of `{}`",
        prove::rule_name(compiled, loser),
        term.text(),
        prove::rule_name(compiled, loser),
    );
    let both = compiled.region(first).map(|other| region.meet(other));
    let also = Some(prove::path(compiled, first));
    let path = prove::path(compiled, loser);
    let example = both.and_then(|both| search.example(&both, &path, "both rules ever hold together"));
    search.findings.push(Finding { also, example, ..Finding::new(FindingCode::PrecedenceDecides, path, message) });
}
