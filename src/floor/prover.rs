//! Goes through every floor, term by term, and through every pair of rules that set it.

use crate::atom::AtomSet;
use crate::compile::{Compiled, RuleId};
use crate::condition::{Cell, Region, Undecided};
use crate::fact::{self, FactId};
use crate::floor::answer::{Finding, Outcome};
use crate::floor::clock::Clock;
use crate::floor::days::{Compared, Pair, Witness};
use crate::floor::example;
use crate::floor::message::{Found, Shown, finding};
use crate::floor::search::{Question, Search};
use crate::floor::side::{Adjuster, Piece, Side, grants};
use crate::floor::values::{self, Verdict};
use crate::floor::vouched;
use crate::gather::{AddAll, Gather};
use crate::map::Map;
use crate::order;
use crate::period::Changes;
use crate::policy::{Act, Layer, Span, Window};
use crate::term::{Term, Value};
use crate::window::Adjusted;

/// How many rules may change one window before it is given up.
const MOST_ADJUSTERS: usize = 12;

/// A proof in progress.
pub(super) struct Prover<'c> {
    compiled: &'c Compiled,
    alike: &'c Map<&'c str, &'c str>,
    search: Search<'c>,
    declared: Side<'c>,
    /// Where each document applies.
    scopes: Vec<Region>,
    /// Where some declared document applies.
    scope: Region,
    /// Windows that were compared already, with the zones and calendars they run by.
    windows: Vec<Adjusted>,
    names: Vec<Names<'c>>,
    proved: Map<(usize, usize, usize, bool, Vec<(FactId, FactId)>), bool>,
    findings: Vec<Finding>,
}

/// The zone and calendar of each period of two windows.
type Names<'c> = Vec<(Option<&'c str>, Option<&'c str>)>;

/// What both sides say of one term somewhere.
struct Both<'p, 'c> {
    term: Term,
    required: &'p Piece<'c>,
    declared: Option<&'p Piece<'c>>,
}

/// Where each side grants.
struct Granting<'p, 'c> {
    required: &'p [Piece<'c>],
    declared: &'p [Piece<'c>],
}

