//! Settings that a document chooses and no rule asks for: probably written wrongly.

use crate::fact;
use crate::gather::Gather;
use crate::pointer::Pointer;

use super::Search;
use super::finding::{Finding, FindingCode};

/// Compares what documents choose with what the rules of all documents ask for.
pub(crate) fn find(search: &mut Search<'_>) {
    let setting = fact::SETTING;
    let documents = &search.compiled.documents;
    let conditions = documents
        .iter()
        .flat_map(|document| document.when.iter().chain(document.rules.iter().flat_map(|rule| rule.when.iter())));
    let asked: Vec<&str> = conditions
        .filter(|constraint| constraint.fact == setting)
        .filter_map(|constraint| constraint.name.as_deref())
        .gather();
    for document in documents {
        let root = Pointer::Root;
        let place = root.index(document.place);
        let given = place.key("given");
        let given = given.key("setting");
        let chosen = document.given.iter().filter(|given| given.fact == setting);
        for name in chosen.filter_map(|given| given.name.as_deref()).filter(|name| !asked.contains(name)) {
            let message = format!(
                "no rule here asks for the setting `{name}`; write it as the rules do, or check it together with those that ask for it"
            );
            search.findings.push(Finding::new(FindingCode::UnusedSetting, given.key(name), message));
        }
    }
}
