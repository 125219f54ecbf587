//! Writes one concrete order out of a box: days that go together, and for all else the first value.

use crate::answer::{Condition, Scalar};
use crate::atom::AtomSet;
use crate::compile::Compiled;
use crate::condition::{Cell, Region};
use crate::day::{self, Moment};
use crate::dimension::Dimension;
use crate::fact::{self, FactId, Kind};
use crate::floor::days::Witness;
use crate::floor::scenarios::present;
use crate::floor::vouched::{self, by_order, days, precedes, same_events};
use crate::gather::{AddAll, Gather};
use crate::map::Map;
use crate::problem::Example;
use crate::{prove, suspension, write, zone};

/// Events that happen together, by pairs.
pub(super) type Same = Vec<(FactId, FactId)>;

/// The facts of one order in a box, on the days of a witness where there is one.
pub(super) fn example(compiled: &Compiled, cell: &Cell, witness: Option<&Witness>) -> Example {
    let mut facts = Map::new();
    let placed = placed(compiled, cell, witness, &same(compiled, cell));
    for (id, atoms) in &cell.0 {
        let Some(dimension) = compiled.dimensions.get(*id) else { continue };
        let value = match placed.get(&dimension.fact) {
            Some(value) => value.clone(),
            None => match one(compiled, dimension, atoms) {
                Some(atom) if is_unused(dimension, atom) => Scalar::Number(0),
                Some(atom) => prove::value(dimension, *id, compiled, atom),
                None => continue,
            },
        };
        let name = fact::definition(dimension.fact).name;
        // What follows from a request has not happened where nothing is said of it, and nothing is counted without repairs.
        let goes_without_saying = match value {
            Scalar::None => fact::FOLLOWING.contains(&dimension.fact),
            Scalar::Number(0) => dimension.fact == fact::COUNTER,
            _ => false,
        };
        if !goes_without_saying {
            write::insert(&mut facts, name, dimension.name.as_deref(), Condition::Is(value));
        }
    }
    Example(facts)
}

/// The facts of an example that follow from a history of the goods which is not worked out: counts, windows that are running or
/// over, and where there are repairs, all that must agree about them. `suspended` says that repairs move a window, and
/// `repaired` that the example has some for it.
pub(super) fn of_history(
    compiled: &Compiled,
    cell: &Cell,
    example: &Example,
    suspended: bool,
    repaired: bool,
) -> Vec<String> {
    let mut derived = Vec::new();
    for name in ["counter", "during"] {
        if let Some(Condition::Names(names)) = example.0.get(name) {
            derived.add_all(names.iter().map(|(below, _)| format!("{name}.{below}")));
        }
    }
    let of_last = ["repairBegun", "repairReturned"];
    let asked = |wanted: &dyn Fn(&str) -> bool| {
        let dimensions = cell.0.keys().filter_map(|id| compiled.dimensions.get(*id));
        let name = |dimension: &Dimension| (fact::definition(dimension.fact).name, dimension.name.clone());
        let asked = dimensions.map(name).filter(|(fact, _)| wanted(fact));
        asked.map(|(fact, name)| name.map_or_else(|| fact.to_owned(), |name| format!("{fact}.{name}"))).gather()
    };
    if derived.is_empty() && (repaired || of_last.iter().any(|name| example.0.contains_key(*name))) {
        derived.append(&mut asked(&|fact| fact == "counter"));
        if suspended {
            derived.append(&mut asked(&|fact| of_last.contains(&fact)));
        }
    }
    derived
}

/// Says whether an atom holds that nothing was counted, or that the goods were not used.
fn is_unused(dimension: &Dimension, atom: usize) -> bool {
    fact::definition(dimension.fact).kind == Kind::Amounts && dimension.atom_of_number(0) == Some(atom)
}

