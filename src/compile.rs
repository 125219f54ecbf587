//! Turns documents into a compiled policy: dimensions, regions, and which rule beats which.

use crate::atom::AtomSet;
use crate::by_market::{self, MarketNames, NamesId};
use crate::calendar::Calendar;
use crate::condition::{Cell, Region, Singles, TOTAL_BUDGET};
use crate::digest;
use crate::dimension::{DimensionId, Dimensions};
use crate::fact;
use crate::gather::AddAll;
use crate::load::Library;
use crate::map::Map;
use crate::near::Near;
use crate::order;
use crate::policy::{GivenValue, Layer, PolicyDocument, Rule, Scalar};
use crate::usage;
use crate::zone::Zone;

/// How many boxes of two rules are compared in the time of what else is to be done for them.
const QUICK: usize = 16;

/// The position of a rule among all rules of all documents.
pub(crate) type RuleId = usize;

/// Documents that were read and checked, ready to decide orders.
#[derive(Debug, Clone)]
pub(crate) struct Compiled {
    /// The policy documents, in the order of their ids.
    pub(crate) documents: Vec<PolicyDocument>,
    /// SHA-256 over the calendars and zones that the documents name.
    pub(crate) data: String,
    /// Calendars by id.
    pub(crate) calendars: Map<String, Calendar>,
    /// Zones by IANA name.
    pub(crate) zones: Map<String, Zone>,
    /// What the documents tell apart.
    pub(crate) dimensions: Dimensions,
    /// The zones and calendars that documents and windows name.
    pub(crate) names: Vec<MarketNames>,
    /// The position among them of each name by itself.
    pub(crate) plain_names: Map<String, NamesId>,
    /// Which reading of each setting is followed, and the document that says so.
    pub(crate) settings: Map<DimensionId, (String, usize)>,
    /// How much the goods may be used in windows that say so.
    pub(crate) usage: Vec<(DimensionId, AtomSet)>,
    /// Where each document applies: its `when` and its period.
    pub(crate) scopes: Vec<Region>,
    /// Every rule.
    pub(crate) rules: Vec<CompiledRule>,
    /// The rules that are read as one: all declared documents, all defaults, each floor alone.
    pub(crate) groups: Vec<Group>,
    /// What is left of the budget for comparing rules; nothing if it did not suffice.
    pub(crate) budget: usize,
    /// The rules that meet one of their group which they neither beat nor are beaten by.
    #[cfg(feature = "check")]
    pub(crate) tied: AtomSet,
}

/// A rule with the region in which it holds.
#[derive(Debug, Clone)]
pub(crate) struct CompiledRule {
    /// The position of its document.
    pub(crate) document: usize,
    /// Its position in the document.
    pub(crate) index: usize,
    /// Where it holds.
    pub(crate) region: Region,
    /// The rules that beat it wherever both hold, ascending.
    pub(crate) beaten_by: Vec<RuleId>,
    /// The rules that list it in their `overrides`.
    pub(crate) overridden_by: Vec<RuleId>,
}

/// Rules that are read as one document.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    /// Their layer.
    pub(crate) layer: Layer,
    /// The rules.
    pub(crate) rules: Vec<RuleId>,
}

impl Compiled {
    /// Compiles documents whose names all resolve.
    pub(crate) fn new(library: Library) -> Self {
        let dimensions = Dimensions::collect(&library.policies, &library.names);
        Self::over(library, dimensions)
    }

    /// Compiles documents over dimensions that tell apart at least what they name.
    pub(crate) fn over(library: Library, dimensions: Dimensions) -> Self {
        let Library { policies: mut documents, mut names, digests, calendars, zones, .. } = library;
        let plain_names = by_market::plain(&mut names);
        order::sort_by(&mut documents, |a, b| (a.layer, &a.id).cmp(&(b.layer, &b.id)));
        let (mut scopes, mut rules, mut singles) = (Vec::new(), Vec::new(), Singles::default());
        for (position, document) in documents.iter().enumerate() {
            let scope = scope(document, &dimensions);
            for (index, rule) in document.rules.iter().enumerate() {
                let region = singles.within(&scope, &rule.when, &dimensions);
                let (beaten_by, overridden_by) = (Vec::new(), Vec::new());
                rules.push(CompiledRule { document: position, index, region, beaten_by, overridden_by });
            }
            scopes.push(scope);
        }
        let groups = group(&documents, &rules);
        let data = digest::of_data(&names, &digests);
        let mut market_names = Vec::new();
        for names in &names {
            market_names.push(MarketNames::new(names, &dimensions));
        }
        let settings = settings(&documents, &dimensions);
        let usage = usage::all_limits(&documents, &dimensions);
        let budget = TOTAL_BUDGET;
        let mut compiled = Self {
            documents,
            data,
            calendars,
            zones,
            dimensions,
            names: market_names,
            plain_names,
            settings,
            usage,
            scopes,
            rules,
            groups,
            budget,
            #[cfg(feature = "check")]
            tied: AtomSet::none(0),
        };
        compiled.rank(TOTAL_BUDGET);
        compiled
    }

