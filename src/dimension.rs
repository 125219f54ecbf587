//! The dimensions that loaded documents can tell apart, each cut into atoms.
//!
//! Two values that no document tells apart fall into one atom, so every condition is a set of atoms, every rule a
//! union of boxes, and questions about all orders are questions about finitely many.

use crate::atom::AtomSet;
use crate::by_market::ByMarket;
use crate::fact::{self, FactId, Kind};
use crate::gather::{AddAll, Gather};
use crate::history;
use crate::map::Map;
use crate::order;
use crate::policy::{Constraint, GivenValue, PolicyDocument, Scalar, Set, Span, Window};
use crate::recall::Recall;
use crate::term::{Deduction, Value};

/// How many reasons a reason may lie below.
pub(crate) const MOST_ABOVE: usize = 16;

/// The position of a dimension in [`Dimensions`].
pub(crate) type DimensionId = usize;

/// Every dimension of the loaded documents, in the order of the fact table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Dimensions {
    /// Ascending by fact and name.
    list: Vec<Dimension>,
    /// Groups of markets, from all documents.
    pub(crate) groups: Map<String, Vec<String>>,
    /// Reasons with their parents, standard ones included.
    pub(crate) reasons: Map<String, Option<String>>,
}

/// What a dimension is about: a fact, and for names and tags which one.
pub(crate) type Key = (FactId, Option<String>);

/// What documents name: dimensions, each with a value or by itself.
type Named = Vec<(Key, Option<Scalar>)>;

/// One dimension.
#[derive(Debug, Clone)]
pub(crate) struct Dimension {
    /// The fact.
    pub(crate) fact: FactId,
    /// The name or tag.
    pub(crate) name: Option<String>,
    atoms: Atoms,
}

/// How a dimension is cut.
#[derive(Debug, Clone)]
enum Atoms {
    /// Each of these texts, then all other texts unless the fact is closed, then null where it may be.
    Words { values: Vec<String>, other: bool, null: bool },
    /// Below the first bound, from each bound to the next, from the last on; then null where it may be.
    Numbers { bounds: Vec<i64>, null: bool },
    /// Each of these nodes without the nodes below it, then everything elsewhere, then null where it may be.
    Nodes { nodes: Vec<String>, null: bool },
    /// Absent, present.
    Tag,
}

impl Dimensions {
    /// Collects the dimensions that the documents name.
    pub(crate) fn collect(documents: &[PolicyDocument], names: &[ByMarket]) -> Self {
        let (mut dimensions, mut named) = Self::named(documents, names);
        dimensions.list = cut(&mut named);
        dimensions
    }

    /// Collects the dimensions of two sets of documents so that the atoms of both are the same; groups and reasons stay
    /// those of each. Reasons that the two place differently are told apart though no rule may name them.
    #[cfg(feature = "check")]
    pub(crate) fn collect_both(old: &[PolicyDocument], new: &[PolicyDocument], names: &[ByMarket]) -> (Self, Self) {
        let (mut old, mut named) = Self::named(old, names);
        let (mut new, more) = Self::named(new, names);
        named.add_all(more);
        let reason: Key = (fact::REASON, None);
        if named.iter().any(|(key, _)| *key == reason) {
            let all = old.reasons.keys().chain(new.reasons.keys());
            let moved = all.filter(|reason| old.reason_path(reason) != new.reason_path(reason));
            let moved: Vec<Scalar> = moved.cloned().map(Scalar::Word).gather();
            named.add_all(moved.into_iter().map(|value| (reason.clone(), Some(value))));
        }
        old.list = cut(&mut named);
        new.list.clone_from(&old.list);
        (old, new)
    }

