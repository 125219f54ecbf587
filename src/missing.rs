//! What an answer hangs on when facts are missing: the answer for every value they may take, as a tree of cases.

use crate::atom::AtomSet;
use crate::dimension::DimensionId;
use crate::gather::{AddAll, Gather};
use crate::order;
use crate::world::Assumption;

/// An answer that is the same whatever is missing, or branches on one missing fact.
#[derive(Debug, Clone)]
pub(crate) enum Tree<T> {
    /// The same for all values of what is missing below here.
    Leaf(T),
    /// Different for different values of this fact.
    Branch(DimensionId, Vec<Branch<T>>),
}

/// The part of a fact's values for which one answer holds.
#[derive(Debug, Clone)]
pub(crate) struct Branch<T> {
    /// The values; any of these parts.
    pub(crate) parts: Vec<Assumption>,
    /// The answer.
    pub(crate) tree: Tree<T>,
}

/// What is assumed on the way to an answer: on each fact, any of these parts.
pub(crate) type Path<'t> = Vec<(DimensionId, &'t [Assumption])>;

impl<T: Clone> Tree<T> {
    /// Joins the answers for the parts of a fact's values; those that are the same become one.
    ///
    /// What answers say besides is combined. A fact whose values all give the same answer disappears, so every fact that is left matters: it has two values
    /// with two answers.
    pub(crate) fn join(
        dimension: DimensionId,
        branches: Vec<Branch<T>>,
        same: &dyn Fn(&T, &T) -> bool,
        combine: &dyn Fn(&mut T, &T),
    ) -> Option<Self> {
        let mut joined: Vec<Branch<T>> = Vec::new();
        for branch in branches {
            for branch in branch.split(dimension) {
                match joined.iter_mut().find(|other| equal(&other.tree, &branch.tree, same)) {
                    Some(other) => {
                        other.tree.absorb(&branch.tree, same, combine);
                        other.parts.extend(branch.parts);
                    }
                    None => joined.push(branch),
                }
            }
        }
        if joined.len() > 1 {
            return Some(Self::Branch(dimension, joined));
        }
        joined.pop().map(|branch| branch.tree)
    }

    /// Takes over from a tree that answers alike what its answers say besides.
    fn absorb(&mut self, other: &Self, same: &dyn Fn(&T, &T) -> bool, combine: &dyn Fn(&mut T, &T)) {
        match self {
            Self::Leaf(own) => {
                let before = own.clone();
                for leaf in other.leaves() {
                    if same(&before, leaf) {
                        combine(own, leaf);
                    }
                }
            }
            Self::Branch(_, branches) => {
                for branch in branches {
                    branch.tree.absorb(other, same, combine);
                }
            }
        }
    }

    /// The same tree with facts left out that make no difference to a part of the answer.
    pub(crate) fn project(&self, same: &dyn Fn(&T, &T) -> bool) -> Self {
        match self {
            Self::Leaf(_) => self.clone(),
            Self::Branch(dimension, branches) => {
                let mut projected = Vec::new();
                for branch in branches {
                    projected.push(branch.with(branch.tree.project(same)));
                }
                Self::join(*dimension, projected, same, &|_, _| {}).unwrap_or_else(|| self.clone())
            }
        }
    }

    /// The same tree without the answers that are not kept; a fact left with one branch disappears.
    pub(crate) fn filter(&self, keep: &dyn Fn(&T) -> bool) -> Option<Self> {
        match self {
            Self::Leaf(leaf) => keep(leaf).then(|| self.clone()),
            Self::Branch(dimension, branches) => {
                let mut kept = Vec::new();
                for branch in branches {
                    if let Some(tree) = branch.tree.filter(keep) {
                        kept.push(branch.with(tree));
                    }
                }
                if kept.len() > 1 {
                    return Some(Self::Branch(*dimension, kept));
                }
                kept.pop().map(|branch| branch.tree)
            }
        }
    }

