//! Translates a module to JavaScript, for hosts that run no WebAssembly.

use crate::wasm;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// What the translation cannot express, told in what it can.
const LOWER: [&str; 3] =
    ["--llvm-nontrapping-fptoint-lowering", "--signext-lowering", "--llvm-memory-copy-fill-lowering"];

/// Writes `script`, whose default export is the module `name` of `folder` as a function from its imports to its exports.
pub(crate) fn translate(name: &str, folder: &Path, script: &Path) -> Result<()> {
    let lowered = folder.join("lowered.wasm");
    wasm::run_binaryen("wasm-opt", &LOWER, &folder.join(format!("{name}_bg.wasm")), &lowered)?;
    wasm::run_binaryen("wasm2js", &["-O2"], &lowered, script)?;
    fs::remove_file(&lowered)?;
    let written = fs::read_to_string(script)?;
    Ok(fs::write(script, function(&written)?)?)
}

/// A script as it is written imports from the glue and runs at once; both are left to whoever calls the function.
fn function(script: &str) -> Result<String> {
    let (import, rest) = script.split_once('\n').context("the script is empty")?;
    anyhow::ensure!(import.starts_with("import "), "the script begins with `{import}`");
    let (body, _) = rest.split_once("\nvar retasmFunc = asmFunc(").context("the script does not run the module")?;
    Ok(format!("{body}\nexport default asmFunc;\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_becomes_a_function() {
        let script = "import * as glue from './glue.js';\nfunction asmFunc(imports) {}\n\nvar retasmFunc = asmFunc({});\nexport var a;\n";
        assert_eq!(function(script).unwrap(), "function asmFunc(imports) {}\n\nexport default asmFunc;\n");
        assert!(function("").is_err());
    }
}