    /// Groups and reasons, and what is to be told apart.
    fn named(documents: &[PolicyDocument], names: &[ByMarket]) -> (Self, Named) {
        let mut dimensions = Self::default();
        for (reason, parent) in fact::REASONS {
            dimensions.reasons.insert((*reason).into(), parent.map(str::to_owned));
        }
        let mut named: Named = Vec::new();
        let mut recall = Recall::default();
        let mut groups: Map<String, Vec<String>> = Map::new();
        for document in documents {
            for (group, members) in &document.groups {
                groups.insert(group.clone(), members.clone());
            }
            for (reason, parent) in &document.reasons {
                dimensions.reasons.insert(reason.clone(), Some(parent.clone()));
            }
            collect_document(document, &mut recall, &mut named);
        }
        for (group, _) in &groups {
            dimensions.groups.insert(group.clone(), members(group, &groups));
        }
        let market: Key = (fact::MARKET, None);
        for by_market in names {
            if let ByMarket::Map(map) = by_market {
                for (name, _) in map {
                    named.push((market.clone(), Some(Scalar::Word(name.clone()))));
                }
            }
        }
        if named.iter().any(|(key, _)| *key == market) {
            for (_, members) in &dimensions.groups {
                for member in members {
                    named.push((market.clone(), Some(Scalar::Word(member.clone()))));
                }
            }
        }
        let is_group = |value: &Scalar| matches!(value, Scalar::Word(name) if dimensions.groups.contains_key(name));
        named.retain(|(key, value)| *key != market || !value.as_ref().is_some_and(is_group));
        // When the last repair began and ended follows from the repairs, and counters from what they count.
        let of_repairs = [fact::REPAIR_RETURNED, fact::REPAIR_BEGUN];
        let counter = fact::COUNTER;
        let mut histories = Vec::new();
        for ((fact, name), _) in &named {
            if of_repairs.contains(fact) {
                histories.push(fact::REPAIRS);
            } else if *fact == counter {
                histories.add(name.as_deref().and_then(|name| history::named(documents, name)).map(|found| found.of));
            }
        }
        for history in histories {
            named.push(((history, None), None));
        }
        (dimensions, named)
    }

