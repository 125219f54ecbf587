//! Makes the entries that are one file of the modules they import.

use crate::command;
use anyhow::Result;
use std::path::Path;

/// The oldest JavaScript of the hosts that read each kind of entry: pages that load module scripts, and all others.
const MODULE_SCRIPTS: &str = "--target=es2022";
const ANY_HOST: &str = "--target=es2015";

/// A classic script says what it offers under one name, and to `require` where there is one.
const CLASSIC: [&str; 4] = [
    ANY_HOST,
    "--format=iife",
    "--global-name=ReturnPolicy",
    "--footer:js=if(typeof module===\"object\"&&module.exports)module.exports=ReturnPolicy;",
];

/// Writes what the entries in `folder` make one file of, with `modules`, by their names, as text beside them.
pub(crate) fn build(folder: &Path, modules: &[&str]) -> Result<()> {
    for module in modules {
        let wasm = format!("{module}_bg.wasm");
        esbuild(folder, &wasm, &format!("{module}_bg.text.js"), &["--loader:.wasm=base64", "--format=esm"])?;
    }
    let [fallback, mini_program] = ["fallback", "mini-program"].map(|host| format!("--inject:hosts/{host}.js"));
    for (entry, script) in [("inline.js", "classic/inline.js"), ("page.inline.js", "classic/page.js")] {
        bundle(folder, entry, script, &CLASSIC)?;
    }
    bundle(folder, "fallback.js", "classic/fallback.js", &[CLASSIC.as_slice(), &[&fallback]].concat())?;
    bundle(folder, "fallback.js", "fallback.js", &[ANY_HOST, "--format=esm", &fallback])?;
    let common_js = [ANY_HOST, "--format=cjs", "--platform=node", &mini_program];
    bundle(folder, "mini-program/index.js", "mini-program/index.js", &common_js)?;
    bundle(folder, "page.js", "page.js", &[MODULE_SCRIPTS, "--format=esm"])?;
    // Node takes a quarter of a millisecond for each file that it imports.
    let for_node = [MODULE_SCRIPTS, "--format=esm", "--platform=node", "--external:./*.text.js"];
    ["node.js", "page.node.js"].iter().try_for_each(|entry| bundle(folder, entry, entry, &for_node))
}

fn bundle(folder: &Path, entry: &str, script: &str, options: &[&str]) -> Result<()> {
    esbuild(folder, entry, script, &[&["--bundle", "--minify"], options].concat())
}

fn esbuild(folder: &Path, entry: &str, script: &str, options: &[&str]) -> Result<()> {
    let mut esbuild = command::node();
    esbuild.arg(crate::repository::root().join("node_modules/esbuild/bin/esbuild")).current_dir(folder).arg(entry);
    esbuild.args(options).args(["--log-level=warning", "--allow-overwrite", &format!("--outfile={script}")]);
    command::run(&mut esbuild)
}
