//! Decides an order, a product's terms, and whether a request may be accepted.

use std::collections::{BTreeMap, BTreeSet};

use crate::answer::{self, Decision, DocumentReference, Line, Offer, Terms, Validation};
use crate::atom::AtomSet;
use crate::compile::Compiled;
use crate::day::{self, Instant, Moment};
use crate::decide::{self, Asked, Decided};
use crate::dimension::DimensionId;
use crate::document;
use crate::fact::{self, Kind, LINE, ORDER, PRODUCT, REQUEST, REQUEST_LINE};
use crate::facts::{Derived, FactValue, Facts, Source};
use crate::json::{self, Json};
use crate::layer::When;
use crate::pointer::Pointer;
use crate::policy::Act;
use crate::problem::{self, Problem, ProblemCode};
use crate::shape::{self, Object, Shape};
use crate::term::{Grant, Term, Value};
use crate::world::{Assumption, World};
use crate::{digest, zone};

/// Reads a call and reports every problem of its form.
fn read_call<'c>(text: &'c str, shape: &'static Object) -> Result<Json<'c>, Vec<Problem>> {
    let json = Json::parse(text).map_err(|problem| vec![problem])?;
    let mut problems = Vec::new();
    shape::check(&Shape::Object(shape), &json, &Pointer::Root, &mut problems);
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
struct Subject<'j> {
    line: &'j Json<'j>,
    line_index: usize,
    bucket: Option<(usize, &'j Json<'j>)>,
    request: Option<(usize, &'j Json<'j>)>,
}

/// A call that was read, ready to be decided.
struct Call<'j> {
    order: &'j Json<'j>,
    request: Option<&'j Json<'j>>,
    at: Instant,
    subjects: Vec<Subject<'j>>,
}

/// Decides an order: the call is `{ order, request?, at }`.
pub(crate) fn evaluate(compiled: &Compiled, text: &str) -> Result<Decision, Vec<Problem>> {
    let json = read_call(text, &document::EVALUATION_CALL)?;
    let (call, problems) = open_call(compiled, &json);
    match call {
        Some(call) if problems.is_empty() => Ok(decision(compiled, &call)),
        _ => Err(problem::sorted(problems)),
    }
}

/// Says whether a request may be accepted: the call is `{ order, request, at }`.
pub(crate) fn validate(compiled: &Compiled, text: &str) -> Result<Validation, Vec<Problem>> {
    let json = read_call(text, &document::VALIDATION_CALL)?;
    let (call, mut problems) = open_call(compiled, &json);
    let Some(call) = call else { return Err(problem::sorted(problems)) };
    let decision = decision(compiled, &call);
    for (subject, line) in call.subjects.iter().zip(&decision.lines) {
        check_request(subject, line, &mut problems);
    }
    check_quantities(&call, &mut problems);
    let problems = problem::sorted(problems);
    Ok(Validation { acceptable: problems.is_empty(), decision_id: decision.decision_id, problems })
}

/// Finds what a request is about; problems are those a form field can show.
fn open_call<'j>(compiled: &Compiled, json: &'j Json<'j>) -> (Option<Call<'j>>, Vec<Problem>) {
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
    if let Some(reason) = asked.get("reason").and_then(Json::text) {
        if !compiled.dimensions.reasons.contains_key(reason) {
            let known: Vec<String> = reasons(compiled).into_iter().map(|reason| format!("`{reason}`")).collect();
            let message = format!("`{reason}` is no reason; the policy knows {}", known.join(", "));
            problems.push(Problem::new(ProblemCode::UnknownReason, at.key("reason"), message));
        }
    }
}

/// The reasons that documents name, in the order of their names.
fn reasons(compiled: &Compiled) -> Vec<&str> {
    let reason = compiled.dimensions.position(fact::position("reason"), None);
    let nodes = reason.and_then(|id| compiled.dimensions.get(id)).map(|dimension| dimension.nodes());
    nodes.unwrap_or_default().iter().map(String::as_str).collect()
}

