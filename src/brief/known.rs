//! What is known of a fact, and in which atom that lies.

use std::cmp::Ordering;

use crate::brief::call::Part;
use crate::compile::Compiled;
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
    /// A list of tags, as calls state it.
    Tags(Part),
    /// Names with values, as calls state them.
    Names(Part),
}

impl Known<'_> {
    /// The number, if that is what is known.
    pub(super) const fn number(self) -> Option<i64> {
        if let Self::Number(number) = self { Some(number) } else { None }
    }
}

/// An atom, by its position.
pub(super) type Atom = u32;

/// Where the texts of a dimension lie.
#[derive(Debug, Clone, Default)]
pub(super) struct Places {
    /// Texts whose atom was worked out, short ones first; none for those that may lie in several.
    texts: Vec<(String, Option<Atom>)>,
    /// The atom of all other texts.
    other: Option<Atom>,
    /// What parts the names in texts that lie where the nearest text above them does.
    separator: Option<char>,
}

impl Places {
    /// Works out the atom of every text that documents name.
    pub(super) fn new(compiled: &Compiled, id: DimensionId, dimension: &Dimension) -> Self {
        let kind = fact::definition(dimension.fact).kind;
        let mut texts: Vec<&str> = Vec::new();
        texts.add_all(dimension.words().iter().map(String::as_str));
        let dimensions = &compiled.dimensions;
        match kind {
            Kind::Reason => texts.add_all(dimensions.reasons.keys().map(String::as_str)),
            Kind::Market => {
                texts.add_all(dimensions.groups.keys().map(String::as_str));
                // A country whose parts are told apart lies in several atoms.
                for node in dimension.nodes() {
                    texts.add_all(node.match_indices('-').filter_map(|(end, _)| node.get(..end)));
                }
            }
            _ => {}
        }
        order::sort_once_by(&mut texts, |a, b| by_length(a, b));
        let mut places = Vec::new();
        for text in texts {
            places.push((text.to_owned(), single(&dimensions.locate(id, text))));
        }
        // No document names it, and no text that a document names lies above it or below.
        let other = if kind == Kind::Reason { None } else { single(&dimensions.locate(id, UNNAMED)) };
        let separator = match kind {
            Kind::Path => Some('/'),
            Kind::Market => Some('-'),
            _ => None,
        };
        Self { texts: places, other, separator }
    }

    /// The atom of a text, unless it may lie in several.
    pub(super) fn find(&self, text: &str) -> Option<Atom> {
        let mut above = text;
        loop {
            if let Ok(place) = self.texts.binary_search_by(|(other, _)| by_length(other, above)) {
                return self.texts.get(place)?.1;
            }
            match self.separator.and_then(|separator| above.rfind(separator)) {
                Some(end) => above = above.get(..end)?,
                None => return self.other,
            }
        }
    }
}

/// A text that no document can name: it is no word, no market and no path.
const UNNAMED: &str = "\0";

/// Most texts have another length, which is told at once.
fn by_length(a: &str, b: &str) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
}

/// The one atom of a set.
fn single(set: &crate::atom::AtomSet) -> Option<Atom> {
    let mut atoms = set.iter();
    let first = atoms.next()?;
    if atoms.next().is_some() { None } else { Atom::try_from(first).ok() }
}

/// The atom of what is known; none for an instant, which falls on different days in different zones.
pub(super) fn atom(dimension: &Dimension, places: &Places, known: Known<'_>) -> Option<Atom> {
    let position = match known {
        Known::None => dimension.null(),
        Known::Word(word) => return places.find(word),
        Known::Number(number) => dimension.atom_of_number(number),
        Known::Moment(Moment::Day(day)) => dimension.atom_of_number(day::day_number(day)),
        Known::Tag(present) => Some(usize::from(present)),
        Known::Unknown | Known::Moment(Moment::Instant(_)) | Known::Tags(_) | Known::Names(_) => None,
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
