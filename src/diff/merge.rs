//! Joins the boxes of one change to as few as can be read.

use crate::atom::AtomSet;
use crate::diff::{Change, Reference};
use crate::dimension::DimensionId;
use crate::gather::{AddAll, Gather};
use crate::order;

/// A box in which a term changes.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    /// The sets of the facts that bound it, ascending.
    pub(crate) cell: Vec<(DimensionId, AtomSet)>,
    /// What changes there.
    pub(crate) piece: Piece,
}

/// A change with the rules of both versions that make it.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    pub(crate) change: Change,
    /// Of the old version, of the new one.
    pub(crate) because: [Vec<Reference>; 2],
}

/// Joins boxes that differ in one fact and change alike, until no two can be joined. The boxes of one change must not
/// overlap, and then do not afterwards.
pub(crate) fn merge(mut cases: Vec<Case>) -> Vec<Case> {
    for case in &mut cases {
        case.cell.retain(|(_, atoms)| !atoms.complement().is_empty());
    }
    loop {
        let before = cases.len();
        let mut dimensions: Vec<DimensionId> =
            cases.iter().flat_map(|case| case.cell.iter().map(|(id, _)| *id)).gather();
        order::sort_once(&mut dimensions);
        // The last fact first: reason and remedy stand early in the table and are joined when the rest is.
        for id in dimensions.into_iter().rev() {
            cases = join(cases, id);
        }
        if cases.len() == before {
            return cases;
        }
    }
}

/// Joins the boxes that differ in this fact alone.
fn join(cases: Vec<Case>, id: DimensionId) -> Vec<Case> {
    let mut keyed: Vec<(Vec<(DimensionId, AtomSet)>, Option<AtomSet>, Piece)> = Vec::new();
    for mut case in cases {
        let position = case.cell.iter().position(|(other, _)| *other == id);
        let own = position.map(|position| case.cell.remove(position).1);
        keyed.push((case.cell, own, case.piece));
    }
    order::sort_by(&mut keyed, |a, b| (&a.2.change, &a.0).cmp(&(&b.2.change, &b.0)));
    let mut joined: Vec<(Vec<(DimensionId, AtomSet)>, Option<AtomSet>, Piece)> = Vec::new();
    for (rest, own, piece) in keyed {
        match joined.last_mut() {
            Some((same, all, into)) if *same == rest && into.change == piece.change => {
                *all = match (all.take(), own) {
                    (Some(all), Some(own)) => Some(all.or(&own)),
                    _ => None,
                };
                for (into, because) in into.because.iter_mut().zip(piece.because) {
                    into.add_all(because);
                    order::sort_once(into);
                }
            }
            _ => joined.push((rest, own, piece)),
        }
    }
    let restore = |(mut cell, own, piece): (Vec<(DimensionId, AtomSet)>, Option<AtomSet>, Piece)| {
        cell.add_all(own.filter(|atoms| !atoms.complement().is_empty()).map(|atoms| (id, atoms)));
        order::sort(&mut cell);
        Case { cell, piece }
    };
    joined.into_iter().map(restore).gather()
}
