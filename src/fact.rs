//! Every fact a policy may ask about, defined once: reading, matching, schemas and types all use this table.

use crate::shape::Shape;

/// How the values of a fact relate, and so how a rule may constrain it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One text out of many.
    Word,
    /// One number on a line.
    Number,
    /// One civil day or instant: an anchor from which windows may run.
    Day,
    /// A path such as `apparel/shoes`; a node holds all paths below it.
    Path,
    /// A reason; a standard one, or one that a document places below another.
    Reason,
    /// A country or a part of it; a group such as `EU` holds its members.
    Market,
    /// A complete list of names: what is not in it is known to be absent.
    Tags,
    /// Named facts, each absent or present on its own.
    Names,
    /// Named numbers, each known on its own.
    Amounts,
    /// A list of what happened to the goods, which windows and counters read and no rule constrains.
    History,
}

/// Where a document may state a fact, as a set of bits.
pub(crate) type Levels = u8;
/// The order.
pub(crate) const ORDER: Levels = 1;
/// A line of an order and its buckets.
pub(crate) const LINE: Levels = 2;
/// A product before it is bought.
pub(crate) const PRODUCT: Levels = 4;
/// A request.
pub(crate) const REQUEST: Levels = 8;
/// A line of a request.
pub(crate) const REQUEST_LINE: Levels = 16;

/// One fact.
#[derive(Debug)]
pub(crate) struct Definition {
    /// What `when` and `given` call it.
    pub(crate) name: &'static str,
    /// The field that states it in orders, products and requests; none for derived facts.
    pub(crate) field: &'static str,
    /// How its values relate.
    pub(crate) kind: Kind,
    /// What one value looks like.
    pub(crate) value: Shape,
    /// Whether it may be known to be none.
    pub(crate) nullable: bool,
    /// Where it may be stated.
    pub(crate) levels: Levels,
    /// What it means, for schemas and types.
    #[cfg_attr(target_arch = "wasm32", expect(dead_code, reason = "only schemas and types have documentation"))]
    pub(crate) doc: &'static str,
}

impl Definition {
    /// Whether a document may vouch for it: orders state it, and every order may be alike in it.
    pub(crate) fn is_given(&self) -> bool {
        // What follows from a request is known of each order.
        let is_stated = self.levels & (ORDER | LINE) != 0 && self.name != "goodsBack";
        self.is_constrained() && (is_stated || self.name == "setting")
    }

    /// Whether each of its names is a fact of its own.
    pub(crate) fn is_named(&self) -> bool {
        matches!(self.kind, Kind::Names | Kind::Amounts)
    }

    /// Whether rules may ask for it.
    pub(crate) fn is_constrained(&self) -> bool {
        self.kind != Kind::History
    }
}

/// The position of a fact in [`FACTS`].
pub(crate) type FactId = usize;

const fn fact(
    name: &'static str,
    field: &'static str,
    kind: Kind,
    value: Shape,
    nullable: bool,
    levels: Levels,
    text: &'static str,
) -> Definition {
    Definition { name, field, kind, value, nullable, levels, doc: doc(text) }
}

const fn anchor(name: &'static str, field: &'static str, levels: Levels, text: &'static str) -> Definition {
    fact(name, field, Kind::Day, Shape::Moment, true, levels, text)
}

