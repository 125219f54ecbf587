//! The boxes of all rules as bits: for each atom, those that leave room for it.

use crate::brief::known::{Atom, Places};
use crate::brief::plan::Sets;
use crate::compile::{Compiled, RuleId};
use crate::dimension::DimensionId;

/// For each dimension the boxes that say nothing of it, and those with room for each of its atoms.
#[derive(Debug, Clone)]
pub(super) struct Rows {
    /// The rule of each box, as if it held.
    boxes: Vec<Live>,
    /// How many words hold a bit for each box.
    words: usize,
    /// By dimension: the row of boxes that say nothing, a row for each atom, and for each set of several atoms those that hold for
    /// all of them and those that hold for some.
    bits: Vec<Vec<u64>>,
    /// By dimension how many atoms there are.
    counts: Vec<usize>,
    /// The dimensions that some box says something of.
    told: Vec<DimensionId>,
}

/// The boxes that may hold for what is known, and those that may as well not.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    may: Vec<u64>,
    doubt: Vec<u64>,
}

impl Found {
    /// Takes the same boxes, to be narrowed further.
    #[inline]
    pub(super) fn copy(&mut self, from: &Self) {
        self.may.clone_from(&from.may);
        self.doubt.clone_from(&from.doubt);
    }
}

/// A rule that holds, or may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Live {
    /// The rule.
    pub(super) rule: RuleId,
    /// Whether it holds whatever is missing.
    pub(super) sure: bool,
    /// What it sets, and in which group.
    pub(super) sets: Sets,
}

/// Documents whose rows would hold more words are decided without them.
const MOST_WORDS: usize = 1 << 22;

impl Rows {
    /// Works out the rows; `None` where they would take too much room.
    pub(super) fn new(compiled: &Compiled, rules: &[Sets], places: &[Places]) -> Option<Self> {
        let mut boxes = Vec::new();
        for (rule, (found, sets)) in compiled.rules.iter().zip(rules).enumerate() {
            for _ in &found.region.0 {
                boxes.push(Live { rule, sure: true, sets: *sets });
            }
        }
        let words = boxes.len().div_ceil(64);
        let (mut bits, mut counts, mut room) = (Vec::new(), Vec::new(), MOST_WORDS);
        for ((_, dimension), places) in compiled.dimensions.iter().zip(places) {
            let count = dimension.count();
            let rows = places.several().len().wrapping_mul(2).wrapping_add(count).wrapping_add(1);
            let length = words.checked_mul(rows)?;
            room = room.checked_sub(length)?;
            bits.push(vec![0; length]);
            counts.push(count);
        }
        let mut rows = Self { boxes, words, bits, counts, told: Vec::new() };
        let cells = compiled.rules.iter().flat_map(|rule| &rule.region.0);
        let mut named: Vec<Vec<usize>> = vec![Vec::new(); rows.bits.len()];
        for (place, cell) in cells.enumerate() {
            for (dimension, atoms) in &cell.0 {
                if let Some(named) = named.get_mut(*dimension).filter(|_| !atoms.is_all()) {
                    named.push(place);
                }
                for atom in atoms.iter() {
                    rows.set(*dimension, atom.wrapping_add(1), place);
                }
                let several = places.get(*dimension).map(Places::several).unwrap_or_default();
                for (index, several) in several.iter().enumerate() {
                    let (sure, may) = rows.of_several(*dimension, index);
                    if several.is_within(atoms) {
                        rows.set(*dimension, sure, place);
                    }
                    if !several.is_apart(atoms) {
                        rows.set(*dimension, may, place);
                    }
                }
            }
        }
        for (dimension, named) in named.into_iter().enumerate() {
            rows.free(dimension, &named);
            if !named.is_empty() {
                rows.told.push(dimension);
            }
        }
        Some(rows)
    }

    fn set(&mut self, dimension: DimensionId, row: usize, place: usize) {
        let word = row.wrapping_mul(self.words).wrapping_add(place.div_euclid(64));
        if let Some(word) = self.bits.get_mut(dimension).and_then(|bits| bits.get_mut(word)) {
            *word |= 1 << place.rem_euclid(64);
        }
    }