    /// Every dimension with its position.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (DimensionId, &Dimension)> {
        self.list.iter().enumerate()
    }

    /// The dimension at a position.
    pub(crate) fn get(&self, id: DimensionId) -> Option<&Dimension> {
        self.list.get(id)
    }

    /// The position of a fact's dimension, if any document names it.
    pub(crate) fn position(&self, fact: FactId, name: Option<&str>) -> Option<DimensionId> {
        self.list.binary_search_by(|found| (found.fact, found.name.as_deref()).cmp(&(fact, name))).ok()
    }

    /// The atoms of one constraint, with the dimension they are of.
    pub(crate) fn atoms(&self, constraint: &Constraint) -> Option<(DimensionId, AtomSet)> {
        let id = self.position(constraint.fact, constraint.name.as_deref())?;
        let dimension = self.get(id)?;
        let mut set = AtomSet::none(dimension.count());
        match &constraint.set {
            Set::Values(values) => {
                for value in values {
                    set = set.or(&self.holds(dimension, value));
                }
            }
            Set::Range(from, below) => set = dimension.range(*from, *below),
        }
        Some((id, if constraint.negated { set.complement() } else { set }))
    }

    /// The atoms that a value of a condition holds: for a node, everything below it.
    fn holds(&self, dimension: &Dimension, value: &Scalar) -> AtomSet {
        let mut set = AtomSet::none(dimension.count());
        match (&dimension.atoms, value) {
            (_, Scalar::None) => set.extend(dimension.null()),
            (Atoms::Nodes { nodes, .. }, Scalar::Word(value)) => {
                for (atom, node) in nodes.iter().enumerate() {
                    if self.is_below(dimension.fact, node, value) {
                        set.insert(atom);
                    }
                }
            }
            (Atoms::Words { values, other, .. }, Scalar::Word(value)) => set.extend(find(values, *other, value)),
            (Atoms::Numbers { .. }, Scalar::Number(number)) => {
                set = dimension.range(Some(*number), Some(number.saturating_add(1)));
            }
            _ => {}
        }
        set
    }

    /// The atoms at and below a node.
    pub(crate) fn below(&self, dimension: &Dimension, node: &str) -> AtomSet {
        self.holds(dimension, &Scalar::Word(node.into()))
    }

    /// Says whether `node` is `above` or lies below it.
    pub(crate) fn is_below(&self, fact: FactId, node: &str, above: &str) -> bool {
        match fact::definition(fact).kind {
            Kind::Market => {
                let within = |above: &str| node == above || is_prefix(above, node, '-');
                within(above)
                    || self.groups.get(above).is_some_and(|members| members.iter().any(|member| within(member)))
            }
            Kind::Reason => self.reason_path(node).contains(&above),
            _ => node == above || is_prefix(above, node, '/'),
        }
    }

    /// A reason and those above it, nearest first.
    pub(crate) fn reason_path<'s>(&'s self, reason: &'s str) -> Vec<&'s str> {
        let mut path = vec![reason];
        let mut next = self.reasons.get(reason).and_then(Option::as_deref);
        // A circle of parents is a problem of its own; here it only must not hang.
        while let Some(parent) = next.filter(|_| path.len() <= MOST_ABOVE) {
            path.push(parent);
            next = self.reasons.get(parent).and_then(Option::as_deref);
        }
        path
    }

    /// The atoms in which a stated text may lie: one, or several where a market is only roughly stated.
    pub(crate) fn locate(&self, id: DimensionId, text: &str) -> AtomSet {
        let Some(dimension) = self.get(id) else { return AtomSet::none(0) };
        let count = dimension.count();
        match &dimension.atoms {
            Atoms::Words { values, other, .. } => match find(values, *other, text) {
                Some(atom) => AtomSet::one(count, atom),
                None if *other => AtomSet::one(count, values.len()),
                None => AtomSet::none(count),
            },
            Atoms::Nodes { nodes, .. } => self.locate_node(dimension, nodes, text),
            Atoms::Numbers { .. } | Atoms::Tag => AtomSet::none(count),
        }
    }

    fn locate_node(&self, dimension: &Dimension, nodes: &[String], text: &str) -> AtomSet {
        let is_market = fact::definition(dimension.fact).kind == Kind::Market;
        // A group, or a country whose parts are told apart: the buyer is in one of them, which is not said.
        let mut set = if is_market {
            self.holds(dimension, &Scalar::Word(text.into()))
        } else {
            AtomSet::none(dimension.count())
        };
        if !self.groups.contains_key(text) || !is_market {
            let (mut nearest, mut deepest) = (nodes.len(), 0);
            for (atom, node) in nodes.iter().enumerate().filter(|(_, node)| self.is_below(dimension.fact, text, node)) {
                let depth = match fact::definition(dimension.fact).kind {
                    Kind::Reason => self.reason_path(node).len(),
                    _ => node.len(),
                };
                if depth >= deepest {
                    (nearest, deepest) = (atom, depth);
                }
            }
            set.insert(nearest);
        }
        set
    }

    /// The nodes of a set that lie below nodes outside it: a condition that leaves those out must name these by themselves.
    pub(crate) fn exceptions(&self, id: DimensionId, set: &AtomSet) -> Vec<Scalar> {
        let Some(dimension) = self.get(id) else { return Vec::new() };
        let lies_below = |node: &str, above: &str| self.is_below(dimension.fact, node, above);
        let mut exceptions = Vec::new();
        for (atom, node) in dimension.nodes().iter().enumerate() {
            let mut others = dimension.nodes().iter().enumerate();
            if set.contains(atom) && others.any(|(other, above)| !set.contains(other) && lies_below(node, above)) {
                exceptions.push(Scalar::Word(node.clone()));
            }
        }
        exceptions
    }

    /// Writes atoms as a condition in the language of `when`: the values, or all but those left out.
    pub(crate) fn describe(&self, id: DimensionId, set: &AtomSet) -> Option<Description> {
        let dimension = self.get(id)?;
        Some(dimension.describe(set))
    }
}

