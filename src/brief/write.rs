//! Writes a brief decision as it is decided.

use crate::answer;
use crate::brief::chosen::Cost;
use crate::brief::matched::Matched;
use crate::brief::offered::{Costs, Got};
use crate::brief::subject::Subject;
use crate::day::Instant;
use crate::json::write::{self, ToJson};
use crate::shown::Writer;
use crate::term::{Term, Value};
use crate::text;
use crate::timing;
use crate::zone;

/// Begins with the order.
pub(super) fn begin(order: &str, at: Instant, out: &mut String) {
    out.push_str("{\"ok\":true,\"value\":{\"format\":\"");
    out.push_str(answer::BRIEF_FORMAT);
    out.push_str("\",\"order\":\"");
    out.push_str(order);
    out.push_str("\",\"at\":\"");
    zone::push_utc(at, out);
    out.push_str("\",\"lines\":[");
}

/// Begins a line.
pub(super) fn begin_line(line: &str, left: Option<i64>, out: &mut String) {
    part(out);
    out.push_str("{\"line\":\"");
    out.push_str(line);
    out.push('"');
    if let Some(left) = left {
        out.push_str(",\"left\":");
        text::push_padded(u32::try_from(left).unwrap_or(0), 1, out);
    }
    out.push_str(",\"offers\":[");
}

/// Ends a line with its offers by component.
pub(super) fn end_line(warranty: &str, out: &mut String) {
    out.push(']');
    if !warranty.is_empty() {
        out.push_str(",\"warranty\":[");
        out.push_str(warranty);
        out.push(']');
    }
    out.push('}');
}

/// Ends the answer.
pub(super) fn end(out: &mut String) {
    out.push_str("]}}");
}

/// Writes a comma after another item of a list.
fn part(out: &mut String) {
    if out.as_bytes().last() == Some(&b'}') {
        out.push(',');
    }
}

/// Writes an offer; nothing where a term hangs on what is not known.
pub(super) fn offer(
    (reason, remedy, component): (&str, &str, Option<&str>),
    got: &Got<'_>,
    matched: &Matched<'_, '_>,
    subject: &Subject<'_, '_>,
    out: &mut String,
) -> Option<()> {
    part(out);
    out.push_str("{\"reason\":\"");
    out.push_str(reason);
    out.push_str("\",\"remedy\":\"");
    out.push_str(remedy);
    out.push('"');
    if let Some(component) = component {
        out.push_str(",\"component\":");
        write::text(component, out);
    }
    out.push_str(",\"status\":\"");
    out.push_str(got.status.text());
    out.push('"');
    out.push_str(&got.ends);
    out.push_str(",\"terms\":{");
    let mut separator = "";
    match &got.costs {
        Costs::Set(costs) => {
            for Cost { term, rule, written } in *costs {
                out.push_str(separator);
                match written {
                    Some(written) => out.push_str(written),
                    None => cost(*term, matched.value(*rule, *term)?, subject, out)?,
                }
                separator = ",";
            }
        }
        Costs::Met(costs) => {
            for (term, value) in costs {
                out.push_str(separator);
                cost(*term, value, subject, out)?;
                separator = ",";
            }
        }
    }
    out.push_str("}}");
    Some(())
}

/// Writes a term that a layer by itself has not written, or that hangs on time or use.
fn cost(term: Term, value: &Value, subject: &Subject<'_, '_>, out: &mut String) -> Option<()> {
    let world = subject.world();
    if value.span().is_some_and(|span| !timing::date(world, span).1.is_empty()) {
        return None;
    }
    let written = Writer { world, when: subject.when }.cost(value)?;
    write::text(term.text(), out);
    out.push(':');
    written.write(out);
    Some(())
}