/// Keeps documentation out of the WebAssembly build, where nothing reads it.
pub(crate) const fn doc(text: &'static str) -> &'static str {
    if cfg!(target_arch = "wasm32") { "" } else { text }
}

/// The order of facts is the order in which missing ones are asked for; the market comes first because zones and
/// calendars hang on it, days come last because they only move ends.
#[rustfmt::skip]
pub(crate) static FACTS: &[Definition] = &[
    fact("market", "market", Kind::Market, Shape::Market, false, ORDER | PRODUCT,
        "Where the buyer is: ISO 3166-1 code, with ISO 3166-2 subdivision where known: `DE`, `DE-BY`."),
    fact("channel", "channel", Kind::Word,
        Shape::OneOf(&["online", "television", "telephone", "mail", "doorstep", "in-store"]), false, ORDER | PRODUCT,
        "How the contract was concluded."),
    fact("buyerKind", "buyerKind", Kind::Word, Shape::OneOf(&["consumer", "business"]), false, ORDER | PRODUCT,
        "Whether the buyer acts as a consumer."),
    fact("sellerKind", "sellerKind", Kind::Word, Shape::OneOf(&["trader", "private"]), false, ORDER | LINE | PRODUCT,
        "Whether the seller acts as a trader."),
    fact("supply", "supply", Kind::Word, Shape::OneOf(&["goods", "service", "digital"]), false, ORDER | LINE | PRODUCT,
        "What is supplied: goods, a service, or digital content without a carrier."),
    fact("reason", "reason", Kind::Reason, Shape::Word, false, REQUEST_LINE,
        "Why the buyer asks: a standard reason, or one that a policy defines under `reasons`."),
    fact("remedy", "remedy", Kind::Word, Shape::OneOf(&["cancel", "refund", "refund-only", "exchange", "repair", "reship",
        "store-credit", "price-reduction", "compensation"]), false, REQUEST_LINE,
        "What the buyer asks for."),
    fact("component", "component", Kind::Path, Shape::Path, true, REQUEST_LINE,
        "The part concerned, as a path: `battery`, `drive/motor`."),
    fact("category", "category", Kind::Path, Shape::Path, true, LINE | PRODUCT,
        "The product's category, as a path: `apparel/shoes`."),
    fact("brand", "brand", Kind::Word, Shape::Text, true, LINE | PRODUCT, "The product's brand."),
    fact("sku", "sku", Kind::Word, Shape::Text, true, LINE | PRODUCT, "The stock keeping unit."),
    fact("seller", "seller", Kind::Word, Shape::Text, true, ORDER | LINE | PRODUCT, "The id of the seller."),
    fact("tier", "tier", Kind::Word, Shape::Text, true, ORDER | PRODUCT, "The buyer's membership tier."),
    fact("paymentMethod", "paymentMethod", Kind::Word, Shape::Text, true, ORDER | PRODUCT, "How the buyer paid."),
    fact("orderStatus", "status", Kind::Word, Shape::Text, true, ORDER, "The order's status, in the shop's own words."),
    fact("requester", "requester", Kind::Word, Shape::OneOf(&["buyer", "gift-recipient"]), false, REQUEST,
        "Who asks."),
    fact("method", "method", Kind::Word, Shape::OneOf(&["mail", "pickup", "in-store", "kiosk", "keep"]), false, REQUEST,
        "How the goods come back."),
    fact("tender", "tender", Kind::Word, Shape::OneOf(&["original", "store-credit", "gift-card"]), false, REQUEST,
        "How the buyer wants to be paid."),
    fact("replacement", "replacement", Kind::Word, Shape::OneOf(&["same-product", "other-product"]), false, REQUEST,
        "What an exchange is to be for."),
    fact("tag", "tags", Kind::Tags, Shape::Text, false, LINE | PRODUCT,
        "The product's tags: a complete list, so a tag that is not in it is absent."),
    fact("service", "services", Kind::Names, Shape::WordOrFlag, true, ORDER | LINE | PRODUCT,
        "Services that come with the order, such as `{ \"freight-insurance\": true }`."),
    fact("condition", "conditions", Kind::Names, Shape::WordOrFlag, true, LINE | PRODUCT | REQUEST_LINE,
        "The state of the item, such as `{ \"seal\": \"broken\", \"used\": false }`."),
    fact("disclosure", "disclosures", Kind::Names, Shape::WordOrFlag, true, ORDER | LINE | PRODUCT,
        "What the seller told the buyer, such as `{ \"return-cost\": true }`."),
    fact("confirmed", "confirmed", Kind::Names, Shape::WordOrFlag, true, ORDER | LINE | PRODUCT,
        "What the buyer confirmed for this purchase."),
    fact("setting", "", Kind::Names, Shape::Word, false, 0,
        "Which of several readings of a law or clause is followed, such as `{ \"cn-saturday\": \"rolls\" }`; only documents say so, under `given`, for all orders: a declared one before a default, and both before a floor."),
    fact("currency", "currency", Kind::Word, Shape::Currency, false, ORDER | PRODUCT,
        "The ISO 4217 code of every amount of the order."),
    fact("creditScore", "creditScore", Kind::Number, Shape::Whole(0, 1_000_000), true, ORDER | PRODUCT,
        "The buyer's standing with the shop or platform."),
    fact("unitPrice", "unitPrice", Kind::Number, Shape::AMOUNT, false, LINE | PRODUCT,
        "The price paid for one unit, in minor units of `currency`."),
    fact("orderTotal", "total", Kind::Number, Shape::AMOUNT, false, ORDER | PRODUCT,
        "What was paid for the goods of the order, in minor units of `currency`."),
    fact("quantity", "quantity", Kind::Number, Shape::Whole(1, 1_000_000), false, LINE | PRODUCT, "Units bought."),
    fact("usage", "usage", Kind::Amounts, Shape::Whole(0, 1_000_000_000), true, LINE | REQUEST_LINE,
        "How much the goods have been used, such as `{ \"km\": 12000 }`; null where nothing counts it."),
    fact("counter", "", Kind::Amounts, Shape::Whole(0, 1_000_000), false, 0,
        "A counter of the document; derived from the history of the goods."),
    fact("during", "", Kind::Names, Shape::OneOf(crate::during::WORDS), false, 0,
        "Where the instant asked about lies to a window of the document: `{ \"first-year\": [\"within\"] }`; derived from the window's events. For terms that change with time."),
    anchor("contract", "contractAt", ORDER, "When the contract was concluded."),
    anchor("order", "placedAt", ORDER, "When the order was placed."),
    anchor("contractCopy", "contractCopyAt", ORDER, "When the buyer got a copy of the contract; null if never."),
    anchor("invoice", "invoicedAt", ORDER | LINE, "The date of the invoice."),
    anchor("information", "informedAt", ORDER | LINE,
        "When the buyer was told of the right of withdrawal; null if never."),
    anchor("shipment", "shippedAt", ORDER | LINE, "When the goods left the seller."),
    anchor("delivery", "deliveredAt", ORDER | LINE, "When the buyer, or a third party named by the buyer, got the goods."),
    anchor("firstDelivery", "", 0, "When the first unit of the whole order was delivered; derived from `deliveredAt`."),
    anchor("lastDelivery", "", 0, "When the last unit of the whole order was delivered; derived from `deliveredAt`."),
    anchor("signing", "signedAt", ORDER | LINE, "When the buyer signed for the parcel."),
    anchor("installation", "installedAt", LINE, "When installation was finished."),
    anchor("activation", "activatedAt", LINE, "When the device was first activated."),
    anchor("exchange", "exchangedAt", LINE, "When the goods were last exchanged; null if never."),
    anchor("defectKnown", "defectKnownAt", LINE | REQUEST_LINE, "When the buyer found the defect."),
    anchor("notice", "", 0, "When the buyer sent notice; derived from `noticeSentAt` of the request, and not yet if that is not said."),
    anchor("noticeReceived", "", 0, "When the seller received the notice; derived from `noticeReceivedAt` of the request, and not yet if that is not said."),
    anchor("returnDispatch", "", 0, "When the buyer handed the goods to a carrier and can prove it; derived from `dispatchedAt` of the request, and not yet if that is not said."),
    anchor("goodsBack", "goodsBackAt", LINE, "When the seller had the goods back; `arrivedAt` of the request if not said, and not yet if that is not said either."),
    anchor("refundAgreed", "refundAgreedAt", LINE | REQUEST_LINE, "When the seller agreed to refund."),
    fact("repairs", "repairs", Kind::History, Shape::List(&Shape::Object(&crate::document::REPAIR), 0), false, LINE,
        "Every repair of the goods so far; an empty list if there was none."),
    fact("claims", "claims", Kind::History, Shape::List(&Shape::Object(&crate::document::CLAIM), 0), false, LINE,
        "Every earlier request about the goods; an empty list if there was none."),
    anchor("repairReturned", "", 0, "When the buyer had the goods back from the last repair; derived from `repairs`, null if there was none."),
    anchor("repairBegun", "", 0, "When the goods were handed over for the last repair; derived from `repairs`, null if there was none."),
    anchor("warrantyEnd", "warrantyEndsAt", LINE | PRODUCT, "The last day of the warranty that was given with the goods; null if none was."),
];

/// Finds a fact by what `when` calls it.
pub(crate) fn named(name: &str) -> Option<FactId> {
    FACTS.iter().position(|fact| fact.name == name && fact.is_constrained())
}

/// Finds the fact that `field` states at one of `levels`.
pub(crate) fn stated(field: &str, levels: Levels) -> Option<FactId> {
    FACTS.iter().position(|fact| fact.levels & levels != 0 && fact.field == field)
}

/// Gives the definition of a fact.
pub(crate) fn definition(fact: FactId) -> &'static Definition {
    // A `FactId` only comes from this table; the first entry stands in so that no index can fail.
    FACTS.get(fact).unwrap_or_else(|| FACTS.first().unwrap_or(&NOTHING))
}

