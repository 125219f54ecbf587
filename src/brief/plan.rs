//! What is worked out once for documents, so that a call is decided without looking names up.

use crate::atom::AtomSet;
use crate::brief::call::Fields;
use crate::brief::known::{self, Atom, Known, Places};
use crate::brief::rows::Rows;
use crate::compile::Compiled;
use crate::day::{self, Moment};
use crate::dimension::DimensionId;
use crate::fact::{self, FactId, Kind};
use crate::gather::{AddAll, Gather};
use crate::policy::{GivenValue, Layer, Scalar};
use crate::term::{Grant, Term, Value};

/// What is worked out once.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    /// Which fields calls have.
    pub(super) fields: Fields,
    /// The boxes of all rules.
    pub(super) rows: Rows,
    /// Where the texts of each dimension lie.
    pub(super) places: Vec<Places>,
    /// The dimensions of each fact: from the first to before the second.
    of_fact: Vec<(DimensionId, DimensionId)>,
    /// The dimensions of the reason and the remedy, and of the component where rules name any.
    pub(super) asked: (DimensionId, DimensionId, Option<DimensionId>),
    /// The other dimensions that rules ask about: those that are the same for all lines of an order, and those that may not be.
    pub(super) same: Vec<DimensionId>,
    pub(super) own: Vec<DimensionId>,
    /// Every reason that is answered where none is asked for, with its atom.
    pub(super) reasons: Vec<(String, Atom)>,
    /// Every remedy.
    pub(super) remedies: Vec<&'static str>,
    /// Every component, by its atom.
    pub(super) components: Vec<String>,
    /// What is asked about each reason and remedy: by the remedy, then by the reason's atom.
    asks: Vec<Vec<Ask>>,
    /// The remedies that some rule grants for a reason, by its atom.
    granted: Vec<Vec<usize>>,
    /// The groups that make one offer together.
    pub(super) sources: Vec<Vec<usize>>,
    /// What each document vouches for, by dimension, of those that vouch for something.
    pub(super) given: Vec<(usize, Vec<(DimensionId, Vouched)>)>,
}

/// What a document says a fact is.
#[derive(Debug, Clone)]
pub(super) enum Vouched {
    /// Known to be none.
    None,
    /// A text.
    Word(String),
    /// A number.
    Number(i64),
    /// A day.
    Moment(Moment),
    /// Whether a tag is there.
    Tag(bool),
    /// The same as another event.
    Same(DimensionId),
}

/// What some rule says of a reason and a remedy.
#[derive(Debug, Clone)]
pub(super) struct Ask {
    /// Whether one grants it.
    is_granted: bool,
    /// The components that one tells from others.
    components: AtomSet,
}

impl Ask {
    /// The components that rules tell from others, and, where they do, everything else.
    pub(super) fn components(&self, others: usize) -> impl Iterator<Item = Atom> {
        let named = self.components.iter();
        let rest = (!self.components.is_empty()).then_some(others);
        named.chain(rest).filter_map(|atom| Atom::try_from(atom).ok())
    }
}

/// What a rule sets, and in which group it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Sets {
    /// The position of the group.
    pub(super) group: usize,
    /// The terms, as bits.
    terms: u32,
}

impl Sets {
    /// Says whether it sets a term, whatever its group is.
    pub(super) const fn has_any(self, term: Term) -> bool {
        self.terms & bit(term) != 0
    }

    /// The terms that either sets.
    pub(super) const fn or(self, other: Self) -> Self {
        Self { terms: self.terms | other.terms, ..self }
    }

    /// Says whether it sets a term in this group.
    pub(super) const fn has(self, group: usize, term: Term) -> bool {
        self.group == group && self.terms & bit(term) != 0
    }
}

const fn bit(term: Term) -> u32 {
    1 << term as u32
}

impl Vouched {
    /// What is known then; nothing of what another event tells.
    pub(super) fn known(&self) -> Known<'_> {
        match self {
            Self::None => Known::None,
            Self::Word(word) => Known::Word(word),
            Self::Number(number) => Known::Number(*number),
            Self::Moment(moment) => Known::Moment(*moment),
            Self::Tag(present) => Known::Tag(*present),
            Self::Same(_) => Known::Unknown,
        }
    }
}

/// Documents for which noting what rules are about takes more steps are decided without a plan.
const MOST_STEPS: usize = 1 << 27;

