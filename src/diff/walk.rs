//! Walks the worlds of two versions side by side, where their answers may differ.

use std::rc::Rc;

use crate::atom::AtomSet;
use crate::compile::{Compiled, CompiledRule, Group};
use crate::condition::{Cell, Truth};
use crate::diff::both::Both;
use crate::diff::merge::{Case, Piece};
use crate::diff::seen::{self, Seen};
use crate::diff::suspect;
use crate::dimension::{Dimension, DimensionId};
use crate::fact;
use crate::facts::{Derived, FactValue, Facts};
use crate::gather::{AddAll, Gather};
use crate::layer::{self, When};
use crate::map::Map;
use crate::matching::Matching;
use crate::order;
use crate::term::{Grant, Term, Value};
use crate::world::{self, Assumption, World};
use crate::write;

/// How many tests of one rule or fact in one world a comparison may take.
const BUDGET: usize = 60_000_000;
/// How many facts one case may tell apart: each is a step deeper.
const DEEPEST: usize = 200;
/// How many boxes with a change one reason and remedy may give.
const MOST_CASES: usize = 20_000;

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Walked {
    /// Every box with a change; those of one change do not overlap.
    pub(crate) cases: Vec<Case>,
    /// What could not be told within the budget.
    pub(crate) undecided: Vec<Undecided>,
}

/// A reason and remedy whose answers could not be compared within the budget.
#[derive(Debug)]
pub(crate) struct Undecided {
    pub(crate) reason: String,
    pub(crate) remedy: String,
    /// The facts on which the answers may hang.
    pub(crate) facts: Vec<String>,
}

/// Compares every reason and remedy that either version grants.
pub(crate) fn walk(both: &Both) -> Walked {
    let suspects = suspect::cells(both);
    let mut walked = Walked::default();
    if suspects.is_empty() {
        return walked;
    }
    let dimensions = &both.new.dimensions;
    let position = |name| {
        let id: DimensionId = dimensions.position(fact::position(name), None)?;
        dimensions.get(id).map(|dimension| (id, dimension))
    };
    // A version that grants something names its reasons and remedies.
    let (Some(reason), Some(remedy)) = (position("reason"), position("remedy")) else { return walked };
    let mut narrowed = (both.old.clone(), both.new.clone());
    let mut budget = BUDGET;
    for (reason_atom, reason_name) in reason.1.nodes().iter().enumerate() {
        for remedy_atom in 0..remedy.1.count() {
            let one = |(id, dimension): (DimensionId, &Dimension), atom| (id, AtomSet::one(dimension.count(), atom));
            let asked = Cell([one(reason, reason_atom), one(remedy, remedy_atom)].into());
            let live: Vec<&Cell> = suspects.iter().filter(|cell| cell.meets(&asked)).gather();
            narrow(&both.old, &mut narrowed.0, &asked);
            narrow(&both.new, &mut narrowed.1, &asked);
            if live.is_empty() || !(grants(&narrowed.0) || grants(&narrowed.1)) {
                continue;
            }
            let (old, new) = (facts(&narrowed.0), facts(&narrowed.1));
            let pair = Pair {
                old: World::new(&narrowed.0, &old, assumptions(&asked)),
                new: World::new(&narrowed.1, &new, assumptions(&asked)),
            };
            // Half of what is left, so that one reason and remedy cannot use it up.
            let share = budget.div_euclid(2);
            let mut walk = Walk { both, budget: share, cases: Vec::new(), needed: Vec::new() };
            let is_done = walk.walk(&pair, &asked, &live, 0).is_some();
            budget = budget.saturating_sub(share.saturating_sub(walk.budget));
            if is_done {
                walked.cases.add_all(walk.cases);
                continue;
            }
            let remedy_name = remedy_name(remedy.1, remedy_atom);
            let mut needed = walk.needed;
            needed.add_all(pair.open());
            needed.retain(|id| !asked.0.contains_key(id));
            order::sort_once(&mut needed);
            walked.undecided.push(Undecided {
                reason: reason_name.clone(),
                remedy: remedy_name,
                facts: needed.into_iter().map(|id| write::fact_name(&both.new, id)).gather(),
            });
        }
    }
    walked
}

fn remedy_name(remedy: &Dimension, atom: usize) -> String {
    let Some(name) = remedy.words().get(atom) else { return String::new() };
    name.clone()
}

/// Leaves in only the rules that can hold for what is asked, with their ranks.
fn narrow(from: &Compiled, to: &mut Compiled, asked: &Cell) {
    let kept: Vec<usize> = (0..from.rules.len())
        .filter(|id| from.region(*id).is_some_and(|region| region.0.iter().any(|cell| cell.meets(asked))))
        .gather();
    let position = |id: &usize| kept.binary_search(id).ok();
    let own = |ids: &[usize]| -> Vec<usize> { ids.iter().filter_map(position).gather() };
    let rules = kept.iter().filter_map(|id| from.rules.get(*id)).map(|rule| CompiledRule {
        beaten_by: own(&rule.beaten_by),
        overridden_by: own(&rule.overridden_by),
        ..rule.clone()
    });
    to.rules = rules.gather();
    to.groups = from.groups.iter().map(|group| Group { layer: group.layer, rules: own(&group.rules) }).gather();
}

