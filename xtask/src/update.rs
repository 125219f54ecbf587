//! Rewrites the files that are produced from the engine and the statutes; the tests hold them against it.

use crate::command;
use anyhow::Result;

/// Runs the tests that compare those files, told to write them instead.
pub(crate) fn run() -> Result<()> {
    let engine = ["test", "--package=return-policy", "--test=golden", "--test=schemas"];
    let statutes = ["test", "--package=return-policy-cli", "--test=statutes"];
    command::run(command::cargo().args(engine).env("UPDATE", "1"))?;
    command::run(command::cargo().args(statutes).env("UPDATE", "1"))
}
