//! The Python that holds calendars and zones against the packages they are made from.

use crate::{command, debian, repository};
use anyhow::{Context, Result};
use std::path::PathBuf;

/// What the scripts of each folder need, at exact versions.
const REQUIREMENTS: [&str; 2] = ["calendars/requirements.txt", "zones/requirements.txt"];

/// Makes an environment with what the scripts need, apart from the system's own, and gives its Python.
pub(crate) fn ready() -> Result<PathBuf> {
    let environment = repository::target()?.join("python");
    let python = environment.join("bin/python3");
    if !python.exists() {
        let make = || command::run(command::program("python3").args(["-m", "venv", "--clear"]).arg(&environment));
        if make().is_err() {
            debian::install(&["python3", "python3-venv"])?;
            make().context("install Python 3 with its `venv` module")?;
        }
    }
    let mut install = command::program(&python);
    install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
    command::run(install.args(REQUIREMENTS.iter().flat_map(|file| ["--requirement", file])))?;
    Ok(python)
}
