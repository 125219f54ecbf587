//! Holds the engine against the reference over many drawn policies and orders.

use std::collections::BTreeMap;

use return_policy::Policy;
use serde_json::{Value, json};

use crate::clock::{DAY, Instant, ZONES, Zone};
use crate::draw::{ACTS, Draw};
use crate::engine::{self, Call, Offer};
use crate::modes;
use crate::rest::Reading;
use crate::timing::Timing;
use crate::window::{Facts, Kind, Right, Window, World};
use crate::write;

const POLICIES: u64 = 64;
const RIGHTS: usize = 40;
const ORDERS: usize = 40;

/// What came of some cases.
#[derive(Default)]
struct Outcome {
    /// How often each mode was met.
    count: BTreeMap<&'static str, usize>,
    /// How many answers differ, and the simplest of the first cases in which they do.
    differing: usize,
    story: Option<String>,
}

#[test]
fn the_engine_agrees_with_the_reference() {
    let half = |first: u64| move || (first..POLICIES).step_by(2).map(compare).fold(Outcome::default(), Outcome::with);
    let other = std::thread::spawn(half(1));
    let outcome = half(0)().with(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
    for (mode, times) in &outcome.count {
        println!("{times:>7} {mode}");
    }
    assert!(
        outcome.differing == 0,
        "{} answers differ, such as this one:\n{}",
        outcome.differing,
        outcome.story.unwrap_or_default()
    );
    let times = |mode: &str| outcome.count.get(mode).copied().unwrap_or(0);
    let rare: Vec<_> = modes::ALL.iter().filter(|mode| times(mode) < 300).collect();
    assert!(rare.is_empty(), "hardly met: {rare:?}");
    assert!(times("all") >= 100_000, "{} cases are too few", times("all"));
}

impl Outcome {
    fn with(mut self, other: Self) -> Self {
        for (mode, times) in other.count {
            *self.count.entry(mode).or_default() += times;
        }
        self.differing += other.differing;
        let stories = self.story.into_iter().chain(other.story);
        self.story = stories.min_by_key(String::len);
        self
    }
}

/// Draws one policy and asks both about its orders.
fn compare(seed: u64) -> Outcome {
    let mut draw = Draw::new(seed);
    let world = draw.world();
    let rights: Vec<Right> = (0..RIGHTS).map(|_| draw.right()).collect();
    let policy = compile(&world, &rights);
    let mut outcome = Outcome::default();
    for _ in 0..ORDERS {
        let call = call(&mut draw, &world, &rights);
        for (number, offer) in call.ask(&policy).iter().enumerate() {
            Case { world: &world, right: &rights[number], call: &call, number, offer }.judge(&mut outcome);
        }
    }
    outcome
}

fn compile(world: &World, rights: &[Right]) -> Policy {
    let zones = ZONES.iter().map(|zone| {
        let path = format!("{}/zones/{}.json", env!("CARGO_MANIFEST_DIR"), zone.id.replace('/', "-"));
        std::fs::read_to_string(path).expect("a zone")
    });
    let calendars = world.calendars.iter().map(|rest| write::rest_days(rest).to_string());
    let policy = write::policy(world, rights).to_string();
    let documents: Vec<String> = zones.chain(calendars).chain([policy]).collect();
    Policy::compile(&format!("[{}]", documents.join(","))).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// An order with a line for every right, asked about at or next to an instant at which some window opens or ends.
fn call(draw: &mut Draw, world: &World, rights: &[Right]) -> Call {
    let order = draw.order();
    let lines: Vec<Facts> = rights.iter().map(|right| draw.line(&order, right)).collect();
    let timings: Vec<Timing> =
        rights.iter().zip(&lines).map(|(right, facts)| right.timing(world, facts, Reading::Late)).collect();
    let at = edge(draw, &timings);
    let acts = (!draw.once_in(4)).then(|| {
        let done: Vec<&str> = ACTS.into_iter().filter(|_| draw.once_in(2)).collect();
        done.into_iter().map(|act| (act, edge(draw, &timings).min(at))).collect()
    });
    Call { order, lines, acts, at }
}

fn edge(draw: &mut Draw, timings: &[Timing]) -> Instant {
    let timing = draw.one_of(timings);
    let edges = [timing.opens, timing.end.map(|end| end.until)];
    let day = draw.day();
    let edge = draw.one_of(&edges).unwrap_or_else(|| draw.instant(day));
    edge + draw.one_of(&[-DAY, -1, 0, 0, 1, DAY])
}

/// One line of one order.
struct Case<'c> {
    world: &'c World,
    right: &'c Right,
    call: &'c Call,
    number: usize,
    offer: &'c Offer,
}

impl Case<'_> {
    /// Compares both answers.
    fn judge(&self, outcome: &mut Outcome) {
        let [early, late] = [Reading::Early, Reading::Late].map(|reading| self.timing(reading));
        let is_exact = early == late;
        let shown = self.shown(&early, &late);
        let agree = self.offer.window == shown && self.is_status(&early, &late);
        if !agree {
            outcome.differing += 1;
            if outcome.differing <= 20 {
                let stories = outcome.story.take().into_iter().chain([self.story(&early, &late, &shown)]);
                outcome.story = stories.min_by_key(String::len);
            }
        }
        for mode in modes::of(self.right, self.facts()).into_iter().chain(["all", self.met(is_exact)]) {
            *outcome.count.entry(mode).or_default() += 1;
        }
    }

    fn met(&self, is_exact: bool) -> &'static str {
        match (self.offer.status.as_str(), is_exact) {
            ("open", true) => "open",
            ("closed", true) => "closed",
            ("not-started", true) => "not started",
            ("depends", false) => "depends on what is unknown",
            _ => "decided in spite of what is unknown",
        }
    }

    fn facts(&self) -> &Facts {
        &self.call.lines[self.number]
    }

    fn timing(&self, reading: Reading) -> Timing {
        self.right.timing(self.world, self.facts(), reading)
    }

    /// The instant at which the act is tested.
    fn asked(&self) -> Instant {
        let done = self.call.acts.as_ref().and_then(|acts| acts.get(self.right.act));
        *done.unwrap_or(&self.call.at)
    }

    /// What the engine should show: what comes out the same however the unknown is taken, and nothing else.
    fn shown(&self, early: &Timing, late: &Timing) -> engine::Window {
        let shown = shown(&self.right.window.kind, early, late);
        let end = early.end.filter(|_| early.end == late.end);
        // Where no end says it, any of its zones will do.
        let zone = end.map_or_else(|| self.named_zone(early), |_| zone_of_end(early, late));
        let today = zone.day_of(self.call.at);
        engine::Window {
            opens_at: early.opens.filter(|_| early.opens == late.opens).map(|opens| zone.write(opens)),
            days_left: end.and_then(|end| end.last.0.checked_sub(today.0)),
            zone: Some(zone.id.to_owned()),
            ..shown
        }
    }

    /// The zone that the engine names if it is one of the window's, else the first of them.
    fn named_zone(&self, timing: &Timing) -> &'static Zone {
        let mut zones = timing.periods().into_iter().map(|period| period.zone);
        let named = zones.find(|zone| self.offer.window.zone.as_deref() == Some(zone.id));
        named.unwrap_or(timing.zone)
    }

    /// Whether the status is the one that comes out however the unknown is taken, or is left open where that matters.
    fn is_status(&self, early: &Timing, late: &Timing) -> bool {
        let [first, last] = [early, late].map(|timing| timing.status(self.asked()));
        match self.offer.status.as_str() {
            "depends" => first != last,
            status => status == first && status == last,
        }
    }

    /// Everything needed to see who is right.
    fn story(&self, early: &Timing, late: &Timing, shown: &engine::Window) -> String {
        let policy = write::policy(self.world, std::slice::from_ref(self.right));
        let rules = policy["rules"].as_array().expect("rules").iter();
        let windows: Vec<&Value> = rules.map(|rule| &rule["then"]["window"]).collect();
        let statuses = [early, late].map(|timing| timing.status(self.asked()));
        let text = format!(
            "window and changes: {}\nzone: {}, calendar: {}\ncall: {}\nengine:    {} {}\nreference: {} {}\n",
            json!(windows),
            policy["zone"],
            policy["calendar"],
            self.call.write(std::iter::once(self.number)),
            self.offer.status,
            json!(self.offer.window),
            statuses.join(" or "),
            json!(shown),
        );
        let ends = [early, late].into_iter().flat_map(Timing::periods).filter_map(|period| period.end);
        let first = self.facts().first_day();
        let last = ends.map(|end| end.last.plus(30)).max().unwrap_or(first);
        let named = self.world.calendars.iter().filter(|rest| text.contains(&rest.id));
        let rests: Vec<Value> = named.map(|rest| write::rest_days(&rest.within(first, last))).collect();
        format!("{text}rest days: {}", json!(rests))
    }
}

