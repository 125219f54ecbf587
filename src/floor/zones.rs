//! Floors whose days are not those of what is declared: conditions on days do not tell there what may happen together.

use crate::atom::AtomSet;
use crate::compile::Compiled;
use crate::dimension::DimensionId;
use crate::fact::{self, Kind};
use crate::floor::prover::Prover;
use crate::gather::Gather;
use crate::map::Map;
use crate::policy::{Layer, PolicyDocument};

/// The dimensions that are days of events.
pub(super) fn days(compiled: &Compiled) -> Vec<DimensionId> {
    let days = compiled.dimensions.iter().filter(|(_, dimension)| fact::definition(dimension.fact).kind == Kind::Day);
    days.map(|(id, _)| id).gather()
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

/// The markets in which a document applies, one by one.
fn markets(compiled: &Compiled, prover: &Prover<'_>, position: usize) -> Vec<Option<AtomSet>> {
    let id = compiled.dimensions.position(fact::position("market"), None);
    let Some((id, dimension)) = id.and_then(|id| Some((id, compiled.dimensions.get(id)?))) else { return vec![None] };
    let all = AtomSet::all(dimension.count());
    let mut atoms = AtomSet::none(dimension.count());
    for cell in prover.scopes.get(position).into_iter().flat_map(|scope| &scope.0) {
        atoms = atoms.or(cell.0.get(&id).unwrap_or(&all));
    }
    atoms.iter().map(|atom| Some(AtomSet::one(dimension.count(), atom))).gather()
}
