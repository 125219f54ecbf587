//! `--format json`: the library's own bytes, and problems with their files.

use return_policy::Policy;
use snapbox::cmd::Command;
use snapbox::str;

mod program;

use program::{AT, ORDER, program};

const ACME: &str = include_str!("fixtures/shop/acme.json");
const LAW: &str = include_str!("fixtures/shop/more/law.json");
const ORDER_TEXT: &str = include_str!("fixtures/shop/more/order.json");
const REQUEST: &str = include_str!("fixtures/request.json");
const REFUSED: &str = include_str!("fixtures/refused.json");
const PRODUCT: &str = include_str!("fixtures/product.json");
const BERLIN: &str = include_str!("../../zones/Europe-Berlin.json");
const GERMANY: &str = include_str!("../../calendars/de.json");

/// The program, asked for JSON.
fn json(arguments: &[&str]) -> Command {
    program(arguments).args(["--format", "json"])
}

/// The same documents as a page would load them.
fn library() -> Option<Policy> {
    Policy::compile(&format!("[{}]", [ACME, LAW, BERLIN, GERMANY].join(","))).ok()
}

#[test]
fn answers_are_the_bytes_of_the_library() {
    let request = format!(r#"{{"order":{ORDER_TEXT},"request":{REQUEST},"at":"{AT}"}}"#);
    let refused = format!(r#"{{"order":{ORDER_TEXT},"request":{REFUSED},"at":"{AT}"}}"#);
    let product = format!(r#"{{"product":{PRODUCT},"expectedDelivery":"2026-11-24","at":"{AT}"}}"#);
    let order = ["--order", ORDER];
    let policy = library().expect("sound fixtures");
    #[rustfmt::skip]
    let cases: [(&str, &[&str], String, i32); 5] = [
        // why this row            further arguments                              the library's answer                                                code
        ("evaluate",               &order,                                        policy.evaluate(&format!(r#"{{"order":{ORDER_TEXT},"at":"{AT}"}}"#)), 0),
        ("evaluate",               &["--order", ORDER, "--request", "request.json"], policy.evaluate(&request),                                        0),
        ("validate",               &["--order", ORDER, "--request", "request.json"], policy.validate(&request),                                        0),
        ("validate",               &["--order", ORDER, "--request", "refused.json"], policy.validate(&refused),                                        1),
        ("terms",                  &["--product", "product.json", "--expected-delivery", "2026-11-24"], policy.terms(&product),                       0),
    ];
    for (command, further, answer, code) in cases {
        let output = json(&[command, "--policies", "shop", "--at", AT]).args(further).output().expect(command);
        assert_eq!(String::from_utf8_lossy(&output.stdout), format!("{answer}\n"), "{command} {further:?}");
        assert_eq!(output.status.code(), Some(code), "{command} {further:?}");
        assert!(output.stderr.is_empty(), "{command} {further:?}");
    }
}

#[test]
fn what_is_sealed_is_what_the_library_seals() {
    let sealed = return_policy::seal(&format!("[{}]", [ACME, LAW, GERMANY, BERLIN].join(","))).expect("sound fixtures");
    program(&["seal", "shop"]).assert().code(0).stderr_eq("").stdout_eq(format!("{sealed}\n"));
    program(&["seal", "broken"]).assert().code(1).stdout_eq("");
}

#[test]
fn a_byte_order_mark_and_standard_input_change_nothing() {
    let expected = library().expect("sound fixtures").evaluate(&format!(r#"{{"order":{ORDER_TEXT},"at":"{AT}"}}"#));
    json(&["evaluate", "--policies", "shop", "--order", "-", "--at", AT])
        .stdin(format!("\u{feff}{ORDER_TEXT}"))
        .assert()
        .code(0)
        .stdout_eq(format!("{expected}\n"));
}

#[test]
fn policies_add_up_and_a_file_counts_once() {
    let expected = library().expect("sound fixtures").evaluate(&format!(r#"{{"order":{ORDER_TEXT},"at":"{AT}"}}"#));
    #[rustfmt::skip]
    let cases: [(&str, &[&str]); 4] = [
        ("several values",             &["--policies", "shop/acme.json", "shop/more/law.json"]),
        ("the option again",           &["--policies", "shop/acme.json", "--policies", "shop/more"]),
        ("a folder and a file of it",  &["--policies", "shop", "./shop/acme.json"]),
        ("a zone that is built in",    &["--policies", "shop", "../../../zones/Europe-Berlin.json"]),
    ];
    for (why, policies) in cases {
        let output = json(&["evaluate", "--order", ORDER, "--at", AT]).args(policies).output().expect(why);
        assert_eq!(String::from_utf8_lossy(&output.stdout), format!("{expected}\n"), "{why}");
    }
}

#[test]
fn a_zone_of_the_users_wins_over_the_built_in_one() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("acme.json"), ACME).expect("a file");
    std::fs::write(folder.path().join("berlin.json"), BERLIN.replace("\"version\": \"", "\"version\": \"our-"))
        .expect("a file");
    json(&["check", "."]).current_dir(folder.path()).assert().code(0).stdout_eq(str![[r#"
{"ok":true,"value":{"documents":[{"file":"./acme.json","format":"return-policy/1","id":"acme","version":"2026-11-01"},{"file":"./berlin.json","format":"return-policy-zone/1","id":"Europe/Berlin","version":"our-[..]"},{"format":"return-policy-calendar/1","id":"de","version":"[..]"}],"findings":[]}}

"#]]);
}

#[test]
fn findings_name_their_file_and_place() {
    json(&["check", "unused.json"]).assert().code(0).stderr_eq("").stdout_eq(str![[r#"
{"ok":true,"value":{"documents":[{"file":"unused.json","format":"return-policy/1","id":"unused","version":"1"},{"format":"return-policy-zone/1","id":"Europe/Berlin","version":"[..]"}],"findings":[{"file":"unused.json","path":"/rules/0/when","code":"gap","severity":"note","message":"`refund` for `change-of-mind` is granted by `all`, [..]","example":{"channel":"television","reason":"change-of-mind","remedy":"refund"}},{"file":"unused.json","path":"/rules/1","code":"never-wins","severity":"warning","message":"`sale` never wins: [..]","also":"/rules/2","example":{"reason":"change-of-mind","tag":{"sale":true}}}]}}

"#]]);
}

#[test]
fn problems_name_their_file_and_place() {
    json(&["check", "clash.json", "typo.json"]).assert().code(1).stderr_eq("").stdout_eq(str![[r#"
{"ok":false,"problems":[{"file":"typo.json","path":"/rules/0/then/returnShiping","code":"unknown-field","message":"`returnShiping` is not known here; known are [..]"},{"file":"typo.json","path":"/rules/0/then/window/length","code":"bad-form","message":"`30 days` is not a length such as `P14D`, `P2W`, `P1M` or `P2Y`"}]}

"#]]);
    json(&["check", "clash.json"]).assert().code(1).stderr_eq("").stdout_eq(str![[r#"
{"ok":false,"problems":[{"file":"clash.json","path":"/rules/1","code":"rule-clash","message":"`shoes` and `gold` set `window` differently where both hold; let one list the other in `overrides`, narrow one, order their facts in `precedence`, or give the buyer the better by `ties`","also":"/rules/2","example":{"category":"shoes","reason":"defect","remedy":"refund","tier":"gold"}}]}

"#]]);
    json(&["check", "broken"]).assert().code(1).stderr_eq("").stdout_eq(str![[r#"
{"ok":false,"problems":[{"file":"broken/first.json","path":"","code":"not-json","message":"not JSON: expected ident at line 2 column 10"},{"file":"broken/second.json","path":"","code":"not-json","message":"not JSON: key must be a string at line 2 column 18"}]}

"#]]);
    json(&["evaluate", "--policies", "shop", "--order", "-", "--at", "now"])
        .stdin(r#"{ "lines": [] }"#)
        .assert()
        .code(1)
        .stderr_eq("")
        .stdout_eq(str![[r#"
{"ok":false,"problems":[{"option":"--at","path":"","code":"bad-form","message":"`now` is not an instant such as `2026-03-01T12:00:00+01:00`"},{"file":"<stdin>","path":"/id","code":"missing-field","message":"`id` is missing: a text is expected"},{"file":"<stdin>","path":"/lines","code":"bad-size","message":"0 items where 1 to 20000 are allowed"}]}

"#]]);
}
