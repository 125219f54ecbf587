//! Answers for people.

pub(crate) mod markdown;
mod offer;
mod page;
mod period;
mod term;
pub(crate) mod then;
pub(crate) mod when;
pub(crate) mod words;

use crate::answer::{Decision, Document, Line, Terms, Validation};
use crate::checked::Checked;
use page::Page;

/// A decision: every line with what may be asked for.
pub(crate) fn decision(decision: &Decision) -> String {
    let mut page = Page::default();
    page.heading(&format!("Order {}", decision.order));
    page.row("decided at", &decision.at);
    page.row("next change", decision.next_change_at.as_deref().unwrap_or("none known"));
    page.row("documents", &documents(&decision.documents));
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
    page.row("documents", &documents(&terms.documents));
    page.blank();
    write_offers(&terms.offers, &terms.warranty, &mut page);
    page.finish()
}

/// Whether a request may be accepted; the problems are printed as diagnostics.
pub(crate) const fn validation(validation: &Validation) -> &'static str {
    if validation.acceptable { "acceptable" } else { "not acceptable" }
}

/// The documents that hold together.
pub(crate) fn checked(checked: &Checked) -> String {
    let mut page = Page::default();
    let given = checked.documents.iter().filter(|document| document.file.is_some()).count();
    page.heading(&format!("No problems in {}", words::count(given, "document")));
    for document in &checked.documents {
        let file = document.file.as_deref().unwrap_or("built in");
        page.line(&format!("{} {} ({file})", document.id, document.version));
    }
    page.finish()
}

fn documents(documents: &[Document]) -> String {
    let names: Vec<String> = documents.iter().map(|document| format!("{} {}", document.id, document.version)).collect();
    names.join(", ")
}

fn write_line(line: &Line, page: &mut Page) {
    let bucket = line.bucket.as_ref().map(|bucket| format!(", bucket {bucket}")).unwrap_or_default();
    let left = line.left.map(|left| format!(", {left} left to return")).unwrap_or_default();
    page.blank();
    page.heading(&format!("Line {}{bucket}{left}", line.line));
    if line.left != Some(0) {
        write_offers(&line.offers, &line.warranty, page);
    }
}

fn write_offers(offers: &[crate::answer::Offer], warranty: &[crate::answer::Offer], page: &mut Page) {
    if offers.is_empty() && warranty.is_empty() {
        page.line("nothing is offered");
    }
    for offer in offers.iter().chain(warranty) {
        offer::write(offer, page);
    }
}