fn decision(compiled: &Compiled, call: &Call<'_>) -> Decision {
    let when = When::At(call.at, acts(call.request));
    let derived = derived_deliveries(call.order);
    let mut next: Option<Instant> = None;
    let mut lines = Vec::new();
    for subject in &call.subjects {
        let facts = subject_facts(compiled, call, subject, &derived);
        let left = left(subject);
        let (offers, warranty) = if left == Some(0) {
            (Vec::new(), Vec::new())
        } else {
            decide_all(compiled, &facts, &when, subject.request.map(|(_, asked)| asked))
        };
        let changes = offers.iter().chain(&warranty).filter_map(|decided| decided.next);
        next = next.into_iter().chain(changes).min();
        lines.push(Line {
            line: subject.line.get("id").and_then(Json::text).unwrap_or_default().to_owned(),
            bucket: subject.bucket.and_then(|(_, bucket)| bucket.get("id")?.text().map(str::to_owned)),
            left,
            offers: offers.into_iter().map(|decided| decided.offer).collect(),
            warranty: warranty.into_iter().map(|decided| decided.offer).collect(),
        });
    }
    Decision {
        format: answer::DECISION_FORMAT,
        decision_id: decision_id(compiled, call),
        order: call.order.get("id").and_then(Json::text).unwrap_or_default().to_owned(),
        at: zone::write_utc(call.at),
        next_change_at: next.map(zone::write_utc),
        documents: references(compiled),
        lines,
    }
}

fn references(compiled: &Compiled) -> Vec<DocumentReference> {
    let mut digests = compiled.digests.clone();
    digests.sort();
    let reference = |digest: digest::DocumentDigest| DocumentReference {
        format: digest.format,
        id: digest.id,
        version: digest.version,
        digest: digest.digest,
    };
    digests.into_iter().map(reference).collect()
}

/// What a request says has happened, by the act that windows test.
fn acts(request: Option<&Json<'_>>) -> BTreeMap<Act, Instant> {
    let happened = |(act, _, field): &(Act, &str, &str)| Some((*act, day::read_instant(request?.get(field)?.text()?)?));
    Act::ALL.iter().filter_map(happened).collect()
}

/// Units that have not come back yet, where the quantity is stated.
fn left(subject: &Subject<'_>) -> Option<i64> {
    let number = |key: &str| {
        let of_bucket = subject.bucket.map(|(_, bucket)| bucket.get(key));
        of_bucket.unwrap_or_else(|| subject.line.get(key))?.whole()
    };
    Some(number("quantity")?.saturating_sub(number("returned").unwrap_or(0)).max(0))
}

