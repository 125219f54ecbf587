//! Proves that what is declared gives the buyer no less than each floor, without relying on it.
//!
//! # Why a proof holds
//!
//! An order is a point in a space of atoms and days. What a side gives in a term is the value of a rule wherever the rule holds and
//! none that beats it there does (`side`); these pieces cover all orders. So two pieces, one of each side, are compared by value
//! first; only where the declared value is worse is an order looked for in both of them, where both sides grant, and outside of
//! everything that beats them (`search`). The search splits boxes exactly; it finds an order, or there is none, or it ends with
//! its budget. Where rules tie, orders are split by which of them stand, and their values are joined as in deciding (`values`,
//! `ties`).
//!
//! Orders that documents vouch against do not count, nor do those in which events lie in another order than they can
//! (`vouched`), nor those to which no declared document applies.
//!
//! A condition on the day of an event is read in the zone of its document, so one instant may lie on two days. Where a floor and
//! what is declared have two zones, every question is put once more with such conditions ignored (`zones`): they may hold or not,
//! each by itself. What is found only then stays undecided. What is stated as a bare day is one day in all zones, and what happened
//! on it happened at one instant: that the day begins earlier in one zone than in the other is not held against a window.
//!
//! Windows are compared as functions of days: by arguments that hold on all days (`cover`), else on every day from 2000 to 2199
//! where one event counts, or every day a calendar knows where rest days matter, else on a choice of days (`scenarios`); of days
//! around which dates and clocks lie alike one is enough (`kinds`). Only the first two prove; days that are found refute; all
//! else stays undecided. What is found is an order that the engine decides as it is claimed, for ends come from its own
//! arithmetic (`clock`).

pub(crate) mod answer;
mod clock;
mod cover;
mod days;
mod example;
mod judge;
mod kinds;
mod message;
mod orders;
mod prover;
mod scenarios;
mod search;
mod side;
mod stated;
mod ties;
mod values;
mod vouched;
mod windows;
mod zones;

use crate::compile::Compiled;
use crate::gather::Gather;
use crate::json::write::Written;
use crate::load;
use crate::policy::Layer;
use crate::problem::{Problem, ProblemCode};

use answer::Proof;

/// Proves the documents of a JSON array, or says everything that is wrong with them.
pub(crate) fn floor(text: &str) -> Result<Written, Vec<Problem>> {
    let compiled = clock::spelled_out(load::load(text)?);
    let has = |layer| compiled.documents.iter().any(|document| document.layer == layer);
    let mut problems = Vec::new();
    let mut lacks = |message: &str| problems.push(Problem::new(ProblemCode::NoPolicy, "", message));
    if !has(Layer::Declared) {
        lacks("nothing is declared; give the shop's own policy, of layer `declared`");
    }
    if !has(Layer::Floor) {
        lacks("no floor among the documents; give the minimum it is held against, of layer `floor`");
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let settled = search::settled(&compiled);
    let forbidden = vouched::forbidden(&compiled);
    let alike = clock::alike(&compiled);
    let ties = ties::ties(&compiled, &settled);
    let (search, known) = (search::Search::new(&settled, &forbidden), judge::Known::new(&alike));
    let days = zones::days(&compiled);
    let seen: Vec<_> = settled.iter().map(|region| search::without(region, &days)).gather();
    let sure = zones::sure(&compiled, &settled, &days);
    let mut prover = prover::Prover::new(&compiled, search, &ties, known);
    let applying = prover.applying();
    prover.prove(&applying);
    let doubtful = zones::doubtful(&compiled, &alike, &days, &prover);
    if !doubtful.is_empty() {
        let search = search::Search::new(&settled, &forbidden).ignoring(&days, &seen, &sure);
        let mut other = prover::Prover::new(&compiled, search, &ties, prover.take_known());
        other.prove(&doubtful);
        prover.doubt(other);
    }
    let given = given(&compiled, &applying);
    Ok(Written::of(&Proof { floors: floors(&compiled, &applying), given, findings: prover.findings() }))
}

/// The floors that take part: without any, there was nothing to prove.
fn floors(compiled: &Compiled, applying: &[usize]) -> Vec<String> {
    let documents = applying.iter().filter_map(|position| compiled.documents.get(*position));
    documents.filter(|document| document.layer == Layer::Floor).map(|document| document.id.clone()).gather()
}

/// What the documents vouch for that take part; of settings the readings that are followed.
fn given(compiled: &Compiled, applying: &[usize]) -> Vec<answer::Vouched> {
    let mut vouched = Vec::new();
    for position in applying {
        let Some(document) = compiled.documents.get(*position) else { continue };
        for given in &document.given {
            let id = compiled.dimensions.position(given.fact, given.name.as_deref());
            let followed = id.and_then(|id| compiled.settings.get(&id)).is_none_or(|(_, by)| by == position);
            let name = crate::fact::definition(given.fact).name;
            let fact = given.name.as_ref().map_or_else(|| name.to_owned(), |own| format!("{name}.{own}"));
            if followed {
                vouched.push(answer::Vouched {
                    document: document.id.clone(),
                    fact,
                    value: stated::vouched(&given.value),
                });
            }
        }
    }
    vouched
}
