//! What is known of one line of a call, and the time and the places that this tells.

use std::cell::OnceCell;
use std::rc::Rc;

use crate::atom::AtomSet;
use crate::brief::known::{Atom, Known, Places};
use crate::brief::matched::Untold;
use crate::brief::plan::Plan;
use crate::by_market::{MarketNames, NamesId};
use crate::calendar::Calendar;
use crate::compile::Compiled;
use crate::day::{Instant, Moment};
use crate::fact::{self, FactId};
use crate::facts::{FactValue, Facts, Origin, Stated};
use crate::gather::Gather;
use crate::layer::When;
use crate::map::Map;
use crate::policy::Act;
use crate::world::{Assumption, World};
use crate::zone::Zone;

/// What is known of one line.
pub(super) struct Subject<'s, 'm> {
    pub(super) compiled: &'m Compiled,
    pub(super) plan: &'m Plan,
    /// What is known of each dimension, and in which atom that lies.
    pub(super) of: &'s [(Known<'m>, Option<Atom>)],
    /// Where the buyer is, as far as that is known.
    pub(super) market: Option<Market<'m>>,
    pub(super) when: &'s When,
    pub(super) world: OnceCell<World<'m>>,
}

/// The markets in which the buyer may be: one, or several.
#[derive(Clone, Copy)]
pub(super) struct Market<'m> {
    pub(super) atom: Atom,
    pub(super) places: &'m Places,
}

impl Market<'_> {
    /// As a set of atoms.
    fn set(&self) -> AtomSet {
        self.places.set(self.atom)
    }
}

impl<'m> Subject<'_, 'm> {
    fn known(&self, fact: FactId) -> Option<Known<'m>> {
        self.of.get(self.plan.dimension_of(fact)?).map(|(known, _)| *known)
    }

    /// When an event happened; `None` if it has not.
    #[inline]
    pub(super) fn event(&self, anchor: FactId) -> Result<Option<Moment>, Untold> {
        match self.known(anchor) {
            Some(Known::None) => Ok(None),
            Some(Known::Moment(moment)) => Ok(Some(moment)),
            _ => Err(Untold),
        }
    }

    /// The instant at which an act is tested.
    pub(super) fn asked(&self, act: Act) -> Instant {
        match self.when {
            When::At(at, acts) => *acts.get(&act).unwrap_or(at),
            When::BeforePurchase => Instant(i64::MIN),
        }
    }

    /// Where the buyer is, if names hang on that.
    pub(super) fn place(&self, names: &[NamesId]) -> Option<Atom> {
        let is_same = |names: &NamesId| matches!(self.compiled.names.get(*names), Some(MarketNames::Same(_)));
        if names.iter().all(is_same) { None } else { self.market.map(|market| market.atom) }
    }

    /// The zone that serves the buyer.
    pub(super) fn zone(&self, names: NamesId) -> Result<&'m Zone, Untold> {
        zone(self.compiled, self.market, names).ok_or(Untold)
    }

    /// The calendars that may serve the buyer: the first, if one is named, and those in whose place others may be.
    pub(super) fn calendars(&self, names: NamesId) -> Result<(Served<'m>, Vec<Served<'m>>), Untold> {
        let (first, others) = serving(self.compiled, self.market, names).ok_or(Untold)?;
        let calendar = |name: Option<&str>| name.and_then(|name| self.compiled.calendars.get(name));
        Ok((calendar(first), others.into_iter().map(calendar).gather()))
    }

    /// The same as the modules see it that decide in full: what time, use and prices hang on.
    pub(super) fn world(&self) -> &World<'m> {
        self.world.get_or_init(|| {
            let mut facts = Facts { stated: Vec::new(), places: Vec::new(), open: false };
            for (id, dimension) in self.compiled.dimensions.iter() {
                let value = match self.of.get(id).map(|(known, _)| known) {
                    Some(Known::None) => Some(FactValue::None),
                    Some(Known::Number(number)) => Some(FactValue::Number(*number)),
                    Some(Known::Moment(moment)) => Some(FactValue::Moment(*moment)),
                    Some(Known::Word(word)) if dimension.fact == fact::CURRENCY => {
                        Some(FactValue::Word((*word).to_owned()))
                    }
                    _ => None,
                };
                facts.stated.push(value.map(|value| Stated::new(value, Origin::Given(0))));
            }
            // Where the buyer is was found already.
            let market = self.plan.dimension_of(fact::MARKET).zip(self.market);
            let assumed = market.map_or_else(Map::new, |(id, market)| Map::of(id, Assumption::Atoms(market.set())));
            World { compiled: self.compiled, facts: Rc::new(facts), assumed }
        })
    }
}

/// A calendar, where one is named.
type Served<'m> = Option<&'m Calendar>;

/// The zone that serves a market, if it is one.
pub(super) fn zone<'m>(compiled: &'m Compiled, market: Option<Market<'_>>, names: NamesId) -> Option<&'m Zone> {
    let (first, others) = serving(compiled, market, names)?;
    compiled.zones.get(first.filter(|_| others.is_empty())?)
}

/// The name that serves a market, and others that may; nothing where the market would have to be known.
fn serving<'m>(
    compiled: &'m Compiled,
    market: Option<Market<'_>>,
    names: NamesId,
) -> Option<(Option<&'m str>, Vec<Option<&'m str>>)> {
    let names = compiled.names.get(names)?;
    let by_atom = match names {
        MarketNames::Same(name) => return Some((name.as_deref(), Vec::new())),
        MarketNames::ByAtom(by_atom) => by_atom,
    };
    let Market { atom, places } = market?;
    let Some(several) = places.several_of(atom) else {
        return Some((by_atom.get(usize::try_from(atom).ok()?)?.as_deref(), Vec::new()));
    };
    let mut all = names.serving(Some(several));
    let first = if all.is_empty() { None } else { all.remove(0) };
    Some((first, all))
}
