//! Facts that follow from others: first and last delivery, acts of a request, and the history of the goods.

use crate::by_market::NamesId;
use crate::call::{Call, buckets};
use crate::compile::Compiled;
use crate::day::{self, Moment};
use crate::dimension::DimensionId;
use crate::fact::{self, FactId, LINE};
use crate::facts::{Derived, FactValue, Source};
use crate::gather::AddAll;
use crate::history;
use crate::json::Json;
use crate::zone::Zone;

/// What follows from what is stated of one subject.
pub(crate) fn of_subject(compiled: &Compiled, call: &Call<'_>, sources: &[Source<'_>]) -> Vec<Derived> {
    let mut derived = acts(call, sources);
    for (anchor, field) in [(fact::REPAIR_RETURNED, "returnedAt"), (fact::REPAIR_BEGUN, "handedOverAt")] {
        derived.push(last_repair(compiled, call, sources, anchor, field));
    }
    for (id, dimension) in compiled.dimensions.iter() {
        if dimension.fact == fact::COUNTER {
            derived.add(counter(compiled, id, call, sources));
        }
    }
    derived
}

/// The first and last delivery of the order; where a delivery that matters is not stated, its place.
pub(crate) fn deliveries(compiled: &Compiled, order: &Json<'_>) -> Vec<Derived> {
    let (mut units, mut missing) = (Vec::new(), None);
    for (index, line) in order.items_of("lines").iter().enumerate() {
        for bucket in buckets(line) {
            let of_bucket = bucket.and_then(|(_, bucket)| bucket.get("deliveredAt"));
            let stated = of_bucket.or_else(|| line.get("deliveredAt")).or_else(|| order.get("deliveredAt"));
            if stated.is_none() {
                let bucket = bucket.map(|(bucket, _)| format!("/buckets/{bucket}")).unwrap_or_default();
                missing = missing.or(Some(format!("/order/lines/{index}{bucket}/deliveredAt")));
            }
            units.push(stated.map(|stated| stated.text().and_then(day::read_moment)));
        }
    }
    let mut derived = Vec::new();
    for (fact, moment) in DELIVERIES.into_iter().zip(first_and_last(&units, zone_of(compiled, order.text_of("market"))))
    {
        let value = moment.map(|moment| moment.map_or(FactValue::None, FactValue::Moment));
        let place = missing.clone().unwrap_or_else(|| "/order/lines".into());
        derived.push(Derived { fact, name: None, value, place });
    }
    derived
}

/// The first delivery of an order and the last, in this order.
pub(crate) const DELIVERIES: [FactId; 2] = [fact::position("firstDelivery"), fact::position("lastDelivery")];

/// The first and the last of the deliveries of all units, where they are known: the last has not happened as long as some
/// unit is not delivered, the first as long as none is.
pub(crate) fn first_and_last(units: &[Option<Option<Moment>>], zone: Option<&Zone>) -> [Option<Option<Moment>>; 2] {
    let key = |moment: &Moment| order_key(*moment, zone);
    let (mut first, mut last): (Option<Moment>, Option<Moment>) = (None, None);
    let (mut outstanding, mut missing) = (false, false);
    for unit in units {
        match unit {
            Some(Some(moment)) => {
                first = Some(first.filter(|first| key(first) <= key(moment)).unwrap_or(*moment));
                last = Some(last.filter(|last| key(last) > key(moment)).unwrap_or(*moment));
            }
            Some(None) => outstanding = true,
            None => missing = true,
        }
    }
    let last = last.filter(|_| !outstanding);
    [(!missing).then_some(first), (outstanding || !missing).then_some(last)]
}

/// The events that follow from acts of a request, each with the field that states it.
const ACTS: [(FactId, &str); 4] = [
    (fact::position("notice"), "noticeSentAt"),
    (fact::position("noticeReceived"), "noticeReceivedAt"),
    (fact::position("returnDispatch"), "dispatchedAt"),
    (fact::position("goodsBack"), "arrivedAt"),
];

