//! Reads the answer in one world, where nothing that matters is missing.

use crate::answer::{Costs, Improvement, LayerReading, Phase};
use crate::compile::RuleId;
use crate::day::Instant;
use crate::during;
use crate::gather::AddAll;
use crate::json::write::Written;
use crate::layer::{self, Granted, LayerOffer, Reading, Status, When};
use crate::map::Map;
use crate::order;
use crate::shown::Writer;
use crate::term::{Grant, Term, Value};
use crate::timing::{self, Timed};
use crate::window::{End, State, Timing, Unknown};
use crate::world::World;
use crate::write;

/// The answer in one world, where nothing that matters is missing.
#[derive(Debug, Clone)]
pub(crate) struct Leaf {
    pub(crate) status: Status,
    pub(crate) terms: Costs,
    pub(crate) window: Option<Written>,
    pub(crate) improved: Vec<Written>,
    pub(crate) phases: Vec<Written>,
    pub(crate) layers: Vec<LayerReading>,
    pub(crate) because: Vec<Written>,
    /// What would have to be known to tell more exactly, with each part of the answer that hangs on it.
    pub(crate) unknown: Vec<(Unknown, &'static str)>,
    /// When it changes, facts unchanged.
    pub(crate) next: Option<Instant>,
}

/// Reads what the layers offer in one world.
pub(crate) fn read(world: &World<'_>, offers: &[LayerOffer<'_>], when: &When) -> Leaf {
    let (states, reading) = first(offers, when);
    let changes = changes(world, offers, when);
    let mut before = (reading.status, reading.terms.clone());
    let mut next = None;
    let mut phases: Vec<(Instant, Reading)> = Vec::new();
    for change in changes {
        let Some(then) = offers_at(world, when, change) else { break };
        let offers = then.as_deref().unwrap_or(offers);
        let later = states_at(offers, when, Some(change));
        let reading = layer::meet(offers, &later);
        let after = (reading.status, reading.terms.clone());
        if later != states || after != before {
            next = next.or(Some(change));
        }
        if after != before {
            phases.push((change, reading));
            before = after;
        }
    }
    let zone = offers.iter().find_map(|offer| world.zone_of(offer.terms.as_ref()?.window.zone()));
    let writer = Writer { world, when };
    let stamp = |instant: Instant| zone.map_or_else(|| crate::zone::write_utc(instant), |zone| zone.write(instant));
    let mut written_phases = Vec::new();
    for (index, (from, reading)) in phases.iter().enumerate() {
        written_phases.push(Written::of(&Phase {
            from: stamp(*from),
            until: phases.get(index.saturating_add(1)).map(|(until, _)| stamp(*until)),
            status: reading.status.text(),
            terms: writer.costs(&reading.terms),
        }));
    }
    let mut improved = Vec::new();
    for (term, position, declared) in &reading.improved {
        improved.add(improvement(&writer, offers, *term, *position, declared));
    }
    let mut layers = Vec::new();
    for (offer, state) in offers.iter().zip(&states) {
        layers.push(layer_reading(&writer, offer, *state));
    }
    let shown = reading.shown.and_then(|position| offers.get(position)).and_then(|offer| offer.terms.as_ref());
    Leaf {
        status: reading.status,
        window: shown.map(|granted| writer.window(granted)),
        improved,
        phases: written_phases,
        layers,
        because: because(world, offers, &states),
        unknown: unknown(&writer, offers, &reading),
        terms: writer.costs(&reading.terms),
        next,
    }
}

/// The state of every window at the moment that is read, and what the buyer gets then.
pub(crate) fn first(offers: &[LayerOffer<'_>], when: &When) -> (Vec<State>, Reading) {
    let states = states_at(offers, when, begun(offers, when));
    let reading = layer::meet(offers, &states);
    (states, reading)
}

/// What the layers offer at a later instant: the same, unless terms change with time; `None` where that is not known.
fn offers_at<'w>(world: &World<'w>, when: &When, later: Instant) -> Option<Option<Vec<LayerOffer<'w>>>> {
    let When::At(_, acts) = when else { return Some(None) };
    let when = When::At(later, acts.clone());
    let (then, _) = during::resolved(world, &when);
    if then.assumed == world.assumed { Some(None) } else { layer::offers(&then, &when).ok().map(Some) }
}

