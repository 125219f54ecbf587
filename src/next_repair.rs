//! What the buyer could ask for after one more repair that fails.

use std::borrow::Cow;

use crate::answer::{Change, Offer};
use crate::call::{self, Call, Subject};
use crate::compile::Compiled;
use crate::evaluate;
use crate::fact;
use crate::facts::Derived;
use crate::history;
use crate::json::Json;
use crate::layer::{Status, When};
use crate::zone;

/// The offers whose status would be another one; `None` where nothing counts repairs, or none are stated.
pub(crate) fn changes(
    compiled: &Compiled,
    call: &Call<'_>,
    subject: &Subject<'_>,
    derived: &[Derived],
) -> Option<Vec<Change>> {
    if !counts_repairs(compiled) {
        return None;
    }
    let stated = subject.bucket.map_or(subject.line, |(_, bucket)| bucket);
    let repaired = with_repair(stated, stated.get("repairs").or_else(|| subject.line.get("repairs"))?, call);
    let later = match subject.bucket {
        Some((index, _)) => Subject { bucket: Some((index, &repaired)), ..*subject },
        None => Subject { line: &repaired, ..*subject },
    };
    let when = When::At(call.at, call::acts(call.request));
    let offers = |subject: &Subject<'_>| {
        let facts = call::subject_facts(compiled, call, subject, derived);
        evaluate::decide_all(compiled, &facts, &when, None)
    };
    let ((now, now_by_component), (then, by_component)) = (offers(subject), offers(&later));
    let mut changes = changed(&now, then);
    // Of one that is asked about alone, the others say nothing.
    if subject.request.is_none_or(|(_, asked)| asked.get("component").is_none()) {
        for change in changed(&now_by_component, by_component) {
            // The goods as a whole may be both.
            if !changes.contains(&change) {
                changes.push(change);
            }
        }
    }
    Some(changes)
}

fn changed(now: &[Offer], then: Vec<Offer>) -> Vec<Change> {
    let mut changes = Vec::new();
    for Offer { reason, remedy, component, leaf, .. } in then {
        let same = |other: &&Offer| (&other.reason, &other.remedy, &other.component) == (&reason, &remedy, &component);
        let before = now.iter().find(same).map_or(Status::Excluded, |before| before.leaf.status);
        if before != leaf.status {
            changes.push(Change { reason, remedy, component, status: leaf.status.text() });
        }
    }
    changes
}

fn counts_repairs(compiled: &Compiled) -> bool {
    let counter = |name: Option<&str>| history::named(&compiled.documents, name?);
    compiled.dimensions.iter().any(|(_, dimension)| {
        dimension.fact == fact::COUNTER
            && counter(dimension.name.as_deref()).is_some_and(|counter| counter.of == fact::REPAIRS)
    })
}

/// The same goods after one more repair: of what the last one was about, begun and ended now, in vain.
fn with_repair<'j>(stated: &Json<'j>, repairs: &Json<'j>, call: &Call<'_>) -> Json<'j> {
    let at = || Json::Text(Cow::Owned(zone::write_utc(call.at)));
    let mut repair = vec![
        ("handedOverAt".into(), at()),
        ("returnedAt".into(), at()),
        ("outcome".into(), Json::Text("failed".into())),
        ("replaced".into(), Json::List(Vec::new())),
    ];
    for field in ["component", "defect"] {
        if let Some(value) = repairs.items().last().and_then(|last| last.get(field)) {
            repair.push((field.into(), value.clone()));
        }
    }
    let mut all = repairs.items().to_vec();
    all.push(Json::Object(repair));
    let mut fields = stated.entries().to_vec();
    fields.retain(|(name, _)| name != "repairs");
    fields.push(("repairs".into(), Json::List(all)));
    Json::Object(fields)
}
