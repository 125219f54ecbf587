//! Orders of which no rule says whether a remedy is granted that the shop grants for others.

use crate::atom::AtomSet;
use crate::compile::RuleId;
use crate::condition::{Cell, Region};
use crate::dimension::DimensionId;
use crate::fact::{self, Kind};
use crate::gather::{AddAll, Gather};
use crate::given;
use crate::policy::{Layer, PolicyDocument, Scalar};
use crate::prove;
use crate::term::Grant;

use super::Search;
use super::finding::{Finding, FindingCode};

/// One reason and remedy, and the rules that take part in it.
struct Asked {
    reason: String,
    remedy: String,
    /// Orders that ask for it.
    region: Region,
    /// The declared rules that grant it somewhere.
    granting: Vec<RuleId>,
}

/// Finds at most one gap for each set of rules that grant the same reasons and remedies: a hole between numbers or days if
/// there is one.
pub(crate) fn find(search: &mut Search<'_>) {
    let mut seen: Vec<(Vec<RuleId>, Finding)> = Vec::new();
    for asked in all_asked(search) {
        let before = seen.iter().position(|(granting, _)| *granting == asked.granting);
        let known = before.and_then(|position| seen.get(position)).map(|(_, finding)| finding.code);
        if known == Some(FindingCode::Hole.text()) {
            continue;
        }
        let Some(finding) = gap(search, &asked, known.is_none()) else { continue };
        match before.and_then(|position| seen.get_mut(position)) {
            Some((_, worse)) => *worse = finding,
            None => seen.push((asked.granting, finding)),
        }
    }
    search.findings.add_all(seen.into_iter().map(|(_, finding)| finding));
}

/// Every reason and remedy that some declared rule grants.
fn all_asked(search: &Search<'_>) -> Vec<Asked> {
    let dimensions = &search.compiled.dimensions;
    let named = |name: &str| {
        let id = dimensions.position(fact::position(name), None)?;
        Some((id, dimensions.get(id)?))
    };
    let (Some((reason_id, reasons)), Some((remedy_id, remedies))) = (named("reason"), named("remedy")) else {
        return Vec::new();
    };
    let grants = |rule: &RuleId| {
        search.layer(*rule) == Some(Layer::Declared) && matches!(search.grant(*rule), Some(Grant::Yes | Grant::Review))
    };
    let granting: Vec<(RuleId, &Region)> = search.rules().filter(|(rule, _)| grants(rule)).gather();
    let mut asked = Vec::new();
    for (atom, reason) in reasons.nodes().iter().enumerate() {
        for remedy in 0..remedies.count() {
            let one =
                [(reason_id, AtomSet::one(reasons.count(), atom)), (remedy_id, AtomSet::one(remedies.count(), remedy))];
            let region = Region(vec![Cell(one.into())]);
            let granting: Vec<RuleId> =
                granting.iter().filter(|(_, other)| other.meets(&region)).map(|(rule, _)| *rule).gather();
            if !granting.is_empty() {
                let remedy = dimensions.describe(remedy_id, &AtomSet::one(remedies.count(), remedy));
                let remedy = match remedy {
                    Some(crate::dimension::Description::Values(values)) => values.into_iter().next(),
                    _ => None,
                };
                let Some(Scalar::Word(remedy)) = remedy else { continue };
                asked.push(Asked { reason: reason.clone(), remedy, region, granting });
            }
        }
    }
    asked
}

/// A hole, else any other gap if that is wanted.
fn gap(search: &mut Search<'_>, asked: &Asked, any: bool) -> Option<Finding> {
    let compiled = search.compiled;
    let says = |rule: &RuleId| search.layer(*rule) != Some(Layer::Floor) && search.grant(*rule).is_some();
    let speaking: Vec<&Region> = search
        .rules()
        .filter(|(rule, _)| says(rule))
        .map(|(_, region)| region)
        .filter(|region| region.meets(&asked.region))
        .gather();
    let scope = scope(search, asked);
    let first = asked.granting.first().copied()?;
    let path = search.conditions(first);
    let what = format!("a rule says of all orders whether `{}` for `{}` is granted", asked.remedy, asked.reason);
    let cell = search.outside(&scope, &speaking, &path, &what)??;
    let hole = hole(search, asked, &scope, &speaking, (&path, &what));
    let (code, cell, message) = match hole {
        Some((fact, cell)) => {
            let message = format!(
                "`{}` for `{}`: rules speak of lower and of higher `{fact}`, and no rule says whether it is granted between; let the ranges meet, or add a rule",
                asked.remedy, asked.reason
            );
            (FindingCode::Hole, cell, message)
        }
        None if any => {
            let message = format!(
                "`{}` for `{}` is granted by {}, and for other orders no rule says whether it is; add a rule for them, with `granted` false if that is meant",
                asked.remedy,
                asked.reason,
                search.names(&asked.granting)
            );
            (FindingCode::Gap, cell, message)
        }
        None => return None,
    };
    Some(Finding { example: Some(prove::example(compiled, &cell)), ..Finding::new(code, path, message) })
}

