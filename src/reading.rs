//! Reads the answer in one world, where nothing that matters is missing.

use std::collections::BTreeMap;

use crate::answer::{self, Because, Costs, Improvement, LayerReading, Phase};
use crate::compile::RuleId;
use crate::day::{self, Instant, Length};
use crate::layer::{self, Granted, LayerOffer, Reading, Status, When};
use crate::term::{Fee, Grant, Term, Value};
use crate::window::{End, State};
use crate::world::{Event, World};
use crate::write;

/// The answer in one world, where nothing that matters is missing.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Leaf {
    pub(crate) status: Status,
    pub(crate) terms: BTreeMap<Term, Value>,
    pub(crate) window: Option<answer::Window>,
    pub(crate) improved: Vec<Improvement>,
    pub(crate) phases: Vec<Phase>,
    pub(crate) layers: Vec<LayerReading>,
    pub(crate) because: Vec<Because>,
    pub(crate) calendars: Vec<String>,
    pub(crate) doubtful: Vec<Term>,
    pub(crate) next: Option<Instant>,
}

/// Reads what the layers offer in one world.
pub(crate) fn read(world: &World<'_>, offers: &[LayerOffer], when: &When) -> Leaf {
    let states = states_at(offers, when, begun(offers, when));
    let reading = layer::meet(offers, &states);
    let changes = changes(offers, when);
    let mut before = (reading.status, reading.terms.clone());
    let mut next = None;
    let mut phases: Vec<(Instant, Reading)> = Vec::new();
    for change in changes {
        let later = states_at(offers, when, Some(change));
        if later != states {
            next = next.or(Some(change));
        }
        let reading = layer::meet(offers, &later);
        let after = (reading.status, reading.terms.clone());
        if after != before {
            phases.push((change, reading));
            before = after;
        }
    }
    let zone_of = |offer: &LayerOffer| world.zone(offer.terms.as_ref()?.document);
    let zone = offers.iter().find_map(zone_of);
    let stamp = |instant: Instant| zone.map_or_else(|| crate::zone::write_utc(instant), |zone| zone.write(instant));
    let phases = phases.iter().enumerate().map(|(index, (from, reading))| Phase {
        from: stamp(*from),
        until: phases.get(index.saturating_add(1)).map(|(until, _)| stamp(*until)),
        status: reading.status.text(),
        terms: costs(&reading.terms),
    });
    let shown = reading.shown.and_then(|position| offers.get(position)).and_then(|offer| offer.terms.as_ref());
    Leaf {
        status: reading.status,
        window: shown.map(|granted| window(world, granted, when)),
        improved: reading
            .improved
            .iter()
            .filter_map(|(term, position, declared)| improvement(world, offers, *term, *position, declared))
            .collect(),
        phases: phases.collect(),
        layers: offers.iter().zip(&states).map(|(offer, state)| layer_reading(world, offer, *state, when)).collect(),
        because: because(world, offers, &states),
        calendars: offers.iter().filter_map(|offer| offer.terms.as_ref()?.timed.calendar.clone()).collect(),
        doubtful: reading.doubtful,
        terms: reading.terms,
        next,
    }
}

/// Before purchase, the instant at which every window has begun, where all of them can be timed; what is read is what
/// holds then.
fn begun(offers: &[LayerOffer], when: &When) -> Option<Instant> {
    let mut timings = offers.iter().filter_map(|offer| offer.terms.as_ref()).map(|granted| granted.timed.timing);
    match when {
        When::At(..) => None,
        When::BeforePurchase => {
            timings.try_fold(None, |latest: Option<Instant>, timing| Some(latest.max(timing?.opens))).flatten()
        }
    }
}

/// The state of every offer's window, now or at a later instant.
fn states_at(offers: &[LayerOffer], when: &When, later: Option<Instant>) -> Vec<State> {
    let state = |offer: &LayerOffer| match (&offer.terms, later, when) {
        (None, ..) => State::Closed,
        (Some(granted), Some(_), When::At(_, acts)) if acts.contains_key(&granted.window.window.act) => {
            granted.timed.state
        }
        (Some(granted), Some(later), _) => {
            granted.timed.timing.map_or(granted.timed.state, |timing| timing.state(later))
        }
        (Some(granted), ..) => granted.timed.state,
    };
    offers.iter().map(state).collect()
}

/// The later instants at which a window opens or closes.
fn changes(offers: &[LayerOffer], when: &When) -> Vec<Instant> {
    let timings = offers.iter().filter_map(|offer| offer.terms.as_ref()?.timed.timing);
    let instants = timings.flat_map(|timing| match timing.end {
        End::After(_, until) => [timing.opens, Some(until), None],
        End::Uncertain { least, most } => [timing.opens, Some(least), most],
        End::Never | End::NotYet => [timing.opens, None, None],
    });
    let after = match when {
        When::At(at, _) => Some(*at),
        When::BeforePurchase => begun(offers, when),
    };
    let later = |instant: &Instant| after.is_some_and(|after| *instant > after);
    let mut changes: Vec<Instant> = instants.flatten().filter(later).collect();
    changes.sort_unstable();
    changes.dedup();
    changes
}