fn grants(compiled: &Compiled) -> bool {
    (0..compiled.rules.len()).any(|id| {
        let value = compiled.rule(id).and_then(|(_, rule)| rule.terms.get(&Term::Granted));
        matches!(value, Some(Value::Granted(Grant::Yes | Grant::Review)))
    })
}

/// What is known before purchase: what documents vouch for, and that nothing was asked for, sent back or repaired.
fn facts(compiled: &Compiled) -> Rc<Facts> {
    let known = |name: &str, value: FactValue| Derived {
        fact: fact::position(name),
        value: Some(value),
        place: String::new(),
    };
    let ahead = ["notice", "noticeReceived", "returnDispatch", "goodsBack", "repairReturned"];
    let ahead = ahead.iter().map(|name| known(name, FactValue::None));
    let derived = ahead.chain([known("repairs", FactValue::Repairs(Vec::new()))]).gather();
    Facts::filled(compiled, &[], &derived)
}

fn assumptions(cell: &Cell) -> Map<DimensionId, Assumption> {
    cell.0.iter().map(|(id, atoms)| (*id, Assumption::Atoms(atoms.clone()))).collect()
}

/// One world in both versions.
struct Pair<'w> {
    old: World<'w>,
    new: World<'w>,
}

impl<'w> Pair<'w> {
    /// The same pair where a fact lies in this part; a version that vouches for another value keeps its own.
    fn assume(&self, id: DimensionId, part: &AtomSet) -> Self {
        let assume = |world: &World<'w>| {
            let own = if is_stated(world, id) { known(world, id).and(part) } else { part.clone() };
            if own.is_empty() { world.clone() } else { world.assume(id, Assumption::Atoms(own)) }
        };
        Self { old: assume(&self.old), new: assume(&self.new) }
    }

    /// The atoms in which a fact lies for one version or the other.
    fn possible(&self, id: DimensionId) -> AtomSet {
        match (is_stated(&self.old, id), is_stated(&self.new, id)) {
            (true, false) => known(&self.new, id),
            (false, true) => known(&self.old, id),
            _ => known(&self.old, id).or(&known(&self.new, id)),
        }
    }

    /// Every fact on which a rule of either version hangs.
    fn open(&self) -> Vec<DimensionId> {
        let mut all = Matching::new(&self.old).open_dimensions();
        all.add_all(Matching::new(&self.new).open_dimensions());
        all
    }
}

fn is_stated(world: &World<'_>, id: DimensionId) -> bool {
    world.facts.stated.get(id).is_some_and(Option::is_some)
}

/// The atoms in which a fact may lie in one version.
fn known(world: &World<'_>, id: DimensionId) -> AtomSet {
    if let Some(Assumption::Atoms(atoms)) = world.assumed.get(&id) {
        return atoms.clone();
    }
    if !is_stated(world, id) {
        return AtomSet::all(world.compiled.dimensions.get(id).map_or(0, Dimension::count));
    }
    // Dates that documents vouch for are days, which no zone moves.
    let all = world::known(world.compiled, &world.facts, &world.assumed, 0);
    all.into_iter().nth(id).unwrap_or_else(|| AtomSet::none(0))
}

struct Walk<'b> {
    both: &'b Both,
    budget: usize,
    cases: Vec<Case>,
    /// The facts that were split.
    needed: Vec<DimensionId>,
}

