//! What rows say for one combination of facts.

use std::collections::BTreeMap;

use serde_json::{Value, json};

pub(crate) fn path_is_below(node: &str, above: &str, separator: char) -> bool {
    node == above || node.strip_prefix(above).is_some_and(|rest| rest.starts_with(separator))
}

pub(crate) fn fits(fact: &str, condition: &Value, value: &Value) -> bool {
    if let Some(not) = condition.get("not") {
        return !fits(fact, not, value);
    }
    if let Some(listed) = condition.as_array() {
        return listed.iter().any(|one| match (fact, one.as_str(), value.as_str()) {
            ("category", Some(above), Some(node)) => path_is_below(node, above, '/'),
            ("market", Some(above), Some(node)) => path_is_below(node, above, '-'),
            _ => one == value,
        });
    }
    let Some(number) = value.as_i64() else { return false };
    let bound = |name: &str| condition.get(name).and_then(Value::as_i64);
    bound("gte").is_none_or(|least| number >= least) && bound("lt").is_none_or(|above| number < above)
}

pub(crate) fn holds(when: &Value, facts: &[(&str, Value)]) -> bool {
    let value = |fact: &str| facts.iter().find(|(name, _)| *name == fact).map(|(_, value)| value.clone());
    when.as_object().expect("conditions").iter().all(|(fact, condition)| match fact.as_str() {
        "condition" => fits("seal", &condition["seal"], &value("condition").expect("a value")),
        "tag" => condition.as_object().expect("tags").iter().all(|(tag, condition)| {
            let present = value("tag").expect("tags").as_array().expect("a list").iter().any(|one| one == tag);
            fits("tag", condition, &json!(present))
        }),
        fact => fits(fact, condition, &value(fact).unwrap_or_else(|| panic!("{fact}"))),
    })
}

/// Whether a row is about a reason; a class is about all below it that is not left out.
pub(crate) fn is_about(row: &Value, reason: &str) -> bool {
    let holds = |listed: &Value| {
        let path = if reason == "defect" { vec!["defect", "quality"] } else { vec![reason] };
        listed.as_array().is_some_and(|listed| listed.iter().any(|one| path.iter().any(|above| one == above)))
    };
    holds(&row["reasons"]) && !holds(&row["unless"]["reason"])
}

/// A row with the members of a group of markets instead of the group.
pub(crate) fn spelled_out(row: &Value, policies: &[Value]) -> Value {
    let mut row = row.clone();
    for part in ["when", "except"] {
        if row[part]["market"] == json!(["EU"]) {
            row[part]["market"] = policies[0]["groups"]["EU"].clone();
        }
    }
    row
}

/// A row that holds for some facts.
pub(crate) struct Found {
    pub(crate) old: Value,
    pub(crate) new: Value,
    pub(crate) has_phases: bool,
}

/// The rows that hold for some facts, by term: no two say something of one term.
pub(crate) fn found(
    rows: &[Value],
    used: &mut [bool],
    asked: (&str, &str),
    facts: &[(&str, Value)],
    is_offered: bool,
) -> BTreeMap<String, Found> {
    let mut found = BTreeMap::new();
    for (row, used) in rows.iter().zip(used.iter_mut()) {
        let remedies = row["remedies"].as_array().expect("remedies");
        let about = is_about(row, asked.0) && remedies.contains(&json!(asked.1));
        let mut parts = row["unless"].as_object().cloned().unwrap_or_default();
        parts.remove("reason");
        let is_left_out = parts.into_iter().any(|(fact, condition)| holds(&json!({ fact: condition }), facts));
        let is_excepted = row.get("except").is_some_and(|except| holds(except, facts));
        if about && holds(&row["when"], facts) && !is_left_out && !is_excepted {
            *used = true;
            let term = row["term"].as_str().expect("a term").to_owned();
            let has_phases = row.get("phases").is_some();
            let one = Found { old: row["old"].clone(), new: row["new"].clone(), has_phases };
            // Rows that say the same may say it of the same facts.
            if let Some(other) = found.insert(term.clone(), one) {
                let one = &found[&term];
                let is_same = (&one.old, &one.new, one.has_phases) == (&other.old, &other.new, other.has_phases);
                assert!(is_same || !is_offered, "two rows for {asked:?} {facts:?}: {rows:?}");
            }
        }
    }
    found
}
