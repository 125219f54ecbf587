//! A place in a document, built on the way down and written only when something is wrong there.

use std::fmt;

/// A JSON Pointer (RFC 6901) as a chain from the leaf to the root.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Pointer<'p> {
    /// The whole document.
    Root,
    /// A field of an object.
    Key(&'p Pointer<'p>, &'p str),
    /// An item of a list.
    Index(&'p Pointer<'p>, usize),
}

impl<'p> Pointer<'p> {
    /// The place of a field below this one.
    pub(crate) const fn key(&'p self, key: &'p str) -> Self {
        Self::Key(self, key)
    }

    /// The place of an item below this one.
    pub(crate) const fn index(&'p self, index: usize) -> Self {
        Self::Index(self, index)
    }
}

impl fmt::Display for Pointer<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => Ok(()),
            Self::Key(parent, key) if key.contains(['~', '/']) => {
                write!(formatter, "{parent}/{}", key.replace('~', "~0").replace('/', "~1"))
            }
            Self::Key(parent, key) => write!(formatter, "{parent}/{key}"),
            Self::Index(parent, index) => write!(formatter, "{parent}/{index}"),
        }
    }
}
