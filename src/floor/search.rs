//! Looks for an order inside some conditions and outside others, within a budget.

use std::rc::Rc;

use crate::compile::{Compiled, RuleId};
use crate::condition::{Cell, Region, Undecided};
use crate::dimension::DimensionId;
use crate::fact;
use crate::gather::{AddAll, Gather};
use crate::order;

/// How many steps one proof may take in all.
const BUDGET: usize = 6_000_000;

/// How many steps one question of it may take.
const QUESTION: usize = 400_000;

/// How many steps are counted for one finding.
const FINDING: usize = 500;

/// What the orders in question have in common: inside all of these, outside all of those.
#[derive(Clone, Default)]
pub(super) struct Question<'r> {
    /// Regions that all hold.
    pub(super) inside: Vec<&'r Region>,
    /// Rules that do not hold.
    pub(super) outside: Vec<RuleId>,
    /// Further regions that do not hold.
    pub(super) apart: Vec<&'r Region>,
}

/// A search over orders that the documents allow.
pub(super) struct Search<'r> {
    /// The regions of all rules, under the readings that are followed.
    pub(super) regions: &'r [Region],
    /// Orders that do not occur.
    pub(super) forbidden: &'r [Cell],
    /// The regions of all rules as they are left out: those of `regions`, unless days are ignored.
    left_out: &'r [Region],
    /// Dimensions that are ignored: conditions on them may hold or not.
    ignored: &'r [DimensionId],
    left: usize,
    question: usize,
}

impl<'r> Search<'r> {
    /// A search that has taken no step.
    pub(super) const fn new(regions: &'r [Region], forbidden: &'r [Cell]) -> Self {
        Self { regions, forbidden, left_out: regions, ignored: &[], left: BUDGET, question: QUESTION }
    }

    /// The same where conditions on some dimensions may hold or not; `regions` are without them, `left_out` surely hold where no
    /// such condition is left in them.
    pub(super) const fn ignoring(
        self,
        ignored: &'r [DimensionId],
        regions: &'r [Region],
        left_out: &'r [Region],
    ) -> Self {
        Self { regions, ignored, left_out, ..self }
    }

    /// Says whether conditions on some dimensions may hold or not.
    pub(super) const fn ignores(&self) -> bool {
        !self.ignored.is_empty()
    }

    /// A region without the dimensions that are ignored.
    pub(super) fn seen(&self, region: &Region) -> Region {
        without(region, self.ignored)
    }

    /// Begins another question.
    pub(super) const fn begin(&mut self) {
        self.question = QUESTION;
    }

    /// Says whether no step is left for any question.
    pub(super) const fn is_over(&self) -> bool {
        self.left == 0
    }

    /// Takes so many steps.
    pub(super) fn spend(&mut self, steps: usize) -> Result<(), Undecided> {
        let (left, question) = (self.left.checked_sub(steps), self.question.checked_sub(steps));
        self.left = left.unwrap_or(0);
        self.question = question.unwrap_or(0);
        left.and(question).map(|_| ()).ok_or(Undecided)
    }

    /// Takes the steps of writing a finding.
    pub(super) const fn charge(&mut self) {
        self.left = self.left.saturating_sub(FINDING);
    }

    /// Says whether two regions meet.
    pub(super) fn meet(&mut self, a: &Region, b: &Region) -> Result<bool, Undecided> {
        self.spend(a.0.len().saturating_mul(b.0.len()).div_euclid(16).saturating_add(1))?;
        Ok(a.meets(b))
    }

    /// Says whether all of a region lies in another.
    pub(super) fn is_within(&mut self, region: &Region, other: &Region) -> Result<bool, Undecided> {
        let before = self.left.min(self.question);
        let mut left = before;
        let found = region.outside(&[other], &mut left);
        self.spend(before.saturating_sub(left))?;
        Ok(found?.is_none())
    }

    /// A box of orders in question that lies inside `pins`.
    pub(super) fn find(&mut self, question: &Question<'_>, pins: &Cell) -> Result<Option<Cell>, Undecided> {
        self.inside(pins.clone(), &question.inside, question)
    }

    fn inside(&mut self, cell: Cell, inside: &[&Region], question: &Question<'_>) -> Result<Option<Cell>, Undecided> {
        let Some((first, rest)) = inside.split_first() else { return self.free(cell, question) };
        for part in &first.0 {
            self.spend(1)?;
            if let Some(both) = cell.meet(part)
                && let Some(found) = self.inside(both, rest, question)?
            {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// A part of a box outside of everything that is to be left out.
    fn free(&mut self, cell: Cell, question: &Question<'_>) -> Result<Option<Cell>, Undecided> {
        let rules = question.outside.iter().filter_map(|rule| self.left_out.get(*rule));
        let cells = rules.chain(question.apart.iter().copied()).flat_map(|region| &region.0);
        let is_sure = |cell: &&Cell| !self.ignored.iter().any(|dimension| cell.0.contains_key(dimension));
        let cells: Vec<&Cell> = cells.chain(self.forbidden).filter(is_sure).gather();
        self.spend(cells.len().div_euclid(8).saturating_add(1))?;
        let mut others: Vec<&Cell> = cells.into_iter().filter(|other| other.meets(&cell)).gather();
        // Broad ones are looked at first, from the end: they leave fewer pieces.
        order::sort_by(&mut others, |a, b| b.0.len().cmp(&a.0.len()));
        self.outside(cell, others)
    }

    /// A part of a box outside of all others; what is left of it by one is looked at outside of the rest.
    fn outside(&mut self, cell: Cell, others: Vec<&Cell>) -> Result<Option<Cell>, Undecided> {
        let mut open = vec![(cell, Rc::new(others))];
        while let Some((cell, others)) = open.pop() {
            self.spend(others.len().div_euclid(8).saturating_add(1))?;
            let mut near: Vec<&Cell> = others.iter().copied().filter(|other| other.meets(&cell)).gather();
            if near.iter().any(|other| cell.is_inside(other)) {
                continue;
            }
            // From the end, where broad ones stand.
            let Some(first) = near.pop() else { return Ok(Some(cell)) };
            let near = Rc::new(near);
            for piece in cell.minus(first).into_iter().rev() {
                open.push((piece, Rc::clone(&near)));
            }
        }
        Ok(None)
    }
}

/// The regions of all rules where each setting has the reading that is followed: it is no longer asked for.
pub(super) fn settled(compiled: &Compiled) -> Vec<Region> {
    compiled.rules.iter().map(|rule| settle(compiled, &rule.region)).gather()
}

/// A region where each setting has the reading that is followed.
pub(super) fn settle(compiled: &Compiled, region: &Region) -> Region {
    let setting = fact::SETTING;
    let mut cells = Vec::new();
    for cell in &region.0 {
        let mut kept = cell.clone();
        let mut holds = true;
        for (dimension, atoms) in &cell.0 {
            if compiled.dimensions.get(*dimension).is_none_or(|found| found.fact != setting) {
                continue;
            }
            let Some((reading, _)) = compiled.settings.get(dimension) else { continue };
            holds &= !atoms.is_apart(&compiled.dimensions.locate(*dimension, reading));
            kept.0.remove(dimension);
        }
        cells.add_all(Some(kept).filter(|_| holds));
    }
    Region(cells)
}

/// The same region without these dimensions.
pub(super) fn without(region: &Region, dimensions: &[DimensionId]) -> Region {
    dimensions.iter().fold(region.clone(), |region, dimension| region.without(Some(*dimension)))
}
