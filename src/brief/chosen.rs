//! What each layer sets where the same rules hold.

use crate::brief::matched::{Matched, Untold};
use crate::brief::recent::{Mix, Recent};
use crate::brief::rows::Live;
use crate::compile::RuleId;
use crate::gather::{AddAll, Gather};
use crate::json::write::{self, ToJson};
use crate::period::Changes;
use crate::policy::{Layer, Span};
use crate::shown;
use crate::term::{Deduction, Grant, Term, Value};

/// What a layer offers, whenever that may be used.
#[derive(Debug)]
pub(super) struct Chosen {
    pub(super) layer: Layer,
    pub(super) granted: Grant,
    /// What it grants; `None` where it grants nothing.
    pub(super) terms: Option<Terms>,
}

/// What a layer grants.
#[derive(Debug)]
pub(super) struct Terms {
    /// The rule that sets the window.
    pub(super) window: RuleId,
    /// What other rules change about it.
    pub(super) changes: Changes,
    /// Whether it runs from one event, and nothing else changes it.
    pub(super) is_simple: bool,
    /// The other terms.
    pub(super) costs: Vec<Cost>,
}

/// A term that is no window.
#[derive(Debug)]
pub(super) struct Cost {
    pub(super) term: Term,
    /// The rule that sets it.
    pub(super) rule: RuleId,
    /// As answers write it, with its name; `None` where that hangs on time or use, or is long.
    pub(super) written: Option<String>,
}

/// What was chosen last.
#[derive(Debug, Default)]
pub(super) struct ByRules {
    /// By the rules that held, each with whether it surely did.
    few: Recent<Vec<(RuleId, bool)>, Vec<Chosen>>,
    /// Where more of them held than are kept.
    many: Vec<Chosen>,
}

/// How long a term may be that is kept as answers write it.
const LONGEST_KEPT: usize = 256;

/// As many rules as are kept: a rule or two for each reason, remedy and term hold together.
const MOST_KEPT: usize = 64;

/// What each layer sets that says anything.
pub(super) fn recall<'k>(by_rules: &'k mut ByRules, matched: &Matched<'_, '_>) -> Result<&'k [Chosen], Untold> {
    if matched.live.len() > MOST_KEPT {
        by_rules.many = every(matched)?;
        return Ok(&by_rules.many);
    }
    let mut mix = Mix::default();
    for live in matched.live {
        mix = mix.with(u32::try_from(live.rule).unwrap_or(u32::MAX)).with(u32::from(live.sure));
    }
    let same = |(kept, live): (&(RuleId, bool), &Live)| *kept == (live.rule, live.sure);
    let is_key =
        |kept: &Vec<(RuleId, bool)>| kept.len() == matched.live.len() && kept.iter().zip(matched.live).all(same);
    let choose = || Some((matched.live.iter().map(|live| (live.rule, live.sure)).gather(), every(matched).ok()?));
    by_rules.few.get(mix, is_key, choose).map(Vec::as_slice).ok_or(Untold)
}

fn every(matched: &Matched<'_, '_>) -> Result<Vec<Chosen>, Untold> {
    let mut all = Vec::new();
    for source in &matched.plan.sources {
        all.add(chosen(matched, source)?);
    }
    Ok(all)
}

fn chosen(matched: &Matched<'_, '_>, source: &[usize]) -> Result<Option<Chosen>, Untold> {
    let set = matched.choose(source, Term::Window)?;
    let Some((_, granted, position)) = matched.choose(source, Term::Granted)? else { return Ok(None) };
    let Value::Granted(granted) = *granted else { return Ok(None) };
    let group = source.get(position).and_then(|group| matched.compiled.groups.get(*group));
    let layer = group.map_or(Layer::Declared, |group| group.layer);
    if granted == Grant::No {
        return Ok(Some(Chosen { layer, granted, terms: None }));
    }
    let Some((rule, Value::Window(window), setting)) = set else { return Ok(None) };
    let mut adjustments = Vec::new();
    for group in source.iter().take(setting.saturating_add(1)) {
        adjustments.append(&mut matched.adjustments(*group)?);
    }
    let mut costs = Vec::new();
    for term in Term::COSTS {
        if let Some((rule, value, _)) = matched.choose(source, *term)? {
            costs.push(Cost { term: *term, rule, written: written(*term, value) });
        }
    }
    let is_simple = matches!(&window.span, Span::Period(period) if period.suspends.is_none())
        && window.opens.is_empty()
        && window.usage.is_empty();
    let terms = Terms { window: rule, changes: Changes::of(&adjustments), is_simple, costs };
    Ok(Some(Chosen { layer, granted, terms: Some(terms) }))
}

fn written(term: Term, value: &Value) -> Option<String> {
    if matches!(value, Value::Deduction(Deduction::Usage { .. })) {
        return None;
    }
    let value = shown::timeless(value)?;
    let mut text = String::new();
    write::text(term.text(), &mut text);
    text.push(':');
    value.write(&mut text);
    (text.len() <= LONGEST_KEPT).then_some(text)
}
