//! Counts instructions. A busy machine slows every clock, but what a program does for fixed input it does in as many steps.

use crate::{bench, command, debian, repository};
use anyhow::{Context, Result, ensure};
use serde_json::{Map, Value, json};
use std::{env, fs};

const RECORDED: &str = "benches/instructions.json";

/// How many requests are decided.
const EVALUATIONS: u64 = 100;

/// By how much a count may exceed what is recorded, in hundredths.
const TOLERATED: u64 = 10;

/// Fails when compiling or deciding takes a tenth more instructions than recorded; writes the record if `UPDATE` is set.
pub(crate) fn check() -> Result<()> {
    let counted = counted()?;
    let file = repository::root().join(RECORDED);
    if env::var_os("UPDATE").is_some() {
        return Ok(fs::write(file, format!("{}\n", serde_json::to_string_pretty(&counted)?))?);
    }
    let recorded: Value = serde_json::from_str(&fs::read_to_string(file)?)?;
    let mut over = Vec::new();
    for (what, now) in &counted {
        let (now, before) = (number(Some(now))?, number(recorded.get(what))?);
        println!("{what}: {now} instructions, {before} recorded");
        if exceeds(now, before) {
            over.push(what.as_str());
        }
    }
    ensure!(
        over.is_empty(),
        "more than {TOLERATED} % over {RECORDED}: {}; if that is meant, record it: UPDATE=1 cargo xtask test --only instructions",
        over.join(", ")
    );
    Ok(())
}

/// What compiling and deciding take, by name.
fn counted() -> Result<Map<String, Value>> {
    if command::find("valgrind").is_none() {
        debian::install(&["valgrind"])?;
    }
    ensure!(command::find("valgrind").is_some(), "no Valgrind: install `valgrind`");
    let program = bench::native("instructions")?;
    let compiled = count(&program, "evaluate", 0)?;
    let evaluated = count(&program, "evaluate", EVALUATIONS)?.saturating_sub(compiled);
    let briefly = count(&program, "brief", EVALUATIONS)?.saturating_sub(compiled);
    let on = |what: &str| format!("{what} on {}", env::consts::ARCH);
    Ok(Map::from_iter([
        (on("compile the documents of the demonstration"), json!(compiled)),
        (on(&format!("evaluate its request {EVALUATIONS} times")), json!(evaluated)),
        (on(&format!("decide it in brief {EVALUATIONS} times")), json!(briefly)),
    ]))
}

/// Counts the instructions of a whole run of the program.
fn count(program: &str, how: &str, times: u64) -> Result<u64> {
    let log = repository::target()?.join("instructions.log");
    let mut valgrind = command::program("valgrind");
    valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
    valgrind.arg(format!("--log-file={}", log.display())).arg(program).args([how, &times.to_string()]);
    command::run(&mut valgrind)?;
    read(&fs::read_to_string(log)?)
}

/// Finds the count in what Valgrind says at the end: `==1== Collected : 123`.
fn read(log: &str) -> Result<u64> {
    let collected = log.lines().find_map(|line| line.split_once("Collected : "));
    let (_, count) = collected.with_context(|| format!("Valgrind counted nothing: {log}"))?;
    Ok(count.trim().parse()?)
}

fn number(value: Option<&Value>) -> Result<u64> {
    let missing = || format!("{RECORDED} has no number for this: UPDATE=1 cargo xtask test --only instructions");
    value.and_then(Value::as_u64).with_context(missing)
}

const fn exceeds(now: u64, before: u64) -> bool {
    now.saturating_mul(100) > before.saturating_mul(100_u64.saturating_add(TOLERATED))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenth_more_is_tolerated_and_one_instruction_beyond_it_is_not() {
        let cases = [(1000, false), (1100, false), (1101, true), (10, false)];
        for (now, over) in cases {
            assert_eq!(exceeds(now, 1000), over, "{now}");
        }
    }

    #[test]
    fn the_count_is_what_was_collected() {
        let log = "==7== Events    : Ir\n==7== Collected : 295106\n==7== \n";
        assert!(read(log).is_ok_and(|count| count == 295_106));
        assert!(read("==7== Events    : Ir\n").is_err());
    }
}
