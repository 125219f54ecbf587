//! Puts lists in order.
//!
//! The standard library's sort is compiled anew for every type it sorts, some 3 kB each time. Here positions are
//! sorted, once for all types, and the items follow.

use crate::gather::Gather;
use std::cmp::Ordering;

/// Items that can be put in order, whatever they are.
trait Items {
    /// How many there are.
    fn count(&self) -> usize;

    /// Compares the items at two positions.
    fn compare(&self, a: usize, b: usize) -> Ordering;

    /// Swaps the items at two positions.
    fn swap(&mut self, a: usize, b: usize);

    /// Keeps so many of them.
    fn keep(&mut self, count: usize);
}

/// The items of a list, and how two of them compare.
struct Compared<'i, T, C> {
    items: &'i mut Vec<T>,
    compare: C,
}

impl<T, C: Fn(&T, &T) -> Ordering> Items for Compared<'_, T, C> {
    fn count(&self) -> usize {
        self.items.len()
    }

    fn compare(&self, a: usize, b: usize) -> Ordering {
        match (self.items.get(a), self.items.get(b)) {
            (Some(a), Some(b)) => (self.compare)(a, b),
            _ => Ordering::Equal,
        }
    }

    fn swap(&mut self, a: usize, b: usize) {
        self.items.swap(a, b);
    }

    fn keep(&mut self, count: usize) {
        self.items.truncate(count);
    }
}

/// Up to so many items are put in their places one by one.
const FEW: usize = 16;

/// Sorts items; equal ones keep their order.
pub(crate) fn sort_by<T>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let mut items = Compared { items, compare };
    arrange_all(&mut items);
}

/// Sorts items.
pub(crate) fn sort<T: Ord>(items: &mut Vec<T>) {
    sort_by(items, T::cmp);
}

/// Sorts items and leaves the first of equal ones in.
pub(crate) fn sort_once_by<T>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let mut items = Compared { items, compare };
    arrange_once(&mut items);
}

/// Sorts items and leaves each in once.
pub(crate) fn sort_once<T: Ord>(items: &mut Vec<T>) {
    sort_once_by(items, T::cmp);
}

fn arrange_all(items: &mut dyn Items) {
    if !ascends(items, Ordering::is_le) {
        arrange(&merge_sorted(0, items.count(), items), items);
    }
}

fn arrange_once(items: &mut dyn Items) {
    if ascends(items, Ordering::is_lt) {
        return;
    }
    let mut order = merge_sorted(0, items.count(), items);
    order.dedup_by(|position, before| items.compare(*before, *position).is_eq());
    arrange(&order, items);
    items.keep(order.len());
}

/// The positions of the items that stand earlier in the list already.
pub(crate) fn repeated<T: Ord>(items: &[T]) -> Vec<usize> {
    let mut items: Vec<&T> = items.iter().gather();
    let items = Compared { items: &mut items, compare: Ord::cmp };
    repeated_among(&items)
}

fn repeated_among(items: &dyn Items) -> Vec<usize> {
    if ascends(items, Ordering::is_lt) {
        return Vec::new();
    }
    let order = merge_sorted(0, items.count(), items);
    let mut repeated = Vec::new();
    for (before, after) in order.iter().zip(order.iter().skip(1)) {
        if items.compare(*before, *after).is_eq() {
            repeated.push(*after);
        }
    }
    repeated
}

/// Says whether each item comes `before` the next already.
fn ascends(items: &dyn Items, before: fn(Ordering) -> bool) -> bool {
    (1..items.count()).all(|after| before(items.compare(after.saturating_sub(1), after)))
}

/// The positions from `first` to before `end`, in the order of their items.
fn merge_sorted(first: usize, end: usize, items: &dyn Items) -> Vec<usize> {
    let count = end.saturating_sub(first);
    if count <= 1 {
        return (first..end).gather();
    }
    // Pages are spared what only makes short lists quicker.
    if cfg!(feature = "check") && count <= FEW {
        let mut order = Vec::new();
        for position in first..end {
            let place = order.partition_point(|before| items.compare(*before, position).is_le());
            order.insert(place, position);
        }
        return order;
    }
    let middle = first.midpoint(end);
    let (left, right) = (merge_sorted(first, middle, items), merge_sorted(middle, end, items));
    let mut right = right.as_slice();
    let mut order = Vec::new();
    for position in left {
        while let Some((before, rest)) = right.split_first()
            && items.compare(*before, position).is_lt()
        {
            order.push(*before);
            right = rest;
        }
        order.push(position);
    }
    order.extend_from_slice(right);
    order
}

/// Moves items by swaps so that the one from `order[n]` comes to stand at `n`.
fn arrange(order: &[usize], items: &mut dyn Items) {
    // Where the item now is that stood at a position at first, and which one stands at a place.
    let mut place: Vec<usize> = (0..items.count()).gather();
    let mut standing = place.clone();
    for (target, wanted) in order.iter().enumerate() {
        let Some(from) = place.get(*wanted).copied() else { continue };
        let Some(displaced) = standing.get(target).copied() else { continue };
        items.swap(target, from);
        standing.swap(target, from);
        place.swap(*wanted, displaced);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_any_length_are_sorted_and_equal_items_keep_their_order() {
        for length in [0, 1, 2, 16, 17, 40, 1_000] {
            // A walk through residues looks shuffled, and repeats each key.
            let mut items: Vec<(usize, usize)> = (0..length).map(|index| (index * 7_919 % 97, index)).collect();
            let mut expected = items.clone();
            expected.sort();
            sort_by(&mut items, |(a, _), (b, _)| a.cmp(b));
            assert_eq!(items, expected, "{length} items");
        }
    }

    #[test]
    fn what_stands_twice_is_found() {
        assert_eq!(repeated(&["b", "a", "b", "c", "a", "b"]), [4, 2, 5]);
        assert!(repeated(&["a", "b"]).is_empty());
    }
}
