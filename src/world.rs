//! What is known while a decision is made: the facts that are stated, and those that are assumed for the sake of a case.

use std::rc::Rc;

use crate::atom::AtomSet;
use crate::by_market::NamesId;
use crate::compile::Compiled;
use crate::day::{self, Moment};
use crate::dimension::DimensionId;
use crate::fact::{self, FactId};
use crate::facts::{FactValue, Facts, Stated};
use crate::map::Map;
use crate::suspension::Repair;
use crate::zone::Zone;

/// A missing fact, taken to lie in a part of its values.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Assumption {
    /// In these atoms.
    Atoms(AtomSet),
    /// On one of these days, as day numbers; both are inside.
    Days(i64, i64),
}

/// The facts of one subject with assumptions about some of them.
#[derive(Debug, Clone)]
pub(crate) struct World<'w> {
    /// The policy.
    pub(crate) compiled: &'w Compiled,
    /// What is stated, and what documents that apply vouch for.
    pub(crate) facts: Rc<Facts>,
    /// What is assumed.
    pub(crate) assumed: Map<DimensionId, Assumption>,
}

/// What is known of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Event {
    /// It has not happened.
    None,
    /// It happens at this moment.
    At(Moment),
    /// It happens on one of these days, as day numbers.
    Between(i64, i64),
    /// Nothing is known of it.
    Unknown,
}

/// The day numbers that a missing date may have.
pub(crate) fn all_days() -> (i64, i64) {
    let number = |year, month, day| chrono::NaiveDate::from_ymd_opt(year, month, day).map_or(0, day::day_number);
    (number(*day::YEARS.start(), 1, 1), number(*day::YEARS.end(), 12, 31))
}

/// The atoms in which each fact may lie, as a document sees them: its zone tells on which day an instant falls.
pub(crate) fn known(
    compiled: &Compiled,
    facts: &Facts,
    assumed: &Map<DimensionId, Assumption>,
    document: usize,
) -> Vec<AtomSet> {
    let zone = zone(compiled, facts, assumed, document);
    let mut known = Vec::new();
    for (id, _) in compiled.dimensions.iter() {
        known.push(atoms(compiled, facts.stated.get(id).and_then(Option::as_ref), assumed.get(&id), id, zone));
    }
    known
}

/// The atoms in which one fact may lie, as a document sees it.
#[cfg(feature = "check")]
pub(crate) fn known_fact(world: &World<'_>, document: usize, id: DimensionId) -> AtomSet {
    let World { compiled, facts, assumed } = world;
    let zone = zone(compiled, facts, assumed, document);
    atoms(compiled, facts.stated.get(id).and_then(Option::as_ref), assumed.get(&id), id, zone)
}

/// The zone of a document, unless it hangs on a market that is not known well enough.
fn zone<'c>(
    compiled: &'c Compiled,
    facts: &Facts,
    assumed: &Map<DimensionId, Assumption>,
    document: usize,
) -> Option<&'c Zone> {
    zone_of(compiled, facts, assumed, compiled.documents.get(document)?.zone)
}

/// The zone that serves the markets in which the buyer may be, if it is one.
fn zone_of<'c>(
    compiled: &'c Compiled,
    facts: &Facts,
    assumed: &Map<DimensionId, Assumption>,
    names: NamesId,
) -> Option<&'c Zone> {
    match serving(compiled, facts, assumed, names).as_slice() {
        [Some(name)] => compiled.zones.get(*name),
        _ => None,
    }
}

/// The names that serve the markets in which the buyer may be: one if all agree.
fn serving<'c>(
    compiled: &'c Compiled,
    facts: &Facts,
    assumed: &Map<DimensionId, Assumption>,
    names: NamesId,
) -> Vec<Option<&'c str>> {
    let market = compiled.dimensions.position(fact::MARKET, None);
    let markets =
        market.map(|id| atoms(compiled, facts.stated.get(id).and_then(Option::as_ref), assumed.get(&id), id, None));
    compiled.names.get(names).map(|names| names.serving(markets.as_ref())).unwrap_or_default()
}

fn atoms(
    compiled: &Compiled,
    stated: Option<&Stated>,
    assumption: Option<&Assumption>,
    id: DimensionId,
    zone: Option<&Zone>,
) -> AtomSet {
    let Some(dimension) = compiled.dimensions.get(id) else { return AtomSet::none(0) };
    let count = dimension.count();
    let one = |atom: Option<usize>| atom.map_or_else(|| AtomSet::none(count), |atom| AtomSet::one(count, atom));
    let day_atom = |day: chrono::NaiveDate| one(dimension.atom_of_number(day::day_number(day)));
    match (assumption, stated.map(|stated| (stated, &stated.value))) {
        (Some(Assumption::Atoms(set)), _) => set.clone(),
        (Some(Assumption::Days(first, last)), _) => {
            let mut set = AtomSet::none(count);
            let (first, last) = (dimension.atom_of_number(*first), dimension.atom_of_number(*last));
            set.extend(first.unwrap_or(0)..=last.unwrap_or(0));
            set
        }
        (None, Some((_, FactValue::None))) => one(dimension.null()),
        (None, Some((stated, FactValue::Word(word)))) => stated.located(compiled, id, word),
        (None, Some((_, FactValue::Number(number)))) => one(dimension.atom_of_number(*number)),
        (None, Some((_, FactValue::Tag(present)))) => dimension.tag(*present),
        (None, Some((_, FactValue::Between(least, most)))) => {
            let (first, last) = (dimension.atom_of_number(*least), dimension.atom_of_number(*most));
            let mut set = AtomSet::none(count);
            set.extend(first.unwrap_or(0)..=last.unwrap_or(0));
            set
        }
        (None, Some((_, FactValue::Repairs(_) | FactValue::History))) => AtomSet::all(count),
        (None, Some((_, FactValue::Moment(Moment::Day(day))))) => day_atom(*day),
        (None, Some((_, FactValue::Moment(Moment::Instant(instant))))) => {
            match zone.and_then(|zone| zone.day_of(*instant)) {
                Some(day) => day_atom(day),
                // It happened, on a day that only a zone could tell.
                None => AtomSet::all(count).minus(&one(dimension.null())),
            }
        }
        (None, None) => AtomSet::all(count),
    }
}

