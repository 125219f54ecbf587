//! Puts lists in order.
//!
//! The standard library's sort is compiled anew for every type it sorts, some 3 kB each time. Here positions are
//! sorted, once for all types, and the items follow.

use crate::gather::Gather as _;
use std::cmp::Ordering;

/// Compares the items at two positions.
type Compare<'c> = &'c dyn Fn(usize, usize) -> Ordering;

/// Up to so many items are put in their places one by one.
const FEW: usize = 16;

/// Sorts items; equal ones keep their order.
pub(crate) fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let at = |a: usize, b: usize| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    };
    let order = merge_sorted(0, items.len(), &at);
    arrange(order, &mut |a, b| items.swap(a, b));
}

/// Sorts items.
pub(crate) fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, T::cmp);
}

/// Sorts items and leaves each in once.
pub(crate) fn sort_once<T: Ord>(items: &mut Vec<T>) {
    sort(items);
    items.dedup();
}

/// The positions of the items that stand earlier in the list already.
pub(crate) fn repeated<T: Ord>(items: &[T]) -> Vec<usize> {
    let at = |a: usize, b: usize| items.get(a).cmp(&items.get(b));
    let order = merge_sorted(0, items.len(), &at);
    let pairs = order.iter().zip(order.iter().skip(1));
    pairs.filter(|(before, after)| at(**before, **after).is_eq()).map(|(_, after)| *after).gather()
}

/// The positions from `first` to before `end`, in the order of their items.
fn merge_sorted(first: usize, end: usize, compare: Compare<'_>) -> Vec<usize> {
    if end.saturating_sub(first) <= FEW {
        let mut order = Vec::new();
        for position in first..end {
            let place = order.partition_point(|before| compare(*before, position).is_le());
            order.insert(place, position);
        }
        return order;
    }
    let middle = first.midpoint(end);
    let (left, right) = (merge_sorted(first, middle, compare), merge_sorted(middle, end, compare));
    let mut right = right.into_iter().peekable();
    let mut order = Vec::new();
    for position in left {
        while let Some(before) = right.next_if(|other| compare(*other, position).is_lt()) {
            order.push(before);
        }
        order.push(position);
    }
    order.extend(right);
    order
}

/// Moves items by swaps so that the one from `order[n]` comes to stand at `n`.
fn arrange(order: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    // Where the item now is that stood at a position at first, and which one stands at a place.
    let mut place: Vec<usize> = (0..order.len()).gather();
    let mut standing = place.clone();
    for (target, wanted) in order.into_iter().enumerate() {
        let Some(from) = place.get(wanted).copied() else { continue };
        let Some(displaced) = standing.get(target).copied() else { continue };
        swap(target, from);
        standing.swap(target, from);
        place.swap(wanted, displaced);
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