/// The orders of the documents that grant this, as far as these vouch for facts.
fn scope(search: &Search<'_>, asked: &Asked) -> Region {
    let compiled = search.compiled;
    let mut documents: Vec<usize> =
        asked.granting.iter().filter_map(|rule| Some(compiled.rules.get(*rule)?.document)).gather();
    documents.dedup();
    let mut cells = Vec::new();
    for position in documents {
        let (Some(document), Some(scope)) = (compiled.documents.get(position), compiled.scopes.get(position)) else {
            continue;
        };
        cells.add_all(scope.meet(&asked.region).meet(&given(search, document)).0);
    }
    Region(cells)
}

/// The orders for which all that a document vouches for is true, and the settings are those that are chosen.
pub(super) fn given(search: &Search<'_>, document: &PolicyDocument) -> Region {
    let compiled = search.compiled;
    let mut cell = Cell::default();
    for (id, (reading, _)) in &compiled.settings {
        cell.0.insert(*id, compiled.dimensions.locate(*id, reading));
    }
    for given in document.given.iter().filter(|given| given.fact != fact::SETTING) {
        cell.0.extend(given::filled(compiled, given));
    }
    Region(vec![cell])
}

/// An order in a gap of which rules speak below and above, other facts being the same, with the fact that shows it.
fn hole(
    search: &mut Search<'_>,
    asked: &Asked,
    scope: &Region,
    speaking: &[&Region],
    (path, what): (&str, &str),
) -> Option<(String, Cell)> {
    let compiled = search.compiled;
    for (id, dimension) in compiled.dimensions.iter() {
        if !matches!(fact::definition(dimension.fact).kind, Kind::Number | Kind::Amounts | Kind::Day) {
            continue;
        }
        // Neither "none" nor a number that no order states lies below or above another.
        let mut skipped = AtomSet::none(dimension.count());
        skipped.extend(dimension.null());
        let impossible = search.impossible.iter().filter(|(other, _)| *other == id);
        skipped.extend(impossible.flat_map(|(_, atoms)| atoms.iter()));
        let cells = speaking.iter().flat_map(|region| &region.0);
        let narrowed: Vec<&Cell> = cells.filter(|cell| cell.0.get(&id).is_some_and(|atoms| !atoms.is_all())).gather();
        for (index, one) in narrowed.iter().enumerate() {
            for other in narrowed.iter().skip(index) {
                search.budget = search.budget.saturating_sub(1);
                let Some(between) = between(id, &skipped, one, other) else { continue };
                let elsewhere = |cell: &Cell| Region(vec![cell.clone()]).without(Some(id));
                let middle = Region(vec![Cell([(id, between)].into())]);
                let both = scope.meet(&asked.region).meet(&elsewhere(one)).meet(&elsewhere(other)).meet(&middle);
                if both.is_empty() {
                    continue;
                }
                if let Some(cell) = search.outside(&both, speaking, path, what)? {
                    return Some((fact::definition(dimension.fact).name.to_owned(), cell));
                }
            }
        }
    }
    None
}

/// The numbers that lie above some of one box and below some of another, and in neither.
fn between(id: DimensionId, skipped: &AtomSet, one: &Cell, other: &Cell) -> Option<AtomSet> {
    let (one, other) = (one.0.get(&id)?, other.0.get(&id)?);
    let bounds = |set: &AtomSet| {
        let numbers: Vec<usize> = set.minus(skipped).iter().gather();
        Some((*numbers.first()?, *numbers.last()?))
    };
    let (one_bounds, other_bounds) = (bounds(one)?, bounds(other)?);
    let mut set = one.minus(one);
    set.extend(one_bounds.0.min(other_bounds.0)..=one_bounds.1.max(other_bounds.1));
    let rest = set.minus(one).minus(other);
    (!rest.is_empty()).then_some(rest)
}
