//! What each layer offers, and what the buyer gets where several offers are open.

use crate::compile::{Group, RuleId};
use crate::day::Instant;
use crate::dimension::DimensionId;
use crate::gather::AddAll;
use crate::map::Map;
use crate::matching::{Choice, Matching};
use crate::policy::{Act, Layer, Period};
use crate::term::{self, Burden, Grant, Term, Value};
use crate::timing::{self, Timed};
use crate::usage;
use crate::window::{Adjusted, State};
use crate::world::World;

/// When a decision is asked for.
#[derive(Debug, Clone)]
pub(crate) enum When {
    /// At an instant; what a request says has happened is tested when it happened.
    At(Instant, Map<Act, Instant>),
    /// Before anything is bought: every window is still ahead.
    BeforePurchase,
}

/// A missing fact without which the world must be split.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// Into the parts that undecided rules tell apart.
    Parts(DimensionId),
    /// Into the days before this day number, and it with those after.
    Before(DimensionId, i64),
}

/// What one layer says about a reason and a remedy.
#[derive(Debug, Clone)]
pub(crate) struct LayerOffer<'w> {
    /// The layer.
    pub(crate) layer: Layer,
    /// Whether it grants, and which rules say so.
    pub(crate) granted: Choice,
    /// The window and what follows from it; `None` where nothing is granted.
    pub(crate) terms: Option<Granted<'w>>,
}

/// What a layer grants.
#[derive(Debug, Clone)]
pub(crate) struct Granted<'w> {
    /// The rules that set the window.
    pub(crate) window_rules: Vec<RuleId>,
    /// The rules that adjust it.
    pub(crate) adjusting_rules: Vec<RuleId>,
    /// The window.
    pub(crate) window: Adjusted,
    /// What is known of its time.
    pub(crate) timed: Timed<'w>,
    /// How much the goods have been used, of what the window limits and as far as that is known.
    pub(crate) used: Map<String, i64>,
    /// Whether that is more than it allows.
    pub(crate) used_up: bool,
    /// All other terms.
    pub(crate) costs: Map<Term, Choice>,
}

/// What a buyer may do at one instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    /// Ask, and get it.
    Open,
    /// Ask, and a person decides.
    Review,
    /// Not yet.
    NotStarted,
    /// No longer.
    Closed,
    /// Nothing: it is not granted.
    Excluded,
    /// It hangs on what is not known.
    Depends,
}

impl Status {
    /// The word that answers use.
    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Review => "review",
            Self::NotStarted => "not-started",
            Self::Closed => "closed",
            Self::Excluded => "excluded",
            Self::Depends => "depends",
        }
    }

    /// Whether the buyer gets nothing now.
    pub(crate) const fn refuses(self) -> bool {
        matches!(self, Self::NotStarted | Self::Closed | Self::Excluded)
    }
}

/// Works out what every layer offers, or which missing fact must be split first.
pub(crate) fn offers<'w>(world: &World<'w>, when: &When) -> Result<Vec<LayerOffer<'w>>, Need> {
    let matching = Matching::new(world);
    let mut offers = Vec::new();
    let mut first: Option<Need> = None;
    for source in sources(&world.compiled.groups) {
        match tied_offers(world, &matching, &source, when) {
            Ok(tied) => offers.add_all(tied),
            // The first fact of the table first, whichever layer asks: worlds then split in one order.
            Err(need) if first.is_some_and(|first| first.dimension() <= need.dimension()) => {}
            Err(need) => first = Some(need),
        }
    }
    match first {
        Some(need) => Err(need),
        None => Ok(offers),
    }
}

/// The groups that make one offer together: what is declared before what holds by default, and each floor by itself.
fn sources(groups: &[Group]) -> Vec<Vec<&Group>> {
    let mut sources: Vec<Vec<&Group>> = vec![Vec::new()];
    for group in groups {
        match sources.first_mut() {
            Some(first) if group.layer != Layer::Floor => first.push(group),
            _ => sources.push(vec![group]),
        }
    }
    sources
}

impl Need {
    /// The dimension to split.
    pub(crate) const fn dimension(&self) -> DimensionId {
        match self {
            Self::Parts(dimension) | Self::Before(dimension, _) => *dimension,
        }
    }
}

