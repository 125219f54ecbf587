//! What is known of a fact, and in which atom that lies.

use crate::atom::AtomSet;
use crate::compile::Compiled;
use crate::condition::Truth;
use crate::day::{self, Instant, Moment};
use crate::dimension::{Dimension, DimensionId};
use crate::fact::{self, Kind};
use crate::gather::AddAll;
use crate::order;
use crate::zone::Zone;

/// What is known of a fact; texts are those of the call or of documents.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Known<'t> {
    /// Nobody says.
    Unknown,
    /// That there is none.
    None,
    /// A text.
    Word(&'t str),
    /// A number.
    Number(i64),
    /// A day or instant.
    Moment(Moment),
    /// Whether a tag is there.
    Tag(bool),
}

impl Known<'_> {
    /// The same, but nothing of a text.
    pub(super) const fn without_text(self) -> Known<'static> {
        match self {
            Self::Unknown | Self::Word(_) => Known::Unknown,
            Self::None => Known::None,
            Self::Number(number) => Known::Number(number),
            Self::Moment(moment) => Known::Moment(moment),
            Self::Tag(present) => Known::Tag(present),
        }
    }

    /// The number, if that is what is known.
    pub(super) const fn number(self) -> Option<i64> {
        if let Self::Number(number) = self { Some(number) } else { None }
    }
}

/// An atom by its position; or, from the number of atoms on, several of them by the position of their set in [`Places`].
pub(super) type Atom = u32;

/// Where the texts of a dimension lie.
#[derive(Debug, Clone, Default)]
pub(super) struct Places {
    /// Texts that documents name, by their length.
    texts: Vec<Vec<Place>>,
    /// The atom of all other texts.
    other: Option<Atom>,
    /// What parts the names in texts that lie where the nearest text above them does.
    separator: Option<char>,
    /// How many atoms there are.
    count: usize,
    /// Sets of several atoms in which texts may lie: a group of markets, a country whose parts are told apart.
    several: Vec<AtomSet>,
}

/// Where a text lies.
#[derive(Debug, Clone)]
struct Place {
    text: String,
    /// In which atom, or in which of several.
    atom: Option<Atom>,
    /// In which atom texts lie that are below it, and below nothing else that documents name.
    below: Option<Atom>,
}

impl Places {
    /// Works out where every text lies that documents name.
    pub(super) fn new(compiled: &Compiled, id: DimensionId, dimension: &Dimension) -> Self {
        let kind = fact::definition(dimension.fact).kind;
        let mut texts: Vec<&str> = Vec::new();
        texts.add_all(dimension.words().iter().map(String::as_str));
        let dimensions = &compiled.dimensions;
        match kind {
            Kind::Reason => texts.add_all(dimensions.reasons.keys().map(String::as_str)),
            Kind::Market => {
                texts.add_all(dimensions.groups.keys().map(String::as_str));
                // A country whose parts are told apart may lie in any of them.
                for node in dimension.nodes() {
                    texts.add_all(node.match_indices('-').filter_map(|(end, _)| node.get(..end)));
                }
            }
            _ => {}
        }
        order::sort_once(&mut texts);
        let separator = match kind {
            Kind::Path => Some('/'),
            Kind::Market => Some('-'),
            _ => None,
        };
        let mut places =
            Self { texts: Vec::new(), other: None, separator, count: dimension.count(), several: Vec::new() };
        for text in texts {
            let atom = places.atom(&dimensions.locate(id, text));
            let node = dimension.nodes().iter().position(|node| node == text);
            let below = node.and_then(|node| Atom::try_from(node).ok());
            while places.texts.len() <= text.len() {
                places.texts.push(Vec::new());
            }
            if let Some(of_length) = places.texts.get_mut(text.len()) {
                of_length.push(Place { text: text.to_owned(), atom, below });
            }
        }
        // A reason that no document names is a problem of the call.
        let elsewhere = dimension.elsewhere().filter(|_| kind != Kind::Reason);
        places.other = elsewhere.and_then(|atom| Atom::try_from(atom).ok());
        places
    }

