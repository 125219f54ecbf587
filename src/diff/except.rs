//! Joins boxes that are all of a larger one but a small part of it: an exception is easier to read than all that it leaves.

use crate::answer::{Condition, Scalar};
use crate::atom::AtomSet;
use crate::compile::Compiled;
use crate::condition::Cell;
use crate::diff::merge::Case;
use crate::diff::rows;
use crate::dimension::DimensionId;
use crate::fact;
use crate::gather::{AddAll, Gather};
use crate::order;

/// With how many boxes before it one is compared.
const MOST_BEFORE: usize = 60;
/// How many pieces of the larger box are looked at.
const MOST_PIECES: usize = 64;

/// Boxes of one change, joined.
struct Joined {
    case: Case,
    parts: Vec<Cell>,
}

/// Joins the boxes that change alike as far as one exception says what they leave out.
pub(crate) fn join(compiled: &Compiled, cases: Vec<Case>) -> Vec<Case> {
    let mut joined: Vec<Joined> = Vec::new();
    for case in cases {
        let mut one = Joined { parts: vec![Cell(case.cell.iter().cloned().collect())], case };
        // What is joined may be joined again.
        while let Some((position, both)) = with_any(compiled, &joined, &one) {
            joined.remove(position);
            one = both;
        }
        joined.push(one);
    }
    joined.into_iter().map(|joined| joined.case).gather()
}

fn with_any(compiled: &Compiled, joined: &[Joined], one: &Joined) -> Option<(usize, Joined)> {
    let before = joined.iter().enumerate().rev().take(MOST_BEFORE);
    for (position, other) in before {
        if let Some(both) = both(compiled, other, one) {
            return Some((position, both));
        }
    }
    None
}

/// Two that leave out one box of the smallest that holds both.
fn both(compiled: &Compiled, a: &Joined, b: &Joined) -> Option<Joined> {
    if a.case.piece.change != b.case.piece.change {
        return None;
    }
    let parts: Vec<Cell> = a.parts.iter().chain(&b.parts).cloned().gather();
    let around = around(&parts)?;
    let hole = self::around(&left(&around, &parts)?)?;
    if parts.iter().any(|part| part.meets(&hole)) {
        return None;
    }
    let bounds = |(id, atoms): &(DimensionId, AtomSet)| around.0.get(id) != Some(atoms);
    let except: Vec<(DimensionId, AtomSet)> = hole.0.iter().filter(|one| bounds(one)).cloned().gather();
    if !except.iter().all(|(id, atoms)| is_plain(compiled, *id, atoms, around.0.contains_key(id))) {
        return None;
    }
    let mut case = a.case.clone();
    case.cell = around.0.iter().cloned().gather();
    case.except = except;
    case.exact.add_all(b.case.exact.iter().cloned());
    for (all, more) in case.piece.because.iter_mut().zip(&b.case.piece.because) {
        all.add_all(more.iter().cloned());
        order::sort_once(all);
    }
    Some(Joined { case, parts })
}

/// The smallest box that holds all of these.
fn around(parts: &[Cell]) -> Option<Cell> {
    let (first, rest) = parts.split_first()?;
    let mut around = Cell::default();
    for (id, atoms) in &first.0 {
        let mut others = rest.iter().map(|part| part.0.get(id));
        let all = others.try_fold(atoms.clone(), |all, more| Some(all.or(more?)));
        if let Some(all) = all.filter(|all| !all.is_all()) {
            around.0.insert(*id, all);
        }
    }
    Some(around)
}

/// What these parts leave of a box, unless it is much.
fn left(around: &Cell, parts: &[Cell]) -> Option<Vec<Cell>> {
    let mut left = vec![around.clone()];
    for part in parts {
        left = left.iter().flat_map(|piece| piece.minus(part)).gather();
        if left.len() > MOST_PIECES {
            return None;
        }
    }
    Some(left)
}

/// Says whether one condition that leaves nothing out says it; what is asked for is no exception, nor is a
/// part of a range or an amount in one currency.
fn is_plain(compiled: &Compiled, id: DimensionId, atoms: &AtomSet, is_part: bool) -> bool {
    let Some(dimension) = compiled.dimensions.get(id) else { return false };
    if ["reason", "remedy", "component", "currency"].contains(&fact::definition(dimension.fact).name) {
        return false;
    }
    let parts = rows::parts(compiled, id, dimension, atoms);
    let [part] = parts.as_slice() else { return false };
    let is_no = |value: &Scalar| matches!(value, Scalar::None | Scalar::Flag(false));
    match &part.condition {
        Condition::Values(values) => part.unless.is_empty() && !values.iter().any(is_no),
        Condition::Range(_) => !is_part,
        Condition::Is(_) | Condition::Not { .. } | Condition::Names(_) => false,
    }
}
