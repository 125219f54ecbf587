//! A place in a document, built on the way down and written only when something is wrong there.

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

impl Pointer<'_> {
    /// The pointer as documents write it; `~` and `/` of keys are escaped.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        text
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Root => {}
            Self::Key(parent, key) => {
                parent.write(out);
                out.push('/');
                for character in key.chars() {
                    match character {
                        '~' => out.push_str("~0"),
                        '/' => out.push_str("~1"),
                        _ => out.push(character),
                    }
                }
            }
            Self::Index(parent, index) => {
                parent.write(out);
                out.push('/');
                out.push_str(&index.to_string());
            }
        }
    }
}

impl From<&Pointer<'_>> for String {
    fn from(pointer: &Pointer<'_>) -> Self {
        pointer.text()
    }
}

impl From<Pointer<'_>> for String {
    fn from(pointer: Pointer<'_>) -> Self {
        pointer.text()
    }
}
