//! Where the instant asked about lies to the windows that conditions name: before, within or after.

use crate::atom::AtomSet;
use crate::day::Instant;
use crate::dimension::DimensionId;
use crate::fact;
use crate::gather::AddAll;
use crate::layer::{Need, When};
use crate::map::Map;
use crate::period::Changes;
use crate::policy::Window;
use crate::timing::{self, Timed};
use crate::window::{Adjusted, End, State};
use crate::world::{Assumption, World};

/// The world in which that is known as far as facts tell; of the others, what must be split first to tell.
///
/// Before purchase nothing is told: what changes with time is shown for all times.
pub(crate) fn resolved<'w>(world: &World<'w>, when: &When) -> (World<'w>, Map<DimensionId, Need>) {
    let (mut resolved, mut needs) = (world.clone(), Map::new());
    if matches!(when, When::BeforePurchase) {
        return (resolved, needs);
    }
    for (id, window) in windows(world) {
        match time(world, window, when) {
            Ok(timed) => {
                let word = match timed.state {
                    State::NotStarted => "before",
                    State::Open => "within",
                    State::Closed => "after",
                    // A calendar would have to reach further: each is looked at.
                    State::Unknown => continue,
                };
                resolved.assumed.insert(id, Assumption::Atoms(world.compiled.dimensions.locate(id, word)));
            }
            Err(need) => {
                needs.insert(id, need);
            }
        }
    }
    (resolved, needs)
}

/// The later instants at which such a window begins or ends.
pub(crate) fn changes(world: &World<'_>, when: &When) -> Vec<Instant> {
    let mut changes = Vec::new();
    for (_, window) in windows(world) {
        let Ok(Timed { timing: Some(timing), .. }) = time(world, window, when) else { continue };
        changes.add(timing.opens.and_then(|opens| opens.exact()));
        if let End::After(_, until) = timing.end {
            changes.push(until);
        }
    }
    changes
}

/// The word for a set of the values, where it is one.
pub(crate) fn word(set: &AtomSet) -> Option<&'static str> {
    let mut atoms = set.iter();
    match (atoms.next(), atoms.next()) {
        (Some(atom), None) => WORDS.get(atom).copied(),
        _ => None,
    }
}

/// The values, in the order of their atoms.
pub(crate) const WORDS: &[&str] = &["before", "within", "after"];

/// The windows that conditions name, by the dimensions of these.
fn windows<'w>(world: &World<'w>) -> Vec<(DimensionId, &'w Window)> {
    let compiled = world.compiled;
    let mut windows = Vec::new();
    for (id, dimension) in compiled.dimensions.iter() {
        if dimension.fact == fact::position("during") {
            let name = dimension.name.as_deref().unwrap_or_default();
            let own = |document: &'w crate::policy::PolicyDocument| document.during.get(name);
            windows.add(compiled.documents.iter().find_map(own).map(|window| (id, window)));
        }
    }
    windows
}

fn time<'w>(world: &World<'w>, window: &Window, when: &When) -> Result<Timed<'w>, Need> {
    timing::time(world, &Adjusted { window: window.clone(), changes: Changes::default() }, when)
}
