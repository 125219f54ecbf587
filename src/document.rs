//! The documents and calls this engine reads, field by field.

#[cfg(feature = "check")]
mod published;

use crate::fact::{LINE, ORDER, PRODUCT, REQUEST, REQUEST_LINE};
use crate::shape::{Field, Object, Shape, optional, required};
#[cfg(all(feature = "check", not(target_arch = "wasm32")))]
pub(crate) use published::MONEY;
#[cfg(feature = "check")]
pub(crate) use published::{CALENDAR, GIVEN_ANCHOR, POLICY, SEAL, WINDOWS, ZONE};

const fn object(name: &'static str, doc: &'static str, fields: &'static [Field]) -> Object {
    Object { name, doc: crate::fact::doc(doc), fields, facts: 0, filled: false }
}

/// The `format` of a policy document.
pub(crate) const POLICY_FORMAT: &str = "return-policy/1";
/// The `format` of a calendar document.
pub(crate) const CALENDAR_FORMAT: &str = "return-policy-calendar/1";
/// The `format` of a zone document.
pub(crate) const ZONE_FORMAT: &str = "return-policy-zone/1";
/// The `format` of a seal.
pub(crate) const SEAL_FORMAT: &str = "return-policy-seal/1";

/// A repair.
#[rustfmt::skip]
pub(crate) static REPAIR: Object = object("Repair", "A repair of the goods.", &[
    optional("requestedAt", Shape::Moment, "When the buyer asked for it."),
    required("handedOverAt", Shape::Moment, "When the goods were handed over for it."),
    required("returnedAt", Shape::Either(&[&Shape::Null, &Shape::Moment]), "When the buyer had them back; null while they are away."),
    optional("component", Shape::Either(&[&Shape::Null, &Shape::Path]), "The part it was about; null if none in particular."),
    optional("defect", Shape::Either(&[&Shape::Null, &Shape::Word]), "The defect, by a name that is the same each time it shows."),
    optional("outcome", Shape::Either(&[&Shape::Null, &Shape::OneOf(&["fixed", "failed"])]), "Whether the defect was gone afterwards; null while that is open."),
    optional("replaced", Shape::List(&Shape::Path, 0), "The parts that were replaced; an empty list if none was."),
    optional("excludedDays", Shape::Map(&Shape::Word, &Shape::Whole(0, 10_000)), "Days of it that a counter may take off, by cause, such as `{ \"special-parts\": 12 }`; none if not said."),
]);

/// An earlier request about the goods.
#[rustfmt::skip]
pub(crate) static CLAIM: Object = object("Claim", "An earlier request about the goods.", &[
    required("requestedAt", Shape::Moment, "When it was made."),
    optional("reason", Shape::Word, "Its reason."),
    optional("remedy", Shape::Word, "Its remedy."),
    optional("component", Shape::Either(&[&Shape::Null, &Shape::Path]), "The part it was about; null if none in particular."),
    optional("defect", Shape::Either(&[&Shape::Null, &Shape::Word]), "The defect, by a name that is the same each time it shows."),
    optional("outcome", Shape::Either(&[&Shape::Null, &Shape::OneOf(&["granted", "refused"])]), "What became of it; null while that is open."),
]);

/// How many units came back.
pub(crate) const RETURNED: Shape = Shape::Whole(0, 1_000_000);

/// How many units a request is about.
pub(crate) const REQUESTED: Shape = Shape::Whole(1, 1_000_000);

/// An order.
#[rustfmt::skip]
pub(crate) static ORDER_SHAPE: Object = Object {
    name: "Order", doc: crate::fact::doc("An order: all facts may be left out but ids. Absent is unknown, `null` is known to be none."),
    facts: ORDER,
    filled: false,
    fields: &[
        required("id", Shape::Text, "The shop's id of the order."),
        required("lines", Shape::List(&Shape::Object(&LINE_SHAPE), 1), "What was bought."),
    ],
};

