//! What many answers come to.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::compare::Difference;

/// Of so many answers it is told how they differ; others are only counted.
const MOST_DIFFERENT: usize = 100;

/// Counts over some lines.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Tally {
    /// Orders that could be decided.
    pub(crate) orders: u64,
    /// Lines that could not be.
    pub(crate) bad_lines: u64,
    /// The number of the first of them, from 1.
    pub(crate) first_bad: Option<u64>,
    /// Lines of orders that were decided, a bucket being one of its own.
    pub(crate) order_lines: u64,
    /// How many offers have which status.
    pub(crate) statuses: BTreeMap<String, u64>,
    /// Answers that are not as expected.
    pub(crate) different: u64,
    /// How the first of them differ.
    pub(crate) differences: Vec<Differing>,
}

/// An answer that is not as expected.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Differing {
    /// The number of the order's line, from 1.
    pub(crate) line: u64,
    /// How it differs.
    #[serde(flatten)]
    pub(crate) difference: Difference,
}

/// As much of an answer as is counted.
#[derive(Default, Deserialize)]
struct Answer<'a> {
    #[serde(borrow, default)]
    value: Decision<'a>,
}

#[derive(Default, Deserialize)]
struct Decision<'a> {
    #[serde(borrow, default)]
    lines: Vec<Line<'a>>,
}

#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow, default)]
    offers: Vec<Offer<'a>>,
    #[serde(borrow, default)]
    warranty: Vec<Offer<'a>>,
}

#[derive(Deserialize)]
struct Offer<'a> {
    #[serde(borrow)]
    status: Cow<'a, str>,
}

impl Tally {
    /// Lines that were answered, with a decision or problems.
    pub(crate) fn lines(&self) -> u64 {
        self.orders.saturating_add(self.bad_lines)
    }

    /// Counts an answer by whether it is a decision.
    pub(super) fn count(&mut self, line: u64, is_decided: bool) {
        if is_decided {
            self.orders = self.orders.saturating_add(1);
        } else {
            self.bad_lines = self.bad_lines.saturating_add(1);
            self.first_bad = self.first_bad.or(Some(line));
        }
    }

    /// Counts the lines and offers of a decision.
    pub(super) fn count_offers(&mut self, answer: &str) {
        let answer: Answer<'_> = serde_json::from_str(answer).unwrap_or_default();
        for line in &answer.value.lines {
            self.order_lines = self.order_lines.saturating_add(1);
            for offer in line.offers.iter().chain(&line.warranty) {
                self.add_status(&offer.status, 1);
            }
        }
    }

    /// Notes an answer that is not as expected.
    pub(super) fn differs(&mut self, line: u64, difference: Difference) {
        self.different = self.different.saturating_add(1);
        if self.differences.len() < MOST_DIFFERENT {
            self.differences.push(Differing { line, difference });
        }
    }

    /// Adds the counts over lines further down.
    pub(super) fn add(&mut self, later: Self) {
        self.orders = self.orders.saturating_add(later.orders);
        self.bad_lines = self.bad_lines.saturating_add(later.bad_lines);
        self.first_bad = self.first_bad.or(later.first_bad);
        self.order_lines = self.order_lines.saturating_add(later.order_lines);
        self.different = self.different.saturating_add(later.different);
        let room = MOST_DIFFERENT.saturating_sub(self.differences.len());
        self.differences.extend(later.differences.into_iter().take(room));
        for (status, count) in later.statuses {
            self.add_status(&status, count);
        }
    }

    fn add_status(&mut self, status: &str, count: u64) {
        if let Some(known) = self.statuses.get_mut(status) {
            *known = known.saturating_add(count);
        } else {
            self.statuses.insert(status.to_owned(), count);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANSWER: &str = r#"{"ok":true,"value":{"order":"1","lines":[
        {"line":"a","offers":[{"status":"open","phases":[{"status":"closed"}]},{"status":"excluded"}],"warranty":[{"status":"open"}]},
        {"line":"b","offers":[],"warranty":[]}]}}"#;

    #[test]
    fn only_what_holds_now_is_counted() {
        let mut tally = Tally::default();
        tally.count_offers(ANSWER);
        assert_eq!(tally.order_lines, 2);
        assert_eq!(tally.statuses, BTreeMap::from([("excluded".into(), 1), ("open".into(), 2)]));
    }

    #[test]
    fn parts_add_up_to_the_whole() {
        let mut whole = Tally::default();
        let mut parts = [Tally::default(), Tally::default(), Tally::default()];
        for line in 1..=300_u64 {
            let part = &mut parts[usize::try_from((line - 1) / 100).expect("small")];
            for tally in [&mut whole, part] {
                tally.count(line, line % 70 != 0);
                tally.count_offers(ANSWER);
                if line % 2 == 0 {
                    tally.differs(line, Difference::Rewritten);
                }
            }
        }
        let mut sum = Tally::default();
        parts.into_iter().for_each(|part| sum.add(part));
        assert_eq!(sum, whole);
        assert_eq!((sum.orders, sum.bad_lines, sum.first_bad, sum.different), (296, 4, Some(70), 150));
        assert_eq!(sum.differences.last().map(|last| last.line), Some(200));
    }
}
