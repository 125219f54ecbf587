//! Every command and every exit code, with what people read.

use snapbox::str;

mod program;

use program::{AT, ORDER, program};

#[test]
fn evaluate_says_what_may_be_asked_for() {
    program(&["evaluate", "--policies", "shop", "--order", ORDER, "--at", AT])
        .assert()
        .code(0)
        .stderr_eq("")
        .stdout_eq(str![[r#"
Order 17
    decided at       2026-11-21T10:00:00Z
    next change      2026-11-26T23:00:00Z
    documents        acme 2026-11-01, law 1
    decision         sha256:[..]

Line shoes, 1 left to return
  refund for change-of-mind: open
    last day         2026-12-14, 23 days left
    ends before      2026-12-15T00:00:00+01:00 (Europe/Berlin)
    opens            2026-11-12T18:30:00+01:00
    window           30 days from delivery on 2026-11-12 (not ending on a weekend or holiday)
    in time if       the buyer gives notice
    return shipping  seller pays, the buyer is charged 4.99 EUR
    outbound freight refunded up to the standard rate
    evidence         photo
    not known        condition.seal (/order/lines/0/conditions/seal), decides: restocking fee, later terms, what each layer offers
    if               condition.seal broken: restocking fee: 15% of the price [acme/opened]
    if               condition.seal not broken: as above
    improved         outbound freight, by law; declared: outbound freight: kept
    because          acme/all 2026-11-01 (declared): window open, sets granted, window, return shipping, outbound freight, evidence
    because          law/withdrawal 1 (floor): window open, sets granted, window, outbound freight; Directive 2011/83/EU, article 9

  exchange for change-of-mind: excluded
    because          acme/final-sale 2026-11-01 (declared): excluded, sets granted

"#]]);
}

#[test]
fn evaluate_answers_a_request() {
    program(&["evaluate", "--policies", "shop", "--order", ORDER, "--request", "request.json", "--at", AT])
        .assert()
        .code(0)
        .stderr_eq("")
        .stdout_eq(str![[r#"
Order 17
    decided at       2026-11-21T10:00:00Z
    next change      2026-11-26T23:00:00Z
    documents        acme 2026-11-01, law 1
    decision         sha256:[..]

Line shoes, 1 left to return
  refund for change-of-mind: open
    last day         2026-12-14, 23 days left
    ends before      2026-12-15T00:00:00+01:00 (Europe/Berlin)
    opens            2026-11-12T18:30:00+01:00
    window           30 days from delivery on 2026-11-12 (not ending on a weekend or holiday)
    in time if       the buyer gives notice
    return shipping  seller pays, the buyer is charged 4.99 EUR
    outbound freight refunded up to the standard rate
    evidence         photo
    improved         outbound freight, by law; declared: outbound freight: kept
    later            from 2026-11-27T00:00:00+01:00 until 2026-12-15T00:00:00+01:00: open; return shipping: seller pays, the buyer is charged 4.99 EUR; outbound freight: kept; evidence: photo
    later            from 2026-12-15T00:00:00+01:00: closed
    because          acme/all 2026-11-01 (declared): window open, sets granted, window, return shipping, outbound freight, evidence
    because          law/withdrawal 1 (floor): window open, sets granted, window, outbound freight; Directive 2011/83/EU, article 9

"#]]);
}

#[test]
fn evaluate_says_when_money_is_due_and_who_must_prove() {
    let files = ["--policies", "statute.json", "--order", "order.json", "--request", "notice.json"];
    program(&["evaluate", "--at", AT])
    .args(files)
    .assert()
    .code(0)
    .stderr_eq("")
    .stdout_eq(str![[r#"
Order 18
    decided at       2026-11-21T10:00:00Z
    next change      none known
    documents        land 2026-11-01
    decision         sha256:[..]

Line shoes, 1 left to return
  refund for change-of-mind: open
    last day         2026-11-26, 5 days left
    ends before      2026-11-27T00:00:00+01:00 (Europe/Berlin)
    opens            2026-11-02T00:00:00+01:00
    window           14 days from signing on 2026-11-12 (not ending on a weekend or holiday)
    in time if       the buyer hands over the parcel
    return shipping  buyer pays
    restocking fee   none
    refund due       by 2026-12-04, the later of 10 working days from the receipt of the notice on 2026-11-20 and the day of the return of the goods on 2026-11-21
    evidence         none asked for
    because          land/withdrawal 2026-11-01 (floor): window open, sets granted, window, return shipping, restocking fee, refund due, evidence; Act on Sales, section 1; Act on Time, section 2


Line lamp, 1 left to return
  repair for defect: open
    last day         2027-05-18, 178 days left
    ends before      2027-05-19T00:00:00+02:00 (Europe/Berlin)
    opens            2026-11-12T18:30:00+01:00
    window           the earlier of 1 year from delivery on 2026-11-12 and 6 months from the discovery of the defect on 2026-11-18 (stopped by repairs, first and last day included)
    in time if       the buyer gives notice
    burden of proof  seller must prove until 2027-11-12, 1 year from delivery on 2026-11-12 (stopped by repairs, first and last day included); then the buyer
    because          land/guarantee 2026-11-01 (floor): window open, sets granted, window, burden of proof; Act on Sales, section 9

"#]]);
}

#[test]
fn doubt_and_what_hangs_on_a_notice_are_said() {
    let other_reading = include_str!("fixtures/statute.json").replace("\"move\"", "\"stay\"");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("statute.json");
    std::fs::write(&path, other_reading).expect("a file");
    let path = path.to_str().expect("a path");
    program(&["evaluate", "--policies", path, "--order", "order.json", "--request", "-", "--at", AT])
        .stdin(r#"{ "lines": [{ "line": "shoes", "reason": "change-of-mind" }] }"#)
        .assert()
        .code(0)
        .stderr_eq("")
        .stdout_eq(str![[r#"
Order 18
    decided at       2026-11-21T10:00:00Z
    next change      2026-11-26T23:00:00Z
    documents        land 2026-11-01
    decision         sha256:[..]

Line shoes, 1 left to return
  refund for change-of-mind: open
    last day         2026-11-26, 5 days left
    ends before      2026-11-27T00:00:00+01:00 (Europe/Berlin)
    opens            2026-11-02T00:00:00+01:00
    window           14 days from signing on 2026-11-12
    in time if       the buyer hands over the parcel
    return shipping  buyer pays
    restocking fee   none
    refund due       by the later of 10 working days from the receipt of the notice and the day of the return of the goods
    evidence         none asked for
    later            from 2026-11-27T00:00:00+01:00: closed
    because          land/rest-days-stay 2026-11-01 (floor, uncertain): window open, sets window; Act on Time, section 3
    because          land/withdrawal 2026-11-01 (floor): granted, sets granted, return shipping, restocking fee, refund due, evidence; Act on Sales, section 1; Act on Time, section 2

"#]]);
}

#[test]
fn terms_are_shown_before_purchase() {
    program(&["terms", "--policies", "shop/acme.json", "--product", "product.json", "--at", AT])
        .args(["--expected-delivery", "2026-11-24"])
        .assert()
        .code(0)
        .stderr_eq("")
        .stdout_eq(str![[r#"
Terms before purchase
    bought at        2026-11-21T10:00:00Z
    documents        acme 2026-11-01

  refund for change-of-mind: open
    last day         2026-12-24
    ends before      2026-12-25T00:00:00+01:00 (Europe/Berlin)
    opens            2026-11-24T00:00:00+01:00
    window           30 days from delivery on 2026-11-24 (not ending on a weekend or holiday)
    in time if       the buyer gives notice
    return shipping  seller pays, the buyer is charged 4.99 EUR
    outbound freight kept
    evidence         photo
    not known        condition.seal (/product/conditions/seal), decides: restocking fee, what each layer offers
    if               condition.seal broken: restocking fee: 15% of the price [acme/opened]
    if               condition.seal not broken: as above
    later            from 2026-12-25T00:00:00+01:00: closed
    because          acme/all 2026-11-01 (declared): window open, sets granted, window, return shipping, outbound freight, evidence

  exchange for change-of-mind: open
    last day         2026-12-24
    ends before      2026-12-25T00:00:00+01:00 (Europe/Berlin)
    opens            2026-11-24T00:00:00+01:00
    window           30 days from delivery on 2026-11-24 (not ending on a weekend or holiday)
    in time if       the buyer gives notice
    return shipping  seller pays, the buyer is charged 4.99 EUR
    outbound freight kept
    evidence         photo
    not known        condition.seal (/product/conditions/seal), decides: restocking fee, what each layer offers
    if               condition.seal broken: restocking fee: 15% of the price [acme/opened]
    if               condition.seal not broken: as above
    later            from 2026-12-25T00:00:00+01:00: closed
    because          acme/all 2026-11-01 (declared): window open, sets granted, window, return shipping, outbound freight, evidence

"#]]);
}

#[test]
fn validate_accepts() {
    program(&["validate", "--policies", "shop", "--order", ORDER, "--request", "request.json", "--at", AT])
        .assert()
        .code(0)
        .stderr_eq("")
        .stdout_eq(str![[r#"
acceptable

"#]]);
}

#[test]
fn validate_refuses_with_every_reason() {
    program(&["validate", "--policies", "shop", "--order", ORDER, "--request", "refused.json", "--at", AT])
        .assert()
        .code(1)
        .stdout_eq(str![[r#"
not acceptable

"#]])
        .stderr_eq(str![[r#"
error[remedy-not-offered]: `exchange` is not granted for this reason
 --> refused.json:3:62
  |
3 |     { "line": "shoes", "reason": "change-of-mind", "remedy": "exchange" },
  |                                                              ^^^^^^^^^^

error[unknown-line]: the order has no line `socks`; it has `shoes`
 --> refused.json:4:15
  |
4 |     { "line": "socks", "reason": "change-of-mind", "remedy": "refund" }
  |               ^^^^^^^

"#]]);
}

#[test]
fn check_lists_what_it_read() {
    program(&["check", "shop"]).assert().code(0).stderr_eq("").stdout_eq(str![[r#"
No problems in 2 documents
  acme 2026-11-01 (shop/acme.json)
  law 1 (shop/more/law.json)
  de [..] (built in)
  Europe/Berlin [..] (built in)

"#]]);
}

#[test]
fn check_counts_what_it_found() {
    program(&["check", "unused.json"]).assert().code(0).stdout_eq(str![[r#"
No problems in 1 document, 1 warning, 1 note
  unused 1 (unused.json)
  Europe/Berlin [..] (built in)

"#]]);
}

/// The rule that another one overrides wherever it holds, and the one that is beaten there, decide nothing.
#[test]
fn coverage_counts_the_rules_that_decide() {
    let files = ["coverage", "--policies", "unused.json", "--orders", "orders.ndjson"];
    program(&files).args(["--at", AT]).assert().code(0).stderr_eq("").stdout_eq(str![[r#"
2 calls: 1 of 3 rules decided nothing
          0  unused/sale
          1  unused/all
          1  unused/nobody-pays

"#]]);
    // Without an instant the first line cannot be decided; the second has its own.
    program(&files)
        .assert()
        .code(1)
        .stdout_eq(str![[r#"
1 call: 3 of 3 rules decided nothing
  1 line could not be decided
          0  unused/all
          0  unused/sale
          0  unused/nobody-pays

"#]])
        .stderr_eq(str![[r#"
error[missing-field]: `at` is missing: [..]
 --> orders.ndjson:1:3
  |
1 | { "id": "1", "channel": "online", [..]
  |   ^^^^^^^^^

"#]]);
}

#[test]
fn import_makes_a_rule_of_a_promise() {
    program(&["import", "promise.json"])
        .assert()
        .code(0)
        .stdout_eq(str![[r#"
{
  "id": "warranty",
  "when": {
    "reason": [
      "defect"
    ],
    "remedy": [
      "repair"
    ]
  },
  "then": {
    "granted": true,
    "window": {
      "length": "P2Y",
      "from": [
        "delivery"
      ]
    },
    "covers": [
      "labour",
      "parts"
    ],
    "service": "bring-in"
  }
}

"#]])
        .stderr_eq(str![[r#"
note[left]: a rule has no room for it
 --> promise.json:4:11
  |
4 |   "name": "Two years",
  |           ^^^^^^^^^^^

note[assumed]: the promise does not say /when/remedy and /then/window/from; change them in the rule
 --> promise.json:1:1
  |
1 | {
  | ^

"#]]);
    program(&["import", "promise.json", "--format", "json"]).assert().code(0).stdout_eq(str![[r#"
{"ok":true,"value":{"format":"return-import/1","rule":{"id":"warranty","when":{"reason":["defect"],"remedy":["repair"]},"then":{"granted":true,"window":{"length":"P2Y","from":["delivery"]},"covers":["labour","parts"],"service":"bring-in"}},"assumed":["/when/remedy","/then/window/from"],"left":["/name"]}}

"#]]).stderr_eq("");
}

#[test]
fn import_says_what_it_cannot_read() {
    let offer =
        r#"{ "warranty": { "durationOfWarranty": { "value": 1.5, "unitCode": "ANN" }, "warrantyScope": "all" } }"#;
    program(&["import", "-"]).stdin(offer).assert().code(1).stdout_eq("").stderr_eq(str![[r#"
error[out-of-range]: the duration is no whole number of units from 1; state a fraction in smaller units, such as 18 months
 --> <stdin>:1:50
  |
1 | { "warranty": { "durationOfWarranty": { "value": 1.5, "unitCode": "ANN" }, "warrantyScope": "all" } }
  |                                                  ^^^

error[unknown-value]: the scope is none of `Labor-BringIn`, `PartsAndLabor-BringIn`, `PartsAndLabor-PickUp`; leave it out, and say in the rule what it covers
 --> <stdin>:1:93
  |
1 | { "warranty": { "durationOfWarranty": { "value": 1.5, "unitCode": "ANN" }, "warrantyScope": "all" } }
  |                                                                                             ^^^^^

"#]]);
    program(&["import", "-", "--format", "json"]).stdin(offer).assert().code(1).stdout_eq(str![[r#"
{"ok":false,"problems":[{"file":"<stdin>","path":"/warranty/durationOfWarranty/value","code":"out-of-range","message":"the duration is no whole number of units from 1; state a fraction in smaller units, such as 18 months"},{"file":"<stdin>","path":"/warranty/warrantyScope","code":"unknown-value","message":"the scope is none of `Labor-BringIn`, `PartsAndLabor-BringIn`, `PartsAndLabor-PickUp`; leave it out, and say in the rule what it covers"}]}

"#]]).stderr_eq("");
}

/// `coverage` and `diff` take the same lines, and say the same of what is wrong with them.
#[test]
fn orders_are_read_alike_by_coverage_and_diff() {
    let order = r#"{ "id": "1", "lines": [{ "id": "a", "tags": [] }] }"#;
    let call = format!(r#"{{ "order": {order} }}"#);
    let timed = format!(r#"{{ "order": {order}, "at": "2026-11-21T10:00:00Z" }}"#);
    let good = [order, &call, &timed].join("\n");
    #[rustfmt::skip]
    let cases = [
        // why this row                          orders                                             at         code  said
        ("an order, and calls",                  good.clone(),                                      AT,        0,    ""),
        ("a mark of byte order",                 format!("\u{feff}{good}"),                         AT,        0,    ""),
        ("lines that are empty",                 format!("\n{good}\n\n"),                           AT,        0,    ""),
        ("a line that is no JSON",               format!("{good}\n{{ \"id\": x }}\n{order}"),       AT,        1,    "<stdin>:4:9"),
        ("a mistake in an order",                r#"{ "id": "1", "lines": 7 }"#.into(),             AT,        1,    "<stdin>:1:23"),
        ("a mistake in an order of a call",      r#"{ "order": { "id": "1", "lines": 7 } }"#.into(), AT,       1,    "<stdin>:1:34"),
        ("an instant that is none, once",        good.clone(),                                      "nonsense", 1,   " --> --at:1:1"),
        ("one order on several lines",           order.replace("[{", "[\n{"),                       AT,        2,    "on a line of its own"),
        ("a list on several lines",              format!("[\n{order}\n]"),                          AT,        2,    "on a line of its own"),
        ("no order",                             "\n".into(),                                       AT,        1,    "no orders in `<stdin>`"),
        ("a line more than is shown",            "x\n".repeat(101),                                 AT,        1,    "and 1 more line\n"),
        ("many lines more",                      "x\n".repeat(150),                                 AT,        1,    "and 50 more lines\n"),
    ];
    let commands: [&[&str]; 2] = [
        &["coverage", "--policies", "unused.json", "--orders", "-", "--at"],
        &["diff", "unused.json", "unused.json", "--orders", "-", "--at"],
    ];
    for (why, orders, at, code, said) in cases {
        for command in commands {
            let output = program(command).arg(at).stdin(orders.clone()).output().expect(why);
            let stderr = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(code), "{why}: {command:?}: {stderr}");
            assert!(stderr.contains(said) && stderr.is_empty() == said.is_empty(), "{why}: {command:?}: {stderr}");
            assert!(stderr.matches("nonsense").count() <= 2, "{why}: {command:?}: {stderr}");
        }
    }
}

#[test]
fn the_help_shows_examples() {
    program(&["--help"]).assert().code(0).stderr_eq("").stdout_eq(str![[r#"
Decides what a buyer may ask for under return policies, and checks the policies

Usage: return-policy <COMMAND>

Commands:
  evaluate  Decide an order: what may be asked for, until when, and who pays
  terms     Say what the buyer of a product may ask for, before it is bought
  validate  Say whether a request may be accepted
  check     Check policies: prove that no two rules clash, and find what is not meant
  diff      Say what changes for buyers between two versions of a policy, for better or worse
  seal      Check policies, and write what a page loads: them and all they name, under a seal
  coverage  Count which rules decide something in many orders, and name those that never do
  replay    Decide many orders again, on all cores, and compare the answers with those given before
  statutes  Lay out what statutes say, as tables
  import    Make a rule of a `WarrantyPromise` of schema.org
  help      Print this message or the help of the given subcommand(s)

Options:
  -h, --help     Print help
  -V, --version  Print version

Examples:
  return-policy check policies/
  return-policy check policies/ --floor statutes
  return-policy evaluate --policies policies/ --order order.json --at 2026-11-21T10:00:00Z
  return-policy evaluate --policies shop.json eu.json --order - --request request.json /
      --at 2026-11-21T10:00:00+01:00 --format json < order.json
  return-policy terms --policies policies/ --product shoes.json --at 2026-11-21T10:00:00Z
  return-policy validate --policies policies/ --order order.json --request request.json /
      --at 2026-11-21T10:00:00Z
  return-policy diff shop-before.json shop.json --with statutes/eu.json
  return-policy seal policies/ > policy.sealed.json
  return-policy coverage --policies policies/ --orders orders.ndjson --at 2026-11-21T10:00:00Z
  return-policy replay --policies policies/ --orders calls.ndjson --output answers.ndjson
  return-policy replay --policies policies/ --orders calls.ndjson --expect answers.ndjson
  return-policy statutes > statutes.md
  return-policy import warranty.json

Time zones and calendars that policies name, and that are not among the files, are built in.

Exit status: 0 answered, 1 problems in the documents, a request that is not acceptable, a floor
that is not proved, versions that could not be compared in full or answers that are not as expected,
2 wrong usage or a file that cannot be read. `diff` exits with 0 whether something changes or not.

"#]]);
}

#[test]
fn the_version_is_that_of_the_package() {
    program(&["--version"]).assert().code(0).stdout_eq(concat!("return-policy ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn wrong_usage_ends_with_2() {
    #[rustfmt::skip]
    let cases: [(&str, &[&str]); 9] = [
        ("no command",              &[]),
        ("no instant",              &["evaluate", "--policies", "shop", "--order", ORDER]),
        ("no policies",             &["evaluate", "--order", ORDER, "--at", AT]),
        ("a format that is none",   &["check", "shop", "--format", "yaml"]),
        ("validate asks a request", &["validate", "--policies", "shop", "--order", ORDER, "--at", AT]),
        ("no thread",               &["replay", "--policies", "shop", "--orders", "orders.ndjson", "--jobs", "0"]),
        ("orders and answers twice", &["replay", "--policies", "shop", "--orders", "-", "--expect", "-"]),
        ("no orders to replay",     &["replay", "--policies", "shop"]),
        ("standard input twice",    &["evaluate", "--policies", "shop", "--order", "-", "--request", "-", "--at", AT]),
    ];
    for (why, arguments) in cases {
        let output = program(arguments).output().expect(why);
        assert_eq!(output.status.code(), Some(2), "{why}");
        assert!(!output.stderr.is_empty() && output.stdout.is_empty(), "{why}");
    }
}

/// A folder without documents is probably another one than was meant, wherever it is named.
#[test]
fn a_folder_without_documents_is_wrong_usage() {
    let folder = tempfile::tempdir().expect("a folder");
    let empty = folder.path().to_str().expect("a path");
    let cases: [&[&str]; 6] = [
        &["check", empty],
        &["check", "shop", empty],
        &["check", "floor/fair.json", "--floor", empty],
        &["diff", "shop", "shop", "--with", empty],
        &["coverage", "--policies", "shop", empty, "--orders", "orders.ndjson", "--at", AT],
        &["replay", "--policies", "shop", empty, "--orders", "orders.ndjson", "--at", AT],
    ];
    for arguments in cases {
        let said = format!("error: `{empty}` holds no policy, calendar or zone: no *.json with such a `format`\n");
        program(arguments).assert().code(2).stdout_eq("").stderr_eq(said);
    }
}

#[test]
fn colour_is_for_terminals() {
    #[rustfmt::skip]
    let cases = [
        // why this row                 forced  forbidden  coloured
        ("a pipe is no terminal",       false,  false,     false),
        ("unless colour is forced",     true,   false,     true),
        ("and nobody forbids it",       true,   true,      false),
    ];
    for (why, forced, forbidden, coloured) in cases {
        for arguments in [["check", "shop"], ["check", "clash.json"]] {
            let environment = [("CLICOLOR_FORCE", forced), ("NO_COLOR", forbidden)];
            let environment = environment.into_iter().filter(|(_, set)| *set).map(|(name, _)| (name, "1"));
            let output = program(&arguments).envs(environment).output().expect(why);
            let printed = [output.stdout, output.stderr].concat();
            assert_eq!(printed.contains(&0x1b), coloured, "{why}: {arguments:?}");
        }
    }
}
