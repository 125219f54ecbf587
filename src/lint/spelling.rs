//! Words that stand once and differ by one letter from another: probably the same word, written wrongly.

use crate::fact::{self, FactId, Kind};
use crate::gather::Gather;
use crate::order;
use crate::pointer::Pointer;
use crate::policy::{Constraint, Scalar, Set};
use crate::shape::Shape;

use super::Search;
use super::finding::{Finding, FindingCode};

/// Shorter words are alike by chance.
const LEAST: usize = 5;

/// A word of a fact and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Used {
    fact: FactId,
    word: String,
    path: String,
}

/// Compares the values of each fact whose words are the author's own; names such as `damage` and `damaged` are often two things.
pub(crate) fn find(search: &mut Search<'_>) {
    let mut used: Vec<Used> = Vec::new();
    for document in &search.compiled.documents {
        let root = Pointer::Root;
        let at = root.index(document.place);
        collect(&document.when, &at.key("when"), &mut used);
        let rules = at.key("rules");
        for (index, rule) in document.rules.iter().enumerate() {
            collect(&rule.when, &rules.index(index).key("when"), &mut used);
        }
    }
    order::sort_once(&mut used);
    let words: Vec<&[Used]> = used.chunk_by(|a, b| (a.fact, &a.word) == (b.fact, &b.word)).gather();
    let mut shortened: Vec<(FactId, String, usize)> = Vec::new();
    for (index, places) in words.iter().enumerate() {
        let Some(first) = places.first() else { continue };
        shortened.push((first.fact, first.word.clone(), index));
        for (at, left_out) in first.word.char_indices() {
            let (before, after) = first.word.split_at(at);
            let after = after.strip_prefix(left_out).unwrap_or_default();
            shortened.push((first.fact, format!("{before}{after}"), index));
        }
    }
    order::sort_once(&mut shortened);
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for alike in shortened.chunk_by(|a, b| (a.0, &a.1) == (b.0, &b.1)) {
        for (a, b) in alike.iter().zip(alike.iter().skip(1)) {
            pairs.push((a.2.min(b.2), a.2.max(b.2)));
        }
    }
    order::sort_once(&mut pairs);
    for (a, b) in pairs.into_iter().filter(|(a, b)| a != b) {
        let (Some(a), Some(b)) = (words.get(a), words.get(b)) else { continue };
        report(search, a, b);
    }
}

/// The word that stands once is the wrong one; where both do, neither is known to be right.
fn report(search: &mut Search<'_>, a: &[Used], b: &[Used]) {
    let (rare, common) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let (Some(one), Some(other)) = (rare.first(), common.first()) else { return };
    if rare.len() > 1 || common.len() < 2 || differs_by_digit(&one.word, &other.word) {
        return;
    }
    let message = format!(
        "`{}` stands here alone, and `{}` in {} places; write one of them everywhere, unless they are two things",
        one.word,
        other.word,
        common.len()
    );
    let also = Some(other.path.clone());
    search.findings.push(Finding { also, ..Finding::new(FindingCode::SimilarWord, one.path.clone(), message) });
}

/// `size-1` and `size-2` are two things.
fn differs_by_digit(a: &str, b: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    digits(a) != digits(b)
}

fn collect(constraints: &[Constraint], at: &Pointer<'_>, used: &mut Vec<Used>) {
    for constraint in constraints {
        let definition = fact::definition(constraint.fact);
        let field = at.key(definition.name);
        let is_own = match definition.kind {
            Kind::Word => !matches!(definition.value, Shape::OneOf(_) | Shape::Currency),
            Kind::Path | Kind::Tags => true,
            _ => false,
        };
        let Set::Values(values) = &constraint.set else { continue };
        if !is_own {
            continue;
        }
        let path = field.text();
        for value in values {
            if let Scalar::Word(word) = value {
                word.split('/').for_each(|part| push(constraint.fact, part, &path, used));
            }
        }
    }
}

fn push(fact: FactId, word: &str, path: &str, used: &mut Vec<Used>) {
    if word.chars().count() >= LEAST {
        used.push(Used { fact, word: word.to_owned(), path: path.to_owned() });
    }
}