impl Plan {
    /// Works it out; `None` for documents whose answers take more than a look at each rule.
    pub(crate) fn new(compiled: &Compiled) -> Option<Self> {
        let dimensions = &compiled.dimensions;
        // Where an instant lies to a window hangs on other facts, and changes what holds.
        if dimensions.iter().any(|(_, dimension)| dimension.fact == fact::DURING) {
            return None;
        }
        let (reason, remedy) = (dimensions.position(fact::REASON, None)?, dimensions.position(fact::REMEDY, None)?);
        let component = dimensions.position(fact::COMPONENT, None);
        let names = |id: Option<DimensionId>| id.and_then(|id| dimensions.get(id)).map(|found| found.words());
        let places = dimensions.iter().map(|(id, dimension)| Places::new(compiled, id, dimension)).gather();
        let mut plan = Self {
            fields: Fields::new(),
            rows: Rows::new(compiled, &sets(compiled), &places)?,
            places,
            of_fact: vec![(0, 0); fact::FACTS.len()],
            asked: (reason, remedy, component),
            same: Vec::new(),
            own: Vec::new(),
            reasons: Vec::new(),
            remedies: crate::evaluate::all_remedies(),
            components: names(component).unwrap_or_default().to_vec(),
            asks: Vec::new(),
            granted: Vec::new(),
            sources: sources(compiled),
            given: given(compiled),
        };
        for (id, dimension) in dimensions.iter() {
            if let Some((from, below)) = plan.of_fact.get_mut(dimension.fact) {
                if *below == 0 {
                    *from = id;
                }
                *below = id.wrapping_add(1);
            }
        }
        for name in names(Some(reason)).unwrap_or_default() {
            let atom = plan.places.get(reason).and_then(|places| places.find(name))?;
            plan.reasons.push((name.clone(), atom));
        }
        plan.part(compiled);
        plan.ask(compiled)?;
        Some(plan)
    }

    /// Parts the dimensions that rules ask about by whether lines of an order may differ in them.
    fn part(&mut self, compiled: &Compiled) {
        let (reason, remedy, component) = self.asked;
        for id in self.rows.told() {
            let Some(dimension) = compiled.dimensions.get(*id) else { continue };
            let definition = fact::definition(dimension.fact);
            // On which day an instant falls, and what documents vouch for, is known after what lines state.
            let differs = definition.levels & (fact::LINE | fact::REQUEST_LINE) != 0
                || definition.kind == Kind::Day
                || self.given.iter().any(|(_, given)| given.iter().any(|(other, _)| other == id));
            if *id != reason && *id != remedy && Some(*id) != component {
                if differs { self.own.push(*id) } else { self.same.push(*id) }
            }
        }
    }

    /// The dimensions of a fact: from the first to before the second.
    #[inline]
    pub(super) fn dimensions_of(&self, fact: FactId) -> (DimensionId, DimensionId) {
        self.of_fact.get(fact).copied().unwrap_or_default()
    }

    /// The dimension of a fact without names, where rules or windows ask about it.
    #[inline]
    pub(super) fn dimension_of(&self, fact: FactId) -> Option<DimensionId> {
        let (from, below) = self.dimensions_of(fact);
        (below > from).then_some(from)
    }

    /// The atom of a dimension in which lies what is known of it.
    #[inline]
    pub(super) fn atom(&self, compiled: &Compiled, id: DimensionId, known: Known<'_>) -> Option<Atom> {
        known::atom(compiled.dimensions.get(id)?, self.places.get(id)?, known)
    }

    /// What is asked about a reason, by its atom, and a remedy, by its position.
    pub(super) fn asks(&self, reason: Atom, remedy: usize) -> Option<&Ask> {
        self.asks.get(remedy)?.get(usize::try_from(reason).ok()?)
    }

    /// The remedies that some rule grants for a reason, by their positions.
    #[inline]
    pub(super) fn granted(&self, reason: Atom) -> &[usize] {
        usize::try_from(reason).ok().and_then(|reason| self.granted.get(reason)).map(Vec::as_slice).unwrap_or_default()
    }

