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
    /// What is known of a fact that no document names.
    nothing: AtomSet,
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
        let mut stated = Vec::new();
        for (id, fact) in world.facts.stated.iter().enumerate() {
            stated.push(fact.is_some() && !world.assumed.contains_key(&id));
        }
        let (truths, silent, nothing) = (Vec::new(), Vec::new(), AtomSet::none(0));
        let mut matching = Self { compiled, truths, known, stated, silent, nothing };
        for rule in &compiled.rules {
            let truth = rule.region.truth(&|dimension| matching.atoms(rule.document, dimension));
            matching.truths.push(truth);
        }
        matching
    }

    /// The same without what these rules set.
    pub(crate) fn without(&self, rules: Vec<RuleId>) -> Self {
        Self { silent: rules, ..self.clone() }
    }

    fn atoms(&self, document: usize, dimension: DimensionId) -> &AtomSet {
        self.known.get(document).and_then(|known| known.get(dimension)).unwrap_or(&self.nothing)
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
    /// A rule that a true rule beats cannot matter; rules that agree with each other need not be told apart, unless one beats
    /// what another value rests on.
    pub(crate) fn tied(&self, group: &Group, term: Term) -> Result<Vec<Choice>, DimensionId> {
        let mut open = Vec::new();
        let mut chosen: Vec<Choice> = Vec::new();
        for rule in &group.rules {
            let Some(value) = self.value(*rule, term) else { continue };
            if self.silent.contains(rule) || !self.may_win(*rule, term) {
                continue;
            }
            if self.truth(*rule) == Truth::Unknown {
                open.push(*rule);
                continue;
            }
            match chosen.iter_mut().find(|choice| choice.value == *value) {
                Some(choice) => choice.rules.push(*rule),
                None => chosen.push(Choice { value: value.clone(), rules: vec![*rule] }),
            }
        }
        open.retain(|rule| {
            let agrees = |choice: &Choice| self.value(*rule, term) == Some(&choice.value);
            !chosen.iter().any(agrees) || chosen.iter().any(|choice| !agrees(choice) && self.beats(*rule, choice))
        });
        match self.first_unknown(&open) {
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
            let mut silenced = Truth::False;
            for rule in overriding {
                silenced = silenced.min(self.truth(*rule));
            }
            match (self.truth(*rule), silenced) {
                (Truth::False, _) | (_, Truth::True) => {}
                (Truth::True, Truth::False) => adjustments.push((*rule, adjustment)),
                _ => {
                    open.add_all(overriding.iter().copied());
                    open.push(*rule);
                }
            }
        }
        open.retain(|rule| self.truth(*rule) == Truth::Unknown);
        match self.first_unknown(&open) {
            Some(dimension) => Err(dimension),
            None => Ok(adjustments),
        }
    }

    /// Every fact on which some rule hangs.
    pub(crate) fn open_dimensions(&self) -> Vec<DimensionId> {
        let mut dimensions = Vec::new();
        for (rule, truth) in self.truths.iter().enumerate() {
            if *truth == Truth::Unknown {
                self.add_unknown(rule, &mut dimensions);
            }
        }
        order::sort_once(&mut dimensions);
        dimensions
    }

    /// The atoms in which a fact may lie that no zone tells apart.
    fn possible(&self, dimension: DimensionId) -> &AtomSet {
        self.atoms(0, dimension)
    }

    /// The parts of a dimension's possible atoms that neither an undecided rule nor the usage that windows allow nor, for
    /// markets, a zone or calendar tells apart.
    pub(crate) fn partition(&self, dimension: DimensionId) -> Vec<AtomSet> {
        let possible = self.possible(dimension);
        let mut undecided: Vec<&AtomSet> = Vec::new();
        for (limited, within) in &self.compiled.usage {
            if *limited == dimension {
                undecided.push(within);
            }
        }
        for (rule, truth) in self.compiled.rules.iter().zip(&self.truths) {
            if *truth == Truth::Unknown {
                undecided.add_all(rule.region.sets(dimension));
            }
        }
        let is_market = self.compiled.dimensions.position(fact::MARKET, None) == Some(dimension);
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
        let mut sets = Vec::new();
        for (_, part) in parts {
            sets.push(part);
        }
        sets
    }

    /// Says whether a rule may hold and no true rule that sets the term beats it.
    fn may_win(&self, rule: RuleId, term: Term) -> bool {
        let beaten_by = self.compiled.rules.get(rule).map(|rule| rule.beaten_by.as_slice()).unwrap_or_default();
        let beats = |winner: &RuleId| self.truth(*winner) == Truth::True && self.value(*winner, term).is_some();
        self.truth(rule) != Truth::False && !beaten_by.iter().any(beats)
    }

    /// Says whether a rule beats one of those that give a value.
    fn beats(&self, rule: RuleId, choice: &Choice) -> bool {
        let is_beaten =
            |loser: &RuleId| self.compiled.rules.get(*loser).is_some_and(|loser| loser.beaten_by.contains(&rule));
        choice.rules.iter().any(is_beaten)
    }

    fn value(&self, rule: RuleId, term: Term) -> Option<&'w Value> {
        self.compiled.rule(rule).and_then(|(_, rule)| rule.terms.get(&term))
    }

    fn first_unknown(&self, rules: &[RuleId]) -> Option<DimensionId> {
        let mut unknown = Vec::new();
        for rule in rules {
            self.add_unknown(*rule, &mut unknown);
        }
        unknown.into_iter().min()
    }

    /// Adds the missing facts on which a rule hangs.
    fn add_unknown(&self, rule: RuleId, unknown: &mut Vec<DimensionId>) {
        let Some(compiled) = self.compiled.rules.get(rule) else { return };
        let known = |dimension: DimensionId| self.atoms(compiled.document, dimension);
        for cell in &compiled.region.0 {
            if cell.truth(&known) == Truth::False {
                continue;
            }
            for (dimension, atoms) in &cell.0 {
                if !known(*dimension).is_within(atoms) {
                    unknown.push(self.asked(*dimension));
                }
            }
        }
    }

    /// The fact to ask for: an instant that is stated lies on an unknown day only because the market's zone is unknown.
    fn asked(&self, dimension: DimensionId) -> DimensionId {
        let is_stated = self.stated.get(dimension).copied().unwrap_or(false);
        let market = self.compiled.dimensions.position(fact::MARKET, None);
        if is_stated { market.unwrap_or(dimension) } else { dimension }
    }
}
