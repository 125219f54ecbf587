//! Reads a policy document from its tree.
//!
//! The shape check has reported every problem before; what it refused is left out here, so that the rest of the
//! document is still read and reports its own problems in the same pass.

use crate::by_market::{self, ByMarket, NamesId};
use crate::calendar::Roll;
use crate::day::{self, Length};
use crate::digest;
use crate::fact::{self, FactId, Kind};
use crate::gather::{AddAll, Gather, GatherAll};
use crate::history::{self, Counter};
use crate::json::Json;
use crate::map::Map;
use crate::money::{Money, Rate};
use crate::order;
use crate::policy::{
    Act, Adjustment, Anchor, Combine, Constraint, Counts, Ends, Given, GivenValue, Layer, Period, PolicyDocument, Rule,
    Run, Scalar, Set, Span, SuspendedFrom, Suspension, Window,
};
use crate::term::{Burden, Deduction, Fee, Grant, OutboundShipping, ReturnShipping, Term, Value};

/// Reads a document; `None` where it has no id or layer to go by. Zones and calendars go into `names`.
pub(crate) fn policy(place: usize, json: &Json<'_>, names: &mut Vec<ByMarket>) -> Option<PolicyDocument> {
    let mut spans = Spans {
        windows: json.get("windows"),
        zone: by_market::position(read_by_market(json.get("zone")), names),
        calendar: by_market::position(read_by_market(json.get("calendar")), names),
        names,
        known: Map::new(),
    };
    let (zone, calendar) = (spans.zone, spans.calendar);
    let id = text(json, "id")?;
    let mut rules = Vec::new();
    for rule in json.items_of("rules") {
        rules.add(read_rule(rule, &id, &mut spans));
    }
    let when = read_when(json.get("when"), &id);
    let mut during = Map::new();
    for constraint in rules.iter().flat_map(|rule| &rule.when).chain(&when) {
        let own = constraint.name.as_deref().filter(|_| constraint.fact == fact::DURING);
        let Some(name) = own.and_then(|full| history::own_name(&id, full)) else { continue };
        if let Some(window) = spans.window(&Json::Text(name.into())) {
            during.insert(history::full_name(&id, name), window);
        }
    }
    let (mut groups, mut reasons, mut counters) = (Map::new(), Map::new(), Map::new());
    for (name, counter) in entries(json.get("counters")) {
        counters.insert(name.to_owned(), Counter::read(counter));
    }
    for (name, members) in entries(json.get("groups")) {
        groups.insert(name.to_owned(), texts(members));
    }
    for (name, parent) in entries(json.get("reasons")) {
        if let Some(parent) = parent.text() {
            reasons.insert(name.to_owned(), parent.to_owned());
        }
    }
    Some(PolicyDocument {
        place,
        version: text(json, "version").unwrap_or_default(),
        layer: match json.text_of("layer")? {
            "declared" => Layer::Declared,
            "default" => Layer::Default,
            "floor" => Layer::Floor,
            _ => return None,
        },
        digest: digest::of_document(json),
        effective: read_effective(json.get("effective")),
        zone,
        calendar,
        groups,
        reasons,
        when,
        counters,
        during,
        ties_to_buyer: json.get("ties").is_some(),
        precedence: json
            .get("precedence")
            .map(texts)
            .unwrap_or_default()
            .iter()
            .filter_map(|name| fact::named(name))
            .gather(),
        given: read_given(json.get("given")),
        rules,
        id,
    })
}

fn entries<'j>(json: Option<&'j Json<'_>>) -> impl Iterator<Item = (&'j str, &'j Json<'j>)> {
    json.map(Json::entries).unwrap_or_default().iter().map(|(name, value)| (name.as_ref(), value))
}

fn text(json: &Json<'_>, key: &str) -> Option<String> {
    json.text_of(key).map(str::to_owned)
}

fn texts(json: &Json<'_>) -> Vec<String> {
    json.items().iter().filter_map(|item| item.text().map(str::to_owned)).gather()
}

