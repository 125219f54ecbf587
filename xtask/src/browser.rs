//! The browsers that tests run in.

use crate::{command, debian};
use anyhow::{Context, Result};
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A program that tests start.
struct Program {
    /// The variable that may name it, and by which tests are told where it is.
    variable: &'static str,
    names: &'static [&'static str],
    /// The package of Debian that it is in.
    package: &'static str,
}

#[rustfmt::skip]
const CHROMIUM: [Program; 2] = [
    Program { variable: "CHROMIUM",     names: &["chromium", "google-chrome"], package: "chromium" },
    Program { variable: "CHROMEDRIVER", names: &["chromedriver"],              package: "chromium-driver" },
];

/// The others, and a screen for the one that needs it.
#[rustfmt::skip]
const OTHERS: [Program; 3] = [
    Program { variable: "FIREFOX",         names: &["firefox-esr", "firefox"], package: "firefox-esr" },
    Program { variable: "WEBKITWEBDRIVER", names: &["WebKitWebDriver"],        package: "webkit2gtk-driver" },
    Program { variable: "XVFB",            names: &["Xvfb"],                   package: "xvfb" },
];

/// For pages in Chinese.
const FONT: &str = "fonts-noto-cjk";

/// Browsers, as the programs to start by the variables that name them.
#[derive(Debug)]
pub(crate) struct Browsers {
    programs: Vec<(&'static str, PathBuf)>,
}

impl Browsers {
    /// Finds Chromium and its WebDriver; installs them where that needs no question.
    pub(crate) fn chromium() -> Result<Self> {
        ready(CHROMIUM.iter().collect())
    }

    /// Finds Chromium, Firefox and WebKitGTK; installs them where that needs no question.
    pub(crate) fn every() -> Result<Self> {
        ready(CHROMIUM.iter().chain(&OTHERS).collect())
    }

    /// Tells a command which browsers to use.
    pub(crate) fn tell<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command.envs(self.programs.iter().map(|(variable, program)| (variable, program)))
    }
}

fn ready(programs: Vec<&Program>) -> Result<Browsers> {
    if !has_font() || programs.iter().any(|program| found(program).is_none()) {
        debian::install(&programs.iter().map(|program| program.package).chain([FONT]).collect::<Vec<_>>())?;
    }
    let programs = programs.into_iter().map(|program| Ok((program.variable, must_find(program)?)));
    Ok(Browsers { programs: programs.collect::<Result<_>>()? })
}

fn must_find(program: &Program) -> Result<PathBuf> {
    let Program { variable, package, .. } = program;
    found(program).with_context(|| format!("install `{package}` of Debian, or set {variable} to the program"))
}

fn found(program: &Program) -> Option<PathBuf> {
    let named = env::var_os(program.variable).map(PathBuf::from);
    named.or_else(|| program.names.iter().find_map(|name| command::find(name)))
}

fn has_font() -> bool {
    Path::new("/usr/share/doc").join(FONT).exists()
}
