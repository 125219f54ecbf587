//! Reads a call: which units of which lines it is about, and what is stated of them.

use std::rc::Rc;

use crate::compile::Compiled;
use crate::day::{self, Instant, Moment};
use crate::fact::{self, LINE, ORDER, REQUEST, REQUEST_LINE};
use crate::facts::{Derived, FactValue, Facts, Source};
use crate::gather::{AddAll, Gather};
use crate::json::Json;
use crate::map::Map;
use crate::order;
use crate::pointer::Pointer;
use crate::policy::Act;
use crate::problem::{self, Problem, ProblemCode};
use crate::shape::{self, Object, Shape};
use crate::text;
use crate::zone::Zone;

/// Reads a call and reports every problem of its form.
pub(crate) fn read_call<'c>(text: &'c str, shape: &'static Object) -> Result<Json<'c>, Vec<Problem>> {
    let json = Json::parse(text).map_err(|problem| vec![problem])?;
    let mut problems = Vec::new();
    shape::check(&Shape::Object(shape), &json, &Pointer::Root, &mut problems);
    shape::check_depth(&json, &Pointer::Root, &mut problems);
    check_ids(&json, &mut problems);
    if problems.is_empty() { Ok(json) } else { Err(problem::sorted(problems)) }
}

/// How many repairs of one product are read.
const MOST_REPAIRS: usize = 100;

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
            let repairs = item.items_of("repairs").len();
            if repairs > MOST_REPAIRS {
                let message = format!("{repairs} repairs where {MOST_REPAIRS} are allowed");
                problems.push(Problem::new(ProblemCode::BadSize, at.key("repairs"), message));
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
const MOST_SUBJECTS: usize = 5_000;

fn buckets<'j>(line: &'j Json<'j>) -> Vec<Option<(usize, &'j Json<'j>)>> {
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
    let reason = compiled.dimensions.position(fact::position("reason"), None);
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

/// The first and last delivery of the order: the last has not happened as long as some unit is not delivered, the first
/// as long as none is; where a delivery that matters is not stated, its place.
pub(crate) fn derived_deliveries(compiled: &Compiled, order: &Json<'_>) -> Vec<Derived> {
    let zone = zone_of(compiled, order);
    let key = |moment: &Moment| order_key(*moment, zone);
    let (mut first, mut last): (Option<Moment>, Option<Moment>) = (None, None);
    let (mut outstanding, mut missing) = (false, None);
    for (index, line) in order.items_of("lines").iter().enumerate() {
        for bucket in buckets(line) {
            let of_bucket = bucket.and_then(|(_, bucket)| bucket.get("deliveredAt"));
            match of_bucket.or_else(|| line.get("deliveredAt")).or_else(|| order.get("deliveredAt")) {
                Some(stated) => match stated.text().and_then(day::read_moment) {
                    Some(moment) => {
                        first = Some(first.filter(|first| key(first) <= key(&moment)).unwrap_or(moment));
                        last = Some(last.filter(|last| key(last) > key(&moment)).unwrap_or(moment));
                    }
                    None => outstanding = true,
                },
                None => {
                    let bucket = bucket.map(|(bucket, _)| format!("/buckets/{bucket}")).unwrap_or_default();
                    missing = missing.or(Some(format!("/order/lines/{index}{bucket}/deliveredAt")));
                }
            }
        }
    }
    let last = last.filter(|_| !outstanding);
    let derive = |name, moment: Option<Moment>, known: bool| Derived {
        fact: fact::position(name),
        value: known.then(|| moment.map_or(FactValue::None, FactValue::Moment)),
        place: missing.clone().unwrap_or_else(|| "/order/lines".into()),
    };
    vec![
        derive("lastDelivery", last, outstanding || missing.is_none()),
        derive("firstDelivery", first, missing.is_none()),
    ]
}

/// What follows from a request: acts that it does not state have not happened yet.
fn derived_acts(call: &Call<'_>, sources: &[Source<'_>]) -> Vec<Derived> {
    let is_stated = |field: &str| sources.iter().any(|source| source.json.get(field).is_some());
    let derive = |(name, field): &(&str, &str)| {
        let stated =
            call.request.and_then(|request| request.get(field)).and_then(Json::text).and_then(day::read_moment);
        Derived {
            fact: fact::position(name),
            value: Some(stated.map_or(FactValue::None, FactValue::Moment)),
            place: format!("/request/{field}"),
        }
    };
    let acts = [
        ("notice", "noticeSentAt"),
        ("noticeReceived", "noticeReceivedAt"),
        ("returnDispatch", "dispatchedAt"),
        ("goodsBack", "arrivedAt"),
    ];
    let mut derived = Vec::new();
    for act in &acts {
        if act.0 != "goodsBack" || !is_stated("goodsBackAt") {
            derived.push(derive(act));
        }
    }
    derived
}

/// The return from the last repair: none if there was no repair, or none is over.
fn derived_return(compiled: &Compiled, call: &Call<'_>, sources: &[Source<'_>]) -> Derived {
    let stated = sources.iter().find_map(|source| Some((source, source.json.get("repairs")?)));
    let zone = zone_of(compiled, call.order);
    let returned = |repairs: &Json<'_>| {
        let mut last: Option<Moment> = None;
        for repair in repairs.items() {
            let Some(moment) = repair.text_of("returnedAt").and_then(day::read_moment) else { continue };
            if last.is_none_or(|last| order_key(moment, zone) >= order_key(last, zone)) {
                last = Some(moment);
            }
        }
        last.map_or(FactValue::None, FactValue::Moment)
    };
    let nearest = sources.iter().find(|source| source.levels == LINE).map(|source| source.path.as_str());
    Derived {
        fact: fact::position("repairReturned"),
        value: stated.map(|(_, repairs)| returned(repairs)),
        place: format!("{}/repairs", stated.map_or(nearest.unwrap_or_default(), |(source, _)| source.path.as_str())),
    }
}

/// The zone in which the buyer's days fall, as far as one document names one.
fn zone_of<'c>(compiled: &'c Compiled, order: &Json<'_>) -> Option<&'c Zone> {
    let market = order.text_of("market");
    let id = compiled.dimensions.position(fact::position("market"), None);
    let markets = id.zip(market).map(|(id, market)| compiled.dimensions.locate(id, market));
    for document in &compiled.documents {
        let names = compiled.names.get(document.zone).map(|names| names.serving(markets.as_ref()));
        if let [Some(name)] = names.unwrap_or_default().as_slice()
            && let Some(zone) = compiled.zones.get(*name)
        {
            return Some(zone);
        }
    }
    None
}

/// Orders dates and instants: by civil day, then by instant, a bare date last.
fn order_key(moment: Moment, zone: Option<&Zone>) -> (i64, i64) {
    match moment {
        Moment::Instant(instant) => {
            let day = zone.and_then(|zone| zone.day_of(instant)).map(day::day_number);
            (day.unwrap_or_else(|| instant.0.div_euclid(86_400_000)), instant.0)
        }
        Moment::Day(day) => (day::day_number(day), i64::MAX),
    }
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
    derived.append(&mut derived_acts(call, &sources));
    derived.push(derived_return(compiled, call, &sources));
    Facts::filled(compiled, &sources, &derived)
}
