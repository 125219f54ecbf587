//! Compares two windows, or what is due, wherever they meet: market by market, each question once.

use crate::atom::AtomSet;
use crate::by_market::NamesId;
use crate::compile::Compiled;
use crate::condition::{Cell, Region, Undecided};
use crate::fact::{self, FactId};
use crate::floor::clock::Clock;
use crate::floor::days::{Compared, Pair, Witness};
use crate::floor::example::{self, Same};
use crate::floor::message::{Found, Shown};
use crate::floor::prover::{Both, Prover, Sides};
use crate::floor::search::Question;
use crate::floor::vouched;
use crate::gather::{AddAll, Gather};
use crate::map::Map;
use crate::order;
use crate::policy::Window;
use crate::window::Adjusted;

/// The zone and calendar of each period of two windows.
type Names<'c> = Vec<(Option<&'c str>, Option<&'c str>)>;

/// Pairs of windows that were compared already.
pub(super) struct Known<'c> {
    pub(super) alike: &'c Map<&'c str, &'c str>,
    windows: Vec<Adjusted>,
    names: Vec<Names<'c>>,
    ended: Map<Compare, Ended>,
}

/// What became of a comparison, whatever orders may have the days.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ended {
    /// Never worse.
    Proved,
    /// Worse on some days.
    Worse,
    /// Worse on no days that were looked at.
    Open,
}

/// One comparison: the positions of both windows and of the names they run by.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Compare {
    declared: usize,
    required: usize,
    names: usize,
    due: bool,
    same: Same,
}

impl<'c> Known<'c> {
    /// Nothing was compared; zones that are `alike` have one name.
    pub(super) const fn new(alike: &'c Map<&'c str, &'c str>) -> Self {
        Self { alike, windows: Vec::new(), names: Vec::new(), ended: Map::new() }
    }
}

impl<'c> Prover<'c> {
    /// Compares two windows, or what is due, market by market.
    pub(super) fn judge(
        &mut self,
        both: &Both<'_, 'c>,
        (declared, required, due): (Adjusted, Adjusted, bool),
        sides: Sides<'_, 'c>,
        question: &Question<'_>,
    ) -> Result<Option<Found>, Undecided> {
        let (same, apart) = self.same_events(both)?;
        let mut undecided = false;
        for market in self.markets(both, &declared, &required) {
            let pair = self.pair(&declared, &required, due, &same, market.as_ref());
            let ended = self.ended(&pair)?;
            if ended == Ended::Proved {
                continue;
            }
            let mut pins = Cell::default();
            if let (Some(id), Some(atoms)) = (market_of(self.compiled), &market) {
                pins.narrow(id, atoms);
            }
            if self.find(question, both, sides, &pins)?.is_none() {
                continue;
            }
            if ended == Ended::Open {
                undecided = true;
                continue;
            }
            let mut narrower = question.clone();
            narrower.apart.add_all(&apart);
            let pair = pair.beside(&self.tied);
            match self.compare(&pair, both, sides, &narrower, &pins)? {
                Compared::Proved if apart.is_empty() && pair.beside.is_empty() => {}
                Compared::Proved | Compared::Undecided => undecided = true,
                Compared::Refuted(cell, witness) => {
                    let example = example::example(self.compiled, &cell, Some(&witness));
                    let shown = Shown::new(&witness, &pair, declared, required);
                    let (example, shown) = (Some(example), Some(shown));
                    return Ok(Some(Found { example, shown, ..Found::on(cell) }));
                }
            }
        }
        if undecided { Err(Undecided) } else { Ok(None) }
    }

    fn compare(
        &mut self,
        pair: &Pair<'_>,
        both: &Both<'_, 'c>,
        sides: Sides<'_, 'c>,
        question: &Question<'_>,
        pins: &Cell,
    ) -> Result<Compared<Cell>, Undecided> {
        let prover = std::cell::RefCell::new(self);
        let mut spend = |steps: usize| prover.borrow_mut().search.spend(steps);
        let mut accept = |_: &Witness, days: &Cell| {
            let Some(pins) = days.meet(pins) else { return Ok(None) };
            prover.borrow_mut().find_to_show(question, both, sides, &pins)
        };
        pair.compare(false, &mut spend, &mut accept)
    }