    /// Every answer with the parts that lead to it, in the order of the facts.
    pub(crate) fn cases(&self) -> Vec<(Path<'_>, &T)> {
        match self {
            Self::Leaf(leaf) => vec![(Vec::new(), leaf)],
            Self::Branch(dimension, branches) => {
                let mut cases = Vec::new();
                for branch in branches {
                    for (mut path, leaf) in branch.tree.cases() {
                        path.insert(0, (*dimension, branch.parts.as_slice()));
                        cases.push((path, leaf));
                    }
                }
                cases
            }
        }
    }

    /// Every answer, in the order of the cases.
    pub(crate) fn leaves(&self) -> Vec<&T> {
        let mut leaves = Vec::new();
        self.collect_leaves(&mut leaves);
        leaves
    }

    fn collect_leaves<'t>(&'t self, leaves: &mut Vec<&'t T>) {
        match self {
            Self::Leaf(leaf) => leaves.push(leaf),
            Self::Branch(_, branches) => {
                for branch in branches {
                    branch.tree.collect_leaves(leaves);
                }
            }
        }
    }

    /// The facts it branches on, each once, in their order.
    pub(crate) fn dimensions(&self) -> Vec<DimensionId> {
        let mut dimensions = Vec::new();
        self.collect_dimensions(&mut dimensions);
        order::sort_once(&mut dimensions);
        dimensions
    }

    fn collect_dimensions(&self, dimensions: &mut Vec<DimensionId>) {
        if let Self::Branch(dimension, branches) = self {
            dimensions.push(*dimension);
            for branch in branches {
                branch.tree.collect_dimensions(dimensions);
            }
        }
    }

    /// The facts that make a difference to a part of the answer.
    pub(crate) fn split_by(&self, same: &dyn Fn(&T, &T) -> bool) -> Vec<DimensionId> {
        self.project(same).dimensions()
    }

    /// The same tree where a fact lies in one of these parts, wherever it is split.
    fn within(&self, dimension: DimensionId, parts: &[Assumption]) -> Self {
        let Self::Branch(own, branches) = self else { return self.clone() };
        let mut narrowed = Vec::new();
        for branch in branches {
            if *own != dimension || branch.parts.iter().any(|a| parts.iter().any(|b| overlap(a, b))) {
                narrowed.push(branch.with(branch.tree.within(dimension, parts)));
            }
        }
        Self::Branch(*own, narrowed)
    }
}

impl<T: Clone> Branch<T> {
    /// The same values with another answer.
    fn with(&self, tree: Tree<T>) -> Self {
        Self { parts: self.parts.clone(), tree }
    }

    /// Branches in whose trees `dimension` does not appear: where a tree splits that fact further, at the top or below
    /// other facts, the splits move up. Each fact then stands once on every path, so trees can be compared.
    fn split(self, dimension: DimensionId) -> Vec<Self> {
        let mut parts = Vec::new();
        self.tree.collect_parts(dimension, &mut parts);
        if parts.is_empty() {
            return vec![self];
        }
        let mut lifted = Vec::new();
        for part in refine(&parts) {
            lifted.push(Self { tree: self.tree.restrict(dimension, &part), parts: vec![part] });
        }
        lifted
    }
}

impl<T: Clone> Tree<T> {
    fn collect_parts(&self, dimension: DimensionId, parts: &mut Vec<Assumption>) {
        if let Self::Branch(own, branches) = self {
            for branch in branches {
                if *own == dimension {
                    parts.extend_from_slice(&branch.parts);
                }
                branch.tree.collect_parts(dimension, parts);
            }
        }
    }

    /// The tree where a fact lies in one part that no branch splits.
    fn restrict(&self, dimension: DimensionId, part: &Assumption) -> Self {
        match self {
            Self::Leaf(_) => self.clone(),
            Self::Branch(own, branches) if *own == dimension => {
                let inside = branches.iter().find(|branch| branch.parts.iter().any(|own| overlap(own, part)));
                inside.map_or_else(|| self.clone(), |branch| branch.tree.restrict(dimension, part))
            }
            Self::Branch(own, branches) => {
                let mut restricted = Vec::new();
                for branch in branches {
                    restricted.push(branch.with(branch.tree.restrict(dimension, part)));
                }
                Self::Branch(*own, restricted)
            }
        }
    }
}

