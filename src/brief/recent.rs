//! What was worked out last, each in a place that follows from what it was worked out of.

/// Values by key. One that takes another's place is worked out again where that one comes back: so this stays small, whatever
/// is asked.
#[derive(Debug)]
pub(super) struct Recent<K, V>(Vec<Option<(K, V)>>);

/// How many places there are: a power of two, and more than most shops have windows that end on different days.
const PLACES: usize = 4_096;

impl<K, V> Default for Recent<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K, V> Recent<K, V> {
    /// The value of a key, worked out where it is not there; `None` where it cannot be.
    #[inline]
    pub(super) fn get(
        &mut self,
        mix: Mix,
        is_key: impl FnOnce(&K) -> bool,
        work_out: impl FnOnce() -> Option<(K, V)>,
    ) -> Option<&V> {
        if self.0.is_empty() {
            self.0.resize_with(PLACES, || None);
        }
        let place = self.0.get_mut(mix.place())?;
        if !place.as_ref().is_some_and(|(key, _)| is_key(key)) {
            *place = Some(work_out()?);
        }
        place.as_ref().map(|(_, value)| value)
    }
}

/// Mixes what a key is made of: keys that differ a little are far apart.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Mix(u32);

/// The prime of the hash function FNV-1a for 32 bits, and how many bits are half of them.
const PRIME: u32 = 16_777_619;
const HALF: u32 = 16;

impl Mix {
    /// The same with a number.
    #[inline]
    pub(super) const fn with(self, number: u32) -> Self {
        Self((self.0 ^ number).wrapping_mul(PRIME))
    }

    /// The place of the key.
    fn place(self) -> usize {
        // A product says most in its upper half.
        usize::try_from(self.0 ^ (self.0 >> HALF)).unwrap_or(0).rem_euclid(PLACES)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_key_of_a_place_is_kept() {
        let mut recent: Recent<&str, usize> = Recent::default();
        let mut get = |number: u32, key: &'static str, value: Option<usize>| {
            recent.get(Mix::default().with(number), |other| *other == key, || Some((key, value?))).copied()
        };
        assert_eq!(get(1, "a", None), None, "nothing was worked out");
        assert_eq!(get(1, "a", Some(5)), Some(5));
        assert_eq!(get(1, "a", None), Some(5), "it is kept");
        assert_eq!(get(2, "b", Some(6)), Some(6));
        assert_eq!(get(1, "a", None), Some(5), "another has a place of its own");
        assert_eq!(get(1, "c", None), None, "another in the same place is not taken for it");
        assert_eq!(get(1, "a", None), Some(5), "and what cannot be worked out takes no place");
        assert_eq!(get(1, "c", Some(7)), Some(7));
        assert_eq!(get(1, "a", Some(8)), Some(8), "what lost its place is worked out again");
    }

    #[test]
    fn numbers_that_follow_each_other_are_spread() {
        let mut places: Vec<usize> = (0..1_000).map(|number| Mix::default().with(3).with(number).place()).collect();
        places.sort_unstable();
        places.dedup();
        assert!(places.len() > 800, "{} places of 1,000", places.len());
    }
}
