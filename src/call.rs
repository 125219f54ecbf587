//! Reads a call: which units of which lines it is about, and what is stated of them.

use std::rc::Rc;

use crate::compile::Compiled;
use crate::day::{self, Instant};
use crate::derived;
use crate::fact::{self, LINE, ORDER, REQUEST, REQUEST_LINE};
use crate::facts::{Derived, Facts, Source};
use crate::gather::{AddAll, Gather};
use crate::json::Json;
use crate::map::Map;
use crate::order;
use crate::pointer::Pointer;
use crate::policy::Act;
use crate::problem::{self, Problem, ProblemCode};
use crate::shape::{self, Object, Shape};
use crate::text;

/// Reads a call and reports every problem of its form.
pub(crate) fn read_call<'c>(text: &'c str, shape: &'static Object) -> Result<Json<'c>, Vec<Problem>> {
    let json = Json::parse(text).map_err(|problem| vec![problem])?;
    let mut problems = Vec::new();
    shape::check(&Shape::Object(shape), &json, &Pointer::Root, &mut problems);
    shape::check_depth(&json, &Pointer::Root, &mut problems);
    check_ids(&json, &mut problems);
    if problems.is_empty() { Ok(json) } else { Err(problem::sorted(problems)) }
}

/// How many repairs, or claims, of one product are read.
const MOST_ENTRIES: usize = 100;

/// How many parts, or causes of delay, of one repair are read.
const MOST_PARTS: usize = 32;

