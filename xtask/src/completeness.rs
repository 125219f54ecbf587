//! Whether a test run ran everything: a run that skips is no proof.

use anyhow::{Result, ensure};

/// Fails unless what `cargo test` or `node --test` printed counts some tests as passed and none as left out.
pub(crate) fn check(printed: &str) -> Result<()> {
    let passed = count(printed, &["passed", "pass"]);
    let left_out = count(printed, &["ignored", "skipped", "todo", "cancelled"]);
    ensure!(passed > 0, "no test ran");
    ensure!(left_out == 0, "{left_out} tests did not run");
    Ok(())
}

/// Adds up the numbers that stand beside one of the words in the summary lines.
fn count(printed: &str, words: &[&str]) -> u64 {
    let summaries = printed.lines().filter(|line| line.starts_with("test result:") || line.starts_with("ℹ "));
    let parts = summaries.flat_map(|line| line.split(['.', ';', 'ℹ']));
    parts.filter_map(|part| number_beside(part, words)).fold(0, u64::saturating_add)
}

fn number_beside(part: &str, words: &[&str]) -> Option<u64> {
    let (first, second) = part.trim().split_once(' ')?;
    let number = if words.contains(&second) { first } else { second };
    if words.contains(&first) || words.contains(&second) { number.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_complete_when_some_passed_and_none_was_left_out() {
        #[rustfmt::skip]
        let cases = [
            // why this row              printed                                                                    complete
            ("cargo, all ran",           "test result: ok. 3 passed; 0 failed; 0 ignored; finished in 0.01s",       true),
            ("cargo, one binary empty",  "test result: ok. 0 passed; 0 ignored\ntest result: ok. 2 passed; 0 ignored", true),
            ("cargo, one ignored",       "test result: ok. 3 passed; 0 failed; 1 ignored; finished in 0.01s",       false),
            ("cargo, nothing there",     "test result: ok. 0 passed; 0 failed; 0 ignored; finished in 0.00s",       false),
            ("wasm runner, nothing",     "no tests to run!",                                                        false),
            ("Node, all ran",            "ℹ tests 2\nℹ pass 2\nℹ skipped 0\nℹ todo 0",                              true),
            ("Node, one skipped",        "ℹ tests 2\nℹ pass 1\nℹ skipped 1\nℹ todo 0",                              false),
        ];
        for (why, printed, complete) in cases {
            assert_eq!(check(printed).is_ok(), complete, "{why}");
        }
    }
}
