//! Decides one reason and remedy: explores what is missing and writes down the answer.

use std::collections::BTreeMap;

use crate::answer::{self, Because, Case, Costs, Improvement, LayerReading, Missing, Offer, Phase};
use crate::compile::RuleId;
use crate::day::{self, Instant};
use crate::dimension::DimensionId;
use crate::explore::{self, Explored};
use crate::layer::{self, Granted, LayerOffer, Reading, Status, When};
use crate::missing::Tree;
use crate::term::{Fee, Term, Value};
use crate::window::{End, State};
use crate::world::{Event, World};
use crate::write;

/// How many cases an answer lists before it only names the facts it hangs on.
const MOST_CASES: usize = 64;

/// The answer in one world, where nothing that matters is missing.
#[derive(Debug, Clone, PartialEq)]
struct Leaf {
    status: Status,
    terms: BTreeMap<Term, Value>,
    window: Option<answer::Window>,
    improved: Vec<Improvement>,
    phases: Vec<Phase>,
    layers: Vec<LayerReading>,
    because: Vec<Because>,
    calendars: Vec<String>,
    next: Option<Instant>,
}

/// The answer for a reason and a remedy, and the next instant at which it reads differently.
pub(crate) struct Decided {
    /// The answer.
    pub(crate) offer: Offer,
    /// When it changes, facts unchanged.
    pub(crate) next: Option<Instant>,
}

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
pub(crate) fn decide(world: &World<'_>, when: &When, asked: Asked<'_>) -> Option<Decided> {
    let leaf = |world: &World<'_>, offers: &[LayerOffer]| read(world, offers, when);
    let same =
        |a: &Leaf, b: &Leaf| (a.status, &a.window, &a.terms, &a.phases) == (b.status, &b.window, &b.terms, &b.phases);
    match explore::explore(world, when, &leaf, &same) {
        Explored::Tree(Tree::Leaf(leaf)) => {
            let silent = leaf.layers.is_empty() && leaf.because.is_empty();
            (!silent).then(|| settled(&leaf, asked))
        }
        Explored::Tree(tree) => Some(open(world, when, &tree, asked)),
        Explored::TooMany(dimensions) => Some(too_many(world, &dimensions, asked)),
    }
}

fn settled(leaf: &Leaf, asked: Asked<'_>) -> Decided {
    Decided {
        offer: Offer {
            reason: asked.reason.into(),
            remedy: asked.remedy.into(),
            component: asked.component.map(str::to_owned),
            status: leaf.status.text(),
            window: leaf.window.clone(),
            terms: costs(&leaf.terms),
            improved: leaf.improved.clone(),
            depends: calendars(leaf),
            cases: Vec::new(),
            phases: leaf.phases.clone(),
            layers: leaf.layers.clone(),
            because: leaf.because.clone(),
        },
        next: leaf.next,
    }
}

/// The calendars that do not reach far enough; they are named like missing facts.
fn calendars(leaf: &Leaf) -> Vec<Missing> {
    let missing = |calendar: &String| Missing {
        fact: format!("calendar.{calendar}"),
        path: String::new(),
        affects: if leaf.status == Status::Depends {
            vec!["status".into(), "window".into()]
        } else {
            vec!["window".into()]
        },
    };
    leaf.calendars.iter().map(missing).collect()
}

