//! Which rules of a group may meet: those that share an atom of the dimension that parts them best.
//!
//! Of many rules each meets few others: those for another seller, or another product, need not be compared with it.

use crate::atom::AtomSet;
use crate::compile::{Compiled, Group, RuleId};
use crate::dimension::DimensionId;
use crate::gather::Gather;

/// A rule is narrow on a dimension of which it names no more atoms than these.
const FEW: usize = 32;

/// The rules of a group, by what parts them best.
pub(crate) struct Near<'c> {
    compiled: &'c Compiled,
    rules: &'c [RuleId],
    dimension: DimensionId,
    /// The narrow rules that hold at each atom.
    by_atom: Vec<Vec<RuleId>>,
    all: AtomSet,
    /// Those that are not narrow.
    wide: AtomSet,
}

impl<'c> Near<'c> {
    /// Finds what parts the rules of a group.
    pub(crate) fn new(compiled: &'c Compiled, group: &'c Group) -> Self {
        let dimension = parting(compiled, group);
        let mut by_atom: Vec<Vec<RuleId>> = Vec::new();
        let mut all = AtomSet::none(compiled.rules.len());
        let mut wide = all.clone();
        for rule in &group.rules {
            all.insert(*rule);
            let Some(atoms) = narrow(compiled, *rule, dimension) else {
                wide.insert(*rule);
                continue;
            };
            for atom in atoms.iter() {
                while by_atom.len() <= atom {
                    by_atom.push(Vec::new());
                }
                by_atom.get_mut(atom).into_iter().for_each(|list| list.push(*rule));
            }
        }
        Self { compiled, rules: &group.rules, dimension, by_atom, all, wide }
    }

    /// Goes through each two rules that may meet, in order.
    pub(crate) fn for_each_pair(&self, take: &mut dyn FnMut(RuleId, RuleId)) {
        for rule in self.rules {
            let near = self.of(*rule);
            let mut after = *rule;
            while let Some(other) = near.next(after.saturating_add(1)) {
                take(*rule, other);
                after = other;
            }
        }
    }

    /// The rules that may meet one, and it itself.
    pub(crate) fn of(&self, rule: RuleId) -> AtomSet {
        if self.wide.contains(rule) {
            return self.all.clone();
        }
        let mut near = self.wide.clone();
        if let Some(atoms) = narrow(self.compiled, rule, self.dimension) {
            for atom in atoms.iter() {
                self.by_atom.get(atom).into_iter().flatten().for_each(|other| near.insert(*other));
            }
        }
        near
    }
}

/// Of the dimensions on which most rules are narrow that with most atoms.
fn parting(compiled: &Compiled, group: &Group) -> DimensionId {
    // How many rules are narrow on each dimension: a rule names few of many.
    let mut counts: Vec<usize> = compiled.dimensions.iter().map(|_| 0).gather();
    for rule in &group.rules {
        let first = compiled.region(*rule).and_then(|region| region.0.first());
        for (id, _) in first.into_iter().flat_map(|cell| &cell.0) {
            if let Some(count) = counts.get_mut(*id).filter(|_| narrow(compiled, *rule, *id).is_some()) {
                *count = count.saturating_add(1);
            }
        }
    }
    let (mut best, mut most) = (0, 0);
    for ((id, dimension), narrow) in compiled.dimensions.iter().zip(counts) {
        if dimension.count() > most && narrow > group.rules.len().div_euclid(2) {
            (best, most) = (id, dimension.count());
        }
    }
    best
}

/// What each box of a rule holds on a dimension, if that is the same and few atoms.
fn narrow(compiled: &Compiled, rule: RuleId, dimension: DimensionId) -> Option<&AtomSet> {
    let mut sets = compiled.region(rule)?.0.iter().map(|cell| cell.0.get(&dimension));
    let atoms = sets.next()??;
    (atoms.len() <= FEW && sets.all(|other| other == Some(atoms))).then_some(atoms)
}

#[cfg(all(test, feature = "check"))]
mod tests {
    use super::*;
    use crate::condition::Region;
    use crate::json::Json;
    use crate::load;

    /// A small generator, so that the same policies are made everywhere.
    struct Draw(u64);

