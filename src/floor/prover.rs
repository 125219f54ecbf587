//! Goes through every floor, term by term, and through every pair of rules that set it.

use crate::compile::{Compiled, RuleId};
use crate::condition::{Region, Undecided};
use crate::floor::answer::{Finding, Outcome};
use crate::floor::judge::Known;
use crate::floor::message::{Found, finding};
use crate::floor::orders::Orders;
use crate::floor::search::Search;
use crate::floor::side::{Piece, Side, grants};
use crate::floor::ties::Tie;
use crate::floor::vouched;
use crate::gather::{AddAll, Gather};
use crate::map::Map;
use crate::order;
use crate::policy::{Layer, Window};
use crate::term::{Term, Value};

/// A proof in progress.
pub(super) struct Prover<'c> {
    pub(super) compiled: &'c Compiled,
    pub(super) search: Search<'c>,
    /// Where windows tie.
    pub(super) ties: &'c [Tie],
    /// Where each document applies.
    pub(super) scopes: Vec<Region>,
    /// Where some declared document applies.
    pub(super) scope: Region,
    /// The orders that are looked at now.
    pub(super) orders: Orders,
    /// The windows that tie in these orders: what is open by one of them is open.
    pub(super) tied: Vec<Window>,
    pub(super) known: Known<'c>,
    pub(super) raised: Vec<Raised>,
}

/// A term in which less may be declared than a floor requires.
pub(super) struct Raised {
    pub(super) term: Term,
    pub(super) required: RuleId,
    pub(super) declared: Option<RuleId>,
    pub(super) values: (Option<Value>, Value),
    /// Orders that show it; none where it could not be told.
    pub(super) found: Option<Found>,
}

/// What one side says of each term.
pub(super) struct Offer<'c> {
    pub(super) side: Side<'c>,
    terms: Map<Term, Vec<Piece<'c>>>,
    /// The pieces that grant.
    pub(super) grants: Vec<Piece<'c>>,
}

/// What both sides say of one term somewhere.
pub(super) struct Both<'p, 'c> {
    pub(super) term: Term,
    pub(super) required: &'p Piece<'c>,
    pub(super) declared: Option<&'p Piece<'c>>,
}

/// The two sides of a proof.
#[derive(Clone, Copy)]
pub(super) struct Sides<'p, 'c> {
    pub(super) required: &'p Offer<'c>,
    pub(super) declared: &'p Offer<'c>,
}

impl Raised {
    /// The same, of which it could not be told.
    pub(super) fn undecided(self) -> Self {
        Self { found: None, ..self }
    }
}

impl<'c> Offer<'c> {
    /// What a side says of the orders in these boxes.
    pub(super) fn new(side: Side<'c>, scope: &Region, settled: &[Region]) -> Self {
        let mut terms = Map::new();
        for term in [Term::Granted, Term::Window].iter().chain(Term::COSTS) {
            let pieces = side.pieces(*term, settled).into_iter().filter(|piece| piece.region.meets(scope)).gather();
            terms.insert(*term, pieces);
        }
        let grants = terms.get(&Term::Granted).into_iter().flatten().filter(|piece| grants(piece)).cloned().gather();
        Self { side, terms, grants }
    }

    /// The same for the orders in some boxes.
    fn near(&self, scope: &Region) -> Self {
        let near = |pieces: &[Piece<'c>]| -> Vec<Piece<'c>> {
            pieces.iter().filter(|piece| piece.region.meets(scope)).cloned().gather()
        };
        let mut terms = Map::new();
        for (term, pieces) in &self.terms {
            terms.insert(*term, near(pieces));
        }
        Self { side: self.side.clone(), terms, grants: near(&self.grants) }
    }

    /// Where this side gives a term which value.
    pub(super) fn pieces(&self, term: Term) -> &[Piece<'c>] {
        self.terms.get(&term).map(Vec::as_slice).unwrap_or_default()
    }

    /// That it cannot be told whether what this side says of a term is given.
    pub(super) fn open(&self, term: Term) -> Vec<Raised> {
        let raised = |piece: &Piece<'c>| {
            let values = (None, piece.value.clone());
            Raised { term, required: piece.rule, declared: None, values, found: None }
        };
        self.pieces(term).iter().map(raised).gather()
    }
}

impl<'c> Prover<'c> {
    /// A proof that has not begun.
    pub(super) fn new(compiled: &'c Compiled, search: Search<'c>, ties: &'c [Tie], known: Known<'c>) -> Self {
        let scopes: Vec<Region> =
            (0..compiled.documents.len()).map(|position| vouched::scope(compiled, position)).gather();
        let own = compiled.documents.iter().zip(&scopes).filter(|(document, _)| document.layer == Layer::Declared);
        let scope = search.seen(&Region(own.flat_map(|(_, scope)| scope.0.iter().cloned()).gather()));
        let (orders, tied, raised) = (Orders::default(), Vec::new(), Vec::new());
        Self { compiled, search, ties, scopes, scope, orders, tied, known, raised }
    }

    /// The documents that take part: all but floors that never apply where something is declared.
    pub(super) fn applying(&self) -> Vec<usize> {
        let documents = self.compiled.documents.iter().enumerate();
        let applies = |position: usize| self.scopes.get(position).is_some_and(|scope| scope.meets(&self.scope));
        documents
            .filter(|(position, document)| document.layer != Layer::Floor || applies(*position))
            .map(|(position, _)| position)
            .gather()
    }