    /// The rule as its document states it.
    pub(crate) fn rule(&self, id: RuleId) -> Option<(&PolicyDocument, &Rule)> {
        let compiled = self.rules.get(id)?;
        let document = self.documents.get(compiled.document)?;
        Some((document, document.rules.get(compiled.index)?))
    }

    /// The region in which a rule holds.
    pub(crate) fn region(&self, id: RuleId) -> Option<&Region> {
        self.rules.get(id).map(|rule| &rule.region)
    }

    /// Works out which rules beat which, for every pair of one group that can meet, as long as pairs may be looked at.
    // V8 compiles what runs long once more, and this alone, instead of all of loading, takes it 10 ms less.
    #[inline(never)]
    fn rank(&mut self, mut pairs: usize) {
        let mut narrowed = Vec::new();
        let mut overriding = AtomSet::none(self.rules.len());
        for (id, rule) in self.rules.iter().enumerate() {
            narrowed.push(self.narrowed(&rule.region));
            if self.rule(id).is_some_and(|(_, stated)| !stated.overrides.is_empty()) {
                overriding.insert(id);
            }
        }
        let mut ranks = Vec::new();
        let mut budget = self.budget;
        #[cfg(feature = "check")]
        let mut tied = AtomSet::none(self.rules.len());
        for group in &self.groups {
            Near::new(self, group).for_each_pair(&mut |a, b| {
                // Pages read what was checked, and so has few pairs.
                if cfg!(feature = "check") {
                    let boxes = |rule| self.region(rule).map_or(0, |region| region.0.len());
                    pairs = pairs.saturating_sub(boxes(a).saturating_mul(boxes(b)).div_euclid(QUICK).max(1));
                }
                if pairs == 0 || !self.meet(a, b) {
                    return;
                }
                let rank = self.compare((a, b), (&narrowed, &overriding), &mut budget);
                #[cfg(feature = "check")]
                if rank.is_none() {
                    tied.insert(a);
                    tied.insert(b);
                }
                ranks.add(rank);
            });
        }
        #[cfg(feature = "check")]
        {
            self.tied = tied;
        }
        self.budget = if pairs == 0 { 0 } else { budget };
        for (winner, loser, by_override) in ranks {
            if let Some(rule) = self.rules.get_mut(loser) {
                rule.beaten_by.push(winner);
                if by_override {
                    rule.overridden_by.push(winner);
                }
            }
        }
    }

    /// Says whether something holds in two rules.
    fn meet(&self, a: RuleId, b: RuleId) -> bool {
        self.region(a).zip(self.region(b)).is_some_and(|(a, b)| a.meets(b))
    }

    /// Gives the winner and the loser of two rules that meet, and whether `overrides` says so; for all rules it takes the facts that narrow
    /// them, and which of them override any.
    fn compare(
        &self,
        (a, b): (RuleId, RuleId),
        (narrowed, overriding): (&[AtomSet], &AtomSet),
        budget: &mut usize,
    ) -> Option<(RuleId, RuleId, bool)> {
        let overrides = |one, other| overriding.contains(one) && self.overrides(one, other);
        match (overrides(a, b), overrides(b, a)) {
            (true, false) => return Some((a, b, true)),
            (false, true) => return Some((b, a, true)),
            (true, true) => return None,
            (false, false) => {}
        }
        let document = self.documents.get(self.rules.get(a)?.document)?;
        let (narrowed_a, narrowed_b) = (narrowed.get(a)?, narrowed.get(b)?);
        for fact in &document.precedence {
            match (narrowed_a.contains(*fact), narrowed_b.contains(*fact)) {
                (true, false) => return Some((a, b, false)),
                (false, true) => return Some((b, a, false)),
                _ => {}
            }
        }
        match within(self.region(a)?, self.region(b)?, self.dimensions.position(fact::REMEDY, None), budget) {
            (true, false) => Some((a, b, false)),
            (false, true) => Some((b, a, false)),
            _ => None,
        }
    }

    /// The facts that narrow a region.
    fn narrowed(&self, region: &Region) -> AtomSet {
        let mut narrowed = AtomSet::none(fact::FACTS.len());
        for (id, atoms) in region.0.iter().flat_map(|cell| &cell.0) {
            if !atoms.is_all() {
                narrowed.extend(self.dimensions.get(*id).map(|dimension| dimension.fact));
            }
        }
        narrowed
    }

    /// Says whether rule `a` lists rule `b` in its `overrides`.
    pub(crate) fn overrides(&self, a: RuleId, b: RuleId) -> bool {
        let (Some((document, rule)), Some((other_document, other))) = (self.rule(a), self.rule(b)) else {
            return false;
        };
        rule.overrides.iter().any(|name| match name.split_once('/') {
            Some((document, rule)) => other_document.id == document && other.id == rule,
            None => document.id == other_document.id && *name == other.id,
        })
    }

