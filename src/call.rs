//! Reads a call: which units of which lines it is about, and what is stated of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::compile::Compiled;
use crate::day::{self, Instant, Moment};
use crate::fact::{self, LINE, ORDER, REQUEST, REQUEST_LINE};
use crate::facts::{Derived, FactValue, Facts, Source};
use crate::json::Json;
use crate::pointer::Pointer;
use crate::policy::Act;
use crate::problem::{self, Problem, ProblemCode};
use crate::shape::{self, Object, Shape};

/// Reads a call and reports every problem of its form.
pub(crate) fn read_call<'c>(text: &'c str, shape: &'static Object) -> Result<Json<'c>, Vec<Problem>> {
    let json = Json::parse(text).map_err(|problem| vec![problem])?;
    let mut problems = Vec::new();
    shape::check(&Shape::Object(shape), &json, &Pointer::Root, &mut problems);
    shape::check_depth(&json, &Pointer::Root, &mut problems);
    check_ids(&json, &mut problems);
    if problems.is_empty() { Ok(json) } else { Err(problem::sorted(problems)) }
}

/// Lines of an order, and buckets of a line, need ids of their own.
fn check_ids(json: &Json<'_>, problems: &mut Vec<Problem>) {
    fn check(items: Option<&Json<'_>>, at: &Pointer<'_>, problems: &mut Vec<Problem>) {
        let mut seen = BTreeSet::new();
        for (index, item) in items.map(Json::items).unwrap_or_default().iter().enumerate() {
            let at = at.index(index);
            if let Some(id) = item.get("id").and_then(Json::text).filter(|id| !seen.insert(id.to_string())) {
                let message = format!("`{id}` stands here twice; give each its own id");
                problems.push(Problem::new(ProblemCode::DuplicateId, at.key("id"), message));
            }
            check(item.get("buckets"), &at.key("buckets"), problems);
        }
    }
    let root = Pointer::Root;
    let order = root.key("order");
    check(json.get("order").and_then(|order| order.get("lines")), &order.key("lines"), problems);
}

/// Units of one line that share their facts, and the request line that is about them.
pub(crate) struct Subject<'j> {
    pub(crate) line: &'j Json<'j>,
    pub(crate) line_index: usize,
    pub(crate) bucket: Option<(usize, &'j Json<'j>)>,
    pub(crate) request: Option<(usize, &'j Json<'j>)>,
}

/// A call that was read, ready to be decided.
pub(crate) struct Call<'j> {
    pub(crate) order: &'j Json<'j>,
    pub(crate) request: Option<&'j Json<'j>>,
    pub(crate) at: Instant,
    pub(crate) subjects: Vec<Subject<'j>>,
}

/// Finds what a request is about; problems are those a form field can show.
pub(crate) fn open_call<'j>(compiled: &Compiled, json: &'j Json<'j>) -> (Option<Call<'j>>, Vec<Problem>) {
    let mut problems = Vec::new();
    let (Some(order), Some(at)) = (json.get("order"), json.get("at").and_then(Json::text).and_then(day::read_instant))
    else {
        return (None, problems);
    };
    let request = json.get("request");
    let lines = order.get("lines").map(Json::items).unwrap_or_default();
    let mut subjects = Vec::new();
    match request {
        None => {
            for (line_index, line) in lines.iter().enumerate() {
                subjects.extend(buckets(line).into_iter().map(|bucket| Subject {
                    line,
                    line_index,
                    bucket,
                    request: None,
                }));
            }
        }
        Some(request) => {
            let root = Pointer::Root;
            let at = root.key("request");
            let at = at.key("lines");
            for (index, asked) in request.get("lines").map(Json::items).unwrap_or_default().iter().enumerate() {
                subjects.extend(find(lines, asked, index, &at.index(index), &mut problems));
                check_reason(compiled, asked, &at.index(index), &mut problems);
            }
        }
    }
    (Some(Call { order, request, at, subjects }), problems)
}

fn buckets<'j>(line: &'j Json<'j>) -> Vec<Option<(usize, &'j Json<'j>)>> {
    match line.get("buckets") {
        Some(buckets) => buckets.items().iter().enumerate().map(Some).collect(),
        None => vec![None],
    }
}

/// Finds the subjects of one line of a request.
fn find<'j>(
    lines: &'j [Json<'j>],
    asked: &'j Json<'j>,
    index: usize,
    at: &Pointer<'_>,
    problems: &mut Vec<Problem>,
) -> Vec<Subject<'j>> {
    let text = |key: &str| asked.get(key).and_then(Json::text);
    let id = text("line").unwrap_or_default();
    let found = lines.iter().enumerate().find(|(_, line)| line.get("id").and_then(Json::text) == Some(id));
    let Some((line_index, line)) = found else {
        let known: Vec<String> =
            lines.iter().filter_map(|line| Some(format!("`{}`", line.get("id")?.text()?))).collect();
        let message = format!("the order has no line `{id}`; it has {}", known.join(", "));
        problems.push(Problem::new(ProblemCode::UnknownLine, at.key("line"), message));
        return Vec::new();
    };
    let mut all = buckets(line);
    if let Some(wanted) = text("bucket") {
        all.retain(|bucket| bucket.is_some_and(|(_, bucket)| bucket.get("id").and_then(Json::text) == Some(wanted)));
        if all.is_empty() {
            let message = format!("line `{id}` has no bucket `{wanted}`");
            problems.push(Problem::new(ProblemCode::UnknownBucket, at.key("bucket"), message));
        }
    }
    all.into_iter().map(|bucket| Subject { line, line_index, bucket, request: Some((index, asked)) }).collect()
}