/// Writes a window as the answer shows it.
fn window(world: &World<'_>, granted: &Granted, when: &When) -> answer::Window {
    let zone = world.zone(granted.document);
    let adjusted = &granted.window;
    let timing = granted.timed.timing;
    let last = match timing.map(|timing| timing.end) {
        Some(End::After(last, until)) => Some((last, until)),
        _ => None,
    };
    let length = match (adjusted.window.span, adjusted.length()) {
        (crate::policy::Span::Unlimited, _) => Some("unlimited".to_owned()),
        (_, length) => length.map(|length| length.to_string()),
    };
    let left = |last: chrono::NaiveDate| match when {
        When::At(at, _) => {
            let today = zone?.day_of(*at)?;
            (today <= last).then(|| day::day_number(last).saturating_sub(day::day_number(today)))
        }
        When::BeforePurchase => None,
    };
    let fixed = adjusted.fixed_day().map(|day| day.to_string());
    // Only where no last day says it: what a length from an unknown day will be held to.
    let open_ended = last.is_none() && fixed.is_none();
    let started = granted.timed.start.and_then(|(anchor, event)| {
        let day = match event {
            Event::At(day::Moment::Day(day)) => day,
            Event::At(day::Moment::Instant(instant)) => zone?.day_of(instant)?,
            _ => return None,
        };
        Some(answer::Started { anchor: crate::fact::definition(anchor).name, day: day.to_string() })
    });
    answer::Window {
        length,
        from: adjusted
            .window
            .from
            .iter()
            .map(|(anchor, offset)| answer::Anchor {
                anchor: crate::fact::definition(*anchor).name,
                offset: (*offset != Length::default()).then(|| offset.to_string()),
            })
            .collect(),
        at_least_until: adjusted.at_least_until.filter(|_| open_ended).map(|day| day.to_string()),
        cap: adjusted.caps.iter().min().filter(|_| open_ended).map(Length::to_string),
        started,
        opens_at: timing
            .filter(|_| granted.timed.opens_exactly)
            .and_then(|timing| timing.opens)
            .and_then(|opens| Some(zone?.write(opens))),
        last_day: last.map(|(last, _)| last.to_string()).or(fixed),
        ends_before: last.and_then(|(_, until)| Some(zone?.write(until))),
        days_left: last.and_then(|(last, _)| left(last)),
        zone: zone.map(|zone| zone.id.clone()),
        act: adjusted.window.act.text(),
    }
}

fn layer_reading(world: &World<'_>, offer: &LayerOffer, state: State, when: &When) -> LayerReading {
    let document = offer.granted.rules.first().and_then(|rule| world.compiled.rule(*rule));
    let terms = offer.terms.as_ref();
    let status = layer::status(offer, state);
    // What is over or excluded costs nothing: its terms say nothing about the offer.
    let costly = terms.filter(|_| !matches!(status, Status::Closed | Status::Excluded));
    let chosen =
        costly.map(|granted| granted.costs.iter().map(|(term, choice)| (*term, choice.value.clone())).collect());
    LayerReading {
        layer: offer.layer.text(),
        document: document.map(|(document, _)| document.id.clone()).unwrap_or_default(),
        status: status.text(),
        window: terms.map(|granted| window(world, granted, when)),
        terms: costs(&chosen.unwrap_or_default()),
    }
}

fn improvement(
    world: &World<'_>,
    offers: &[LayerOffer],
    term: Term,
    position: usize,
    declared: &Option<Value>,
) -> Option<Improvement> {
    let rule = offers.get(position)?.granted.rules.first()?;
    let (document, _) = world.compiled.rule(*rule)?;
    let declared = declared.iter().map(|value| (term, value.clone())).collect();
    Some(Improvement { term: term.text(), document: document.id.clone(), declared: costs(&declared) })
}

/// Writes terms as the answer shows them.
pub(crate) fn costs(terms: &BTreeMap<Term, Value>) -> Costs {
    let mut costs = Costs::default();
    for value in terms.values() {
        match value {
            Value::ReturnShipping(shipping) => {
                costs.return_shipping = Some(answer::Shipping {
                    payer: shipping.payer.clone(),
                    fee: shipping.fee.clone(),
                    up_to: shipping.up_to.clone(),
                });
            }
            Value::OutboundShipping(outbound) => costs.outbound_shipping = Some(outbound.text()),
            Value::RestockingFee(Fee::None) => costs.restocking_fee = Some(answer::Fee::None("none")),
            Value::RestockingFee(Fee::Share(rate)) => {
                costs.restocking_fee = Some(answer::Fee::Share { rate: rate.to_string() });
            }
            Value::RestockingFee(Fee::Flat(money)) => costs.restocking_fee = Some(answer::Fee::Flat(money.clone())),
            Value::Evidence(evidence) => costs.evidence = Some(evidence.iter().cloned().collect()),
            Value::Granted(_) | Value::Window(_) => {}
        }
    }
    costs
}

/// Every rule that took part, sorted by layer, document and rule.
fn because(world: &World<'_>, offers: &[LayerOffer], states: &[State]) -> Vec<Because> {
    let mut parts: BTreeMap<RuleId, (&'static str, Vec<&'static str>)> = BTreeMap::new();
    for (offer, state) in offers.iter().zip(states) {
        let mut add = |rules: &[RuleId], term: &'static str, code: &'static str| {
            for rule in rules {
                let part = parts.entry(*rule).or_insert((code, Vec::new()));
                part.1.push(term);
                // The window says more than the grant, and both say more than the other terms.
                if code.starts_with("window-") && part.0 != "excluded" {
                    part.0 = code;
                }
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
            State::Closed => "window-closed",
            State::Unknown => "window-unknown",
        };
        add(&granted.window_rules, Term::Window.text(), code);
        add(&granted.adjusting_rules, Term::Window.text(), "window-adjusted");
        for (term, choice) in &granted.costs {
            add(&choice.rules, term.text(), "terms");
        }
    }
    let written = parts.into_iter().filter_map(|(rule, (code, sets))| write::because(world, rule, code, sets, offers));
    let mut written: Vec<_> = written.collect();
    written.sort();
    written.dedup();
    written
}
