//! What the tasks need besides Rust: installed where that is possible, and otherwise named.

use crate::{command, repository};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;
use std::time::SystemTime;

const OLDEST_NODE: u32 = 20;

/// Makes the WebAssembly target and the npm tools ready.
pub(crate) fn build_tools() -> Result<()> {
    target()?;
    node()?;
    node_modules()
}

fn target() -> Result<()> {
    let target = "wasm32-unknown-unknown";
    let library = command::read(command::program("rustc").args(["--print", "target-libdir", "--target", target]))?;
    if Path::new(library.trim()).exists() {
        return Ok(());
    }
    let add = command::run(command::program("rustup").args(["target", "add", target]));
    add.with_context(|| format!("install the standard library of {target} for this compiler"))
}

fn node() -> Result<()> {
    let install = || format!("install Node {OLDEST_NODE} or later, with npm, and have `node` on the search path");
    let version = command::read(command::node().arg("--version")).with_context(install)?;
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    ensure!(major >= Some(OLDEST_NODE), "this Node is {}: {}", version.trim(), install());
    command::read(command::npm().arg("--version")).with_context(install)?;
    Ok(())
}

fn node_modules() -> Result<()> {
    node_modules_of(repository::root())
}

/// Installs the locked npm packages of a folder when its lock file is newer than what is installed.
pub(crate) fn node_modules_of(folder: &Path) -> Result<()> {
    let locked = changed(&folder.join("package-lock.json"));
    if locked <= changed(&folder.join("node_modules/.package-lock.json")) {
        return Ok(());
    }
    command::run(command::npm().arg("ci").current_dir(folder))
}

fn changed(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).and_then(|metadata| metadata.modified()).ok()
}
