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

/// How the glue hands texts over, letter by letter as long as they are ASCII, and how it does instead: at once, which takes
/// Node a tenth of the time.
const BY_LETTER: [&str; 2] = [
    "    let offset = 0;

    for (; offset < len; offset++) {
        const code = arg.charCodeAt(offset);
        if (code > 0x7F) break;
        mem[ptr + offset] = code;
    }
    if (offset !== len) {
        if (offset !== 0) {
            arg = arg.slice(offset);
        }
",
    "    const start = cachedTextEncoder.encodeInto(arg, mem.subarray(ptr, ptr + len));
    let offset = start.written;
    if (start.read !== arg.length) {
        arg = arg.slice(start.read);
",
];

/// Has the glue of one module hand texts over at once.
pub(crate) fn encode_at_once(script: &Path) -> Result<()> {
    let glue = fs::read_to_string(script)?;
    let [by_letter, at_once] = BY_LETTER;
    ensure!(glue.matches(by_letter).count() == 1, "{} encodes in another way", script.display());
    Ok(fs::write(script, glue.replace(by_letter, at_once))?)
}

/// Has the glue of one module compare buffers, which holds wherever it runs.
pub(crate) fn compare_buffers(script: &Path) -> Result<()> {
    let mut glue = fs::read_to_string(script)?;
    for (from, to) in CHECKS {
        ensure!(glue.matches(from).count() == 1, "{} has another check than `{from}`", script.display());
        glue = glue.replace(from, to);
    }
    Ok(fs::write(script, glue)?)
}
