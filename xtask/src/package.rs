//! Builds the npm package.

use crate::{repository, setup, size, version, wasm};
use anyhow::{Context, Result};
use std::fs;

const DATA: [&str; 3] = ["statutes", "calendars", "zones"];
const LICENSES: [&str; 2] = ["LICENSE-MIT", "LICENSE-APACHE"];

/// Builds the package into `pkg/`, replacing what is there, and prints what a page downloads.
pub(crate) fn build() -> Result<()> {
    version::check()?;
    setup::build_tools()?;
    let module = repository::target()?.join("npm");
    repository::clear(&module)?;
    wasm::build(&module)?;

    let (root, package) = (repository::root(), repository::package());
    repository::clear(&package)?;
    repository::copy(&root.join("pkg-template"), &package, |_| true)?;
    repository::copy(&module, &package, |_| true)?;
    for folder in DATA {
        repository::copy(
            &root.join(folder),
            &package.join(folder),
            repository::is_json,
        )?;
    }
    for license in LICENSES {
        fs::copy(root.join(license), package.join(license))
            .with_context(|| format!("{license} cannot be copied"))?;
    }
    size::print()
}