fn read_effective(json: Option<&Json<'_>>) -> (Option<i64>, Option<i64>) {
    let bound = |key| Some(day::day_number(day::read_day(json?.text_of(key)?)?));
    (bound("from"), bound("until").map(|last| last.saturating_add(1)))
}

fn read_by_market(json: Option<&Json<'_>>) -> ByMarket {
    match json {
        Some(Json::Text(name)) => ByMarket::One(name.to_string()),
        Some(map @ Json::Object(_)) => ByMarket::Map(
            entries(Some(map)).filter_map(|(market, name)| Some((market.to_owned(), name.text()?.to_owned()))).gather(),
        ),
        _ => ByMarket::None,
    }
}

/// Reads the conditions of a rule or document; counters are those of the document.
fn read_when(json: Option<&Json<'_>>, document: &str) -> Vec<Constraint> {
    let mut constraints = Vec::new();
    for (name, value) in entries(json) {
        let Some(fact) = fact::named(name) else { continue };
        if fact::definition(fact).is_named() {
            for (name, value) in entries(Some(value)) {
                let of_document = [fact::COUNTER, fact::DURING].contains(&fact);
                let own = of_document.then(|| history::full_name(document, name));
                constraints.add(read_constraint(fact, Some(own.as_deref().unwrap_or(name)), value));
            }
        } else {
            constraints.add(read_constraint(fact, None, value));
        }
    }
    constraints
}

fn read_constraint(fact: FactId, name: Option<&str>, json: &Json<'_>) -> Option<Constraint> {
    let (negated, inner) = json.get("not").map_or((false, json), |inner| (true, inner));
    let set = match inner {
        Json::List(items) => Set::Values(items.iter().map(|item| read_scalar(fact, item)).gather_all()?),
        Json::Bool(_) => Set::Values(vec![read_scalar(fact, inner)?]),
        Json::Object(_) => {
            let bound = |key| match inner.get(key) {
                Some(bound) => match read_scalar(fact, bound) {
                    Some(Scalar::Number(number)) => Some(Some(number)),
                    _ => None,
                },
                None => Some(None),
            };
            Set::Range(bound("gte")?, bound("lt")?)
        }
        _ => return None,
    };
    Some(Constraint { fact, name: name.map(str::to_owned), negated, set })
}

/// Reads one value of a fact as a condition or `given` names it.
fn read_scalar(fact: FactId, json: &Json<'_>) -> Option<Scalar> {
    let kind = fact::definition(fact).kind;
    match json {
        Json::Null => Some(Scalar::None),
        Json::Bool(flag) => Some(Scalar::Word(flag.to_string())),
        Json::Text(text) if kind == Kind::Day => Some(Scalar::Number(day::day_number(day::read_day(text)?))),
        Json::Text(text) => Some(Scalar::Word(text.to_string())),
        Json::Number(_) => json.whole().map(Scalar::Number),
        _ => None,
    }
}

fn read_given(json: Option<&Json<'_>>) -> Vec<Given> {
    let mut given = Vec::new();
    for (key, value) in entries(json) {
        let Some(fact) = fact::named(key) else { continue };
        let mut push = |name: Option<&str>, value: Option<GivenValue>| {
            given.add(value.map(|value| Given { fact, name: name.map(str::to_owned), value }));
        };
        match (fact::definition(fact).kind, value) {
            (Kind::Names | Kind::Amounts, _) => {
                for (name, value) in entries(Some(value)) {
                    push(Some(name), read_scalar(fact, value).map(GivenValue::Is));
                }
            }
            (Kind::Tags, _) => push(None, Some(GivenValue::Tags(texts(value)))),
            (Kind::Day, Json::Object(_)) => {
                let other = value.text_of("anchor").and_then(fact::named);
                push(None, other.map(GivenValue::Anchor));
            }
            _ => push(None, read_scalar(fact, value).map(GivenValue::Is)),
        }
    }
    given
}

