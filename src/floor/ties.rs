//! Orders in which windows tie (`ties`): each makes an offer of its own, and together they must give no less.
//!
//! An offer whose window lasts wherever the floor's does is enough in every term in which it is no worse; a term in which all
//! offers are no worse is enough as well. What that does not prove is refuted where all windows are closed, or all values taken
//! together are worse; else it stays undecided. So does all that a floor whose own windows tie is not proved to be given.

use crate::compile::{Compiled, RuleId};
use crate::condition::{Cell, Region, Undecided};
use crate::floor::answer::Outcome;
use crate::floor::orders::Orders;
use crate::floor::prover::{Offer, Prover, Raised, Sides};
use crate::floor::search::Question;
use crate::floor::side::Side;
use crate::gather::{AddAll, Gather};
use crate::policy::{Layer, Window};
use crate::prove::values;
use crate::term::{Term, Value};

/// In how many pairs windows may tie under one floor before it is given up.
const MOST_TIES: usize = 60;

/// How many rules may take part in one tie.
const MOST_SETTERS: usize = 10;

/// Two rules of one group that set a window each, of which neither wins.
pub(super) struct Tie {
    rules: [RuleId; 2],
    /// Where both hold.
    pub(super) both: Region,
}

/// A window that ties with others, and the rules that set it.
type Choice = (Window, Vec<RuleId>);

/// Every pair of windows that tie.
pub(super) fn ties(compiled: &Compiled, settled: &[Region]) -> Vec<Tie> {
    let mut ties = Vec::new();
    for group in &compiled.groups {
        let side = Side::new(compiled, vec![group]);
        let setters = side.setters(Term::Window);
        for (index, a) in setters.iter().enumerate() {
            for b in setters.iter().skip(index.saturating_add(1)) {
                if side.ties(*a, *b, Term::Window, settled)
                    && let (Some(first), Some(second)) = (settled.get(*a), settled.get(*b))
                {
                    ties.push(Tie { rules: [*a, *b], both: first.meet(second) });
                }
            }
        }
    }
    ties
}

impl<'c> Prover<'c> {
    /// Proves all terms of a floor, which applies in `scope`.
    pub(super) fn prove_floor(&mut self, sides: Sides<'_, 'c>, scope: &Region) {
        let own = self.ties_of(&sides.declared.side, scope);
        let theirs = self.ties_of(&sides.required.side, scope);
        let ties = own.len().saturating_add(theirs.len());
        if ties > MOST_TIES || (ties > 0 && self.search.ignores()) {
            self.give_up(sides);
            return;
        }
        self.orders = Orders { apart: own.iter().chain(&theirs).copied().gather(), ..Orders::default() };
        self.prove_terms(sides);
        for tie in &theirs {
            self.orders = Orders { holding: self.holding(*tie), apart: own.clone(), ..Orders::default() };
            let raised = self.collect(sides);
            self.raised.add_all(raised.into_iter().map(Raised::undecided));
        }
        for (index, tie) in own.iter().enumerate() {
            let apart = own.iter().take(index).copied().gather();
            let orders = Orders { holding: self.holding(*tie), apart, ..Orders::default() };
            if self.prove_tie(sides, scope, &theirs, orders) == Err(Undecided) {
                self.give_up(sides);
            }
        }
        self.orders = Orders::default();
    }

    fn holding(&self, tie: usize) -> Vec<RuleId> {
        self.ties.get(tie).map(|tie| tie.rules.to_vec()).unwrap_or_default()
    }

    fn ties_of(&self, side: &Side<'c>, scope: &Region) -> Vec<usize> {
        let of = |tie: &Tie| side.groups.iter().any(|group| tie.rules.iter().all(|rule| group.rules.contains(rule)));
        let ties = self.ties.iter().enumerate();
        ties.filter(|(_, tie)| of(tie) && tie.both.meets(scope)).map(|(index, _)| index).gather()
    }

    /// What is raised in the orders that are looked at.
    fn collect(&mut self, sides: Sides<'_, 'c>) -> Vec<Raised> {
        let before = std::mem::take(&mut self.raised);
        self.prove_terms(sides);
        std::mem::replace(&mut self.raised, before)
    }

    /// Says that nothing is known of the windows of a floor.
    fn give_up(&mut self, sides: Sides<'_, 'c>) {
        self.raised.add_all(sides.required.open(Term::Window).into_iter().next());
    }

    /// Proves all terms in the orders of one tie, for each set of windows that stand there.
    fn prove_tie(
        &mut self,
        sides: Sides<'_, 'c>,
        scope: &Region,
        theirs: &[usize],
        orders: Orders,
    ) -> Result<(), Undecided> {
        let regions = self.search.regions;
        let side = &sides.declared.side;
        let tied: Vec<&Region> = orders.holding.iter().filter_map(|rule| regions.get(*rule)).gather();
        let near = |rule: &RuleId| {
            let region = regions.get(*rule);
            region.is_some_and(|region| region.meets(scope) && tied.iter().all(|other| other.meets(region)))
        };
        let setters: Vec<RuleId> = side.setters(Term::Window).into_iter().filter(near).gather();
        if setters.len() > MOST_SETTERS {
            return Err(Undecided);
        }
        self.search.begin();
        let mut parts = Vec::new();
        self.part(side, scope, &setters, (orders, Vec::new()), &mut parts)?;
        for (orders, standing) in parts {
            let choices = choices(side, &standing);
            self.orders = orders;
            if choices.len() < 2 {
                self.prove_terms(sides);
            } else {
                self.prove_choices(sides, scope, theirs, &choices);
            }
        }
        Ok(())
    }

