//! Builds the npm package.

use crate::{command, repository, setup, size, version, wasm};
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

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
    bundle(&staged.join("page.js"))?;
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

/// Puts what an entry imports into it, so that a page loads one script, and one without comments.
fn bundle(entry: &Path) -> Result<()> {
    let mut esbuild = command::npm();
    esbuild.args(["exec", "--offline", "--", "esbuild"]).arg(entry);
    esbuild.args([
        "--bundle",
        "--minify",
        "--format=esm",
        "--target=es2022",
        "--log-level=warning",
        "--allow-overwrite",
    ]);
    let mut outfile = std::ffi::OsString::from("--outfile=");
    outfile.push(entry);
    command::run(esbuild.arg(outfile))
}
