//! Rewrites the files that are produced from the engine; the tests hold them against it.

use crate::command;
use anyhow::Result;

/// Runs the tests that compare those files, told to write them instead.
pub(crate) fn run() -> Result<()> {
    let tests = ["test", "--package=return-policy", "--test=golden", "--test=schemas"];
    command::run(command::cargo().args(tests).env("UPDATE", "1"))
}