/// A set of values in the language of `when`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Description {
    /// One of these.
    Values(Vec<Scalar>),
    /// None of these.
    Not(Vec<Scalar>),
    /// One of these, of a dimension of flags or tags.
    Flag(bool),
    /// Ranges from a bound below another, and whether null is in.
    Ranges(Vec<(Option<i64>, Option<i64>)>, bool),
}

/// The members of a group, those of groups within it included.
fn members(group: &str, groups: &Map<String, Vec<String>>) -> Vec<String> {
    let mut members: Vec<String> = Vec::new();
    let mut seen = vec![group];
    let mut open = vec![group];
    while let Some(next) = open.pop() {
        for member in groups.get(next).into_iter().flatten() {
            if !groups.contains_key(member) {
                members.push(member.clone());
            } else if !seen.contains(&member.as_str()) {
                seen.push(member);
                open.push(member);
            }
        }
    }
    order::sort_once(&mut members);
    members
}

/// The place of a text among values; those that documents name are in order, those of a closed fact are few.
fn find(values: &[String], in_order: bool, text: &str) -> Option<usize> {
    if in_order {
        return values.binary_search_by(|value| value.as_str().cmp(text)).ok();
    }
    values.iter().position(|value| value == text)
}

/// Cuts every dimension at the values that are named.
fn cut(named: &mut Named) -> Vec<Dimension> {
    order::sort_once(named);
    let mut list = Vec::new();
    for values in named.chunk_by(|(a, _), (b, _)| a == b) {
        list.add(Dimension::cut(values));
    }
    list
}

fn is_prefix(above: &str, node: &str, separator: char) -> bool {
    node.strip_prefix(above).is_some_and(|rest| rest.starts_with(separator))
}

impl Extend<usize> for AtomSet {
    fn extend<I: IntoIterator<Item = usize>>(&mut self, atoms: I) {
        for atom in atoms {
            self.insert(atom);
        }
    }
}

fn collect_document<'d>(document: &'d PolicyDocument, recall: &mut Recall<'d>, named: &mut Named) {
    let of_rules = document.rules.iter().flat_map(|rule| &rule.when);
    for constraint in document.when.iter().chain(of_rules) {
        if recall.place(constraint).1 {
            collect_constraint(constraint, named);
        }
    }
    // Many windows read the same facts.
    let mut read = AtomSet::none(fact::FACTS.len());
    for window in document.during.values() {
        collect_window(window, &mut read, named);
    }
    for rule in &document.rules {
        for (_, value) in &rule.terms {
            collect_term(value, &mut read, named);
        }
    }
    named.add_all(read.iter().map(|fact| ((fact, None), None)));
    for given in &document.given {
        // What a document vouches for is told apart so that a proof or a case can name it.
        match &given.value {
            GivenValue::Is(value) => {
                named.push(((given.fact, given.name.clone()), Some(value.clone())));
            }
            GivenValue::Anchor(other) => {
                named.push(((*other, None), None));
            }
            GivenValue::Tags(_) => {}
        }
    }
    if document.effective != (None, None) {
        let contract: Key = (fact::CONTRACT, None);
        named.push((contract.clone(), None));
        for bound in [document.effective.0, document.effective.1] {
            named.add(bound.map(|bound| (contract.clone(), Some(Scalar::Number(bound)))));
        }
    }
}

fn collect_term(value: &Value, read: &mut AtomSet, named: &mut Named) {
    if let Value::Window(window) = value {
        collect_window(window, read, named);
    } else if let Some(span) = value.span() {
        read.extend(reads(span));
    } else if let Value::Deduction(Deduction::Usage { unit, .. }) = value {
        named.push(((fact::USAGE, Some(unit.clone())), None));
        read.extend([fact::UNIT_PRICE, fact::CURRENCY]);
    }
}