static NOTHING: Definition = fact("", "", Kind::Word, Shape::Text, true, 0, "");

// The facts that this crate itself refers to most.
pub(crate) const MARKET: FactId = position("market");
pub(crate) const REASON: FactId = position("reason");
pub(crate) const REMEDY: FactId = position("remedy");
pub(crate) const COMPONENT: FactId = position("component");
pub(crate) const DISCLOSURE: FactId = position("disclosure");
pub(crate) const SETTING: FactId = position("setting");
pub(crate) const CURRENCY: FactId = position("currency");
pub(crate) const UNIT_PRICE: FactId = position("unitPrice");
#[cfg(feature = "check")]
pub(crate) const ORDER_TOTAL: FactId = position("orderTotal");
pub(crate) const USAGE: FactId = position("usage");
pub(crate) const COUNTER: FactId = position("counter");
pub(crate) const DURING: FactId = position("during");
pub(crate) const CONTRACT: FactId = position("contract");
pub(crate) const REPAIRS: FactId = position("repairs");
pub(crate) const REPAIR_RETURNED: FactId = position("repairReturned");
pub(crate) const REPAIR_BEGUN: FactId = position("repairBegun");

/// The position of a fact that this crate itself refers to; the compiler works it out where a constant is asked for.
pub(crate) const fn position(name: &str) -> FactId {
    let mut index = 0;
    while index < FACTS.len() {
        #[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, below the length")]
        if same(FACTS[index].name.as_bytes(), name.as_bytes()) {
            return index;
        }
        index = index.saturating_add(1);
    }
    FACTS.len()
}

const fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut index = 0;
    while index < a.len() {
        #[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, below the length")]
        if a[index] != b[index] {
            return false;
        }
        index = index.saturating_add(1);
    }
    true
}

/// The events that follow from a request or a repair: they have not happened until one says so.
pub(crate) const FOLLOWING: [FactId; 6] = [
    position("notice"),
    position("noticeReceived"),
    position("returnDispatch"),
    position("goodsBack"),
    REPAIR_RETURNED,
    REPAIR_BEGUN,
];

/// The standard reasons, each with the class it belongs to; a class is a reason of its own.
#[rustfmt::skip]
pub(crate) static REASONS: &[(&str, Option<&str>)] = &[
    ("quality", None), ("defect", Some("quality")), ("not-as-described", Some("quality")), ("counterfeit", Some("quality")),
    ("expired", Some("quality")),
    ("logistics", None), ("damaged-in-transit", Some("logistics")), ("missing-item", Some("logistics")),
    ("wrong-item", Some("logistics")), ("late-delivery", Some("logistics")), ("not-delivered", Some("logistics")),
    ("transaction", None), ("change-of-mind", Some("transaction")), ("ordered-by-mistake", Some("transaction")),
    ("price", Some("transaction")),
    ("service", None), ("service-attitude", Some("service")),
    ("technical", None), ("setup", Some("technical")),
];
