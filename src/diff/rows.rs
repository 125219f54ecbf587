//! Writes boxes in which a term changes as rows people can read.

use crate::answer::{Condition, Scalar};
use crate::atom::AtomSet;
use crate::compile::Compiled;
use crate::diff::merge::Case;
use crate::diff::{Change, Row, tree};
use crate::dimension::{Dimension, DimensionId};
use crate::fact::{self, Kind};
use crate::gather::{AddAll, Gather};
use crate::json::write::Written;
use crate::map::Map;
use crate::order;
use crate::world::Assumption;
use crate::write;

/// One row for each condition that the boxes need, in the order of reasons, remedies and terms.
pub(crate) fn rows(compiled: &Compiled, cases: Vec<Case>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for case in cases {
        rows.add_all(of_case(compiled, &case));
    }
    order::sort_by(&mut rows, |a, b| key(a).cmp(&key(b)));
    rows
}

fn key(row: &Row) -> (&Vec<String>, &Vec<String>, &Change, Written) {
    (&row.reasons, &row.remedies, &row.piece.change, Written::of(&row.when))
}

/// A part of a fact's values that one condition says.
pub(crate) struct Part {
    pub(crate) atoms: AtomSet,
    pub(crate) condition: Condition,
    /// The nodes below those of the condition that are left out.
    pub(crate) unless: Vec<Scalar>,
}

fn of_case(compiled: &Compiled, case: &Case) -> Vec<Row> {
    let first = Row {
        reasons: Vec::new(),
        remedies: names(compiled, "remedy"),
        when: Map::new(),
        unless: Map::new(),
        except: except(compiled, &case.except),
        piece: case.piece.clone(),
        cell: Vec::new(),
        left_out: case.except.clone(),
        exact: case.exact.clone(),
        touched: None,
    };
    let mut rows = vec![first];
    for (id, atoms) in &case.cell {
        let Some(dimension) = compiled.dimensions.get(*id) else { continue };
        let parts = parts(compiled, *id, dimension, atoms);
        rows = rows.iter().flat_map(|row| parts.iter().map(|part| narrowed(row, *id, dimension, part))).gather();
    }
    rows
}

/// The conditions of what is left out, each of which one part says.
fn except(compiled: &Compiled, cell: &[(DimensionId, AtomSet)]) -> Map<&'static str, Condition> {
    let mut except = Map::new();
    for (id, atoms) in cell {
        let Some(dimension) = compiled.dimensions.get(*id) else { continue };
        for part in parts(compiled, *id, dimension, atoms) {
            let name = fact::definition(dimension.fact).name;
            write::insert(&mut except, name, dimension.name.as_deref(), part.condition);
        }
    }
    except
}

/// A row with one more condition; what is asked for stands by itself.
fn narrowed(row: &Row, id: DimensionId, dimension: &Dimension, part: &Part) -> Row {
    let mut row = row.clone();
    let fact = fact::definition(dimension.fact).name;
    let values = || -> Vec<String> {
        let Condition::Values(values) = &part.condition else { return Vec::new() };
        values
            .iter()
            .filter_map(|value| if let Scalar::Text(text) = value { Some(text.clone()) } else { None })
            .gather()
    };
    match fact {
        "reason" => row.reasons = values(),
        "remedy" => {
            row.remedies = part.atoms.iter().filter_map(|atom| dimension.words().get(atom)).cloned().gather();
        }
        _ => write::insert(&mut row.when, fact, dimension.name.as_deref(), part.condition.clone()),
    }
    if !part.unless.is_empty() {
        row.unless.insert(fact, Condition::Values(part.unless.clone()));
    }
    row.cell.push((id, part.atoms.clone()));
    row
}

fn names(compiled: &Compiled, fact: &str) -> Vec<String> {
    let id = compiled.dimensions.position(fact::position(fact), None);
    id.and_then(|id| compiled.dimensions.get(id)).map(Dimension::words).unwrap_or_default().to_vec()
}

/// The parts of a set that one condition each can say.
pub(crate) fn parts(compiled: &Compiled, id: DimensionId, dimension: &Dimension, atoms: &AtomSet) -> Vec<Part> {
    if matches!(fact::definition(dimension.fact).kind, Kind::Path | Kind::Reason | Kind::Market) {
        return tree::parts(&compiled.dimensions, dimension, atoms);
    }
    let whole = conditions(compiled, id, dimension, atoms);
    match whole.as_slice() {
        [condition] => vec![Part { atoms: atoms.clone(), condition: condition.clone(), unless: Vec::new() }],
        _ => runs(dimension, atoms)
            .into_iter()
            .flat_map(|run| {
                let conditions = conditions(compiled, id, dimension, &run);
                let part = |condition| Part { atoms: run.clone(), condition, unless: Vec::new() };
                conditions.into_iter().map(part).gather()
            })
            .gather(),
    }
}

/// The conditions any of which says that a fact lies in a set.
fn conditions(compiled: &Compiled, id: DimensionId, dimension: &Dimension, atoms: &AtomSet) -> Vec<Condition> {
    let assumed = [Assumption::Atoms(atoms.clone())];
    let written = write::conditions(compiled, &[(id, assumed.as_slice())], usize::MAX).unwrap_or_default();
    let fact = fact::definition(dimension.fact).name;
    let of = |when: Map<&'static str, Condition>| match (when.get(fact)?, &dimension.name) {
        (Condition::Names(names), Some(name)) => names.get(name).cloned(),
        (condition, _) => Some(condition.clone()),
    };
    written.into_iter().filter_map(of).gather()
}

/// The runs of numbers or days that follow each other, and none at all by itself.
fn runs(dimension: &Dimension, atoms: &AtomSet) -> Vec<AtomSet> {
    let mut runs: Vec<(usize, AtomSet)> = Vec::new();
    for atom in atoms.iter() {
        let follows = dimension.null() != Some(atom);
        match runs.last_mut() {
            Some((last, run)) if follows && last.saturating_add(1) == atom => {
                run.insert(atom);
                *last = atom;
            }
            _ => runs.push((atom, atoms.only(atom))),
        }
    }
    runs.into_iter().map(|(_, run)| run).gather()
}
