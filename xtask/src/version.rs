//! Versions that must agree, checked before anything is built from them.

use crate::repository;
use anyhow::{Context, Result, ensure};
use std::fs;

/// Fails when the glue would not fit the module, or the npm package would call itself another version than the crate.
pub(crate) fn check() -> Result<()> {
    let lock = fs::read_to_string(repository::root().join("Cargo.lock"))?;
    let module = locked(&lock, "wasm-bindgen")?;
    for tool in ["wasm-bindgen-cli-support", "wasm-bindgen-cli"] {
        let tool_version = locked(&lock, tool)?;
        ensure!(
            tool_version == module,
            "Cargo.lock has {tool} {tool_version}, but the module is built with wasm-bindgen {module}: pin one version"
        );
    }
    let template = fs::read_to_string(repository::root().join("pkg-template/package.json"))?;
    let template: serde_json::Value = serde_json::from_str(&template)?;
    let package = template.get("version").and_then(serde_json::Value::as_str).unwrap_or("none");
    let workspace = env!("CARGO_PKG_VERSION");
    ensure!(package == workspace, "pkg-template/package.json has version {package}, but the workspace has {workspace}");
    Ok(())
}

/// The version of wasm-bindgen, in the modules and for their glue.
pub(crate) fn bindgen() -> Result<String> {
    let lock = fs::read_to_string(repository::root().join("Cargo.lock"))?;
    locked(&lock, "wasm-bindgen").map(str::to_owned)
}

fn locked<'a>(lock: &'a str, package: &str) -> Result<&'a str> {
    let entry = format!("name = \"{package}\"\nversion = \"");
    let (_, rest) = lock.split_once(&entry).with_context(|| format!("Cargo.lock has no {package}"))?;
    let (version, _) = rest.split_once('"').with_context(|| format!("Cargo.lock has no version of {package}"))?;
    Ok(version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locked_version_is_found_by_its_whole_name() {
        let lock =
            "[[package]]\nname = \"a-b\"\nversion = \"2.0.0\"\n\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\n";
        assert_eq!(locked(lock, "a").unwrap(), "1.0.0");
        assert!(locked(lock, "b").is_err());
    }

    #[test]
    fn this_repository_agrees_with_itself() {
        check().unwrap();
    }
}
