//! Comparisons as JSON, with a fixed order of keys.

use crate::diff::orders::{Count, Touched};
use crate::diff::walk::Undecided;
use crate::diff::{Buyer, Diff, FORMAT, Reference, Row};
use crate::json::write::{Filled, Object, OrNull, ToJson};

impl ToJson for Diff {
    fn write(&self, out: &mut String) {
        let outcome = match (self.undecided.is_empty(), self.rows.is_empty()) {
            (false, _) => "undecided",
            (true, true) => "same",
            (true, false) => "changed",
        };
        let mut object = Object::open(out);
        object.field("format", &FORMAT);
        object.field("outcome", &outcome);
        object.field("rows", &self.rows);
        object.field("undecided", &self.undecided);
        object.field("orders", &self.orders);
        if let Some(count) = &self.orders {
            object.field("problems", &Filled(&count.bad.problems));
        }
        object.close();
    }
}

impl ToJson for Row {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        object.field("reasons", &self.reasons);
        object.field("remedies", &self.remedies);
        object.field("when", &self.when);
        if !self.unless.is_empty() {
            object.field("unless", &self.unless);
        }
        if !self.except.is_empty() {
            object.field("except", &self.except);
        }
        object.field("term", &self.piece.change.term.text());
        object.field("old", &OrNull(&self.piece.change.old));
        object.field("new", &OrNull(&self.piece.change.new));
        object.field("phases", &self.piece.change.phases.as_ref().map(OldNew));
        object.field("data", &Filled(&self.piece.change.data));
        object.field("buyer", &self.piece.change.buyer.text());
        object.field("because", &OldNew(&self.piece.because));
        object.field("touched", &self.touched);
        object.close();
    }
}

/// What the old version has, and what the new one.
struct OldNew<'r, T>(&'r [Vec<T>; 2]);

impl<T: ToJson> ToJson for OldNew<'_, T> {
    fn write(&self, out: &mut String) {
        let [old, new] = self.0;
        let mut object = Object::open(out);
        object.field("old", old);
        object.field("new", new);
        object.close();
    }
}

impl ToJson for Reference {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        object.field("document", &self.document);
        object.field("version", &self.version);
        object.field("rule", &self.rule);
        object.close();
    }
}

impl ToJson for Undecided {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        object.field("reason", &self.reason);
        object.field("remedy", &self.remedy);
        object.field("facts", &self.facts);
        object.close();
    }
}

impl ToJson for Count {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        object.field("orders", &self.orders);
        object.field("lines", &self.lines);
        object.field("badLines", &self.bad.count);
        object.close();
    }
}

impl ToJson for Touched {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        object.field("orders", &self.orders);
        object.field("lines", &self.lines);
        object.field("amounts", &self.amounts);
        object.field("unpriced", &self.unpriced);
        object.field("possible", &self.possible);
        object.close();
    }
}

impl Buyer {
    const fn text(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Worse => "worse",
            Self::Other => "other",
        }
    }
}