    impl Draw {
        fn below(&mut self, limit: u64) -> u64 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33).checked_rem(limit).unwrap_or(0)
        }
    }

    fn compiled(rules: &[String]) -> Compiled {
        let policy = r#"{ "format": "return-policy/1", "id": "shop", "version": "1", "layer": "declared", "rules": ["#;
        let text = format!("[{policy}{}] }}]", rules.join(","));
        let mut problems = Vec::new();
        let library = load::read(&Json::parse(&text).unwrap_or(Json::Null), &mut problems);
        assert_eq!(problems, [], "{text}");
        Compiled::new(library)
    }

    fn rule(id: usize, conditions: &[String]) -> String {
        format!(r#"{{ "id": "r{id}", "when": {{ {} }}, "then": {{ "granted": false }} }}"#, conditions.join(","))
    }

    fn near(compiled: &Compiled) -> Vec<(RuleId, RuleId)> {
        let mut pairs = Vec::new();
        for group in &compiled.groups {
            Near::new(compiled, group).for_each_pair(&mut |a, b| pairs.push((a, b)));
        }
        pairs
    }

    /// Conditions on each fact: on one value, on several, on all but one, or none.
    fn conditions(draw: &mut Draw) -> Vec<String> {
        let mut conditions = Vec::new();
        for (fact, values) in [("seller", 40), ("category", 6), ("tag", 5), ("brand", 3)] {
            let (one, other) = (draw.below(values), draw.below(values));
            match draw.below(if fact == "seller" { 6 } else { 12 }) {
                0..4 => conditions.push(format!(r#""{fact}": ["v{one}"]"#)),
                4 if one != other => conditions.push(format!(r#""{fact}": ["v{one}", "v{other}/w"]"#)),
                5 => conditions.push(format!(r#""{fact}": {{ "not": ["v{one}"] }}"#)),
                _ => {}
            }
        }
        conditions
    }

    #[test]
    fn every_pair_that_meets_is_gone_through_once_and_in_order() {
        let mut spared = 0;
        for seed in 0..200 {
            let mut draw = Draw(seed);
            let rules: Vec<String> = (0..60).map(|id| rule(id, &conditions(&mut draw))).collect();
            let compiled = compiled(&rules);
            for (rule, stated) in compiled.rules.iter().zip(&compiled.documents[0].rules) {
                assert_eq!(rule.region, Region::of(&stated.when, &compiled.dimensions), "seed {seed}, {}", stated.id);
            }
            let meets = |a: RuleId, b: RuleId| compiled.rules[a].region.meets(&compiled.rules[b].region);
            let all = (0..60).flat_map(|a| (a + 1..60).map(move |b| (a, b)));
            let expected: Vec<_> = all.filter(|(a, b)| meets(*a, *b)).collect();
            let found = near(&compiled);
            let of = Near::new(&compiled, &compiled.groups[0]);
            for (a, b) in &expected {
                assert!(of.of(*a).contains(*b) && of.of(*b).contains(*a), "seed {seed}: {a} and {b} meet");
            }
            spared += 60 * 59 / 2 - found.len();
            assert_eq!(found.into_iter().filter(|(a, b)| meets(*a, *b)).collect::<Vec<_>>(), expected, "seed {seed}");
        }
        assert!(spared > 200 * 60 * 59 / 4, "{spared} pairs are spared, not half of them");
    }

    #[test]
    fn rules_of_many_sellers_are_compared_with_few() {
        // Three rules for each of a thousand sellers, one of them with two tags, and one for all.
        let mut rules = vec![rule(3_000, &[])];
        for id in 0..3_000 {
            let seller = format!(r#""seller": ["s{}"]"#, id / 3);
            let tags = r#""tag": ["x", "y"]"#.to_owned();
            rules.push(rule(id, if id % 3 == 0 { vec![seller, tags] } else { vec![seller] }.as_slice()));
        }
        // Three pairs for each seller, and each rule with the one for all.
        assert_eq!(near(&compiled(&rules)).len(), 3_000 + 3_000);
    }

    #[test]
    fn each_of_many_words_has_an_atom_of_its_own() {
        let seller = |id: usize| format!("s{}", id * 7 % 50);
        let rules: Vec<String> = (0..50).map(|id| rule(id, &[format!(r#""seller": ["{}"]"#, seller(id))])).collect();
        let compiled = compiled(&rules);
        let position = compiled.dimensions.position(crate::fact::position("seller"), None).expect("named");
        let words = compiled.dimensions.get(position).expect("a dimension").words();
        for (id, rule) in compiled.rules.iter().enumerate() {
            let atoms = rule.region.0[0].0.get(&position).expect("narrowed");
            let held: Vec<&String> = atoms.iter().map(|atom| &words[atom]).collect();
            assert_eq!(held, [&seller(id)], "rule {id}");
        }
    }
}