/// The value of a term in the first group that sets it: declared, then default.
fn choose(matching: &Matching<'_>, source: &[&Group], term: Term) -> Result<Option<(Choice, usize)>, Need> {
    for (position, group) in source.iter().enumerate() {
        if let Some(choice) = matching.choose(group, term).map_err(Need::Parts)? {
            return Ok(Some((choice, position)));
        }
    }
    Ok(None)
}

/// What a layer offers: one offer for each of the windows that no rule decides between.
fn tied_offers<'w>(
    world: &World<'w>,
    matching: &Matching<'_>,
    source: &[&Group],
    when: &When,
) -> Result<Vec<LayerOffer<'w>>, Need> {
    let mut windows = Vec::new();
    for group in source {
        if windows.is_empty() {
            windows = matching.tied(group, Term::Window).map_err(Need::Parts)?;
        }
    }
    let mut offers = Vec::new();
    if windows.len() < 2 {
        offers.add(offer(world, matching, source, when)?);
        return Ok(offers);
    }
    for window in &windows {
        let mut others = Vec::new();
        for other in &windows {
            if other != window {
                others.extend(&other.rules);
            }
        }
        offers.add(offer(world, &matching.without(others), source, when)?);
    }
    Ok(offers)
}

fn offer<'w>(
    world: &World<'w>,
    matching: &Matching<'_>,
    source: &[&Group],
    when: &When,
) -> Result<Option<LayerOffer<'w>>, Need> {
    let Some((granted, position)) = choose(matching, source, Term::Granted)? else { return Ok(None) };
    let layer = source.get(position).map_or(Layer::Declared, |group| group.layer);
    if granted.value == Value::Granted(Grant::No) {
        return Ok(Some(LayerOffer { layer, granted, terms: None }));
    }
    let Some((set, setting)) = choose(matching, source, Term::Window)? else { return Ok(None) };
    let mut adjustments = Vec::new();
    for group in source.iter().take(setting.saturating_add(1)) {
        adjustments.append(&mut matching.adjustments(group).map_err(Need::Parts)?);
    }
    let mut costs = Map::new();
    for term in Term::COSTS {
        if let Some((choice, _)) = choose(matching, source, *term)? {
            let value = plain(world, &choice.value);
            costs.insert(*term, Choice { value, ..choice });
        }
    }
    let Value::Window(window) = &set.value else { return Ok(None) };
    let (mut adjusting_rules, mut changes) = (Vec::new(), Vec::new());
    for (rule, adjustment) in adjustments {
        adjusting_rules.push(rule);
        changes.push(adjustment);
    }
    let adjusted = Adjusted::new(window, &changes);
    let timed = timing::time(world, &adjusted, when)?;
    let used_up = matches!(when, When::At(..)) && usage::is_used_up(world, window)?;
    let used = usage::used(world, window);
    Ok(Some(LayerOffer {
        layer,
        granted,
        terms: Some(Granted {
            window_rules: set.rules,
            adjusting_rules,
            window: adjusted,
            timed,
            used,
            used_up,
            costs,
        }),
    }))
}

/// A term whose periods name the zone and calendar that serve this buyer, so that those of two layers can be compared.
pub(crate) fn plain(world: &World<'_>, value: &Value) -> Value {
    let plain = |period: &Period| Period {
        zone: world.plain(period.zone),
        calendar: world.plain(period.calendar),
        ..period.clone()
    };
    match value {
        Value::Due(span) => Value::Due(span.map(&plain)),
        Value::Burden(Burden::SellerWithin(span)) => Value::Burden(Burden::SellerWithin(span.map(&plain))),
        value => value.clone(),
    }
}

/// What the buyer gets at one instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reading {
    /// The status.
    pub(crate) status: Status,
    /// The terms of the offers that meet.
    pub(crate) terms: Map<Term, Value>,
    /// The terms that hang on how far a calendar reaches.
    pub(crate) doubtful: Vec<Term>,
    /// The terms in which a floor is better than what is declared: the offer, and what was declared.
    pub(crate) improved: Vec<(Term, usize, Option<Value>)>,
    /// The position of the offer whose window is shown: the one that is open longest.
    pub(crate) shown: Option<usize>,
}

