//! Where things are, and moving them about.

use crate::command;
use anyhow::{Context, Result};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the repository.
pub(crate) fn root() -> &'static Path {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask)
}

/// The folder of the built npm package.
pub(crate) fn package() -> PathBuf {
    root().join("pkg")
}

/// The folder that cargo builds into.
pub(crate) fn target() -> Result<PathBuf> {
    let metadata = command::read(command::cargo().args(["metadata", "--format-version=1", "--no-deps"]))?;
    let metadata: serde_json::Value = serde_json::from_str(&metadata)?;
    let folder = metadata.get("target_directory").and_then(serde_json::Value::as_str);
    Ok(folder.context("cargo names no target folder")?.into())
}

/// Every file in `folder` and below whose name passes, in a fixed order.
pub(crate) fn files(folder: &Path, wanted: fn(&Path) -> bool) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            found.extend(files(&path, wanted)?);
        } else if wanted(&path) {
            found.push(path);
        }
    }
    Ok(found)
}

/// Copies the files of `from` whose names pass to the same places below `to`.
pub(crate) fn copy(from: &Path, to: &Path, wanted: fn(&Path) -> bool) -> Result<()> {
    fs::create_dir_all(to)?;
    for file in files(from, wanted)? {
        let copy = to.join(file.strip_prefix(from)?);
        fs::create_dir_all(copy.parent().context("a file lies in a folder")?)?;
        fs::copy(&file, &copy).with_context(|| format!("{} cannot be copied", file.display()))?;
    }
    Ok(())
}

/// Makes `folder` exist and hold nothing.
pub(crate) fn clear(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("{} cannot be removed", folder.display()))?;
    }
    Ok(fs::create_dir_all(folder)?)
}

/// Whether `path` is JSON by its name.
pub(crate) fn is_json(path: &Path) -> bool {
    path.extension() == Some(OsStr::new("json"))
}
