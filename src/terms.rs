//! Says what a product's buyer may ask for, before it is bought.

use crate::answer::{self, Terms};
use crate::call;
use crate::compile::Compiled;
use crate::day::{self, Moment};
use crate::fact::{self, FactId, PRODUCT};
use crate::facts::{Derived, FactValue, Facts, Source};
use crate::json::write::Written;
use crate::layer::When;
use crate::problem::Problem;
use crate::{document, evaluate, zone};

/// Says what a product's buyer may ask for: the call is `{ product, expectedDelivery?, at }`.
pub(crate) fn terms(compiled: &Compiled, text: &str) -> Result<Written, Vec<Problem>> {
    let json = call::read_call(text, &document::TERMS_CALL)?;
    let instant = json.text_of("at").and_then(day::read_instant);
    let (Some(product), Some(at)) = (json.get("product"), instant) else { return Err(Vec::new()) };
    let expected = json.text_of("expectedDelivery").and_then(day::read_day).map(Moment::Day);
    let mut derived = Vec::new();
    for fact in BOUGHT {
        derived.push(derive(fact, Some(FactValue::Moment(Moment::Instant(at))), "/at"));
    }
    for fact in DELIVERED {
        derived.push(derive(fact, expected.map(FactValue::Moment), "/expectedDelivery"));
    }
    // Nothing has been asked for, sent back or repaired before anything is bought.
    for fact in fact::FOLLOWING {
        derived.push(derive(fact, Some(FactValue::None), "/product"));
    }
    derived.push(derive(fact::REPAIRS, Some(FactValue::Repairs(Vec::new())), "/product"));
    for (_, dimension) in compiled.dimensions.iter() {
        if dimension.fact == fact::COUNTER {
            let name = dimension.name.clone();
            derived.push(Derived { name, ..derive(fact::COUNTER, Some(FactValue::Number(0)), "/product") });
        }
    }
    let sources = [Source { levels: PRODUCT, json: product, path: "/product".into() }];
    let facts = Facts::filled(compiled, &sources, &derived);
    let (offers, warranty) = evaluate::decide_all(compiled, &facts, &When::BeforePurchase, None);
    Ok(Written::of(&Terms {
        format: answer::TERMS_FORMAT,
        at: zone::write_utc(at),
        documents: &compiled.documents,
        data: &compiled.data,
        offers,
        warranty,
    }))
}

/// What happens when it is bought.
const BOUGHT: [FactId; 2] = [fact::CONTRACT, fact::position("order")];

/// What happens when it is delivered.
const DELIVERED: [FactId; 4] = [
    fact::position("delivery"),
    fact::position("firstDelivery"),
    fact::position("lastDelivery"),
    fact::position("signing"),
];

fn derive(fact: FactId, value: Option<FactValue>, place: &str) -> Derived {
    Derived { fact, name: None, value, place: place.into() }
}
