//! Which of the rules that hold sets a term: as `matching` has it, where one does whatever is missing.

use crate::brief::plan::{Plan, Sets};
use crate::brief::rows::Live;
use crate::compile::{Compiled, RuleId};
use crate::policy::Adjustment;
use crate::term::{Term, Value};

/// The rules that may hold for a reason and a remedy.
#[derive(Clone, Copy)]
pub(super) struct Matched<'l, 'm> {
    pub(super) compiled: &'m Compiled,
    pub(super) plan: &'m Plan,
    pub(super) live: &'l [Live],
    /// The terms that some of them set.
    pub(super) terms: Sets,
}

/// What is not told here: it hangs on a missing fact, or on which of several values is better.
pub(super) struct Untold;

impl<'l, 'm> Matched<'l, 'm> {
    /// The value of a term in the first of the groups that sets it, with its rule and the group's position among them.
    pub(super) fn choose(&self, source: &[usize], term: Term) -> Result<Option<(RuleId, &'m Value, usize)>, Untold> {
        if !self.terms.has_any(term) {
            return Ok(None);
        }
        for (position, group) in source.iter().enumerate() {
            if let Some((rule, value)) = self.of_group(*group, term)? {
                return Ok(Some((rule, value, position)));
            }
        }
        Ok(None)
    }

    fn of_group(&self, group: usize, term: Term) -> Result<Option<(RuleId, &'m Value)>, Untold> {
        let mut setting = self.setting(group, term);
        let Some(first) = setting.next() else { return Ok(None) };
        if setting.next().is_none() {
            return if first.sure {
                Ok(self.value(first.rule, term).map(|value| (first.rule, value)))
            } else {
                Err(Untold)
            };
        }
        let mut chosen: Option<(RuleId, &Value)> = None;
        let mut is_open = false;
        for live in self.setting(group, term) {
            if self.is_beaten(live.rule, group, term) {
                continue;
            }
            let Some(value) = self.value(live.rule, term) else { continue };
            match chosen {
                _ if !live.sure => is_open = true,
                Some((_, other)) if other != value => return Err(Untold),
                Some(_) => {}
                None => chosen = Some((live.rule, value)),
            }
        }
        // A rule that may hold makes no difference where it says the same.
        if is_open {
            for live in self.setting(group, term).filter(|live| !live.sure) {
                let agrees = self.value(live.rule, term) == chosen.map(|(_, value)| value);
                if !agrees && !self.is_beaten(live.rule, group, term) {
                    return Err(Untold);
                }
            }
        }
        Ok(chosen)
    }

    /// Every adjustment of a group that holds and that no rule overrides.
    pub(super) fn adjustments(&self, group: usize) -> Result<Vec<&'m Adjustment>, Untold> {
        let mut adjustments = Vec::new();
        for live in self.live.iter().filter(|live| live.sets.group == group) {
            let Some(adjustment) = self.compiled.rule(live.rule).and_then(|(_, rule)| rule.adjustment.as_ref()) else {
                continue;
            };
            let Some(rule) = self.compiled.rules.get(live.rule) else { continue };
            let overriding = |id: &RuleId| {
                let place = self.live.binary_search_by_key(id, |live| live.rule).ok()?;
                self.live.get(place).map(|live| live.sure)
            };
            match rule.overridden_by.iter().filter_map(overriding).max() {
                Some(true) => {}
                None if live.sure => adjustments.push(adjustment),
                _ => return Err(Untold),
            }
        }
        Ok(adjustments)
    }

    fn setting(&self, group: usize, term: Term) -> impl Iterator<Item = &'l Live> {
        self.live.iter().filter(move |live| live.sets.has(group, term))
    }

    /// Says whether a rule that surely holds and sets the term beats this one.
    fn is_beaten(&self, rule: RuleId, group: usize, term: Term) -> bool {
        let Some(rule) = self.compiled.rules.get(rule) else { return false };
        self.setting(group, term).any(|other| other.sure && rule.beaten_by.binary_search(&other.rule).is_ok())
    }

    /// The value that a rule sets.
    pub(super) fn value(&self, rule: RuleId, term: Term) -> Option<&'m Value> {
        self.compiled.rule(rule).and_then(|(_, rule)| rule.terms.get(&term))
    }
}