/// What should be shown of a window and of what it is made of.
fn shown(kind: &Kind, early: &Timing, late: &Timing) -> engine::Window {
    let end = early.end.filter(|_| early.end == late.end);
    let timings = early.parts.iter().zip(&late.parts);
    let of = |parts: &[Window]| {
        parts.iter().zip(timings.clone()).map(|(part, (early, late))| shown(&part.kind, early, late)).collect()
    };
    let (earliest_of, latest_of) = match kind {
        Kind::Period(_) => (Vec::new(), Vec::new()),
        Kind::EarliestOf(parts) => (of(parts), Vec::new()),
        Kind::LatestOf(parts) => (Vec::new(), of(parts)),
    };
    engine::Window {
        last_day: end.map(|end| end.last.to_string()),
        ends_before: end.map(|end| zone_of_end(early, late).write(end.until)),
        earliest_of,
        latest_of,
        ..engine::Window::default()
    }
}

/// The zone of the period that ends a window.
fn zone_of_end(early: &Timing, late: &Timing) -> &'static Zone {
    let mut parts = early.parts.iter().zip(&late.parts);
    let ending = parts.find(|(first, last)| first.end == early.end && last.end == late.end);
    ending.map_or(early.zone, |(early, late)| zone_of_end(early, late))
}