impl<'c> Prover<'c> {
    /// A proof that has not begun.
    pub(super) fn new(
        compiled: &'c Compiled,
        settled: &'c [Region],
        forbidden: &'c [Cell],
        alike: &'c Map<&'c str, &'c str>,
    ) -> Self {
        let of = |layer| compiled.groups.iter().filter(move |group| group.layer == layer);
        let declared = Side::new(compiled, of(Layer::Declared).chain(of(Layer::Default)).gather());
        let documents = compiled.documents.iter().enumerate();
        let own = documents.filter(|(_, document)| document.layer == Layer::Declared);
        let scopes: Vec<Region> =
            (0..compiled.documents.len()).map(|position| vouched::scope(compiled, position)).gather();
        let scope = own.filter_map(|(position, _)| scopes.get(position)).flat_map(|scope| scope.0.iter().cloned());
        let scope = Region(scope.gather());
        let search = Search::new(settled, forbidden);
        Self {
            compiled,
            alike,
            search,
            declared,
            scopes,
            scope,
            windows: Vec::new(),
            names: Vec::new(),
            proved: Map::new(),
            findings: Vec::new(),
        }
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

    /// Every finding.
    pub(super) fn findings(mut self) -> Vec<Finding> {
        let applying = self.applying();
        let terms = [Term::Granted, Term::Window].into_iter().chain(Term::COSTS.iter().copied());
        let declared: Vec<(Term, Vec<Piece<'c>>)> =
            terms.map(|term| (term, self.declared.pieces(term, self.search.regions))).gather();
        for group in self.compiled.groups.iter().filter(|group| group.layer == Layer::Floor) {
            let document =
                group.rules.first().and_then(|rule| self.compiled.rules.get(*rule)).map(|rule| rule.document);
            if !document.is_some_and(|document| applying.contains(&document)) {
                continue;
            }
            let scope =
                document.and_then(|document| self.scopes.get(document)).cloned().unwrap_or(Region::everything());
            let floor = Side::new(self.compiled, vec![group]);
            let near = |pieces: &[Piece<'c>]| -> Vec<Piece<'c>> {
                pieces.iter().filter(|piece| piece.region.meets(&scope)).cloned().gather()
            };
            let of = |term: Term| declared.iter().find(|(own, _)| *own == term).map(|(_, pieces)| near(pieces));
            let own_grants = of(Term::Granted).unwrap_or_default();
            let granted: Vec<Piece<'c>> =
                floor.pieces(Term::Granted, self.search.regions).into_iter().filter(grants).gather();
            self.prove_granted(&granted, &own_grants);
            let own_grants: Vec<Piece<'c>> = own_grants.into_iter().filter(grants).gather();
            let granting = Granting { required: &granted, declared: &own_grants };
            for (term, _) in declared.iter().filter(|(term, _)| *term != Term::Granted) {
                let pieces = of(*term).unwrap_or_default();
                self.prove_term(*term, &floor, &pieces, &granting);
            }
        }
        order::sort_by(&mut self.findings, |a, b| key(a).cmp(&key(b)));
        self.findings
    }

    fn prove_granted(&mut self, granted: &[Piece<'c>], declared: &[Piece<'c>]) {
        for required in granted {
            for own in declared {
                let worse = match (own.value, required.value) {
                    (Value::Granted(own), Value::Granted(required)) => own > required,
                    _ => false,
                };
                if worse && own.region.meets(&required.region) {
                    let question = question(required, Some(own));
                    self.search.begin();
                    let found = self.search.find(&question, &Cell::default());
                    self.report(&Both { term: Term::Granted, required, declared: Some(own) }, found.map(bare));
                }
            }
            let scope = self.scope.clone();
            let mut silent = question(required, None);
            silent.inside.push(&scope);
            silent.outside.add_all(self.declared.setters(Term::Granted));
            self.search.begin();
            let found = self.search.find(&silent, &Cell::default());
            self.report(&Both { term: Term::Granted, required, declared: None }, found.map(bare));
        }
    }

    fn prove_term(&mut self, term: Term, floor: &Side<'c>, declared: &[Piece<'c>], granting: &Granting<'_, 'c>) {
        let setters = self.declared.setters(term);
        for required in &floor.pieces(term, self.search.regions) {
            for own in declared.iter().filter(|own| own.region.meets(&required.region)) {
                let both = Both { term, required, declared: Some(own) };
                self.search.begin();
                let found = self.prove_pair(&both, floor, own, granting);
                self.report(&both, found);
            }
            let mut unstated = question(required, None);
            unstated.outside.add_all(setters.iter().copied());
            self.search.begin();
            let both = Both { term, required, declared: None };
            let found = self.granted(&unstated, &both, granting, &Cell::default());
            self.report(&both, found.map(bare));
        }
    }

    fn prove_pair(
        &mut self,
        both: &Both<'_, 'c>,
        floor: &Side<'c>,
        own: &Piece<'c>,
        granting: &Granting<'_, 'c>,
    ) -> Result<Option<Found>, Undecided> {
        let alone = |span: &Span| {
            let window = Window { span: span.clone(), opens: Vec::new(), act: Act::Notify };
            Adjusted { window, changes: Changes::default() }
        };
        let question = question(both.required, Some(own));
        if let (Value::Window(_), Value::Window(_)) = (own.value, both.required.value) {
            return self.prove_window(both, floor, own, granting, question);
        }
        match values::compare(own.value, both.required.value) {
            Verdict::NoWorse => Ok(None),
            Verdict::Worse => Ok(self.granted(&question, both, granting, &Cell::default())?.map(Found::on)),
            Verdict::Unordered => Ok(self.granted(&question, both, granting, &Cell::default())?.map(Found::unordered)),
            Verdict::Due(a, b) => self.judge(both, (alone(a), alone(b), true), granting, &question),
            Verdict::Lasts(a, b) => self.judge(both, (alone(a), alone(b), false), granting, &question),
        }
    }

    /// A box of orders in question in which both sides grant.
    fn granted(
        &mut self,
        question: &Question<'_>,
        both: &Both<'_, 'c>,
        granting: &Granting<'_, 'c>,
        pins: &Cell,
    ) -> Result<Option<Cell>, Undecided> {
        let near = |pieces: &'_ [Piece<'c>], first: Option<RuleId>| -> Vec<usize> {
            let meets = |piece: &Piece<'c>| question.inside.iter().all(|region| region.meets(&piece.region));
            let mut near: Vec<usize> =
                pieces.iter().enumerate().filter(|(_, piece)| meets(piece)).map(|(index, _)| index).gather();
            order::sort_by(&mut near, |a, b| {
                let other = |index: &usize| pieces.get(*index).map(|piece| piece.rule) != first;
                other(a).cmp(&other(b))
            });
            near
        };
        let required = near(granting.required, Some(both.required.rule));
        let declared = near(granting.declared, both.declared.map(|piece| piece.rule));
        for a in required.iter().filter_map(|index| granting.required.get(*index)) {
            for b in declared.iter().filter_map(|index| granting.declared.get(*index)) {
                self.search.spend(1)?;
                if !a.region.meets(&b.region) {
                    continue;
                }
                let mut question = question.clone();
                question.inside.push(&a.region);
                question.inside.push(&b.region);
                question.outside.add_all(a.unless.iter().chain(&b.unless).copied());
                if let Some(found) = self.search.find(&question, pins)? {
                    return Ok(Some(found));
                }
            }
        }
        Ok(None)
    }

    /// Windows with what may change them: where all that helps the declared one is left out and all that helps the other one is
    /// taken, or else for every set of changes by itself.
    fn prove_window<'q>(
        &mut self,
        both: &Both<'q, 'c>,
        floor: &Side<'c>,
        own: &'q Piece<'c>,
        granting: &Granting<'_, 'c>,
        question: Question<'q>,
    ) -> Result<Option<Found>, Undecided> {
        let (Value::Window(declared), Value::Window(required)) = (own.value, both.required.value) else {
            return Ok(None);
        };
        let regions = self.search.regions;
        let near = |side: &Side<'c>, piece: &Piece<'c>| -> Vec<Adjuster<'c>> {
            let meets = |adjuster: &Adjuster<'c>| {
                let region = regions.get(adjuster.rule);
                adjuster.group <= piece.group
                    && region.is_some_and(|region| region.meets(&own.region) && region.meets(&both.required.region))
            };
            side.adjusters().into_iter().filter(meets).gather()
        };
        let (ours, theirs) = (near(&self.declared, own), near(floor, both.required));
        if !ours.is_empty() || !theirs.is_empty() {
            let mut worst = changed(declared, &ours);
            worst.changes.add = Changes::default().add;
            worst.changes.at_least_until = None;
            let mut best = changed(required, &theirs);
            best.changes.caps = Vec::new();
            if self.is_proved(both, &worst, &best)? {
                return Ok(None);
            }
        }
        if ours.len().saturating_add(theirs.len()) > MOST_ADJUSTERS {
            return Err(Undecided);
        }
        let all: Vec<(bool, &Adjuster<'c>)> =
            ours.iter().map(|one| (true, one)).chain(theirs.iter().map(|one| (false, one))).gather();
        let split = Split { both, declared, required, granting };
        self.split(&split, &all, &[], question)
    }

    fn split<'q>(
        &mut self,
        split: &Split<'_, 'q, 'c>,
        rest: &[(bool, &Adjuster<'c>)],
        held: &[(bool, &Adjuster<'c>)],
        question: Question<'q>,
    ) -> Result<Option<Found>, Undecided>
    where
        'c: 'q,
    {
        let Some(((ours, adjuster), rest)) = rest.split_first() else {
            let of = |side: bool| -> Vec<Adjuster<'c>> {
                held.iter().filter(|(own, _)| *own == side).map(|(_, one)| (*one).clone()).gather()
            };
            let windows = (changed(split.declared, &of(true)), changed(split.required, &of(false)), false);
            return self.judge(split.both, windows, split.granting, &question);
        };
        if self.search.find(&question, &Cell::default())?.is_none() {
            return Ok(None);
        }
        let regions = self.search.regions;
        let region = |rule: RuleId| regions.get(rule);
        let mut with = held.to_vec();
        with.push((*ours, adjuster));
        let mut holds = question.clone();
        holds.inside.add_all(region(adjuster.rule));
        let mut branches: Vec<(Vec<(bool, &Adjuster<'c>)>, Question<'q>)> = Vec::new();
        for silencer in &adjuster.silenced_by {
            let mut silenced = holds.clone();
            silenced.inside.add_all(region(*silencer));
            branches.push((held.to_vec(), silenced));
        }
        holds.outside.add_all(adjuster.silenced_by.iter().copied());
        branches.push((with, holds));
        let mut fails = question;
        fails.outside.push(adjuster.rule);
        branches.push((held.to_vec(), fails));
        let mut undecided = false;
        for (held, question) in branches {
            match self.split(split, rest, &held, question) {
                Ok(None) => {}
                Ok(found) => return Ok(found),
                Err(Undecided) => undecided = true,
            }
        }
        if undecided { Err(Undecided) } else { Ok(None) }
    }

    /// Compares two windows, or what is due, market by market.
    fn judge(
        &mut self,
        both: &Both<'_, 'c>,
        (declared, required, due): (Adjusted, Adjusted, bool),
        granting: &Granting<'_, 'c>,
        question: &Question<'_>,
    ) -> Result<Option<Found>, Undecided> {
        let (same, apart) = self.same_events(both);
        let mut undecided = false;
        for market in self.markets(both, &declared, &required) {
            let pair = self.pair(&declared, &required, due, &same, market.as_ref());
            if self.is_never_worse(&pair)? {
                continue;
            }
            let mut pins = Cell::default();
            if let (Some(id), Some(atoms)) = (self.market(), &market) {
                pins.narrow(id, atoms);
            }
            if self.granted(question, both, granting, &pins)?.is_none() {
                continue;
            }
            let mut narrower = question.clone();
            narrower.apart.add_all(&apart);
            match self.compare(&pair, both, granting, &narrower, &pins)? {
                Compared::Proved if apart.is_empty() => {}
                Compared::Proved | Compared::Undecided => undecided = true,
                Compared::Refuted(cell, witness) => {
                    let example = example::example(self.compiled, &cell, Some(&witness));
                    let shown = Shown::new(&witness, &pair, declared, required);
                    return Ok(Some(Found {
                        cell,
                        outcome: Outcome::Refuted,
                        example: Some(example),
                        shown: Some(shown),
                    }));
                }
            }
        }
        if undecided { Err(Undecided) } else { Ok(None) }
    }

    fn compare<'m>(
        &mut self,
        pair: &Pair<'m>,
        both: &Both<'_, 'c>,
        granting: &Granting<'_, 'c>,
        question: &Question<'_>,
        pins: &Cell,
    ) -> Result<Compared<Cell>, Undecided> {
        let prover = std::cell::RefCell::new(self);
        let mut spend = |steps: usize| prover.borrow_mut().search.spend(steps);
        let mut accept = |_: &Witness, days: &Cell| {
            let Some(pins) = days.meet(pins) else { return Ok(None) };
            prover.borrow_mut().granted(question, both, granting, &pins)
        };
        pair.compare(&mut spend, &mut accept)
    }

    /// Says whether one window is never worse than the other, for every market in question.
    fn is_proved(&mut self, both: &Both<'_, 'c>, declared: &Adjusted, required: &Adjusted) -> Result<bool, Undecided> {
        let (same, _) = self.same_events(both);
        for market in self.markets(both, declared, required) {
            let pair = self.pair(declared, required, false, &same, market.as_ref());
            if !self.is_never_worse(&pair)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Says whether what is declared is never worse on any days; each question is worked out once.
    fn is_never_worse(&mut self, pair: &Pair<'_>) -> Result<bool, Undecided> {
        let names = self.names_of(&pair.declared, &pair.required, pair.clock.market);
        let names = position(&mut self.names, names);
        let declared = position(&mut self.windows, pair.declared.clone());
        let required = position(&mut self.windows, pair.required.clone());
        let key = (declared, required, names, pair.due, pair.same.clone());
        if let Some(known) = self.proved.get(&key) {
            return Ok(*known);
        }
        let compared = pair.compare(&mut |steps| self.search.spend(steps), &mut |_, _| Ok(Some(())))?;
        let proved = matches!(compared, Compared::Proved);
        self.proved.insert(key, proved);
        Ok(proved)
    }

    fn names_of(&self, declared: &Adjusted, required: &Adjusted, market: Option<&AtomSet>) -> Names<'c> {
        let periods = [declared, required].into_iter().flat_map(|window| window.window.span.periods());
        let name = |names: crate::by_market::NamesId| {
            let serving = self.compiled.names.get(names)?.serving(market);
            if let [name] = serving.as_slice() { *name } else { None }
        };
        let alike = |name: Option<&'c str>| name.map(|name| self.alike.get(name).copied().unwrap_or(name));
        periods.map(|period| (alike(name(period.zone)), name(period.calendar))).gather()
    }

    fn pair<'m>(
        &self,
        declared: &Adjusted,
        required: &Adjusted,
        due: bool,
        same: &[(FactId, FactId)],
        market: Option<&'m AtomSet>,
    ) -> Pair<'m>
    where
        'c: 'm,
    {
        let clock = Clock { compiled: self.compiled, market, alike: self.alike };
        let (declared, required) = (declared.clone(), required.clone());
        Pair { clock, declared, required, due, same: same.to_vec() }.standardised()
    }

    fn market(&self) -> Option<usize> {
        self.compiled.dimensions.position(fact::position("market"), None)
    }

    /// The markets in question, those together in which the windows run by the same zones and calendars.
    fn markets(&self, both: &Both<'_, 'c>, declared: &Adjusted, required: &Adjusted) -> Vec<Option<AtomSet>> {
        let Some((id, dimension)) = self.market().and_then(|id| Some((id, self.compiled.dimensions.get(id)?))) else {
            return vec![None];
        };
        let all = AtomSet::all(dimension.count());
        let own = both.declared.map_or_else(Region::everything, |piece| piece.region.clone());
        let mut atoms = AtomSet::none(dimension.count());
        for cell in own.meet(&both.required.region).0 {
            atoms = atoms.or(cell.0.get(&id).unwrap_or(&all));
        }
        let mut groups: Vec<(Names<'c>, AtomSet)> = Vec::new();
        for atom in atoms.iter() {
            let one = AtomSet::one(dimension.count(), atom);
            let names = self.names_of(declared, required, Some(&one));
            match groups.iter_mut().find(|(other, _)| *other == names) {
                Some((_, group)) => group.insert(atom),
                None => groups.push((names, one)),
            }
        }
        groups.into_iter().map(|(_, group)| Some(group)).gather()
    }

    /// The events that happen together wherever both pieces hold, and where others may that documents vouch for.
    fn same_events(&self, both: &Both<'_, 'c>) -> (Vec<(FactId, FactId)>, Vec<Region>) {
        let own = both.declared.map_or_else(Region::everything, |piece| piece.region.clone());
        let region = own.meet(&both.required.region);
        let (mut same, mut apart) = (Vec::new(), Vec::new());
        for (position, document) in self.compiled.documents.iter().enumerate() {
            let events = vouched::same_events(document);
            if events.is_empty() {
                continue;
            }
            let Some(scope) = self.scopes.get(position) else { continue };
            if region.is_within(scope, &mut 20_000) {
                same.add_all(events);
            } else if region.meets(scope) {
                apart.push(scope.clone());
            }
        }
        order::sort_once(&mut same);
        (same, apart)
    }

    fn report(&mut self, both: &Both<'_, 'c>, found: Result<Option<Found>, Undecided>) {
        let found = match found {
            Ok(None) => return,
            Ok(Some(found)) => Some(found),
            Err(Undecided) => None,
        };
        let rule = both.declared.map(|piece| piece.rule);
        let values = (both.declared.map(|piece| piece.value), both.required.value);
        self.findings.push(finding(self.compiled, both.term, both.required.rule, rule, values, found));
    }
}

/// What stays the same while windows are split by what changes them.
struct Split<'s, 'q, 'c> {
    both: &'s Both<'q, 'c>,
    declared: &'s Window,
    required: &'s Window,
    granting: &'s Granting<'s, 'c>,
}

fn changed(window: &Window, adjusters: &[Adjuster<'_>]) -> Adjusted {
    Adjusted::new(window, &adjusters.iter().map(|adjuster| adjuster.adjustment).gather())
}

fn question<'p>(required: &'p Piece<'_>, declared: Option<&'p Piece<'_>>) -> Question<'p> {
    let pieces = [Some(required), declared];
    let mut question = Question::default();
    for piece in pieces.into_iter().flatten() {
        question.inside.push(&piece.region);
        question.outside.add_all(piece.unless.iter().copied());
    }
    question
}

fn bare(cell: Option<Cell>) -> Option<Found> {
    cell.map(Found::on)
}

/// The position of an item, which is added if it is new.
fn position<T: PartialEq>(items: &mut Vec<T>, item: T) -> usize {
    items.iter().position(|other| *other == item).unwrap_or_else(|| {
        items.push(item);
        items.len().saturating_sub(1)
    })
}

/// The order of findings.
fn key(finding: &Finding) -> (Outcome, &str, &str, &str, &str, &str) {
    let rule = finding.rule.as_ref().map(|place| (place.document.as_str(), place.rule.as_str())).unwrap_or_default();
    let floor = &finding.floor.place;
    (finding.outcome, &floor.document, &floor.rule, rule.0, rule.1, finding.term)
}
