//! The shops of the examples against all statutes: each example of a refutation shows what is claimed when it is evaluated.

use serde_json::Value;

use crate::support::{data, file, holds};

/// Every document of a folder.
fn folder(path: &str) -> Vec<Value> {
    let entries = std::fs::read_dir(path).expect(path).map(|entry| entry.expect("an entry").path());
    let mut files: Vec<_> = entries.filter(|path| path.extension().is_some_and(|end| end == "json")).collect();
    files.sort();
    files.iter().map(|path| file(path.to_str().expect("a path"))).collect()
}

#[test]
fn refutations_of_the_shops_hold() {
    let statutes = folder("statutes");
    let mut wrong = Vec::new();
    for (shop, least) in [("apparel", 20), ("electronics", 20), ("fresh-food", 3)] {
        let declared = file(&format!("examples/{shop}/policy.json"));
        let mut all: Vec<&Value> = vec![&declared];
        all.extend(&statutes);
        all.extend(data());
        let text = serde_json::to_string(&all).expect("JSON");
        let answer: Value = serde_json::from_str(&return_policy::floor(&text)).expect("JSON");
        let findings = answer["value"]["findings"].as_array().expect("findings");
        let refuted: Vec<&Value> = findings.iter().filter(|finding| finding["outcome"] == "refuted").collect();
        println!("{shop}: {} refuted, {} undecided", refuted.len(), findings.len() - refuted.len());
        assert!(refuted.len() >= least, "{shop}: {findings:?}");
        // The readings and reasons that all documents together have.
        let settings: Vec<&Value> = all.iter().map(|document| &document["given"]["setting"]).collect();
        let mut reasons = serde_json::Map::new();
        for own in all.iter().filter_map(|document| document["reasons"].as_object()) {
            reasons.extend(own.clone());
        }
        let mut declared = declared.clone();
        declared["reasons"] = reasons.clone().into();
        for finding in refuted {
            assert!(!finding["floor"]["basis"].as_array().expect("a basis").is_empty(), "{finding:#}");
            let law = statutes.iter().find(|law| law["id"] == finding["floor"]["document"]).expect("a statute");
            let mut law = law.clone();
            law["reasons"] = reasons.clone().into();
            let named = |name: &String| {
                let found = settings.iter().find_map(|own| own.get(name));
                found.cloned().expect("a reading")
            };
            if let Some(own) = law.pointer_mut("/given/setting").and_then(Value::as_object_mut) {
                for (name, reading) in own.iter_mut() {
                    *reading = named(name);
                }
            }
            if let Err(shown) = holds(finding, &[&declared], &law) {
                wrong.push(format!("{shop}: {shown}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}
