//! Which rules hold, and which of them sets each term.

use std::rc::Rc;

use crate::atom::AtomSet;
use crate::compile::{Compiled, Group, RuleId};
use crate::condition::Truth;
use crate::dimension::DimensionId;
use crate::fact;
use crate::gather::{AddAll, Gather};
use crate::order;
use crate::policy::Adjustment;
use crate::term::{self, Term, Value};
use crate::world::World;

/// The rules of a policy in a world.
#[derive(Clone)]
pub(crate) struct Matching<'w> {
    compiled: &'w Compiled,
    truths: Vec<Truth>,
    known: Vec<Rc<Vec<AtomSet>>>,
    stated: Vec<bool>,
    /// Rules that stand in another offer: they beat what they beat, and set nothing here.
    silent: Vec<RuleId>,
}

/// What tells an atom from others: in which sets it lies, and the zones and calendars that serve it.
type Signature<'n> = (Vec<bool>, Vec<Option<&'n str>>);

/// The value of a term and the rules that give it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choice {
    /// The value.
    pub(crate) value: Value,
    /// Every rule that holds, gives it and is not beaten.
    pub(crate) rules: Vec<RuleId>,
}

impl<'w> Matching<'w> {
    /// Tests every rule.
    pub(crate) fn new(world: &World<'w>) -> Self {
        let compiled = world.compiled;
        let known = world.known_by_document();
        let stated = world.facts.stated.iter().enumerate();
        let stated = stated.map(|(id, stated)| stated.is_some() && !world.assumed.contains_key(&id)).gather();
        let mut matching = Self { compiled, truths: Vec::new(), known, stated, silent: Vec::new() };
        matching.truths = compiled
            .rules
            .iter()
            .map(|rule| rule.region.truth(&|dimension| matching.atoms(rule.document, dimension)))
            .gather();
        matching
    }

    /// The same without what these rules set.
    pub(crate) fn without(&self, rules: Vec<RuleId>) -> Self {
        Self { silent: rules, ..self.clone() }
    }

    fn atoms(&self, document: usize, dimension: DimensionId) -> &AtomSet {
        static NOTHING: std::sync::OnceLock<AtomSet> = std::sync::OnceLock::new();
        let found = self.known.get(document).and_then(|known| known.get(dimension));
        found.unwrap_or_else(|| NOTHING.get_or_init(|| AtomSet::none(0)))
    }

    /// Whether a rule holds.
    pub(crate) fn truth(&self, rule: RuleId) -> Truth {
        self.truths.get(rule).copied().unwrap_or(Truth::False)
    }

    /// The value of a term in a group, or the first missing fact that decides it; of several values without a winner the
    /// better for the buyer.
    pub(crate) fn choose(&self, group: &Group, term: Term) -> Result<Option<Choice>, DimensionId> {
        let tied = self.tied(group, term)?;
        Ok(tied.into_iter().reduce(|mut choice, other| {
            choice.value = term::better(&choice.value, &other.value);
            choice.rules.add_all(other.rules);
            choice
        }))
    }

    /// The values of a term in a group: one, unless the documents let several stand beside each other (`ties`).
    ///
    /// A rule that a true rule beats cannot matter; rules that agree with each other need not be told apart.
    pub(crate) fn tied(&self, group: &Group, term: Term) -> Result<Vec<Choice>, DimensionId> {
        let sets = |rule: &RuleId| self.compiled.rule(*rule).is_some_and(|(_, rule)| rule.terms.contains_key(&term));
        let speaks = |rule: &RuleId| !self.silent.contains(rule) && self.may_win(*rule, term);
        let candidates: Vec<RuleId> = group.rules.iter().copied().filter(sets).filter(speaks).gather();
        let certain = candidates.iter().copied().filter(|rule| self.truth(*rule) == Truth::True);
        let mut chosen: Vec<Choice> = Vec::new();
        for rule in certain {
            let Some(value) = self.value(rule, term) else { continue };
            match chosen.iter_mut().find(|choice| choice.value == *value) {
                Some(choice) => choice.rules.push(rule),
                None => chosen.push(Choice { value: value.clone(), rules: vec![rule] }),
            }
        }
        let differs = |rule: &RuleId| !chosen.iter().any(|choice| self.value(*rule, term) == Some(&choice.value));
        let open = candidates.iter().filter(|rule| self.truth(**rule) == Truth::Unknown).filter(|rule| differs(rule));
        match self.first_unknown(open.copied()) {
            Some(dimension) => Err(dimension),
            None => Ok(chosen),
        }
    }

