//! Windows and terms as answers show them.

use chrono::NaiveDate;

use crate::answer::{Costs, Started};
use crate::calendar::Roll;
use crate::day::{self, Length, Moment};
use crate::fact;
use crate::json::write::{Filled, Object, ToJson, Written};
use crate::layer::{Granted, When};
use crate::map::Map;
use crate::money::{Money, Rate};
use crate::period::Changes;
use crate::policy::{Anchor, Combine, Counts, Ends, Period, Run, Span, Window};
use crate::term::{Burden, Deduction, Fee, ReturnShipping, Term, Value};
use crate::timing::{self, Ran};
use crate::window::{self, End};
use crate::world::World;
use crate::zone::Zone;

/// Writes what holds in a world, asked about at some time.
#[derive(Clone, Copy)]
pub(crate) struct Writer<'a, 'w> {
    pub(crate) world: &'a World<'w>,
    pub(crate) when: &'a When,
}

impl Writer<'_, '_> {
    /// A window in which the buyer may act.
    pub(crate) fn window(&self, granted: &Granted<'_>) -> Written {
        let adjusted = &granted.window;
        let ran = granted.timed.ran.as_ref();
        let zone = ran.map(|ran| ran.zone).or_else(|| self.world.zone_of(adjusted.zone()));
        let acted = Some((granted, self.when));
        Written::of(&Shown { span: &adjusted.window.span, changes: &adjusted.changes, ran, zone, acted })
    }

    /// Terms.
    pub(crate) fn costs(&self, terms: &Map<Term, Value>) -> Costs {
        let mut costs = Costs::default();
        for (term, value) in terms {
            self.add_cost(*term, value, &mut costs);
        }
        costs
    }

    /// Adds a term.
    pub(crate) fn add_cost(&self, term: Term, value: &Value, costs: &mut Costs) {
        if let Some(cost) = self.cost(value) {
            costs.0.insert(term, cost);
        }
    }

    /// A term by itself.
    pub(crate) fn cost(&self, value: &Value) -> Option<Written> {
        match value {
            Value::Due(span) => Some(self.due(span)),
            Value::Burden(Burden::SellerWithin(span)) => Some(Written::only("seller", &self.due(span))),
            Value::Deduction(Deduction::Usage { rate, unit, per, at_most }) => {
                let amount = self.charged(*rate, unit, *per);
                Some(Written::of(&Charged { rate: *rate, unit, per: *per, at_most: *at_most, amount }))
            }
            value => timeless(value),
        }
    }

    /// What is kept back for the use so far, where price and use are known; what is less than a minor unit is left out.
    fn charged(&self, rate: Rate, unit: &str, per: i64) -> Option<Money> {
        let used = self.world.number(fact::USAGE, Some(unit))?;
        let price = self.world.number(fact::UNIT_PRICE, None)?;
        // A rate counts hundredths of a percent.
        let share = price.checked_mul(used)?.checked_mul(i64::from(rate.0))?;
        let amount = share.checked_div(per.checked_mul(10_000)?)?.min(price);
        Some(Money { amount, currency: self.world.word(fact::CURRENCY)?.to_owned() })
    }

    /// A period by the end of which something is due, or within which something holds.
    fn due(&self, span: &Span) -> Written {
        let (ran, _) = timing::date(self.world, span);
        let ran = ran.as_ref();
        Written::of(&Shown { span, changes: &Changes::default(), ran, zone: ran.map(|ran| ran.zone), acted: None })
    }
}

/// A window of which only is known what it is made of.
#[cfg(feature = "check")]
pub(crate) fn window_plan(granted: &Granted<'_>, zone: Option<&Zone>) -> Written {
    let window::Adjusted { window, changes } = &granted.window;
    let acted = Some((granted, &When::BeforePurchase));
    Written::of(&Shown { span: &window.span, changes, ran: None, zone, acted })
}