    /// Notes of each rule which reasons and remedies it is about; `None` where that takes too many steps.
    fn ask(&mut self, compiled: &Compiled) -> Option<()> {
        let (reason, remedy, component) = self.asked;
        let count = |id| compiled.dimensions.get(id).map_or(0, |dimension| dimension.count());
        let others = self.components.len();
        let cells = compiled.rules.iter().map(|rule| rule.region.0.len()).fold(0, usize::saturating_add);
        let steps = cells.checked_mul(count(reason))?.checked_mul(count(remedy))?;
        steps.checked_mul(others.div_ceil(64).wrapping_add(1)).filter(|steps| *steps <= MOST_STEPS)?;
        let ask = Ask { is_granted: false, components: AtomSet::none(others) };
        self.asks = vec![vec![ask; count(reason)]; count(remedy)];
        for (id, rule) in compiled.rules.iter().enumerate() {
            let value = compiled.rule(id).and_then(|(_, rule)| rule.terms.get(&Term::Granted));
            let grants = matches!(value, Some(Value::Granted(Grant::Yes | Grant::Review)));
            for cell in &rule.region.0 {
                let has = |id, atom| cell.0.get(&id).is_none_or(|atoms| atoms.contains(atom));
                let named = component.and_then(|id| cell.0.get(&id));
                for (_, asks) in self.asks.iter_mut().enumerate().filter(|(atom, _)| has(remedy, *atom)) {
                    for (_, ask) in asks.iter_mut().enumerate().filter(|(atom, _)| has(reason, *atom)) {
                        ask.is_granted |= grants;
                        if let Some(named) = named {
                            ask.components.insert_all(named);
                        }
                    }
                }
            }
        }
        self.granted = vec![Vec::new(); count(reason)];
        for (remedy, asks) in self.asks.iter().enumerate() {
            for (granted, ask) in self.granted.iter_mut().zip(asks) {
                granted.add(ask.is_granted.then_some(remedy));
            }
        }
        Some(())
    }
}

/// The groups that make one offer together, by their positions: what is not a floor, and each floor by itself.
fn sources(compiled: &Compiled) -> Vec<Vec<usize>> {
    let mut sources = vec![Vec::new()];
    for (place, group) in compiled.groups.iter().enumerate() {
        match sources.first_mut() {
            Some(first) if group.layer != Layer::Floor => first.push(place),
            _ => sources.push(vec![place]),
        }
    }
    sources
}

fn given(compiled: &Compiled) -> Vec<(usize, Vec<(DimensionId, Vouched)>)> {
    let mut given = Vec::new();
    for (position, document) in compiled.documents.iter().enumerate() {
        let mut vouched = Vec::new();
        for (id, dimension) in compiled.dimensions.iter() {
            let of_dimension = document.given.iter().find(|given| {
                given.fact == dimension.fact
                    && (given.name == dimension.name || matches!(given.value, GivenValue::Tags(_)))
            });
            let value = of_dimension.and_then(|given| match &given.value {
                GivenValue::Is(Scalar::None) => Some(Vouched::None),
                GivenValue::Is(Scalar::Word(word)) => Some(Vouched::Word(word.clone())),
                GivenValue::Is(Scalar::Number(number)) if fact::definition(given.fact).kind == Kind::Day => {
                    day::day_with_number(*number).map(|day| Vouched::Moment(Moment::Day(day)))
                }
                GivenValue::Is(Scalar::Number(number)) => Some(Vouched::Number(*number)),
                GivenValue::Tags(tags) => dimension.name.as_ref().map(|name| Vouched::Tag(tags.contains(name))),
                GivenValue::Anchor(other) => compiled.dimensions.position(*other, None).map(Vouched::Same),
            });
            vouched.add(value.map(|value| (id, value)));
        }
        if !vouched.is_empty() {
            given.push((position, vouched));
        }
    }
    given
}

/// What each rule sets.
fn sets(compiled: &Compiled) -> Vec<Sets> {
    let mut groups = vec![0; compiled.rules.len()];
    for (place, group) in compiled.groups.iter().enumerate() {
        for rule in &group.rules {
            if let Some(of_rule) = groups.get_mut(*rule) {
                *of_rule = place;
            }
        }
    }
    let mut all = Vec::new();
    for (id, group) in groups.into_iter().enumerate() {
        let mut terms = 0;
        if let Some((_, rule)) = compiled.rule(id) {
            for term in rule.terms.keys() {
                terms |= bit(*term);
            }
        }
        all.push(Sets { group, terms });
    }
    all
}
