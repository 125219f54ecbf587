//! Where each side gives a term which value: rules, less the rules that beat them.

use crate::compile::{Compiled, Group, RuleId};
use crate::condition::Region;
use crate::floor::vouched;
use crate::gather::{AddAll, Gather};
use crate::policy::Adjustment;
use crate::prove::values;
use crate::term::{Grant, Term, Value};

/// What is declared with its defaults, or one floor: groups of which a later one fills what the earlier leave unset.
#[derive(Clone)]
pub(super) struct Side<'c> {
    pub(super) compiled: &'c Compiled,
    pub(super) groups: Vec<&'c Group>,
    /// Rules that stand in another offer (`ties`): they hold, beat what they beat, and set nothing here.
    silent: Vec<RuleId>,
}

/// Where a rule gives a term its value.
#[derive(Clone)]
pub(super) struct Piece<'c> {
    /// The rule.
    pub(super) rule: RuleId,
    /// The position of its group.
    pub(super) group: usize,
    /// The value.
    pub(super) value: &'c Value,
    /// Where the rule holds, with what its document vouches for.
    pub(super) region: Region,
    /// The rules that must not hold.
    pub(super) unless: Vec<RuleId>,
    /// Other rules of its group that give another value beside it, where neither beats the other (`ties`).
    pub(super) tied: Vec<RuleId>,
}

/// A rule that changes windows.
#[derive(Clone)]
pub(super) struct Adjuster<'c> {
    /// The rule.
    pub(super) rule: RuleId,
    /// The position of its group.
    pub(super) group: usize,
    /// The change.
    pub(super) adjustment: &'c Adjustment,
    /// The rules that silence it.
    pub(super) silenced_by: Vec<RuleId>,
}

impl<'c> Side<'c> {
    /// A side of these groups.
    pub(super) const fn new(compiled: &'c Compiled, groups: Vec<&'c Group>) -> Self {
        Self { compiled, groups, silent: Vec::new() }
    }

    /// The same without what these rules set.
    pub(super) fn without(&self, silent: Vec<RuleId>) -> Self {
        Self { silent, ..self.clone() }
    }

    fn rules(&self) -> impl Iterator<Item = (usize, RuleId)> {
        self.groups
            .iter()
            .enumerate()
            .flat_map(|(position, group)| group.rules.iter().map(move |rule| (position, *rule)))
    }

    fn sets(&self, rule: RuleId, term: Term) -> bool {
        values(self.compiled, rule).contains_key(&term) && !self.silent.contains(&rule)
    }

    /// The rules that set a term.
    pub(super) fn setters(&self, term: Term) -> Vec<RuleId> {
        self.setters_before(term, usize::MAX)
    }

    fn setters_before(&self, term: Term, group: usize) -> Vec<RuleId> {
        let rules = self.rules().filter(|(position, rule)| *position < group && self.sets(*rule, term));
        rules.map(|(_, rule)| rule).gather()
    }

    /// The rules that beat a rule in a term wherever they hold.
    pub(super) fn beaters(&self, rule: RuleId, term: Term) -> Vec<RuleId> {
        let beaten_by = self.compiled.rules.get(rule).map(|rule| rule.beaten_by.as_slice()).unwrap_or_default();
        beaten_by.iter().copied().filter(|winner| values(self.compiled, *winner).contains_key(&term)).gather()
    }

    /// Where a term has which value. A rule gives it wherever the rule holds and none that sets the term and beats it does.
    pub(super) fn pieces(&self, term: Term, settled: &[Region]) -> Vec<Piece<'c>> {
        let compiled = self.compiled;
        let mut before: Vec<Vec<RuleId>> = Vec::new();
        for position in 0..self.groups.len() {
            before.push(self.setters_before(term, position));
        }
        let piece = |(group, rule): (usize, RuleId)| {
            let value = values(compiled, rule).get(&term).filter(|_| self.sets(rule, term))?;
            let document = compiled.documents.get(compiled.rules.get(rule)?.document)?;
            let mut unless = before.get(group)?.clone();
            unless.add_all(self.beaters(rule, term));
            let region = vouched::narrowed(compiled, document, settled.get(rule)?);
            let beside = |other: &RuleId| self.sets(*other, term) && self.ties(rule, *other, term, settled);
            let others = self.groups.get(group).filter(|_| document.ties_to_buyer);
            let tied = others.into_iter().flat_map(|group| group.rules.iter().copied()).filter(beside).gather();
            Some(Piece { rule, group, value, region, unless, tied }).filter(|piece| !piece.region.is_empty())
        };
        self.rules().filter_map(piece).gather()
    }

    /// Says whether two rules of one group give a term two values without a winner.
    pub(super) fn ties(&self, a: RuleId, b: RuleId, term: Term, settled: &[Region]) -> bool {
        let compiled = self.compiled;
        let lets = |rule: RuleId| compiled.rule(rule).is_some_and(|(document, _)| document.ties_to_buyer);
        let beats = |a: &RuleId, b: RuleId| compiled.rules.get(b).is_some_and(|loser| loser.beaten_by.contains(a));
        let meet = || settled.get(a).zip(settled.get(b)).is_some_and(|(a, b)| a.meets(b));
        let differ = || match (values(compiled, a).get(&term), values(compiled, b).get(&term)) {
            (Some(own), Some(other)) => own != other,
            _ => false,
        };
        lets(a) && lets(b) && differ() && !beats(&a, b) && !beats(&b, a) && meet()
    }

    /// Says whether a silent rule beats one that sets a term here: which rule sets it then is not looked into.
    pub(super) fn is_doubtful(&self, term: Term) -> bool {
        self.setters(term).iter().any(|rule| self.beaters(*rule, term).iter().any(|other| self.silent.contains(other)))
    }

    /// Every rule that changes windows.
    pub(super) fn adjusters(&self) -> Vec<Adjuster<'c>> {
        let compiled = self.compiled;
        let adjuster = |(group, rule): (usize, RuleId)| {
            let (_, stated) = compiled.rule(rule)?;
            let adjustment = stated.adjustment.as_ref()?;
            let silenced_by = compiled.rules.get(rule)?.overridden_by.clone();
            Some(Adjuster { rule, group, adjustment, silenced_by })
        };
        self.rules().filter_map(adjuster).gather()
    }
}

/// Whether a piece grants.
pub(super) fn grants(piece: &Piece<'_>) -> bool {
    matches!(piece.value, Value::Granted(Grant::Yes | Grant::Review))
}
