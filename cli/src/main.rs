//! `return-policy`: checks return policies and decides orders from the command line.

mod answer;
mod arguments;
mod built_in;
mod call;
mod checked;
mod coverage;
mod diagnostics;
mod diff;
mod documents;
mod excerpt;
mod floor;
mod import;
mod input;
mod lines;
mod parts;
mod period;
mod place;
mod problem;
mod replay;
mod run;
mod statutes;
mod text;
mod words;

use std::process::ExitCode;

use clap::Parser;

use arguments::Arguments;
use run::Outcome;

/// 0: answered; 1: problems; 2: the command could not be carried out.
fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run::run(&arguments) {
        Ok(Outcome::Answered) => ExitCode::SUCCESS,
        Ok(Outcome::Refused) => ExitCode::from(1),
        Err(failures) => {
            diagnostics::print_failures(&failures);
            ExitCode::from(2)
        }
    }
}
