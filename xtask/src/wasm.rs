//! Compiles the engine to WebAssembly, writes its JavaScript glue and makes it small.

use crate::{command, glue, repository};
use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use std::{env, fs};
use wasm_bindgen_cli_support::Bindgen;

/// What the module may use beyond the first WebAssembly. Each raises the oldest browser that can load it.
const FEATURES: [&str; 4] = ["bulk-memory", "mutable-globals", "nontrapping-float-to-int", "sign-ext"];

/// What the compiler says that the module may use, and what it does without: the oldest webviews and the translation to
/// JavaScript do not know them.
const FORBIDDEN: [&str; 2] = ["multivalue", "reference-types"];

/// A module of the package.
struct Module {
    name: &'static str,
    /// What cargo builds it with.
    cargo: &'static [&'static str],
    /// The profile that it is built in.
    profile: &'static str,
    /// What the compiler is told besides.
    rustc: &'static [&'static str],
    /// What wasm-opt does to it.
    optimise: &'static [&'static str],
}

/// One with everything, made to be quick, for backends decide many orders; and one for pages, made to be small, without
/// what publishes policies and what decides in brief.
const MODULES: [Module; 2] = [
    Module {
        name: NAMES[0],
        cargo: &[],
        profile: "wasm-quick",
        rustc: &[SEPARATE],
        optimise: &["-O2", "--strip-target-features"],
    },
    Module { name: PAGE, cargo: &["--no-default-features"], profile: "wasm", rustc: &[APART], optimise: &SMALL },
];

/// The names of the modules.
pub(crate) const NAMES: [&str; 2] = ["return_policy", PAGE];

/// The module for pages.
pub(crate) const PAGE: &str = "return_policy_page";

/// Writes each module to `folder` as `<name>_bg.wasm`, with its glue `<name>.js`; compiles in the folder `target`.
pub(crate) fn build(folder: &Path, target: &Path) -> Result<()> {
    let places = places()?;
    for module in MODULES {
        let name = module.name;
        bind(&compile(&module, &places, target)?, name, folder)?;
        let script = folder.join(format!("{name}.js"));
        glue::compare_buffers(&script)?;
        if module.name == NAMES[0] {
            glue::encode_at_once(&script)?;
        }
        let written = folder.join(format!("{name}_bg.wasm"));
        run_binaryen("wasm-opt", module.optimise, &written, &written)?;
        names_no_place(&written, &places)?;
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
    places.push(library()?);
    Ok(places)
}

/// Where the sources of the standard library are, if they are here, and what its compiled form says instead where they are not.
fn library() -> Result<(PathBuf, String)> {
    let rustc = |options: &[&str]| command::read(command::program("rustc").args(options));
    let version = rustc(&["--version", "--verbose"])?;
    let commit = version.lines().find_map(|line| line.strip_prefix("commit-hash: ")).context("rustc has no commit")?;
    let sources = Path::new(rustc(&["--print", "sysroot"])?.trim()).join("lib/rustlib/src/rust");
    Ok((sources, format!("/rustc/{commit}")))
}

fn cargo_home() -> Result<PathBuf> {
    let home = env::home_dir().map(|home| home.join(".cargo"));
    env::var_os("CARGO_HOME").map(PathBuf::from).or(home).context("cargo has no home folder")
}

/// Functions of some size stay functions: as quick when they are warm, and V8 compiles what is called first in a third of the time.
const SEPARATE: &str = "-Cllvm-args=-inline-threshold=80";

/// What branches end with alike stays in each of them: alike code compresses well, and what picks the values of a shared end does not.
const APART: &str = "-Cllvm-args=-simplifycfg-sink-common=false";

/// Nothing is stripped here: the glue is written from what the unstripped module says about itself.
fn compile(module: &Module, places: &Places, target: &Path) -> Result<PathBuf> {
    let remapped = places.iter().map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display()));
    let mut cargo = command::cargo();
    cargo.args(["build", "--package=return-policy", "--lib", "--target=wasm32-unknown-unknown"]);
    cargo.args(["--profile", module.profile]).args(module.cargo).env("CARGO_TARGET_DIR", target);
    let forbidden = FORBIDDEN.map(|feature| format!("-{feature}")).join(",");
    let flags = module.rustc.iter().map(|flag| (*flag).to_owned()).chain([format!("-Ctarget-feature={forbidden}")]);
    let flags = remapped.chain(flags);
    command::run(cargo.env("CARGO_ENCODED_RUSTFLAGS", flags.collect::<Vec<_>>().join("\u{1f}")))?;
    Ok(target.join("wasm32-unknown-unknown").join(module.profile).join("return_policy.wasm"))
}

fn bind(module: &Path, name: &str, folder: &Path) -> Result<()> {
    let mut bytes = fs::read(module)?;
    FORBIDDEN.iter().try_for_each(|feature| forbid(feature, &mut bytes))?;
    Bindgen::new()
        .input_bytes(name, bytes)
        .out_name(name)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(folder)
}

/// Turns a feature's `+` in the section `target_features` into `-`, so that the glue is written without it.
fn forbid(feature: &str, module: &mut [u8]) -> Result<()> {
    let length = u8::try_from(feature.len())?;
    let entry = [b"+", [length].as_slice(), feature.as_bytes()].concat();
    let place = module.windows(entry.len()).position(|window| window == entry);
    let prefix = place.and_then(|place| module.get_mut(place)).with_context(|| format!("no feature {feature}"))?;
    *prefix = b'-';
    Ok(())
}

/// Functions with one caller stay apart, and locals where the compiler sets them: alike ones compress well, and inlining and moving
/// take their likeness away. Data stays whole, with its zeros: they compress to less than the places of its pieces.
const SMALL: [&str; 6] = [
    "-O2",
    "--shrink-level=1",
    "--one-caller-inline-max-function-size=0",
    "--skip-pass=simplify-locals",
    "--skip-pass=memory-packing",
    "--strip-target-features",
];

/// Takes out of the modules of `folder` what they say about how values are aligned in memory: it compresses badly, and engines do
/// not ask. Only the translation to JavaScript does.
pub(crate) fn forget_alignment(folder: &Path) -> Result<()> {
    NAMES
        .iter()
        .map(|name| folder.join(format!("{name}_bg.wasm")))
        .try_for_each(|module| run_binaryen("wasm-opt", &["--dealign"], &module, &module))
}

/// Runs a tool of binaryen over a module that may use what these modules may.
pub(crate) fn run_binaryen(tool: &str, options: &[&str], from: &Path, to: &Path) -> Result<()> {
    let mut binaryen = command::node();
    binaryen.arg(format!("node_modules/binaryen/bin/{tool}")).args(options).arg("--mvp-features");
    binaryen.args(FEATURES.map(|feature| format!("--enable-{feature}")));
    command::run(binaryen.arg(from).arg("--output").arg(to))
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
