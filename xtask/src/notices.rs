//! Says what is compiled into the package, under which licences, and what it was made with.

use crate::{command, repository, version, wasm};
use anyhow::{Context, Result};
use serde_json::{Map, Value, json};
use std::fs;
use std::path::Path;

const HEAD: &str = "\
# Notices

What is compiled into the modules of this package, under the licences that its authors chose. The Rust standard library,
copyright The Rust Project Contributors, is under MIT or Apache-2.0 as well; the fallback is translated by binaryen, which is
under Apache-2.0.
";

/// Writes `NOTICES.md` and `provenance.json` into the package in `folder`.
pub(crate) fn write(folder: &Path) -> Result<()> {
    let metadata = command::read(command::cargo().args(["metadata", "--format-version=1"]))?;
    let metadata: Value = serde_json::from_str(&metadata)?;
    let packages = metadata.get("packages").and_then(Value::as_array).context("cargo names no packages")?;
    let mut notices = HEAD.to_owned();
    for compiled in compiled_in()? {
        let package = packages
            .iter()
            .find(|package| format!("{} v{}", text(package, "name"), text(package, "version")) == compiled);
        notices.push_str(&notice(package.with_context(|| format!("cargo does not know {compiled}"))?)?);
    }
    fs::write(folder.join("NOTICES.md"), notices)?;
    Ok(fs::write(folder.join("provenance.json"), format!("{:#}\n", provenance(folder)?))?)
}

/// The crates of the modules besides the engine itself, each as its name and version.
fn compiled_in() -> Result<Vec<String>> {
    let mut cargo = command::cargo();
    cargo.args(["tree", "--package=return-policy", "--target=wasm32-unknown-unknown", "--edges=normal,no-proc-macro"]);
    let printed = command::read(cargo.args(["--prefix=none", "--no-dedupe", "--format={p}"]))?;
    let mut crates: Vec<String> = printed.lines().filter(|line| !line.contains('(')).map(str::to_owned).collect();
    crates.sort();
    crates.dedup();
    Ok(crates)
}

/// What a crate says about itself, with its licence where it carries one that may be chosen alone.
fn notice(package: &Value) -> Result<String> {
    let head = ["name", "version", "license", "repository"].map(|field| text(package, field)).join(", ");
    let folder = Path::new(text(package, "manifest_path")).parent().context("a manifest lies in a folder")?;
    let texts =
        ["LICENSE-MIT", "LICENSE", "LICENSE.txt", "LICENSE.md"].map(|name| fs::read_to_string(folder.join(name)).ok());
    let license = texts.into_iter().flatten().next().unwrap_or_else(|| format!("By {}.\n", authors(package)));
    Ok(format!("\n## {head}\n\n{}\n", license.trim()))
}

fn authors(package: &Value) -> String {
    let authors = package.get("authors").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    authors.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ")
}

fn text<'v>(value: &'v Value, field: &str) -> &'v str {
    value.get(field).and_then(Value::as_str).unwrap_or_default()
}

/// The tools by version, and the modules by digest.
fn provenance(folder: &Path) -> Result<Value> {
    let rustc = command::read(command::program("rustc").arg("--version"))?;
    let development = fs::read_to_string(repository::root().join("package.json"))?;
    let development: Value = serde_json::from_str(&development)?;
    let tool = |name: &str| development.pointer(&format!("/devDependencies/{name}")).cloned().unwrap_or_default();
    let mut modules = Map::new();
    for name in wasm::NAMES {
        let file = format!("{name}_bg.wasm");
        modules.insert(file.clone(), sha256(&folder.join(&file))?.into());
    }
    Ok(json!({
        "version": env!("CARGO_PKG_VERSION"),
        "rustc": rustc.trim(),
        "wasm-bindgen": version::bindgen()?,
        "binaryen": tool("binaryen"),
        "esbuild": tool("esbuild"),
        "sha256": modules,
    }))
}

fn sha256(file: &Path) -> Result<String> {
    let digest =
        "require('crypto').createHash('sha256').update(require('fs').readFileSync(process.argv[1])).digest('hex')";
    Ok(command::read(command::node().args(["--print", digest]).arg(file))?.trim().to_owned())
}
