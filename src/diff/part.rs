//! Into which parts a fact's values are split: those that the rules of either version tell apart.

use std::cmp::Reverse;

use crate::atom::AtomSet;
use crate::condition::{Cell, Truth};
use crate::diff::pair::{Pair, is_stated};
use crate::dimension::DimensionId;
use crate::fact;
use crate::gather::{AddAll, Gather};
use crate::map::Map;
use crate::matching::Matching;
use crate::order;
use crate::world::World;

/// From how many undecided rules on the fact that most of them hang on is split first.
const MANY_RULES: usize = 60;

/// The first fact by which suspects part this world, with its parts; none where the world lies in one suspect.
pub(crate) fn suspected(pair: &Pair<'_>, suspects: &[&Cell]) -> Option<(DimensionId, Vec<AtomSet>)> {
    let parting = |cell: &&Cell| -> Option<DimensionId> {
        let mut parting = cell.0.iter().filter(|(id, atoms)| {
            let is_fixed = is_stated(&pair.old, *id) && is_stated(&pair.new, *id);
            !is_fixed && !pair.possible(*id).is_within(atoms)
        });
        parting.next().map(|(id, _)| *id)
    };
    let all: Vec<Option<DimensionId>> = suspects.iter().map(parting).gather();
    if all.iter().any(Option::is_none) {
        return None;
    }
    let id = all.into_iter().flatten().min()?;
    let sets: Vec<&AtomSet> = suspects.iter().filter_map(|cell| cell.0.get(&id)).gather();
    Some((id, parts(&pair.possible(id), &|atom| sets.iter().map(|set| set.contains(atom)).gather())))
}

/// The fact on which most rules hang, where they are many: splitting it first leaves the fewest of them. Facts in the order
/// of their table serve a few rules better, for what they leave joins to larger boxes.
pub(crate) fn busiest(pair: &Pair<'_>) -> Option<DimensionId> {
    let mut hanging: Map<DimensionId, usize> = Map::new();
    let mut rules = 0_usize;
    let dimensions = pair.new.compiled.dimensions.iter();
    let possible: Vec<AtomSet> = dimensions.map(|(id, _)| pair.possible(id)).gather();
    for world in [&pair.old, &pair.new] {
        let matching = Matching::new(world);
        for (rule, compiled) in world.compiled.rules.iter().enumerate() {
            if matching.truth(rule) != Truth::Unknown {
                continue;
            }
            rules = rules.saturating_add(1);
            for (id, atoms) in compiled.region.0.iter().flat_map(|cell| cell.0.iter()) {
                if possible.get(*id).is_some_and(|possible| !possible.is_within(atoms)) {
                    hanging.change(*id, |count| *count = count.saturating_add(1));
                }
            }
        }
    }
    let busiest = hanging.iter().max_by_key(|(id, count)| (*count, Reverse(*id)));
    busiest.map(|(id, _)| *id).filter(|_| rules >= MANY_RULES)
}

/// The parts of a fact's values that undecided rules of either version tell apart.
pub(crate) fn undecided(pair: &Pair<'_>, id: DimensionId) -> Vec<AtomSet> {
    let mut sets: Vec<&AtomSet> = Vec::new();
    for world in [&pair.old, &pair.new] {
        let matching = Matching::new(world);
        let rules = world.compiled.rules.iter().enumerate();
        let open = rules.filter(|(rule, _)| matching.truth(*rule) == Truth::Unknown);
        sets.add_all(open.flat_map(|(_, rule)| rule.region.sets(id)));
    }
    order::sort_once(&mut sets);
    let found = parts(&pair.possible(id), &|atom| sets.iter().map(|set| set.contains(atom)).gather());
    // No rule parts the market where only a zone or calendar hangs on it.
    if found.len() > 1 { found } else { by_names(pair, id) }
}

/// The parts of the market by the zones and calendars that serve it.
pub(crate) fn by_names(pair: &Pair<'_>, market: DimensionId) -> Vec<AtomSet> {
    if pair.new.compiled.dimensions.position(fact::MARKET, None) != Some(market) {
        return vec![pair.possible(market)];
    }
    let possible = pair.possible(market);
    parts(&possible, &|atom| {
        let one = possible.only(atom);
        let of = |world: &World<'_>| -> Vec<Option<String>> {
            world.compiled.names_of_market(&one).into_iter().map(|name| name.map(str::to_owned)).gather()
        };
        [of(&pair.old), of(&pair.new)].concat()
    })
}

/// Parts a set by what tells its atoms apart, in the order of their first atoms.
fn parts<S: PartialEq>(possible: &AtomSet, sign: &dyn Fn(usize) -> Vec<S>) -> Vec<AtomSet> {
    let mut parts: Vec<(Vec<S>, AtomSet)> = Vec::new();
    for atom in possible.iter() {
        let signature = sign(atom);
        match parts.iter_mut().find(|(other, _)| *other == signature) {
            Some((_, part)) => part.insert(atom),
            None => parts.push((signature, possible.only(atom))),
        }
    }
    parts.into_iter().map(|(_, part)| part).gather()
}
