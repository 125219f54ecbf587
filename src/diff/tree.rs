//! Writes sets of nodes of a tree: a node stands for all below it but for what is left out.

use crate::answer::{Condition, Scalar};
use crate::atom::AtomSet;
use crate::diff::rows::Part;
use crate::dimension::{Dimension, Dimensions};
use crate::fact::{self, Kind};
use crate::gather::{AddAll, Gather};

/// The parts of a set that one condition each can say.
pub(crate) fn parts(dimensions: &Dimensions, dimension: &Dimension, atoms: &AtomSet) -> Vec<Part> {
    let nodes = dimension.nodes();
    let is_below = |a: usize, b: usize| match (nodes.get(a), nodes.get(b)) {
        (Some(node), Some(above)) => a != b && dimensions.is_below(dimension.fact, node, above),
        _ => false,
    };
    let mut parts = Vec::new();
    let mut rest = atoms.clone();
    let other = nodes.len();
    if rest.contains(other) {
        // Everything but these, each with all below it.
        let outside: Vec<usize> = (0..nodes.len()).filter(|node| !atoms.contains(*node)).gather();
        let tops: Vec<usize> =
            outside.iter().copied().filter(|node| !outside.iter().any(|above| is_below(*node, *above))).gather();
        let mut inside = rest.clone();
        for node in rest.iter().filter(|node| tops.iter().any(|top| is_below(*node, *top))) {
            inside = inside.minus(&rest.only(node));
        }
        let mut left_out = scalars(nodes, &tops);
        left_out.add_all(dimension.null().filter(|null| !atoms.contains(*null)).map(|_| Scalar::None));
        let not = Box::new(Condition::Values(left_out));
        rest = rest.minus(&inside);
        parts.push(Part { atoms: inside, condition: Condition::Not { not }, unless: Vec::new() });
    }
    while !rest.is_empty() {
        // The topmost nodes, and what is left out below them.
        let own: Vec<usize> = rest.iter().gather();
        let tops: Vec<usize> =
            own.iter().copied().filter(|node| !own.iter().any(|above| is_below(*node, *above))).gather();
        let holes: Vec<usize> = (0..nodes.len())
            .filter(|node| !rest.contains(*node) && tops.iter().any(|top| is_below(*node, *top)))
            .gather();
        let holes: Vec<usize> =
            holes.iter().copied().filter(|node| !holes.iter().any(|above| is_below(*node, *above))).gather();
        let mut inside = AtomSet::none(dimension.count());
        inside.extend(own.into_iter().filter(|node| !holes.iter().any(|hole| is_below(*node, *hole))));
        let mut values = group(dimensions, dimension, &inside).unwrap_or_else(|| scalars(nodes, &tops));
        values.add_all(dimension.null().filter(|null| inside.contains(*null)).map(|_| Scalar::None));
        rest = rest.minus(&inside);
        parts.push(Part { atoms: inside, condition: Condition::Values(values), unless: scalars(nodes, &holes) });
    }
    parts
}

fn scalars(nodes: &[String], atoms: &[usize]) -> Vec<Scalar> {
    atoms.iter().filter_map(|atom| nodes.get(*atom)).cloned().map(Scalar::Text).gather()
}

/// The group of markets that holds exactly these.
fn group(dimensions: &Dimensions, dimension: &Dimension, atoms: &AtomSet) -> Option<Vec<Scalar>> {
    if fact::definition(dimension.fact).kind != Kind::Market {
        return None;
    }
    let is_same = |group: &&String| dimensions.below(dimension, group) == *atoms;
    dimensions.groups.keys().find(is_same).map(|group| vec![Scalar::Text(group.clone())])
}
