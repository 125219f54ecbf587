//! How two answers differ, term by term.

use crate::diff::both::Both;
use crate::diff::course::{self, Step};
use crate::diff::places::Places;
use crate::diff::seen::Seen;
use crate::diff::{Buyer, Change, effect, judge};
use crate::gather::AddAll;
use crate::term::{Grant, Term};

/// Two versions of what is compared.
type Sides<'c, 's, 'w> = [&'c Seen<'s, 'w>; 2];

/// How two answers differ.
#[derive(Default)]
pub(crate) struct Compared {
    /// Every term in which they do.
    pub(crate) changes: Vec<Change>,
    /// Whether zones or calendars hang on where the buyer is, so that other markets may give other changes. Answers that
    /// are the same all over hang on nothing.
    pub(crate) needs_market: bool,
}

/// Compares two answers.
pub(crate) fn compare(both: &Both, sides: Sides<'_, '_, '_>) -> Compared {
    let [old, new] = sides;
    let mut compared = Compared::default();
    compared.windows(both, sides);
    // What costs nothing because nothing is granted is no better.
    let is_granted = old.grant != Grant::No && new.grant != Grant::No;
    for term in [&[Term::Granted], Term::COSTS].concat() {
        if is_granted || term == Term::Granted {
            compared.term(both, term, sides);
        }
    }
    compared.needs_market |= !compared.changes.is_empty() && (old.unsettled || new.unsettled);
    compared
}

impl Compared {
    /// The window of what is granted in one version only is better or worse than none.
    fn windows(&mut self, both: &Both, sides: Sides<'_, '_, '_>) {
        let [old, new] = sides;
        let [before, after] = sides.map(|seen| seen.window(false));
        let change =
            Change { term: Term::Window, old: before, new: after, phases: None, buyer: Buyer::Other, data: Vec::new() };
        let (before, after) = match (old.shown, new.shown) {
            (None, None) => return,
            (None, Some(_)) => return self.changes.push(Change { buyer: Buyer::Better, ..change }),
            (Some(_), None) => return self.changes.push(Change { buyer: Buyer::Worse, ..change }),
            (Some(before), Some(after)) => (&before.window, &after.window),
        };
        let plain = [effect::plain(old.world, before), effect::plain(new.world, after)];
        let lasting = sides.map(|seen| seen.courses.windows());
        let spans = [(before, lasting[0]), (after, lasting[1])]
            .map(|(shown, steps)| [vec![&shown.window.span], course::spans(steps)].concat());
        let places = Places::new(both, sides.map(|seen| seen.world), &spans);
        if plain[0] == plain[1] && lasting[0] == lasting[1] && !places.moves {
            return;
        }
        // A zone is of interest where it is another one.
        let is_elsewhere = old.world.plain(before.zone()) != new.world.plain(after.zone());
        self.needs_market |= places.needs_market || (is_elsewhere && places.is_open);
        let buyer = if places.data.is_empty() { judge::windows(lasting) } else { Buyer::Other };
        let is_all = |steps: &[Step<'_, '_>], plain| matches!(steps, [one] if one.end() == Some(plain));
        let is_plain = is_all(lasting[0], &plain[0]) && is_all(lasting[1], &plain[1]);
        let (before, after) = (old.window(is_elsewhere), new.window(is_elsewhere));
        let phases = (before == after && !is_plain).then(|| lasting.map(course::write));
        self.changes.push(Change { old: before, new: after, phases, buyer, data: places.data, ..change });
    }

    fn term(&mut self, both: &Both, term: Term, sides: Sides<'_, '_, '_>) {
        let values = sides.map(|seen| seen.value(term));
        let courses = sides.map(|seen| seen.courses.of(term));
        let spans = [0, 1].map(|side| {
            let mut spans = courses.get(side).map(|course| course::spans(course)).unwrap_or_default();
            spans.add(values.get(side).and_then(|value| value.as_ref()?.span()));
            spans
        });
        let places = Places::new(both, sides.map(|seen| seen.world), &spans);
        let ([before, after], [first, second]) = (&values, &courses);
        if before == after && first == second && !places.moves {
            return;
        }
        self.needs_market |= places.needs_market;
        let is_one = first.len() < 2 && second.len() < 2;
        let buyer = match (places.data.is_empty(), is_one) {
            (false, _) => Buyer::Other,
            (true, true) => effect::buyer(judge::values(before.as_ref(), after.as_ref())),
            (true, false) => judge::courses(first, second),
        };
        let [old, new] = sides.map(|seen| seen.write(term));
        let phases = (old == new && !is_one).then(|| [course::write(first), course::write(second)]);
        self.changes.push(Change { term, old, new, phases, buyer, data: places.data });
    }
}