    /// Every true adjustment of a group that no true rule overrides, or the first missing fact that decides one.
    pub(crate) fn adjustments(&self, group: &Group) -> Result<Vec<(RuleId, &'w Adjustment)>, DimensionId> {
        let mut adjustments = Vec::new();
        let mut open = Vec::new();
        for rule in &group.rules {
            let Some(adjustment) = self.compiled.rule(*rule).and_then(|(_, rule)| rule.adjustment.as_ref()) else {
                continue;
            };
            let overriding =
                self.compiled.rules.get(*rule).map(|rule| rule.overridden_by.as_slice()).unwrap_or_default();
            let silenced = overriding.iter().map(|rule| self.truth(*rule)).min().unwrap_or(Truth::False);
            match (self.truth(*rule), silenced) {
                (Truth::False, _) | (_, Truth::True) => {}
                (Truth::True, Truth::False) => adjustments.push((*rule, adjustment)),
                _ => {
                    open.add_all(overriding.iter().copied());
                    open.push(*rule);
                }
            }
        }
        let unknown = open.into_iter().filter(|rule| self.truth(*rule) == Truth::Unknown);
        match self.first_unknown(unknown) {
            Some(dimension) => Err(dimension),
            None => Ok(adjustments),
        }
    }

    /// Every fact on which some rule hangs.
    pub(crate) fn open_dimensions(&self) -> Vec<DimensionId> {
        let rules = (0..self.truths.len()).filter(|rule| self.truth(*rule) == Truth::Unknown);
        let mut dimensions: Vec<DimensionId> = rules.flat_map(|rule| self.unknown(rule)).gather();
        order::sort_once(&mut dimensions);
        dimensions
    }

    /// The parts of a dimension's possible atoms that neither an undecided rule nor, for markets, a zone or calendar tells
    /// apart.
    pub(crate) fn partition(&self, dimension: DimensionId) -> Vec<AtomSet> {
        let Some(possible) = self.known.iter().filter_map(|known| known.get(dimension)).next() else {
            return Vec::new();
        };
        let rules = self.compiled.rules.iter().enumerate();
        let undecided: Vec<&AtomSet> = rules
            .filter(|(rule, _)| self.truth(*rule) == Truth::Unknown)
            .flat_map(|(_, rule)| rule.region.sets(dimension))
            .gather();
        let is_market = self.compiled.dimensions.position(fact::position("market"), None) == Some(dimension);
        // In the order of their first atoms, so that equal worlds split alike.
        let mut parts: Vec<(Signature<'_>, AtomSet)> = Vec::new();
        for atom in possible.iter() {
            let inside: Vec<bool> = undecided.iter().map(|set| set.contains(atom)).gather();
            let one = possible.only(atom);
            let names = if is_market { self.compiled.names_of_market(&one) } else { Vec::new() };
            let signature = (inside, names);
            match parts.iter_mut().find(|(other, _)| *other == signature) {
                Some((_, part)) => part.insert(atom),
                None => parts.push((signature, one)),
            }
        }
        parts.into_iter().map(|(_, part)| part).gather()
    }

    /// Says whether a rule may hold and no true rule that sets the term beats it.
    fn may_win(&self, rule: RuleId, term: Term) -> bool {
        let beaten_by = self.compiled.rules.get(rule).map(|rule| rule.beaten_by.as_slice()).unwrap_or_default();
        let beats = |winner: &RuleId| self.truth(*winner) == Truth::True && self.value(*winner, term).is_some();
        self.truth(rule) != Truth::False && !beaten_by.iter().any(beats)
    }

    fn value(&self, rule: RuleId, term: Term) -> Option<&'w Value> {
        self.compiled.rule(rule).and_then(|(_, rule)| rule.terms.get(&term))
    }

    fn first_unknown(&self, rules: impl Iterator<Item = RuleId>) -> Option<DimensionId> {
        rules.flat_map(|rule| self.unknown(rule)).min()
    }

    /// The missing facts on which a rule hangs.
    fn unknown(&self, rule: RuleId) -> Vec<DimensionId> {
        let Some(compiled) = self.compiled.rules.get(rule) else { return Vec::new() };
        let known = |dimension: DimensionId| self.atoms(compiled.document, dimension);
        let cells = compiled
            .region
            .0
            .iter()
            .filter(|cell| !cell.0.iter().any(|(dimension, atoms)| known(*dimension).is_apart(atoms)));
        cells
            .flat_map(|cell| cell.0.iter().filter(|(dimension, atoms)| !known(*dimension).is_within(atoms)))
            .map(|(dimension, _)| self.asked(*dimension))
            .gather()
    }

    /// The fact to ask for: an instant that is stated lies on an unknown day only because the market's zone is unknown.
    fn asked(&self, dimension: DimensionId) -> DimensionId {
        let is_stated = self.stated.get(dimension).copied().unwrap_or(false);
        let market = self.compiled.dimensions.position(fact::position("market"), None);
        if is_stated { market.unwrap_or(dimension) } else { dimension }
    }
}