fn check_reason(compiled: &Compiled, asked: &Json<'_>, at: &Pointer<'_>, problems: &mut Vec<Problem>) {
    if let Some(reason) = asked.get("reason").and_then(Json::text)
        && !compiled.dimensions.reasons.contains_key(reason)
    {
        let known: Vec<String> = reasons(compiled).into_iter().map(|reason| format!("`{reason}`")).collect();
        let message = format!("`{reason}` is no reason; the policy knows {}", known.join(", "));
        problems.push(Problem::new(ProblemCode::UnknownReason, at.key("reason"), message));
    }
}

/// The reasons that documents name, in the order of their names.
pub(crate) fn reasons(compiled: &Compiled) -> Vec<&str> {
    let reason = compiled.dimensions.position(fact::position("reason"), None);
    let nodes = reason.and_then(|id| compiled.dimensions.get(id)).map(|dimension| dimension.nodes());
    nodes.unwrap_or_default().iter().map(String::as_str).collect()
}

/// What a request says has happened, by the act that windows test.
pub(crate) fn acts(request: Option<&Json<'_>>) -> BTreeMap<Act, Instant> {
    let happened = |(act, _, field): &(Act, &str, &str)| Some((*act, day::read_instant(request?.get(field)?.text()?)?));
    Act::ALL.iter().filter_map(happened).collect()
}

/// Units that have not come back yet, where the quantity is stated.
pub(crate) fn left(subject: &Subject<'_>) -> Option<i64> {
    let number = |key: &str| {
        let of_bucket = subject.bucket.map(|(_, bucket)| bucket.get(key));
        of_bucket.unwrap_or_else(|| subject.line.get(key))?.whole()
    };
    Some(number("quantity")?.saturating_sub(number("returned").unwrap_or(0)).max(0))
}

/// The first and last delivery of the order: none as long as some (for the last) or all (for the first) units are
/// not delivered; where a delivery is not stated, its place.
pub(crate) fn derived_deliveries(order: &Json<'_>) -> Vec<Derived> {
    let mut deliveries: Vec<(Option<Moment>, &str)> = Vec::new();
    let mut missing = None;
    for (index, line) in order.get("lines").map(Json::items).unwrap_or_default().iter().enumerate() {
        for bucket in buckets(line) {
            let of_bucket = bucket.and_then(|(_, bucket)| bucket.get("deliveredAt"));
            match of_bucket.or_else(|| line.get("deliveredAt")).or_else(|| order.get("deliveredAt")) {
                Some(Json::Text(text)) => deliveries.push((day::read_moment(text), text)),
                Some(_) => deliveries.push((None, "")),
                None => {
                    let bucket = bucket.map(|(bucket, _)| format!("/buckets/{bucket}")).unwrap_or_default();
                    missing = missing.or(Some(format!("/order/lines/{index}{bucket}/deliveredAt")));
                }
            }
        }
    }
    let value = |moment: Option<Moment>| moment.map_or(FactValue::None, FactValue::Moment);
    let happened = || deliveries.iter().filter_map(|(moment, _)| *moment);
    let last =
        if deliveries.iter().any(|(moment, _)| moment.is_none()) { None } else { happened().max_by_key(order_key) };
    let derive = |name, moment| Derived {
        fact: fact::position(name),
        value: missing.is_none().then(|| value(moment)),
        place: missing.clone().unwrap_or_else(|| "/order/lines".into()),
    };
    vec![derive("lastDelivery", last), derive("firstDelivery", happened().min_by_key(order_key))]
}

/// Orders dates and instants among each other; a bare date counts as its last moment in the westernmost zone.
fn order_key(moment: &Moment) -> i64 {
    match moment {
        Moment::Instant(instant) => instant.0,
        Moment::Day(day) => day::midnight_utc(*day).map_or(0, |midnight| midnight.0.saturating_add(86_399_999)),
    }
}

pub(crate) fn subject_facts(compiled: &Compiled, call: &Call<'_>, subject: &Subject<'_>, derived: &[Derived]) -> Facts {
    let line = format!("/order/lines/{}", subject.line_index);
    let mut sources = Vec::new();
    if let Some((index, bucket)) = subject.bucket {
        sources.push(Source { levels: LINE, json: bucket, path: format!("{line}/buckets/{index}") });
    }
    sources.push(Source { levels: LINE, json: subject.line, path: line });
    sources.push(Source { levels: ORDER, json: call.order, path: "/order".into() });
    if let Some((index, asked)) = subject.request {
        sources.push(Source { levels: REQUEST_LINE, json: asked, path: format!("/request/lines/{index}") });
    }
    if let Some(request) = call.request {
        sources.push(Source { levels: REQUEST, json: request, path: "/request".into() });
    }
    let mut facts = Facts::read(compiled, &sources, derived);
    facts.fill(compiled);
    facts
}