/// What the buyer gets where each offer's window has this state.
///
/// Only offers that are open meet, to a decision by rule or by a person: after the law's window a longer promise keeps its
/// own costs. Where none is open, those that wait for their window meet.
pub(crate) fn meet(offers: &[LayerOffer<'_>], states: &[State]) -> Reading {
    let mut statuses: Vec<Status> = Vec::new();
    for (offer, state) in offers.iter().zip(states) {
        statuses.push(status(offer, *state));
    }
    let mut known = Status::Excluded;
    for status in &statuses {
        known = known.min(*status);
    }
    // An unknown calendar matters unless another offer is open anyway.
    let undecided = statuses.contains(&Status::Depends) && known != Status::Open;
    let (mut met, mut doubted, mut shown) = (Vec::new(), Vec::new(), None);
    for (position, status) in statuses.iter().enumerate() {
        let meets = match known {
            Status::Open | Status::Review => matches!(status, Status::Open | Status::Review),
            Status::NotStarted => *status == known,
            _ => false,
        };
        if meets {
            met.push(position);
        }
        // A window of which a calendar does not tell whether it is open may bring other terms with it.
        if meets || *status == Status::Depends {
            doubted.push(position);
        }
        if (*status == known || *status == Status::Depends) && granted(offers, position).is_some() {
            let end = end_of(offers, position);
            if shown.is_none_or(|(_, latest)| end > latest) {
                shown = Some((position, end));
            }
        }
    }
    let (mut terms, improved) = combine(offers, &met);
    let mut doubtful = Vec::new();
    if !terms.is_empty() {
        let (others, _) = combine(offers, &doubted);
        for term in Term::COSTS {
            if terms.get(term) != others.get(term) {
                doubtful.push(*term);
                terms.remove(term);
            }
        }
    }
    Reading {
        status: if undecided { Status::Depends } else { known },
        terms,
        doubtful,
        improved,
        shown: shown.map(|(position, _)| position),
    }
}

pub(crate) fn status(offer: &LayerOffer<'_>, state: State) -> Status {
    match (&offer.terms, &offer.granted.value) {
        (None, _) => Status::Excluded,
        (Some(_), Value::Granted(grant)) => granted_status(*grant, state),
        (Some(_), _) => granted_status(Grant::Yes, state),
    }
}

/// What a buyer may do who is granted something, while its window has this state.
pub(crate) const fn granted_status(grant: Grant, state: State) -> Status {
    match (state, grant) {
        (State::Open, Grant::Review) => Status::Review,
        (State::Open, _) => Status::Open,
        (State::NotStarted, _) => Status::NotStarted,
        (State::Closed, _) => Status::Closed,
        (State::Unknown, _) => Status::Depends,
    }
}

fn granted<'o, 'w>(offers: &'o [LayerOffer<'w>], position: usize) -> Option<&'o Granted<'w>> {
    offers.get(position)?.terms.as_ref()
}

/// How late an offer ends, for comparison: by instants where all are known, else by lengths.
fn end_of(offers: &[LayerOffer<'_>], position: usize) -> i64 {
    let all_timed =
        offers.iter().filter_map(|offer| offer.terms.as_ref()).all(|granted| granted.timed.timing.is_some());
    let Some(granted) = granted(offers, position) else { return 0 };
    match granted.timed.timing.filter(|_| all_timed) {
        Some(timing) => timing.end.key(),
        None => granted.window.about_days(),
    }
}

type Improved = Vec<(Term, usize, Option<Value>)>;

/// Combines the costs of offers that are open together: declared first, then each floor where it is better.
fn combine(offers: &[LayerOffer<'_>], met: &[usize]) -> (Map<Term, Value>, Improved) {
    let mut terms: Map<Term, Value> = Map::new();
    let mut improved = Vec::new();
    let has_declared =
        met.iter().any(|position| offers.get(*position).is_some_and(|offer| offer.layer != Layer::Floor));
    let mut declared: Option<Map<Term, Value>> = None;
    for position in met {
        let Some(offer) = offers.get(*position) else { continue };
        let Some(granted) = &offer.terms else { continue };
        if offer.layer == Layer::Floor {
            declared.get_or_insert_with(|| terms.clone());
        }
        for (term, choice) in &granted.costs {
            let before = terms.get(term).cloned();
            let after =
                before.as_ref().map_or_else(|| choice.value.clone(), |before| term::better(before, &choice.value));
            if offer.layer == Layer::Floor && has_declared && before.as_ref() != Some(&after) {
                improved.push((*term, *position, declared.as_ref().and_then(|declared| declared.get(term)).cloned()));
            }
            terms.insert(*term, after);
        }
    }
    (terms, improved)
}