    /// The one atom of a set, or the set among those of several.
    fn atom(&mut self, set: &AtomSet) -> Option<Atom> {
        let mut atoms = set.iter();
        let first = atoms.next()?;
        if atoms.next().is_none() {
            return Atom::try_from(first).ok();
        }
        let found = self.several.iter().position(|other| other == set).unwrap_or_else(|| {
            self.several.push(set.clone());
            self.several.len().wrapping_sub(1)
        });
        Atom::try_from(self.count.wrapping_add(found)).ok()
    }

    /// Where a text lies.
    #[inline]
    pub(super) fn find(&self, text: &str) -> Option<Atom> {
        let place = |text: &str| {
            let of_length = self.texts.get(text.len())?;
            of_length.get(of_length.binary_search_by(|place| place.text.as_str().cmp(text)).ok()?)
        };
        if let Some(place) = place(text) {
            return place.atom;
        }
        let mut above = text;
        while let Some(end) = self.separator.and_then(|separator| above.rfind(separator)) {
            above = above.get(..end)?;
            if let Some(below) = place(above).and_then(|place| place.below) {
                return Some(below);
            }
        }
        self.other
    }

    /// The sets of several atoms.
    pub(super) fn several(&self) -> &[AtomSet] {
        &self.several
    }

    /// The set of several atoms, unless it is one.
    pub(super) fn several_of(&self, atom: Atom) -> Option<&AtomSet> {
        self.several.get(usize::try_from(atom).ok()?.checked_sub(self.count)?)
    }

    /// One atom or several as a set.
    pub(super) fn set(&self, atom: Atom) -> AtomSet {
        let one = || AtomSet::one(self.count, usize::try_from(atom).unwrap_or(usize::MAX));
        self.several_of(atom).cloned().unwrap_or_else(one)
    }

    /// Whether what is known lies in a set of atoms.
    pub(super) fn truth(&self, atom: Option<Atom>, atoms: &AtomSet) -> Truth {
        let Some(atom) = atom else { return if atoms.is_all() { Truth::True } else { Truth::Unknown } };
        match self.several_of(atom) {
            None if usize::try_from(atom).is_ok_and(|atom| atoms.contains(atom)) => Truth::True,
            None => Truth::False,
            Some(several) if several.is_within(atoms) => Truth::True,
            Some(several) if several.is_apart(atoms) => Truth::False,
            Some(_) => Truth::Unknown,
        }
    }
}

/// The atom of what is known; none for an instant, which falls on different days in different zones.
#[inline]
pub(super) fn atom(dimension: &Dimension, places: &Places, known: Known<'_>) -> Option<Atom> {
    let position = match known {
        Known::None => dimension.null(),
        Known::Word(word) => return places.find(word),
        Known::Number(number) => dimension.atom_of_number(number),
        Known::Moment(Moment::Day(day)) => dimension.atom_of_number(day::day_number(day)),
        Known::Tag(present) => Some(usize::from(present)),
        Known::Unknown | Known::Moment(Moment::Instant(_)) => None,
    };
    Atom::try_from(position?).ok()
}

/// The atom of an instant; none where documents see it on days that are told apart.
pub(super) fn of_instant<'z>(
    dimension: &Dimension,
    instant: Instant,
    zones: impl Iterator<Item = Option<&'z Zone>>,
) -> Option<Atom> {
    if dimension.numbers(1).is_none() {
        // All days are one.
        return Some(0);
    }
    let mut agreed = None;
    for zone in zones {
        let own = atom(dimension, &Places::default(), Known::Moment(Moment::Day(zone?.day_of(instant)?)))?;
        if agreed.is_some_and(|other| other != own) {
            return None;
        }
        agreed = Some(own);
    }
    agreed
}
