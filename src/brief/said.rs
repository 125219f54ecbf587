//! What the values of a call say of what rules tell apart.

use crate::brief::known::{Atom, Known};
use crate::brief::plan::Plan;
use crate::brief::scan::{Scanner, Token};
use crate::brief::value;
use crate::compile::Compiled;
use crate::dimension::DimensionId;
use crate::fact::{self, FactId, Kind};
use crate::shape::Shape;

/// What a value says of a fact.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said<'t> {
    pub(super) fact: FactId,
    /// The dimension, where rules or windows ask about it.
    pub(super) dimension: Option<DimensionId>,
    pub(super) known: Known<'t>,
    /// Where that lies.
    pub(super) atom: Option<Atom>,
}

/// The values of each fact that were read first, with what they say: of most facts there are few.
#[derive(Debug, Default)]
pub(super) struct Heard(Vec<Vec<Value>>);

/// A value.
#[derive(Debug)]
struct Value {
    /// As it stood.
    token: Token,
    /// What it says, and where in it the text stands, if that is one.
    said: Vec<(Said<'static>, Option<(usize, usize)>)>,
}

/// How many values of a fact are kept, how long they are at most, and of how many dimensions they say something.
const MOST_HEARD: usize = 16;
const LONGEST_KEPT: usize = 128;
const MOST_SAID: usize = 32;

/// Up to so many tags and names are compared with each other; calls with more are left to the decision in full.
const FEW: usize = 32;

/// Reads values for a plan.
#[derive(Clone, Copy)]
pub(super) struct Reader<'p> {
    pub(super) compiled: &'p Compiled,
    pub(super) plan: &'p Plan,
}

impl Reader<'_> {
    /// Reads what an object states of a fact.
    pub(super) fn read<'t>(
        self,
        scanner: &mut Scanner<'t>,
        fact: FactId,
        heard: &mut Heard,
        said: &mut Vec<Said<'t>>,
    ) -> Option<()> {
        let definition = fact::definition(fact);
        let (from, below) = self.plan.dimensions_of(fact);
        let is_of_few = below > from
            && matches!(
                definition.kind,
                Kind::Word | Kind::Path | Kind::Reason | Kind::Market | Kind::Tags | Kind::Names
            );
        if is_of_few && let Some(value) = heard.find(fact, scanner.rest()) {
            return value.say(scanner, said);
        }
        let (start, first) = (scanner.place(), said.len());
        match definition.kind {
            Kind::Tags => self.read_tags(scanner, fact, said)?,
            Kind::Names | Kind::Amounts => self.read_names(scanner, fact, said)?,
            // What happened to the goods is rarely stated, and takes more to read.
            Kind::History => return None,
            _ => {
                let known = value::read(scanner, definition)?;
                said.push(self.said(fact, self.plan.dimension_of(fact), known));
            }
        }
        if is_of_few {
            heard.keep(fact, scanner.since(start)?, said.get(first..)?);
        }
        Some(())
    }

    fn said<'t>(self, fact: FactId, dimension: Option<DimensionId>, known: Known<'t>) -> Said<'t> {
        let atom = dimension.and_then(|id| self.plan.atom(self.compiled, id, known));
        Said { fact, dimension, known, atom }
    }

    /// Reads a list of tags, and says of each that rules name whether it is there.
    fn read_tags<'t>(self, scanner: &mut Scanner<'t>, fact: FactId, said: &mut Vec<Said<'t>>) -> Option<()> {
        let shape = &fact::definition(fact).value;
        let (mut tags, mut count) = ([""; FEW], 0_usize);
        scanner.list(|scanner| {
            let tag = scanner.string().filter(|text| value::fits(shape, text))?;
            once(&mut tags, &mut count, tag)
        })?;
        let (from, below) = self.plan.dimensions_of(fact);
        for id in from..below {
            let name = self.compiled.dimensions.get(id).and_then(|dimension| dimension.name.as_deref());
            let present = name.is_some_and(|name| tags.iter().take(count).any(|tag| *tag == name));
            said.push(self.said(fact, Some(id), Known::Tag(present)));
        }
        Some(())
    }

    /// Reads an object of names, and says what stands at each that rules or windows name.
    fn read_names<'t>(self, scanner: &mut Scanner<'t>, fact: FactId, said: &mut Vec<Said<'t>>) -> Option<()> {
        let shape = &fact::definition(fact).value;
        let (mut names, mut count) = ([""; FEW], 0_usize);
        let (from, below) = self.plan.dimensions_of(fact);
        scanner.object(|scanner, name| {
            let known =
                if scanner.peek()? == b'n' { value::read_null(scanner)? } else { value::read_shape(scanner, shape)? };
            once(&mut names, &mut count, name).filter(|()| value::fits(&Shape::Word, name))?;
            let is_named = |id: &DimensionId| {
                self.compiled.dimensions.get(*id).is_some_and(|dimension| dimension.name.as_deref() == Some(name))
            };
            if let Some(id) = (from..below).find(is_named) {
                said.push(self.said(fact, Some(id), known));
            }
            Some(())
        })
    }
}

