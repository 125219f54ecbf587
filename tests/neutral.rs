//! The engine's code knows no product class, no country and no number of any law: documents do.
//!
//! What a document could be compared with is a name, so only texts without spaces are looked at: descriptions, messages and
//! examples in them may speak of shoes.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// Everyday product classes, besides those that laws and example shops name.
const CLASSES: &str = "accessory apparel appliance automobile bag bicycle bike book camera car cars clothes clothing computer \
    console cosmetics drug drone electronics engine fashion food frame fridge furniture grocery headset jewelry laptop \
    luxury machine medicine motor notebook phone phones shoe shoes smartphone software tablet toy tyre underwear vehicle \
    watch wine";

/// What facts say of ways to sell, and the seal of its own engine.
const MEANT_OTHERWISE: [(&str, &str); 4] =
    [("fact.rs", "television"), ("document/published.rs", "engine"), ("load.rs", "engine"), ("seal.rs", "engine")];

/// ISO 3166-1.
const COUNTRIES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT \
    BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM \
    FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO \
    JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT \
    MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA \
    SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US \
    UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW EU UK";

/// Months of a year, hours and milliseconds of a day, days of a long month, hundredths of a percent in a whole, bits of a word.
const UNITS: [u64; 6] = [12, 24, 31, 86_400_000, 10_000, 64];

/// Where numbers are of texts, files, codes and searches: what they decide is the same for all documents.
const MECHANICS: [&str; 16] = [
    "brief/scan.rs",
    "calendar.rs",
    "day.rs",
    "diff/",
    "digest",
    "document",
    "fact.rs",
    "floor/",
    "json",
    "lint/",
    "money.rs",
    "order.rs",
    "schema",
    "shape",
    "text.rs",
    "zone",
];

#[test]
fn no_product_class_and_no_country() {
    let classes = words_of_documents().into_iter().chain(CLASSES.split_whitespace().map(str::to_owned));
    let classes: BTreeSet<String> = classes.collect();
    assert!(classes.contains("family-car"), "the words of laws are read");
    let countries: BTreeSet<&str> = COUNTRIES.split_whitespace().collect();
    let mut found = Vec::new();
    for (file, code) in engine() {
        for text in code.texts.iter().filter(|text| !text.contains(' ')) {
            // `PT` begins hours: `PT168H`.
            let country = text.split('-').next().filter(|country| countries.contains(country) && *text != "PT");
            let class = text.split('/').find(|part| classes.contains(*part));
            let is_meant = MEANT_OTHERWISE.iter().any(|(other, word)| file == *other && text.ends_with(word));
            if country.is_some() || class.is_some() && !is_meant {
                found.push(format!("{file}: {text:?}"));
            }
        }
    }
    assert!(found.is_empty(), "the code names what documents should name:\n{}", found.join("\n"));
}

#[test]
fn no_period_no_share_and_no_day() {
    let mut found = Vec::new();
    for (file, code) in engine() {
        found.extend(
            code.texts.iter().filter(|text| is_period_share_or_day(text)).map(|text| format!("{file}: {text:?}")),
        );
    }
    assert!(found.is_empty(), "the code names what documents should say:\n{}", found.join("\n"));
}

#[test]
fn no_number_of_a_law() {
    let mut found = Vec::new();
    for (file, code) in engine() {
        if MECHANICS.iter().any(|prefix| file.starts_with(prefix)) {
            continue;
        }
        // Limits and budgets have names.
        for line in code.rest.lines().filter(|line| !line.contains("const ")) {
            let numbers = numbers(line).into_iter().filter(|number| *number > 4 && !UNITS.contains(number));
            found.extend(numbers.map(|number| format!("{file}: {number} in {}", line.trim())));
        }
    }
    assert!(found.is_empty(), "a number that no constant explains:\n{}", found.join("\n"));
}

#[test]
fn what_is_looked_for_would_be_found() {
    let code =
        split("let a = if kind == \"family-car\" { 30 } else { '\"'.into() }; // \"phone\" 90\nf(r#\"CN\"#, \"P14D\")");
    assert_eq!(code.texts, ["family-car", "CN", "P14D"]);
    assert_eq!(numbers(&code.rest), [30]);
    assert!(["P14D", "PT168H", "15%", "2022-01-01"].into_iter().all(is_period_share_or_day));
    assert!(!["PT", "P{days}D", "P", "%", "return-policy/1"].into_iter().any(is_period_share_or_day));
}

