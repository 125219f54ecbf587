//! Which conditions were seen already: many rules ask for the same of a fact.

use crate::policy::{Constraint, Scalar, Set};

/// The conditions that were seen last, each in a place that follows from what it asks. One that takes the place of another is
/// new again where that one comes back: so this stays small, whatever documents hold.
#[derive(Debug, Default)]
pub(crate) struct Recall<'c>(Vec<Option<&'c Constraint>>);

/// How many places there are: a power of two.
pub(crate) const PLACES: usize = 512;

impl<'c> Recall<'c> {
    /// The place of a condition, and whether it is new there.
    pub(crate) fn place(&mut self, constraint: &'c Constraint) -> (usize, bool) {
        while self.0.len() < PLACES {
            self.0.push(None);
        }
        let mut mixed = constraint.fact;
        let values = if let Set::Values(values) = &constraint.set { values.as_slice() } else { &[] };
        for value in values {
            let Scalar::Word(word) = value else { continue };
            mixed = word.bytes().fold(mixed, |mixed, byte| mixed.wrapping_mul(31).wrapping_add(byte.into()));
        }
        let place = mixed & PLACES.saturating_sub(1);
        let seen = self.0.get_mut(place).map(|seen| seen.replace(constraint)).unwrap_or_default();
        (place, seen != Some(constraint))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::FactId;

    fn on(fact: FactId, words: &[&str]) -> Constraint {
        let values = words.iter().map(|word| Scalar::Word((*word).to_owned())).collect();
        Constraint { fact, name: None, negated: false, set: Set::Values(values) }
    }

    #[test]
    fn only_the_same_condition_is_recalled() {
        let shop = on(3, &["shop-1"]);
        #[rustfmt::skip]
        let cases = [
            // why this row                           condition                                      is new
            ("the same",                              on(3, &["shop-1"]),                            false),
            ("another fact",                          on(4, &["shop-1"]),                            true),
            ("a word in its place",                   on(3, &["tIop-1"]),                            true),
            ("several words",                         on(3, &["shop-1", "shop-2"]),                  true),
            ("the word in two parts",                 on(3, &["shop", "-1"]),                        true),
            ("all but the word",                      Constraint { negated: true, ..on(3, &["shop-1"]) }, true),
            ("a name of the fact",                    Constraint { name: Some("n".into()), ..on(3, &["shop-1"]) }, true),
            ("no word",                               Constraint { set: Set::Range(None, None), ..on(3, &[]) }, true),
        ];
        for (why, condition, is_new) in &cases {
            let mut recall = Recall::default();
            assert!(recall.place(&shop).1, "nothing was seen before");
            assert_eq!(recall.place(condition).1, *is_new, "{why}");
        }
    }

    #[test]
    fn a_word_that_lost_its_place_is_new_again() {
        let (shop, other) = (on(3, &["shop-1"]), on(3, &["tIop-1"]));
        let mut recall = Recall::default();
        let places = [&shop, &other, &shop, &shop].map(|condition| recall.place(condition));
        let place = places[0].0;
        assert_eq!(places, [(place, true), (place, true), (place, true), (place, false)]);
    }
}
