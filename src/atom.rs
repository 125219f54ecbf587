//! Finite sets of the values that documents can tell apart.

use crate::gather::Gather;

/// A set of atoms of one dimension, as bits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct AtomSet {
    /// How many atoms the dimension has.
    count: usize,
    bits: Vec<u64>,
}

impl AtomSet {
    /// No atom out of `count`.
    pub(crate) fn none(count: usize) -> Self {
        Self { count, bits: vec![0; count.div_ceil(64)] }
    }

    /// Every atom out of `count`.
    pub(crate) fn all(count: usize) -> Self {
        Self::none(count).complement()
    }

    /// One atom out of `count`.
    pub(crate) fn one(count: usize, atom: usize) -> Self {
        let mut set = Self::none(count);
        set.insert(atom);
        set
    }

    /// One atom of the same dimension.
    pub(crate) fn only(&self, atom: usize) -> Self {
        Self::one(self.count, atom)
    }

    /// Adds an atom; one beyond the count is left out.
    pub(crate) fn insert(&mut self, atom: usize) {
        if atom < self.count
            && let Some(word) = self.bits.get_mut(atom.div_euclid(64))
        {
            *word |= 1 << atom.rem_euclid(64);
        }
    }

    /// Adds the atoms of another set, of as many atoms or more; those beyond the count are left out.
    #[cfg(feature = "brief")]
    pub(crate) fn insert_all(&mut self, other: &Self) {
        for (word, other) in self.bits.iter_mut().zip(&other.bits) {
            *word |= other;
        }
        self.trim();
    }

    /// Says whether an atom is in.
    pub(crate) fn contains(&self, atom: usize) -> bool {
        self.bits.get(atom.div_euclid(64)).is_some_and(|word| word & (1 << atom.rem_euclid(64)) != 0)
    }

    /// The atoms in it, ascending.
    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> {
        let mut from = 0;
        std::iter::from_fn(move || {
            let atom = self.next(from)?;
            from = atom.saturating_add(1);
            Some(atom)
        })
    }

    /// The first atom in it from this one on; sets of many atoms mostly hold few.
    pub(crate) fn next(&self, from: usize) -> Option<usize> {
        let mut atom = from;
        loop {
            let rest = self.bits.get(atom.div_euclid(64))? >> atom.rem_euclid(64);
            if rest != 0 {
                return Some(atom.saturating_add(rest.trailing_zeros() as usize));
            }
            atom = atom.div_euclid(64).saturating_add(1).saturating_mul(64);
        }
    }

    /// How many atoms are in it.
    pub(crate) fn len(&self) -> usize {
        self.bits.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Says whether no atom is in it.
    pub(crate) fn is_empty(&self) -> bool {
        self.bits.iter().all(|word| *word == 0)
    }

    /// The atoms in both.
    pub(crate) fn and(&self, other: &Self) -> Self {
        self.combine(other, |a, b| a & b)
    }

    /// The atoms in either.
    pub(crate) fn or(&self, other: &Self) -> Self {
        self.combine(other, |a, b| a | b)
    }

    /// The atoms in this one only.
    pub(crate) fn minus(&self, other: &Self) -> Self {
        self.combine(other, |a, b| a & !b)
    }

    /// The atoms not in it.
    pub(crate) fn complement(&self) -> Self {
        let mut set = Self { count: self.count, bits: self.bits.iter().map(|word| !word).gather() };
        set.trim();
        set
    }

    /// Leaves out what lies beyond the count.
    fn trim(&mut self) {
        let used = self.count.rem_euclid(64);
        if used > 0
            && let Some(last) = self.bits.last_mut()
        {
            *last &= (1_u64 << used).wrapping_sub(1);
        }
    }

    /// Says whether no atom of the dimension is left out.
    pub(crate) fn is_all(&self) -> bool {
        self.len() == self.count
    }

    /// Says whether every atom of this one is in the other.
    pub(crate) fn is_within(&self, other: &Self) -> bool {
        self.bits.iter().zip(&other.bits).all(|(a, b)| a & !b == 0)
    }

    /// Says whether no atom is in both.
    pub(crate) fn is_apart(&self, other: &Self) -> bool {
        self.bits.iter().zip(&other.bits).all(|(a, b)| a & b == 0)
    }

    fn combine(&self, other: &Self, by: impl Fn(u64, u64) -> u64) -> Self {
        Self { count: self.count, bits: self.bits.iter().zip(&other.bits).map(|(a, b)| by(*a, *b)).gather() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_of_any_size_keep_their_complement() {
        for count in [1, 63, 64, 65, 130] {
            let mut set = AtomSet::none(count);
            set.insert(count - 1);
            set.insert(count);
            assert_eq!((set.len(), set.complement().len()), (1, count - 1), "{count} atoms");
            assert!(
                set.or(&set.complement()) == AtomSet::all(count) && set.is_apart(&set.complement()),
                "{count} atoms"
            );
        }
    }
}
