//! Collects what iterators give, item by item.
//!
//! The standard `collect` and `extend` ask a chain of iterators how much it will give before and while it gives it. That
//! is compiled anew for every chain, and weighs more in the WebAssembly module than what the chain itself does.

/// Collects into a list.
pub(crate) trait Gather: Iterator + Sized {
    /// The items as a list.
    fn gather(self) -> Vec<Self::Item> {
        let mut list = Vec::new();
        list.add_all(self);
        list
    }
}

impl<I: Iterator> Gather for I {}

/// Collects into a list, unless an item is missing.
pub(crate) trait GatherAll<T> {
    /// The items as a list; `None` where one of them is.
    fn gather_all(self) -> Option<Vec<T>>;
}

impl<T, I: Iterator<Item = Option<T>>> GatherAll<T> for I {
    fn gather_all(self) -> Option<Vec<T>> {
        let mut list = Vec::new();
        for item in self {
            list.push(item?);
        }
        Some(list)
    }
}

/// Collects into a list that may hold something already.
pub(crate) trait AddAll<T> {
    /// Adds items at the end.
    fn add_all(&mut self, items: impl IntoIterator<Item = T>);

    /// Adds an item at the end, if there is one.
    fn add(&mut self, item: Option<T>);
}

impl<T> AddAll<T> for Vec<T> {
    fn add_all(&mut self, items: impl IntoIterator<Item = T>) {
        items.into_iter().for_each(|item| self.push(item));
    }

    fn add(&mut self, item: Option<T>) {
        if let Some(item) = item {
            self.push(item);
        }
    }
}
