//! Where the instant asked about lies to the windows that conditions name: before, within or after.
//!
//! A window is over when its time is, or when the goods have been used more than it allows, whichever comes first.

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
use crate::usage;
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
        match state(world, window, when) {
            Ok(state) => {
                let word = match state {
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

/// The events and the use that tell where the instant lies to the window of this dimension, if it is of one.
pub(crate) fn read(world: &World<'_>, id: DimensionId) -> Vec<DimensionId> {
    let Some(window) = window(world, id) else { return Vec::new() };
    let dimensions = &world.compiled.dimensions;
    let mut read = Vec::new();
    for fact in timing::read(world, window) {
        read.add(dimensions.position(fact, None));
    }
    for (unit, _) in &window.usage {
        read.add(dimensions.position(fact::USAGE, Some(unit)));
    }
    read
}

/// The windows that conditions name, by the dimensions of these.
fn windows<'w>(world: &World<'w>) -> Vec<(DimensionId, &'w Window)> {
    let mut windows = Vec::new();
    for (id, _) in world.compiled.dimensions.iter() {
        windows.add(window(world, id).map(|window| (id, window)));
    }
    windows
}

fn window<'w>(world: &World<'w>, id: DimensionId) -> Option<&'w Window> {
    let dimension = world.compiled.dimensions.get(id).filter(|found| found.fact == fact::DURING)?;
    let name = dimension.name.as_deref()?;
    world.compiled.documents.iter().find_map(|document| document.during.get(name))
}

/// What use says does not matter once time is over.
fn state(world: &World<'_>, window: &Window, when: &When) -> Result<State, Need> {
    let state = time(world, window, when)?.state;
    Ok(if state != State::Closed && usage::is_used_up(world, window)? { State::Closed } else { state })
}

fn time<'w>(world: &World<'w>, window: &Window, when: &When) -> Result<Timed<'w>, Need> {
    timing::time(world, &Adjusted { window: window.clone(), changes: Changes::default() }, when)
}
