//! Conditions as data: unions of boxes over dimensions, on which containment and overlap can be decided.

use crate::atom::AtomSet;
use crate::dimension::{DimensionId, Dimensions};
use crate::fact::{self, Kind};
use crate::gather::{AddAll, Gather};
use crate::map::Map;
use crate::order;
use crate::policy::{Constraint, Scalar, Set};
use crate::recall::{PLACES, Recall};

/// A conjunction: on each dimension named, one of these atoms; on all others, any.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Cell(pub(crate) Map<DimensionId, AtomSet>);

/// A union of boxes. Most rules are one; a list of several tags is one box a tag, for each tag is its own dimension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Region(pub(crate) Vec<Cell>);

/// What is known of a condition when facts may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Truth {
    /// It holds whatever the missing facts are.
    True,
    /// It depends on missing facts.
    Unknown,
    /// It does not hold whatever the missing facts are.
    False,
}

/// A question about all orders that was given up because it splits into too many pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Undecided;

/// How many pieces one question may look at.
const PROOF_BUDGET: usize = 20_000;

/// How many boxes all questions about a set of documents may be compared with.
pub(crate) const TOTAL_BUDGET: usize = 30_000_000;

impl Cell {
    /// Narrows one dimension; `false` if nothing is left.
    pub(crate) fn narrow(&mut self, dimension: DimensionId, atoms: &AtomSet) -> bool {
        let narrowed = self.0.get(&dimension).map_or_else(|| atoms.clone(), |before| before.and(atoms));
        let possible = !narrowed.is_empty();
        self.0.insert(dimension, narrowed);
        possible
    }

    /// What holds in both, unless nothing does.
    pub(crate) fn meet(&self, other: &Self) -> Option<Self> {
        let mut both = self.clone();
        other.0.iter().all(|(dimension, atoms)| both.narrow(*dimension, atoms)).then_some(both)
    }

    /// Says whether something holds in both.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        // Both are in the order of their dimensions, so each is gone through once.
        let mut others = other.0.iter();
        let mut next = others.next();
        for (dimension, atoms) in &self.0 {
            while let Some((id, _)) = next
                && id < dimension
            {
                next = others.next();
            }
            if let Some((id, others)) = next
                && id == dimension
                && atoms.is_apart(others)
            {
                return false;
            }
        }
        true
    }

    /// Says whether all of this lies in `other`.
    pub(crate) fn is_inside(&self, other: &Self) -> bool {
        self.is_inside_but(other, None)
    }

    /// Says whether all of this lies in `other` without regard to one dimension.
    fn is_inside_but(&self, other: &Self, but: Option<DimensionId>) -> bool {
        other.0.iter().all(|(dimension, atoms)| {
            but == Some(*dimension) || self.0.get(dimension).is_some_and(|own| own.is_within(atoms)) || atoms.is_all()
        })
    }

    /// What of this lies outside `other`, as boxes that do not overlap.
    pub(crate) fn minus(&self, other: &Self) -> Vec<Self> {
        if !self.meets(other) {
            return vec![self.clone()];
        }
        let mut rest = self.clone();
        let mut outside = Vec::new();
        for (dimension, atoms) in &other.0 {
            let mut part = rest.clone();
            if part.narrow(*dimension, &atoms.complement()) {
                outside.push(part);
            }
            rest.narrow(*dimension, atoms);
        }
        outside
    }

    /// A box inside this one and outside all of `others`; the pieces are looked at one by one, the first that is found
    /// ends the search, and so does an empty `budget`.
    pub(crate) fn outside(&self, others: &[&Self], budget: &mut usize) -> Result<Option<Self>, Undecided> {
        *budget = budget.checked_sub(1).ok_or(Undecided)?;
        if others.iter().any(|other| self.is_inside(other)) {
            return Ok(None);
        }
        let Some(position) = others.iter().position(|other| self.meets(other)) else { return Ok(Some(self.clone())) };
        let Some((first, rest)) = others.get(position..).and_then(<[&Self]>::split_first) else { return Ok(None) };
        for piece in self.minus(first) {
            if let Some(found) = piece.outside(rest, budget)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// Says whether facts of which only `known` sets are known lie inside.
    pub(crate) fn truth<'a>(&self, known: &dyn Fn(DimensionId) -> &'a AtomSet) -> Truth {
        let mut truth = Truth::True;
        for (dimension, atoms) in &self.0 {
            let possible = known(*dimension);
            if possible.is_apart(atoms) {
                return Truth::False;
            }
            if !possible.is_within(atoms) {
                truth = Truth::Unknown;
            }
        }
        truth
    }
}

impl Region {
    /// Everything.
    pub(crate) fn everything() -> Self {
        Self(vec![Cell::default()])
    }

    /// The region of a conjunction of constraints.
    pub(crate) fn of(constraints: &[Constraint], dimensions: &Dimensions) -> Self {
        let mut region = Self::everything();
        for constraint in constraints {
            region.narrow(&single(constraint, dimensions));
        }
        region
    }

    /// Leaves what holds in another as well.
    fn narrow(&mut self, other: &Self) {
        match other.0.as_slice() {
            [one] if self.0.len() == 1 => {
                let mut cells = self.0.iter_mut();
                if !cells.all(|cell| one.0.iter().all(|(dimension, atoms)| cell.narrow(*dimension, atoms))) {
                    self.0.clear();
                }
            }
            _ => *self = self.meet(other),
        }
    }

