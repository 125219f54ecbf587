//! Orders, one as JSON a line: the calls that the engine takes, and the way back from its problems to the lines as written.

use std::borrow::Cow;
use std::collections::BTreeMap;

use return_policy::Policy;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Deserializer, Value};

use crate::call;
use crate::diagnostics;
use crate::input::{Failure, Origin, Source};
use crate::parts::Parts;
use crate::problem::{Problem, Severity};
use crate::text::words;

/// What is wrong with one line, as the engine says it of the call.
#[derive(Debug, Deserialize)]
pub(crate) struct LineProblem {
    line: usize,
    path: String,
    code: String,
    message: String,
}

/// Refuses a text, or the first of its lines, that is not one JSON text a line.
pub(crate) fn check(name: &str, text: &str) -> Result<(), Failure> {
    let first = text.lines().map(str::trim).find(|line| !line.is_empty());
    // What goes on where these lines end is one text on several lines just as well.
    let is_json = |text: &str| match Deserializer::from_str(text.trim()).into_iter::<IgnoredAny>().next() {
        Some(Err(error)) => error.is_eof() && error.line() > 1,
        read => read.is_some(),
    };
    if first.is_some_and(|line| !is_json(line) && is_json(text)) {
        let message = format!("`{name}` has a JSON text on several lines; write each order on a line of its own");
        return Err(Failure(message));
    }
    Ok(())
}

/// What is wrong with the instant of an option, once rather than for every line.
pub(crate) fn check_instant(policy: &Policy, at: &str) -> Option<(Parts, Vec<Problem>)> {
    let option = call::option("--at", at);
    let answer =
        policy.evaluate(&format!("{{\"order\":{{\"id\":\"1\",\"lines\":[]}},{}}}", call::field("at", &option)));
    let problems: Vec<Problem> =
        serde_json::from_value(serde_json::from_str::<Value>(&answer).ok()?.get_mut("problems")?.take()).ok()?;
    let problems: Vec<Problem> = problems.into_iter().filter(|problem| problem.path == "/at").collect();
    (!problems.is_empty()).then(|| (Parts::object(vec![("at", option)]), problems))
}

/// The calls, one a line: an order by itself becomes one, and one that says no instant gets this one.
pub(crate) fn calls(orders: &Source, at: Option<&str>) -> String {
    let calls: Vec<Cow<'_, str>> = orders.text.lines().map(|line| call_of(line, at)).collect();
    calls.join("\n")
}

/// The call that a line stands for. Its text is kept as it is, so that the engine sees all that is wrong with it.
pub(crate) fn call_of<'l>(line: &'l str, at: Option<&str>) -> Cow<'l, str> {
    if is_call(line, at) {
        return line.into();
    }
    let Ok(Value::Object(fields)) = serde_json::from_str(line) else { return line.into() };
    let at = at.filter(|_| !fields.contains_key("at") || !fields.contains_key("order"));
    let at = at.map(|at| format!("\"at\":{},", Value::from(at))).unwrap_or_default();
    match line.trim_start().strip_prefix('{') {
        Some(rest) if fields.contains_key("order") => format!("{{{at}{rest}").into(),
        _ => format!("{{{at}\"order\":{line}}}").into(),
    }
}

/// Whether a line is a call to which nothing is added; its values are not looked at, which is quick.
fn is_call(line: &str, at: Option<&str>) -> bool {
    let fields = serde_json::from_str::<BTreeMap<String, IgnoredAny>>(line);
    fields.is_ok_and(|fields| fields.contains_key("order") && (at.is_none() || fields.contains_key("at")))
}

