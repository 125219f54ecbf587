//! Decides one order on two hosts, shows that the answers are the same, and serves the demonstration.

use crate::server::Server;
use crate::{command, http, package, sample};
use anyhow::{Context, Result, ensure};
use clap::Args;
use serde_json::Value;

/// How to serve it.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Checks that the service answers, stops it and ends
    #[arg(long)]
    once: bool,
    /// The port to serve at; 0 takes a free one
    #[arg(long, default_value_t = 8080)]
    port: u16,
}

/// Builds everything and shows it.
pub(crate) fn run(options: &Options) -> Result<()> {
    package::build()?;
    let id = compare()?;
    let server = Server::start(if options.once { 0 } else { options.port })?;
    println!("\nthe service listens on {}", server.address);
    if options.once { check(&server, &id) } else { server.follow() }
}

/// Decides the sample natively and in Node; gives the id of the decision that both made.
fn compare() -> Result<String> {
    let native = natively()?;
    let node = in_node()?;
    let (native_id, node_id) = (show("natively", &native)?, show("in Node", &node)?);
    ensure!(native_id == node_id, "the decisions differ: {native_id} natively, {node_id} in Node");
    ensure!(native == node, "the decisions have one id but differ in their bytes");
    println!("\nboth decisions have the same id and the same {} bytes", native.len());
    Ok(native_id)
}

fn natively() -> Result<String> {
    let mut cargo = command::cargo();
    cargo.args(["run", "--quiet", "--package=return-policy-cli", "--", "evaluate", "--format=json"]);
    answer(&command::read(cargo.args(sample::arguments()))?)
}

fn in_node() -> Result<String> {
    answer(&command::read(command::node().arg("xtask/node/evaluate.mjs").args(sample::question()))?)
}

/// A program ends its answer with a line end that is no part of it.
fn answer(printed: &str) -> Result<String> {
    Ok(printed.strip_suffix('\n').context("the answer is not a line")?.into())
}

/// Prints what was decided, line by line, and gives the decision's id.
fn show(host: &str, answer: &str) -> Result<String> {
    let answer: Value = serde_json::from_str(answer).with_context(|| format!("decided {host}: {answer}"))?;
    let decision = answer.get("value").with_context(|| format!("refused {host}: {answer}"))?;
    let id = decision.get("decisionId").and_then(Value::as_str).context("the decision has no decisionId")?;
    println!("\ndecided {host}: {id}");
    for line in list(decision, "/lines") {
        for offer in list(line, "/offers") {
            let (name, remedy, status) = (text(line, "/line"), text(offer, "/remedy"), text(offer, "/status"));
            println!("  line {name}: {remedy} {status}, last day {}", text(offer, "/window/lastDay"));
        }
    }
    Ok(id.into())
}

fn list<'a>(value: &'a Value, pointer: &str) -> &'a [Value] {
    value.pointer(pointer).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or("-")
}

/// Sees that the page comes and that the service decides as the other two did.
fn check(server: &Server, id: &str) -> Result<()> {
    let page = http::get(server.host(), "/")?;
    ensure!(page.contains("<html"), "the page is not HTML: {page}");
    let answer = http::post(server.host(), "/evaluate", &sample::call()?.to_string())?;
    ensure!(answer.contains(id), "the service decided otherwise: {answer}");
    println!("the page comes, and the service makes the same decision; stopping it");
    Ok(())
}