    /// What holds in both.
    pub(crate) fn meet(&self, other: &Self) -> Self {
        let mut both = Vec::new();
        for cell in &self.0 {
            for other in &other.0 {
                both.add(cell.meet(other));
            }
        }
        Self(both)
    }

    /// Says whether something holds in both.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        self.0.iter().any(|cell| other.0.iter().any(|other| cell.meets(other)))
    }

    /// A box inside this region and outside all of `others`; what is compared is taken from `total`.
    pub(crate) fn outside(&self, others: &[&Self], total: &mut usize) -> Result<Option<Cell>, Undecided> {
        if *total == 0 {
            return Err(Undecided);
        }
        let mut cells: Vec<&Cell> = others.iter().flat_map(|other| &other.0).gather();
        // Broad ones first: they leave fewer pieces.
        order::sort_by(&mut cells, |a, b| a.0.len().cmp(&b.0.len()));
        let mut budget = PROOF_BUDGET;
        for cell in &self.0 {
            *total = total.saturating_sub(cells.len());
            let near: Vec<&Cell> = cells.iter().copied().filter(|other| cell.meets(other)).gather();
            let before = budget.min(total.checked_div(near.len().max(1)).unwrap_or(0));
            let mut left = before;
            let found = cell.outside(&near, &mut left);
            let used = before.saturating_sub(left);
            budget = budget.saturating_sub(used);
            *total = total.saturating_sub(used.saturating_mul(near.len().max(1)));
            if let Some(found) = found? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// Says whether nothing lies inside.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Says whether all of this lies in `other`; where that cannot be decided, it is not said.
    #[cfg(feature = "check")]
    pub(crate) fn is_within(&self, other: &Self, total: &mut usize) -> bool {
        self.is_within_but(other, None, total)
    }

    /// The same without regard to one dimension.
    pub(crate) fn is_within_but(&self, other: &Self, but: Option<DimensionId>, total: &mut usize) -> bool {
        match other.0.as_slice() {
            [one] => self.0.iter().all(|cell| cell.is_inside_but(one, but)),
            _ => matches!(self.without(but).outside(&[&other.without(but)], total), Ok(None)),
        }
    }

    /// The same region without regard to one dimension.
    pub(crate) fn without(&self, dimension: Option<DimensionId>) -> Self {
        let mut region = self.clone();
        if let Some(dimension) = dimension {
            for cell in &mut region.0 {
                cell.0.remove(&dimension);
            }
        }
        region
    }

    /// Says whether facts of which only `known` sets are known lie inside.
    pub(crate) fn truth<'a>(&self, known: &dyn Fn(DimensionId) -> &'a AtomSet) -> Truth {
        let mut truth = Truth::False;
        for cell in &self.0 {
            truth = truth.min(cell.truth(known));
        }
        truth
    }

    /// The atoms that its boxes tell apart on one dimension.
    pub(crate) fn sets(&self, dimension: DimensionId) -> impl Iterator<Item = &AtomSet> {
        self.0.iter().filter_map(move |cell| cell.0.get(&dimension))
    }
}

/// The regions of constraints, of which many stand in many rules.
#[derive(Debug, Default)]
pub(crate) struct Singles<'c> {
    recall: Recall<'c>,
    /// By the places of the constraints.
    regions: Vec<Region>,
}

impl<'c> Singles<'c> {
    /// The region of a conjunction of constraints within a scope.
    pub(crate) fn within(&mut self, scope: &Region, constraints: &'c [Constraint], dimensions: &Dimensions) -> Region {
        while self.regions.len() < PLACES {
            self.regions.push(Region(Vec::new()));
        }
        let mut region = scope.clone();
        for constraint in constraints {
            let (place, is_new) = self.recall.place(constraint);
            let Some(known) = self.regions.get_mut(place) else { continue };
            if is_new {
                *known = single(constraint, dimensions);
            }
            region.narrow(known);
        }
        region
    }
}

/// The region of one constraint.
fn single(constraint: &Constraint, dimensions: &Dimensions) -> Region {
    if fact::definition(constraint.fact).kind == Kind::Tags {
        return tags(constraint, dimensions);
    }
    match dimensions.atoms(constraint) {
        Some((_, atoms)) if atoms.is_empty() => Region(Vec::new()),
        Some((dimension, atoms)) => Region(vec![Cell(Map::of(dimension, atoms))]),
        None => Region::everything(),
    }
}

fn tags(constraint: &Constraint, dimensions: &Dimensions) -> Region {
    let Set::Values(values) = &constraint.set else { return Region::everything() };
    let mut absent = Region::everything();
    let mut present = Region(Vec::new());
    for value in values {
        let Scalar::Word(tag) = value else { continue };
        let Some(id) = dimensions.position(constraint.fact, Some(tag)) else { continue };
        let Some(dimension) = dimensions.get(id) else { continue };
        absent = absent.meet(&Region(vec![Cell(Map::of(id, dimension.tag(false)))]));
        present.0.push(Cell(Map::of(id, dimension.tag(true))));
    }
    if constraint.negated { absent } else { present }
}
