//! Names that hang on where the buyer is: the zone in which days end, the calendar that tells rest days.

use crate::atom::AtomSet;
use crate::dimension::Dimensions;
use crate::fact;
use crate::gather::{AddAll, Gather};
use crate::map::Map;

/// A name, or names by market.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ByMarket {
    /// Nothing is named.
    None,
    /// One name everywhere.
    One(String),
    /// A name for each of these markets; the narrowest that holds the buyer's counts.
    Map(Vec<(String, String)>),
}

impl ByMarket {
    /// Every name with its key; an empty key where one name serves everywhere.
    pub(crate) fn names(&self) -> Vec<(&str, &str)> {
        match self {
            Self::None => Vec::new(),
            Self::One(name) => vec![("", name)],
            Self::Map(map) => map.iter().map(|(market, name)| (market.as_str(), name.as_str())).gather(),
        }
    }
}

/// The position of a name, or of names by market, among all that the loaded documents use.
pub(crate) type NamesId = usize;

/// The position of `names` in `all`, where each stands once.
pub(crate) fn position(names: ByMarket, all: &mut Vec<ByMarket>) -> NamesId {
    let found = all.iter().position(|other| *other == names);
    found.unwrap_or_else(|| {
        all.push(names);
        all.len().saturating_sub(1)
    })
}

/// The position of each name by itself, so that two documents that name it in two ways can be seen to agree.
pub(crate) fn plain(all: &mut Vec<ByMarket>) -> Map<String, NamesId> {
    let mut plain = Map::new();
    let mut every: Vec<String> = Vec::new();
    for by_market in all.iter() {
        every.add_all(by_market.names().into_iter().map(|(_, name)| name.to_owned()));
    }
    for name in every {
        plain.insert(name.clone(), position(ByMarket::One(name), all));
    }
    plain
}

/// The names of zones or calendars by what documents tell apart of the market.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum MarketNames {
    /// One for all, or none at all.
    Same(Option<String>),
    /// By atom of the market; none for a market without a name, or in two groups of which neither lies in the other.
    ByAtom(Vec<Option<String>>),
}

impl MarketNames {
    /// Works out which name serves each atom of the market.
    pub(crate) fn new(by_market: &ByMarket, dimensions: &Dimensions) -> Self {
        let market = dimensions.position(fact::MARKET, None).and_then(|id| dimensions.get(id));
        match (by_market, market) {
            (ByMarket::One(name), _) => Self::Same(Some(name.clone())),
            (ByMarket::Map(map), Some(dimension)) => {
                let mut markets = Vec::new();
                for (market, name) in map {
                    markets.push((dimensions.below(dimension, market), name.as_str()));
                }
                let mut by_atom = Vec::new();
                for atom in 0..dimension.count() {
                    by_atom.push(narrowest(&markets, atom));
                }
                Self::ByAtom(by_atom)
            }
            _ => Self::Same(None),
        }
    }

    /// The names that serve these markets: one if all agree.
    pub(crate) fn serving(&self, markets: Option<&AtomSet>) -> Vec<Option<&str>> {
        let by_atom = match self {
            Self::Same(name) => return vec![name.as_deref()],
            Self::ByAtom(by_atom) => by_atom,
        };
        let mut names: Vec<Option<&str>> = Vec::new();
        for atom in markets.into_iter().flat_map(AtomSet::iter) {
            let name = by_atom.get(atom).and_then(Option::as_deref);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }
}

/// The name of the narrowest market that holds an atom: a region before its country, a country before a group.
fn narrowest(markets: &[(AtomSet, &str)], atom: usize) -> Option<String> {
    let holding: Vec<&(AtomSet, &str)> = markets.iter().filter(|(market, _)| market.contains(atom)).gather();
    let is_narrowest = |(own, name): &&&(AtomSet, &str)| {
        holding.iter().all(|(other, other_name)| own.is_within(other) && (own != other || name == other_name))
    };
    holding.iter().find(is_narrowest).map(|(_, name)| (*name).to_owned())
}
