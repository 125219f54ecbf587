//! As much HTTP as it takes to see that a local service answers.

use anyhow::{Context, Result, ensure};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// Reads a page.
pub(crate) fn get(host: &str, path: &str) -> Result<String> {
    ask(host, &format!("GET {path} HTTP/1.0\r\nHost: {host}\r\n\r\n")).with_context(|| format!("GET {path}"))
}

/// Posts JSON.
pub(crate) fn post(host: &str, path: &str, body: &str) -> Result<String> {
    let head = format!("POST {path} HTTP/1.0\r\nHost: {host}\r\nContent-Type: application/json");
    let request = format!("{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    ask(host, &request).with_context(|| format!("POST {path}"))
}

/// In HTTP 1.0 an answer simply ends when its connection does.
fn ask(host: &str, request: &str) -> Result<String> {
    let mut stream = TcpStream::connect(host)?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    stream.write_all(request.as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let (head, body) = answer.split_once("\r\n\r\n").context("the answer has no head")?;
    let status = head.lines().next().unwrap_or_default();
    ensure!(status.split(' ').nth(1) == Some("200"), "answered {status}: {body}");
    Ok(body.into())
}