impl<'w> World<'w> {
    /// The atoms in which each fact may lie, as each document sees them; documents of one zone see the same.
    pub(crate) fn known_by_document(&self) -> Vec<Rc<Vec<AtomSet>>> {
        let mut zones: Vec<Option<&str>> = Vec::new();
        let mut all: Vec<Rc<Vec<AtomSet>>> = Vec::new();
        for document in 0..self.compiled.documents.len() {
            let zone = self.zone(document).map(|zone| zone.id.as_str());
            let seen = zones.iter().position(|other| *other == zone).and_then(|seen| all.get(seen));
            let known = match seen {
                Some(seen) => Rc::clone(seen),
                None => Rc::new(known(self.compiled, &self.facts, &self.assumed, document)),
            };
            zones.push(zone);
            all.push(known);
        }
        all
    }

    /// The atoms in which a fact may lie that no zone tells apart.
    pub(crate) fn possible(&self, id: DimensionId) -> AtomSet {
        atoms(self.compiled, self.facts.stated.get(id).and_then(Option::as_ref), self.assumed.get(&id), id, None)
    }

    /// A number, where it is stated.
    pub(crate) fn number(&self, fact: FactId, name: Option<&str>) -> Option<i64> {
        if let FactValue::Number(number) = self.stated(fact, name)? { Some(*number) } else { None }
    }

    /// A text, where it is stated.
    pub(crate) fn word(&self, fact: FactId) -> Option<&str> {
        if let FactValue::Word(word) = self.stated(fact, None)? { Some(word) } else { None }
    }

    fn stated(&self, fact: FactId, name: Option<&str>) -> Option<&FactValue> {
        let id = self.compiled.dimensions.position(fact, name)?;
        Some(&self.facts.stated.get(id)?.as_ref()?.value)
    }

    /// The zone that serves the buyer; `None` where the market is not known well enough.
    pub(crate) fn zone_of(&self, names: NamesId) -> Option<&'w Zone> {
        zone_of(self.compiled, &self.facts, &self.assumed, names)
    }

    /// The zone of a document; `None` where it hangs on a market that is not known well enough.
    pub(crate) fn zone(&self, document: usize) -> Option<&'w Zone> {
        zone(self.compiled, &self.facts, &self.assumed, document)
    }

    /// The names by market that serve the buyer: several where the market is not known well enough.
    pub(crate) fn serving(&self, names: NamesId) -> Vec<Option<&'w str>> {
        serving(self.compiled, &self.facts, &self.assumed, names)
    }

    /// The name that serves the buyer by itself, where the market is known well enough.
    pub(crate) fn plain(&self, names: NamesId) -> NamesId {
        match self.serving(names).as_slice() {
            [Some(name)] => self.compiled.plain_names.get(*name).copied().unwrap_or(names),
            _ => names,
        }
    }

    /// The repairs of the goods, where they are stated.
    pub(crate) fn repairs(&self) -> Option<&[Repair]> {
        let id = self.compiled.dimensions.position(fact::REPAIRS, None)?;
        match &self.facts.stated.get(id)?.as_ref()?.value {
            FactValue::Repairs(repairs) => Some(repairs),
            _ => None,
        }
    }

    /// What is known of an event.
    pub(crate) fn event(&self, anchor: FactId) -> Event {
        let Some(id) = self.compiled.dimensions.position(anchor, None) else { return Event::Unknown };
        match self.assumed.get(&id) {
            Some(Assumption::Days(first, last)) => Event::Between(*first, *last),
            Some(Assumption::Atoms(set)) => {
                let null = self.compiled.dimensions.get(id).and_then(|dimension| dimension.null());
                if set.len() == 1 && null.is_some_and(|null| set.contains(null)) { Event::None } else { Event::Unknown }
            }
            None => match self.facts.stated.get(id).and_then(Option::as_ref).map(|stated| &stated.value) {
                Some(FactValue::None) => Event::None,
                Some(FactValue::Moment(moment)) => Event::At(*moment),
                _ => Event::Unknown,
            },
        }
    }

    /// The world in which these assumptions hold besides what is stated; under them further documents may vouch for facts.
    pub(crate) fn new(compiled: &'w Compiled, facts: &Rc<Facts>, assumed: Map<DimensionId, Assumption>) -> Self {
        let mut facts = Rc::clone(facts);
        if facts.open {
            let mut filled = Facts::clone(&facts);
            filled.fill(compiled, &assumed);
            facts = Rc::new(filled);
        }
        Self { compiled, facts, assumed }
    }

    /// The same world with one more assumption.
    pub(crate) fn assume(&self, id: DimensionId, assumption: Assumption) -> Self {
        let mut assumed = self.assumed.clone();
        assumed.insert(id, assumption);
        Self::new(self.compiled, &self.facts, assumed)
    }
}
