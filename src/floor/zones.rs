//! Floors whose days are not those of what is declared: conditions on days do not tell there what may happen together.

use crate::atom::AtomSet;
use crate::compile::{Compiled, CompiledRule};
use crate::condition::Region;
use crate::dimension::DimensionId;
use crate::fact::{self, Kind};
use crate::floor::prover::Prover;
use crate::floor::vouched;
use crate::gather::Gather;
use crate::map::Map;
use crate::policy::{Layer, PolicyDocument};

/// The dimensions that are days of events.
pub(super) fn days(compiled: &Compiled) -> Vec<DimensionId> {
    let days = compiled.dimensions.iter().filter(|(_, dimension)| fact::definition(dimension.fact).kind == Kind::Day);
    days.map(|(id, _)| id).gather()
}

/// The regions of all rules as far as they surely hold in the orders that count: those to which the only declared document
/// applies are known to lie in its own days.
pub(super) fn sure(compiled: &Compiled, settled: &[Region], days: &[DimensionId]) -> Vec<Region> {
    let declared = compiled.documents.iter().enumerate().filter(|(_, document)| document.layer == Layer::Declared);
    let [only] = declared.map(|(position, _)| position).gather()[..] else { return settled.to_vec() };
    let scope = vouched::scope(compiled, only);
    let is_given = |id: DimensionId, atoms: &AtomSet| scope.0.iter().all(|cell| cell.0.get(&id) == Some(atoms));
    let sure = |(rule, region): (&CompiledRule, &Region)| {
        let mut region = region.clone();
        if rule.document == only {
            for cell in &mut region.0 {
                cell.0.retain(|id, atoms| !days.contains(id) || !is_given(*id, atoms));
            }
        }
        region
    };
    compiled.rules.iter().zip(settled).map(sure).gather()
}

/// The floors in question, by position, where some market has two zones and some condition is on a day.
pub(super) fn doubtful(
    compiled: &Compiled,
    alike: &Map<&str, &str>,
    days: &[DimensionId],
    prover: &Prover<'_>,
) -> Vec<usize> {
    if days.is_empty() {
        return Vec::new();
    }
    let differs = |position: &usize| {
        compiled.documents.get(*position).is_some_and(|floor| {
            floor.layer == Layer::Floor
                && markets(compiled, prover, *position).iter().any(|market| {
                    let of = |document: &PolicyDocument| zone(compiled, alike, document, market.as_ref());
                    let own = compiled.documents.iter().filter(|document| document.layer != Layer::Floor);
                    own.map(of).any(|zone| zone != of(floor))
                })
        })
    };
    prover.applying().into_iter().filter(differs).gather()
}

fn zone<'c>(
    compiled: &'c Compiled,
    alike: &Map<&'c str, &'c str>,
    document: &PolicyDocument,
    market: Option<&AtomSet>,
) -> Option<&'c str> {
    let serving = compiled.names.get(document.zone)?.serving(market);
    let name = if let [name] = serving.as_slice() { *name } else { None };
    name.map(|name| alike.get(name).copied().unwrap_or(name))
}

/// The markets in which a document and something declared apply, one by one.
fn markets(compiled: &Compiled, prover: &Prover<'_>, position: usize) -> Vec<Option<AtomSet>> {
    let id = compiled.dimensions.position(fact::MARKET, None);
    let Some((id, dimension)) = id.and_then(|id| Some((id, compiled.dimensions.get(id)?))) else { return vec![None] };
    let all = AtomSet::all(dimension.count());
    let of = |scope: Option<&Region>| {
        let mut atoms = AtomSet::none(dimension.count());
        for cell in scope.into_iter().flat_map(|scope| &scope.0) {
            atoms = atoms.or(cell.0.get(&id).unwrap_or(&all));
        }
        atoms
    };
    let both = of(prover.scopes.get(position)).and(&of(Some(&prover.scope)));
    both.iter().map(|atom| Some(AtomSet::one(dimension.count(), atom))).gather()
}
