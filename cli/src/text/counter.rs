//! Counters in the trade's words: which repairs or claims are counted, or how many days they took.

use serde_json::{Map, Value};

use super::words;

/// What a counter counts: ``repairs with `outcome` failed, of the `defect` that has most``.
pub(crate) fn phrase(counter: &Map<String, Value>) -> String {
    let of = counter.get("of").map(words::value).unwrap_or_default();
    let counted = match counter.get("sum").and_then(Value::as_str) {
        Some("inclusive-days") => format!("days of {of}, the first and the last counted"),
        Some("started-days") => format!("days of {of}, each 24 hours that were begun"),
        Some(_) => format!("days of {of}, from hand-over to return"),
        None => of,
    };
    let conditions: Vec<String> = match counter.get("where").and_then(Value::as_object) {
        Some(conditions) => conditions.iter().map(|(field, values)| format!("`{field}` {}", one_of(values))).collect(),
        None => Vec::new(),
    };
    let with = (!conditions.is_empty()).then(|| format!(" with {}", words::listed(&conditions)));
    let less = counter.get("less").map(|causes| format!(", less those for {}", one_of(causes)));
    let by = counter.get("by").map(|field| format!(", of the `{}` that has most", words::value(field)));
    [Some(counted), with, less, by].into_iter().flatten().collect()
}

fn one_of(values: &Value) -> String {
    words::one_of(&values.as_array().into_iter().flatten().map(words::value).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn counters_read_as_phrases() {
        #[rustfmt::skip]
        let cases = [
            // why this row         counter                                                                             phrase
            ("every repair",        json!({ "of": "repairs" }),                                                         "repairs"),
            ("some of them",        json!({ "of": "repairs", "where": { "replaced": ["engine", "gearbox", "brakes"] } }), "repairs with `replaced` engine, gearbox or brakes"),
            ("the largest group",   json!({ "of": "repairs", "where": { "outcome": ["failed"] }, "by": "defect" }),      "repairs with `outcome` failed, of the `defect` that has most"),
            ("two conditions",      json!({ "of": "claims", "where": { "outcome": ["granted"], "remedy": ["exchange"] } }), "claims with `outcome` granted and `remedy` exchange"),
            ("days without some",   json!({ "of": "repairs", "sum": "started-days", "less": ["transport", "parts"] }),   "days of repairs, each 24 hours that were begun, less those for transport or parts"),
            ("both days",           json!({ "of": "repairs", "sum": "inclusive-days" }),                                 "days of repairs, the first and the last counted"),
            ("days that passed",    json!({ "of": "repairs", "sum": "elapsed-days" }),                                   "days of repairs, from hand-over to return"),
        ];
        for (why, counter, expected) in cases {
            assert_eq!(phrase(counter.as_object().expect("an object")), expected, "{why}");
        }
    }
}
