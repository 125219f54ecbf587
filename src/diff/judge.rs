//! Which of two versions is better for the buyer, over all the time that an answer speaks of.

use std::cmp::Ordering;

use crate::diff::Buyer;
use crate::diff::course::Step;
use crate::diff::effect::{self, Compared};
use crate::gather::Gather;
use crate::term::{self, Burden, Value};
use crate::window::Adjusted;

/// Says which windows are better for the buyer: those that have one as good as each of the others, where the others do not.
pub(crate) fn windows([old, new]: [&[Step<'_, '_>]; 2]) -> Buyer {
    let is_as_good =
        |one: &Adjusted, other: &Adjusted| !matches!(effect::compare(one, other), Some(Ordering::Less) | None);
    let covers = |some: &[Step<'_, '_>], all: &[Step<'_, '_>]| {
        all.iter()
            .filter_map(Step::end)
            .all(|one| some.iter().filter_map(Step::end).any(|other| is_as_good(one, other)))
    };
    match (covers(new, old), covers(old, new)) {
        (true, false) => Buyer::Better,
        (false, true) => Buyer::Worse,
        _ => Buyer::Other,
    }
}

/// Says which course is better for the buyer: one that is worse at no time, as far as times can be compared.
pub(crate) fn courses(old: &[Step<'_, '_>], new: &[Step<'_, '_>]) -> Buyer {
    let pair = |(a, b): (&Step<'_, '_>, &Step<'_, '_>)| values(a.value.as_ref(), b.value.as_ref());
    let is_alone = old.iter().chain(new).any(Step::is_alone);
    let compared: Vec<Compared> = match (old, new) {
        ([one], all) => all.iter().map(|other| pair((one, other))).gather(),
        (all, [one]) => all.iter().map(|other| pair((other, one))).gather(),
        _ if is_alone => {
            let is_beside = old.len() == new.len() && old.iter().zip(new).all(|(a, b)| a.is_beside(b));
            if is_beside { old.iter().zip(new).map(pair).gather() } else { vec![None] }
        }
        _ => {
            let ends = old.iter().chain(new).map(Step::end);
            ends.map(|end| pair((at(old, end)?, at(new, end)?))).gather()
        }
    };
    effect::buyer(effect::together(&compared))
}

/// The step that holds until this window ends; nothing where that hangs on facts.
fn at<'t, 's, 'w>(steps: &'t [Step<'s, 'w>], end: Option<&Adjusted>) -> Option<&'t Step<'s, 'w>> {
    for step in steps {
        let (Some(own), Some(end)) = (step.end(), end) else {
            if step.end().is_none() { return Some(step) } else { continue }
        };
        if effect::ends(end, own)? != Ordering::Less {
            return Some(step);
        }
    }
    None
}

/// How the second of two values is to the first for the buyer, as layers that meet have it.
pub(crate) fn values(old: Option<&Value>, new: Option<&Value>) -> Compared {
    match (old, new) {
        (old, new) if old == new => Some(Ordering::Equal),
        // It is the same to the buyer which other pays.
        (Some(Value::ReturnShipping(old)), Some(Value::ReturnShipping(new)))
            if old.payer != "buyer" && new.payer != "buyer" && old.fee == new.fee =>
        {
            Some(Ordering::Equal)
        }
        // An earlier day is better.
        (Some(Value::Due(old)), Some(Value::Due(new))) => effect::spans(new, old),
        (Some(Value::Burden(Burden::SellerWithin(old))), Some(Value::Burden(Burden::SellerWithin(new)))) => {
            effect::spans(old, new)
        }
        (Some(old), Some(new)) => match (term::better(old, new), term::better(new, old)) {
            (one, other) if one == *new && other == *new => Some(Ordering::Greater),
            (one, other) if one == *old && other == *old => Some(Ordering::Less),
            _ => None,
        },
        _ => None,
    }
}