/// The first and last delivery of the order: none as long as some (for the last) or all (for the first) units are
/// not delivered; where a delivery is not stated, its place.
fn derived_deliveries(order: &Json<'_>) -> Vec<Derived> {
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

fn subject_facts(compiled: &Compiled, call: &Call<'_>, subject: &Subject<'_>, derived: &[Derived]) -> Facts {
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

/// Decides every reason and remedy that documents name, or those that a request names.
fn decide_all(
    compiled: &Compiled,
    facts: &Facts,
    when: &When,
    asked: Option<&Json<'_>>,
) -> (Vec<Decided>, Vec<Decided>) {
    let text = |key: &str| asked.and_then(|asked| asked.get(key)).and_then(Json::text);
    let reasons = text("reason").map_or_else(|| reasons(compiled), |reason| vec![reason]);
    let remedies = granted_remedies(compiled);
    let remedies: Vec<&str> = text("remedy").map_or_else(|| remedies, |remedy| vec![remedy]);
    let mut offers = Vec::new();
    let mut warranty = Vec::new();
    for reason in reasons {
        for remedy in &remedies {
            let Some(world) = world(compiled, facts, reason, remedy) else { continue };
            offers.extend(
                decide::decide(&world, when, Asked { reason, remedy, component: None })
                    .filter(|decided| is_meant(decided, text("remedy"))),
            );
            if text("component").is_none() {
                warranty.extend(components(compiled, &world, when, reason, remedy));
            }
        }
    }
    (offers, warranty)
}

/// What no layer grants under any facts is left out, unless it was asked for.
fn is_meant(decided: &Decided, remedy: Option<&str>) -> bool {
    remedy.is_some()
        || !decided.offer.because.is_empty()
        || !decided.offer.cases.is_empty()
        || !decided.offer.depends.is_empty()
}

/// The remedies that some rule grants.
fn granted_remedies(compiled: &Compiled) -> Vec<&'static str> {
    let definition = fact::definition(fact::position("remedy"));
    let Shape::OneOf(all) = definition.value else { return Vec::new() };
    let Some(dimension) = compiled.dimensions.position(fact::position("remedy"), None) else { return Vec::new() };
    let grants = |rule: &usize| {
        let value = compiled.rule(*rule).and_then(|(_, rule)| rule.terms.get(&Term::Granted));
        matches!(value, Some(Value::Granted(Grant::Yes | Grant::Review)))
    };
    let granting: Vec<usize> = (0..compiled.rules.len()).filter(grants).collect();
    let is_granted = |atom: usize| {
        granting.iter().any(|rule| {
            compiled.region(*rule).is_some_and(|region| region.sets(dimension).any(|set| set.contains(atom)))
        })
    };
    all.iter().enumerate().filter(|(atom, _)| is_granted(*atom)).map(|(_, remedy)| *remedy).collect()
}

/// The world of one reason and remedy; `None` where the documents name neither.
fn world<'w>(compiled: &'w Compiled, facts: &'w Facts, reason: &str, remedy: &str) -> Option<World<'w>> {
    let mut world = World { compiled, facts, assumed: BTreeMap::new() };
    for (name, value) in [("reason", reason), ("remedy", remedy)] {
        let id: DimensionId = compiled.dimensions.position(fact::position(name), None)?;
        world = world.assume(id, Assumption::Atoms(compiled.dimensions.locate(id, value)));
    }
    Some(world)
}

/// The offers by component, where documents tell components apart: what a warranty covers.
fn components(compiled: &Compiled, world: &World<'_>, when: &When, reason: &str, remedy: &str) -> Vec<Decided> {
    let Some(id) = compiled.dimensions.position(fact::position("component"), None) else { return Vec::new() };
    let Some(dimension) = compiled.dimensions.get(id) else { return Vec::new() };
    let mut decided = Vec::new();
    for (atom, component) in dimension.nodes().iter().enumerate() {
        if names_component(compiled, world, id, atom) {
            let world = world.assume(id, Assumption::Atoms(AtomSet::one(dimension.count(), atom)));
            decided.extend(decide::decide(&world, when, Asked { reason, remedy, component: Some(component) }));
        }
    }
    decided
}

/// Says whether a rule about this reason and remedy tells this component from others.
fn names_component(compiled: &Compiled, world: &World<'_>, component: DimensionId, atom: usize) -> bool {
    let asked: Vec<(DimensionId, &AtomSet)> = world
        .assumed
        .iter()
        .filter_map(|(id, assumption)| if let Assumption::Atoms(set) = assumption { Some((*id, set)) } else { None })
        .collect();
    compiled.rules.iter().flat_map(|rule| &rule.region.0).any(|cell| {
        let fits = asked.iter().all(|(id, set)| cell.0.get(id).is_none_or(|atoms| !atoms.is_apart(set)));
        fits && cell.0.get(&component).is_some_and(|atoms| atoms.contains(atom))
    })
}

/// SHA-256 over everything the decision hangs on: the documents, what they can read of the order, request and instant.
fn decision_id(compiled: &Compiled, call: &Call<'_>) -> String {
    let mut text = String::from("{\"answer\":");
    json::write_text(answer::DECISION_FORMAT, &mut text);
    text.push_str(",\"at\":");
    json::write_text(&zone::write_utc(call.at), &mut text);
    text.push_str(",\"documents\":[");
    let mut digests: Vec<&str> = compiled.digests.iter().map(|digest| digest.digest.as_str()).collect();
    digests.sort_unstable();
    for (index, digest) in digests.into_iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        json::write_text(digest, &mut text);
    }
    text.push_str("],\"order\":");
    readable(compiled, call.order).write_canonical(&mut text);
    if let Some(request) = call.request {
        text.push_str(",\"request\":");
        request.write_canonical(&mut text);
    }
    text.push('}');
    digest::of_text(&text)
}