/// Before purchase, the instant at which every window has begun, where all of them can be timed; what is read is what
/// holds then.
fn begun(offers: &[LayerOffer<'_>], when: &When) -> Option<Instant> {
    if matches!(when, When::At(..)) {
        return None;
    }
    let mut latest: Option<Instant> = None;
    for granted in offers.iter().filter_map(|offer| offer.terms.as_ref()) {
        let opens = granted.timed.timing?.opens;
        latest = latest.max(opens.map(|opens| opens.most.unwrap_or(opens.least)));
    }
    latest
}

/// The state of every offer's window, now or at a later instant.
fn states_at(offers: &[LayerOffer<'_>], when: &When, later: Option<Instant>) -> Vec<State> {
    let state = |offer: &LayerOffer<'_>| match (&offer.terms, later, when) {
        (None, ..) => State::Closed,
        (Some(granted), ..) if granted.used_up => State::Closed,
        (Some(granted), Some(_), When::At(_, acts)) if acts.contains_key(&granted.window.window.act) => {
            granted.timed.state
        }
        // Before purchase a window that waits for a later event is taken to have begun, like all others.
        (
            Some(Granted { timed: Timed { timing: Some(Timing { opens: None, .. }), .. }, .. }),
            _,
            When::BeforePurchase,
        ) => State::Open,
        (Some(granted), Some(later), _) => {
            granted.timed.timing.map_or(granted.timed.state, |timing| timing.state(later))
        }
        (Some(granted), ..) => granted.timed.state,
    };
    let mut states = Vec::new();
    for offer in offers {
        states.push(state(offer));
    }
    states
}

/// The later instants at which a window opens or closes.
fn changes(world: &World<'_>, offers: &[LayerOffer<'_>], when: &When) -> Vec<Instant> {
    let lasting = offers.iter().filter_map(|offer| offer.terms.as_ref().filter(|granted| !granted.used_up));
    let timings = lasting.filter_map(|granted| granted.timed.timing);
    let after = match when {
        When::At(at, _) => Some(*at),
        When::BeforePurchase => begun(offers, when),
    };
    let later = |instant: &Instant| after.is_some_and(|after| *instant > after);
    let mut changes = during::changes(world, when);
    for timing in timings {
        match timing.end {
            End::After(_, until) => changes.push(until),
            End::Uncertain { least, most } => {
                changes.push(least);
                changes.add(most);
            }
            End::Never | End::NotYet => {}
        }
        if let Some(opens) = timing.opens {
            changes.push(opens.least);
            changes.add(opens.most);
        }
    }
    changes.retain(later);
    order::sort_once(&mut changes);
    changes
}

/// What would have to be known, with each part that hangs on it.
fn unknown(writer: &Writer<'_, '_>, offers: &[LayerOffer<'_>], reading: &Reading) -> Vec<(Unknown, &'static str)> {
    let mut all: Vec<(Unknown, &'static str)> = Vec::new();
    for granted in offers.iter().filter_map(|offer| offer.terms.as_ref()) {
        let mut affects = Vec::new();
        if reading.status == Status::Depends {
            affects.push("status");
        }
        affects.push("window");
        affects.add_all(reading.doubtful.iter().map(|term| term.text()));
        for unknown in &granted.timed.unknown {
            all.add_all(affects.iter().map(|part| (unknown.clone(), *part)));
        }
    }
    if matches!(writer.when, When::At(..)) {
        for (term, value) in &reading.terms {
            let Some(span) = value.span() else { continue };
            for unknown in timing::date(writer.world, span).1 {
                all.push((unknown, term.text()));
            }
        }
    }
    all
}

fn layer_reading(writer: &Writer<'_, '_>, offer: &LayerOffer<'_>, state: State) -> LayerReading {
    let document = offer.granted.rules.first().and_then(|rule| writer.world.compiled.rule(*rule));
    let terms = offer.terms.as_ref();
    let status = layer::status(offer, state);
    // What is over or excluded costs nothing: its terms say nothing about the offer.
    let mut costs = Costs::default();
    if let (Some(granted), false) = (terms, matches!(status, Status::Closed | Status::Excluded)) {
        for (term, choice) in &granted.costs {
            writer.add_cost(*term, &choice.value, &mut costs);
        }
    }
    LayerReading {
        layer: offer.layer.text(),
        document: document.map(|(document, _)| document.id.clone()).unwrap_or_default(),
        status: status.text(),
        window: terms.map(|granted| writer.window(granted)),
        terms: costs,
    }
}

fn improvement(
    writer: &Writer<'_, '_>,
    offers: &[LayerOffer<'_>],
    term: Term,
    position: usize,
    declared: &Option<Value>,
) -> Option<Written> {
    let rule = offers.get(position)?.granted.rules.first()?;
    let (document, _) = writer.world.compiled.rule(*rule)?;
    let mut costs = Costs::default();
    if let Some(value) = declared {
        writer.add_cost(term, value, &mut costs);
    }
    Some(Written::of(&Improvement { term: term.text(), document: &document.id, declared: costs }))
}

/// Every rule that took part, sorted by layer, document and rule.
fn because(world: &World<'_>, offers: &[LayerOffer<'_>], states: &[State]) -> Vec<Written> {
    let mut parts: Map<RuleId, (&'static str, Vec<&'static str>)> = Map::new();
    for (offer, state) in offers.iter().zip(states) {
        let mut add = |rules: &[RuleId], term: &'static str, code: &'static str| {
            for rule in rules {
                parts.change(*rule, |(said, terms)| {
                    // Two offers of one layer may share a rule.
                    if !terms.contains(&term) {
                        terms.push(term);
                    }
                    // The window says more than the grant, and both say more than the other terms.
                    if said.is_empty() || code.starts_with("window-") && *said != "excluded" {
                        *said = code;
                    }
                });
            }
        };
        let grant = match (&offer.terms, &offer.granted.value) {
            (None, _) => "excluded",
            (_, Value::Granted(Grant::Review)) => "review",
            _ => "granted",
        };
        add(&offer.granted.rules, Term::Granted.text(), grant);
        let Some(granted) = &offer.terms else { continue };
        let code = match state {
            State::Open => "window-open",
            State::NotStarted => "window-not-started",
            State::Closed if granted.used_up => "window-used-up",
            State::Closed => "window-closed",
            State::Unknown => "window-unknown",
        };
        add(&granted.window_rules, Term::Window.text(), code);
        add(&granted.adjusting_rules, Term::Window.text(), "window-adjusted");
        for (term, choice) in &granted.costs {
            add(&choice.rules, term.text(), "terms");
        }
    }
    let mut written = Vec::new();
    for (rule, (code, sets)) in parts {
        written.add(write::because(world, rule, code, sets, offers));
    }
    order::sort_once(&mut written);
    written
}