fn collect_window(window: &Window, read: &mut AtomSet, named: &mut Named) {
    read.extend(reads(&window.span));
    read.extend(window.opens.iter().copied());
    for (name, most) in &window.usage {
        let key: Key = (fact::USAGE, Some(name.clone()));
        named.push((key.clone(), None));
        named.push((key, Some(Scalar::Number(most.saturating_add(1)))));
    }
}

/// The facts that a period reads.
pub(crate) fn reads(span: &Span) -> Vec<FactId> {
    let mut facts = Vec::new();
    for period in span.periods() {
        facts.add_all(period.from.iter().map(|anchor| anchor.fact));
        if period.suspends.is_some() {
            facts.push(fact::REPAIRS);
        }
    }
    facts
}

fn collect_constraint(constraint: &Constraint, named: &mut Named) {
    let is_tag = fact::definition(constraint.fact).kind == Kind::Tags;
    if let (true, Set::Values(values)) = (is_tag, &constraint.set) {
        for value in values {
            if let Scalar::Word(tag) = value {
                named.push(((constraint.fact, Some(tag.clone())), None));
            }
        }
        return;
    }
    let mut push = |value: Option<Scalar>| named.push(((constraint.fact, constraint.name.clone()), value));
    push(None);
    match &constraint.set {
        Set::Values(listed) => {
            for value in listed {
                push(Some(value.clone()));
                if let Scalar::Number(number) = value {
                    push(Some(Scalar::Number(number.saturating_add(1))));
                }
            }
        }
        Set::Range(from, below) => {
            [from, below].into_iter().flatten().for_each(|bound| push(Some(Scalar::Number(*bound))))
        }
    }
}

impl Dimension {
    /// Cuts one dimension at the values that documents name.
    fn cut(named: &[(Key, Option<Scalar>)]) -> Option<Self> {
        let (fact, name) = named.first()?.0.clone();
        let definition = fact::definition(fact);
        let null = definition.nullable;
        let (mut words, mut numbers) = (Vec::new(), Vec::new());
        for (_, value) in named {
            match value {
                Some(Scalar::Word(word)) => words.push(word.clone()),
                Some(Scalar::Number(number)) => numbers.push(*number),
                _ => {}
            }
        }
        let atoms = match (definition.kind, &definition.value) {
            (Kind::Tags, _) => Atoms::Tag,
            (Kind::Word | Kind::Names, crate::shape::Shape::OneOf(among)) => {
                Atoms::Words { values: among.iter().map(|word| (*word).to_owned()).gather(), other: false, null }
            }
            (Kind::History, _) => Atoms::Words { values: Vec::new(), other: true, null },
            (Kind::Word | Kind::Names, _) => Atoms::Words { values: words, other: true, null },
            (Kind::Path | Kind::Reason | Kind::Market, _) => Atoms::Nodes { nodes: words, null },
            (Kind::Number | Kind::Day | Kind::Amounts, _) => Atoms::Numbers { bounds: numbers, null },
        };
        Some(Self { fact, name, atoms })
    }

    /// How many atoms there are.
    pub(crate) fn count(&self) -> usize {
        let one = |flag: bool| usize::from(flag);
        match &self.atoms {
            Atoms::Words { values, other, null } => values.len().saturating_add(one(*other)).saturating_add(one(*null)),
            Atoms::Numbers { bounds, null } => bounds.len().saturating_add(1).saturating_add(one(*null)),
            Atoms::Nodes { nodes, null } => nodes.len().saturating_add(1).saturating_add(one(*null)),
            Atoms::Tag => 2,
        }
    }

    /// The atom of null, where the fact may be null.
    pub(crate) fn null(&self) -> Option<usize> {
        let null = match self.atoms {
            Atoms::Words { null, .. } | Atoms::Numbers { null, .. } | Atoms::Nodes { null, .. } => null,
            Atoms::Tag => false,
        };
        null.then(|| self.count().saturating_sub(1))
    }

    /// The atom of a number or day.
    pub(crate) fn atom_of_number(&self, number: i64) -> Option<usize> {
        match &self.atoms {
            Atoms::Numbers { bounds, .. } => Some(bounds.partition_point(|bound| *bound <= number)),
            _ => None,
        }
    }

