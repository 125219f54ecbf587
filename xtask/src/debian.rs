//! Packages of Debian, installed where that needs no question.

use crate::command;
use anyhow::Result;
use std::path::Path;
use std::process::Command;

/// Installs packages if this is a Debian-like system and its administrator asks; otherwise does nothing.
pub(crate) fn install(packages: &[&str]) -> Result<()> {
    if !can_install() {
        return Ok(());
    }
    command::run(apt_get().arg("update"))?;
    command::run(apt_get().args(["install", "--yes", "--no-install-recommends"]).args(packages))
}

fn can_install() -> bool {
    Path::new("/etc/debian_version").exists() && command::find("apt-get").is_some() && is_root()
}

fn is_root() -> bool {
    command::read(command::program("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn apt_get() -> Command {
    let mut command = command::program("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}
