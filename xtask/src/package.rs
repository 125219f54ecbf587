//! Builds the npm package.

use crate::{bundle, javascript, notices, repository, setup, size, version, wasm};
use anyhow::{Context, Result, ensure};
use std::fs;

const DATA: [&str; 3] = ["statutes", "calendars", "zones"];
/// What entries for hosts with peculiarities are bundled with.
const HOSTS: &str = "hosts";
const LICENSES: [&str; 2] = ["LICENSE-MIT", "LICENSE-APACHE"];

/// Builds the package into `pkg/`, replacing what is there once all of it is made, and prints what a page downloads.
pub(crate) fn build() -> Result<()> {
    version::check()?;
    setup::build_tools()?;
    let (root, staged) = (repository::root(), repository::target()?.join("npm"));
    repository::clear(&staged)?;
    wasm::build(&staged, &repository::target()?)?;
    repository::copy(&root.join("pkg-template"), &staged, |_| true)?;
    javascript::translate(wasm::PAGE, &staged, &staged.join(HOSTS).join("translated.js"))?;
    wasm::forget_alignment(&staged)?;
    bundle::build(&staged, &wasm::NAMES)?;
    fs::remove_dir_all(staged.join(HOSTS)).context("what was bundled cannot be removed")?;
    let module = format!("{}_bg.wasm", wasm::PAGE);
    fs::copy(staged.join(&module), staged.join("mini-program").join(&module))?;
    for folder in DATA {
        repository::copy(&root.join(folder), &staged.join(folder), repository::is_json)?;
    }
    for license in LICENSES {
        let copied = fs::copy(root.join(license), staged.join(license));
        copied.with_context(|| format!("{license} cannot be copied"))?;
    }
    notices::write(&staged)?;
    repository::clear(&repository::package())?;
    repository::copy(&staged, &repository::package(), |_| true)?;
    size::print()
}

/// Builds the modules once more, from nothing and elsewhere, and fails unless they are those of `pkg/` to the byte.
pub(crate) fn build_again() -> Result<()> {
    let (again, package) = (repository::target()?.join("again"), repository::package());
    repository::clear(&again)?;
    wasm::build(&again, &again.join("target"))?;
    wasm::forget_alignment(&again)?;
    for name in wasm::NAMES {
        for file in [format!("{name}_bg.wasm"), format!("{name}.js")] {
            ensure!(
                fs::read(package.join(&file))? == fs::read(again.join(&file))?,
                "{file} differs between two builds"
            );
        }
    }
    repository::clear(&again)
}