/// A period of which only is known what it is made of.
#[cfg(feature = "check")]
pub(crate) fn plan(span: &Span) -> Written {
    Written::of(&Shown { span, changes: &Changes::default(), ran: None, zone: None, acted: None })
}

/// A term without periods as answers write it.
pub(crate) fn timeless(value: &Value) -> Option<Written> {
    Some(match value {
        Value::ReturnShipping(shipping) => Written::of(shipping),
        Value::OutboundShipping(outbound) => Written::of(&outbound.text()),
        Value::RestockingFee(Fee::None) | Value::Deduction(Deduction::None) => Written::of(&"none"),
        Value::RestockingFee(Fee::Share(rate)) => Written::only("rate", &rate.text()),
        Value::RestockingFee(Fee::Flat(money)) => Written::of(money),
        Value::Burden(Burden::Seller) => Written::of(&"seller"),
        Value::Burden(Burden::Buyer) => Written::of(&"buyer"),
        Value::Evidence(names) | Value::Covers(names) => Written::of(names),
        Value::Deduction(Deduction::Usage { rate, unit, per, at_most }) => {
            Written::of(&Charged { rate: *rate, unit, per: *per, at_most: *at_most, amount: None })
        }
        Value::Word(term, word) => Written::of(Term::WORDS.get(*term)?.1.get(*word)?),
        Value::Granted(_) | Value::Window(_) | Value::Due(_) | Value::Burden(Burden::SellerWithin(_)) => return None,
    })
}

/// A period, or a combination of several, with what is known of how it runs.
struct Shown<'s> {
    span: &'s Span,
    changes: &'s Changes,
    ran: Option<&'s Ran<'s>>,
    /// The zone of a whole window; its parts do not repeat it.
    zone: Option<&'s Zone>,
    /// What is granted, and when it is asked about, where the buyer acts in the window.
    acted: Option<(&'s Granted<'s>, &'s When)>,
}

impl ToJson for Shown<'_> {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        match self.span {
            Span::Period(period) => write_period(period, self.changes, &mut object),
            Span::Combined(how, parts) => {
                let name = if *how == Combine::Earliest { "earliestOf" } else { "latestOf" };
                object.field(name, &Filled(&self.parts(parts)));
            }
        }
        let (last_day, ends_before) = self.ends();
        if let (None, Some((granted, _))) = (last_day, self.acted) {
            // Only where no last day says it: what a length from an unknown day will be held to.
            let changes = &granted.window.changes;
            let cap = changes.caps.iter().min_by_key(|cap| window::about(**cap));
            object.field("atLeastUntil", &changes.at_least_until.map(day::write));
            object.field("cap", &cap.map(|cap| cap.text()));
        }
        object.field("started", &self.started());
        object.field("opensAt", &self.opens_at());
        object.field("lastDay", &last_day.map(day::write));
        object.field("endsBefore", &ends_before);
        object.field("daysLeft", &self.days_left());
        object.field("zone", &self.zone.map(|zone| zone.id.as_str()));
        object.field("act", &self.acted.map(|(granted, _)| granted.window.window.act.text()));
        object.field("usage", &self.usage());
        object.close();
    }
}

impl<'s> Shown<'s> {
    fn parts(&self, parts: &'s [Span]) -> Vec<Self> {
        let mut shown = Vec::new();
        for (index, span) in parts.iter().enumerate() {
            let ran = self.ran.and_then(|ran| ran.parts.get(index));
            shown.push(Self { span, changes: self.changes, ran, zone: None, acted: None });
        }
        shown
    }

    /// The last day, and the instant at which it is over where that is known.
    fn ends(&self) -> (Option<NaiveDate>, Option<String>) {
        match (self.ran, self.span) {
            (Some(Ran { end: End::After(last, until), zone, .. }), _) => (Some(*last), Some(zone.write(*until))),
            (_, Span::Period(period)) => (window::fixed_day(period, self.changes), None),
            _ => (None, None),
        }
    }

