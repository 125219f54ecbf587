//! Answers as JSON, with a fixed order of keys.

use crate::answer::{
    Because, Case, Change, Condition, Costs, Decision, Improvement, LayerReading, Line, Missing, Offer, Phase, Range,
    Scalar, Started, Terms, UsedFact, Validation,
};
use crate::json::write::{Object, OrNull, ToJson, only};
use crate::map::Map;
use crate::policy::PolicyDocument;

impl ToJson for Decision<'_> {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        object.field("format", &self.format);
        object.field("decisionId", &self.decision_id);
        object.field("order", &self.order);
        object.field("at", &self.at);
        object.field("nextChangeAt", &OrNull(&self.next_change_at));
        object.field("documents", self.documents);
        object.field("data", &self.data);
        object.field("lines", &self.lines);
        object.close();
    }
}

impl ToJson for Terms<'_> {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        object.field("format", &self.format);
        object.field("at", &self.at);
        object.field("documents", self.documents);
        object.field("data", &self.data);
        object.field("offers", &self.offers);
        object.field("warranty", &self.warranty);
        object.close();
    }
}

/// A policy that took part.
impl ToJson for PolicyDocument {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        object.field("id", &self.id);
        object.field("version", &self.version);
        object.field("layer", &self.layer.text());
        object.field("digest", &self.digest);
        object.close();
    }
}

impl ToJson for Line<'_> {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        object.field("line", &self.line);
        object.field("bucket", &self.bucket);
        object.field("left", &self.left);
        object.field("offers", &self.offers);
        object.field("warranty", &self.warranty);
        object.field("afterRepair", &self.after_repair);
        object.close();
    }
}

impl ToJson for Change {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        object.field("reason", &self.reason);
        object.field("remedy", &self.remedy);
        object.field("component", &self.component);
        object.field("status", &self.status);
        object.close();
    }
}

impl ToJson for Offer {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        object.field("reason", &self.reason);
        object.field("remedy", &self.remedy);
        object.field("component", &self.component);
        object.field("status", &self.leaf.status.text());
        object.field("window", &self.leaf.window);
        object.field("terms", &self.leaf.terms);
        object.field("improved", &self.leaf.improved);
        object.field("depends", &self.depends);
        object.field("cases", &self.cases);
        object.field("phases", &self.leaf.phases);
        object.field("layers", &self.leaf.layers);
        object.field("because", &self.leaf.because);
        object.close();
    }
}

impl ToJson for Started {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        object.field("anchor", &self.anchor);
        object.field("day", &self.day);
        object.close();
    }
}

impl ToJson for Improvement<'_> {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        object.field("term", &self.term);
        object.field("document", &self.document);
        object.field("declared", &self.declared);
        object.close();
    }
}

impl ToJson for Missing {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        object.field("fact", &self.fact);
        object.field("path", &self.path);
        object.field("affects", &self.affects);
        object.close();
    }
}

impl ToJson for Case {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        object.field("when", &self.when);
        object.field("status", &self.status);
        object.field("window", &self.window);
        object.field("terms", &self.terms);
        object.field("because", &self.because);
        object.close();
    }
}

impl ToJson for Range {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        object.field("gte", &self.gte);
        object.field("lt", &self.lt);
        object.close();
    }
}

impl ToJson for Phase {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        object.field("from", &self.from);
        object.field("until", &self.until);
        object.field("status", &self.status);
        object.field("terms", &self.terms);
        object.close();
    }
}

impl ToJson for LayerReading {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        object.field("layer", &self.layer);
        object.field("document", &self.document);
        object.field("status", &self.status);
        object.field("window", &self.window);
        object.field("terms", &self.terms);
        object.close();
    }
}

impl ToJson for Because<'_> {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        object.field("layer", &self.layer);
        object.field("document", &self.document);
        object.field("version", &self.version);
        object.field("rule", &self.rule);
        object.field("code", &self.code);
        object.field("sets", &self.sets);
        object.field("basis", self.basis);
        object.field("confidence", self.confidence);
        object.field("facts", &self.facts);
        object.close();
    }
}

impl ToJson for UsedFact<'_> {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        object.field("fact", &self.fact);
        object.field("value", &self.value);
        object.field("path", &self.path);
        object.field("given", &self.given);
        object.close();
    }
}

impl ToJson for Validation {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        object.field("acceptable", &self.acceptable);
        object.field("decisionId", &self.decision_id);
        object.field("problems", &self.problems);
        object.close();
    }
}

impl ToJson for Costs {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        self.0.iter().for_each(|(term, cost)| object.field(term.text(), cost));
        object.close();
    }
}

impl ToJson for Condition {
    fn write(&self, out: &mut String) {
        match self {
            Self::Is(value) => value.write(out),
            Self::Values(values) => values.write(out),
            Self::Range(range) => range.write(out),
            Self::Not { not } => only("not", not.as_ref(), out),
            Self::Names(names) => names.write(out),
        }
    }
}

impl ToJson for Scalar {
    fn write(&self, out: &mut String) {
        match self {
            Self::None => out.push_str("null"),
            Self::Flag(flag) => flag.write(out),
            Self::Number(number) => number.write(out),
            Self::Text(text) => text.write(out),
        }
    }
}

/// Conditions by the fact or name they are about.
impl<K: AsRef<str>> ToJson for Map<K, Condition> {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        self.iter().for_each(|(name, condition)| object.field(name.as_ref(), condition));
        object.close();
    }
}
