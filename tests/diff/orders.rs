//! What changes touch among orders.

use return_policy::diff_orders;
use serde_json::{Value, json};

use crate::support::{changed, documents, edited, gold_hats, read, shop, window, with};

#[test]
fn orders_are_counted_where_a_row_holds() {
    let line = |id: &str, category: Option<&str>, price: i64| {
        let mut line = json!({ "id": id, "tags": [], "unitPrice": price, "quantity": 2 });
        if let Some(category) = category {
            line["category"] = json!(category);
        }
        line
    };
    let order = |currency: &str, lines: Value| {
        json!({ "order": { "id": "o", "currency": currency, "lines": lines }, "at": "2026-11-01T00:00:00Z" })
            .to_string()
    };
    let calls = [
        order("EUR", json!([line("a", Some("coats"), 100), line("b", Some("shoes"), 1_000), line("c", None, 7)])),
        order("USD", json!([line("a", Some("coats"), 30)])),
        order("EUR", json!([line("a", Some("shoes"), 5)])),
    ];
    let new = changed("/rules/0/then/window", window("P14D"));
    let (old, new) = (documents(&[shop()]), documents(&new));
    let answer = read(&diff_orders(&old, &new, &calls.join("\n")));
    assert_eq!(answer["value"]["orders"], json!({ "orders": 3, "lines": 5, "badLines": 0 }), "{answer}");
    let touched = json!({ "orders": 2, "lines": 2, "amounts": [{ "amount": 200, "currency": "EUR" }, { "amount": 60, "currency": "USD" }],
        "unpriced": 0, "possible": 1 });
    assert_eq!(answer["value"]["rows"][0]["touched"], touched, "{answer}");
    assert_eq!(answer["value"].get("problems"), None, "{answer}");
    let broken = read(&diff_orders(&old, &new, &format!("{{\n\n{}\n{{\"at\":1}}", calls[1])));
    assert_eq!(broken["value"]["orders"], json!({ "orders": 1, "lines": 1, "badLines": 2 }), "{broken}");
    let problems = broken["value"]["problems"].as_array().expect("problems");
    let placed =
        |problem: &Value| (problem["line"].as_u64().expect("a line"), problem["path"].clone(), problem["code"].clone());
    assert_eq!(problems.first().map(placed), Some((1, json!(""), json!("not-json"))), "{broken}");
    assert!(
        problems.iter().map(placed).any(|problem| problem == (4, json!("/order"), json!("missing-field"))),
        "{broken}"
    );
    let all_bad = read(&diff_orders(&old, &new, &"{\n".repeat(150)));
    let listed = all_bad["value"]["problems"].as_array().map(Vec::len);
    assert_eq!((&all_bad["value"]["orders"]["badLines"], listed), (&json!(150), Some(100)), "{all_bad}");
}

/// What an exception leaves out is not touched; what may be left out is perhaps touched.
#[test]
fn orders_that_an_exception_leaves_out_are_not_counted() {
    let order = |tier: Option<&str>, categories: &[Option<&str>]| {
        let line = |(index, category): (usize, &Option<&str>)| json!({ "id": index.to_string(), "category": category, "tags": [], "unitPrice": 100, "quantity": 1 });
        let lines: Vec<Value> = categories.iter().enumerate().map(line).collect();
        let mut order = json!({ "id": "o", "currency": "EUR", "lines": lines });
        if let Some(tier) = tier {
            order["tier"] = json!(tier);
        }
        json!({ "order": order, "at": "2026-11-01T00:00:00Z" }).to_string()
    };
    let new = edited(|shop| {
        shop["rules"][0]["then"]["window"] = window("P60D");
        shop["rules"].as_array_mut().expect("rules").push(gold_hats());
    });
    let calls = [
        order(Some("gold"), &[Some("hats"), Some("coats")]),
        order(Some("silver"), &[Some("hats"), Some("shoes")]),
        order(None, &[Some("hats")]),
    ];
    let answer = read(&diff_orders(&documents(&with(gold_hats())), &documents(&new), &calls.join("\n")));
    let row = &answer["value"]["rows"][0];
    assert_eq!(row["except"], json!({ "category": ["hats"], "tier": ["gold"] }), "{answer}");
    assert_eq!((&row["touched"]["lines"], &row["touched"]["possible"]), (&json!(2), &json!(1)), "{answer}");
}