/// Lines of an order, and buckets of a line, need ids of their own.
fn check_ids(json: &Json<'_>, problems: &mut Vec<Problem>) {
    fn check(items: Option<&Json<'_>>, at: &Pointer<'_>, problems: &mut Vec<Problem>) {
        let items = items.map(Json::items).unwrap_or_default();
        let (mut places, mut ids) = (Vec::new(), Vec::new());
        for (index, item) in items.iter().enumerate() {
            if let Some(id) = item.text_of("id") {
                places.push(index);
                ids.push(id);
            }
        }
        for position in order::repeated(&ids) {
            if let (Some(place), Some(id)) = (places.get(position), ids.get(position)) {
                let message = format!("`{id}` stands here twice; give each its own id");
                problems.push(Problem::new(ProblemCode::DuplicateId, at.index(*place).key("id"), message));
            }
        }
        for (index, item) in items.iter().enumerate() {
            let at = at.index(index);
            if item.get("buckets").is_some() && item.get("returned").is_some() {
                let message = "say of which units `returned` is, on the line's buckets";
                problems.push(Problem::new(ProblemCode::UnknownField, at.key("returned"), message));
            }
            for history in ["repairs", "claims"] {
                let (entries, at) = (item.items_of(history), at.key(history));
                problem::limit(entries.len(), MOST_ENTRIES, history, &at, problems);
                for (index, entry) in entries.iter().enumerate() {
                    let at = at.index(index);
                    let parts = entry.items_of("replaced").len();
                    problem::limit(parts, MOST_PARTS, "parts", &at.key("replaced"), problems);
                    let causes = entry.get("excludedDays").map(Json::entries).unwrap_or_default().len();
                    problem::limit(causes, MOST_PARTS, "causes", &at.key("excludedDays"), problems);
                }
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
    let (Some(order), Some(at)) = (json.get("order"), json.text_of("at").and_then(day::read_instant)) else {
        return (None, problems);
    };
    let request = json.get("request");
    let lines = order.items_of("lines");
    let mut subjects = Vec::new();
    match request {
        None => {
            for (line_index, line) in lines.iter().enumerate() {
                subjects.add_all(buckets(line).into_iter().map(|bucket| Subject {
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
            for (index, asked) in request.items_of("lines").iter().enumerate() {
                subjects.append(&mut find(lines, asked, index, &at.index(index), &mut problems));
                check_reason(compiled, asked, &at.index(index), &mut problems);
            }
        }
    }
    if subjects.len() > MOST_SUBJECTS {
        let message = format!("{} lines and buckets where {MOST_SUBJECTS} are allowed; split the call", subjects.len());
        problems.push(Problem::new(ProblemCode::BadSize, "/order/lines", message));
        subjects.clear();
    }
    (Some(Call { order, request, at, subjects }), problems)
}

/// How many lines and buckets one call may be about.
pub(crate) const MOST_SUBJECTS: usize = 5_000;

pub(crate) fn buckets<'j>(line: &'j Json<'j>) -> Vec<Option<(usize, &'j Json<'j>)>> {
    match line.get("buckets") {
        Some(buckets) => buckets.items().iter().enumerate().map(Some).gather(),
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
    let text = |key: &str| asked.text_of(key);
    let id = text("line").unwrap_or_default();
    let found = lines.iter().enumerate().find(|(_, line)| line.text_of("id") == Some(id));
    let Some((line_index, line)) = found else {
        let known = lines.iter().filter_map(|line| line.text_of("id"));
        let message = format!("the order has no line `{id}`; it has {}", some_of(&known.gather()));
        problems.push(Problem::new(ProblemCode::UnknownLine, at.key("line"), message));
        return Vec::new();
    };
    let mut all = buckets(line);
    if let Some(wanted) = text("bucket") {
        all.retain(|bucket| bucket.is_some_and(|(_, bucket)| bucket.text_of("id") == Some(wanted)));
        if all.is_empty() {
            let message = format!("line `{id}` has no bucket `{wanted}`");
            problems.push(Problem::new(ProblemCode::UnknownBucket, at.key("bucket"), message));
        }
    }
    all.into_iter().map(|bucket| Subject { line, line_index, bucket, request: Some((index, asked)) }).gather()
}

/// The first few names of many.
fn some_of(names: &[&str]) -> String {
    match names.get(..10) {
        Some(first) if names.len() > first.len() => format!("{}, more", text::quoted(first)),
        _ => text::quoted(names),
    }
}

fn check_reason(compiled: &Compiled, asked: &Json<'_>, at: &Pointer<'_>, problems: &mut Vec<Problem>) {
    if let Some(reason) = asked.text_of("reason")
        && !compiled.dimensions.reasons.contains_key(reason)
    {
        let message = format!("`{reason}` is no reason; the policy knows {}", text::quoted(&reasons(compiled)));
        problems.push(Problem::new(ProblemCode::UnknownReason, at.key("reason"), message));
    }
}

/// The reasons that documents name, in the order of their names.
pub(crate) fn reasons(compiled: &Compiled) -> Vec<&str> {
    let reason = compiled.dimensions.position(fact::REASON, None);
    let nodes = reason.and_then(|id| compiled.dimensions.get(id)).map(|dimension| dimension.nodes());
    nodes.unwrap_or_default().iter().map(String::as_str).gather()
}

/// What a request says has happened, by the act that windows test.
pub(crate) fn acts(request: Option<&Json<'_>>) -> Map<Act, Instant> {
    let instant = |field: &str| day::read_instant(request?.get(field)?.text()?);
    let mut acts = Map::new();
    for (act, _, field) in Act::ALL {
        if let Some(instant) = instant(field) {
            acts.insert(*act, instant);
        }
    }
    acts
}

/// Units that have not come back yet, where the quantity is stated.
pub(crate) fn left(subject: &Subject<'_>) -> Option<i64> {
    let number = |key: &str| {
        let of_bucket = subject.bucket.map(|(_, bucket)| bucket.get(key));
        of_bucket.unwrap_or_else(|| subject.line.get(key))?.whole()
    };
    Some(number("quantity")?.saturating_sub(number("returned").unwrap_or(0)).max(0))
}

pub(crate) fn subject_facts(
    compiled: &Compiled,
    call: &Call<'_>,
    subject: &Subject<'_>,
    derived: &[Derived],
) -> Rc<Facts> {
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
    let mut derived = derived.to_vec();
    derived.append(&mut derived::of_subject(compiled, call, &sources));
    Facts::filled(compiled, &sources, &derived)
}
