//! A block of orders is decided.

use return_policy::Policy;
use serde_json::json;

use super::blocks::Block;
use super::compare;
use super::tally::Tally;
use crate::lines;

/// How lines are decided.
pub(super) struct How<'c> {
    /// By which policy.
    pub(super) policy: &'c Policy,
    /// What it is asked.
    pub(super) ask: fn(&Policy, &str) -> String,
    /// The instant of lines that say none.
    pub(super) at: Option<&'c str>,
    /// Whether lines and offers are counted.
    pub(super) counts_offers: bool,
    /// Whether anybody wants the answers.
    pub(super) keeps_answers: bool,
}

/// What became of a block.
pub(super) struct Decided {
    /// Its answers, one a line; empty where nobody wants them.
    pub(super) answers: String,
    /// How long the block was, in bytes.
    pub(super) bytes: u64,
    /// The counts over it.
    pub(super) tally: Tally,
}

/// Decides the lines of a block in their order.
pub(super) fn decide(block: &Block, how: &How<'_>) -> Decided {
    let mut answers = String::new();
    let mut tally = Tally::default();
    let mut expected = block.expected.as_ref().map(|expected| expected.iter());
    for (number, line) in block.orders() {
        let answer = answer(line, how);
        let is_decided = answer.starts_with(r#"{"ok":true"#);
        tally.count(number, is_decided);
        if is_decided && how.counts_offers {
            tally.count_offers(&answer);
        }
        let compared = expected.as_mut().map(|expected| compare::compare(expected.next().map(Vec::as_slice), &answer));
        if let Some(difference) = compared.flatten() {
            tally.differs(number, difference);
        }
        if how.keeps_answers {
            answers.push_str(&answer);
            answers.push('\n');
        }
    }
    Decided { answers, bytes: u64::try_from(block.lines.len()).unwrap_or(u64::MAX), tally }
}

/// The engine reads text; what is none has a problem like what is no JSON.
fn answer(line: &[u8], how: &How<'_>) -> String {
    match std::str::from_utf8(line) {
        Ok(line) => (how.ask)(how.policy, &lines::call_of(line, how.at)),
        Err(error) => {
            let message = format!("not JSON: byte {} of the line is not UTF-8", error.valid_up_to());
            json!({ "ok": false, "problems": [{ "path": "", "code": "not-json", "message": message }] }).to_string()
        }
    }
}
