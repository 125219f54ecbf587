//! Windows and terms as answers show them.

use crate::answer::{self, Cost, Costs};
use crate::calendar::Roll;
use crate::day::{self, Length, Moment};
use crate::fact;
use crate::gather::Gather;
use crate::json::write::Written;
use crate::layer::{Granted, When};
use crate::map::Map;
use crate::period::Changes;
use crate::policy::{Combine, Counts, Ends, Period, Run, Span};
use crate::term::{Burden, Fee, Term, Value};
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
        let zone = match (&granted.timed.ran, self.world.serving(adjusted.zone()).as_slice()) {
            (Some(ran), _) => Some(ran.zone),
            (None, [Some(name)]) => self.world.compiled.zones.get(*name),
            _ => None,
        };
        let shown = span(&adjusted.window.span, &adjusted.changes, granted.timed.ran.as_ref());
        // Only where no last day says it: what a length from an unknown day will be held to.
        let open_ended = shown.last_day.is_none();
        let caps = adjusted.changes.caps.iter().min_by_key(|cap| window::about(**cap));
        Written::of(&answer::Window {
            at_least_until: adjusted.changes.at_least_until.filter(|_| open_ended).map(day::write),
            cap: caps.filter(|_| open_ended).map(|cap| cap.text()),
            opens_at: granted
                .timed
                .timing
                .filter(|_| granted.timed.opens_exactly)
                .and_then(|timing| timing.opens?.exact())
                .and_then(|opens| Some(zone?.write(opens))),
            days_left: granted.timed.timing.and_then(|timing| self.days_left(timing.end, zone?)),
            zone: zone.map(|zone| zone.id.clone()),
            act: Some(adjusted.window.act.text()),
            ..shown
        })
    }

    fn days_left(&self, end: End, zone: &Zone) -> Option<i64> {
        match (self.when, end) {
            (When::At(at, _), End::After(last, _)) => {
                let today = zone.day_of(*at)?;
                (today <= last).then(|| day::day_number(last).saturating_sub(day::day_number(today)))
            }
            _ => None,
        }
    }

    /// A period by the end of which something is due, or within which something holds.
    fn due(&self, due: &Span) -> answer::Window {
        let (ran, _) = timing::date(self.world, due);
        let shown = span(due, &Changes::default(), ran.as_ref());
        answer::Window { zone: ran.map(|ran| ran.zone.id.clone()), ..shown }
    }

    /// Terms.
    pub(crate) fn costs(&self, terms: &Map<Term, Value>) -> Costs {
        Costs(terms.iter().filter_map(|(term, value)| Some((*term, Written::of(&self.cost(value)?)))).collect())
    }

    fn cost(&self, value: &Value) -> Option<Cost> {
        Some(match value {
            Value::ReturnShipping(shipping) => Cost::ReturnShipping(answer::Shipping {
                payer: shipping.payer.clone(),
                fee: shipping.fee.clone(),
                up_to: shipping.up_to.clone(),
            }),
            Value::OutboundShipping(outbound) => Cost::Word(outbound.text()),
            Value::RestockingFee(Fee::None) => Cost::Word("none"),
            Value::RestockingFee(Fee::Share(rate)) => Cost::Share { rate: rate.text() },
            Value::RestockingFee(Fee::Flat(money)) => Cost::Flat(money.clone()),
            Value::RefundDue(span) => Cost::Due(self.due(span)),
            Value::Burden(Burden::Seller) => Cost::Word("seller"),
            Value::Burden(Burden::Buyer) => Cost::Word("buyer"),
            Value::Burden(Burden::SellerWithin(span)) => Cost::Burden { seller: self.due(span) },
            Value::Evidence(evidence) => Cost::Evidence(evidence.clone()),
            Value::Granted(_) | Value::Window(_) => return None,
        })
    }
}

/// A period, or a combination of several, with what is known of how it runs.
fn span(of: &Span, changes: &Changes, ran: Option<&Ran<'_>>) -> answer::Window {
    let shown = match of {
        Span::Period(period) => of_period(period, changes, ran),
        Span::Combined(how, parts) => {
            let ran_of = |index: usize| ran.and_then(|ran| ran.parts.get(index));
            let parts = parts.iter().enumerate().map(|(index, part)| span(part, changes, ran_of(index))).gather();
            match how {
                Combine::Earliest => answer::Window { earliest_of: parts, ..answer::Window::default() },
                Combine::Latest => answer::Window { latest_of: parts, ..answer::Window::default() },
            }
        }
    };
    match ran.map(|ran| (ran.end, ran.zone)) {
        Some((End::After(last, until), zone)) => {
            answer::Window { last_day: Some(day::write(last)), ends_before: Some(zone.write(until)), ..shown }
        }
        _ => shown,
    }
}

fn of_period(period: &Period, changes: &Changes, ran: Option<&Ran<'_>>) -> answer::Window {
    let length = match period.run {
        Run::Unlimited => Some("unlimited".to_owned()),
        Run::Hours(hours) => Some(format!("PT{hours}H")),
        Run::Length(_) | Run::Until(_) => window::length(period, changes).map(|length| length.text()),
    };
    let counts = Counts::ALL.iter().find(|(counts, _)| *counts == period.counts && *counts != Counts::FromNext);
    let anchor = |anchor: &crate::policy::Anchor| answer::Anchor {
        anchor: fact::definition(anchor.fact).name,
        offset: (anchor.offset != Length::default()).then(|| anchor.offset.text()),
        rolls: (anchor.rolls != Roll::None).then(|| anchor.rolls.text()),
    };
    let started = ran.and_then(|ran| {
        let (anchor, moment) = ran.start?;
        let day = match moment {
            Moment::Day(day) => day,
            Moment::Instant(instant) => ran.zone.day_of(instant)?,
        };
        Some(answer::Started { anchor: fact::definition(anchor).name, day: day::write(day) })
    });
    answer::Window {
        length,
        from: period.from.iter().map(anchor).gather(),
        counts: counts.map(|(_, word)| *word),
        ends: (period.ends == Ends::DayBefore).then_some("day-before"),
        rolls: (period.rolls != Roll::None).then(|| period.rolls.text()),
        suspends: period.suspends.map(|suspension| if suspension.inclusive { "inclusive" } else { "elapsed" }),
        started,
        last_day: window::fixed_day(period, changes).map(day::write),
        ..answer::Window::default()
    }
}
