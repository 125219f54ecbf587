//! Compiles the engine to WebAssembly, writes its JavaScript glue and makes it small.

use crate::{command, repository};
use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use std::{env, fs};
use wasm_bindgen_cli_support::Bindgen;

/// What the module may use beyond the first WebAssembly. Each raises the oldest browser that can load it.
const FEATURES: [&str; 6] =
    ["bulk-memory", "multivalue", "mutable-globals", "nontrapping-float-to-int", "reference-types", "sign-ext"];

/// The modules of the package by name, and what cargo builds them with: one with everything, and one for pages without
/// what is needed only to publish a policy.
const MODULES: [(&str, &[&str]); 2] = [("return_policy", &[]), ("return_policy_page", &["--no-default-features"])];

/// Writes each module to `folder` as `<name>_bg.wasm`, with its glue `<name>.js`.
pub(crate) fn build(folder: &Path) -> Result<()> {
    let places = places()?;
    for (name, features) in MODULES {
        bind(&compile(features, &places)?, name, folder)?;
        let module = folder.join(format!("{name}_bg.wasm"));
        shrink(&module)?;
        names_no_place(&module, &places)?;
    }
    Ok(())
}

/// Folders of this machine, and what the module says instead: no build may depend on where it was made.
type Places = Vec<(PathBuf, String)>;

fn places() -> Result<Places> {
    let mut places = vec![(repository::root().to_path_buf(), "return-policy".into())];
    let registries = cargo_home()?.join("registry/src");
    for registry in fs::read_dir(&registries).into_iter().flatten() {
        places.push((registry?.path(), "crates".into()));
    }
    Ok(places)
}

fn cargo_home() -> Result<PathBuf> {
    let home = env::home_dir().map(|home| home.join(".cargo"));
    env::var_os("CARGO_HOME").map(PathBuf::from).or(home).context("cargo has no home folder")
}

/// Nothing is stripped here: the glue is written from what the unstripped module says about itself.
fn compile(features: &[&str], places: &Places) -> Result<PathBuf> {
    let remapped = places.iter().map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display()));
    let mut cargo = command::cargo();
    cargo.args(["build", "--package=return-policy", "--lib", "--profile=wasm", "--target=wasm32-unknown-unknown"]);
    cargo.args(features);
    command::run(cargo.env("CARGO_ENCODED_RUSTFLAGS", remapped.collect::<Vec<_>>().join("\u{1f}")))?;
    Ok(repository::target()?.join("wasm32-unknown-unknown/wasm/return_policy.wasm"))
}

fn bind(module: &Path, name: &str, folder: &Path) -> Result<()> {
    Bindgen::new()
        .input_path(module)
        .out_name(name)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(folder)
}

/// Functions with one caller stay apart: alike ones compress well, and inlining takes their likeness away. Data stays
/// whole, with its zeros: they compress to less than the places of its pieces.
const OPTIMISE: [&str; 4] =
    ["-O2", "--one-caller-inline-max-function-size=0", "--skip-pass=memory-packing", "--mvp-features"];

fn shrink(module: &Path) -> Result<()> {
    let mut optimise = command::node();
    optimise.arg("node_modules/binaryen/bin/wasm-opt").args(OPTIMISE);
    optimise.args(FEATURES.map(|feature| format!("--enable-{feature}")));
    command::run(optimise.arg(module).arg("--output").arg(module))
}

fn names_no_place(module: &Path, places: &Places) -> Result<()> {
    let bytes = fs::read(module)?;
    for (place, _) in places {
        let name = place.display().to_string();
        let named = bytes.windows(name.len()).any(|window| window == name.as_bytes());
        ensure!(!named, "the module contains {name}: it would differ from machine to machine");
    }
    Ok(())
}