/// The answer where facts are missing that matter: what is the same in every case stands, the rest depends.
fn open(world: &World<'_>, when: &When, tree: &Tree<Leaf>, asked: Asked<'_>) -> Decided {
    let mut affects: BTreeMap<DimensionId, Vec<String>> = BTreeMap::new();
    let mut note = |part: &str, dimensions: Vec<DimensionId>| -> bool {
        for dimension in &dimensions {
            affects.entry(*dimension).or_default().push(part.to_owned());
        }
        dimensions.is_empty()
    };
    let leaves: Vec<&Leaf> = tree.cases().into_iter().map(|(_, leaf)| leaf).collect();
    let refused = leaves.iter().all(|leaf| leaf.status.refuses());
    // Where every value refuses, the most favourable refusal stands.
    let favourable = leaves.iter().map(|leaf| leaf.status).min().unwrap_or(Status::Excluded);
    let status_known = refused || note("status", tree.project(&|a, b| a.status == b.status).dimensions());
    // What is excluded has no window, and what is over costs nothing: those cases say nothing about the others.
    let with_window = tree.filter(&|leaf| leaf.status != Status::Excluded);
    let window_facts = with_window.as_ref().map(|tree| tree.project(&|a, b| a.window == b.window).dimensions());
    let window_known = note("window", window_facts.unwrap_or_default());
    let window = with_window
        .filter(|_| window_known)
        .and_then(|tree| tree.cases().first().and_then(|(_, leaf)| leaf.window.clone()));
    let with_terms = tree.filter(&|leaf| !matches!(leaf.status, Status::Excluded | Status::Closed));
    let mut terms = BTreeMap::new();
    for term in Term::COSTS {
        let Some(tree) = &with_terms else { continue };
        let known = note(term.text(), tree.project(&|a, b| a.terms.get(term) == b.terms.get(term)).dimensions());
        if let (true, Some(value)) = (known, tree.cases().first().and_then(|(_, leaf)| leaf.terms.get(term))) {
            terms.insert(*term, value.clone());
        }
    }
    let phases_known = note("phases", tree.project(&|a, b| a.phases == b.phases).dimensions());
    let first = leaves.first().copied();
    let common = leaves.iter().fold(first.map(|leaf| leaf.because.clone()).unwrap_or_default(), |common, leaf| {
        common.into_iter().filter(|because| leaf.because.contains(because)).collect()
    });
    let cases: Vec<Case> =
        tree.cases().into_iter().flat_map(|(path, leaf)| case(world, &path, leaf, &common)).collect();
    let layers_known =
        leaves.windows(2).all(|pair| matches!(pair, [a, b] if a.layers == b.layers && a.improved == b.improved));
    let next = leaves.iter().filter_map(|leaf| leaf.next).min();
    let on_days = tree.cases().iter().any(|(path, _)| {
        path.iter().any(|(_, parts)| parts.iter().any(|part| matches!(part, crate::world::Assumption::Days(..))))
    });
    let tomorrow = match when {
        When::At(at, _) if on_days => explore::next_day(world, *at),
        _ => None,
    };
    let status = if !status_known {
        Status::Depends
    } else if refused {
        favourable
    } else {
        first.map_or(Status::Excluded, |leaf| leaf.status)
    };
    let missing = |(dimension, affects): (DimensionId, Vec<String>)| Missing {
        fact: write::fact_name(world.compiled, dimension),
        path: world.facts.places.get(dimension).cloned().unwrap_or_default(),
        affects,
    };
    Decided {
        offer: Offer {
            reason: asked.reason.into(),
            remedy: asked.remedy.into(),
            component: asked.component.map(str::to_owned),
            status: status.text(),
            window,
            terms: costs(&terms),
            improved: if layers_known {
                first.map(|leaf| leaf.improved.clone()).unwrap_or_default()
            } else {
                Vec::new()
            },
            depends: affects.into_iter().map(missing).collect(),
            cases: if cases.len() > MOST_CASES { Vec::new() } else { cases },
            phases: if phases_known { first.map(|leaf| leaf.phases.clone()).unwrap_or_default() } else { Vec::new() },
            layers: if layers_known { first.map(|leaf| leaf.layers.clone()).unwrap_or_default() } else { Vec::new() },
            because: common,
        },
        next: next.into_iter().chain(tomorrow).min(),
    }
}

fn case(
    world: &World<'_>,
    path: &[(DimensionId, &[crate::world::Assumption])],
    leaf: &Leaf,
    common: &[Because],
) -> Vec<Case> {
    write::conditions(world.compiled, path)
        .into_iter()
        .map(|when| Case {
            when,
            status: leaf.status.text(),
            window: leaf.window.clone(),
            terms: costs(&leaf.terms),
            because: leaf.because.iter().filter(|because| !common.contains(because)).cloned().collect(),
        })
        .collect()
}

