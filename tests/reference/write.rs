//! Writes what was drawn as the documents and orders that the engine reads.

use serde_json::{Map, Value, json};

use crate::almanac::WEEK;
use crate::clock::{Instant, ZONES};
use crate::draw::MARKETS;
use crate::length::{Counts, Ends};
use crate::rest::{RestDays, Roll};
use crate::window::{
    Adjustment, Anchor, ByMarket, Facts, Kind, Moment, Name, Period, Repair, Right, Span, Suspension, Window, World,
};

/// An instant in UTC.
pub(crate) fn instant(at: Instant) -> String {
    ZONES[0].write(at)
}

pub(crate) fn moment(moment: Moment) -> Value {
    match moment {
        Moment::On(day) => json!(day.to_string()),
        Moment::At(at) => json!(instant(at)),
    }
}

/// The field of an order or line that states an event.
pub(crate) fn field(name: Name) -> &'static str {
    match name {
        "contract" => "contractAt",
        "contractCopy" => "contractCopyAt",
        "order" => "placedAt",
        "delivery" => "deliveredAt",
        "shipment" => "shippedAt",
        "invoice" => "invoicedAt",
        "information" => "informedAt",
        "signing" => "signedAt",
        "installation" => "installedAt",
        "activation" => "activatedAt",
        "exchange" => "exchangedAt",
        "defectKnown" => "defectKnownAt",
        "goodsBack" => "goodsBackAt",
        "refundAgreed" => "refundAgreedAt",
        "warrantyEnd" => "warrantyEndsAt",
        other => panic!("no field states `{other}`"),
    }
}

/// The field of a request that says when an act was done.
pub(crate) fn act_field(act: Name) -> &'static str {
    match act {
        "notify" => "noticeSentAt",
        "notice-received" => "noticeReceivedAt",
        "dispatch" => "dispatchedAt",
        "arrive" => "arrivedAt",
        "pay" => "paidAt",
        other => panic!("`{other}` is no act"),
    }
}

/// What is known of these events.
pub(crate) fn events(facts: &Facts, names: &[Name]) -> Map<String, Value> {
    let asked = names.iter().filter_map(|name| Some((field(name).to_owned(), facts.events.get(name)?)));
    asked.map(|(field, event)| (field, event.map_or(Value::Null, moment))).collect()
}

pub(crate) fn repairs(repairs: &[Repair]) -> Value {
    let repairs = repairs.iter().map(|repair| {
        json!({
            "requestedAt": moment(repair.requested),
            "handedOverAt": moment(repair.handed_over),
            "returnedAt": repair.returned.map(moment),
        })
    });
    repairs.collect()
}

/// A document of rules, two for each right at most: what it is, and what changes it.
pub(crate) fn policy(world: &World, rights: &[Right]) -> Value {
    let mut rules = Vec::new();
    for (number, right) in rights.iter().enumerate() {
        let when = json!({ "reason": ["change-of-mind"], "remedy": ["refund"], "sku": [number.to_string()] });
        let then = json!({ "granted": true, "window": whole(world, right) });
        rules.push(json!({ "id": format!("r{number}"), "when": when, "then": then }));
        for (place, change) in right.adjustments.iter().enumerate() {
            let then = json!({ "window": adjustment(*change) });
            rules.push(json!({ "id": format!("r{number}-{place}"), "when": when, "then": then }));
        }
    }
    json!({
        "format": "return-policy/1", "id": "drawn", "version": "1", "layer": "declared", "rules": rules,
        "when": { "market": MARKETS },
        "zone": zone(&world.zone), "calendar": calendar(world, &world.calendar),
    })
}

/// A window with the act that has to happen inside it.
fn whole(world: &World, right: &Right) -> Value {
    let mut json = window(world, &right.window);
    if right.act != "notify" {
        json["act"] = json!(right.act);
    }
    json
}

fn window(world: &World, one: &Window) -> Value {
    let all = |parts: &[Window]| parts.iter().map(|part| window(world, part)).collect::<Value>();
    let mut json = match &one.kind {
        Kind::Period(one) => period(world, one),
        Kind::EarliestOf(parts) => json!({ "earliestOf": all(parts) }),
        Kind::LatestOf(parts) => json!({ "latestOf": all(parts) }),
    };
    if let Some(opens) = one.opens {
        json["opens"] = json!(opens);
    }
    json
}