/// The order without what these documents cannot read.
fn readable<'j>(compiled: &Compiled, json: &Json<'j>) -> Json<'j> {
    let reads = |field: &str| {
        let structure = ["id", "lines", "buckets", "quantity", "returned", "deliveredAt"];
        structure.contains(&field)
            || compiled.dimensions.iter().any(|(_, dimension)| fact::definition(dimension.fact).field == field)
    };
    let kept = json.entries().iter().filter(|(field, _)| reads(field)).map(|(field, value)| {
        let definition = fact::stated(field, ORDER | LINE).map(fact::definition);
        let value = match (field.as_ref(), value) {
            ("lines" | "buckets", Json::List(items)) => {
                Json::List(items.iter().map(|item| readable(compiled, item)).collect())
            }
            (_, Json::Object(_)) => readable_names(compiled, definition, value),
            (_, Json::List(tags)) => {
                Json::List(tags.iter().filter(|tag| reads_name(compiled, definition, tag.text())).cloned().collect())
            }
            _ => value.clone(),
        };
        (field.clone(), value)
    });
    Json::Object(kept.collect())
}

fn readable_names<'j>(compiled: &Compiled, definition: Option<&fact::Definition>, json: &Json<'j>) -> Json<'j> {
    let kept = json.entries().iter().filter(|(name, _)| reads_name(compiled, definition, Some(name)));
    Json::Object(kept.cloned().collect())
}

fn reads_name(compiled: &Compiled, definition: Option<&fact::Definition>, name: Option<&str>) -> bool {
    let Some(definition) = definition.filter(|definition| matches!(definition.kind, Kind::Names | Kind::Tags)) else {
        return true;
    };
    compiled.dimensions.position(fact::position(definition.name), name).is_some()
}

/// Says what a product's buyer may ask for: the call is `{ product, expectedDelivery?, at }`.
pub(crate) fn terms(compiled: &Compiled, text: &str) -> Result<Terms, Vec<Problem>> {
    let json = read_call(text, &document::TERMS_CALL)?;
    let instant = json.get("at").and_then(Json::text).and_then(day::read_instant);
    let (Some(product), Some(at)) = (json.get("product"), instant) else { return Err(Vec::new()) };
    let expected = json.get("expectedDelivery").and_then(Json::text).and_then(day::read_day).map(Moment::Day);
    let derive = |moment: Option<Moment>, place: &'static str| {
        move |name: &&str| Derived {
            fact: fact::position(name),
            value: moment.map(FactValue::Moment),
            place: place.into(),
        }
    };
    let bought = ["contract", "order"].iter().map(derive(Some(Moment::Instant(at)), "/at"));
    let delivered =
        ["delivery", "firstDelivery", "lastDelivery", "signing"].iter().map(derive(expected, "/expectedDelivery"));
    let derived: Vec<Derived> = bought.chain(delivered).collect();
    let sources = [Source { levels: PRODUCT, json: product, path: "/product".into() }];
    let mut facts = Facts::read(compiled, &sources, &derived);
    facts.fill(compiled);
    let (offers, warranty) = decide_all(compiled, &facts, &When::BeforePurchase, None);
    let offers_of =
        |decided: Vec<Decided>| -> Vec<Offer> { decided.into_iter().map(|decided| decided.offer).collect() };
    Ok(Terms {
        format: answer::TERMS_FORMAT,
        at: zone::write_utc(at),
        documents: references(compiled),
        offers: offers_of(offers),
        warranty: offers_of(warranty),
    })
}

