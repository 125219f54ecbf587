//! Says whether a request may be accepted, with every problem a form can show.

use crate::answer::{Line, Missing, Offer, Validation};
use crate::call::{self, Call, Subject};
use crate::compile::Compiled;
use crate::document;
use crate::evaluate;
use crate::gather::Gather;
use crate::json::Json;
use crate::json::write::Written;
use crate::layer::Status;
use crate::map::Map;
use crate::pointer::Pointer;
use crate::problem::{self, Problem, ProblemCode};
use crate::term::Term;
use crate::text;

/// Says whether a request may be accepted: the call is `{ order, request, at }`.
pub(crate) fn validate(compiled: &Compiled, text: &str) -> Result<Written, Vec<Problem>> {
    let json = call::read_call(text, &document::VALIDATION_CALL)?;
    let (call, mut problems) = call::open_call(compiled, &json);
    let Some(call) = call else { return Err(problem::sorted(problems)) };
    let decision = evaluate::decision(compiled, &call);
    for (subject, line) in call.subjects.iter().zip(&decision.lines) {
        check_request(compiled, subject, line, &mut problems);
    }
    check_quantities(&call, &mut problems);
    let problems = problem::sorted(problems);
    let (acceptable, decision_id) = (problems.is_empty(), decision.decision_id);
    Ok(Written::of(&Validation { acceptable, decision_id, problems }))
}

/// What is wrong with one line of a request, given what is offered.
fn check_request(compiled: &Compiled, subject: &Subject<'_>, line: &Line<'_>, problems: &mut Vec<Problem>) {
    let Some((index, asked)) = subject.request else { return };
    let root = Pointer::Root;
    let at = root.key("request");
    let at = at.key("lines");
    let at = at.index(index);
    let text = |key: &str| asked.text_of(key);
    let mut say = |code, field: &str, message: String| problems.push(Problem::new(code, at.key(field), message));
    let Some(reason) = text("reason") else {
        say(ProblemCode::MissingField, "reason", "say why: `reason` is missing".into());
        return;
    };
    if !compiled.dimensions.reasons.contains_key(reason) {
        // Reported when the request was read.
        return;
    }
    let Some(remedy) = text("remedy") else {
        let open = line.offers.iter().filter(|offer| is_open(offer));
        let open: Vec<&str> = open.map(|offer| offer.remedy.as_str()).gather();
        let offered = if open.is_empty() {
            "nothing is offered for this reason now".into()
        } else {
            format!("choose one of {}", text::quoted(&open))
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
    if offer.leaf.status == Status::Depends {
        for missing in &offer.depends {
            let message = format!("`{}` is not known, and the answer hangs on it", missing.fact);
            problems.push(Problem::new(ProblemCode::FactMissing, &missing.path, message));
        }
        if offer.depends.is_empty() {
            let message = "the answer hangs on dates that the loaded zones and calendars do not reach";
            problems.push(Problem::new(ProblemCode::FactMissing, at.key("remedy"), message));
        }
        return;
    }
    if !is_open(offer) {
        say(ProblemCode::RemedyNotOffered, "remedy", refusal(offer, remedy));
        return;
    }
    let mut unknown = Vec::new();
    let asks = |missing: &&Missing| missing.affects.contains(&Term::Evidence.text());
    for missing in offer.depends.iter().filter(asks) {
        let message = format!("`{}` is not known, and what evidence is asked for hangs on it", missing.fact);
        unknown.push(Problem::new(ProblemCode::FactMissing, &missing.path, message));
    }
    let shown: Vec<&str> = asked.items_of("evidence").iter().filter_map(Json::text).gather();
    let wanted = offer.leaf.terms.0.get(&Term::Evidence).map_or(Json::Null, Written::json);
    for wanted in wanted.items().iter().filter_map(Json::text).filter(|wanted| !shown.contains(wanted)) {
        say(ProblemCode::EvidenceMissing, "evidence", format!("`{wanted}` is asked for and missing"));
    }
    problems.append(&mut unknown);
}

fn is_open(offer: &Offer) -> bool {
    matches!(offer.leaf.status, Status::Open | Status::Review)
}

fn refusal(offer: &Offer, remedy: &str) -> String {
    let window = offer.leaf.window.as_ref().map_or(Json::Null, Written::json);
    let last_day = window.text_of("lastDay");
    match (offer.leaf.status, last_day) {
        (Status::Closed, Some(last_day)) => format!("`{remedy}` could be asked for until {last_day}"),
        (Status::NotStarted, _) => format!("`{remedy}` cannot be asked for yet"),
        _ => format!("`{remedy}` is not granted for this reason"),
    }
}

/// Units asked for, all lines of a request together, against the units that are left.
fn check_quantities(call: &Call<'_>, problems: &mut Vec<Problem>) {
    let mut used: Map<(usize, Option<usize>), i64> = Map::new();
    let root = Pointer::Root;
    let at = root.key("request");
    let at = at.key("lines");
    for subject in &call.subjects {
        let Some((index, asked)) = subject.request else { continue };
        let several =
            call.subjects.iter().filter(|other| other.request.map(|(other, _)| other) == Some(index)).count() > 1;
        let at = at.index(index);
        let Some(left) = call::left(subject) else {
            if asked.get("quantity").is_none() {
                continue;
            }
            let bucket = subject.bucket.map(|(bucket, _)| format!("/buckets/{bucket}")).unwrap_or_default();
            let path = format!("/order/lines/{}{bucket}/quantity", subject.line_index);
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
        if several && left == 0 && asked.get("quantity").is_none() {
            continue;
        }
        let wanted = asked.get("quantity").and_then(Json::whole).unwrap_or(left).max(1);
        let units = (subject.line_index, subject.bucket.map(|(bucket, _)| bucket));
        let total = used.get(&units).copied().unwrap_or(0).saturating_add(wanted);
        used.insert(units, total);
        if total > left {
            let message = format!("{wanted} asked for where {left} of the line are left");
            problems.push(Problem::new(ProblemCode::QuantityExceeded, at.key("quantity"), message));
        }
    }
}
