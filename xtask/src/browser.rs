//! The browser that tests run in.

use crate::{command, debian};
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
        if !complete() {
            debian::install(&PACKAGES)?;
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
