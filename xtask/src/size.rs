//! What a page downloads.

use crate::repository;
use anyhow::{Context, Result, ensure};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs;
use std::io::Write;
use std::path::Path;

/// What the entry for pages loads, in this order.
const LOADED_BY_A_PAGE: [&str; 2] = ["page.js", "return_policy_page_bg.wasm"];

/// What the other entries load, each whatever it is named after.
const LOADED_BY_OTHERS: [(&str, &[&str]); 7] = [
    ("page, one script", &["classic/page.js"]),
    ("fallback", &["fallback.js"]),
    ("fallback, one script", &["classic/fallback.js"]),
    ("mini-program", &["mini-program/index.js", "mini-program/return_policy_page_bg.wasm"]),
    ("everything", &["index.js", "api.js", "publish.js", "return_policy.js", "return_policy_bg.wasm"]),
    (
        "everything, as text",
        &["inline.js", "api.js", "bytes.js", "publish.js", "return_policy.js", "return_policy_bg.text.js"],
    ),
    ("everything, one script", &["classic/inline.js"]),
];

/// What these files and every time zone may weigh together, in bytes of brotli.
const BUDGET: usize = 100_000;

/// Prints the raw, gzip and brotli size of every file of `pkg/` that a page loads, and of the zones. A page downloads its
/// sealed documents besides.
pub(crate) fn print() -> Result<()> {
    downloaded().map(drop)
}

/// Prints that, and what the other entries load.
pub(crate) fn print_all() -> Result<()> {
    downloaded()?;
    println!("\n{:<24}{:>10}{:>10}{:>10}", "bytes by entry", "raw", "gzip", "brotli");
    for (entry, files) in LOADED_BY_OTHERS {
        let each = files.iter().map(|file| Sizes::of_file(file)).collect::<Result<Vec<_>>>()?;
        each.iter().fold(Sizes::default(), |total, sizes| total.plus(sizes)).print(entry);
    }
    Ok(())
}

/// Fails when a page would download more than it may.
pub(crate) fn check() -> Result<()> {
    let whole = downloaded()?;
    ensure!(whole <= BUDGET, "engine and every zone weigh {whole} bytes of brotli; the budget is {BUDGET}");
    Ok(())
}

/// Prints it and gives what the engine and every zone weigh together, in bytes of brotli.
pub(crate) fn downloaded() -> Result<usize> {
    let mut total = Sizes::default();
    println!("\n{:<24}{:>10}{:>10}{:>10}", "bytes a page loads", "raw", "gzip", "brotli");
    for name in LOADED_BY_A_PAGE {
        let sizes = Sizes::of_file(name)?;
        sizes.print(name);
        total = total.plus(&sizes);
    }
    total.print("together");
    let is_zone = |path: &Path| path.extension().is_some_and(|kind| kind == "json");
    let zones = repository::files(&repository::root().join("zones"), is_zone)?;
    let texts: Vec<String> = zones.iter().map(fs::read_to_string).collect::<Result<_, _>>()?;
    let largest = texts.iter().max_by_key(|text| text.len()).context("there are no zones")?;
    Sizes::of(largest.as_bytes())?.print("the largest zone");
    let all = Sizes::of(format!("[{}]", texts.join(",")).as_bytes())?;
    all.print(&format!("all {} zones", texts.len()));
    let whole = total.brotli.saturating_add(all.brotli);
    println!("engine and every zone: {whole} bytes of brotli; the budget is {BUDGET}");
    Ok(whole)
}

#[derive(Debug, Default)]
struct Sizes {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

impl Sizes {
    fn of(content: &[u8]) -> Result<Self> {
        Ok(Self { raw: content.len(), gzip: gzip(content)?, brotli: brotli(content)? })
    }

    fn of_file(name: &str) -> Result<Self> {
        let content = fs::read(repository::package().join(name));
        Self::of(&content.with_context(|| format!("pkg/ has no {name}: run `cargo xtask build`"))?)
    }

    fn plus(&self, other: &Self) -> Self {
        Self {
            raw: self.raw.saturating_add(other.raw),
            gzip: self.gzip.saturating_add(other.gzip),
            brotli: self.brotli.saturating_add(other.brotli),
        }
    }

    fn print(&self, name: &str) {
        println!("{name:<24}{:>10}{:>10}{:>10}", self.raw, self.gzip, self.brotli);
    }
}

fn gzip(content: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?.len())
}

fn brotli(content: &[u8]) -> Result<usize> {
    let mut compressed = Vec::new();
    let mut encoder = brotli::CompressorWriter::new(&mut compressed, 4096, 11, 22);
    encoder.write_all(content)?;
    encoder.flush()?;
    drop(encoder);
    Ok(compressed.len())
}