/// The parts that remain when overlapping parts are cut at each other's bounds.
fn refine(parts: &[Assumption]) -> Vec<Assumption> {
    let mut bounds: Vec<i64> = Vec::new();
    let mut sets: Vec<AtomSet> = Vec::new();
    for part in parts {
        match part {
            Assumption::Days(first, last) => bounds.add_all([*first, last.saturating_add(1)]),
            Assumption::Atoms(set) => sets = cut(sets, set),
        }
    }
    order::sort_once(&mut bounds);
    let mut refined: Vec<Assumption> = sets.into_iter().map(Assumption::Atoms).gather();
    for (from, below) in bounds.iter().zip(bounds.iter().skip(1)) {
        let run = Assumption::Days(*from, below.saturating_sub(1));
        if parts.iter().any(|part| overlap(part, &run)) {
            refined.push(run);
        }
    }
    refined
}

/// Cuts disjoint sets by one more, and adds what of it lies in none of them.
fn cut(sets: Vec<AtomSet>, by: &AtomSet) -> Vec<AtomSet> {
    let mut outside = by.clone();
    let mut pieces = Vec::new();
    for set in sets {
        pieces.push(set.and(by));
        pieces.push(set.minus(by));
        outside = outside.minus(&set);
    }
    pieces.push(outside);
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// Says whether two trees answer alike for all values of all facts.
fn equal<T: Clone>(a: &Tree<T>, b: &Tree<T>, same: &dyn Fn(&T, &T) -> bool) -> bool {
    match (a, b) {
        (Tree::Leaf(a), Tree::Leaf(b)) => same(a, b),
        (Tree::Branch(dimension, branches), other) | (other, Tree::Branch(dimension, branches)) => {
            branches.iter().all(|branch| {
                let narrowed = other.within(*dimension, &branch.parts);
                // Where one tree has no answer left, there is nothing to be equal to.
                !narrowed.leaves().is_empty() && equal(&branch.tree, &narrowed, same)
            })
        }
    }
}

fn overlap(a: &Assumption, b: &Assumption) -> bool {
    match (a, b) {
        (Assumption::Atoms(a), Assumption::Atoms(b)) => !a.is_apart(b),
        (Assumption::Days(a, b), Assumption::Days(c, d)) => a <= d && c <= b,
        // A fact without a value is never on a day.
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(first: i64, last: i64, tree: Tree<u8>) -> Branch<u8> {
        Branch { parts: vec![Assumption::Days(first, last)], tree }
    }

    #[test]
    fn facts_that_make_no_difference_disappear() {
        let same = |a: &u8, b: &u8| a == b;
        let leaf = Tree::Leaf;
        let alike = Tree::join(0, vec![days(0, 4, leaf(1)), days(5, 9, leaf(1))], &same, &|_, _| {}).expect("branches");
        assert!(alike.dimensions().is_empty(), "one answer for all values: {alike:?}");
        let low = Tree::join(1, vec![days(0, 4, leaf(1)), days(5, 9, leaf(2))], &same, &|_, _| {}).expect("branches");
        let high = Tree::join(1, vec![days(0, 6, leaf(1)), days(7, 9, leaf(2))], &same, &|_, _| {}).expect("branches");
        let both = Tree::join(0, vec![days(0, 4, low.clone()), days(5, 9, high)], &same, &|_, _| {}).expect("branches");
        assert_eq!(both.dimensions(), [0, 1], "the second fact's bound differs: {both:?}");
        let parity = |a: &u8, b: &u8| a % 2 == b % 2;
        assert!(both.project(&|_, _| true).dimensions().is_empty());
        assert_eq!(low.project(&parity).dimensions(), [1]);
    }
}
