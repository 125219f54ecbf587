//! Runs every check, each as a step of its own.

use crate::steps::{BUILD, STEPS, Step};
use anyhow::anyhow;
use clap::Args;
use clap::builder::PossibleValuesParser;
use std::process::ExitCode;
use std::time::Instant;

/// What to check.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Runs this step alone; may be given more than once
    #[arg(long, value_name = "STEP", value_parser = PossibleValuesParser::new(STEPS.iter().map(|step| step.name)))]
    only: Vec<String>,
}

/// Runs the steps in order, all of them even when one fails, and ends with a line that counts them.
pub(crate) fn run(options: &Options) -> ExitCode {
    let steps = chosen(&options.only);
    let mut failed: Vec<&Step> = Vec::new();
    for step in &steps {
        if !succeeds(step, &failed) {
            failed.push(step);
        }
    }
    println!();
    for step in &failed {
        println!("failed: {}    again: cargo xtask test --only {}", step.title, step.name);
    }
    println!("xtask: {} passed, {} failed", steps.len().saturating_sub(failed.len()), failed.len());
    if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The steps that were asked for. One that looks at the package needs it built from what is here now.
fn chosen(only: &[String]) -> Vec<&'static Step> {
    let asked = |step: &Step| only.is_empty() || only.iter().any(|name| name == step.name);
    let packaged = STEPS.iter().any(|step| asked(step) && step.needs_package);
    STEPS.iter().filter(|step| asked(step) || (packaged && step.name == BUILD)).collect()
}

fn succeeds(step: &Step, failed: &[&Step]) -> bool {
    println!("\n=== {}: {} ===", step.name, step.title);
    let start = Instant::now();
    let unbuilt = step.needs_package && failed.iter().any(|failed| failed.name == BUILD);
    let outcome = if unbuilt { Err(anyhow!("there is no package of what is here now")) } else { (step.run)() };
    match &outcome {
        Ok(()) => println!("--- {} passed in {:.1?}", step.name, start.elapsed()),
        Err(error) => println!("--- {} FAILED: {error:#}", step.name),
    }
    outcome.is_ok()
}
