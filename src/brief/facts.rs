//! What is known of an order and of its lines: as `facts` has it.

use crate::brief::call::{Asked, Call, Line};
use crate::brief::known::{self, Atom, Known};
use crate::brief::plan::{Plan, Vouched};
use crate::brief::said::Said;
use crate::brief::subject::{self, Market};
use crate::compile::Compiled;
use crate::condition::Truth;
use crate::day::Moment;
use crate::derived;
use crate::dimension::DimensionId;
use crate::fact::{self, FactId};
use crate::policy::Act;

/// What is known of a dimension, and in which atom that lies.
pub(super) type Of<'t> = (Known<'t>, Option<Atom>);

/// Tells what is known of orders and lines.
#[derive(Clone, Copy)]
pub(super) struct Facts<'r, 't> {
    pub(super) compiled: &'t Compiled,
    pub(super) plan: &'t Plan,
    pub(super) call: &'r Call<'t>,
}

impl<'t> Facts<'_, 't> {
    /// What is known of every line.
    pub(super) fn order(&self, of: &mut Vec<Of<'t>>) {
        of.clear();
        of.resize(self.plan.places.len(), (Known::Unknown, None));
        for (id, (reading, _)) in &self.compiled.settings {
            self.set(of, *id, Known::Word(reading));
        }
        self.state(of, &self.call.request);
        self.state(of, &self.call.order);
        for (fact, act) in ACTS {
            let happened = self.call.acts.get(&act).map(|instant| Moment::Instant(*instant));
            self.tell(of, fact, happened.map_or(Known::None, Known::Moment));
        }
        if derived::DELIVERIES.iter().any(|fact| self.plan.dimensions_of(*fact).1 > 0) {
            self.deliveries(of);
        }
    }

    /// The first and last delivery of the order.
    fn deliveries(&self, of: &mut [Of<'t>]) {
        let delivered = |stated: &[Said<'t>]| match value(stated, DELIVERY)? {
            Known::Moment(moment) => Some(Some(moment)),
            _ => Some(None),
        };
        let mut units = Vec::new();
        for line in &self.call.lines {
            units.push(delivered(self.call.of_line(line)).or_else(|| delivered(&self.call.order)));
        }
        let market = match value(&self.call.order, fact::MARKET) {
            Some(Known::Word(market)) => Some(market),
            _ => None,
        };
        let zone = derived::zone_of(self.compiled, market);
        for (fact, happened) in derived::DELIVERIES.into_iter().zip(derived::first_and_last(&units, zone)) {
            if let Some(moment) = happened {
                self.tell(of, fact, moment.map_or(Known::None, Known::Moment));
            }
        }
    }

    /// What is known of one line; nothing where what documents vouch for hangs on more.
    pub(super) fn line(
        &self,
        order: &[Of<'t>],
        line: &Line<'t>,
        asked: Option<&Asked<'t>>,
        of: &mut Vec<Of<'t>>,
    ) -> Option<()> {
        of.clear();
        of.extend_from_slice(order);
        if let Some(asked) = asked {
            self.state(of, self.call.of_asked(asked));
        }
        self.state(of, self.call.of_line(line));
        self.vouched(of)?;
        self.place_instants(of);
        // What is stated but lies nowhere, such as in a group of no markets, is not unknown.
        let is_somewhere = |(known, atom): &Of<'t>| {
            atom.is_some() || matches!(known, Known::Unknown | Known::Moment(Moment::Instant(_)))
        };
        of.iter().all(is_somewhere).then_some(())
    }

    /// Takes in what an object says.
    #[inline]
    fn state(&self, of: &mut [Of<'t>], all: &[Said<'t>]) {
        for said in all {
            if let Some(slot) = said.dimension.and_then(|id| of.get_mut(id)) {
                *slot = (said.known, said.atom);
            }
        }
    }

    /// Takes in what is known of a fact without names.
    fn tell(&self, of: &mut [Of<'t>], fact: FactId, known: Known<'t>) {
        if let Some(id) = self.plan.dimension_of(fact) {
            self.set(of, id, known);
        }
    }

    fn set(&self, of: &mut [Of<'t>], id: DimensionId, known: Known<'t>) {
        if let Some(slot) = of.get_mut(id) {
            *slot = (known, self.plan.atom(self.compiled, id, known));
        }
    }

    /// Fills in what documents vouch for where they apply, as `facts` does.
    fn vouched(&self, of: &mut Vec<Of<'t>>) -> Option<()> {
        if self.plan.given.is_empty() {
            return Some(());
        }
        let count = |of: &[Of<'t>]| of.iter().filter(|(known, _)| *known != Known::Unknown).count();
        loop {
            let (before, mut is_open) = (count(of), false);
            for (document, given) in &self.plan.given {
                let mut own = of.clone();
                for (id, vouched) in given {
                    if own.get(*id).is_some_and(|(known, _)| *known == Known::Unknown) {
                        let known = match vouched {
                            Vouched::Same(other) => own.get(*other).map_or(Known::Unknown, |(known, _)| *known),
                            known => known.known(),
                        };
                        self.set(&mut own, *id, known);
                    }
                }
                if count(&own) == count(of) {
                    // Whether it applies makes no difference.
                    continue;
                }
                self.place_instants(&mut own);
                match self.truth(*document, &own) {
                    Truth::True => *of = own,
                    Truth::Unknown => is_open = true,
                    Truth::False => {}
                }
            }
            if count(of) == before {
                return (!is_open).then_some(());
            }
        }
    }

    /// Whether a document applies.
    fn truth(&self, document: usize, of: &[Of<'t>]) -> Truth {
        let Some(scope) = self.compiled.scopes.get(document) else { return Truth::Unknown };
        let mut applies = Truth::False;
        for cell in &scope.0 {
            let mut truth = Truth::True;
            for (id, atoms) in &cell.0 {
                let atom = of.get(*id).and_then(|(_, atom)| *atom);
                let places = self.plan.places.get(*id);
                truth = truth.max(places.map_or(Truth::Unknown, |places| places.truth(atom, atoms)));
            }
            applies = applies.min(truth);
        }
        applies
    }

    /// The markets in which the buyer may be.
    pub(super) fn market(&self, of: &[Of<'t>]) -> Option<Market<'t>> {
        let id = self.plan.dimension_of(fact::MARKET)?;
        let atom = of.get(id)?.1?;
        Some(Market { atom, places: self.plan.places.get(id)? })
    }

    /// Works out on which days instants fall, where that matters.
    fn place_instants(&self, of: &mut [Of<'t>]) {
        let market = self.market(of);
        for (id, (known, atom)) in of.iter_mut().enumerate() {
            if let (Known::Moment(Moment::Instant(instant)), Some(dimension)) =
                (*known, self.compiled.dimensions.get(id))
            {
                let zones = self.compiled.documents.iter().map(|one| subject::zone(self.compiled, market, one.zone));
                *atom = known::of_instant(dimension, instant, zones);
            }
        }
    }

    /// Units that have not come back yet, where the quantity is stated.
    pub(super) fn left(&self, line: &Line<'t>) -> Option<i64> {
        let quantity = value(self.call.of_line(line), QUANTITY)?.number()?;
        Some(quantity.saturating_sub(line.returned).max(0))
    }
}

const QUANTITY: FactId = fact::position("quantity");
const DELIVERY: FactId = fact::position("delivery");

/// The events that follow from acts of a request.
const ACTS: [(FactId, Act); 4] = [
    (fact::position("notice"), Act::Notify),
    (fact::position("noticeReceived"), Act::NoticeReceived),
    (fact::position("returnDispatch"), Act::Dispatch),
    (fact::position("goodsBack"), Act::Arrive),
];

/// What an object states of a fact.
pub(super) fn value<'t>(stated: &[Said<'t>], fact: FactId) -> Option<Known<'t>> {
    stated.iter().find(|said| said.fact == fact).map(|said| said.known)
}