    /// Says whether one window is never worse than the other, for every market in question.
    pub(super) fn is_proved(
        &mut self,
        both: &Both<'_, 'c>,
        declared: &Adjusted,
        required: &Adjusted,
    ) -> Result<bool, Undecided> {
        let (same, _) = self.same_events(both)?;
        for market in self.markets(both, declared, required) {
            let pair = self.pair(declared, required, false, &same, market.as_ref());
            if self.ended(&pair)? != Ended::Proved {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Says whether what is declared is worse on any days; each question is worked out once.
    fn ended(&mut self, pair: &Pair<'_>) -> Result<Ended, Undecided> {
        let names = self.names_of(&pair.declared, &pair.required, pair.clock.market);
        let compare = Compare {
            declared: position(&mut self.known.windows, pair.declared.clone()),
            required: position(&mut self.known.windows, pair.required.clone()),
            names: position(&mut self.known.names, names),
            due: pair.due,
            same: pair.same.clone(),
        };
        if let Some(known) = self.known.ended.get(&compare) {
            return Ok(*known);
        }
        let compared = pair.compare(true, &mut |steps| self.search.spend(steps), &mut |_, _| Ok(Some(())))?;
        let ended = match compared {
            Compared::Proved => Ended::Proved,
            Compared::Refuted((), _) => Ended::Worse,
            Compared::Undecided => Ended::Open,
        };
        self.known.ended.insert(compare, ended);
        Ok(ended)
    }

    fn names_of(&self, declared: &Adjusted, required: &Adjusted, market: Option<&AtomSet>) -> Names<'c> {
        let periods = [declared, required].into_iter().flat_map(|window| window.window.span.periods());
        let name = |names: NamesId| {
            let serving = self.compiled.names.get(names)?.serving(market);
            if let [name] = serving.as_slice() { *name } else { None }
        };
        let alike = |name: Option<&'c str>| name.map(|name| self.known.alike.get(name).copied().unwrap_or(name));
        periods.map(|period| (alike(name(period.zone)), name(period.calendar))).gather()
    }

    fn pair<'m>(
        &self,
        declared: &Adjusted,
        required: &Adjusted,
        due: bool,
        same: &Same,
        market: Option<&'m AtomSet>,
    ) -> Pair<'m>
    where
        'c: 'm,
    {
        let clock = Clock { compiled: self.compiled, market, alike: self.known.alike };
        let (declared, required) = (declared.clone(), required.clone());
        Pair { clock, declared, required, due, same: same.clone(), beside: Vec::new() }.standardised()
    }

    /// The markets in question, those together in which the windows run by the same zones and calendars.
    fn markets(&self, both: &Both<'_, 'c>, declared: &Adjusted, required: &Adjusted) -> Vec<Option<AtomSet>> {
        let id = market_of(self.compiled);
        let Some((id, dimension)) = id.and_then(|id| Some((id, self.compiled.dimensions.get(id)?))) else {
            return vec![None];
        };
        let all = AtomSet::all(dimension.count());
        let mut atoms = AtomSet::none(dimension.count());
        for cell in region_of(both).0 {
            atoms = atoms.or(cell.0.get(&id).unwrap_or(&all));
        }
        let mut groups: Vec<(Names<'c>, AtomSet)> = Vec::new();
        for atom in atoms.iter() {
            let one = AtomSet::one(dimension.count(), atom);
            let names = self.names_of(declared, required, Some(&one));
            match groups.iter_mut().find(|(other, _)| *other == names) {
                Some((_, group)) => group.insert(atom),
                None => groups.push((names, one)),
            }
        }
        groups.into_iter().map(|(_, group)| Some(group)).gather()
    }

    /// The events that happen together wherever both pieces hold, and where others may that documents vouch for.
    fn same_events(&mut self, both: &Both<'_, 'c>) -> Result<(Same, Vec<Region>), Undecided> {
        let region = region_of(both);
        let (mut same, mut apart): (Vec<(FactId, FactId)>, _) = (Vec::new(), Vec::new());
        for (position, document) in self.compiled.documents.iter().enumerate() {
            let events = vouched::same_events(document);
            let Some(scope) = self.scopes.get(position).filter(|_| !events.is_empty()) else { continue };
            if self.search.is_within(&region, scope)? {
                same.add_all(events);
            } else if region.meets(scope) {
                apart.push(scope.clone());
            }
        }
        order::sort_once(&mut same);
        Ok((same, apart))
    }
}

impl Pair<'_> {
    /// The same where the buyer may act in other windows as well, each with what changes the declared one.
    fn beside(mut self, windows: &[Window]) -> Self {
        for window in windows {
            let window = Adjusted { window: window.clone(), changes: self.declared.changes.clone() };
            let window = self.standing_for(&window);
            if window != self.declared {
                self.beside.push(window);
            }
        }
        self
    }
}

fn region_of(both: &Both<'_, '_>) -> Region {
    both.declared.map_or_else(Region::everything, |piece| piece.region.clone()).meet(&both.required.region)
}

fn market_of(compiled: &Compiled) -> Option<usize> {
    compiled.dimensions.position(fact::MARKET, None)
}

/// The position of an item, which is added if it is new.
fn position<T: PartialEq>(items: &mut Vec<T>, item: T) -> usize {
    items.iter().position(|other| *other == item).unwrap_or_else(|| {
        items.push(item);
        items.len().saturating_sub(1)
    })
}
