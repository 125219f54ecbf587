//! Two versions of a policy, compiled so that the atoms and names of both are the same.

use crate::by_market::{MarketNames, NamesId};
use crate::calendar::Calendar;
use crate::compile::Compiled;
use crate::dimension::Dimensions;
use crate::gather::{AddAll, Gather};
use crate::json::Json;
use crate::load::{self, Library};
use crate::problem::Problem;

/// Two versions.
#[derive(Debug)]
pub(crate) struct Both {
    /// The version before.
    pub(crate) old: Compiled,
    /// The version after.
    pub(crate) new: Compiled,
    /// By zone or calendar named: whether it says something else in the two versions.
    pub(crate) moving: Vec<bool>,
}

impl Both {
    /// Reads, checks and compiles both; every problem of both is reported.
    pub(crate) fn compile(old: &str, new: &str) -> Result<Self, Vec<Problem>> {
        let checked = [("/old", load::load(old)), ("/new", load::load(new))];
        let mut problems = Vec::new();
        for (side, problem) in checked.into_iter().filter_map(|(side, checked)| Some((side, checked.err()?))) {
            problems.add_all(problem.into_iter().map(|problem| Problem {
                path: format!("{side}{}", problem.path),
                also: problem.also.map(|also| format!("{side}{also}")),
                ..problem
            }));
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let json = |text| Json::parse(text).map_err(|problem| vec![problem]);
        let (old, new) = (json(old)?, json(new)?);
        let mut old = load::read(&old, &mut problems);
        let named = Library { names: old.names.clone(), ..Library::default() };
        let new = load::read_into(named, &new, &mut problems);
        old.names.clone_from(&new.names);
        let (old_dimensions, new_dimensions) = Dimensions::collect_both(&old.policies, &new.policies, &new.names);
        let (old, new) = (Compiled::over(old, old_dimensions), Compiled::over(new, new_dimensions));
        let moving = (0..old.names.len()).map(|names| is_moving(&old, &new, names)).gather();
        Ok(Self { old, new, moving })
    }

    /// Says whether a zone or calendar, or one of those by market, says something else in the two versions.
    pub(crate) fn is_moving(&self, names: NamesId) -> bool {
        self.moving.get(names).copied().unwrap_or(true)
    }
}

fn is_moving(old: &Compiled, new: &Compiled, names: NamesId) -> bool {
    let (Some(before), Some(after)) = (old.names.get(names), new.names.get(names)) else { return true };
    let all = match before {
        MarketNames::Same(name) => vec![name.as_deref()],
        MarketNames::ByAtom(names) => names.iter().map(Option::as_deref).gather(),
    };
    before != after || all.into_iter().flatten().any(|name| differs(old, new, name))
}

/// Says whether a zone or calendar of this name has other contents in the two versions.
///
/// What only one of two calendars knows, because it reaches further, is no difference.
pub(crate) fn differs(old: &Compiled, new: &Compiled, name: &str) -> bool {
    let zones = match (old.zones.get(name), new.zones.get(name)) {
        (Some(before), Some(after)) => before != after,
        _ => false,
    };
    let calendars = match (old.calendars.get(name), new.calendars.get(name)) {
        (Some(before), Some(after)) => !same_days(before, after),
        _ => false,
    };
    zones || calendars
}

fn same_days(a: &Calendar, b: &Calendar) -> bool {
    let (first, last) = (a.known.0.max(b.known.0), a.known.1.min(b.known.1));
    let known = |day: &chrono::NaiveDate| (first..=last).contains(day);
    let holidays =
        |calendar: &Calendar| -> Vec<chrono::NaiveDate> { calendar.holidays.keys().copied().filter(known).gather() };
    let workdays =
        |calendar: &Calendar| -> Vec<chrono::NaiveDate> { calendar.workdays.iter().copied().filter(known).gather() };
    a.weekend == b.weekend && holidays(a) == holidays(b) && workdays(a) == workdays(b)
}
