//! `statutes`: what the packs say, as tables, and the file that keeps them.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use snapbox::str;

mod program;

use program::{AT, ORDER, program};

fn kept(name: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../statutes")).join(name)
}

/// What the program prints for the statutes it carries.
fn printed(format: &str) -> Option<String> {
    let output = program(&["statutes", "--format", format]).output().ok()?;
    output.status.success().then(|| String::from_utf8(output.stdout).ok())?
}

#[test]
fn the_readme_of_the_statutes_is_current() {
    let (path, text) = (kept("README.md"), printed("md").expect("tables"));
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &text).expect("a writable file");
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(found == text, "statutes/README.md is not current; run `cargo xtask update`");
}

#[test]
fn every_link_of_the_readme_leads_somewhere() {
    let text = printed("md").expect("tables");
    let slug = |heading: &str| heading.to_lowercase().replace(|letter: char| !letter.is_alphanumeric(), "");
    let headings: Vec<String> = text.lines().filter_map(|line| line.strip_prefix("## ")).map(slug).collect();
    let links: Vec<&str> = text.split("](").skip(1).filter_map(|rest| rest.split(')').next()).collect();
    assert!(links.len() > headings.len(), "{links:?}");
    for link in links {
        match link.strip_prefix('#') {
            Some(anchor) => assert!(headings.contains(&slug(anchor)), "{link}"),
            None => assert!(kept(link).exists(), "{link}"),
        }
    }
}

#[test]
fn every_word_of_the_statutes_is_explained() {
    let answer: Value = serde_json::from_str(&printed("json").expect("an answer")).expect("JSON");
    let words = answer.pointer("/value/words").and_then(Value::as_array).expect("words");
    let names = words.iter().filter_map(|word| word.get("name")?.as_str()?.split_once('.'));
    let explained = fs::read_to_string(kept("WORDS.md")).expect("a file");
    let missing: Vec<_> = names.filter(|(_, name)| !explained.contains(&format!("\n| `{name}` |"))).collect();
    assert!(missing.is_empty(), "statutes/WORDS.md has no row for {missing:?}; add one to the table of each");
}