    /// The event from which a period does run.
    fn started(&self) -> Option<Started> {
        let ran = self.ran?;
        let (anchor, moment) = ran.start?;
        let day = match moment {
            Moment::Day(day) => day,
            Moment::Instant(instant) => ran.zone.day_of(instant)?,
        };
        Some(Started { anchor: fact::definition(anchor).name, day: day::write(day) })
    }

    fn opens_at(&self) -> Option<String> {
        let (granted, _) = self.acted?;
        let opens = granted.timed.timing?.opens?.exact()?;
        if granted.timed.opens_exactly { Some(self.zone?.write(opens)) } else { None }
    }

    /// How much the goods may be used.
    fn usage(&self) -> Option<Usage<'s>> {
        let (granted, _) = self.acted?;
        let window = &granted.window.window;
        (!window.usage.is_empty()).then_some(Usage { window, used: &granted.used })
    }

    fn days_left(&self) -> Option<i64> {
        let (granted, when) = self.acted?;
        if granted.used_up {
            return None;
        }
        let (When::At(at, _), End::After(last, _)) = (when, granted.timed.timing?.end) else { return None };
        let today = self.zone?.day_of(*at)?;
        (today <= last).then(|| day::day_number(last).saturating_sub(day::day_number(today)))
    }
}

/// What is kept back for use.
struct Charged<'s> {
    rate: Rate,
    unit: &'s str,
    per: i64,
    at_most: bool,
    amount: Option<Money>,
}

impl ToJson for Charged<'_> {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        object.field("rate", &self.rate.text());
        object.field("per", &Written::only(self.unit, &self.per));
        object.field("atMost", &self.at_most.then_some(true));
        object.field("amount", &self.amount);
        object.close();
    }
}

/// How much the goods may be used in a window, and how much they have been where that is known.
struct Usage<'s> {
    window: &'s Window,
    used: &'s Map<String, i64>,
}

impl ToJson for Usage<'_> {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        for (name, most) in &self.window.usage {
            let left = self.used.get(name).map(|used| most.saturating_sub(*used).max(0));
            object.field(name, &Allowance { most: *most, left });
        }
        object.close();
    }
}

/// What may be used, and what of it is left.
struct Allowance {
    most: i64,
    left: Option<i64>,
}

impl ToJson for Allowance {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        object.field("upTo", &self.most);
        object.field("left", &self.left);
        object.close();
    }
}

/// Writes what documents say of a period.
pub(crate) fn write_period(period: &Period, changes: &Changes, object: &mut Object<'_>) {
    let length = match period.run {
        Run::Unlimited => Some("unlimited".to_owned()),
        Run::Hours(hours) => Some(format!("PT{hours}H")),
        Run::Length(_) | Run::Until(_) => window::length(period, changes).map(|length| length.text()),
    };
    let counts = Counts::ALL.iter().find(|(counts, _)| *counts == period.counts && *counts != Counts::FromNext);
    object.field("length", &length);
    object.field("from", &Filled(&period.from));
    object.field("counts", &counts.map(|(_, word)| *word));
    object.field("ends", &(period.ends == Ends::DayBefore).then_some("day-before"));
    object.field("rolls", &moved(period.rolls));
    object.field("suspends", &period.suspends.map(|one| if one.inclusive { "inclusive" } else { "elapsed" }));
}

/// How rest days move a day, where they do.
fn moved(rolls: Roll) -> Option<&'static str> {
    (rolls != Roll::None).then(|| rolls.text())
}

impl ToJson for Anchor {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        object.field("anchor", &fact::definition(self.fact).name);
        object.field("offset", &(self.offset != Length::default()).then(|| self.offset.text()));
        object.field("rolls", &moved(self.rolls));
        object.close();
    }
}

impl ToJson for ReturnShipping {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        object.field("payer", &self.payer);
        object.field("fee", &self.fee);
        object.field("upTo", &self.up_to);
        object.close();
    }
}
