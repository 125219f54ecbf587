//! Problems, with the place in the file.

use snapbox::str;

mod program;

use program::{AT, ORDER, program};

#[test]
fn a_clash_shows_both_rules_and_an_order() {
    program(&["check", "clash.json"]).assert().code(1).stdout_eq("").stderr_eq(str![[r#"
error[rule-clash]: `shoes` and `gold` set `window` differently where both hold; let one list the other in `overrides`, narrow one, order their facts in `precedence`, or give the buyer the better by `ties`
  --> clash.json:10:7
   |
10 |       "id": "shoes",
   |       ^^^^^^^^^^^^^
...
15 |       "id": "gold",
   |       ------------ and here
   |
   = note: for example, an order with category shoes, reason defect, remedy refund, tier gold

"#]]);
}

#[test]
fn a_typo_is_underlined() {
    program(&["check", "typo.json"]).assert().code(1).stdout_eq("").stderr_eq(str![[r#"
error[unknown-field]: `returnShiping` is not known here; known are [..]
 --> typo.json:7:34
  |
7 |       "then": { "granted": true, "returnShiping": "buyer", "window": { "length": "30 days", "from": ["delivery"] } }
  |                                  ^^^^^^^^^^^^^^^

error[bad-form]: `30 days` is not a length such as `P14D`, `P2W`, `P1M` or `P2Y`
 --> typo.json:7:82
  |
7 |       "then": { "granted": true, "returnShiping": "buyer", "window": { "length": "30 days", "from": ["delivery"] } }
  |                                                                                  ^^^^^^^^^

"#]]);
}

#[test]
fn findings_say_how_serious_they_are() {
    program(&["check", "unused.json"]).assert().code(0).stderr_eq(str![[r#"
note[gap]: `refund` for `change-of-mind` is granted by `all`, and for other orders no rule says whether it is; add a rule for them, with `granted` false if that is meant
 --> unused.json:3:28
  |
3 |     { "id": "all", "when": { "reason": ["change-of-mind"], "remedy": ["refund"], "channel": ["online"] },
  |                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = note: for example, an order with channel television, reason change-of-mind, remedy refund

warning[never-wins]: `sale` never wins: wherever it holds, it is beaten in all it sets, by `nobody-pays`; narrow what beats it, list that in its `overrides`, or drop the rule
 --> unused.json:5:7
  |
5 |     { "id": "sale", "when": { "reason": ["change-of-mind"], "tag": ["sale"] },
  |       ^^^^^^^^^^^^
6 |       "then": { "returnShipping": "buyer" } },
7 |     { "id": "nobody-pays", "when": { "reason": ["change-of-mind"] },
  |       ------------------- and here
  |
  = note: for example, an order with reason change-of-mind, tag.sale yes

"#]]);
}

#[test]
fn all_files_that_are_no_json_are_shown_at_once() {
    program(&["evaluate", "--policies", "broken", "--order", "-", "--at", AT])
        .stdin("[")
        .assert()
        .code(1)
        .stdout_eq("")
        .stderr_eq(str![[r#"
error[not-json]: not JSON: expected ident at line 2 column 10
 --> broken/first.json:2:10
  |
2 |   "id": nope }
  |          ^

error[not-json]: not JSON: key must be a string at line 2 column 18
 --> broken/second.json:2:18
  |
2 |   "id": "second",, }
  |                  ^

error[not-json]: not JSON: EOF while parsing a list at line 1 column 1
 --> <stdin>:1:1
  |
1 | [
  | ^

"#]]);
}

#[test]
fn a_call_points_into_its_own_files_and_options() {
    program(&["evaluate", "--policies", "shop", "--order", "-", "--at", "yesterday"])
        .stdin("{\n  \"id\": \"1\",\n  \"lines\": [{ \"id\": \"a\", \"colour\": 1 }]\n}")
        .assert()
        .code(1)
        .stdout_eq("")
        .stderr_eq(str![[r#"
error[bad-form]: `yesterday` is not an instant such as `2026-03-01T12:00:00+01:00`
 --> --at:1:1
  |
1 | yesterday
  | ^^^^^^^^^

error[unknown-field]: `colour` is not known here; known are [..]
 --> <stdin>:3:26
  |
3 |   "lines": [{ "id": "a", "colour": 1 }]
  |                          ^^^^^^^^

"#]]);
}

#[test]
fn a_second_place_in_another_file_is_shown_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let law = include_str!("fixtures/shop/more/law.json");
    let given = r#""zone": "Europe/Berlin", "given": { "tier": "TIER" },"#;
    for (id, tier) in [("one", "gold"), ("two", "silver")] {
        let text = law.replace(r#""law""#, &format!("\"{id}\"")).replace(r#""zone": "Europe/Berlin","#, given);
        std::fs::write(folder.path().join(format!("{id}.json")), text.replace("TIER", tier)).expect("a file");
    }
    program(&["check", "one.json", "two.json"]).current_dir(folder.path()).assert().code(1).stdout_eq("").stderr_eq(
        str![[r#"
error[given-clash]: `one` vouches for another value of `tier` on the same orders; let them agree
 --> two.json:6:47
  |
6 |   "zone": "Europe/Berlin", "given": { "tier": "silver" },
  |                                               ^^^^^^^^
  |
 ::: one.json:6:47
  |
6 |   "zone": "Europe/Berlin", "given": { "tier": "gold" },
  |                                               ------ and here

"#]],
    );
}

#[test]
fn documents_without_a_policy_are_named() {
    let zone = concat!(env!("CARGO_MANIFEST_DIR"), "/../zones");
    program(&["evaluate", "--policies", "Europe-Berlin.json", "--order", "-", "--at", AT])
        .current_dir(zone)
        .stdin("{}")
        .assert()
        .code(1)
        .stdout_eq("")
        .stderr_eq(str![[r#"
error[no-policy]: no policy among the documents; load at least one of format `return-policy/1`
--> Europe-Berlin.json

"#]]);
}

#[test]
fn an_order_given_as_a_policy_is_not_ignored() {
    program(&["check", ORDER]).assert().code(1).stdout_eq("").stderr_eq(str![[r#"
error[missing-field]: no `format` where one of `return-policy/1`, `return-policy-calendar/1`, `return-policy-zone/1`, `return-policy-seal/1` is expected
 --> shop/more/order.json:2:3
  |
2 |   "id": "17",
  |   ^^^^^^^^^^

"#]]);
}

#[test]
fn what_cannot_be_read_ends_with_2() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("latin.json"), b"{ \"id\": \"caf\xe9\" }").expect("a file");
    std::fs::create_dir(folder.path().join("empty")).expect("a folder");
    program(&["check", "nowhere.json", "latin.json"])
        .current_dir(folder.path())
        .assert()
        .code(2)
        .stdout_eq("")
        .stderr_eq(str![[r#"
error: cannot read `nowhere.json`: [..]

error: cannot read `latin.json`: byte 12 is not UTF-8; save the file as UTF-8

"#]]);
    program(&["check", "empty"]).current_dir(folder.path()).assert().code(2).stdout_eq("").stderr_eq(str![[r#"
error: `empty` holds no policy, calendar or zone: no *.json with such a `format`

"#]]);
}

#[test]
fn hostile_texts_are_problems_and_nothing_worse() {
    let deep = |brackets: usize| format!("{}{}", "[".repeat(brackets), "]".repeat(brackets));
    #[rustfmt::skip]
    let cases = [
        // why this row              text                                       code
        ("nothing at all",           String::new(),                             "error[not-json]"),
        ("a deep list",              deep(100_000),                             "error[too-deep]"),
        ("a deep field",             format!("{{\"format\":\"return-policy/1\",\"note\":{}}}", deep(100_000)), "error[wrong-type]"),
        ("brackets left open",       "[".repeat(100_000),                       "error[not-json]"),
        ("half a surrogate pair",    "{ \"format\": \"\\ud800\" }".into(),      "error[not-json]"),
        ("a way out of the array",   "{}],[{}".into(),                          "error[not-json]"),
        ("a comment",                "{} // as in other formats".into(),        "error[not-json]"),
    ];
    for (why, text, code) in cases {
        let output = program(&["check", "-"]).stdin(text).output().expect(why);
        let printed = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{why}: {printed}");
        assert!(printed.contains(code) && printed.contains("<stdin>"), "{why}: {printed}");
    }
}
