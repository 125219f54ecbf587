//! What is altered in the JavaScript that wasm-bindgen writes.

use anyhow::{Result, ensure};
use std::fs;
use std::path::Path;

/// How the glue finds out that its view of the memory is of no use any more, and how it does instead. WebAssembly takes a
/// memory's old buffer away when the memory grows; JavaScript in its place cannot, but gives another buffer as well.
const CHECKS: [(&str, &str); 2] = [
    ("cachedUint8ArrayMemory0.byteLength === 0", "cachedUint8ArrayMemory0.buffer !== wasm.memory.buffer"),
    (
        "cachedDataViewMemory0.buffer.detached === true || (cachedDataViewMemory0.buffer.detached === undefined && \
         cachedDataViewMemory0.buffer !== wasm.memory.buffer)",
        "cachedDataViewMemory0.buffer !== wasm.memory.buffer",
    ),
];

/// Has the glue of one module compare buffers, which holds wherever it runs.
pub(crate) fn compare_buffers(script: &Path) -> Result<()> {
    let mut glue = fs::read_to_string(script)?;
    for (from, to) in CHECKS {
        ensure!(glue.matches(from).count() == 1, "{} has another check than `{from}`", script.display());
        glue = glue.replace(from, to);
    }
    Ok(fs::write(script, glue)?)
}
