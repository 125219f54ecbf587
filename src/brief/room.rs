//! Room for lists, kept from one call to the next.

/// Room for so many items is kept: that of a huge call is given back.
const MOST: usize = 1_024;

/// A list without items in the room of another: for items of the same size the standard library collects in place.
pub(super) fn emptied<T, U>(mut list: Vec<T>) -> Vec<U> {
    list.clear();
    list.shrink_to(MOST);
    list.into_iter().filter_map(|_| None).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_room_stays() {
        let text = "a text".to_owned();
        let mut list: Vec<(&str, usize)> = Vec::with_capacity(100);
        list.push((&text, 1));
        let (place, capacity) = (list.as_ptr().addr(), list.capacity());
        let other: Vec<(&'static str, usize)> = emptied(list);
        assert!(other.is_empty());
        assert_eq!((other.as_ptr().addr(), other.capacity()), (place, capacity));
    }

    #[test]
    fn much_room_is_given_back() {
        let list: Vec<usize> = Vec::with_capacity(MOST * 100);
        let other: Vec<usize> = emptied(list);
        assert!(other.capacity() <= MOST);
    }
}