    /// Parts orders by which of these rules stand: they hold, and none that beats them does.
    fn part(
        &mut self,
        side: &Side<'c>,
        scope: &Region,
        rest: &[RuleId],
        (orders, standing): (Orders, Vec<RuleId>),
        parts: &mut Vec<(Orders, Vec<RuleId>)>,
    ) -> Result<(), Undecided> {
        self.orders = orders.clone();
        let mut question = Question { inside: vec![scope], ..Question::default() };
        self.narrow(&mut question);
        if self.search.find(&question, &Cell::default())?.is_none() {
            return Ok(());
        }
        let Some((first, rest)) = rest.split_first() else {
            parts.push((orders, standing));
            return Ok(());
        };
        let beaters = side.beaters(*first, Term::Window);
        let with = |holding: &[RuleId], failing: &[RuleId]| {
            let mut orders = orders.clone();
            orders.holding.add_all(holding.iter().copied());
            orders.failing.add_all(failing.iter().copied());
            orders
        };
        let mut stands = standing.clone();
        stands.push(*first);
        self.part(side, scope, rest, (with(&[*first], &beaters), stands), parts)?;
        self.part(side, scope, rest, (with(&[], &[*first]), standing.clone()), parts)?;
        for beater in &beaters {
            self.part(side, scope, rest, (with(&[*first, *beater], &[]), standing.clone()), parts)?;
        }
        Ok(())
    }

    /// Proves all terms where these windows stand beside each other.
    fn prove_choices(&mut self, sides: Sides<'_, 'c>, scope: &Region, theirs: &[usize], choices: &[Choice]) {
        let mut offers: Vec<Vec<Raised>> = Vec::new();
        for (window, _) in choices {
            let others = choices.iter().filter(|(other, _)| other != window).flat_map(|(_, rules)| rules.clone());
            let offer = Offer::new(sides.declared.side.without(others.gather()), scope, self.search.regions);
            let mut raised = self.collect(Sides { declared: &offer, ..sides });
            for term in Term::COSTS.iter().filter(|term| offer.side.is_doubtful(**term)) {
                raised.add_all(sides.required.open(*term));
            }
            if offer.side.is_doubtful(Term::Granted) {
                raised.add_all(sides.required.open(Term::Granted));
            }
            offers.push(raised);
        }
        let lacks = |offer: &Vec<Raised>, term: Term| offer.iter().any(|raised| raised.term == term);
        let lasts = |offer: &&Vec<Raised>| !lacks(offer, Term::Granted) && !lacks(offer, Term::Window);
        let is_open = |term: Term| match term {
            Term::Granted | Term::Window => !offers.iter().any(|offer| lasts(&offer)),
            term => offers.iter().filter(lasts).all(|offer| lacks(offer, term)),
        };
        let mut open: Vec<Term> =
            offers.iter().flatten().map(|raised| raised.term).filter(|term| is_open(*term)).gather();
        crate::order::sort_once(&mut open);
        if open.is_empty() {
            return;
        }
        let refuted = self.refuted(sides, theirs, choices, &open);
        for term in open {
            let shown = refuted.iter().any(|raised| raised.term == term);
            let of = offers.iter_mut().find(|offer| lacks(offer, term)).filter(|_| !shown);
            let undecided = of.into_iter().flat_map(std::mem::take).filter(|raised| raised.term == term);
            self.raised.add_all(undecided.map(Raised::undecided));
        }
        self.raised.add_all(refuted);
    }

    /// What is refuted though all windows count and the values of all offers are taken together.
    fn refuted(&mut self, sides: Sides<'_, 'c>, theirs: &[usize], choices: &[Choice], open: &[Term]) -> Vec<Raised> {
        let compiled = self.compiled;
        // Where a default might fill what an offer does not set, the values together may be better.
        let fills = |rule: &RuleId| {
            let sets = |term: &Term| *term != Term::Window && values(compiled, *rule).contains_key(term);
            open.iter().any(sets)
        };
        let defaults = sides.declared.side.groups.iter().filter(|group| group.layer == Layer::Default);
        self.orders.failing.add_all(defaults.flat_map(|group| group.rules.iter().copied()).filter(fills));
        self.orders.apart.add_all(theirs.iter().copied());
        self.tied = choices.iter().map(|(window, _)| window.clone()).gather();
        let raised = self.collect(sides);
        self.tied = Vec::new();
        let is_shown = |raised: &Raised| {
            let found = raised.found.as_ref();
            open.contains(&raised.term) && found.is_some_and(|found| found.outcome == Outcome::Refuted)
        };
        raised.into_iter().filter(is_shown).gather()
    }
}

/// The windows of the first group of which any stands.
fn choices(side: &Side<'_>, standing: &[RuleId]) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::new();
    for group in &side.groups {
        for rule in standing.iter().filter(|rule| group.rules.contains(rule)) {
            let Some(Value::Window(window)) = values(side.compiled, *rule).get(&Term::Window) else { continue };
            match choices.iter_mut().find(|(other, _)| other == window) {
                Some((_, rules)) => rules.push(*rule),
                None => choices.push((window.clone(), vec![*rule])),
            }
        }
        if !choices.is_empty() {
            break;
        }
    }
    choices
}
