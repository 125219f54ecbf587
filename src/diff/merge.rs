//! Joins the boxes of one change to as few as can be read.

use std::rc::Rc;

use crate::atom::AtomSet;
use crate::condition::Cell;
use crate::diff::{Change, Reference};
use crate::dimension::DimensionId;
use crate::gather::{AddAll, Gather};
use crate::order;

/// A box in which a term changes.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    /// The sets of the facts that bound it, ascending.
    pub(crate) cell: Vec<(DimensionId, AtomSet)>,
    /// The box that is left out of it; nothing where that is empty.
    pub(crate) except: Vec<(DimensionId, AtomSet)>,
    /// The boxes to which what changes is bound; the rest of the box is not offered at all.
    pub(crate) exact: Vec<Rc<Vec<Cell>>>,
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

/// Joins boxes that differ in one fact and change alike, until no two can be joined.
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

/// A box without one of its facts, and that fact's values.
struct Keyed {
    rest: Vec<(DimensionId, AtomSet)>,
    own: Option<AtomSet>,
    case: Case,
}

/// Joins the boxes that differ in this fact alone.
fn join(cases: Vec<Case>, id: DimensionId) -> Vec<Case> {
    let mut keyed: Vec<Keyed> = Vec::new();
    for case in cases {
        let mut rest = case.cell.clone();
        let position = rest.iter().position(|(other, _)| *other == id);
        let own = position.map(|position| rest.remove(position).1);
        keyed.push(Keyed { rest, own, case });
    }
    order::sort_by(&mut keyed, |a, b| (&a.case.piece.change, &a.rest).cmp(&(&b.case.piece.change, &b.rest)));
    let mut joined: Vec<Keyed> = Vec::new();
    for one in keyed {
        match joined.last_mut() {
            Some(into) if into.rest == one.rest && into.case.piece.change == one.case.piece.change => {
                into.own = match (into.own.take(), one.own) {
                    (Some(all), Some(own)) => Some(all.or(&own)),
                    _ => None,
                };
                into.case.exact.add_all(one.case.exact);
                for (into, because) in into.case.piece.because.iter_mut().zip(one.case.piece.because) {
                    into.add_all(because);
                    order::sort_once(into);
                }
            }
            _ => joined.push(one),
        }
    }
    let restore = |Keyed { rest: mut cell, own, case }: Keyed| {
        cell.add_all(own.filter(|atoms| !atoms.complement().is_empty()).map(|atoms| (id, atoms)));
        order::sort(&mut cell);
        Case { cell, ..case }
    };
    joined.into_iter().map(restore).gather()
}