fn is_period_share_or_day(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let period = text.strip_prefix('P').map(|rest| rest.trim_start_matches('T'));
    let is_period =
        period.is_some_and(|rest| rest.len() > 1 && digits(&rest[..rest.len() - 1]) && rest.ends_with(is_unit));
    let parts: Vec<&str> = text.split('-').collect();
    let is_day = parts.len() == 3 && parts[0].len() == 4 && parts.iter().all(|part| digits(part));
    is_period || text.strip_suffix('%').is_some_and(digits) || is_day
}

fn is_unit(last: char) -> bool {
    "YMWDH".contains(last)
}

/// The numbers of a line of code, not those within names.
fn numbers(line: &str) -> Vec<u64> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    let words = line.split(|c: char| !is_word(c)).filter(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let plain = |word: &str| word.split(['.', 'u', 'i']).next().unwrap_or_default().replace('_', "");
    words.filter_map(|word| plain(word).parse().ok()).collect()
}

/// The texts of a file, and its code without them.
struct Code {
    texts: Vec<String>,
    rest: String,
}

/// Every file of the engine without its tests, by its path below `src`.
fn engine() -> Vec<(String, Code)> {
    let root = root().join("src");
    let mut files = Vec::new();
    collect(&root, "rs", &mut files);
    assert!(files.len() > 50, "the engine's files are found");
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).unwrap();
        let code = text.split("\nmod tests {").next().unwrap_or_default();
        let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        (name, split(code))
    };
    files.into_iter().map(read).collect()
}

fn split(code: &str) -> Code {
    let (mut texts, mut rest) = (Vec::new(), String::new());
    let mut left = code;
    while let Some(first) = left.chars().next() {
        if left.starts_with("//") {
            left = &left[left.find('\n').unwrap_or(left.len())..];
        } else if let Some(raw) = left.strip_prefix("r#\"") {
            let end = raw.find("\"#").expect("the end of a raw text");
            texts.push(raw[..end].to_owned());
            left = &raw[end + 2..];
        } else if let Some(text) = left.strip_prefix('"') {
            let mut escaped = false;
            let end = text.find(|c| {
                let ends = c == '"' && !escaped;
                escaped = c == '\\' && !escaped;
                ends
            });
            let end = end.expect("the end of a text");
            texts.push(text[..end].to_owned());
            left = &text[end + 1..];
        } else if left.starts_with("'\"'") || left.starts_with("'\\") {
            left = &left[left[2..].find('\'').expect("the end of a letter") + 3..];
        } else {
            rest.push(first);
            left = &left[first.len_utf8()..];
        }
    }
    Code { texts, rest }
}

/// The tags, categories, components and conditions that the laws and the example shops name.
fn words_of_documents() -> BTreeSet<String> {
    let (mut files, mut words) = (Vec::new(), BTreeSet::new());
    for folder in ["statutes", "examples"] {
        collect(&root().join(folder), "json", &mut files);
    }
    for file in files {
        add_words(&serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap(), &mut words);
    }
    words
}

fn add_words(json: &Value, words: &mut BTreeSet<String>) {
    match json {
        Value::Object(fields) => {
            for (name, value) in fields {
                if ["tag", "tags", "category", "component", "replaced", "brand"].contains(&name.as_str()) {
                    add_texts(value, words);
                }
                add_words(value, words);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| add_words(item, words)),
        _ => {}
    }
}

fn add_texts(json: &Value, words: &mut BTreeSet<String>) {
    match json {
        Value::String(text) => words.extend(text.split('/').map(str::to_owned)),
        Value::Array(items) => items.iter().for_each(|item| add_texts(item, words)),
        Value::Object(fields) => fields.values().for_each(|value| add_texts(value, words)),
        _ => {}
    }
}

fn collect(folder: &Path, extension: &str, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, extension, files);
        } else if path.extension().is_some_and(|found| found == extension) {
            files.push(path);
        }
    }
    files.sort();
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
