//! The service of the demonstration, stopped when it goes out of scope.

use crate::command;
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, Lines};
use std::process::{Child, ChildStdout, Stdio};

/// A running `www/server.mjs`.
#[derive(Debug)]
pub(crate) struct Server {
    child: Child,
    output: Lines<BufReader<ChildStdout>>,
    /// Its address, such as `http://127.0.0.1:8080`.
    pub(crate) address: String,
}

impl Server {
    /// Starts the service and waits until it says that it listens.
    pub(crate) fn start(port: u16) -> Result<Self> {
        let mut node = command::node();
        node.args(["www/server.mjs", "--port", &port.to_string()]).stdout(Stdio::piped());
        let mut child = node.spawn().context("www/server.mjs does not start")?;
        let output = child.stdout.take().context("the output is not piped")?;
        let mut server = Self { child, output: BufReader::new(output).lines(), address: String::new() };
        server.address = server.listening()?;
        Ok(server)
    }

    /// The address without its scheme.
    pub(crate) fn host(&self) -> &str {
        self.address.trim_start_matches("http://").trim_end_matches('/')
    }

    /// Passes on what the service prints until it ends.
    pub(crate) fn follow(mut self) -> Result<()> {
        for line in self.output.by_ref() {
            println!("{}", line?);
        }
        bail!("www/server.mjs ended: {}", self.child.wait()?)
    }

    fn listening(&mut self) -> Result<String> {
        for line in self.output.by_ref() {
            let line = line?;
            if let Some(address) = line.strip_prefix("listening on ") {
                return Ok(address.trim().into());
            }
            println!("{line}");
        }
        bail!("www/server.mjs ended before it listened: {}", self.child.wait()?)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself, and then there is nothing to stop.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
