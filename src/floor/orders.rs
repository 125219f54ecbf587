//! The orders that a proof looks at, and how one of them is found.

use crate::atom::AtomSet;
use crate::compile::{Compiled, RuleId};
use crate::condition::{Cell, Undecided};
use crate::dimension::{Dimension, DimensionId};
use crate::fact::{self, Kind};
use crate::floor::prover::{Both, Prover, Sides};
use crate::floor::search::Question;
use crate::floor::side::Piece;
use crate::floor::vouched;
use crate::gather::{AddAll, Gather};
use crate::order;
use crate::term::{Term, Value};
use crate::usage;

/// Orders that are looked at together.
#[derive(Clone, Default)]
pub(super) struct Orders {
    /// Rules that hold in them.
    pub(super) holding: Vec<RuleId>,
    /// Rules that do not.
    pub(super) failing: Vec<RuleId>,
    /// Ties that are none in them, by position.
    pub(super) apart: Vec<usize>,
}

impl<'c> Prover<'c> {
    /// The orders that are looked at, in which both rules set their term.
    pub(super) fn question<'p>(&self, both: &Both<'p, 'c>) -> Question<'p>
    where
        'c: 'p,
    {
        let mut question = Question::default();
        for piece in [Some(both.required), both.declared].into_iter().flatten() {
            question.inside.push(&piece.region);
            question.outside.add_all(piece.unless.iter().copied());
        }
        self.narrow(&mut question);
        question
    }

    /// Narrows a question to the orders that are looked at.
    pub(super) fn narrow<'p>(&self, question: &mut Question<'p>)
    where
        'c: 'p,
    {
        let regions = self.search.regions;
        question.inside.add_all(self.orders.holding.iter().filter_map(|rule| regions.get(*rule)));
        question.outside.add_all(self.orders.failing.iter().copied());
        let ties = self.ties;
        question.apart.add_all(self.orders.apart.iter().filter_map(|tie| ties.get(*tie)).map(|tie| &tie.both));
    }

    /// A box of orders in question; of all terms but the grant itself, one in which both sides grant.
    pub(super) fn find(
        &mut self,
        question: &Question<'_>,
        both: &Both<'_, 'c>,
        sides: Sides<'_, 'c>,
        pins: &Cell,
    ) -> Result<Option<Cell>, Undecided> {
        if both.term == Term::Granted {
            return self.search.find(question, pins);
        }
        let required = near(&sides.required.grants, question, Some(both.required.rule));
        let declared = near(&sides.declared.grants, question, both.declared.map(|piece| piece.rule));
        for a in required {
            for b in &declared {
                self.search.spend(1)?;
                if !a.region.meets(&b.region) {
                    continue;
                }
                let mut question = question.clone();
                question.inside.push(&a.region);
                question.inside.push(&b.region);
                question.outside.add_all(a.unless.iter().chain(&b.unless).copied());
                if let Some(found) = self.search.find(&question, pins)? {
                    return Ok(Some(found));
                }
            }
        }
        Ok(None)
    }

    /// A box of orders to show: of later events none has happened in it that need not have, for it would say that the buyer has
    /// acted already, and nothing is counted that need not be. The goods are used no more than windows allow.
    pub(super) fn find_to_show(
        &mut self,
        question: &Question<'_>,
        both: &Both<'_, 'c>,
        sides: Sides<'_, 'c>,
        pins: &Cell,
    ) -> Result<Option<Cell>, Undecided> {
        let Some(mut shown) = self.find(question, both, sides, pins)? else { return Ok(None) };
        let mut quiet = pins.clone();
        for (id, none) in self.not_happened() {
            if shown.0.get(&id).is_none_or(|atoms| *atoms == none) || pins.0.contains_key(&id) {
                continue;
            }
            let mut quieter = quiet.clone();
            quieter.0.insert(id, none);
            if let Some(found) = self.find(question, both, sides, &quieter)? {
                (quiet, shown) = (quieter, found);
            }
        }
        for (id, within) in usage_allowed(self.compiled, sides, &shown) {
            // Where the goods must be used more, it is not looked into which windows are over.
            if !quiet.narrow(id, &within) {
                return Err(Undecided);
            }
            shown = self.find(question, both, sides, &quiet)?.ok_or(Undecided)?;
        }
        Ok(Some(shown))
    }

    /// Of each event that an order need not have, that it has not happened, and of each counter that it counts nothing.
    fn not_happened(&self) -> Vec<(DimensionId, AtomSet)> {
        let later = |(id, dimension): (DimensionId, &Dimension)| {
            let none = match fact::definition(dimension.fact).kind {
                Kind::Day if !vouched::is_usual(dimension.fact) => dimension.null()?,
                _ if dimension.fact == fact::COUNTER => dimension.atom_of_number(0)?,
                _ => return None,
            };
            Some((id, AtomSet::one(dimension.count(), none)))
        };
        self.compiled.dimensions.iter().filter_map(later).gather()
    }
}

/// How much the goods may be used in windows that may be those of the orders in a box.
fn usage_allowed(compiled: &Compiled, sides: Sides<'_, '_>, cell: &Cell) -> Vec<(DimensionId, AtomSet)> {
    let mut allowed = Vec::new();
    for piece in [sides.required, sides.declared].into_iter().flat_map(|offer| offer.pieces(Term::Window)) {
        if let Value::Window(window) = piece.value
            && piece.region.0.iter().any(|other| other.meets(cell))
        {
            allowed.append(&mut usage::limits(window, &compiled.dimensions));
        }
    }
    allowed
}

/// The pieces that meet all that is in question, that of the `first` rule before all others.
fn near<'p, 'c>(pieces: &'p [Piece<'c>], question: &Question<'_>, first: Option<RuleId>) -> Vec<&'p Piece<'c>> {
    let meets = |piece: &&Piece<'c>| question.inside.iter().all(|region| region.meets(&piece.region));
    let mut near: Vec<&Piece<'c>> = pieces.iter().filter(meets).gather();
    order::sort_by(&mut near, |a, b| (Some(a.rule) != first).cmp(&(Some(b.rule) != first)));
    near
}