    /// Sets the bits of all boxes but those named, in every row of a dimension.
    fn free(&mut self, dimension: DimensionId, named: &[usize]) {
        let mut free = vec![u64::MAX; self.words];
        for place in named {
            if let Some(word) = free.get_mut(place.div_euclid(64)) {
                *word &= !(1 << place.rem_euclid(64));
            }
        }
        let used = self.boxes.len().rem_euclid(64);
        if let Some(last) = free.last_mut().filter(|_| used > 0) {
            *last &= (1_u64 << used).wrapping_sub(1);
        }
        let Some(bits) = self.bits.get_mut(dimension) else { return };
        for row in bits.chunks_exact_mut(self.words.max(1)) {
            for (word, free) in row.iter_mut().zip(&free) {
                *word |= free;
            }
        }
    }

    /// The two rows of a set of several atoms.
    fn of_several(&self, dimension: DimensionId, index: usize) -> (usize, usize) {
        let count = self.counts.get(dimension).copied().unwrap_or(0);
        let sure = index.wrapping_mul(2).wrapping_add(count).wrapping_add(1);
        (sure, sure.wrapping_add(1))
    }

    #[inline]
    fn row(&self, dimension: DimensionId, row: usize) -> &[u64] {
        let from = row.wrapping_mul(self.words);
        self.bits.get(dimension).and_then(|bits| bits.get(from..from.wrapping_add(self.words))).unwrap_or_default()
    }

    /// The dimensions that some box says something of.
    pub(super) fn told(&self) -> &[DimensionId] {
        &self.told
    }

    /// Begins with every box.
    pub(super) fn all(&self, found: &mut Found) {
        found.may.clear();
        found.doubt.clear();
        found.may.resize(self.words, u64::MAX);
        found.doubt.resize(self.words, 0);
    }

    /// Keeps the boxes that may hold where a dimension has this atom or one of several, or is not known.
    #[inline]
    pub(super) fn narrow(&self, found: &mut Found, dimension: DimensionId, atom: Option<Atom>) {
        let atom = atom.map(|atom| usize::try_from(atom).unwrap_or(usize::MAX));
        let count = self.counts.get(dimension).copied().unwrap_or(0);
        match (atom, atom.and_then(|atom| atom.checked_sub(count))) {
            (Some(atom), None) => keep(&mut found.may, self.row(dimension, atom.wrapping_add(1))),
            (_, Some(index)) => {
                let (sure, may) = self.of_several(dimension, index);
                keep(&mut found.may, self.row(dimension, may));
                doubt(&mut found.doubt, self.row(dimension, sure));
            }
            (None, None) => doubt(&mut found.doubt, self.row(dimension, 0)),
        }
    }

    /// The rules that may hold, in their order.
    #[inline]
    pub(super) fn live(&self, found: &Found, live: &mut Vec<Live>) {
        live.clear();
        for (index, (may, doubt)) in found.may.iter().zip(&found.doubt).enumerate() {
            let mut rest = *may;
            while rest != 0 {
                let bit = rest.trailing_zeros();
                rest &= rest.wrapping_sub(1);
                let place = index.wrapping_mul(64).wrapping_add(usize::try_from(bit).unwrap_or(0));
                let Some(found) = self.boxes.get(place) else { continue };
                let own = Live { sure: doubt & (1 << bit) == 0, ..*found };
                match live.last_mut() {
                    Some(last) if last.rule == own.rule => last.sure |= own.sure,
                    _ => live.push(own),
                }
            }
        }
    }
}

#[inline]
fn keep(words: &mut [u64], row: &[u64]) {
    for (word, row) in words.iter_mut().zip(row) {
        *word &= row;
    }
}

#[inline]
fn doubt(words: &mut [u64], sure: &[u64]) {
    for (word, sure) in words.iter_mut().zip(sure) {
        *word |= !sure;
    }
}