fn too_many(world: &World<'_>, dimensions: &[DimensionId], asked: Asked<'_>) -> Decided {
    let missing = |dimension: &DimensionId| Missing {
        fact: write::fact_name(world.compiled, *dimension),
        path: world.facts.places.get(*dimension).cloned().unwrap_or_default(),
        affects: vec!["status".into()],
    };
    Decided {
        offer: Offer {
            reason: asked.reason.into(),
            remedy: asked.remedy.into(),
            component: asked.component.map(str::to_owned),
            status: Status::Depends.text(),
            window: None,
            terms: Costs::default(),
            improved: Vec::new(),
            depends: dimensions.iter().map(missing).collect(),
            cases: Vec::new(),
            phases: Vec::new(),
            layers: Vec::new(),
            because: Vec::new(),
        },
        next: None,
    }
}

/// Reads what the layers offer in one world.
fn read(world: &World<'_>, offers: &[LayerOffer], when: &When) -> Leaf {
    let granted = |offer: &'_ LayerOffer| offer.terms.clone();
    let states = states_at(offers, when, None);
    let reading = layer::meet(offers, &states);
    let changes = changes(offers, when);
    let mut before = (reading.status, reading.terms.clone());
    let mut next = None;
    let mut phases: Vec<(Instant, Reading)> = Vec::new();
    for change in changes {
        let reading = layer::meet(offers, &states_at(offers, when, Some(change)));
        let after = (reading.status, reading.terms.clone());
        if after != before {
            next = next.or(Some(change));
            phases.push((change, reading));
            before = after;
        }
    }
    let zone_of = |offer: &LayerOffer| granted(offer).and_then(|granted| world.zone(granted.document));
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
        calendars: offers.iter().filter_map(|offer| offer.terms.as_ref()?.calendar.clone()).collect(),
        terms: reading.terms,
        next,
    }
}

/// The state of every offer's window, now or at a later instant.
fn states_at(offers: &[LayerOffer], when: &When, later: Option<Instant>) -> Vec<State> {
    let state = |offer: &LayerOffer| match (&offer.terms, later, when) {
        (None, ..) => State::Closed,
        (Some(granted), Some(later), When::At(_, acts)) if !acts.contains_key(&granted.window.window.act) => {
            granted.timing.map_or(granted.state, |timing| timing.state(later))
        }
        (Some(granted), ..) => granted.state,
    };
    offers.iter().map(state).collect()
}

/// The later instants at which a window opens or closes.
fn changes(offers: &[LayerOffer], when: &When) -> Vec<Instant> {
    let When::At(at, _) = when else { return Vec::new() };
    let timings = offers.iter().filter_map(|offer| offer.terms.as_ref()?.timing);
    let instants = timings.flat_map(|timing| {
        let end = match timing.end {
            End::After(_, until) | End::NotBefore(until) => Some(until),
            End::Never | End::NotYet => None,
        };
        [timing.opens, end]
    });
    let mut changes: Vec<Instant> = instants.flatten().filter(|instant| instant > at).collect();
    changes.sort_unstable();
    changes.dedup();
    changes
}

/// Writes a window as the answer shows it.
fn window(world: &World<'_>, granted: &Granted, when: &When) -> answer::Window {
    let zone = world.zone(granted.document);
    let adjusted = &granted.window;
    let timing = granted.timing;
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
    let fixed = match adjusted.window.span {
        crate::policy::Span::Until(_) if last.is_none() => adjusted.at_least_until.map(|day| day.to_string()),
        _ => None,
    };
    let started = granted.start.and_then(|(anchor, event)| {
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
                offset: (*offset != day::Length::default()).then(|| offset.to_string()),
            })
            .collect(),
        started,
        opens_at: timing.and_then(|timing| timing.opens).and_then(|opens| Some(zone?.write(opens))),
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
    let chosen =
        terms.map(|granted| granted.costs.iter().map(|(term, choice)| (*term, choice.value.clone())).collect());
    LayerReading {
        layer: offer.layer.text(),
        document: document.map(|(document, _)| document.id.clone()).unwrap_or_default(),
        status: layer::status(offer, state).text(),
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
            (_, Value::Granted(layer::REVIEW)) => "review",
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