fn read_rule(json: &Json<'_>, document: &str, spans: &mut Spans<'_>) -> Option<Rule> {
    let then = json.get("then")?;
    let mut terms = Map::new();
    for term in [Term::Granted, Term::Window].iter().chain(Term::COSTS) {
        if let Some(value) = then.get(term.text()).and_then(|json| read_term(*term, json, spans)) {
            terms.insert(*term, value);
        }
    }
    Some(Rule {
        id: text(json, "id")?,
        when: read_when(json.get("when"), document),
        overrides: json.get("overrides").map(texts).unwrap_or_default(),
        basis: match json.get("basis") {
            Some(Json::Text(basis)) => vec![basis.to_string()],
            Some(list) => texts(list),
            None => Vec::new(),
        },
        confidence: text(json, "confidence"),
        terms,
        adjustment: then.get("window").and_then(read_adjustment),
    })
}

fn read_term(term: Term, json: &Json<'_>, spans: &mut Spans<'_>) -> Option<Value> {
    match term {
        Term::Granted => read_grant(json).map(Value::Granted),
        Term::Window => spans.window(json).map(Value::Window),
        Term::ReturnShipping => read_shipping(json).map(Value::ReturnShipping),
        Term::OutboundShipping => read_outbound(json).map(Value::OutboundShipping),
        Term::RestockingFee => read_fee(json).map(Value::RestockingFee),
        Term::Burden => read_burden(json, spans).map(Value::Burden),
        Term::Deduction => read_deduction(json).map(Value::Deduction),
        Term::Evidence => Some(Value::Evidence(names(json))),
        Term::Covers => Some(Value::Covers(names(json))),
        Term::RefundDue | Term::AnswerDue | Term::RepairDue | Term::ExchangeDue | Term::LoanDue => {
            spans.span(json).map(Value::Due)
        }
        Term::Choice | Term::Service | Term::Warrantor => {
            let position = Term::WORDS.iter().position(|(own, _)| *own == term)?;
            let (text, (_, words)) = (json.text()?, Term::WORDS.get(position)?);
            Some(Value::Word(position, words.iter().position(|word| *word == text)?))
        }
    }
}

/// Names as a set.
fn names(json: &Json<'_>) -> Vec<String> {
    let mut names = texts(json);
    order::sort_once(&mut names);
    names
}

fn read_grant(json: &Json<'_>) -> Option<Grant> {
    match json {
        Json::Bool(true) => Some(Grant::Yes),
        Json::Bool(false) => Some(Grant::No),
        Json::Text(_) => Some(Grant::Review),
        _ => None,
    }
}

fn read_burden(json: &Json<'_>, spans: &mut Spans<'_>) -> Option<Burden> {
    match json.text() {
        Some("seller") => Some(Burden::Seller),
        Some(_) => Some(Burden::Buyer),
        None => spans.span(json.get("seller")?).map(Burden::SellerWithin),
    }
}

/// Reads windows, with what a document says for all of them.
struct Spans<'d> {
    windows: Option<&'d Json<'d>>,
    zone: NamesId,
    calendar: NamesId,
    names: &'d mut Vec<ByMarket>,
    /// The windows that were read by name.
    known: Map<String, Option<Window>>,
}

/// How deep windows may name each other: deeper ones lie in a circle, which is reported elsewhere.
pub(crate) const MOST_NAMES: usize = 16;

