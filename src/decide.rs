//! Decides one reason and remedy: explores what is missing and writes down the answer.

use crate::answer::{Case, Costs, LayerReading, Missing, Offer};
use crate::day::Instant;
use crate::dimension::DimensionId;
use crate::explore::{self, Explored};
use crate::gather::Gather;
use crate::json::write::Written;
use crate::layer::{LayerOffer, Status, When};
use crate::map::Map;
use crate::missing::Tree;
use crate::order;
use crate::reading::{self, Leaf};
use crate::term::Term;
use crate::window::Unknown;
use crate::world::World;
use crate::{fact, write};

/// How many cases an answer lists before it only names the facts it hangs on.
const MOST_CASES: usize = 64;

/// Who asks for what.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    /// The reason.
    pub(crate) reason: &'a str,
    /// The remedy.
    pub(crate) remedy: &'a str,
    /// The component, where the answer is about one.
    pub(crate) component: Option<&'a str>,
}

/// Decides one reason and remedy; `None` where no loaded document says anything about them here.
pub(crate) fn decide(world: &World<'_>, when: &When, asked: Asked<'_>) -> Option<Offer> {
    let leaf = |world: &World<'_>, offers: &[LayerOffer<'_>]| reading::read(world, offers, when);
    // A rule that takes part for some values only is no reason for the answer that holds for all.
    let combine = |a: &mut Leaf, b: &Leaf| a.because.retain(|because| b.because.contains(because));
    match explore::explore(world, when, &leaf, &reads_alike, &combine) {
        Explored::Tree(tree) => match standing(&tree) {
            Tree::Leaf(leaf) => {
                let silent = leaf.layers.is_empty() && leaf.because.is_empty();
                let depends = unknown(world, &[&leaf]);
                (!silent).then(|| answer(asked, leaf, depends, Vec::new()))
            }
            tree => Some(open(world, when, &tree, asked)),
        },
        Explored::TooMany(dimensions) => Some(too_many(world, &dimensions, asked)),
    }
}

/// Where every value of what is missing refuses, the most favourable refusal stands and the others are left out.
fn standing(tree: &Tree<Leaf>) -> Tree<Leaf> {
    let (mut favourable, mut all_refuse) = (Status::Excluded, true);
    for leaf in tree.leaves() {
        favourable = favourable.min(leaf.status);
        all_refuse &= leaf.status.refuses();
    }
    let kept = if all_refuse { tree.filter(&|leaf| leaf.status == favourable) } else { None };
    kept.as_ref().unwrap_or(tree).project(&reads_alike)
}

/// Says whether two answers are the same in everything that a reader sees, but for the reasons.
fn reads_alike(a: &Leaf, b: &Leaf) -> bool {
    a.status == b.status
        && a.window == b.window
        && a.terms == b.terms
        && a.phases == b.phases
        && a.layers == b.layers
        && a.improved == b.improved
}

/// Writes down what was read.
fn answer(asked: Asked<'_>, leaf: Leaf, depends: Vec<Missing>, cases: Vec<Case>) -> Offer {
    Offer {
        reason: asked.reason.into(),
        remedy: asked.remedy.into(),
        component: asked.component.map(str::to_owned),
        leaf,
        depends,
        cases,
    }
}

/// A missing fact, and where it would be stated.
fn missing(world: &World<'_>, dimension: DimensionId, affects: Vec<&'static str>) -> Missing {
    Missing {
        fact: write::fact_name(world.compiled, dimension),
        path: world.facts.places.get(dimension).cloned().unwrap_or_default(),
        affects,
    }
}

