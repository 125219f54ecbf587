//! Two versions of a policy as change notes.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::path::Path;

use serde_json::Value;
use snapbox::{Data, str};

#[expect(dead_code, reason = "other tests decide orders")]
mod program;

use program::program;

const EXAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples");

fn example(shop: &str) -> String {
    format!("{EXAMPLES}/{shop}/policy.json")
}

#[test]
fn the_next_version_of_each_shop_is_told_in_words_and_as_data() {
    for shop in ["apparel", "electronics", "fresh-food"] {
        let (old, new) = (example(shop), format!("diff/{shop}.json"));
        for (name, more) in
            [("en.txt", ["--language", "en"]), ("zh.txt", ["--language", "zh"]), ("json", ["--format", "json"])]
        {
            let snapshot = format!("{}/tests/snapshots/diff/{shop}.{name}", env!("CARGO_MANIFEST_DIR"));
            let printed = program(&[["diff", &old, &new].as_slice(), more.as_slice()].concat());
            let expected = Data::read_from(Path::new(&snapshot), Some(snapbox::data::DataFormat::Text));
            printed.assert().code(0).stderr_eq("").stdout_eq(expected);
        }
    }
}

#[test]
fn a_version_is_the_same_as_itself() {
    program(&["diff", "shop", "shop"]).assert().code(0).stderr_eq("").stdout_eq("Nothing changes for buyers.\n");
}

/// Of the first order, the coat has the shorter time and both lines the smaller fee. Of the second, the dress is on final
/// sale and is touched only by what holds for faulty goods. The third is bought elsewhere. Of the fourth nobody says
/// whether it is on final sale, nor what it costs.
#[test]
fn orders_are_counted_by_what_touches_them() {
    let answer = program(&[
        "diff",
        &example("apparel"),
        "diff/apparel.json",
        "--orders",
        "diff/orders.ndjson",
        "--format",
        "json",
    ])
    .output()
    .expect("a running program");
    let answer: Value = serde_json::from_slice(&answer.stdout).expect("JSON");
    let value = &answer["value"];
    assert_eq!((&value["orders"]["orders"], &value["orders"]["lines"]), (&Value::from(4), &Value::from(6)), "{answer}");
    let touched: Vec<String> = value["rows"].as_array().expect("rows").iter().map(brief).collect();
    #[rustfmt::skip]
    let expected = [
        // change          orders  lines  EUR cents  unpriced  possible
        "window P30D P14D -       1      1      10000         0         1",
        "window P30D P14D 2027-01-31 0   0          0         0         0",
        "window P45D P44D -       0      0          0         0         0",
        "window P45D P44D 2027-01-31 0   0          0         0         0",
        "window P45D P60D -       0      0          0         0         0",
        "window P45D P60D 2027-01-31 1   1      12000         0         0",
        "returnShipping - - -     2      3      30000         0         1",
        "evidence - - -           3      5      33900         1         0",
    ];
    let mut expected: Vec<String> =
        expected.iter().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    let mut touched = touched;
    expected.sort();
    touched.sort();
    assert_eq!(touched, expected, "{answer}");
}

/// The term, the lengths, the day before which it does not end, and what it touches.
fn brief(row: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let touched = &row["touched"];
    let number = |name: &str| touched[name].to_string();
    let amounts = touched["amounts"].as_array().expect("amounts");
    assert!(amounts.iter().all(|amount| amount["currency"] == "EUR"), "{row}");
    let amount: i64 = amounts.iter().filter_map(|amount| amount["amount"].as_i64()).sum();
    [
        text(&row["term"]),
        text(&row["old"]["length"]),
        text(&row["new"]["length"]),
        text(&row["new"]["atLeastUntil"]),
        number("orders"),
        number("lines"),
        amount.to_string(),
        number("unpriced"),
        number("possible"),
    ]
    .join(" ")
}

#[test]
fn what_changes_touches_orders_and_money() {
    program(&["diff", &example("apparel"), "diff/apparel.json", "--orders", "diff/orders.ndjson"])
        .assert()
        .code(0)
        .stderr_eq("")
        .stdout_eq(str![[r#"
...
  - Damaged in transit, any quality problem or wrong item, refund or exchange: evidence: photo -> none
      touches 5 of 6 lines in 3 orders, 339.00 EUR, 1 without a price

"#]]);
    let one = include_str!("fixtures/diff/orders.ndjson").lines().next().expect("a line");
    for (language, said) in [("en", " in 1 order, "), ("zh", "1 个订单，")] {
        let diff = ["diff", &example("apparel"), "diff/apparel.json", "--orders", "-", "--language", language];
        let output = program(&diff).stdin(one).output().expect("a running program");
        let printed = String::from_utf8_lossy(&output.stdout);
        assert!(printed.contains(said), "{printed}");
    }
}

#[test]
fn problems_name_the_file_or_the_line() {
    program(&["diff", "typo.json", "shop"]).assert().code(1).stdout_eq("").stderr_eq(str![[r#"
error[unknown-field]: `returnShiping` is not known here; known are `granted`, `window`, `returnShipping`, `outboundShipping`, `restockingFee`, `refundDue`, `answerDue`, `repairDue`, `exchangeDue`, `loanDue`, `burden`, `evidence`, `deduction`, `choice`, `covers`, `service`, `warrantor`
...
"#]]);
    program(&["diff", "shop", "nowhere.json"]).assert().code(2).stdout_eq("");
    program(&["diff", "shop", "shop", "--orders", "-"])
        .stdin("{\"id\": 1}\n")
        .assert()
        .code(1)
        .stdout_eq("Nothing changes for buyers.\n")
        .stderr_eq(str!["...\n[..]<stdin>:1:[..]\n..."]);
}

#[test]
fn the_readme_shows_what_is_printed() {
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("a file");
    let (_, example) = readme.split_once("$ return-policy diff ").expect("an example");
    let (command, rest) = example.split_once('\n').expect("a line");
    let (shown, _) = rest.split_once("```").expect("its end");
    let arguments: Vec<&str> = ["diff"].into_iter().chain(command.split(' ')).collect();
    program(&arguments).current_dir(env!("CARGO_MANIFEST_DIR")).assert().code(0).stdout_eq(shown);
}