#[test]
fn policies_are_laid_out_as_tables() {
    program(&["statutes", "--policies", "statute.json"]).assert().code(0).stderr_eq("").stdout_eq(str![[r##"
# Statutes

Minimums by law: a shop's own document may be better for the buyer than a document of layer `floor`,
and never worse. Not legal advice.

- **When**: all of it must hold. A rule without conditions holds wherever its pack does.
- **Windows**: the day of the event is not counted, and the last day is wholly inside. Of several
  events the first that is not `null` counts. The buyer gives notice in it. So where nothing else
  is said.
- **Several rules**: of two that set one term, the one that lists the other in `overrides` counts,
  else the one that asks for more. `no right`: the law gives none; a shop may.
- **Settings** choose between contested readings. A shop states another one than the default in its
  own document: `"given": { "setting": { "NAME": "READING" } }`.
- **Confidence**: `primary`, the text was read; `secondary`, an authority's statement; `known`,
  general knowledge; `uncertain`, contested.

| pack | law | markets | contracts | settings | zones | calendars |
| --- | --- | --- | --- | --- | --- | --- |
| `land` | [Land: withdrawal and faults](#land-withdrawal-and-faults-land) | DE | from 2024-01-01 | 1 | `Europe/Berlin` | 2 calendars |

## Land: withdrawal and faults (`land`)

- File: `statute.json`, version 2026-11-01
- For: `market` DE; `buyerKind` consumer
- Contracts: from 2024-01-01
- Zones: `Europe/Berlin`
- Calendars: `de`, `de-by`
- Reasons of its own: `defect-again`, a kind of `defect`
- Takes for granted: `signing` as delivery

Act on Sales, of 1 &lt; 2 kinds. See `land-rest-days`.

| setting | reading | remarks | rules that ask for it |
| --- | --- | --- | --- |
| `land-rest-days` | `move` (default) | | |
| `land-rest-days` | `stay` | The Act speaks of payments only. | `rest-days-stay` |

**`reason` transaction; `remedy` refund; `channel` not in-store unless said otherwise**

| rule | when | what it says | basis | confidence |
| --- | --- | --- | --- | --- |
| `withdrawal` | | granted; 14 days from signing (not ending on a weekend or holiday; usable from contract); in time if the buyer hands over the parcel; refund by the later of 10 working days from the receipt of the notice and the day of the return of the goods; return: buyer pays; no restocking fee; no evidence | Act on Sales, section 1; Act on Time, section 2 | primary |
| `rest-days-stay` | `setting.land-rest-days` stay | 14 days from signing (usable from contract); in time if the buyer hands over the parcel | Act on Time, section 3 | **uncertain** |
| `in-a-shop` | `channel` in-store | no right | Act on Sales, section 1 | known |
| `press` | `tag` press; `disclosure.withdrawal-right` never | a person decides | | |

**`reason` defect; `remedy` repair; `unitPrice` from 50.00 EUR**

| rule | when | what it says | basis | confidence |
| --- | --- | --- | --- | --- |
| `guarantee` | | granted; the earlier of 1 year from delivery and 6 months from the discovery of the defect (stopped by repairs, first and last day included); seller must prove within 1 year from delivery (stopped by repairs, first and last day included); then the buyer | Act on Sales, section 9 | |
| `repaired` | `repairReturned` some | the window 6 months longer | | |

## Words

What orders and products must tell, and which packs ask for it.

| word | values | packs |
| --- | --- | --- |
| `disclosure.withdrawal-right` | never | land |
| `reason.defect-again` | | land |
| `tag.press` | | land |

"##]]);
}

#[test]
fn policies_are_laid_out_for_programs() {
    program(&["statutes", "--policies", "shop", "--format", "json"])
        .assert()
        .code(0)
        .stderr_eq("")
        .stdout_eq(str![[r#"
{"ok":true,"value":{"statutes":[{"file":"shop/acme.json","id":"acme","version":"2026-11-01","layer":"declared","markets":[],"when":["`channel` online"],"contracts":"","zones":["Europe/Berlin"],"calendars":["de"],"reasons":{},"given":[],"settings":[],"rules":[{"id":"all","reason":"change-of-mind","when":["`remedy` refund or exchange"],"says":["granted","30 days from delivery (not ending on a weekend or holiday)","return: seller pays, the buyer is charged 4.99 EUR","outbound freight kept","evidence photo"],"basis":[]},{"id":"opened","reason":"change-of-mind","when":["`condition.seal` broken"],"says":["restocking fee 15% of the price"],"basis":["Terms of sale, section 7"]},{"id":"final-sale","reason":"change-of-mind","when":["`remedy` exchange","`tag` final-sale"],"says":["no right"],"basis":[]}]},{"file":"shop/more/law.json","id":"law","version":"1","layer":"floor","markets":[],"when":[],"contracts":"","zones":["Europe/Berlin"],"calendars":[],"reasons":{},"given":[],"settings":[],"rules":[{"id":"withdrawal","reason":"change-of-mind","when":["`remedy` refund"],"says":["granted","14 days from delivery (usable from contract)","outbound freight refunded up to the standard rate"],"basis":["Directive 2011/83/EU, article 9"]}]}],"words":[{"name":"condition.seal","values":["broken"],"packs":["acme"]},{"name":"evidence.photo","values":[],"packs":["acme"]},{"name":"tag.final-sale","values":[],"packs":["acme"]}]}}

"#]]);
}

#[test]
fn problems_are_reported_as_everywhere() {
    program(&["statutes", "--policies", "broken/first.json"]).assert().code(1).stdout_eq("").stderr_eq(str![[r#"
error[not-json]: not JSON: expected ident at line 2 column 10
 --> broken/first.json:2:10
  |
2 |   "id": nope }
  |          ^

"#]]);
    program(&["statutes", "--policies", "clash.json", "--format", "json"])
        .assert()
        .code(1)
        .stderr_eq("")
        .stdout_eq(str![[r#"
{"ok":false,"problems":[{"file":"clash.json","path":"/rules/1","code":"rule-clash","message":"`shoes` and `gold` set `window` differently where both hold; let one list the other in `overrides`, narrow one, order their facts in `precedence`, or give the buyer the better by `ties`","also":"/rules/2","example":{"category":"shoes","reason":"defect","remedy":"refund","tier":"gold"}}]}

"#]]);
    program(&["statutes", "--policies", "nowhere.json"]).assert().code(2).stdout_eq("");
}

#[test]
fn a_folder_of_statutes_may_hold_texts_about_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let statutes = folder.path().join("statutes");
    fs::create_dir(&statutes).expect("a folder");
    fs::write(statutes.join("law.json"), include_str!("fixtures/shop/more/law.json")).expect("a file");
    for text in ["README.md", "WORDS.md"] {
        fs::write(statutes.join(text), "# { \"format\": \"return-policy/1\" }").expect("a file");
    }
    let order = fs::canonicalize(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures")).expect("fixtures").join(ORDER);
    let order = order.to_str().expect("a path");
    let output = program(&["evaluate", "--policies", "statutes", "--order", order, "--at", AT])
        .current_dir(folder.path())
        .output()
        .expect("a running program");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8_lossy(&output.stdout).contains("documents        law 1"));
}
