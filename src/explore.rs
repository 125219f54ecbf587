//! Decides one reason and remedy for every value that missing facts may take.

use crate::atom::AtomSet;
use crate::by_market::NamesId;
use crate::condition::Truth;
use crate::day::Instant;
use crate::dimension::{Dimension, DimensionId};
use crate::during;
use crate::gather::{AddAll, Gather};
use crate::layer::{self, LayerOffer, Need, When};
use crate::matching::Matching;
use crate::missing::{Branch, Tree};
use crate::order;
use crate::policy::{Run, Span};
use crate::world::{Assumption, World, all_days};

/// How many worlds one offer may look at before it only names the facts it hangs on.
const BUDGET: usize = 1_024;

/// Every answer, or the facts that were not told apart within the budget.
pub(crate) enum Explored<T> {
    /// All answers.
    Tree(Tree<T>),
    /// Too many: the facts on which they may hang.
    TooMany(Vec<DimensionId>),
}

/// Decides in every world that can be told apart; `same` says which answers are.
pub(crate) fn explore<T: Clone>(
    world: &World<'_>,
    when: &When,
    decide: &dyn Fn(&World<'_>, &[LayerOffer<'_>]) -> T,
    same: &dyn Fn(&T, &T) -> bool,
    combine: &dyn Fn(&mut T, &T),
) -> Explored<T> {
    let mut budget = BUDGET;
    let mut needed = Vec::new();
    match walk(world, when, decide, same, combine, &mut budget, &mut needed) {
        Some(tree) => Explored::Tree(tree),
        None => {
            needed.append(&mut Matching::new(world).open_dimensions());
            // What is asked about is not what is missing.
            needed.retain(|dimension| !world.assumed.contains_key(dimension));
            order::sort_once(&mut needed);
            Explored::TooMany(needed)
        }
    }
}

fn walk<T: Clone>(
    world: &World<'_>,
    when: &When,
    decide: &dyn Fn(&World<'_>, &[LayerOffer<'_>]) -> T,
    same: &dyn Fn(&T, &T) -> bool,
    combine: &dyn Fn(&mut T, &T),
    budget: &mut usize,
    needed: &mut Vec<DimensionId>,
) -> Option<Tree<T>> {
    *budget = budget.checked_sub(1)?;
    let (world, times) = &during::resolved(world, when);
    let need = match layer::offers(world, when) {
        Ok(offers) => return Some(Tree::Leaf(decide(world, &offers))),
        // What time it is hangs on events.
        Err(need) => times.get(&need.dimension()).copied().unwrap_or(need),
    };
    let dimension = need.dimension();
    if !needed.contains(&dimension) {
        needed.push(dimension);
    }
    let mut branches = Vec::new();
    let parts = parts(world, need);
    if let [part] = parts.as_slice() {
        // A part that is all there is would be split the same way again.
        if world.assumed.get(&dimension) == Some(part) {
            return None;
        }
    }
    for assumption in parts {
        let tree = walk(&world.assume(dimension, assumption.clone()), when, decide, same, combine, budget, needed)?;
        branches.push(Branch { parts: vec![assumption], tree });
    }
    Tree::join(dimension, branches, same, combine)
}

/// The parts into which a missing fact is split.
fn parts(world: &World<'_>, need: Need) -> Vec<Assumption> {
    let matching = Matching::new(world);
    match need {
        Need::Before(dimension, change) => match world.assumed.get(&dimension) {
            Some(Assumption::Days(first, last)) => {
                vec![Assumption::Days(*first, change.saturating_sub(1)), Assumption::Days(change, *last)]
            }
            _ => Vec::new(),
        },
        Need::Parts(dimension) => {
            let is_day = world
                .compiled
                .dimensions
                .get(dimension)
                .is_some_and(|found| crate::fact::definition(found.fact).kind == crate::fact::Kind::Day);
            let sets = matching.partition(dimension);
            if is_day { days(world, dimension, &sets) } else { sets.into_iter().map(Assumption::Atoms).gather() }
        }
    }
}

/// Parts of a date: none at all, and runs of days.
fn days(world: &World<'_>, dimension: DimensionId, sets: &[AtomSet]) -> Vec<Assumption> {
    let Some(found) = world.compiled.dimensions.get(dimension) else { return Vec::new() };
    let (earliest, latest) = match world.assumed.get(&dimension) {
        Some(Assumption::Days(first, last)) => (*first, *last),
        _ => all_days(),
    };
    let mut days = Vec::new();
    for set in sets {
        days.append(&mut runs(found, set, earliest, latest));
    }
    days
}

/// The runs of consecutive days in a set, and no day at all if that is in it.
fn runs(dimension: &Dimension, set: &AtomSet, earliest: i64, latest: i64) -> Vec<Assumption> {
    let mut runs = Vec::new();
    for atom in set.iter() {
        let Some((from, below)) = dimension.numbers(atom) else {
            runs.push(Assumption::Atoms(AtomSet::one(dimension.count(), atom)));
            continue;
        };
        let first = from.map_or(earliest, |from| from.max(earliest));
        let last = below.map_or(latest, |below| below.saturating_sub(1).min(latest));
        match runs.last_mut() {
            _ if first > last => {}
            Some(Assumption::Days(_, end)) if end.saturating_add(1) == first => *end = last,
            _ => runs.push(Assumption::Days(first, last)),
        }
    }
    runs
}

/// The first instant at which a case on days moves on: when the day after `at` begins in some zone of the documents that may
/// apply, or some event's day is so many hours ago.
pub(crate) fn next_day(world: &World<'_>, at: Instant) -> Option<Instant> {
    let nothing = AtomSet::none(0);
    let known = world.known_by_document();
    let mut next: Vec<Instant> = Vec::new();
    for (position, document) in world.compiled.documents.iter().enumerate() {
        let atoms =
            |dimension: DimensionId| known.get(position).and_then(|known| known.get(dimension)).unwrap_or(&nothing);
        if world.compiled.scopes.get(position).is_none_or(|scope| scope.truth(&atoms) == Truth::False) {
            continue;
        }
        let mut clocks: Vec<(NamesId, u32)> = vec![(document.zone, 0)];
        for value in document.rules.iter().flat_map(|rule| rule.terms.values()) {
            for period in value.span().map(Span::periods).unwrap_or_default() {
                clocks.push((period.zone, if let Run::Hours(hours) = period.run { hours } else { 0 }));
            }
        }
        order::sort_once(&mut clocks);
        for (zone, hours) in clocks {
            next.add(midnight(world, zone, hours, at));
        }
    }
    next.into_iter().min()
}

/// The first instant after `at` that is so many hours after a midnight.
fn midnight(world: &World<'_>, zone: NamesId, hours: u32, at: Instant) -> Option<Instant> {
    let zone = world.zone_of(zone)?;
    let earlier = Instant(at.0.checked_sub(Instant(0).plus_hours(hours)?.0)?);
    zone.start_of(zone.day_of(earlier)?.succ_opt()?)?.plus_hours(hours)
}
