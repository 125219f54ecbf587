//! The orders a proof is about: what documents vouch for, and the order of events that is taken for granted.
//!
//! What does not occur is a list of boxes; every search stays outside of them.

use crate::atom::AtomSet;
use crate::compile::Compiled;
use crate::condition::{Cell, Region};
use crate::dimension::{Dimension, DimensionId};
use crate::fact::{self, FactId, Kind};
use crate::floor::search;
use crate::gather::{AddAll, Gather};
use crate::given::filled;
use crate::policy::{Given, GivenValue, PolicyDocument};

/// Events of which the first happens no later than the second, wherever both have happened.
///
/// A contract is concluded before goods leave, and they leave before they arrive; the first parcel of an order arrives no later
/// than any, and the last no earlier; goods are there before they are installed, found defective, exchanged, repaired or sent
/// back, and they are sent back before they are back; a notice is sent before it is received. Everything else is free: a
/// notice may come before the goods do.
const ORDER: &[(&str, &str)] = &[
    ("contract", "shipment"),
    ("order", "shipment"),
    ("contract", "notice"),
    ("order", "notice"),
    ("shipment", "firstDelivery"),
    ("firstDelivery", "delivery"),
    ("delivery", "lastDelivery"),
    ("notice", "noticeReceived"),
    ("delivery", "installation"),
    ("delivery", "activation"),
    ("delivery", "defectKnown"),
    ("delivery", "exchange"),
    ("delivery", "repairBegun"),
    ("delivery", "repairReturned"),
    ("delivery", "returnDispatch"),
    ("returnDispatch", "goodsBack"),
];

/// Says whether an event never happens after another, or is the same.
pub(super) fn precedes(first: FactId, second: FactId) -> bool {
    let next = |name: &str| ORDER.iter().filter(|(before, _)| *before == name).map(|(_, after)| *after).gather();
    let (first, wanted) = (fact::definition(first).name, fact::definition(second).name);
    let mut open: Vec<&str> = vec![first];
    let mut seen: Vec<&str> = Vec::new();
    while let Some(name) = open.pop() {
        if name == wanted {
            return true;
        }
        if !seen.contains(&name) {
            seen.push(name);
            open.add_all(next(name));
        }
    }
    false
}

/// Says whether every order in question has such an event: nobody asks without a contract.
pub(super) fn always_happens(event: FactId) -> bool {
    matches!(fact::definition(event).name, "contract" | "order")
}

/// Says whether an order is shown with such an event, where it may have one.
pub(super) fn is_usual(event: FactId) -> bool {
    let usual = ["contract", "order", "shipment", "firstDelivery", "delivery", "lastDelivery"];
    usual.contains(&fact::definition(event).name)
}

/// The order in which events are given days: none comes before one that precedes it.
pub(super) fn by_order(events: &mut Vec<FactId>) {
    let before = |event: FactId, all: &[FactId]| all.iter().filter(|other| precedes(**other, event)).count();
    let all = events.clone();
    crate::order::sort_by(events, |a, b| (before(*a, &all), *a).cmp(&(before(*b, &all), *b)));
}

/// Where a document applies, what it vouches for being true.
pub(super) fn scope(compiled: &Compiled, position: usize) -> Region {
    let Some(scope) = compiled.scopes.get(position) else { return Region(Vec::new()) };
    let given = compiled.documents.get(position).map(|document| document.given.as_slice()).unwrap_or_default();
    let own: Vec<DimensionId> = given.iter().flat_map(|given| filled(compiled, given)).map(|(id, _)| id).gather();
    // A condition that the given fact does not meet keeps the document from applying at all.
    let met = |cell: &&Cell| {
        given
            .iter()
            .flat_map(|given| filled(compiled, given))
            .all(|(id, atoms)| cell.0.get(&id).is_none_or(|wanted| !wanted.is_apart(&atoms)))
    };
    let scope = search::settle(compiled, scope);
    search::without(&Region(scope.0.iter().filter(met).cloned().gather()), &own)
}

/// A region narrowed by what its document vouches for.
pub(super) fn narrowed(compiled: &Compiled, document: &PolicyDocument, region: &Region) -> Region {
    let all: Vec<(DimensionId, AtomSet)> = document.given.iter().flat_map(|given| filled(compiled, given)).gather();
    let is_setting = |id: &DimensionId| compiled.settings.contains_key(id);
    let narrow = |cell: &Cell| {
        let mut cell = cell.clone();
        all.iter().filter(|(id, _)| !is_setting(id)).all(|(id, atoms)| cell.narrow(*id, atoms)).then_some(cell)
    };
    Region(region.0.iter().filter_map(narrow).gather())
}

