//! Measures evaluation.

use crate::{command, package};
use anyhow::Result;

/// Measures the engine natively, then the built package in Node.
pub(crate) fn run() -> Result<()> {
    command::run(command::cargo().args(["bench", "--package=return-policy"]))?;
    package::build()?;
    command::run(command::node().arg("benches/node.mjs"))
}
