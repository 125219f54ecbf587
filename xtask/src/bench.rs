//! Measures evaluation: the engine by itself, then side by side with what a shop could use instead.

use crate::{command, package, repository, setup, size};
use anyhow::Result;
use clap::Args;

/// How much to measure.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Takes few rounds, leaves out the engine by itself, and writes nothing
    #[arg(long)]
    quick: bool,
}

/// Measures the engine natively and as the built package in Node, then compares it.
pub(crate) fn run(options: &Options) -> Result<()> {
    package::build()?;
    if !options.quick {
        command::run(command::cargo().args(["bench", "--package=return-policy"]))?;
        command::run(command::node().arg("benches/node.mjs"))?;
    }
    compare(options)
}

fn compare(options: &Options) -> Result<()> {
    setup::node_modules_of(&repository::root().join("benches/compare"))?;
    let mut node = command::node();
    node.arg("benches/compare/run.mjs");
    node.arg(format!("--download={}", size::downloaded()?));
    node.arg(format!("--native={}", native("throughput")?));
    if options.quick {
        node.arg("--quick");
    }
    command::run(&mut node)
}

/// Builds a program of `benches/native`, optimised as the engine is released, and gives its place.
pub(crate) fn native(name: &str) -> Result<String> {
    let built = ["build", "--release", "--package=return-policy-native-benches", "--bin", name];
    command::run(command::cargo().args(built))?;
    let program = repository::target()?.join("release").join(name).with_extension(std::env::consts::EXE_EXTENSION);
    Ok(program.display().to_string())
}