/// The reason or remedy of a box.
pub(super) fn asked(compiled: &Compiled, cell: &Cell, name: &str) -> Option<String> {
    let id = compiled.dimensions.position(fact::position(name), None)?;
    let atom = one(compiled, compiled.dimensions.get(id)?, cell.0.get(&id)?)?;
    match prove::value(compiled.dimensions.get(id)?, id, compiled, atom) {
        Scalar::Text(text) => Some(text),
        _ => None,
    }
}

/// The atom that is shown: of nodes one that holds no other, for its name says all.
fn one(compiled: &Compiled, dimension: &Dimension, atoms: &AtomSet) -> Option<usize> {
    let nodes = dimension.nodes();
    let is_leaf = |atom: &usize| {
        nodes.get(*atom).is_some_and(|node| {
            nodes.iter().all(|other| other == node || !compiled.dimensions.is_below(dimension.fact, other, node))
        })
    };
    atoms.iter().find(is_leaf).or_else(|| atoms.iter().next())
}

/// The events that documents vouch for as happening together, where they apply to all orders of a box.
fn same(compiled: &Compiled, cell: &Cell) -> Same {
    let region = Region(vec![cell.clone()]);
    let documents = compiled.documents.iter().enumerate();
    let applying = documents.filter(|(position, document)| {
        !same_events(document).is_empty() && region.is_within(&vouched::scope(compiled, *position), &mut 20_000)
    });
    applying.flat_map(|(_, document)| same_events(document)).gather()
}

/// Every event that the box speaks of: on the day of the witness, else on one that goes with the others.
fn placed(compiled: &Compiled, cell: &Cell, witness: Option<&Witness>, same: &Same) -> Map<FactId, Scalar> {
    let standing = |event: FactId| stands_for(event, same);
    let mut placed: Map<FactId, Scalar> = Map::new();
    let mut numbers: Vec<(FactId, i64)> = Vec::new();
    let mut open: Vec<FactId> = Vec::new();
    let mut of_day: Vec<(FactId, &Dimension, &AtomSet)> = Vec::new();
    for (id, atoms) in &cell.0 {
        let Some(dimension) = compiled.dimensions.get(*id) else { continue };
        if fact::definition(dimension.fact).kind == Kind::Day {
            of_day.push((standing(dimension.fact), dimension, atoms));
        }
    }
    for (event, _, _) in &of_day {
        let asked = witness.filter(|witness| witness.asked.contains(event));
        match asked.map(|witness| witness.events.moments.get(event)) {
            None => open.push(*event),
            Some(None) => placed.insert(*event, Scalar::None),
            Some(Some(moment)) => {
                numbers.add(witness.and_then(|witness| Some((*event, *witness.seen.get(event)?))));
                placed.insert(*event, moment_scalar(*moment));
            }
        }
    }
    crate::order::sort_once(&mut open);
    by_order(&mut open);
    let never = never(&of_day, &open, &placed);
    open.retain(|event| !never.contains(event));
    for event in never {
        placed.insert(event, Scalar::None);
    }
    // What comes first lies near what is bound to come late: a window that runs from it is still open then.
    let nearest = |(_, dimension, atoms): &(FactId, &Dimension, &AtomSet)| {
        let all = atoms.iter().filter_map(|atom| days(dimension, atom)).gather();
        all.into_iter()
            .map(|(from, below)| present().clamp(from, below.saturating_sub(1).max(from)))
            .min_by_key(|day| day.abs_diff(present()))
    };
    let together =
        of_day.iter().filter(|(event, ..)| open.contains(event)).filter_map(nearest).max().unwrap_or_else(present);
    for event in open {
        let after = numbers.iter().filter(|(other, _)| precedes(*other, event)).map(|(_, day)| *day).max();
        let before = numbers.iter().filter(|(other, _)| precedes(event, *other)).map(|(_, day)| *day).min();
        let wanted = after.or(before).unwrap_or(together);
        let members: Vec<&(FactId, &Dimension, &AtomSet)> = of_day.iter().filter(|(own, ..)| *own == event).gather();
        let fits = |(from, below): (i64, i64)| {
            let first = from.max(after.unwrap_or(from));
            let last = below.saturating_sub(1).min(before.unwrap_or(i64::MAX));
            (first <= last).then(|| wanted.clamp(first, last))
        };
        let in_all = |day: &i64| {
            let inside = |(_, dimension, atoms): &&(FactId, &Dimension, &AtomSet)| {
                dimension.atom_of_number(*day).is_some_and(|atom| atoms.contains(atom))
            };
            members.iter().all(inside)
        };
        let days = members
            .iter()
            .flat_map(|(_, dimension, atoms)| atoms.iter().filter_map(|atom| fits(days(dimension, atom)?)).gather());
        match days.filter(in_all).min_by_key(|day| day.abs_diff(wanted)) {
            Some(day) => {
                numbers.push((event, day));
                placed.insert(event, write::number_scalar(day, true));
            }
            None => placed.insert(event, Scalar::None),
        }
    }
    let own = of_day.iter().filter_map(|(event, dimension, _)| Some((dimension.fact, placed.get(event)?.clone())));
    own.collect()
}