/// Prints what is wrong with lines, and says how many more there are.
pub(crate) fn print(orders: &Source, problems: &[LineProblem], bad_lines: usize) {
    let lines: Vec<&str> = orders.text.lines().collect();
    let mut sources = Vec::new();
    let mut placed = Vec::new();
    for problem in problems {
        let text = problem.line.checked_sub(1).and_then(|index| lines.get(index)).copied().unwrap_or_default();
        let path = format!("/{}{}", sources.len(), in_line(&problem.path, text));
        placed.push(Problem {
            path,
            code: problem.code.clone(),
            severity: Severity::Error,
            // The place says the line of the file.
            message: problem.message.replace(" at line 1 column ", " at column "),
            also: None,
            example: None,
        });
        sources.push(Source { origin: Origin::Line(orders.name().to_owned(), problem.line), text: text.to_owned() });
    }
    diagnostics::print(&Parts::list(sources), &placed);
    let mut named: Vec<usize> = problems.iter().map(|problem| problem.line).collect();
    named.dedup();
    let more = bad_lines.saturating_sub(named.len());
    if more > 0 {
        diagnostics::print_failures(&[Failure(format!("and {}", words::count(more, "more line")))]);
    }
}

/// The sentence on a text without orders.
pub(crate) fn print_none(name: &str) {
    diagnostics::print_failures(&[Failure(format!("no orders in `{name}`"))]);
}

/// A place in an order that is a line by itself has no `order` before it.
fn in_line<'p>(path: &'p str, line: &str) -> &'p str {
    let is_call = serde_json::from_str::<Value>(line).is_ok_and(|line| line.get("order").is_some());
    path.strip_prefix("/order").filter(|_| !is_call).unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_becomes_a_call() {
        #[rustfmt::skip]
        let cases = [
            // why this row                   line                          option      call
            ("an order",                      r#"{"id":1}"#,                Some("t"),  r#"{"at":"t","order":{"id":1}}"#),
            ("an order without an instant",   r#"{"id":1}"#,                None,       r#"{"order":{"id":1}}"#),
            ("the `at` of an order is none",  r#"{"at":"s"}"#,              Some("t"),  r#"{"at":"t","order":{"at":"s"}}"#),
            ("a call",                        r#"{"order":{},"at":"s"}"#,   Some("t"),  r#"{"order":{},"at":"s"}"#),
            ("a call without an instant",     r#" { "order": {} }"#,        Some("t"),  r#"{"at":"t", "order": {} }"#),
            ("a key that stands twice",       r#"{"order":1,"order":2}"#,   Some("t"),  r#"{"at":"t","order":1,"order":2}"#),
            ("what is no object",             "[1]",                        Some("t"),  "[1]"),
            ("what is no JSON",               "{",                          Some("t"),  "{"),
        ];
        for (why, line, at, call) in cases {
            assert_eq!(call_of(line, at), call, "{why}");
        }
    }

    #[test]
    fn a_text_on_several_lines_is_refused() {
        #[rustfmt::skip]
        let cases = [
            // why this row                         text                                    refused
            ("a text a line",                       "{\"id\":1}\n{\"id\":2}",                false),
            ("empty lines",                         "\n\n{}\n",                             false),
            ("a text on several lines",             "{\n\"id\":1\n}",                       true),
            ("one of which more follows",           "[\n{\"id\":1},\n{\"id\":",            true),
            ("only its first line",                 "[\n",                                 false),
            ("a line that is no JSON",              "{x}\n{}",                             false),
            ("a line that is cut short",            "{\"id\":\n{\"id\":2}\n{\"id\":3}",    false),
            ("nothing but a line that is cut short", " \n{\"id\":\n",                      false),
        ];
        for (why, text, refused) in cases {
            assert_eq!(check("orders", text).is_err(), refused, "{why}");
        }
    }

    #[test]
    fn a_place_in_a_call_is_one_in_its_line() {
        #[rustfmt::skip]
        let cases = [
            // why this row          path           line                 place
            ("in an order",          "/order/id",   r#"{"id":1}"#,       "/id"),
            ("in a call",            "/order/id",   r#"{"order":{}}"#,   "/order/id"),
            ("the instant",          "/at",         r#"{"id":1}"#,       "/at"),
        ];
        for (why, path, line, place) in cases {
            assert_eq!(in_line(path, line), place, "{why}");
        }
    }
}