impl Spans<'_> {
    /// Reads a window; many rules name the same.
    fn window(&mut self, json: &Json<'_>) -> Option<Window> {
        let Some(name) = json.text() else { return self.window_anew(json) };
        if !self.known.contains_key(name) {
            let window = self.window_anew(json);
            self.known.insert(name.to_owned(), window);
        }
        self.known.get(name)?.clone()
    }

    fn window_anew(&mut self, json: &Json<'_>) -> Option<Window> {
        let span = self.span(json)?;
        let mut opens = Vec::new();
        collect_opens(self.windows, json, MOST_NAMES, &mut opens);
        order::sort_once(&mut opens);
        let act = act(self.windows, json).and_then(|word| Act::ALL.iter().find(|(_, text, _)| *text == word));
        let mut usage = Map::new();
        for (name, most) in entries(definition(self.windows, json)?.get("usage")) {
            usage.insert(name.to_owned(), most.whole()?);
        }
        Some(Window { span, opens, act: act.map_or(Act::Notify, |(act, ..)| *act), usage })
    }

    fn span(&mut self, json: &Json<'_>) -> Option<Span> {
        if count(self.windows, json, MOST_NAMES, &mut { MOST_PERIODS }) {
            self.span_below(json, MOST_NAMES)
        } else {
            None
        }
    }

    fn span_below(&mut self, json: &Json<'_>, depth: usize) -> Option<Span> {
        let json = definition(self.windows, json)?;
        let depth = depth.checked_sub(1)?;
        for (key, how) in COMBINATIONS {
            if let Some(parts) = json.get(key) {
                let parts = parts.items().iter().map(|part| self.span_below(part, depth));
                return Some(Span::Combined(how, parts.gather_all()?));
            }
        }
        self.period(json).map(Span::Period)
    }

    fn period(&mut self, json: &Json<'_>) -> Option<Period> {
        let run = match (json.text_of("length"), json.get("until")) {
            (Some("unlimited"), None) => Run::Unlimited,
            (Some(length), None) => match day::read_hours(length) {
                Some(hours) => Run::Hours(hours),
                None => Run::Length(Length::read(length)?),
            },
            (None, Some(until)) => Run::Until(day::read_day(until.text()?)?),
            _ => return None,
        };
        let mut own = |key, document| match json.get(key) {
            None => document,
            named => by_market::position(read_by_market(named), self.names),
        };
        let (zone, calendar) = (own("zone", self.zone), own("calendar", self.calendar));
        let counts = json
            .get("counts")
            .and_then(Json::text)
            .and_then(|word| Counts::ALL.iter().find(|(_, text)| *text == word))
            .map_or(Counts::FromNext, |(counts, _)| *counts);
        let period = Period {
            run,
            from: json.get("from")?.items().iter().map(read_anchor).gather_all()?,
            counts,
            ends: match json.text_of("ends") {
                Some("day-before") => Ends::DayBefore,
                _ => Ends::CorrespondingDay,
            },
            rolls: read_roll(json.get("rolls")),
            suspends: json.get("suspends").map(|suspends| Suspension {
                from: match suspends.text_of("from") {
                    Some("request") => SuspendedFrom::Request,
                    _ => SuspendedFrom::HandOver,
                },
                inclusive: suspends.text_of("days") == Some("inclusive"),
                leaves: read_length(suspends.get("leaves")),
            }),
            zone,
            calendar,
        };
        // Periods that differ in a calendar neither of them asks are the same.
        let calendar = if period.asks_calendar() { calendar } else { by_market::position(ByMarket::None, self.names) };
        Some(Period { calendar, ..period })
    }
}

/// Of how many periods a window may be made, those of the windows it names included.
pub(crate) const MOST_PERIODS: usize = 64;

/// Says whether a window is made of no more periods than are left, and none lies too deep.
pub(crate) fn count(windows: Option<&Json<'_>>, json: &Json<'_>, depth: usize, left: &mut usize) -> bool {
    let parts = definition(windows, json).map(parts).unwrap_or_default();
    match (parts, depth.checked_sub(1)) {
        (_, None) => false,
        // A name that is no window's counts as well, so that the walk ends.
        ([], _) => left.checked_sub(1).is_some_and(|fewer| {
            *left = fewer;
            true
        }),
        (parts, Some(depth)) => parts.iter().all(|part| count(windows, part, depth, left)),
    }
}

/// The fields that make a window of several.
pub(crate) const COMBINATIONS: [(&str, Combine); 2] =
    [("earliestOf", Combine::Earliest), ("latestOf", Combine::Latest)];

/// The parts of a combination.
pub(crate) fn parts<'j>(json: &'j Json<'j>) -> &'j [Json<'j>] {
    let listed = COMBINATIONS.iter().find_map(|(key, _)| json.get(key));
    listed.map(Json::items).unwrap_or_default()
}

