//! Every task of this repository; `cargo xtask --help` lists them.

mod bench;
mod browser;
mod bundle;
mod command;
mod completeness;
mod debian;
mod demo;
mod glue;
mod http;
mod instructions;
mod javascript;
mod notices;
mod package;
mod python;
mod repository;
mod sample;
mod server;
mod setup;
mod size;
mod steps;
mod test;
mod update;
mod version;
mod wasm;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Every task of this repository.
///
/// A task installs what it needs where it can, and otherwise says what is missing.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version)]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Builds the npm package into pkg/ and prints what a page downloads
    Build,
    /// Runs every check, from formatting to real browsers
    Test(test::Options),
    /// Decides one order natively and in Node, compares the answers, and serves the demonstration
    Demo(demo::Options),
    /// Measures evaluation natively and in Node, beside other engines, and writes benches/RESULTS.md
    Bench(bench::Options),
    /// Rewrites what is produced: schemas, types, the recorded answers of the golden vectors, the tables of statutes
    Update,
    /// Prints what each host downloads of the package in pkg/
    Size,
}

fn main() -> ExitCode {
    let done = match Cli::parse().task {
        Task::Build => package::build(),
        Task::Test(options) => return test::run(&options),
        Task::Demo(options) => demo::run(&options),
        Task::Bench(options) => bench::run(&options),
        Task::Update => update::run(),
        Task::Size => size::print_all(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