/// What is wrong with one line of a request, given what is offered.
fn check_request(subject: &Subject<'_>, line: &Line, problems: &mut Vec<Problem>) {
    let Some((index, asked)) = subject.request else { return };
    let root = Pointer::Root;
    let at = root.key("request");
    let at = at.key("lines");
    let at = at.index(index);
    let text = |key: &str| asked.get(key).and_then(Json::text);
    let mut say = |code, field: &str, message: String| problems.push(Problem::new(code, at.key(field), message));
    let Some(reason) = text("reason") else {
        say(ProblemCode::MissingField, "reason", "say why: `reason` is missing".into());
        return;
    };
    let Some(remedy) = text("remedy") else {
        let open: Vec<String> =
            line.offers.iter().filter(|offer| is_open(offer)).map(|offer| format!("`{}`", offer.remedy)).collect();
        let offered = if open.is_empty() {
            "nothing is offered for this reason now".into()
        } else {
            format!("choose one of {}", open.join(", "))
        };
        say(ProblemCode::MissingField, "remedy", format!("`remedy` is missing; {offered}"));
        return;
    };
    if line.left == Some(0) {
        return;
    }
    let Some(offer) = line.offers.first() else {
        say(ProblemCode::ReasonNotOffered, "reason", format!("no policy grants `{remedy}` for `{reason}`"));
        return;
    };
    if offer.status == "depends" {
        for missing in &offer.depends {
            let message = format!("`{}` is not known, and the answer hangs on it", missing.fact);
            problems.push(Problem::new(ProblemCode::FactMissing, &missing.path, message));
        }
        return;
    }
    if !is_open(offer) {
        say(ProblemCode::RemedyNotOffered, "remedy", refusal(offer, remedy));
        return;
    }
    let shown: Vec<&str> =
        asked.get("evidence").map(Json::items).unwrap_or_default().iter().filter_map(Json::text).collect();
    for wanted in offer.terms.evidence.iter().flatten().filter(|wanted| !shown.contains(&wanted.as_str())) {
        say(ProblemCode::EvidenceMissing, "evidence", format!("`{wanted}` is asked for and missing"));
    }
}

fn is_open(offer: &Offer) -> bool {
    matches!(offer.status, "open" | "review")
}

fn refusal(offer: &Offer, remedy: &str) -> String {
    let last_day = offer.window.as_ref().and_then(|window| window.last_day.as_deref());
    match (offer.status, last_day) {
        ("closed", Some(last_day)) => format!("`{remedy}` could be asked for until {last_day}"),
        ("not-started", _) => format!("`{remedy}` cannot be asked for yet"),
        _ => format!("`{remedy}` is not granted for this reason"),
    }
}

/// Units asked for, all lines of a request together, against the units that are left.
fn check_quantities(call: &Call<'_>, problems: &mut Vec<Problem>) {
    let mut used: BTreeMap<(usize, Option<usize>), i64> = BTreeMap::new();
    let root = Pointer::Root;
    let at = root.key("request");
    let at = at.key("lines");
    for subject in &call.subjects {
        let Some((index, asked)) = subject.request else { continue };
        let several =
            call.subjects.iter().filter(|other| other.request.map(|(other, _)| other) == Some(index)).count() > 1;
        let at = at.index(index);
        let Some(left) = left(subject) else {
            let path = format!("/order/lines/{}/quantity", subject.line_index);
            problems.push(Problem::new(
                ProblemCode::FactMissing,
                path,
                "`quantity` is not known, so what is left cannot be told",
            ));
            continue;
        };
        if several && asked.get("quantity").is_some() && asked.get("bucket").is_none() {
            let message = "the line has several buckets; say of which the units are";
            problems.push(Problem::new(ProblemCode::MissingField, at.key("bucket"), message));
            continue;
        }
        let wanted = asked.get("quantity").and_then(Json::whole).unwrap_or(left).max(1);
        let total = used.entry((subject.line_index, subject.bucket.map(|(bucket, _)| bucket))).or_default();
        *total = total.saturating_add(wanted);
        if *total > left {
            let message = format!("{wanted} asked for where {left} of the line are left");
            problems.push(Problem::new(ProblemCode::QuantityExceeded, at.key("quantity"), message));
        }
    }
}
