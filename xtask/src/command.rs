//! Running other programs: each is announced first, and a failure names it.

use crate::repository;
use anyhow::{Context, Result, ensure};
use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::{env, fmt::Write};

/// A command that runs at the root of the repository.
pub(crate) fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(repository::root());
    command
}

/// The cargo that runs this task.
pub(crate) fn cargo() -> Command {
    program(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Node, told to keep to plain text.
pub(crate) fn node() -> Command {
    let mut node = program("node");
    node.env_remove("FORCE_COLOR").env("NO_COLOR", "1");
    node
}

/// npm, by the name it has here.
pub(crate) fn npm() -> Command {
    program(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

/// Runs a command to its end and lets it print.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    println!("$ {}", shown(command));
    let status = command.status().with_context(|| format!("`{}` does not start", shown(command)))?;
    ensure!(status.success(), "`{}` failed: {status}", shown(command));
    Ok(())
}

/// Runs a command to its end, unannounced, and gives what it printed.
pub(crate) fn read(command: &mut Command) -> Result<String> {
    command.stderr(Stdio::inherit());
    let output = command.output().with_context(|| format!("`{}` does not start", shown(command)))?;
    ensure!(output.status.success(), "`{}` failed: {}", shown(command), output.status);
    Ok(String::from_utf8(output.stdout)?)
}

/// Runs a command to its end, lets it print, and gives what it printed to its standard output.
pub(crate) fn run_and_read(command: &mut Command) -> Result<String> {
    println!("$ {}", shown(command));
    let child = command.stdout(Stdio::piped()).spawn();
    let mut child = child.with_context(|| format!("`{}` does not start", shown(command)))?;
    let mut printed = String::new();
    for line in BufReader::new(child.stdout.take().context("the output is not piped")?).lines() {
        let line = line?;
        println!("{line}");
        writeln!(printed, "{line}")?;
    }
    let status = child.wait()?;
    ensure!(status.success(), "`{}` failed: {status}", shown(command));
    Ok(printed)
}

/// The place of a program on the search path.
pub(crate) fn find(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(name).with_extension(env::consts::EXE_EXTENSION))
        .find(|file| file.is_file())
}

fn shown(command: &Command) -> String {
    let name = PathBuf::from(command.get_program());
    let name = name.file_name().unwrap_or(command.get_program());
    let words = std::iter::once(name).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}
