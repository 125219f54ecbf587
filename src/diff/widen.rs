//! Widens the boxes of one change as far as nothing else is said by it, so that few and short conditions are left.
//!
//! A box may grow over others with the same change, and over what neither version offers: there is nothing to change.

use std::rc::Rc;

use crate::atom::AtomSet;
use crate::condition::Cell;
use crate::diff::Change;
use crate::diff::merge::{Case, Piece};
use crate::dimension::{DimensionId, Dimensions};
use crate::fact;
use crate::gather::{AddAll, Gather};
use crate::order;
use crate::term::Term;

/// How many pairs of boxes one comparison may look at; past them boxes stay as they are.
pub(crate) const BUDGET: usize = 20_000_000;
/// A fact with more values than these is left out whole or not at all.
const MOST_ATOMS: usize = 24;

/// A box in which an answer changes.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) cell: Cell,
    pub(crate) piece: Piece,
}

/// Widens what was found for one reason and remedy, which stay (`fixed`).
pub(crate) fn widen(
    dimensions: &Dimensions,
    found: Vec<Found>,
    nothing: &[Cell],
    fixed: &Cell,
    budget: &mut usize,
) -> Vec<Case> {
    let mut groups: Vec<(Change, Vec<Found>)> = Vec::new();
    for one in found {
        match groups.iter_mut().find(|(change, _)| *change == one.piece.change) {
            Some((_, group)) => group.push(one),
            None => groups.push((one.piece.change.clone(), vec![one])),
        }
    }
    let mut cases = Vec::new();
    for (change, group) in groups {
        // That something is granted or not is said only where it was, or will be.
        let is_one_sided = change.old.is_none() || change.new.is_none();
        let is_grant = change.term == Term::Granted || (change.term == Term::Window && is_one_sided);
        let same: Vec<&Cell> = group.iter().map(|one| &one.cell).gather();
        let mut all = same.clone();
        if !is_grant {
            all.add_all(nothing);
        }
        let boxes = boxes(dimensions, &group, &Covering { same, all }, fixed, budget);
        let exact: Rc<Vec<Cell>> = Rc::new(group.iter().map(|one| one.cell.clone()).gather());
        for cell in boxes {
            let mut because = [Vec::new(), Vec::new()];
            for one in group.iter().filter(|one| one.cell.meets(&cell)) {
                for (all, more) in because.iter_mut().zip(&one.piece.because) {
                    all.add_all(more.iter().cloned());
                    order::sort_once(all);
                }
            }
            let piece = Piece { change: change.clone(), because };
            let (cell, except) = (cell.0.iter().cloned().gather(), Vec::new());
            cases.push(Case { cell, except, exact: vec![Rc::clone(&exact)], piece });
        }
    }
    cases
}

/// Over what a box may grow.
struct Covering<'c> {
    /// The boxes with the same change.
    same: Vec<&'c Cell>,
    /// They and what is not offered.
    all: Vec<&'c Cell>,
}

/// The widened boxes of one change, none of which the others hold already.
fn boxes(
    dimensions: &Dimensions,
    group: &[Found],
    covering: &Covering<'_>,
    fixed: &Cell,
    budget: &mut usize,
) -> Vec<Cell> {
    let mut boxes: Vec<Cell> = Vec::new();
    for one in group {
        let before: Vec<&Cell> = boxes.iter().gather();
        if !covered(&one.cell, &before, budget) {
            boxes.push(grown(dimensions, &one.cell, covering, fixed, budget));
        }
    }
    let mut position = 0;
    while let Some(cell) = boxes.get(position) {
        let others: Vec<&Cell> =
            boxes.iter().enumerate().filter(|(other, _)| *other != position).map(|(_, other)| other).gather();
        // What only widening added need not be held by others.
        let own = group.iter().filter_map(|one| one.cell.meet(cell));
        if own.into_iter().all(|part| covered(&part, &others, budget)) {
            boxes.remove(position);
        } else {
            position = position.saturating_add(1);
        }
    }
    boxes
}

/// A box that has grown as far as it is covered, the last fact first.
fn grown(dimensions: &Dimensions, cell: &Cell, covering: &Covering<'_>, fixed: &Cell, budget: &mut usize) -> Cell {
    let mut cell = cell.clone();
    let mut ids: Vec<DimensionId> = cell.0.keys().copied().filter(|id| !fixed.0.contains_key(id)).gather();
    // Facts stand in the order of their table: the currency before the amounts.
    ids.reverse();
    for id in ids {
        let Some(own) = cell.0.get(&id).cloned() else { continue };
        let fact = |id: &DimensionId| dimensions.get(*id).map(|dimension| fact::definition(dimension.fact).name);
        let has_amount = cell.0.keys().any(|id| matches!(fact(id), Some("unitPrice" | "orderTotal")));
        // An amount says nothing without its currency.
        if fact(&id) == Some("currency") && has_amount {
            continue;
        }
        let others = own.complement();
        let mut with = |atoms: AtomSet, others: &[&Cell]| {
            let mut part = cell.clone();
            part.0.insert(id, atoms);
            covered(&part, others, budget)
        };
        // A part of what is not offered would be said of one change and of another.
        if with(others.clone(), &covering.all) {
            cell.0.remove(&id);
        } else if others.len() <= MOST_ATOMS {
            let mut wider = own;
            for atom in others.iter() {
                if with(others.only(atom), &covering.same) {
                    wider.insert(atom);
                }
            }
            cell.0.insert(id, wider);
        }
    }
    cell
}

/// Says whether every part of a box lies in others, as far as the budget tells.
fn covered(cell: &Cell, others: &[&Cell], budget: &mut usize) -> bool {
    let Some(left) = budget.checked_sub(others.len()) else { return false };
    let meeting: Vec<&Cell> = others.iter().copied().filter(|other| other.meets(cell)).gather();
    let pieces = left.checked_div(meeting.len()).unwrap_or(0);
    let mut rest = pieces;
    let is_covered = matches!(cell.outside(&meeting, &mut rest), Ok(None));
    *budget = left.saturating_sub(pieces.saturating_sub(rest).saturating_mul(meeting.len()));
    is_covered
}