#[rustfmt::skip]
static LINE_SHAPE: Object = Object {
    name: "OrderLine", doc: crate::fact::doc("One line of an order: units of one product. What it states counts before what the order states."),
    facts: LINE,
    filled: false,
    fields: &[
        required("id", Shape::Text, "The line's id, unique in the order."),
        optional("returned", RETURNED, "Units that came back already; none if not said."),
        optional("buckets", Shape::List(&Shape::Object(&BUCKET_SHAPE), 1), "The line split into units that share their facts, such as parcels."),
    ],
};

#[rustfmt::skip]
static BUCKET_SHAPE: Object = Object {
    name: "Bucket", doc: crate::fact::doc("Units of a line that share their facts. What it states counts before what the line states."),
    facts: LINE,
    filled: false,
    fields: &[
        required("id", Shape::Text, "The bucket's id, unique in the line."),
        optional("returned", RETURNED, "Units that came back already; none if not said."),
    ],
};

/// A request.
#[rustfmt::skip]
pub(crate) static REQUEST_SHAPE: Object = Object {
    name: "Request", doc: crate::fact::doc("What a buyer asks for."),
    facts: REQUEST,
    filled: false,
    fields: &[
        optional("id", Shape::Text, "The shop's id of the request."),
        optional("noticeSentAt", Shape::Instant, "When the buyer sent notice."),
        optional("noticeReceivedAt", Shape::Instant, "When the seller received it."),
        optional("dispatchedAt", Shape::Instant, "When the buyer handed the goods to a carrier."),
        optional("arrivedAt", Shape::Instant, "When the goods arrived at the seller."),
        optional("paidAt", Shape::Instant, "When the buyer paid what the act requires."),
        required("lines", Shape::List(&Shape::Object(&REQUEST_LINE_SHAPE), 1), "The lines it is about."),
    ],
};

#[rustfmt::skip]
static REQUEST_LINE_SHAPE: Object = Object {
    name: "RequestLine", doc: crate::fact::doc("What a buyer asks for on one line of the order."),
    facts: REQUEST_LINE,
    filled: false,
    fields: &[
        required("line", Shape::Text, "The id of the order's line."),
        optional("bucket", Shape::Text, "The id of the line's bucket, where it has any."),
        optional("quantity", REQUESTED, "How many units; all that are left if not said."),
        optional("evidence", Shape::List(&Shape::Word, 0), "What the buyer has shown, such as `photo`."),
    ],
};

/// A product before it is bought.
#[rustfmt::skip]
pub(crate) static PRODUCT_SHAPE: Object = Object {
    name: "Product", doc: crate::fact::doc("A product before it is bought, with what is known of the buyer."),
    facts: PRODUCT,
    filled: false,
    fields: &[optional("id", Shape::Text, "The shop's id of the product.")],
};

/// The call of `evaluate`.
#[rustfmt::skip]
pub(crate) static EVALUATION_CALL: Object = object("EvaluationCall", "Decide an order.", &[
    required("order", Shape::Object(&ORDER_SHAPE), "The order."),
    optional("request", Shape::Object(&REQUEST_SHAPE), "What the buyer asks for; without it every line, reason and remedy is answered."),
    required("at", Shape::Instant, "Now: the engine has no clock."),
]);

/// The call of `validate`.
#[rustfmt::skip]
pub(crate) static VALIDATION_CALL: Object = object("ValidationCall", "Check a request against its order.", &[
    required("order", Shape::Object(&ORDER_SHAPE), "The order."),
    required("request", Shape::Object(&REQUEST_SHAPE), "What the buyer asks for."),
    required("at", Shape::Instant, "Now: the engine has no clock."),
]);

/// The call of `terms`.
#[rustfmt::skip]
pub(crate) static TERMS_CALL: Object = object("TermsCall", "Say what the buyer of a product may ask for, before it is bought.", &[
    required("product", Shape::Object(&PRODUCT_SHAPE), "The product."),
    optional("expectedDelivery", Shape::Date, "The day on which it would be delivered."),
    required("at", Shape::Instant, "When it would be bought: order and contract are taken to be at this instant."),
]);
