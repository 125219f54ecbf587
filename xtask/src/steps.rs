//! The steps of `cargo xtask test`, in the order they run: what is quick to fail comes first.

use crate::browser::Browsers;
use crate::command::{cargo, node, program, run, run_and_read};
use crate::{completeness, instructions, package, python, repository, setup, size};
use anyhow::{Result, ensure};
use std::path::Path;
use std::process::Command;

/// One check.
#[derive(Debug)]
pub(crate) struct Step {
    /// What `--only` calls it.
    pub(crate) name: &'static str,
    /// What it shows when it passes.
    pub(crate) title: &'static str,
    /// Whether it looks at `pkg/`.
    pub(crate) needs_package: bool,
    /// Does it.
    pub(crate) run: fn() -> Result<()>,
}

/// The name of the step that the package comes from.
pub(crate) const BUILD: &str = "build";

/// Every step.
#[rustfmt::skip]
pub(crate) static STEPS: [Step; 18] = [
    Step { name: "format",         title: "the code is formatted",                       needs_package: false, run: format },
    Step { name: "lint",           title: "clippy has nothing to say",                   needs_package: false, run: lint },
    Step { name: "lint-wasm",      title: "nor has it for WebAssembly",                  needs_package: false, run: lint_wasm },
    Step { name: "native",         title: "the tests pass natively",                     needs_package: false, run: native },
    Step { name: "documentation",  title: "the documentation is whole",                  needs_package: false, run: documentation },
    Step { name: "data",           title: "calendars and zones are as published",        needs_package: false, run: data },
    Step { name: "instructions",   title: "compiling and deciding take no more steps",   needs_package: false, run: instructions::check },
    Step { name: "golden-node",    title: "every golden vector holds in Node",           needs_package: false, run: golden_in_node },
    Step { name: "golden-browser", title: "every golden vector holds in Chromium",       needs_package: false, run: golden_in_browser },
    Step { name: BUILD,            title: "the npm package builds",                      needs_package: false, run: package::build },
    Step { name: "size",           title: "a page downloads no more than it may",        needs_package: true,  run: size::check },
    Step { name: "package",        title: "the packed package works in real projects",   needs_package: true,  run: packed },
    Step { name: "hosts",          title: "every host gives the native answers",         needs_package: true,  run: hosts },
    Step { name: "reproducible",   title: "two builds give the same bytes",              needs_package: true,  run: package::build_again },
    Step { name: "temporal",       title: "days, hours and zones are Temporal's",        needs_package: true,  run: temporal },
    Step { name: "types",          title: "the TypeScript types fit what is documented", needs_package: true,  run: types },
    Step { name: "elements",       title: "the elements work in every browser",          needs_package: true,  run: elements },
    Step { name: "www",            title: "the demonstration works in a browser",        needs_package: true,  run: www },
];

fn format() -> Result<()> {
    run(cargo().args(["fmt", "--all", "--check"]))
}

fn lint() -> Result<()> {
    run(cargo().args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

fn lint_wasm() -> Result<()> {
    setup::build_tools()?;
    let target = ["clippy", "--package=return-policy", "--lib", "--target=wasm32-unknown-unknown"];
    run(cargo().args(target).args(["--", "-D", "warnings"]))?;
    run(cargo().args(target).args(["--no-default-features", "--", "-D", "warnings"]))
}

fn native() -> Result<()> {
    completeness::check(&run_and_read(cargo().args(["test", "--workspace"]))?)
}

fn documentation() -> Result<()> {
    run(cargo().args(["doc", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings"))
}

fn data() -> Result<()> {
    let python = python::ready()?;
    for script in ["calendars/generate.py", "zones/generate.py"] {
        run(program(&python).args([script, "--check"]))?;
    }
    Ok(())
}

const GOLDEN: [&str; 4] = ["test", "--package=return-policy", "--test=golden", "--target=wasm32-unknown-unknown"];

fn golden_in_node() -> Result<()> {
    setup::build_tools()?;
    completeness::check(&run_and_read(cargo().args(GOLDEN))?)
}

fn golden_in_browser() -> Result<()> {
    setup::build_tools()?;
    let mut command = cargo();
    Browsers::chromium()?.tell(&mut command).args(GOLDEN);
    command.env("WASM_BINDGEN_USE_BROWSER", "1").env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    completeness::check(&run_and_read(&mut command)?)
}

fn packed() -> Result<()> {
    test_in_node("tests/package", Browsers::chromium()?.tell(&mut node()))
}

fn hosts() -> Result<()> {
    test_in_node("tests/hosts", Browsers::every()?.tell(&mut node()))
}

fn temporal() -> Result<()> {
    test_in_node("tests/temporal", &mut node())
}

fn types() -> Result<()> {
    test_in_node("tests/types", &mut node())
}

fn elements() -> Result<()> {
    test_in_node("tests/elements", Browsers::every()?.tell(&mut node()))
}

fn www() -> Result<()> {
    test_in_node("tests/www", Browsers::chromium()?.tell(&mut node()))
}

/// Runs every test file of a folder. They are named one by one: the versions of Node look for them in different ways.
fn test_in_node(folder: &str, node: &mut Command) -> Result<()> {
    setup::build_tools()?;
    let files = repository::files(&repository::root().join(folder), is_test)?;
    ensure!(!files.is_empty(), "{folder} has no tests");
    let printed = run_and_read(node.args(["--test", "--test-reporter=spec"]).args(files))?;
    completeness::check(&printed)
}

fn is_test(path: &Path) -> bool {
    path.to_string_lossy().ends_with(".test.mjs")
}