    /// The numbers of an atom: from a bound below another.
    pub(crate) fn numbers(&self, atom: usize) -> Option<(Option<i64>, Option<i64>)> {
        match &self.atoms {
            Atoms::Numbers { bounds, .. } if atom <= bounds.len() => {
                let before = atom.checked_sub(1).and_then(|index| bounds.get(index));
                Some((before.copied(), bounds.get(atom).copied()))
            }
            _ => None,
        }
    }

    /// The atom of a tag that is present or absent.
    pub(crate) fn tag(&self, present: bool) -> AtomSet {
        AtomSet::one(2, usize::from(present))
    }

    /// The nodes of a tree, in the order of their atoms.
    pub(crate) fn nodes(&self) -> &[String] {
        if let Atoms::Nodes { nodes, .. } = &self.atoms { nodes } else { &[] }
    }

    /// The texts of a list or tree, in the order of their atoms.
    #[cfg(any(feature = "brief", feature = "check"))]
    pub(crate) fn words(&self) -> &[String] {
        if let Atoms::Words { values, .. } | Atoms::Nodes { nodes: values, .. } = &self.atoms { values } else { &[] }
    }

    /// The atom of all texts that no document names, nor lies above.
    #[cfg(feature = "brief")]
    pub(crate) fn elsewhere(&self) -> Option<usize> {
        match &self.atoms {
            Atoms::Words { values, other, .. } => other.then_some(values.len()),
            Atoms::Nodes { nodes, .. } => Some(nodes.len()),
            Atoms::Numbers { .. } | Atoms::Tag => None,
        }
    }

    /// The atoms of the numbers up to one, and of null.
    pub(crate) fn up_to(&self, most: i64) -> AtomSet {
        let mut set = self.range(None, Some(most.saturating_add(1)));
        set.extend(self.null());
        set
    }

    fn range(&self, from: Option<i64>, below: Option<i64>) -> AtomSet {
        let mut set = AtomSet::none(self.count());
        for atom in 0..self.count() {
            let Some((first, after)) = self.numbers(atom) else { continue };
            let begins_inside = from.is_none_or(|from| first.is_some_and(|first| first >= from));
            if begins_inside && below.is_none_or(|below| after.is_some_and(|after| after <= below)) {
                set.insert(atom);
            }
        }
        set
    }

    fn describe(&self, set: &AtomSet) -> Description {
        match &self.atoms {
            Atoms::Tag => Description::Flag(set.contains(1)),
            Atoms::Numbers { .. } => self.describe_numbers(set),
            Atoms::Words { values, other, null } => {
                self.describe_values(values, set, *other && set.contains(values.len()), *null)
            }
            Atoms::Nodes { nodes, null } => self.describe_values(nodes, set, set.contains(nodes.len()), *null),
        }
    }

    fn describe_values(&self, values: &[String], set: &AtomSet, open: bool, null: bool) -> Description {
        let listed = if open { set.complement() } else { set.clone() };
        let mut scalars: Vec<Scalar> = Vec::new();
        for (atom, value) in values.iter().enumerate() {
            if listed.contains(atom) {
                scalars.push(Scalar::Word(value.clone()));
            }
        }
        if null && self.null().is_some_and(|atom| listed.contains(atom)) {
            scalars.push(Scalar::None);
        }
        if open { Description::Not(scalars) } else { Description::Values(scalars) }
    }

    fn describe_numbers(&self, set: &AtomSet) -> Description {
        let mut ranges: Vec<(Option<i64>, Option<i64>)> = Vec::new();
        for (from, below) in set.iter().filter_map(|atom| self.numbers(atom)) {
            match ranges.last_mut() {
                Some(last) if last.1.is_some() && last.1 == from => last.1 = below,
                _ => ranges.push((from, below)),
            }
        }
        Description::Ranges(ranges, self.null().is_some_and(|atom| set.contains(atom)))
    }
}
