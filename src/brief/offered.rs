//! What the buyer gets of what each layer grants: as `layer` has it.

use std::borrow::Cow;

use crate::brief::chosen::{self, ByRules, Chosen, Cost, Terms};
use crate::brief::matched::{Matched, Untold};
use crate::brief::subject::Subject;
use crate::brief::timed::{self, Times};
use crate::layer::{self, Granted, LayerOffer, Status};
use crate::map::Map;
use crate::matching::Choice;
use crate::term::{Term, Value};
use crate::timing::Timed;
use crate::window::{Adjusted, State};

/// What was worked out for earlier calls about the same documents.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    by_rules: ByRules,
    times: Times,
}

/// What the buyer gets.
pub(super) struct Got<'k> {
    pub(super) status: Status,
    /// How the window ends, as answers write it.
    pub(super) ends: Cow<'k, str>,
    pub(super) costs: Costs<'k>,
}

/// The terms of an answer.
pub(super) enum Costs<'k> {
    /// As rules set them.
    Set(&'k [Cost]),
    /// As several layers together give them.
    Met(Map<Term, Value>),
}

/// What the buyer gets of all layers together; `None` where no layer says anything.
pub(super) fn got<'k>(
    matched: &Matched<'_, '_>,
    subject: &Subject<'_, '_>,
    memory: &'k mut Memory,
) -> Result<Option<Got<'k>>, Untold> {
    let Memory { by_rules, times } = memory;
    match chosen::recall(by_rules, matched)? {
        [] => Ok(None),
        [one] => alone(one, subject, times).map(Some),
        several => together(several, matched, subject, times).map(Some),
    }
}

/// What the buyer gets where one layer alone says anything.
fn alone<'k>(chosen: &'k Chosen, subject: &Subject<'_, '_>, times: &'k mut Times) -> Result<Got<'k>, Untold> {
    let Some(terms) = &chosen.terms else {
        return Ok(Got { status: Status::Excluded, ends: "".into(), costs: Costs::Set(&[]) });
    };
    let time = timed::time(terms, subject, times)?;
    let status = layer::granted_status(chosen.granted, time.state);
    let costs: &[Cost] = if status == Status::Closed { &[] } else { &terms.costs };
    Ok(Got { status, ends: time.ends, costs: Costs::Set(costs) })
}

/// What the buyer gets of several layers.
fn together<'k>(
    all: &[Chosen],
    matched: &Matched<'_, '_>,
    subject: &Subject<'_, '_>,
    times: &mut Times,
) -> Result<Got<'k>, Untold> {
    let (mut offers, mut states, mut ends) = (Vec::new(), Vec::new(), Vec::new());
    for Chosen { layer, granted, terms } in all {
        let (mut state, mut end, mut offered) = (State::Closed, String::new(), None);
        if let Some(terms) = terms {
            let time = timed::time(terms, subject, times)?;
            let timed = Timed {
                ran: None,
                timing: Some(time.timing),
                opens_exactly: false,
                state: time.state,
                unknown: Vec::new(),
                read: Vec::new(),
            };
            (state, end) = (time.state, time.ends.into_owned());
            offered = Some(grant(terms, timed, matched, subject).ok_or(Untold)?);
        }
        let granted = Choice { value: Value::Granted(*granted), rules: Vec::new() };
        offers.push(LayerOffer { layer: *layer, granted, terms: offered });
        states.push(state);
        ends.push(end);
    }
    let reading = layer::meet(&offers, &states);
    let ends = reading.shown.and_then(|position| ends.into_iter().nth(position)).unwrap_or_default();
    Ok(Got { status: reading.status, ends: ends.into(), costs: Costs::Met(reading.terms) })
}

/// What a layer grants, as the module sees it that lets layers meet.
fn grant<'m>(
    terms: &Terms,
    timed: Timed<'m>,
    matched: &Matched<'_, '_>,
    subject: &Subject<'_, '_>,
) -> Option<Granted<'m>> {
    let mut costs = Map::new();
    for Cost { term, rule, .. } in &terms.costs {
        let value = layer::plain(subject.world(), matched.value(*rule, *term)?);
        costs.insert(*term, Choice { value, rules: Vec::new() });
    }
    let Value::Window(window) = matched.value(terms.window, Term::Window)? else { return None };
    Some(Granted {
        window_rules: Vec::new(),
        adjusting_rules: Vec::new(),
        window: Adjusted { window: window.clone(), changes: terms.changes.clone() },
        timed,
        used: Map::new(),
        used_up: false,
        costs,
    })
}
