//! Decides one reason and remedy for every value that missing facts may take.

use crate::atom::AtomSet;
use crate::condition::Truth;
use crate::day;
use crate::dimension::{Dimension, DimensionId};
use crate::layer::{self, LayerOffer, Need, When};
use crate::matching::Matching;
use crate::missing::{Branch, Tree};
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
    match walk(world, when, decide, same, combine, &mut budget) {
        Some(tree) => Explored::Tree(tree),
        None => Explored::TooMany(Matching::new(world).open_dimensions()),
    }
}

fn walk<T: Clone>(
    world: &World<'_>,
    when: &When,
    decide: &dyn Fn(&World<'_>, &[LayerOffer<'_>]) -> T,
    same: &dyn Fn(&T, &T) -> bool,
    combine: &dyn Fn(&mut T, &T),
    budget: &mut usize,
) -> Option<Tree<T>> {
    *budget = budget.checked_sub(1)?;
    let need = match layer::offers(world, when) {
        Ok(offers) => return Some(Tree::Leaf(decide(world, &offers))),
        Err(need) => need,
    };
    let dimension = need.dimension();
    let mut branches = Vec::new();
    let parts = parts(world, need);
    if let [part] = parts.as_slice() {
        // A part that is all there is would be split the same way again.
        if world.assumed.get(&dimension) == Some(part) {
            return None;
        }
    }
    for assumption in parts {
        let tree = walk(&world.assume(dimension, assumption.clone()), when, decide, same, combine, budget)?;
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
            if is_day { days(world, dimension, &sets) } else { sets.into_iter().map(Assumption::Atoms).collect() }
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
    sets.iter().flat_map(|set| runs(found, set, earliest, latest)).collect()
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

/// The instant at which the day after `at` begins in the zone of one of the documents that may apply: then a case on days
/// moves on.
pub(crate) fn next_day(world: &World<'_>, at: day::Instant) -> Option<day::Instant> {
    let nothing = AtomSet::none(0);
    let known = world.known_by_document();
    let applies = |document: &usize| {
        let atoms =
            |dimension: DimensionId| known.get(*document).and_then(|known| known.get(dimension)).unwrap_or(&nothing);
        world.compiled.scopes.get(*document).is_some_and(|scope| scope.truth(&atoms) != Truth::False)
    };
    let documents = 0..world.compiled.documents.len();
    documents
        .filter(applies)
        .filter_map(|document| world.zone(document))
        .filter_map(|zone| zone.start_of(zone.day_of(at)?.succ_opt()?))
        .min()
}