/// The events that a document vouches for as happening with another.
pub(super) fn same_events(document: &PolicyDocument) -> Vec<(FactId, FactId)> {
    let same = |given: &Given| match given.value {
        GivenValue::Anchor(other) => Some((given.fact, other)),
        _ => None,
    };
    document.given.iter().filter_map(same).gather()
}

/// Every order that does not occur, as boxes.
pub(super) fn forbidden(compiled: &Compiled) -> Vec<Cell> {
    let mut cells = Vec::new();
    for (position, document) in compiled.documents.iter().enumerate() {
        let scope = scope(compiled, position);
        let mut forbid = |pair: &[(DimensionId, AtomSet)]| {
            cells.add_all(scope.0.iter().filter_map(|cell| {
                let mut cell = cell.clone();
                pair.iter().all(|(id, atoms)| cell.narrow(*id, atoms)).then_some(cell)
            }));
        };
        for given in document.given.iter().filter(|given| given.fact != fact::SETTING) {
            filled(compiled, given).into_iter().for_each(|(id, atoms)| forbid(&[(id, atoms.complement())]));
        }
        for (event, other) in same_events(document) {
            let same = |a: Days, b: Days| match (a, b) {
                (Some(a), Some(b)) => a.0 < b.1 && b.0 < a.1,
                (a, b) => a.is_none() && b.is_none(),
            };
            pairs(compiled, event, other, &same).iter().for_each(|pair| forbid(pair));
        }
    }
    for (id, dimension) in compiled.dimensions.iter().filter(|(_, dimension)| always_happens(dimension.fact)) {
        if let Some(null) = dimension.null() {
            cells.push(Cell([(id, AtomSet::one(dimension.count(), null))].into()));
        }
    }
    let events = || compiled.dimensions.iter().filter(|(_, found)| fact::definition(found.fact).kind == Kind::Day);
    for (first, a) in events() {
        for (_, b) in events().filter(|(second, b)| first != *second && precedes(a.fact, b.fact)) {
            // What follows has not happened where what precedes it has not.
            let ordered = |a: Days, b: Days| match (a, b) {
                (Some(a), Some(b)) => a.0 < b.1,
                (None, Some(_)) => false,
                (_, None) => true,
            };
            cells.add_all(pairs(compiled, a.fact, b.fact, &ordered).into_iter().map(|pair| Cell(pair.into())));
        }
    }
    // What was handed over first may be back when it has been handed over again, but not without.
    let handed_over = |begun: Days, returned: Days| begun.is_some() || returned.is_none();
    let repair = pairs(compiled, fact::REPAIR_BEGUN, fact::REPAIR_RETURNED, &handed_over);
    cells.add_all(repair.into_iter().map(|pair| Cell(pair.into())));
    cells
}

/// The day numbers of an atom, the second outside; none where the event has not happened.
pub(super) type Days = Option<(i64, i64)>;

/// The atoms of two events that do not go together.
fn pairs(
    compiled: &Compiled,
    a: FactId,
    b: FactId,
    together: &dyn Fn(Days, Days) -> bool,
) -> Vec<[(DimensionId, AtomSet); 2]> {
    let find = |fact: FactId| {
        let id = compiled.dimensions.position(fact, None)?;
        Some((id, compiled.dimensions.get(id)?))
    };
    let (Some((first, a)), Some((second, b))) = (find(a), find(b)) else { return Vec::new() };
    let mut apart = Vec::new();
    for atom in 0..a.count() {
        let mut others = AtomSet::none(b.count());
        others.extend((0..b.count()).filter(|other| !together(days(a, atom), days(b, *other))));
        if !others.is_empty() {
            apart.push([(first, AtomSet::one(a.count(), atom)), (second, others)]);
        }
    }
    apart
}

/// The days of an atom.
pub(super) fn days(dimension: &Dimension, atom: usize) -> Days {
    let (from, below) = dimension.numbers(atom)?;
    let (first, last) = crate::world::all_days();
    Some((from.unwrap_or(first), below.unwrap_or_else(|| last.saturating_add(1))))
}
