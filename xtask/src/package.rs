//! Builds the npm package.

use crate::{repository, setup, size, version, wasm};
use anyhow::{Context, Result};
use std::fs;

const DATA: [&str; 3] = ["statutes", "calendars", "zones"];
const LICENSES: [&str; 2] = ["LICENSE-MIT", "LICENSE-APACHE"];

/// Builds the package into `pkg/`, replacing what is there once all of it is made, and prints what a page downloads.
pub(crate) fn build() -> Result<()> {
    version::check()?;
    setup::build_tools()?;
    let (root, staged) = (repository::root(), repository::target()?.join("npm"));
    repository::clear(&staged)?;
    wasm::build(&staged)?;
    repository::copy(&root.join("pkg-template"), &staged, |_| true)?;
    for folder in DATA {
        repository::copy(&root.join(folder), &staged.join(folder), repository::is_json)?;
    }
    for license in LICENSES {
        let copied = fs::copy(root.join(license), staged.join(license));
        copied.with_context(|| format!("{license} cannot be copied"))?;
    }
    repository::clear(&repository::package())?;
    repository::copy(&staged, &repository::package(), |_| true)?;
    size::print()
}