/// What is as it would be anyway is left out.
fn period(world: &World, period: &Period) -> Value {
    let mut json = json!({ "from": period.from.iter().map(anchor).collect::<Value>() });
    match period.span {
        Span::Length(length) => json["length"] = json!(length.to_string()),
        Span::Hours(hours) => json["length"] = json!(format!("PT{hours}H")),
        Span::Until(day) => json["until"] = json!(day.to_string()),
        Span::Unlimited => json["length"] = json!("unlimited"),
    }
    let counts = match period.counts {
        Counts::Next => None,
        Counts::Same => Some(json!("same-day")),
        Counts::Working => Some(json!("working-day")),
    };
    let optional = [
        ("counts", counts),
        ("ends", (period.ends == Ends::DayBefore).then(|| json!("day-before"))),
        ("rolls", roll(period.rolls)),
        ("suspends", period.suspends.map(suspension)),
        ("zone", period.zone.as_ref().map(zone)),
        ("calendar", period.calendar.as_ref().map(|names| calendar(world, names))),
    ];
    for (field, value) in optional {
        json.as_object_mut().expect("an object").extend(value.map(|value| (field.to_owned(), value)));
    }
    json
}

fn anchor(anchor: &Anchor) -> Value {
    if anchor.offset.is_none() && anchor.rolls == Roll::None {
        return json!(anchor.name);
    }
    let mut json = json!({ "anchor": anchor.name });
    if let Some(offset) = anchor.offset {
        json["offset"] = json!(offset.to_string());
    }
    if let Some(rolls) = roll(anchor.rolls) {
        json["rolls"] = rolls;
    }
    json
}

fn roll(roll: Roll) -> Option<Value> {
    match roll {
        Roll::None => None,
        Roll::Holiday => Some(json!("holiday")),
        Roll::WeekendOrHoliday => Some(json!("weekend-or-holiday")),
        Roll::WorkingCalendar => Some(json!("working-calendar")),
    }
}

fn suspension(suspension: Suspension) -> Value {
    let mut json = json!({ "days": if suspension.is_inclusive { "inclusive" } else { "elapsed" } });
    if suspension.from_request {
        json["from"] = json!("request");
    }
    if let Some(leaves) = suspension.leaves {
        json["leaves"] = json!(leaves.to_string());
    }
    json
}

fn adjustment(adjustment: Adjustment) -> Value {
    match adjustment {
        Adjustment::Add(length) => json!({ "add": length.to_string() }),
        Adjustment::AtLeastUntil(day) => json!({ "atLeastUntil": day.to_string() }),
        Adjustment::Cap(length) => json!({ "cap": length.to_string() }),
    }
}

fn zone(names: &ByMarket) -> Value {
    by_market(names, |place| json!(ZONES[place].id))
}

fn calendar(world: &World, names: &ByMarket) -> Value {
    by_market(names, |place| json!(world.calendars[place].id))
}

/// One name where it serves every market, else names by market.
fn by_market(names: &ByMarket, name: impl Fn(usize) -> Value) -> Value {
    let first = names.values().next().expect("a market");
    if names.values().all(|place| place == first) {
        return name(*first);
    }
    names.iter().map(|(market, place)| ((*market).to_owned(), name(*place))).collect::<Map<_, _>>().into()
}

pub(crate) fn rest_days(rest: &RestDays) -> Value {
    let weekend: Vec<&str> = rest.weekend.iter().map(|weekday| WEEK[*weekday]).collect();
    let holidays = rest.holidays.iter().map(|day| json!({ "date": day.to_string(), "name": "Holiday" }));
    json!({
        "format": "return-policy-calendar/1", "id": rest.id, "version": "1",
        "knownFrom": rest.known.0.to_string(), "knownUntil": rest.known.1.to_string(), "weekend": weekend,
        "holidays": holidays.collect::<Value>(),
        "workdays": rest.workdays.iter().map(|day| json!(day.to_string())).collect::<Value>(),
    })
}