/// Takes in a text that did not stand before; `None` where it did, or where there are too many.
fn once<'t>(texts: &mut [&'t str; FEW], count: &mut usize, text: &'t str) -> Option<()> {
    if texts.iter().take(*count).any(|other| *other == text) {
        return None;
    }
    *texts.get_mut(*count)? = text;
    *count = count.wrapping_add(1);
    Some(())
}

impl Heard {
    #[inline]
    fn find(&self, fact: FactId, rest: &[u8]) -> Option<&Value> {
        self.0.get(fact)?.iter().find(|value| value.token.begins(rest))
    }

    fn keep(&mut self, fact: FactId, text: &str, said: &[Said<'_>]) {
        if text.len() > LONGEST_KEPT || said.len() > MOST_SAID {
            return;
        }
        while self.0.len() <= fact {
            self.0.push(Vec::new());
        }
        let Some(values) = self.0.get_mut(fact).filter(|values| values.len() < MOST_HEARD) else { return };
        let mut kept = Vec::new();
        for said in said {
            let place = match said.known {
                Known::Word(word) => Some(place_in(text, word)),
                _ => None,
            };
            if place == Some(None) {
                return;
            }
            kept.push((Said { known: said.known.without_text(), ..*said }, place.flatten()));
        }
        values.push(Value { token: Token::new(text), said: kept });
    }
}

impl Value {
    #[inline]
    fn say<'t>(&self, scanner: &mut Scanner<'t>, said: &mut Vec<Said<'t>>) -> Option<()> {
        let text = scanner.pass_token(&self.token)?;
        for (kept, place) in &self.said {
            let known = match place {
                Some((from, to)) => Known::Word(text.get(*from..*to)?),
                None => kept.known,
            };
            said.push(Said { known, ..*kept });
        }
        Some(())
    }
}

/// Where in a text another stands that was cut out of it.
fn place_in(text: &str, part: &str) -> Option<(usize, usize)> {
    let from = part.as_ptr().addr().checked_sub(text.as_ptr().addr())?;
    let to = from.checked_add(part.len())?;
    (text.get(from..to)? == part).then_some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load;

    const SHOP: &str = r#"{ "format": "return-policy/1", "id": "shop", "version": "1", "layer": "declared", "zone": "UTC",
        "windows": { "month": { "length": "P30D", "from": ["delivery"] } },
        "rules": [
            { "id": "month", "when": { "remedy": ["refund"], "reason": ["defect"], "market": ["DE"], "category": ["toys"], "tag": ["sale", "new"],
                "condition": { "seal": ["intact"] }, "tier": ["gold"] }, "then": { "granted": true, "window": "month" } }] }"#;

    #[test]
    fn what_was_heard_says_the_same_again() {
        let documents = format!("[{SHOP},{}]", include_str!("../../zones/UTC.json"));
        let compiled = load::load(&documents).expect("documents without problems");
        let plan = Plan::new(&compiled).expect("a plan");
        let reader = Reader { compiled: &compiled, plan: &plan };
        #[rustfmt::skip]
        let cases = [
            // why this row               field         value                                      kept
            ("a text that is named",      "category",   r#""toys""#,                               true),
            ("a text below it",           "category",   r#""toys/trains""#,                        true),
            ("another text",              "category",   r#""books""#,                              true),
            ("none",                      "category",   "null",                                    true),
            ("a market",                  "market",     r#""DE-BY""#,                              true),
            ("tags",                      "tags",       r#"["new", "red"]"#,                       true),
            ("no tags",                   "tags",       "[]",                                      true),
            ("names",                     "conditions", r#"{"seal":"intact","used":false}"#,       true),
            ("a flag at a name",          "conditions", r#"{"seal":true}"#,                        true),
            ("a fact no rule asks about", "sku",        r#""SKU-1""#,                              false),
            ("a long text",               "category",   &format!("{:?}", "a".repeat(LONGEST_KEPT)), false),
        ];
        for (why, field, value, kept) in cases {
            let fact = fact::FACTS.iter().position(|fact| fact.field == field).expect("a fact");
            let mut heard = Heard::default();
            let mut said: Vec<Vec<Said<'_>>> = Vec::new();
            // In the second text it stands elsewhere.
            let texts = [format!("{value},"), format!("      {value}}}")];
            for text in &texts {
                let mut scanner = Scanner::new(text);
                scanner.peek();
                let mut own = Vec::new();
                reader.read(&mut scanner, fact, &mut heard, &mut own).expect(why);
                assert_eq!(scanner.rest(), &text.as_bytes()[text.len() - 1..], "{why}: it is passed over");
                said.push(own);
                assert_eq!(heard.find(fact, value.as_bytes()).is_some(), kept, "{why}");
            }
            assert_eq!(format!("{:?}", said[0]), format!("{:?}", said[1]), "{why}");
            assert!(!said[0].is_empty(), "{why}");
        }
    }

    #[test]
    fn only_so_many_values_are_kept_of_a_fact() {
        let mut heard = Heard::default();
        for number in 0..MOST_HEARD + 5 {
            let text = format!("\"{number}\"");
            let known = Known::Word(text.trim_matches('"'));
            heard.keep(0, &text, &[Said { fact: 0, dimension: Some(0), known, atom: Some(1) }]);
        }
        assert_eq!(heard.0[0].len(), MOST_HEARD);
    }
}