/// What follows from a request: acts that it does not state have not happened yet.
fn acts(call: &Call<'_>, sources: &[Source<'_>]) -> Vec<Derived> {
    let is_stated = |field: &str| sources.iter().any(|source| source.json.get(field).is_some());
    let derive = |(fact, field): &(FactId, &str)| {
        let stated =
            call.request.and_then(|request| request.get(field)).and_then(Json::text).and_then(day::read_moment);
        Derived {
            fact: *fact,
            name: None,
            value: Some(stated.map_or(FactValue::None, FactValue::Moment)),
            place: format!("/request/{field}"),
        }
    };
    let mut derived = Vec::new();
    for act in &ACTS {
        if act.1 != "arrivedAt" || !is_stated("goodsBackAt") {
            derived.push(derive(act));
        }
    }
    derived
}

/// The last day of this kind in the repairs: none if there was no repair, or for returns, if none is over.
fn last_repair(compiled: &Compiled, call: &Call<'_>, sources: &[Source<'_>], anchor: FactId, field: &str) -> Derived {
    let (stated, place) = history_of("repairs", sources);
    let zone = zone_of(compiled, call.order.text_of("market"));
    let last = |repairs: &Json<'_>| {
        let mut last: Option<Moment> = None;
        for repair in repairs.items() {
            let Some(moment) = repair.text_of(field).and_then(day::read_moment) else { continue };
            if last.is_none_or(|last| order_key(moment, zone) >= order_key(last, zone)) {
                last = Some(moment);
            }
        }
        last.map_or(FactValue::None, FactValue::Moment)
    };
    Derived { fact: anchor, name: None, value: stated.map(last), place }
}

/// What a counter reads, if the history that it counts is stated.
fn counter(compiled: &Compiled, id: DimensionId, call: &Call<'_>, sources: &[Source<'_>]) -> Option<Derived> {
    let dimension = compiled.dimensions.get(id)?;
    let (document, counter) = history::owner(&compiled.documents, dimension.name.as_deref()?)?;
    let field = fact::definition(counter.of).field;
    let (stated, place) = history_of(field, sources);
    let zone = zone_serving(compiled, document.zone, call.order.text_of("market"));
    let value = stated.map(|entries| history::count(counter, entries.items(), call.at, zone));
    Some(Derived { fact: dimension.fact, name: dimension.name.clone(), value, place })
}

/// A history, and where it is or would be stated: as near to the goods as it may be.
fn history_of<'j>(field: &str, sources: &[Source<'j>]) -> (Option<&'j Json<'j>>, String) {
    let stated = sources.iter().find_map(|source| Some((source, source.json.get(field)?)));
    let nearest = sources.iter().find(|source| source.levels == LINE).map(|source| source.path.as_str());
    let base = stated.map_or(nearest.unwrap_or_default(), |(source, _)| source.path.as_str());
    (stated.map(|(_, history)| history), format!("{base}/{field}"))
}

/// The zone in which the days of a buyer in this market fall, as far as one document names one.
pub(crate) fn zone_of<'c>(compiled: &'c Compiled, market: Option<&str>) -> Option<&'c Zone> {
    compiled.documents.iter().find_map(|document| zone_serving(compiled, document.zone, market))
}

/// The zone among those named that serves a market, if it is one.
fn zone_serving<'c>(compiled: &'c Compiled, names: NamesId, market: Option<&str>) -> Option<&'c Zone> {
    let id = compiled.dimensions.position(fact::MARKET, None);
    let markets = id.zip(market).map(|(id, market)| compiled.dimensions.locate(id, market));
    match compiled.names.get(names)?.serving(markets.as_ref()).as_slice() {
        [Some(name)] => compiled.zones.get(*name),
        _ => None,
    }
}

/// Orders dates and instants: by civil day, then by instant, a bare date last.
fn order_key(moment: Moment, zone: Option<&Zone>) -> (i64, i64) {
    match moment {
        Moment::Instant(instant) => {
            let day = zone.and_then(|zone| zone.day_of(instant)).map(day::day_number);
            (day.unwrap_or_else(|| instant.0.div_euclid(86_400_000)), instant.0)
        }
        Moment::Day(day) => (day::day_number(day), i64::MAX),
    }
}
