//! Each change of a policy, and the rows that say it.

use std::collections::BTreeMap;

use return_policy::diff;
use serde_json::{Value, json};

use crate::support::{changed, compare, documents, edited, gold_hats, lines, policy, read, shop, window, with};

const NOT_FINAL: &str = r#""tag":{"final":[false]}"#;

/// Why a pair stands in the table, both versions, and the rows.
type Pair = (&'static str, Vec<Value>, Vec<Value>, Vec<String>);

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn each_change_is_said_once() {
    let mind = "change-of-mind | refund";
    let row = |when: &str, change: &str| {
        // Facts stand in the order of their names.
        let when: BTreeMap<String, Value> = serde_json::from_str(&format!("{{{when}}}")).expect("conditions");
        format!("{mind} | {} | {change}", json!(when))
    };
    // What is on final sale is offered in neither version, and goes without saying.
    let other_shoes = r#""category":{"not":["shoes"]}"#;
    let final_sale = |rules: &mut Value| rules["rules"][2].take();
    let law = |length: &str| {
        policy(
            "law",
            "floor",
            &json!([{ "id": "law", "when": { "reason": ["change-of-mind"], "remedy": ["refund"] },
            "then": { "granted": true, "window": window(length) } }]),
        )
    };
    let short = |length: &str| {
        policy(
            "shop",
            "declared",
            &json!([{ "id": "all", "when": { "reason": ["change-of-mind"], "remedy": ["refund"] },
            "then": { "granted": true, "window": window(length) } }]),
        )
    };
    // The law gives 20 days in the reading that it does not follow by itself.
    let reading_law = || {
        let mut law = law("P14D");
        law["given"] = json!({ "setting": { "long": "no" } });
        law["rules"]
            .as_array_mut()
            .expect("rules")
            .push(json!({ "id": "long", "when": { "reason": ["change-of-mind"], "setting": { "long": ["yes"] } },
            "then": { "window": window("P20D") } }));
        law
    };
    let chosen = {
        let mut shop = short("P5D");
        shop["given"] = json!({ "setting": { "long": "yes" } });
        shop
    };
    let online = |all: &str, store: &str| {
        let mut shop = short(all);
        shop["given"] = json!({ "channel": "online" });
        shop["rules"]
            .as_array_mut()
            .expect("rules")
            .push(json!({ "id": "store", "when": { "reason": ["change-of-mind"], "channel": ["in-store"] },
            "then": { "window": window(store) } }));
        vec![shop]
    };
    let battery = |length: &str| {
        vec![policy(
            "shop",
            "declared",
            &json!([{ "id": "battery", "when": { "reason": ["defect"], "remedy": ["repair"], "component": ["battery"] },
            "then": { "granted": true, "window": window(length) } }]),
        )]
    };
    let when = |fact: &str, condition: Value| {
        let mut when = json!({ "reason": ["change-of-mind"] });
        when[fact] = condition;
        when
    };
    let defaults = policy(
        "defaults",
        "default",
        &json!([{ "id": "freight", "when": { "reason": ["change-of-mind"] },
        "then": { "outboundShipping": "kept" } }]),
    );
    let ordered = |precedence: Value| {
        let mut shop = policy(
            "shop",
            "declared",
            &json!([
                { "id": "base", "when": { "reason": ["change-of-mind"], "remedy": ["refund"] },
                  "then": { "granted": true, "window": window("P30D") } },
                { "id": "gold", "when": { "reason": ["change-of-mind"], "tier": ["gold"] }, "then": { "window": window("P60D") } },
                { "id": "shoes", "when": { "reason": ["change-of-mind"], "category": ["shoes"] }, "then": { "window": window("P10D") } }
            ]),
        );
        shop["precedence"] = precedence;
        vec![shop]
    };
    let quality = |reasons: Value, length: &str| {
        vec![policy(
            "shop",
            "declared",
            &json!([
                { "id": "defect", "when": { "reason": ["defect"], "remedy": ["refund"] }, "then": { "granted": true, "window": window("P1Y") } },
                { "id": "other", "when": { "reason": reasons, "remedy": ["repair", "exchange"] }, "then": { "granted": true, "window": window(length) } }
            ]),
        )]
    };
    // Tied windows: 30 days for gold members, and for shoes as many as it takes.
    let tied = |length: &str| {
        let mut shop = ordered(json!(["tag"])).remove(0);
        shop["rules"][2]["then"]["window"] = window(length);
        shop["ties"] = json!("buyer");
        vec![shop]
    };
    let paying = |payer: &str| {
        let mut shop = short("P30D");
        shop["rules"][0]["then"]["returnShipping"] = json!(payer);
        shop
    };
    let free = |length: &str| {
        let mut law = law(length);
        law["rules"][0]["then"]["returnShipping"] = json!("seller");
        law
    };
    let from = |event: &str| {
        let mut shop = short("P30D");
        shop["rules"][0]["then"]["window"]["from"] = json!([event]);
        shop
    };
    let used = |usage: &[(&str, i64)]| {
        let mut shop = short("P30D");
        for (unit, most) in usage {
            shop["rules"][0]["then"]["window"]["usage"][*unit] = json!(most);
        }
        shop
    };
    let giving = |warrantor: &str| {
        let mut shop = short("P30D");
        shop["rules"][0]["then"]["warrantor"] = json!(warrantor);
        shop
    };
    let acting = |act: &str| {
        let mut shop = short("P30D");
        shop["rules"][0]["then"]["window"]["act"] = json!(act);
        shop
    };
    let priced = |least: i64| {
        with(
            json!({ "id": "dear", "when": { "reason": ["change-of-mind"], "currency": ["EUR"], "unitPrice": { "gte": least } },
            "then": { "restockingFee": { "rate": "5%" } } }),
        )
    };
    let grouped = |members: Value| {
        let mut shop = short("P30D");
        shop["groups"] = json!({ "NEAR": members });
        shop["rules"][0]["when"]["market"] = json!(["NEAR"]);
        vec![shop]
    };
    let calm = |change: &str| vec![row(other_shoes, change)];
    let open = |change: &str| vec![row("", change)];
    #[rustfmt::skip]
    let cases: Vec<Pair> = vec![
        // why this row                        old            new            rows
        ("nothing",                            vec![shop()], vec![shop()], vec![]),
        ("a shorter window, but for an exception", vec![shop()], changed("/rules/0/then/window", window("P14D")), calm("window P30D -> P14D | worse")),
        ("a longer window",                    vec![shop()], changed("/rules/0/then/window", window("P60D")), calm("window P30D -> P60D | better")),
        ("a month is no number of days",       vec![shop()], changed("/rules/0/then/window", window("P1M")), calm("window P30D -> P1M | other")),
        ("weeks that are as many days",        changed("/rules/0/then/window", window("P14D")), changed("/rules/0/then/window", window("P2W")), vec![]),
        ("the day itself counted, and a day more", vec![shop()], changed("/rules/0/then/window", json!({ "length": "P31D", "from": ["delivery"], "counts": "same-day" })), vec![]),
        ("a year in months",                   changed("/rules/0/then/window", window("P1Y")), changed("/rules/0/then/window", window("P12M")), vec![]),
        ("another exception",                  vec![shop()], changed("/rules/1/then/window", window("P25D")), vec![row(r#""category":["shoes"]"#, "window P20D -> P25D | better")]),
        ("all but an exception",               with(gold_hats()), edited(|shop| { shop["rules"][0]["then"]["window"] = window("P60D"); shop["rules"].as_array_mut().expect("rules").push(gold_hats()); }), vec![
            r#"change-of-mind | refund | {"category":{"not":["shoes"]}} except {"category":["hats"],"tier":["gold"]} | window P30D -> P60D | better"#.into()]),
        ("a new exclusion",                    vec![shop()], with(json!({ "id": "cheap", "when": when("tier", json!(["guest"])), "then": { "granted": false } })), vec![
            row(&format!(r#""tier":["guest"],{NOT_FINAL}"#), "granted true -> false | worse"),
            row(&format!(r#""category":{{"not":["shoes"]}},"tier":["guest"],{NOT_FINAL}"#), "window P30D -> null | worse"),
            row(&format!(r#""category":["shoes"],"tier":["guest"],{NOT_FINAL}"#), "window P20D -> null | worse")]),
        ("an exclusion is gone",               vec![shop()], edited(|shop| { final_sale(shop); shop["rules"].as_array_mut().expect("rules").pop(); }), vec![
            row(r#""tag":{"final":[true]}"#, "granted false -> true | better"),
            row(r#""category":{"not":["shoes"]},"tag":{"final":[true]}"#, "window null -> P30D | better"),
            row(r#""category":["shoes"],"tag":{"final":[true]}"#, "window null -> P20D | better")]),
        ("a condition on the market",          vec![shop()], changed("/rules/1/when", json!({ "reason": ["change-of-mind"], "category": ["shoes"], "market": ["DE"] })), vec![
            row(r#""market":{"not":["DE"]},"category":["shoes"]"#, "window P20D -> P30D | better")]),
        ("a wider condition on the tag",       vec![shop()], changed("/rules/2/when/tag", json!(["final", "worn"])), vec![
            row(r#""tag":{"final":[false],"worn":[true]}"#, "granted true -> false | worse"),
            row(r#""category":{"not":["shoes"]},"tag":{"final":[false],"worn":[true]}"#, "window P30D -> null | worse"),
            row(r#""category":["shoes"],"tag":{"final":[false],"worn":[true]}"#, "window P20D -> null | worse")]),
        ("a category below another",           vec![shop()], with(json!({ "id": "boots", "when": when("category", json!(["shoes/boots"])), "then": { "window": window("P5D") } })), vec![
            row(r#""category":["shoes/boots"]"#, "window P20D -> P5D | worse")]),
        ("a category but for one below it",    with(json!({ "id": "boots", "when": when("category", json!(["shoes/boots"])), "then": { "window": window("P5D") } })),
            { let mut new = with(json!({ "id": "boots", "when": when("category", json!(["shoes/boots"])), "then": { "window": window("P5D") } })); new[0]["rules"][1]["then"]["window"] = window("P15D"); new }, vec![
            format!(r#"{mind} | {{"category":["shoes"]}} unless {{"category":["shoes/boots"]}} | window P20D -> P15D | worse"#)]),
        ("another payer",                      vec![shop()], changed("/rules/0/then/returnShipping", json!("seller")), open(r#"returnShipping {"payer":"buyer"} -> {"payer":"seller"} | better"#)),
        ("a fee",                              vec![shop()], edited(|shop| shop["rules"][0]["then"]["restockingFee"] = json!({ "rate": "10%" })), open(r#"restockingFee null -> {"rate":"10%"} | other"#)),
        ("a higher fee",                       edited(|shop| shop["rules"][0]["then"]["restockingFee"] = json!({ "rate": "10%" })), edited(|shop| shop["rules"][0]["then"]["restockingFee"] = json!({ "rate": "15%" })), open(r#"restockingFee {"rate":"10%"} -> {"rate":"15%"} | worse"#)),
        ("less evidence",                      vec![shop()], changed("/rules/0/then/evidence", json!([])), open(r#"evidence ["photo"] -> [] | better"#)),
        ("other evidence",                     vec![shop()], changed("/rules/0/then/evidence", json!(["video"])), open(r#"evidence ["photo"] -> ["video"] | other"#)),
        ("a person decides",                   vec![shop()], changed("/rules/0/then/granted", json!("review")), vec![row(NOT_FINAL, "granted true -> review | worse")]),
        ("a rule of another name",             vec![shop()], changed("/rules/0/id", json!("everything")), vec![]),
        ("another order of rules",             vec![shop()], edited(|shop| shop["rules"].as_array_mut().expect("rules").reverse()), vec![]),
        ("another version",                    vec![shop()], changed("/version", json!("2")), vec![]),
        ("a rule in another document",         vec![shop()], { let mut new = edited(|shop| { shop["rules"].as_array_mut().expect("rules").pop(); }); new.push(policy("more", "declared", &json!([shop()["rules"][2]]))); new }, vec![]),
        ("another precedence",                 ordered(json!(["tier", "category"])), ordered(json!(["category", "tier"])), vec![row(r#""category":["shoes"],"tier":["gold"]"#, "window P60D -> P10D | worse")]),
        ("a period of contracts",              vec![shop()], edited(|shop| shop["effective"] = json!({ "from": "2026-10-01" })), vec![
            row(&format!(r#"{NOT_FINAL},"contract":{{"not":{{"gte":"2026-10-01"}}}}"#), "granted true -> false | worse"),
            row(&format!(r#""category":{{"not":["shoes"]}},{NOT_FINAL},"contract":{{"not":{{"gte":"2026-10-01"}}}}"#), "window P30D -> null | worse"),
            row(&format!(r#""category":["shoes"],{NOT_FINAL},"contract":{{"not":{{"gte":"2026-10-01"}}}}"#), "window P20D -> null | worse")]),
        ("a floor hides a change",             vec![short("P10D"), law("P14D")], vec![short("P12D"), law("P14D")], vec![]),
        ("a floor hides a part of a change",   vec![short("P20D"), law("P14D")], vec![short("P12D"), law("P14D")], vec![row("", "window P20D -> P14D | worse")]),
        ("a longer floor",                     vec![short("P10D"), law("P14D")], vec![short("P10D"), law("P21D")], vec![row("", "window P14D -> P21D | better")]),
        ("a default is added",                 vec![shop()], vec![shop(), defaults], open("outboundShipping null -> kept | other")),
        ("an adjustment",                      vec![shop()], with(json!({ "id": "gold", "when": when("tier", json!(["gold"])), "then": { "window": { "add": "P5D" } } })), vec![
            row(r#""category":{"not":["shoes"]},"tier":["gold"]"#, "window P30D -> P35D | better"),
            row(r#""category":["shoes"],"tier":["gold"]"#, "window P20D -> P25D | better")]),
        ("another adjustment",                 with(json!({ "id": "feast", "when": when("tier", json!(["gold"])), "then": { "window": { "atLeastUntil": "2027-01-31" } } })),
            with(json!({ "id": "feast", "when": when("tier", json!(["gold"])), "then": { "window": { "atLeastUntil": "2027-01-15" } } })), vec![
            row(r#""category":{"not":["shoes"]},"tier":["gold"]"#, "window P30D until 2027-01-31 -> P30D until 2027-01-15 | worse"),
            row(r#""category":["shoes"],"tier":["gold"]"#, "window P20D until 2027-01-31 -> P20D until 2027-01-15 | worse")]),
        ("another zone",                       vec![short("P10D")], { let mut new = short("P10D"); new["zone"] = json!("Asia/Shanghai"); vec![new] }, vec![row("", "window P10D UTC -> P10D Asia/Shanghai | other")]),
        ("tied windows: the longer counts",    tied("P70D"), tied("P80D"), vec![row(r#""category":["shoes"]"#, "window P70D -> P80D | better")]),
        ("tied windows: a shorter one is hidden", tied("P40D"), tied("P50D"), vec![row(r#""category":["shoes"],"tier":{"not":["gold"]}"#, "window P40D -> P50D | better")]),
        ("what the law pays at first, the shop pays on", vec![paying("buyer"), free("P14D")], vec![paying("seller"), free("P14D")],
            vec![row("", r#"returnShipping P14D {"payer":"seller"}, then {"payer":"buyer"} -> {"payer":"seller"} | better"#)]),
        ("one pays for another at first, and pays on", vec![paying("buyer"), free("P14D")], vec![paying("platform"), free("P14D")],
            vec![row("", r#"returnShipping {"payer":"seller"} -> {"payer":"platform"} | better"#)]),
        ("another who is not the buyer pays",  vec![paying("seller")], vec![paying("platform")], vec![row("", r#"returnShipping {"payer":"seller"} -> {"payer":"platform"} | other"#)]),
        ("the law pays for longer",            vec![paying("buyer"), free("P14D")], vec![paying("buyer"), free("P21D")],
            vec![row("", r#"returnShipping P14D {"payer":"seller"}, then {"payer":"buyer"} -> P21D {"payer":"seller"}, then {"payer":"buyer"} | better"#)]),
        ("a law whose end may be later",       vec![from("signing"), law("P14D")], vec![from("signing"), law("P10D")],
            vec![row("", "window declared P30D, then floor P14D -> declared P30D, then floor P10D | worse")]),
        ("another event",                      vec![from("delivery")], vec![from("invoice")], vec![row("", "window P30D -> P30D | other")]),
        // Goods may arrive though notice was never sent.
        ("the goods must arrive",              vec![acting("notify")], vec![acting("arrive")], vec![row("", "window P30D -> P30D | other")]),
        ("more use",                           vec![used(&[("km", 50_000)])], vec![used(&[("km", 60_000)])], vec![row("", "window P30D -> P30D | better")]),
        ("less use",                           vec![used(&[("km", 50_000)])], vec![used(&[("km", 40_000)])], vec![row("", "window P30D -> P30D | worse")]),
        ("use is limited",                     vec![used(&[])], vec![used(&[("km", 50_000)])], vec![row("", "window P30D -> P30D | worse")]),
        ("another use is limited",             vec![used(&[("km", 50_000)])], vec![used(&[("hours", 900)])], vec![row("", "window P30D -> P30D | other")]),
        ("more use of one kind, less of another", vec![used(&[("km", 50_000), ("hours", 900)])], vec![used(&[("km", 60_000), ("hours", 800)])], vec![row("", "window P30D -> P30D | other")]),
        ("a longer time with less use",        vec![short("P30D")], { let mut new = used(&[("km", 50_000)]); new["rules"][0]["then"]["window"]["length"] = json!("P60D"); vec![new] }, vec![row("", "window P30D -> P60D | other")]),
        ("another gives the warranty",         vec![giving("seller")], vec![giving("manufacturer")], vec![row("", r#"warrantor seller -> manufacturer | other"#)]),
        ("the notice must arrive",             vec![acting("notify")], vec![acting("notice-received")], vec![row("", "window P30D -> P30D | worse")]),
        ("hours for days",                     vec![short("P10D")], vec![short("PT48H")], vec![row("", "window P10D -> PT48H | worse")]),
        ("a lower price",                      priced(500), priced(300), vec![row(r#""currency":["EUR"],"unitPrice":{"gte":300,"lt":500}"#, r#"restockingFee null -> {"rate":"5%"} | other"#)]),
        ("another member of a group",          grouped(json!(["DE", "FR"])), grouped(json!(["DE"])), vec![
            row(r#""market":["FR"]"#, "granted true -> false | worse"), row(r#""market":["FR"]"#, "window P30D -> null | worse")]),
        ("another reading of a law is chosen", vec![short("P5D"), reading_law()], vec![chosen, reading_law()], vec![row("", "window P14D -> P20D | better")]),
        ("a rule for what is vouched not to be", online("P30D", "P10D"), online("P30D", "P12D"), vec![]),
        ("a rule beside one that never holds",  online("P30D", "P10D"), online("P20D", "P10D"), vec![row("", "window P30D -> P20D | worse")]),
        ("the warranty of a component",        battery("P1Y"), battery("P2Y"), vec![r#"defect | repair | {"component":["battery"]} | window P1Y -> P2Y | better"#.into()]),
        ("remedies that change alike",         quality(json!(["quality"]), "P2Y"), quality(json!(["quality"]), "P1Y"), vec!["quality | exchange,repair | {} | window P2Y -> P1Y | worse".into()]),
        ("a class but for one of its reasons", quality(json!(["quality"]), "P2Y"), { let mut new = quality(json!(["quality"]), "P1Y"); new[0]["rules"].as_array_mut().expect("rules").push(json!({ "id": "kept", "when": { "reason": ["defect"] }, "then": { "window": window("P2Y") }, "overrides": ["other", "defect"] })); new[0]["rules"][0]["then"]["window"] = window("P1Y"); new },
            vec![r#"defect | refund | {} | window P1Y -> P2Y | better"#.into(), r#"quality | exchange,repair | {} unless {"reason":["defect"]} | window P2Y -> P1Y | worse"#.into()]),
    ];
    let mut report = String::new();
    for (why, old, new, expected) in cases {
        let diff = compare(&old, &new);
        let mut found = lines(&diff);
        let mut expected = expected;
        found.sort();
        expected.sort();
        if found != expected || diff["undecided"] != json!([]) {
            report.push_str(&format!(
                "\n{why}\n  expected {}\n  found    {}\n",
                expected.join("\n           "),
                found.join("\n           ")
            ));
        }
    }
    assert!(report.is_empty(), "{report}");
}

#[test]
fn rows_name_the_rules_of_both_versions() {
    let diff = compare(&[shop()], &changed("/rules/0/then/window", window("P14D")));
    let rule = json!([{ "document": "shop", "version": "1", "rule": "all" }]);
    assert_eq!(diff["rows"][0]["because"], json!({ "old": rule, "new": rule }));
}

#[test]
fn problems_say_which_version_has_them() {
    let broken = edited(|shop| shop["rules"][0]["then"]["window"] = json!("nowhere"));
    let answer = read(&diff(&documents(&broken), &documents(&broken)));
    let paths: Vec<&str> = answer["problems"]
        .as_array()
        .expect("problems")
        .iter()
        .filter_map(|problem| problem["path"].as_str())
        .collect();
    assert_eq!(paths, ["/old/0/rules/0/then/window", "/new/0/rules/0/then/window"]);
}