/// Of events without a day those that need not have happened: an example without them is easier to read.
fn never(of_day: &[(FactId, &Dimension, &AtomSet)], open: &[FactId], placed: &Map<FactId, Scalar>) -> Vec<FactId> {
    let mut never: Vec<FactId> = Vec::new();
    for event in open.iter().rev().filter(|event| !vouched::is_usual(**event)) {
        let may_be_none = |(own, dimension, atoms): &(FactId, &Dimension, &AtomSet)| {
            own != event || dimension.null().is_some_and(|null| atoms.contains(null))
        };
        let has_not = |other: FactId| never.contains(&other) || placed.get(&other) == Some(&Scalar::None);
        let nothing_follows = |(other, ..): &(FactId, &Dimension, &AtomSet)| {
            other == event || !precedes(*event, *other) || has_not(*other)
        };
        if of_day.iter().all(may_be_none) && of_day.iter().all(nothing_follows) {
            never.push(*event);
        }
    }
    never
}

/// The event that stands for another that happens with it.
pub(super) fn stands_for(event: FactId, same: &Same) -> FactId {
    let mut event = event;
    for _ in 0..=same.len() {
        match same.iter().find(|(own, _)| *own == event) {
            Some((_, other)) => event = *other,
            None => break,
        }
    }
    event
}

/// The events of a witness as an answer shows them, those that have not happened as null, with those that happen with them.
pub(super) fn days_of(witness: &Witness, same: &Same) -> Map<&'static str, Condition> {
    let show = |event: &FactId| {
        let value = match witness.events.moments.get(event) {
            None => Scalar::None,
            Some(moment) => moment_scalar(*moment),
        };
        (fact::definition(*event).name, Condition::Is(value))
    };
    let asked = |event: &FactId| witness.asked.contains(event);
    let others = same.iter().map(|(event, _)| *event).filter(|event| asked(&stands_for(*event, same)));
    let with = others.map(|event| (fact::definition(event).name, show(&stands_for(event, same)).1));
    witness.asked.iter().map(show).chain(with).collect()
}

/// The repairs of a witness: handed over and returned.
pub(super) fn repairs_of(witness: &Witness) -> Vec<Map<&'static str, Condition>> {
    let show = |repair: &suspension::Repair| {
        let mut shown = Map::new();
        shown.insert("handedOverAt", Condition::Is(moment_scalar(repair.handed_over)));
        if let Some(returned) = repair.returned {
            shown.insert("returnedAt", Condition::Is(moment_scalar(returned)));
        }
        shown
    };
    witness.events.repairs.iter().map(show).gather()
}

fn moment_scalar(moment: Moment) -> Scalar {
    match moment {
        Moment::Day(day) => Scalar::Text(day::write(day)),
        Moment::Instant(instant) => Scalar::Text(zone::write_utc(instant)),
    }
}
