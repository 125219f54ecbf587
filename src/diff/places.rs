//! The zones and calendars by which spans are read, and whether two versions read a span by the same ones.

use crate::by_market::NamesId;
use crate::diff::both::{self, Both};
use crate::gather::{AddAll, Gather};
use crate::order;
use crate::policy::Span;
use crate::world::World;

/// By which zones and calendars the spans of two versions are read.
pub(crate) struct Places {
    /// Whether one of them says something else in the two versions.
    pub(crate) moves: bool,
    /// Whether one of them hangs on where the buyer is.
    pub(crate) is_open: bool,
    /// Whether that matters, because the versions do not read by the same ones.
    pub(crate) needs_market: bool,
    /// Those that serve the spans of one version alone, or that say something else in the two; none where one has no spans.
    pub(crate) data: Vec<String>,
}

impl Places {
    /// Reads those of both versions.
    pub(crate) fn new(both: &Both, worlds: [&World<'_>; 2], spans: &[Vec<&Span>; 2]) -> Self {
        let [old, new] = spans;
        let moves = spans.iter().flatten().any(|span| is_moving(both, span));
        let mut sides = worlds.into_iter().zip(spans);
        let is_open = sides.any(|(world, spans)| spans.iter().any(|span| is_open(world, span)));
        let needs_market = is_open && (ids(old) != ids(new) || moves);
        let is_one_sided = old.is_empty() || new.is_empty();
        let data = if is_one_sided { Vec::new() } else { data(both, names(worlds[0], old), &names(worlds[1], new)) };
        Self { moves, is_open, needs_market, data }
    }
}

/// Says whether a span may end otherwise though it is written alike.
pub(crate) fn is_moving(both: &Both, span: &Span) -> bool {
    ids(&[span]).into_iter().any(|names| both.is_moving(names))
}

/// Says whether a zone or calendar of a span hangs on where the buyer is.
pub(crate) fn is_open(world: &World<'_>, span: &Span) -> bool {
    ids(&[span]).into_iter().any(|names| world.serving(names).len() > 1)
}

/// The zones and calendars spans are read by, each once.
fn ids(spans: &[&Span]) -> Vec<NamesId> {
    let mut ids: Vec<NamesId> = Vec::new();
    for period in spans.iter().flat_map(|span| span.periods()) {
        ids.push(period.zone);
        ids.add_all(period.asks_calendar().then_some(period.calendar));
    }
    order::sort_once(&mut ids);
    ids
}

fn data(both: &Both, before: Vec<String>, after: &[String]) -> Vec<String> {
    let only = |own: &[String], other: &[String]| -> Vec<String> {
        own.iter().filter(|name| !other.contains(name)).cloned().gather()
    };
    let mut all = only(&before, after);
    all.add_all(only(after, &before));
    all.add_all(before.into_iter().filter(|name| both::differs(&both.old, &both.new, name)));
    order::sort_once(&mut all);
    all
}

fn names(world: &World<'_>, spans: &[&Span]) -> Vec<String> {
    let served = |names: NamesId| world.serving(names).into_iter().flatten().map(str::to_owned);
    ids(spans).into_iter().flat_map(served).gather()
}