impl Walk<'_> {
    /// Finds every change in a box, of which the suspects say where there may be one; nothing past the budget.
    fn walk(&mut self, pair: &Pair<'_>, box_: &Cell, suspects: &[&Cell], depth: usize) -> Option<()> {
        let rules = pair.old.compiled.rules.len().saturating_add(pair.new.compiled.rules.len());
        let cost = rules.saturating_add(suspects.len()).saturating_add(pair.old.compiled.dimensions.iter().count());
        self.budget = self.budget.checked_sub(cost)?;
        if depth > DEEPEST || self.cases.len() > MOST_CASES {
            return None;
        }
        let is_possible = |cell: &&Cell| cell.0.iter().all(|(id, atoms)| !pair.possible(*id).is_apart(atoms));
        let live: Vec<&Cell> = suspects.iter().copied().filter(is_possible).gather();
        if live.is_empty() {
            return Some(());
        }
        if let Some((id, parts)) = suspected(pair, &live) {
            return self.split(pair, box_, &live, depth, id, &parts);
        }
        let when = &When::BeforePurchase;
        let (old, new) = (layer::offers(&pair.old, when), layer::offers(&pair.new, when));
        let (old, new) = match (old, new) {
            (Ok(old), Ok(new)) => (old, new),
            (old, new) => {
                let needs = [old.err(), new.err()];
                let id = needs.iter().flatten().map(layer::Need::dimension).min()?;
                let parts = undecided(pair, id);
                return self.split(pair, box_, &live, depth, id, &parts);
            }
        };
        let (old, new) = (Seen::read(&pair.old, &old), Seen::read(&pair.new, &new));
        let market = pair.new.compiled.dimensions.position(fact::position("market"), None);
        let changes = match (seen::compare(self.both, &old, &new, false), market) {
            (Ok(changes), _) => changes,
            (Err(_), Some(market)) if pair.possible(market).len() > 1 => {
                let parts = by_names(pair, market);
                if parts.len() > 1 {
                    return self.split(pair, box_, &live, depth, market, &parts);
                }
                seen::compare(self.both, &old, &new, true).ok()?
            }
            (Err(_), _) => seen::compare(self.both, &old, &new, true).ok()?,
        };
        self.cases.add_all(changes.into_iter().map(|change| Case {
            cell: box_.0.iter().cloned().gather(),
            piece: Piece {
                because: [&old, &new].map(|seen| seen.rules.get(&change.term).cloned().unwrap_or_default()),
                change,
            },
        }));
        Some(())
    }

    fn split(
        &mut self,
        pair: &Pair<'_>,
        box_: &Cell,
        suspects: &[&Cell],
        depth: usize,
        id: DimensionId,
        parts: &[AtomSet],
    ) -> Option<()> {
        if !self.needed.contains(&id) {
            self.needed.push(id);
        }
        // A part that is all there is would be split the same way again.
        if let [part] = parts
            && *part == pair.possible(id)
        {
            return None;
        }
        for part in parts {
            let mut inside = box_.clone();
            inside.0.insert(id, part.clone());
            self.walk(&pair.assume(id, part), &inside, suspects, depth.saturating_add(1))?;
        }
        Some(())
    }
}

/// The first fact by which suspects part this world, with its parts; none where the world lies in one suspect.
fn suspected(pair: &Pair<'_>, suspects: &[&Cell]) -> Option<(DimensionId, Vec<AtomSet>)> {
    let parting = |cell: &&Cell| -> Option<DimensionId> {
        let mut parting = cell.0.iter().filter(|(id, atoms)| {
            let is_fixed = is_stated(&pair.old, *id) && is_stated(&pair.new, *id);
            !is_fixed && !pair.possible(*id).is_within(atoms)
        });
        parting.next().map(|(id, _)| *id)
    };
    let all: Vec<Option<DimensionId>> = suspects.iter().map(parting).gather();
    if all.iter().any(Option::is_none) {
        return None;
    }
    let id = all.into_iter().flatten().min()?;
    let sets: Vec<&AtomSet> = suspects.iter().filter_map(|cell| cell.0.get(&id)).gather();
    Some((id, parts(&pair.possible(id), &|atom| sets.iter().map(|set| set.contains(atom)).gather())))
}

/// The parts of a fact's values that undecided rules of either version tell apart.
fn undecided(pair: &Pair<'_>, id: DimensionId) -> Vec<AtomSet> {
    let mut sets: Vec<&AtomSet> = Vec::new();
    for world in [&pair.old, &pair.new] {
        let matching = Matching::new(world);
        let rules = world.compiled.rules.iter().enumerate();
        let open = rules.filter(|(rule, _)| matching.truth(*rule) == Truth::Unknown);
        sets.add_all(open.flat_map(|(_, rule)| rule.region.sets(id)));
    }
    order::sort_once(&mut sets);
    let found = parts(&pair.possible(id), &|atom| sets.iter().map(|set| set.contains(atom)).gather());
    // No rule parts the market where only a zone or calendar hangs on it.
    if found.len() > 1 { found } else { by_names(pair, id) }
}

/// The parts of the market by the zones and calendars that serve it.
fn by_names(pair: &Pair<'_>, market: DimensionId) -> Vec<AtomSet> {
    if pair.new.compiled.dimensions.position(fact::position("market"), None) != Some(market) {
        return vec![pair.possible(market)];
    }
    let possible = pair.possible(market);
    parts(&possible, &|atom| {
        let one = possible.only(atom);
        let of = |world: &World<'_>| -> Vec<Option<String>> {
            world.compiled.names_of_market(&one).into_iter().map(|name| name.map(str::to_owned)).gather()
        };
        [of(&pair.old), of(&pair.new)].concat()
    })
}

/// Parts a set by what tells its atoms apart, in the order of their first atoms.
fn parts<S: PartialEq>(possible: &AtomSet, sign: &dyn Fn(usize) -> Vec<S>) -> Vec<AtomSet> {
    let mut parts: Vec<(Vec<S>, AtomSet)> = Vec::new();
    for atom in possible.iter() {
        let signature = sign(atom);
        match parts.iter_mut().find(|(other, _)| *other == signature) {
            Some((_, part)) => part.insert(atom),
            None => parts.push((signature, possible.only(atom))),
        }
    }
    parts.into_iter().map(|(_, part)| part).gather()
}