    /// Every zone and calendar that documents and windows name for a market, in one order.
    pub(crate) fn names_of_market(&self, market: &AtomSet) -> Vec<Option<&str>> {
        let mut serving = Vec::new();
        for names in &self.names {
            serving.append(&mut names.serving(Some(market)));
        }
        serving
    }
}

/// Says which of two rules lies strictly inside the other; the remedy only decides between otherwise equal ones.
fn within(a: &Region, b: &Region, remedy: Option<DimensionId>, budget: &mut usize) -> (bool, bool) {
    let mut both = |but| (a.is_within_but(b, but, budget), b.is_within_but(a, but, budget));
    match both(remedy) {
        (true, true) => match both(None) {
            (true, true) => (false, false),
            order => order,
        },
        order => order,
    }
}

/// Where a document applies: its `when`, and its period over the contract date.
fn scope(document: &PolicyDocument, dimensions: &Dimensions) -> Region {
    let mut scope = Region::of(&document.when, dimensions);
    if document.effective != (None, None) {
        let period = crate::policy::Constraint {
            fact: fact::CONTRACT,
            name: None,
            negated: false,
            set: crate::policy::Set::Range(document.effective.0, document.effective.1),
        };
        if let Some((dimension, atoms)) = dimensions.atoms(&period) {
            scope = scope.meet(&Region(vec![Cell(Map::of(dimension, atoms))]));
        }
    }
    scope
}

/// The reading of each setting that the first document chooses: declared, default, floor.
fn settings(documents: &[PolicyDocument], dimensions: &Dimensions) -> Map<DimensionId, (String, usize)> {
    let mut chosen = Map::new();
    for (position, document) in documents.iter().enumerate() {
        for given in document.given.iter().filter(|given| given.fact == fact::SETTING) {
            let GivenValue::Is(Scalar::Word(reading)) = &given.value else { continue };
            let Some(id) = dimensions.position(given.fact, given.name.as_deref()) else { continue };
            if !chosen.contains_key(&id) {
                chosen.insert(id, (reading.clone(), position));
            }
        }
    }
    chosen
}

fn group(documents: &[PolicyDocument], rules: &[CompiledRule]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut alone: Vec<Option<usize>> = Vec::new();
    for (id, rule) in rules.iter().enumerate() {
        let Some(layer) = documents.get(rule.document).map(|document| document.layer) else { continue };
        let document = (layer == Layer::Floor).then_some(rule.document);
        match groups.iter_mut().zip(&alone).find(|(group, other)| group.layer == layer && **other == document) {
            Some((group, _)) => group.rules.push(id),
            None => {
                groups.push(Group { layer, rules: vec![id] });
                alone.push(document);
            }
        }
    }
    groups
}

#[cfg(all(test, feature = "check"))]
mod tests {
    use super::*;
    use crate::json::Json;
    use crate::load;

    /// Rules that all hold together, each with so many tags, none of which another names.
    fn compiled(rules: usize, tags: usize) -> Compiled {
        let tags = |rule: usize| (0..tags).map(|tag| format!(r#""t{rule}-{tag}""#)).collect::<Vec<_>>().join(",");
        let when =
            |rule: usize| if tags(rule).is_empty() { String::new() } else { format!(r#""tag": [{}]"#, tags(rule)) };
        let rule = |rule: usize| {
            format!(r#"{{ "id": "r{rule}", "when": {{ {} }}, "then": {{ "granted": false }} }}"#, when(rule))
        };
        let rules: Vec<String> = (0..rules).map(rule).collect();
        let policy = r#"{ "format": "return-policy/1", "id": "shop", "version": "1", "layer": "declared", "rules": ["#;
        let text = format!("[{policy}{}] }}]", rules.join(","));
        let mut problems = Vec::new();
        let library = load::read(&Json::parse(&text).unwrap_or(Json::Null), &mut problems);
        assert_eq!(problems, [], "{text}");
        Compiled::new(library)
    }

    #[test]
    fn no_more_pairs_are_compared_than_may_be() {
        #[rustfmt::skip]
        let cases = [
            // why this row                         rules  tags  pairs  suffice
            ("ten pairs of five rules",             5,     0,    11,    true),
            ("one pair too many",                   5,     0,    10,    false),
            ("a few tags cost nothing",             5,     4,    11,    true),
            // Eight tags by eight are 64 boxes: each pair is as much work as four.
            ("many tags cost as much as they take", 5,     8,    41,    true),
            ("and may be too many",                 5,     8,    40,    false),
        ];
        for (why, rules, tags, pairs, suffice) in cases {
            let mut compiled = compiled(rules, tags);
            assert!(compiled.budget > 0, "{why}");
            compiled.rank(pairs);
            assert_eq!(compiled.budget > 0, suffice, "{why}");
        }
    }
}
