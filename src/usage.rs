//! How much the goods have been used, and whether that is more than a window allows.

use crate::atom::AtomSet;
use crate::dimension::{DimensionId, Dimensions};
use crate::fact;
use crate::gather::AddAll;
use crate::layer::Need;
use crate::map::Map;
use crate::policy::{PolicyDocument, Window};
use crate::term::Value;
use crate::world::World;

/// How much the goods have been used, of what a window limits and as far as that is known.
pub(crate) fn used(world: &World<'_>, window: &Window) -> Map<String, i64> {
    let mut used = Map::new();
    for (name, _) in &window.usage {
        if let Some(number) = world.number(fact::USAGE, Some(name)) {
            used.insert(name.clone(), number);
        }
    }
    used
}

/// Says whether the goods have been used more than a window allows, or which missing use must be split first.
pub(crate) fn is_used_up(world: &World<'_>, window: &Window) -> Result<bool, Need> {
    let mut open = None;
    for (id, within) in limits(window, &world.compiled.dimensions) {
        let known = world.possible(id);
        if known.is_apart(&within) {
            return Ok(true);
        }
        if !known.is_within(&within) {
            open = open.or(Some(id));
        }
    }
    open.map_or(Ok(false), |id| Err(Need::Parts(id)))
}

/// How much the goods may be used in any window of these documents.
pub(crate) fn all_limits(documents: &[PolicyDocument], dimensions: &Dimensions) -> Vec<(DimensionId, AtomSet)> {
    let mut all = Vec::new();
    for document in documents {
        for window in document.during.values() {
            all.append(&mut limits(window, dimensions));
        }
        for value in document.rules.iter().flat_map(|rule| rule.terms.values()) {
            if let Value::Window(window) = value {
                all.append(&mut limits(window, dimensions));
            }
        }
    }
    all
}

/// Says whether the goods may be used less in one window than in another: it may be over first whatever the day.
#[cfg(feature = "check")]
pub(crate) fn allows_less(own: &Window, other: &Window) -> bool {
    own.usage.iter().any(|(name, most)| other.usage.get(name).is_none_or(|other| most < other))
}

/// How much the goods may be used in a window; where nothing counts it, without limit.
pub(crate) fn limits(window: &Window, dimensions: &Dimensions) -> Vec<(DimensionId, AtomSet)> {
    let mut limits = Vec::new();
    for (name, most) in &window.usage {
        let id = dimensions.position(fact::USAGE, Some(name));
        limits.add(id.and_then(|id| Some((id, dimensions.get(id)?.up_to(*most)))));
    }
    limits
}