/// The definition of a window that may be given by name.
pub(crate) fn definition<'j>(windows: Option<&'j Json<'j>>, json: &'j Json<'j>) -> Option<&'j Json<'j>> {
    match json {
        Json::Text(name) => windows?.get(name.as_ref()),
        json => Some(json),
    }
}

fn act<'j>(windows: Option<&'j Json<'j>>, json: &'j Json<'j>) -> Option<&'j str> {
    definition(windows, json)?.text_of("act")
}

/// A combination may be used from when the first of its parts may.
fn collect_opens(windows: Option<&Json<'_>>, json: &Json<'_>, depth: usize, opens: &mut Vec<FactId>) {
    let (Some(json), Some(depth)) = (definition(windows, json), depth.checked_sub(1)) else { return };
    opens.add(json.text_of("opens").and_then(fact::named));
    parts(json).iter().for_each(|part| collect_opens(windows, part, depth, opens));
}

fn read_anchor(json: &Json<'_>) -> Option<Anchor> {
    let fact = fact::named(json.text().or_else(|| json.text_of("anchor"))?)?;
    let offset = json.get("offset").map_or(Some(Length::default()), |offset| read_length(Some(offset)))?;
    Some(Anchor { fact, offset, rolls: read_roll(json.get("rolls")) })
}

fn read_roll(json: Option<&Json<'_>>) -> Roll {
    let word = json.and_then(Json::text);
    word.and_then(|word| Roll::ALL.iter().find(|(_, text)| *text == word)).map_or(Roll::None, |(roll, _)| *roll)
}

fn read_length(json: Option<&Json<'_>>) -> Option<Length> {
    Length::read(json?.text()?)
}

fn read_adjustment(json: &Json<'_>) -> Option<Adjustment> {
    let adjustment = Adjustment {
        add: read_length(json.get("add")),
        at_least_until: json.text_of("atLeastUntil").and_then(day::read_day),
        cap: read_length(json.get("cap")),
    };
    let changes = adjustment.add.is_some() || adjustment.at_least_until.is_some() || adjustment.cap.is_some();
    changes.then_some(adjustment)
}

fn read_shipping(json: &Json<'_>) -> Option<ReturnShipping> {
    let payer = json.text().or_else(|| json.text_of("payer"))?;
    Some(ReturnShipping {
        payer: payer.to_owned(),
        fee: json.get("fee").and_then(read_money).filter(|fee| fee.amount > 0),
        up_to: None,
    })
}

fn read_outbound(json: &Json<'_>) -> Option<OutboundShipping> {
    let word = json.text()?;
    OutboundShipping::ALL.iter().find(|(_, text)| *text == word).map(|(value, _)| *value)
}

/// Reads a fee; a share or amount of nothing is none.
fn read_fee(json: &Json<'_>) -> Option<Fee> {
    match json {
        Json::Text(_) => Some(Fee::None),
        _ => match json.get("rate") {
            Some(rate) => {
                Rate::read(rate.text()?).map(|rate| if rate == Rate(0) { Fee::None } else { Fee::Share(rate) })
            }
            None => read_money(json).map(|fee| if fee.amount == 0 { Fee::None } else { Fee::Flat(fee) }),
        },
    }
}

/// Reads a deduction; a share of nothing is none.
fn read_deduction(json: &Json<'_>) -> Option<Deduction> {
    let Some(rate) = json.text_of("rate") else { return Some(Deduction::None) };
    let rate = Rate::read(rate)?;
    let (unit, per) = json.get("per")?.entries().first()?;
    let at_most = json.get("atMost") == Some(&Json::Bool(true));
    let usage = Deduction::Usage { rate, unit: unit.to_string(), per: per.whole()?, at_most };
    Some(if rate == Rate(0) { Deduction::None } else { usage })
}

fn read_money(json: &Json<'_>) -> Option<Money> {
    Some(Money { amount: json.get("amount")?.whole()?, currency: text(json, "currency")? })
}