    /// Proves every floor that is wanted.
    pub(super) fn prove(&mut self, wanted: &[usize]) {
        let compiled = self.compiled;
        let of = |layer| compiled.groups.iter().filter(move |group| group.layer == layer);
        let declared = Side::new(compiled, of(Layer::Declared).chain(of(Layer::Default)).gather());
        let declared = Offer::new(declared, &Region::everything(), self.search.regions);
        for group in of(Layer::Floor) {
            let document = group.rules.first().and_then(|rule| compiled.rules.get(*rule)).map(|rule| rule.document);
            let Some(document) = document.filter(|document| wanted.contains(document)) else { continue };
            let scope = self.scopes.get(document).map_or(Region::everything(), |scope| self.search.seen(scope));
            let required = Offer::new(Side::new(compiled, vec![group]), &scope, self.search.regions);
            if !required.grants.is_empty() {
                let declared = declared.near(&scope);
                self.prove_floor(Sides { required: &required, declared: &declared }, &scope);
            }
        }
    }

    /// What is known of pairs of windows, which another proof need not work out again.
    pub(super) fn take_known(&mut self) -> Known<'c> {
        let alike = self.known.alike;
        std::mem::replace(&mut self.known, Known::new(alike))
    }

    /// Leaves open what another proof raises in a term of a floor rule of which nothing is found here.
    pub(super) fn doubt(&mut self, other: Self) {
        for raised in other.raised {
            let is_same = |own: &Raised| (own.required, own.term) == (raised.required, raised.term);
            if !self.raised.iter().any(is_same) {
                self.raised.push(raised.undecided());
            }
        }
    }

    /// Every finding.
    pub(super) fn findings(self) -> Vec<Finding> {
        let compiled = self.compiled;
        let mut findings = self.raised.into_iter().map(|raised| finding(compiled, raised)).gather();
        order::sort_by(&mut findings, |a, b| key(a).cmp(&key(b)));
        let mut kept: Vec<Finding> = Vec::new();
        for finding in findings {
            // The same rules may meet in several parts of all orders; the worst comes first.
            if !kept.iter().any(|other| key(other).1 == key(&finding).1) {
                kept.push(finding);
            }
        }
        kept
    }

    /// Proves every term where no windows tie.
    pub(super) fn prove_terms(&mut self, sides: Sides<'_, 'c>) {
        self.prove_granted(sides);
        for term in [Term::Window].iter().chain(Term::COSTS) {
            let setters = sides.declared.side.setters(*term);
            for required in sides.required.pieces(*term) {
                let pieces = sides.declared.pieces(*term).iter();
                for own in pieces {
                    let both = Both { term: *term, required, declared: Some(own) };
                    let found = self.prove_pair(&both, sides);
                    self.raise(&both, found);
                }
                let both = Both { term: *term, required, declared: None };
                let mut unstated = self.question(&both);
                unstated.outside.add_all(setters.iter().copied());
                self.search.begin();
                let found = self.prove_value(&both, sides, unstated);
                self.raise(&both, found);
            }
        }
    }

    fn prove_granted(&mut self, sides: Sides<'_, 'c>) {
        let term = Term::Granted;
        for required in &sides.required.grants {
            for own in sides.declared.pieces(term) {
                let both = Both { term, required, declared: Some(own) };
                let found = self.prove_pair(&both, sides);
                self.raise(&both, found);
            }
            let scope = self.scope.clone();
            let both = Both { term, required, declared: None };
            let mut silent = self.question(&both);
            silent.inside.push(&scope);
            silent.outside.add_all(sides.declared.side.setters(term));
            self.search.begin();
            let found = self.prove_value(&both, sides, silent);
            self.raise(&both, found);
        }
    }

    fn prove_pair(&mut self, both: &Both<'_, 'c>, sides: Sides<'_, 'c>) -> Result<Option<Found>, Undecided> {
        let Some(own) = both.declared else { return Ok(None) };
        self.search.begin();
        if !self.search.meet(&own.region, &both.required.region)? {
            return Ok(None);
        }
        match (own.value, both.required.value) {
            (Value::Window(declared), Value::Window(required)) => self.prove_window(both, (declared, required), sides),
            _ => self.prove_value(both, sides, self.question(both)),
        }
    }

    fn raise(&mut self, both: &Both<'_, 'c>, found: Result<Option<Found>, Undecided>) {
        let is_same = |raised: &Raised| raised.term == both.term && raised.found.is_none();
        let found = match found {
            Ok(None) => return,
            Ok(found) => found,
            // One finding of a term says that the proof has ended.
            Err(Undecided) if self.search.is_over() && self.raised.last().is_some_and(is_same) => return,
            Err(Undecided) => None,
        };
        self.search.charge();
        let own = both.declared.map(|piece| piece.value.clone());
        let values = found.as_ref().and_then(|found| found.values.clone());
        let values = values.unwrap_or_else(|| (own, both.required.value.clone()));
        let (required, declared) = (both.required.rule, both.declared.map(|piece| piece.rule));
        self.raised.push(Raised { term: both.term, required, declared, values, found });
    }
}

/// The order of findings, and what makes two of them the same.
fn key(finding: &Finding) -> (Outcome, (&str, &str, &str, &str, Term)) {
    let rule = finding.rule.as_ref().map(|place| (place.document.as_str(), place.rule.as_str())).unwrap_or_default();
    let floor = &finding.floor.place;
    (finding.outcome, (&floor.document, &floor.rule, rule.0, rule.1, finding.term))
}
