//! `replay`: many orders are decided again, on all cores, and compared with the answers given before.

mod answers;
mod blocks;
pub(crate) mod compare;
mod decide;
mod in_order;
mod progress;
pub(crate) mod tally;

use std::io::IsTerminal;
use std::num::NonZero;
use std::thread;
use std::time::Duration;

use return_policy::Policy;
use serde::Serialize;

use crate::arguments::{Format, Replay};
use crate::input::{Failure, Source};
use crate::parts::Parts;
use crate::problem::Problem;
use crate::run::{self, Outcome};
use crate::text::replay as text;
use crate::{call, documents, lines};
use answers::Answers;
use blocks::{Blocks, Stream};
use decide::{Decided, How};
use in_order::Stop;
use progress::Progress;
use tally::{Differing, Tally};

/// How the answers compare with those that are expected, as JSON.
#[derive(Serialize)]
struct Compared<'t> {
    ok: bool,
    value: Comparison<'t>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Comparison<'t> {
    format: &'static str,
    outcome: &'static str,
    orders: u64,
    bad_lines: u64,
    different: u64,
    without_order: u64,
    differences: &'t [Differing],
}

/// Carries out `replay`.
pub(crate) fn run(command: &Replay) -> Result<Outcome, Vec<Failure>> {
    let (documents, orders, expected) = read(command)?;
    let (name, size) = (orders.name.clone(), orders.size);
    let mut blocks = Blocks::new(orders, expected).map_err(one)?;
    let mut documents = Parts::list(documents);
    let policy = match compile(&mut documents) {
        Ok(policy) => policy,
        Err(problems) => return Ok(run::refuse(&documents, &problems, command.output.format)),
    };
    if let Some((option, problems)) = command.at.as_deref().and_then(|at| lines::check_instant(&policy, at)) {
        return Ok(run::refuse(&option, &problems, command.output.format));
    }
    let mut answers = Answers::open(command, &documents).map_err(one)?;
    let how = How {
        policy: &policy,
        ask: if command.brief { Policy::brief } else { Policy::evaluate },
        at: command.at.as_deref(),
        counts_offers: tells(command),
        keeps_answers: answers.are_kept(),
    };
    match decide_all(&mut blocks, &how, &mut answers, bar(command, size), jobs(command)) {
        Ok((tally, left, time)) => Ok(report(command, &name, &tally, left, time)),
        // A reader that went away, such as `head`, wants no more.
        Err(Stop::Unread) => Ok(Outcome::Answered),
        Err(Stop::Failed(failure)) => Err(one(failure)),
    }
}

/// What the command line names: documents, orders, and what is expected.
fn read(command: &Replay) -> Result<(Vec<Source>, Stream, Option<Stream>), Vec<Failure>> {
    let documents = documents::read(&command.policies);
    let orders = Stream::open(&command.orders);
    let expected = command.expect.as_deref().map(Stream::open).transpose();
    match (documents, orders, expected) {
        (Ok(documents), Ok(orders), Ok(expected)) => Ok((documents, orders, expected)),
        (documents, orders, expected) => {
            let failures = documents.err().into_iter().flatten();
            Err(failures.chain(orders.err()).chain(expected.err()).collect())
        }
    }
}

fn compile(documents: &mut Parts) -> Result<Policy, Vec<Problem>> {
    let broken = call::not_json(documents);
    if broken.is_empty() { documents::compile(documents) } else { Err(broken) }
}

/// Decides all orders; gives the counts, how many answers are expected beyond them, and the time it took.
fn decide_all(
    blocks: &mut Blocks,
    how: &How<'_>,
    answers: &mut Answers,
    mut progress: Progress,
    jobs: usize,
) -> Result<(Tally, u64, Duration), Stop> {
    let mut tally = Tally::default();
    let mut bytes = 0_u64;
    let take = |decided: Decided| {
        answers.write(&decided.answers)?;
        bytes = bytes.saturating_add(decided.bytes);
        tally.add(decided.tally);
        progress.reach(bytes, tally.lines());
        Ok(())
    };
    let ended = in_order::run(jobs, || blocks.next(), |block| decide::decide(&block, how), take);
    let time = progress.end();
    ended?;
    Ok((tally, blocks.left()?, time))
}

/// Says what the answers come to, and how they differ from those that are expected.
fn report(command: &Replay, name: &str, tally: &Tally, left: u64, time: Duration) -> Outcome {
    let is_empty = tally.lines() == 0;
    let is_same = tally.different == 0 && left == 0;
    match (&command.expect, command.output.format) {
        (Some(_), Format::Json) => run::print_json(&compared(tally, left, is_same)),
        _ if is_empty => lines::print_none(name),
        (Some(_), Format::Text) => run::print(&text::differences(tally, left)),
        (None, _) => {}
    }
    if tells(command) && !is_empty {
        let time = std::io::stderr().is_terminal().then_some(time);
        run::print_aside(&text::summary(tally, time));
    }
    // Problems that are expected are as good as decisions.
    let is_good = if command.expect.is_some() { is_same } else { tally.bad_lines == 0 };
    if is_good && !is_empty { Outcome::Answered } else { Outcome::Refused }
}

fn compared(tally: &Tally, left: u64, is_same: bool) -> String {
    let value = Comparison {
        format: "return-replay/1",
        outcome: if is_same { "same" } else { "changed" },
        orders: tally.orders,
        bad_lines: tally.bad_lines,
        different: tally.different,
        without_order: left,
        differences: &tally.differences,
    };
    serde_json::to_string(&Compared { ok: true, value }).unwrap_or_default()
}

/// Whether people are told on standard error how far it is and what it came to.
fn tells(command: &Replay) -> bool {
    !command.quiet && command.output.format == Format::Text
}

/// A bar is for terminals, and not for those that the answers are printed to.
fn bar(command: &Replay, size: Option<u64>) -> Progress {
    let prints = command.answers.is_none() && command.expect.is_none() && std::io::stdout().is_terminal();
    Progress::begin(size, tells(command) && !prints && std::io::stderr().is_terminal())
}

/// As many threads as there are cores where nothing is said.
fn jobs(command: &Replay) -> usize {
    command.jobs.map_or_else(|| thread::available_parallelism().map_or(1, NonZero::get), usize::from)
}

fn one(failure: Failure) -> Vec<Failure> {
    vec![failure]
}
