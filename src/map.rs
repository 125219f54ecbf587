//! Maps as sorted lists.
//!
//! Documents name dozens of things, rules a handful: a sorted list finds them as fast as a tree, and the standard
//! library's trees are compiled anew for every type they hold, some 2 kB each time.

use std::borrow::Borrow;

/// Values by key, in the order of their keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Map<K, V>(Vec<(K, V)>);

impl<K, V> Map<K, V> {
    /// No entry.
    pub(crate) const fn new() -> Self {
        Self(Vec::new())
    }

    /// One entry.
    pub(crate) fn of(key: K, value: V) -> Self {
        Self(vec![(key, value)])
    }

    /// How many entries there are.
    pub(crate) const fn len(&self) -> usize {
        self.0.len()
    }

    /// Says whether there is no entry.
    pub(crate) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every entry.
    pub(crate) fn iter(&self) -> std::slice::Iter<'_, (K, V)> {
        self.0.iter()
    }

    /// Every key.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &K> {
        self.0.iter().map(|(key, _)| key)
    }

    /// Every value.
    pub(crate) fn values(&self) -> impl Iterator<Item = &V> {
        self.0.iter().map(|(_, value)| value)
    }

    /// Leaves out the entries that are not to be kept.
    pub(crate) fn retain(&mut self, mut keep: impl FnMut(&K, &mut V) -> bool) {
        self.0.retain_mut(|(key, value)| keep(key, value));
    }
}

impl<K: Ord, V> Map<K, V> {
    /// The place of a key, or the place where it would be.
    fn find<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        self.0.binary_search_by(|(other, _)| other.borrow().cmp(key))
    }

    /// The value of a key.
    pub(crate) fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.0.get(self.find(key).ok()?).map(|(_, value)| value)
    }

    /// The value of a key, to be changed.
    pub(crate) fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let place = self.find(key).ok()?;
        self.0.get_mut(place).map(|(_, value)| value)
    }

    /// Says whether a key has a value.
    pub(crate) fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.find(key).is_ok()
    }

    /// Gives a key this value instead of the one it may have.
    pub(crate) fn insert(&mut self, key: K, value: V) {
        match self.find(&key) {
            Ok(place) => {
                if let Some(entry) = self.0.get_mut(place) {
                    entry.1 = value;
                }
            }
            Err(place) => self.0.insert(place, (key, value)),
        }
    }

    /// The value of a key, which is this one from now on if it had none.
    pub(crate) fn get_or_insert(&mut self, key: K, value: V) -> V
    where
        V: Copy,
    {
        match self.find(&key) {
            Ok(place) => self.0.get(place).map_or(value, |(_, value)| *value),
            Err(place) => {
                self.0.insert(place, (key, value));
                value
            }
        }
    }

    /// Changes the value of a key; one that has none starts from its default.
    pub(crate) fn change(&mut self, key: K, change: impl FnOnce(&mut V))
    where
        V: Default,
    {
        let place = self.find(&key).unwrap_or_else(|place| {
            self.0.insert(place, (key, V::default()));
            place
        });
        if let Some((_, value)) = self.0.get_mut(place) {
            change(value);
        }
    }

    /// Takes a key out.
    pub(crate) fn remove<Q: Ord + ?Sized>(&mut self, key: &Q)
    where
        K: Borrow<Q>,
    {
        if let Ok(place) = self.find(key) {
            self.0.remove(place);
        }
    }
}

impl<'m, K, V> IntoIterator for &'m Map<K, V> {
    type Item = &'m (K, V);
    type IntoIter = std::slice::Iter<'m, (K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<K, V> IntoIterator for Map<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<K, V> Default for Map<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: Ord, V> Extend<(K, V)> for Map<K, V> {
    /// Adds entries; of several with one key the last counts.
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        // Most come in the order of their keys, so each goes to the end.
        entries.into_iter().for_each(|(key, value)| self.insert(key, value));
    }
}

impl<K: Ord, V, const COUNT: usize> From<[(K, V); COUNT]> for Map<K, V> {
    fn from(entries: [(K, V); COUNT]) -> Self {
        entries.into_iter().collect()
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for Map<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Self::new();
        map.extend(entries);
        map
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_of_several_values_of_a_key_counts() {
        let mut map: Map<&str, u8> = [("b", 1), ("a", 2), ("b", 3)].into_iter().collect();
        assert!(map.iter().eq(&[("a", 2), ("b", 3)]));
        map.extend([("a", 4), ("c", 5)]);
        map.change("a", |value| *value += 1);
        map.change("d", |value| *value += 1);
        map.insert("c", 6);
        map.remove("b");
        assert!(map.iter().eq(&[("a", 5), ("c", 6), ("d", 1)]));
        assert_eq!((map.get("c"), map.get("b")), (Some(&6), None));
    }
}
