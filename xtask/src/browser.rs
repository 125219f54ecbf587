//! The browser that tests run in.

use crate::command;
use anyhow::{Result, ensure};
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

const PACKAGES: [&str; 3] = ["chromium", "chromium-driver", "fonts-noto-cjk"];

/// A Chromium and its WebDriver.
#[derive(Debug)]
pub(crate) struct Browser {
    chromium: PathBuf,
    driver: PathBuf,
}

impl Browser {
    /// Finds the browser; installs it where that needs no question.
    pub(crate) fn ready() -> Result<Self> {
        if !complete() && can_install() {
            command::run(apt_get().arg("update"))?;
            command::run(apt_get().args(["install", "--yes", "--no-install-recommends"]).args(PACKAGES))?;
        }
        let (chromium, driver) = (chromium(), driver());
        ensure!(chromium.is_some(), "no Chromium: install `chromium`, or set CHROMIUM to the program");
        ensure!(driver.is_some(), "no ChromeDriver: install `chromium-driver`, or set CHROMEDRIVER to the program");
        Ok(Self { chromium: chromium.unwrap_or_default(), driver: driver.unwrap_or_default() })
    }

    /// Tells a command which browser to use.
    pub(crate) fn tell<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command.env("CHROMIUM", &self.chromium).env("CHROMEDRIVER", &self.driver)
    }
}

fn complete() -> bool {
    chromium().is_some() && driver().is_some() && has_chinese_font()
}

fn chromium() -> Option<PathBuf> {
    named("CHROMIUM").or_else(|| command::find("chromium")).or_else(|| command::find("google-chrome"))
}

fn driver() -> Option<PathBuf> {
    named("CHROMEDRIVER").or_else(|| command::find("chromedriver"))
}

fn named(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).map(PathBuf::from)
}

/// Whether pages in Chinese can be looked at.
fn has_chinese_font() -> bool {
    Path::new("/usr/share/doc/fonts-noto-cjk").exists()
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
