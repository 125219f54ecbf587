//! One reason and remedy in both versions, in one region of facts.

use std::rc::Rc;

use crate::atom::AtomSet;
use crate::compile::{Compiled, CompiledRule, Group};
use crate::condition::Cell;
use crate::dimension::{Dimension, DimensionId};
use crate::facts::Facts;
use crate::gather::{AddAll, Gather};
use crate::matching::Matching;
use crate::term::{Grant, Term, Value};
use crate::world::{self, Assumption, World};

/// Both versions with only the rules that can hold for what is asked.
pub(crate) struct Narrowed {
    old: Compiled,
    new: Compiled,
    /// What the documents of each vouch for.
    facts: [Rc<Facts>; 2],
}

impl Narrowed {
    /// Both versions with every rule.
    pub(crate) fn new(old: &Compiled, new: &Compiled) -> Self {
        let facts = [old, new].map(|compiled| Facts::filled(compiled, &[], &Vec::new()));
        Self { old: old.clone(), new: new.clone(), facts }
    }

    /// Leaves in the rules that can hold for what is asked, inside what is suspected.
    pub(crate) fn narrow(&mut self, old: &Compiled, new: &Compiled, asked: &Cell, suspects: &[&Cell]) {
        narrow(old, &mut self.old, asked, suspects);
        narrow(new, &mut self.new, asked, suspects);
    }

    /// Says whether some rule of either version grants something.
    pub(crate) fn grants(&self) -> bool {
        grants(&self.old) || grants(&self.new)
    }

    /// Both versions where what is asked for lies in this box.
    pub(crate) fn pair(&self, asked: &Cell) -> Pair<'_> {
        let assumptions = || asked.0.iter().map(|(id, atoms)| (*id, Assumption::Atoms(atoms.clone()))).collect();
        let [old, new] = &self.facts;
        Pair { old: World::new(&self.old, old, assumptions()), new: World::new(&self.new, new, assumptions()) }
    }
}

/// Leaves in only the rules that can hold for what is asked, with their ranks; nothing is compared outside of suspects.
fn narrow(from: &Compiled, to: &mut Compiled, asked: &Cell, suspects: &[&Cell]) {
    let may_hold = |cell: &Cell| cell.meets(asked) && suspects.iter().any(|suspect| suspect.meets(cell));
    let kept: Vec<usize> = (0..from.rules.len())
        .filter(|id| from.region(*id).is_some_and(|region| region.0.iter().any(may_hold)))
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

/// One world in both versions.
pub(crate) struct Pair<'w> {
    pub(crate) old: World<'w>,
    pub(crate) new: World<'w>,
}

impl<'w> Pair<'w> {
    /// The same pair where a fact lies in this part; a version that vouches for another value keeps its own.
    pub(crate) fn assume(&self, id: DimensionId, part: &AtomSet) -> Self {
        let assume = |world: &World<'w>| {
            let own = if is_stated(world, id) { known(world, id).and(part) } else { part.clone() };
            if own.is_empty() { world.clone() } else { world.assume(id, Assumption::Atoms(own)) }
        };
        Self { old: assume(&self.old), new: assume(&self.new) }
    }

    /// The atoms in which a fact lies for one version or the other.
    pub(crate) fn possible(&self, id: DimensionId) -> AtomSet {
        match (is_stated(&self.old, id), is_stated(&self.new, id)) {
            (true, false) => known(&self.new, id),
            (false, true) => known(&self.old, id),
            _ => known(&self.old, id).or(&known(&self.new, id)),
        }
    }

    /// Every fact on which a rule of either version hangs.
    pub(crate) fn open(&self) -> Vec<DimensionId> {
        let mut all = Matching::new(&self.old).open_dimensions();
        all.add_all(Matching::new(&self.new).open_dimensions());
        all
    }
}

/// Says whether a version vouches for a fact.
pub(crate) fn is_stated(world: &World<'_>, id: DimensionId) -> bool {
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
    world::known_fact(world, 0, id)
}
