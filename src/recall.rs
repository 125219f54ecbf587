//! Which conditions were seen already: many rules ask for the same word of a fact.

use crate::fact::FactId;
use crate::policy::{Constraint, Scalar, Set};

/// The conditions on one word that were seen last, each in a place that follows from what it asks. One that takes the place of
/// another is new again where that one comes back: so this stays small, whatever documents hold.
#[derive(Debug, Default)]
pub(crate) struct Recall<'c>(Vec<(FactId, &'c str)>);

/// How many places there are: one for all other conditions, which are always new, and a power of two.
pub(crate) const PLACES: usize = LAST.saturating_add(1);
const LAST: usize = 512;

impl<'c> Recall<'c> {
    /// The place of a condition, and whether it is new there.
    pub(crate) fn place(&mut self, constraint: &'c Constraint) -> (usize, bool) {
        while self.0.len() < PLACES {
            self.0.push((FactId::MAX, ""));
        }
        let (None, false, Set::Values(values)) = (&constraint.name, constraint.negated, &constraint.set) else {
            return (0, true);
        };
        let [Scalar::Word(word)] = values.as_slice() else { return (0, true) };
        // Words of one fact that are of one length and end alike share a place.
        let last = word.as_bytes().last().copied().unwrap_or(0);
        let mixed =
            constraint.fact.wrapping_mul(31).wrapping_add(word.len()).wrapping_mul(31).wrapping_add(last.into());
        let place = (mixed & LAST.saturating_sub(1)).saturating_add(1);
        let Some(seen) = self.0.get_mut(place) else { return (0, true) };
        let is_new = *seen != (constraint.fact, word);
        *seen = (constraint.fact, word);
        (place, is_new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(fact: FactId, words: &[&str]) -> Constraint {
        let values = words.iter().map(|word| Scalar::Word((*word).to_owned())).collect();
        Constraint { fact, name: None, negated: false, set: Set::Values(values) }
    }

    #[test]
    fn only_the_same_word_of_the_same_fact_is_recalled() {
        let shop = on(3, &["shop-1"]);
        #[rustfmt::skip]
        let cases = [
            // why this row                           condition                                      is new
            ("the same",                              on(3, &["shop-1"]),                            false),
            ("another fact",                          on(4, &["shop-1"]),                            true),
            ("a word in its place",                   on(3, &["pohs-1"]),                            true),
            ("several words",                         on(3, &["shop-1", "shop-2"]),                  true),
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
        let (shop, other) = (on(3, &["shop-1"]), on(3, &["pohs-1"]));
        let mut recall = Recall::default();
        let places = [&shop, &other, &shop, &shop].map(|condition| recall.place(condition));
        let place = places[0].0;
        assert_eq!(places, [(place, true), (place, true), (place, true), (place, false)]);
    }
}
