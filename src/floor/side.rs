//! Where each side gives a term which value: rules, less the rules that beat them.

use crate::compile::{Compiled, Group, RuleId};
use crate::condition::Region;
use crate::floor::vouched;
use crate::gather::{AddAll, Gather};
use crate::policy::Adjustment;
use crate::prove::values;
use crate::term::{Grant, Term, Value};

/// What is declared with its defaults, or one floor: groups of which a later one fills what the earlier leave unset.
pub(super) struct Side<'c> {
    compiled: &'c Compiled,
    groups: Vec<&'c Group>,
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
        Self { compiled, groups }
    }

    fn rules(&self) -> impl Iterator<Item = (usize, RuleId)> {
        self.groups
            .iter()
            .enumerate()
            .flat_map(|(position, group)| group.rules.iter().map(move |rule| (position, *rule)))
    }

    /// The rules that set a term.
    pub(super) fn setters(&self, term: Term) -> Vec<RuleId> {
        self.setters_before(term, usize::MAX)
    }

    fn setters_before(&self, term: Term, group: usize) -> Vec<RuleId> {
        let sets =
            |(position, rule): &(usize, RuleId)| *position < group && values(self.compiled, *rule).contains_key(&term);
        self.rules().filter(sets).map(|(_, rule)| rule).gather()
    }

    /// Where a term has which value. A rule gives it wherever the rule holds and none that sets the term and beats it does.
    pub(super) fn pieces(&self, term: Term, settled: &[Region]) -> Vec<Piece<'c>> {
        let compiled = self.compiled;
        let piece = |(group, rule): (usize, RuleId)| {
            let value = values(compiled, rule).get(&term)?;
            let own = compiled.rules.get(rule)?;
            let document = compiled.documents.get(own.document)?;
            let mut unless = self.setters_before(term, group);
            unless
                .add_all(own.beaten_by.iter().copied().filter(|winner| values(compiled, *winner).contains_key(&term)));
            let region = vouched::narrowed(compiled, document, settled.get(rule)?);
            Some(Piece { rule, group, value, region, unless }).filter(|piece| !piece.region.is_empty())
        };
        self.rules().filter_map(piece).gather()
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