/// What would tell more exactly when windows end and dates are due: calendars that reach further, facts.
fn unknown(world: &World<'_>, leaves: &[&Leaf]) -> Vec<Missing> {
    let mut all: Vec<&(Unknown, &'static str)> = leaves.iter().flat_map(|leaf| &leaf.unknown).gather();
    let rank = |part: &str| ["status", "window"].iter().position(|first| *first == part).unwrap_or(2);
    order::sort_once_by(&mut all, |(a, part), (b, other)| (a, rank(part), part).cmp(&(b, rank(other), other)));
    let mut missed: Vec<Missing> = Vec::new();
    let mut before = None;
    for (unknown, part) in all {
        if before != Some(unknown) {
            missed.push(missing_of(world, unknown));
        }
        before = Some(unknown);
        if let Some(missing) = missed.last_mut() {
            missing.affects.push(part);
        }
    }
    missed
}

fn missing_of(world: &World<'_>, unknown: &Unknown) -> Missing {
    let nowhere = |fact: String| Missing { fact, path: String::new(), affects: Vec::new() };
    match unknown {
        Unknown::Calendar(calendar) => nowhere(format!("calendar.{calendar}")),
        Unknown::Fact(fact) => match world.compiled.dimensions.position(*fact, None) {
            Some(id) => missing(world, id, Vec::new()),
            None => nowhere(fact::definition(*fact).name.to_owned()),
        },
    }
}

/// The answer where facts are missing that matter: what is the same in every case stands, the rest depends.
fn open(world: &World<'_>, when: &When, tree: &Tree<Leaf>, asked: Asked<'_>) -> Offer {
    let mut affects: Map<DimensionId, Vec<&'static str>> = Map::new();
    let mut note = |part: &'static str, dimensions: Vec<DimensionId>| -> bool {
        for dimension in &dimensions {
            affects.change(*dimension, |affects| affects.push(part));
        }
        dimensions.is_empty()
    };
    let leaves = tree.leaves();
    let status_known = note("status", tree.split_by(&|a, b| a.status == b.status));
    // What is excluded has no window, and what is over costs nothing: those cases say nothing about the others.
    let with_window = tree.filter(&|leaf| leaf.status != Status::Excluded);
    let window_facts = with_window.as_ref().map(|tree| tree.split_by(&|a, b| a.window == b.window));
    let window_known = note("window", window_facts.unwrap_or_default());
    let window = with_window
        .filter(|_| window_known)
        .and_then(|tree| tree.leaves().first().and_then(|leaf| leaf.window.clone()));
    let with_terms = tree.filter(&|leaf| !matches!(leaf.status, Status::Excluded | Status::Closed));
    let mut terms = Costs::default();
    for term in Term::COSTS {
        let Some(tree) = &with_terms else { continue };
        let known = note(term.text(), tree.split_by(&|a, b| a.terms.0.get(term) == b.terms.0.get(term)));
        if let (true, Some(value)) = (known, tree.leaves().first().and_then(|leaf| leaf.terms.0.get(term))) {
            terms.0.insert(*term, value.clone());
        }
    }
    let phases_known = note("phases", tree.split_by(&|a, b| a.phases == b.phases));
    note("layers", tree.split_by(&|a, b| (&a.layers, &a.improved) == (&b.layers, &b.improved)));
    let first = leaves.first().copied();
    let because = in_all(&leaves, |leaf| &leaf.because);
    let cases = cases(world, tree, &because).unwrap_or_default();
    let next = leaves.iter().filter_map(|leaf| leaf.next).min();
    let on_days = tree.cases().iter().any(|(path, _)| {
        path.iter().any(|(_, parts)| parts.iter().any(|part| matches!(part, crate::world::Assumption::Days(..))))
    });
    let tomorrow = match when {
        When::At(at, _) if on_days => explore::next_day(world, *at),
        _ => None,
    };
    let status = if status_known { first.map_or(Status::Excluded, |leaf| leaf.status) } else { Status::Depends };
    let mut depends = Vec::new();
    for (dimension, affects) in affects {
        depends.push(missing(world, dimension, affects));
    }
    for unknown in unknown(world, &leaves) {
        match depends.iter_mut().find(|missing| missing.path == unknown.path && missing.fact == unknown.fact) {
            Some(missing) => {
                for part in unknown.affects {
                    if !missing.affects.contains(&part) {
                        missing.affects.push(part);
                    }
                }
            }
            None => depends.push(unknown),
        }
    }
    let leaf = Leaf {
        status,
        terms,
        window,
        improved: in_all(&leaves, |leaf| &leaf.improved),
        phases: if phases_known { first.map(|leaf| leaf.phases.clone()).unwrap_or_default() } else { Vec::new() },
        layers: common_layers(&leaves),
        because,
        unknown: Vec::new(),
        next: Instant::earlier(next, tomorrow),
    };
    answer(asked, leaf, depends, cases)
}

/// What the answers of all cases say in one part.
fn in_all(leaves: &[&Leaf], part: fn(&Leaf) -> &Vec<Written>) -> Vec<Written> {
    let mut common = leaves.first().map(|leaf| part(leaf).clone()).unwrap_or_default();
    for leaf in leaves {
        common.retain(|written| part(leaf).contains(written));
    }
    common
}

/// What each layer offers by itself in every case: its status, its window, and those of its terms that are the same.
fn common_layers(leaves: &[&Leaf]) -> Vec<LayerReading> {
    let mut common = leaves.first().map(|leaf| leaf.layers.clone()).unwrap_or_default();
    for leaf in leaves {
        common.retain_mut(|layer| {
            let same = |other: &&LayerReading| {
                (&other.document, other.layer, other.status, &other.window)
                    == (&layer.document, layer.layer, layer.status, &layer.window)
            };
            let Some(other) = leaf.layers.iter().find(same) else { return false };
            layer.terms.0.retain(|term, cost| other.terms.0.get(term) == Some(cost));
            true
        });
    }
    common
}

/// The answer for each value of what is missing; none past [`MOST_CASES`].
fn cases(world: &World<'_>, tree: &Tree<Leaf>, common: &[Written]) -> Option<Vec<Case>> {
    let mut cases = Vec::new();
    for (path, leaf) in tree.cases() {
        let left = MOST_CASES.checked_sub(cases.len())?;
        let because = || leaf.because.iter().filter(|because| !common.contains(because)).cloned().gather();
        for when in write::conditions(world.compiled, &path, left)? {
            cases.push(Case {
                when,
                status: leaf.status.text(),
                window: leaf.window.clone(),
                terms: leaf.terms.clone(),
                because: because(),
            });
        }
    }
    Some(cases)
}

fn too_many(world: &World<'_>, dimensions: &[DimensionId], asked: Asked<'_>) -> Offer {
    let mut depends = Vec::new();
    for dimension in dimensions {
        depends.push(missing(world, *dimension, vec!["status"]));
    }
    let leaf = Leaf {
        status: Status::Depends,
        terms: Costs::default(),
        window: None,
        improved: Vec::new(),
        phases: Vec::new(),
        layers: Vec::new(),
        because: Vec::new(),
        unknown: Vec::new(),
        next: None,
    };
    answer(asked, leaf, depends, Vec::new())
}
