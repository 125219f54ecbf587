//! Answers for people.

pub(crate) mod change;
pub(crate) mod counter;
pub(crate) mod markdown;
mod offer;
mod page;
mod period;
pub(crate) mod replay;
mod term;
pub(crate) mod then;
pub(crate) mod when;
pub(crate) mod words;

use std::collections::BTreeSet;

use crate::answer::{Decision, Document, Line, Offer, Terms, Validation};
use crate::checked::Checked;
use crate::coverage::{Covered, Rule};
use crate::problem::{Problem, Severity};
use page::Page;

/// A decision: every line with what may be asked for.
pub(crate) fn decision(decision: &Decision) -> String {
    let mut page = Page::default();
    page.heading(&format!("Order {}", decision.order));
    page.row("decided at", &decision.at);
    page.row("next change", decision.next_change_at.as_deref().unwrap_or("none known"));
    let offers = decision.lines.iter().flat_map(|line| line.offers.iter().chain(&line.warranty));
    page.row("documents", &documents(&decision.documents, offers));
    page.row("decision", &decision.decision_id);
    for line in &decision.lines {
        write_line(line, &mut page);
    }
    page.finish()
}

/// The terms of a product.
pub(crate) fn terms(terms: &Terms) -> String {
    let mut page = Page::default();
    page.heading("Terms before purchase");
    page.row("bought at", &terms.at);
    page.row("documents", &documents(&terms.documents, terms.offers.iter().chain(&terms.warranty)));
    page.blank();
    write_offers(&terms.offers, &terms.warranty, &mut page);
    page.finish()
}

/// Whether a request may be accepted; the problems are printed as diagnostics.
pub(crate) const fn validation(validation: &Validation) -> &'static str {
    if validation.acceptable { "acceptable" } else { "not acceptable" }
}

/// The documents that hold together.
pub(crate) fn checked(checked: &Checked<'_>, findings: &[Problem]) -> String {
    let mut page = Page::default();
    let given = checked.documents.iter().filter(|document| document.file.is_some()).count();
    let count = |severity: Severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let counts = [("warning", count(Severity::Warning)), ("note", count(Severity::Note))];
    let found = counts.iter().filter(|(_, count)| *count > 0).map(|(name, count)| words::count(*count, name));
    let found: Vec<String> =
        [format!("No problems in {}", words::count(given, "document"))].into_iter().chain(found).collect();
    page.heading(&found.join(", "));
    for document in &checked.documents {
        let file = document.file.as_deref().unwrap_or("built in");
        page.line(&format!("{} {} ({file})", document.id, document.version));
    }
    page.finish()
}

/// How often each rule decided something; those that never did come first.
pub(crate) fn coverage(covered: &Covered) -> String {
    let mut page = Page::default();
    let never = covered.rules.iter().filter(|rule| rule.decided == 0).count();
    let all = covered.rules.len();
    page.heading(&format!(
        "{}: {never} of {} decided nothing",
        words::count(covered.calls, "call"),
        words::count(all, "rule")
    ));
    if covered.bad_lines > 0 {
        page.line(&format!("{} could not be decided", words::count(covered.bad_lines, "line")));
    }
    let mut rules: Vec<&Rule> = covered.rules.iter().collect();
    rules.sort_by_key(|rule| rule.decided);
    for rule in rules {
        page.line(&format!("{:>9}  {}/{}", rule.decided, rule.document, rule.rule));
    }
    page.finish()
}

/// The documents that have something to say; how many others there are.
fn documents<'o>(documents: &[Document], offers: impl Iterator<Item = &'o Offer>) -> String {
    let because = |offer: &'o Offer| offer.because.iter().chain(offer.cases.iter().flat_map(|case| &case.because));
    let named: BTreeSet<&str> = offers.flat_map(because).map(|because| because.document.as_str()).collect();
    let (heard, silent): (Vec<&Document>, Vec<&Document>) =
        documents.iter().partition(|document| named.contains(document.id.as_str()));
    let mut names: Vec<String> = heard.iter().map(|document| format!("{} {}", document.id, document.version)).collect();
    if !silent.is_empty() {
        names.push(format!("{} with nothing to say", words::count(silent.len(), "other")));
    }
    names.join(", ")
}

fn write_line(line: &Line, page: &mut Page) {
    let bucket = line.bucket.as_ref().map(|bucket| format!(", bucket {bucket}")).unwrap_or_default();
    let left = line.left.map(|left| format!(", {left} left to return")).unwrap_or_default();
    page.blank();
    page.heading(&format!("Line {}{bucket}{left}", line.line));
    if line.left != Some(0) {
        write_offers(&line.offers, &line.warranty, page);
        for change in &line.after_repair {
            let component = change.component.as_ref().map(|component| format!(" ({component})")).unwrap_or_default();
            let offer = format!("{} for {}{component}", change.remedy, change.reason);
            page.line(&format!("after one more repair that fails, {offer}: {}", change.status));
        }
    }
}

fn write_offers(offers: &[Offer], warranty: &[Offer], page: &mut Page) {
    if offers.is_empty() && warranty.is_empty() {
        page.line("nothing is offered");
    }
    for offer in offers.iter().chain(warranty) {
        offer::write(offer, page);
    }
}
