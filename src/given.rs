//! What a document vouches for, as atoms: the same for every question about all orders.

use crate::atom::AtomSet;
use crate::compile::Compiled;
use crate::dimension::{Dimension, DimensionId};
use crate::gather::Gather;
use crate::policy::{Given, GivenValue, Scalar};

/// The dimensions a given fact fills, each with the atoms it may have; an event that happens with another fills none.
pub(crate) fn filled(compiled: &Compiled, given: &Given) -> Vec<(DimensionId, AtomSet)> {
    let of_fact = |(_, dimension): &(DimensionId, &Dimension)| {
        dimension.fact == given.fact && (dimension.name == given.name || matches!(given.value, GivenValue::Tags(_)))
    };
    let atoms = |(id, dimension): (DimensionId, &Dimension)| {
        let one = |atom: Option<usize>| atom.map(|atom| AtomSet::one(dimension.count(), atom));
        let atoms = match &given.value {
            GivenValue::Is(Scalar::None) => one(dimension.null())?,
            GivenValue::Is(Scalar::Word(word)) => compiled.dimensions.locate(id, word),
            GivenValue::Is(Scalar::Number(number)) => one(dimension.atom_of_number(*number))?,
            GivenValue::Tags(tags) => dimension.tag(tags.contains(dimension.name.as_ref()?)),
            GivenValue::Anchor(_) => return None,
        };
        Some((id, atoms))
    };
    compiled.dimensions.iter().filter(of_fact).filter_map(atoms).gather()
}
