//! One offer: status, window, terms, what is missing, and why.

use crate::answer::{Because, Case, Costs, Offer, Phase, UsedFact, Window};

use super::page::Page;
use super::{period, term, words};

/// Writes an offer.
pub(crate) fn write(offer: &Offer, page: &mut Page) {
    let component = offer.component.as_ref().map(|component| format!(" ({component})")).unwrap_or_default();
    page.status(&format!("{} for {}{component}", offer.remedy, offer.reason), &offer.status);
    if let Some(window) = &offer.window {
        write_window(window, page);
    }
    for (name, value) in &offer.terms {
        page.row(term::label(name), &term::value(name, value));
    }
    for missing in &offer.depends {
        let affected: Vec<&str> = missing.affects.iter().map(|term| term::label(term)).collect();
        page.row("not known", &format!("{} ({}), decides: {}", missing.fact, missing.path, affected.join(", ")));
    }
    for case in &offer.cases {
        page.row("if", &describe_case(offer, case));
    }
    for improved in &offer.improved {
        let declared = or_unstated(term::sentence(&improved.declared));
        let label = term::label(&improved.term);
        page.row("improved", &format!("{label}, by {}; declared: {declared}", improved.document));
    }
    for phase in &offer.phases {
        page.row("later", &describe_phase(phase));
    }
    for because in &offer.because {
        page.row("because", &describe_rule(because));
    }
    page.blank();
}

fn write_window(window: &Window, page: &mut Page) {
    if let Some(last_day) = &window.period.last_day {
        let left = window.days_left.map(|days| format!(", {} left", words::count(days, "day"))).unwrap_or_default();
        page.row("last day", &format!("{last_day}{left}"));
    }
    if let Some(ends_before) = &window.ends_before {
        let zone = window.zone.as_ref().map(|zone| format!(" ({zone})")).unwrap_or_default();
        page.row("ends before", &format!("{ends_before}{zone}"));
    }
    if let Some(opens_at) = &window.opens_at {
        page.row("opens", opens_at);
    }
    page.row("window", &describe_window(window));
    for (unit, allowance) in &window.usage {
        let left = allowance.left.map(|left| format!(", {left} left")).unwrap_or_default();
        page.row("use", &format!("up to {} {unit}{left}", allowance.up_to));
    }
    page.row("in time if", term::act(window.period.act.as_deref().unwrap_or("notify")));
}

fn describe_window(window: &Window) -> String {
    let at_least = window.at_least_until.as_ref().map(|day| format!(", not ending before {day}"));
    let cap = window.cap.as_deref().map(|cap| format!(", at most {}", words::length(cap)));
    format!("{}{}{}", period::window(&window.period), at_least.unwrap_or_default(), cap.unwrap_or_default())
}

/// What is different in a case; the rest is as the offer says.
fn describe_case(offer: &Offer, case: &Case) -> String {
    let mut parts = Vec::new();
    if case.status != offer.status {
        parts.push(case.status.clone());
    }
    if case.window != offer.window {
        parts.extend(case.window.as_ref().map(case_window));
    }
    parts.extend(term::phrases(&different(&case.terms, &offer.terms)));
    let outcome = if parts.is_empty() { "as above".into() } else { parts.join("; ") };
    let rules: Vec<String> = case.because.iter().map(case_rule).collect();
    let rules = if rules.is_empty() { String::new() } else { format!(" [{}]", rules.join(", ")) };
    format!("{}: {outcome}{rules}", words::facts(&case.when))
}

fn case_window(window: &Window) -> String {
    let until = window.period.last_day.as_ref().map(|day| format!("until {day}"));
    until.unwrap_or_else(|| describe_window(window))
}

fn different(terms: &Costs, others: &Costs) -> Costs {
    let kept = terms.iter().filter(|(name, value)| others.get(*name) != Some(value));
    kept.map(|(name, value)| (name.clone(), value.clone())).collect()
}

fn describe_phase(phase: &Phase) -> String {
    let until = phase.until.as_ref().map(|until| format!(" until {until}")).unwrap_or_default();
    let terms = term::sentence(&phase.terms);
    let terms = if terms.is_empty() { terms } else { format!("; {terms}") };
    format!("from {}{until}: {}{terms}", phase.from, phase.status)
}

fn describe_rule(because: &Because) -> String {
    let sets: Vec<&str> = because.sets.iter().map(|term| term::label(term)).collect();
    let basis = if because.basis.is_empty() { String::new() } else { format!("; {}", because.basis.join("; ")) };
    let doubt = if is_uncertain(because) { ", uncertain" } else { "" };
    let counted: Vec<String> = because.facts.iter().filter_map(counted).collect();
    let counted = if counted.is_empty() { String::new() } else { format!("; with {}", counted.join(", ")) };
    format!(
        "{} {} ({}{doubt}): {}, sets {}{basis}{counted}",
        rule_name(because),
        because.version,
        because.layer,
        term::code(&because.code),
        sets.join(", ")
    )
}

/// What was counted or measured, where a rule looks at that.
fn counted(fact: &UsedFact) -> Option<String> {
    let kinds = ["counter.", "usage.", "during."];
    let name = kinds.iter().find_map(|kind| fact.fact.strip_prefix(kind))?;
    Some(format!("{name} {}", words::value(&fact.value)))
}

fn case_rule(because: &Because) -> String {
    format!("{}{}", rule_name(because), if is_uncertain(because) { " (uncertain)" } else { "" })
}

/// Whether the rule is one reading of several that are argued for.
fn is_uncertain(because: &Because) -> bool {
    because.confidence.as_deref() == Some("uncertain")
}

fn rule_name(because: &Because) -> String {
    format!("{}/{}", because.document, because.rule)
}

fn or_unstated(text: String) -> String {
    if text.is_empty() { "not stated".into() } else { text }
}
