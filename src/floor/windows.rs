//! Windows with what may change them: every set of changes that some order has.

use crate::compile::RuleId;
use crate::condition::{Cell, Undecided};
use crate::floor::message::Found;
use crate::floor::prover::{Both, Prover, Sides};
use crate::floor::search::Question;
use crate::floor::side::{Adjuster, Piece, Side};
use crate::gather::{AddAll, Gather};
use crate::period::Changes;
use crate::policy::Window;
use crate::window::Adjusted;

/// How many rules may change one window before it is given up.
const MOST_ADJUSTERS: usize = 12;

/// What stays the same while orders are split by what changes the windows.
struct Split<'s, 'q, 'c> {
    both: &'s Both<'q, 'c>,
    declared: &'s Window,
    required: &'s Window,
    sides: Sides<'s, 'c>,
}

/// A rule that may change a window, and whether it is declared.
type May<'a, 'c> = (bool, &'a Adjuster<'c>);

impl<'c> Prover<'c> {
    /// Windows with what may change them: where all that helps the declared one is left out and all that helps the other one is
    /// taken, or else for every set of changes by itself.
    pub(super) fn prove_window(
        &mut self,
        both: &Both<'_, 'c>,
        (declared, required): (&Window, &Window),
        sides: Sides<'_, 'c>,
    ) -> Result<Option<Found>, Undecided> {
        let Some(own) = both.declared else { return Ok(None) };
        let near = |side: &Side<'c>, piece: &Piece<'c>| -> Vec<Adjuster<'c>> {
            let meets = |adjuster: &Adjuster<'c>| {
                let region = self.search.regions.get(adjuster.rule);
                adjuster.group <= piece.group
                    && region.is_some_and(|region| region.meets(&own.region) && region.meets(&both.required.region))
            };
            side.adjusters().into_iter().filter(meets).gather()
        };
        let (ours, theirs) = (near(&sides.declared.side, own), near(&sides.required.side, both.required));
        if !ours.is_empty() || !theirs.is_empty() {
            let mut worst = changed(declared, &ours);
            worst.changes.add = Changes::default().add;
            worst.changes.at_least_until = None;
            let mut best = changed(required, &theirs);
            best.changes.caps = Vec::new();
            if self.is_proved(both, &worst, &best)? {
                return Ok(None);
            }
        }
        if ours.len().saturating_add(theirs.len()) > MOST_ADJUSTERS {
            return Err(Undecided);
        }
        let all: Vec<May<'_, 'c>> =
            ours.iter().map(|one| (true, one)).chain(theirs.iter().map(|one| (false, one))).gather();
        let question = self.question(both);
        self.split(&Split { both, declared, required, sides }, &all, &[], question)
    }

    fn split<'q>(
        &mut self,
        split: &Split<'_, 'q, 'c>,
        rest: &[May<'_, 'c>],
        held: &[May<'_, 'c>],
        question: Question<'q>,
    ) -> Result<Option<Found>, Undecided>
    where
        'c: 'q,
    {
        let Some(((ours, adjuster), rest)) = rest.split_first() else {
            let of = |side: bool| -> Vec<Adjuster<'c>> {
                held.iter().filter(|(own, _)| *own == side).map(|(_, one)| (*one).clone()).gather()
            };
            let windows = (changed(split.declared, &of(true)), changed(split.required, &of(false)), false);
            let found = self.judge(split.both, windows, split.sides, &question)?;
            let changed_by: Vec<RuleId> = held.iter().map(|(_, one)| one.rule).gather();
            return Ok(found.map(|found| Found { changed_by, ..found }));
        };
        if self.search.find(&question, &Cell::default())?.is_none() {
            return Ok(None);
        }
        let regions = self.search.regions;
        let region = |rule: RuleId| regions.get(rule);
        let mut with = held.to_vec();
        with.push((*ours, adjuster));
        let mut holds = question.clone();
        holds.inside.add_all(region(adjuster.rule));
        let mut branches: Vec<(Vec<May<'_, 'c>>, Question<'q>)> = Vec::new();
        for silencer in &adjuster.silenced_by {
            let mut silenced = holds.clone();
            silenced.inside.add_all(region(*silencer));
            branches.push((held.to_vec(), silenced));
        }
        holds.outside.add_all(adjuster.silenced_by.iter().copied());
        branches.push((with, holds));
        let mut fails = question;
        fails.outside.push(adjuster.rule);
        branches.push((held.to_vec(), fails));
        let mut undecided = false;
        for (held, question) in branches {
            match self.split(split, rest, &held, question) {
                Ok(None) => {}
                Ok(found) => return Ok(found),
                Err(Undecided) => undecided = true,
            }
        }
        if undecided { Err(Undecided) } else { Ok(None) }
    }
}

fn changed(window: &Window, adjusters: &[Adjuster<'_>]) -> Adjusted {
    Adjusted::new(window, &adjusters.iter().map(|adjuster| adjuster.adjustment).gather())
}
