//! Walks the worlds of two versions side by side, where their answers may differ.

use crate::atom::AtomSet;
use crate::condition::Cell;
use crate::diff::both::Both;
use crate::diff::merge::{Case, Piece};
use crate::diff::pair::{Narrowed, Pair};
use crate::diff::seen::Seen;
use crate::diff::widen::{self, Found};
use crate::diff::{compare, part, suspect};
use crate::dimension::{Dimension, DimensionId};
use crate::fact;
use crate::gather::{AddAll, Gather};
use crate::layer::{self, When};
use crate::order;
use crate::term::Grant;
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
    /// Every box with a change.
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
    let dimensions = &both.new.dimensions;
    let position = |name| {
        let id: DimensionId = dimensions.position(fact::position(name), None)?;
        dimensions.get(id).map(|dimension| (id, dimension))
    };
    // A version that grants something names its reasons and remedies.
    let (Some(reason), Some(remedy)) = (position("reason"), position("remedy")) else { return walked };
    let mut narrowed = Narrowed::new(&both.old, &both.new);
    let (mut budget, mut widening) = (BUDGET, widen::BUDGET);
    for (reason_atom, reason_name) in reason.1.nodes().iter().enumerate() {
        for remedy_atom in 0..remedy.1.count() {
            let one = |(id, dimension): (DimensionId, &Dimension), atom| (id, AtomSet::one(dimension.count(), atom));
            let asked = Cell([one(reason, reason_atom), one(remedy, remedy_atom)].into());
            let live: Vec<&Cell> = suspects.iter().filter(|cell| cell.meets(&asked)).gather();
            if live.is_empty() {
                continue;
            }
            // Half of what is left, so that one reason and remedy cannot use it up.
            let share = budget.div_euclid(2);
            let mut walk = Walk { both, budget: share, found: Vec::new(), nothing: Vec::new(), needed: Vec::new() };
            let facts = walk.ask(&mut narrowed, &asked, &live);
            budget = budget.saturating_sub(share.saturating_sub(walk.budget));
            match facts {
                None => {
                    walked.cases.add_all(widen::widen(dimensions, walk.found, &walk.nothing, &asked, &mut widening))
                }
                Some(facts) => {
                    let remedy = remedy.1.words().get(remedy_atom).cloned().unwrap_or_default();
                    walked.undecided.push(Undecided { reason: reason_name.clone(), remedy, facts });
                }
            }
        }
    }
    walked
}

struct Walk<'b> {
    both: &'b Both,
    budget: usize,
    found: Vec<Found>,
    /// Where neither version offers anything.
    nothing: Vec<Cell>,
    /// The facts that were split.
    needed: Vec<DimensionId>,
}

impl Walk<'_> {
    /// Compares one reason and remedy; the facts on which the answers may hang where that takes more than the budget.
    fn ask(&mut self, narrowed: &mut Narrowed, asked: &Cell, suspects: &[&Cell]) -> Option<Vec<String>> {
        narrowed.narrow(&self.both.old, &self.both.new, asked, suspects);
        if !narrowed.grants() {
            return None;
        }
        let pair = narrowed.pair(asked);
        if self.walk(&pair, asked, suspects, 0).is_some() {
            return None;
        }
        let mut needed = std::mem::take(&mut self.needed);
        needed.add_all(pair.open());
        needed.retain(|id| !asked.0.contains_key(id));
        order::sort_once(&mut needed);
        Some(needed.into_iter().map(|id| write::fact_name(&self.both.new, id)).gather())
    }

    /// Finds every change in a box, of which the suspects say where there may be one; nothing past the budget.
    fn walk(&mut self, pair: &Pair<'_>, box_: &Cell, suspects: &[&Cell], depth: usize) -> Option<()> {
        let rules = pair.old.compiled.rules.len().saturating_add(pair.new.compiled.rules.len());
        let cost = rules.saturating_add(suspects.len()).saturating_add(pair.old.compiled.dimensions.iter().count());
        self.budget = self.budget.checked_sub(cost)?;
        if depth > DEEPEST || self.found.len() > MOST_CASES {
            return None;
        }
        let is_possible = |cell: &&Cell| cell.0.iter().all(|(id, atoms)| !pair.possible(*id).is_apart(atoms));
        let live: Vec<&Cell> = suspects.iter().copied().filter(is_possible).gather();
        if live.is_empty() {
            return Some(());
        }
        if let Some((id, parts)) = part::suspected(pair, &live) {
            return self.split(pair, box_, &live, depth, id, &parts);
        }
        let when = &When::BeforePurchase;
        let (old, new) = (layer::offers(&pair.old, when), layer::offers(&pair.new, when));
        let (old, new) = match (old, new) {
            (Ok(old), Ok(new)) => (old, new),
            (old, new) => {
                let needs = [old.err(), new.err()];
                let first = needs.iter().flatten().map(layer::Need::dimension).min()?;
                let id = part::busiest(pair).unwrap_or(first);
                let parts = part::undecided(pair, id);
                return self.split(pair, box_, &live, depth, id, &parts);
            }
        };
        let (old, new) = (Seen::read(&pair.old, &old)?, Seen::read(&pair.new, &new)?);
        let compared = compare::compare(self.both, [&old, &new]);
        let market = pair.new.compiled.dimensions.position(fact::MARKET, None);
        if let (true, Some(market)) = (compared.needs_market, market) {
            let parts = part::by_names(pair, market);
            if parts.len() > 1 {
                return self.split(pair, box_, &live, depth, market, &parts);
            }
        }
        if old.grant == Grant::No && new.grant == Grant::No {
            self.nothing.push(box_.clone());
        }
        self.found.add_all(compared.changes.into_iter().map(|change| Found {
            cell: box_.clone(),
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
