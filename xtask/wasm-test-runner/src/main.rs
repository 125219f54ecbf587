//! Runs the tests of a WebAssembly build in Node, or in a browser when `WASM_BINDGEN_USE_BROWSER` is set.
//!
//! Cargo calls it, as `.cargo/config.toml` says. It comes from the locked `wasm-bindgen-cli`, so nothing is installed
//! by hand and its version cannot drift from the one of the module under test.

fn main() -> anyhow::Result<()> {
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::env::args_os())
}
