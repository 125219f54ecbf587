//! What is known of one line of a call, and the time and the places that this tells.

use std::cell::OnceCell;
use std::rc::Rc;

use crate::brief::known::{Atom, Known};
use crate::brief::matched::Untold;
use crate::by_market::{MarketNames, NamesId};
use crate::calendar::Calendar;
use crate::compile::Compiled;
use crate::day::{Instant, Moment};
use crate::dimension::DimensionId;
use crate::fact::{self, FactId};
use crate::facts::{FactValue, Facts, Origin, Stated};
use crate::layer::When;
use crate::map::Map;
use crate::policy::Act;
use crate::world::World;
use crate::zone::Zone;

/// What is known of one line.
pub(super) struct Subject<'s, 'm> {
    pub(super) compiled: &'m Compiled,
    /// What is known of each dimension, and in which atom that lies.
    pub(super) of: &'s [(Known<'m>, Option<Atom>)],
    /// The atom of the market, where that is known.
    pub(super) market: Option<Atom>,
    pub(super) when: &'s When,
    pub(super) world: OnceCell<World<'m>>,
}

impl<'m> Subject<'_, 'm> {
    fn known(&self, fact: FactId) -> Option<Known<'m>> {
        let id: DimensionId = self.compiled.dimensions.position(fact, None)?;
        self.of.get(id).map(|(known, _)| *known)
    }

    /// When an event happened; `None` if it has not.
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

    /// The zone that serves the buyer.
    pub(super) fn zone(&self, names: NamesId) -> Result<&'m Zone, Untold> {
        zone(self.compiled, self.market, names).ok_or(Untold)
    }

    /// The calendar that serves the buyer, where one is named.
    pub(super) fn calendar(&self, names: NamesId) -> Result<Option<&'m Calendar>, Untold> {
        let name = serving(self.compiled, self.market, names).ok_or(Untold)?;
        Ok(name.and_then(|name| self.compiled.calendars.get(name)))
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
                    Some(Known::Word(word)) if matches!(dimension.fact, fact::MARKET | fact::CURRENCY) => {
                        Some(FactValue::Word((*word).to_owned()))
                    }
                    _ => None,
                };
                facts.stated.push(value.map(|value| Stated { value, origin: Origin::Given(0) }));
            }
            World { compiled: self.compiled, facts: Rc::new(facts), assumed: Map::new() }
        })
    }
}

/// The zone that serves a market.
pub(super) fn zone(compiled: &Compiled, market: Option<Atom>, names: NamesId) -> Option<&Zone> {
    compiled.zones.get(serving(compiled, market, names)??)
}

/// The name that serves a market, if there is one; nothing where the market would have to be known.
fn serving(compiled: &Compiled, market: Option<Atom>, names: NamesId) -> Option<Option<&str>> {
    match compiled.names.get(names)? {
        MarketNames::Same(name) => Some(name.as_deref()),
        MarketNames::ByAtom(by_atom) => by_atom.get(usize::try_from(market?).ok()?).map(Option::as_deref),
    }
}
