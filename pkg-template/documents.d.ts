// Produced from the engine's own descriptions by `cargo xtask schemas`; edit those instead.

/** A return and warranty policy of a shop, a platform or a legislator. */
export interface PolicyDocument {
  /** The kind and version of this document. */
  format: "return-policy/1";
  /** A name that is unique among the documents loaded together. */
  id: string;
  /** Which version this is, in the author's own words; appears in every answer. */
  version: string;
  /** `declared`: the shop's own promise; `default`: fills what no declared rule sets; `floor`: a minimum that no declared rule can undercut. */
  layer: "declared" | "default" | "floor";
  /** What people call this document. */
  title?: string;
  /** Remarks for authors; never evaluated. */
  note?: string;
  /** The contract dates this document is for; a policy is frozen at purchase. */
  effective?: Effective;
  /** The IANA time zone in which days end: one name, or names by market. */
  zone?: string | { [name: string]: string };
  /** The id of the calendar of rest days: one id, or ids by market. */
  calendar?: string | { [name: string]: string };
  /** Groups of markets, such as `EU` and its members. */
  groups?: { [name: string]: string[] };
  /** Further reasons, each with the reason it belongs to: `{ "too-small": "change-of-mind" }`. */
  reasons?: { [name: string]: string };
  /** Conditions added to every rule of this document. */
  when?: When;
  /** Facts in order: of two rules, the one that constrains the earlier fact wins. */
  precedence?: (keyof When)[];
  /** What becomes of two rules that set a term differently where neither wins: a problem (if not said); or `buyer`: each of two windows is an offer of its own, and of all else the buyer gets the better. */
  ties?: "buyer";
  /** Facts the author vouches for on every order; they fill what an order leaves out. */
  given?: Given;
  /** Windows by name, for rules to share. */
  windows?: { [name: string]: Window | EarliestWindow | LatestWindow };
  /** Counters by name, for conditions on `counter`. */
  counters?: { [name: string]: Counter };
  /** The rules; their order means nothing. */
  rules: Rule[];
}

/** A period of contract dates. */
export interface Effective {
  /** The first contract date. */
  from?: string;
  /** The last contract date. */
  until?: string;
}

/** The event happened when another one did. */
export interface GivenAnchor {
  /** The other event. */
  anchor: "delivery" | "lastDelivery" | "firstDelivery" | "signing" | "shipment" | "order" | "contract" | "contractCopy" | "invoice" | "information" | "installation" | "activation" | "exchange" | "defectKnown" | "notice" | "noticeReceived" | "returnDispatch" | "goodsBack" | "refundAgreed" | "repairReturned" | "repairBegun" | "warrantyEnd";
}

/** A period in which a remedy may be asked for. */
export interface Window {
  /** How long it is from its start: days, weeks, months and years whose last day is still inside, or hours from the very instant. */
  length?: string | string | "unlimited";
  /** Its last day, instead of a length. */
  until?: string;
  /** The events from which it runs: the first that is not null counts; one before it that is absent leaves the answer open. */
  from: ("delivery" | "lastDelivery" | "firstDelivery" | "signing" | "shipment" | "order" | "contract" | "contractCopy" | "invoice" | "information" | "installation" | "activation" | "exchange" | "defectKnown" | "notice" | "noticeReceived" | "returnDispatch" | "goodsBack" | "refundAgreed" | "repairReturned" | "repairBegun" | "warrantyEnd" | Anchor)[];
  /** An event from which it may already be used before it starts to run; a day begins in the zone of the first period. */
  opens?: "delivery" | "lastDelivery" | "firstDelivery" | "signing" | "shipment" | "order" | "contract" | "contractCopy" | "invoice" | "information" | "installation" | "activation" | "exchange" | "defectKnown" | "notice" | "noticeReceived" | "returnDispatch" | "goodsBack" | "refundAgreed" | "repairReturned" | "repairBegun" | "warrantyEnd";
  /** Which days count: those from the day after the event (if not said), those from the event's day, or working days from the day after. */
  counts?: "next-day" | "same-day" | "working-day";
  /** On which day months end: that with the number of the event's day, or the month's last (if not said); or the day before that with the number of the first day counted. */
  ends?: "corresponding-day" | "day-before";
  /** Which rest days move its last day to the next other day. */
  rolls?: "none" | "holiday" | "weekend-or-holiday" | "working-calendar";
  /** Repairs stop it. */
  suspends?: Suspension;
  /** The IANA time zone of its days, where it is not the document's. */
  zone?: string | { [name: string]: string };
  /** The id of its calendar, where it is not the document's. */
  calendar?: string | { [name: string]: string };
  /** What must have happened inside it; `notify` if not said. */
  act?: "notify" | "notice-received" | "dispatch" | "arrive" | "pay";
  /** How much the goods may have been used, such as `{ "km": 60000 }`: a window is over when its time is, or when they have been used more. */
  usage?: { [name: string]: number };
}

/** An event, moved. */
export interface Anchor {
  /** The event. */
  anchor: "delivery" | "lastDelivery" | "firstDelivery" | "signing" | "shipment" | "order" | "contract" | "contractCopy" | "invoice" | "information" | "installation" | "activation" | "exchange" | "defectKnown" | "notice" | "noticeReceived" | "returnDispatch" | "goodsBack" | "refundAgreed" | "repairReturned" | "repairBegun" | "warrantyEnd";
  /** What is added to its day: a transit time, for instance. */
  offset?: string;
  /** Which rest days then move the day to the next other day. */
  rolls?: "none" | "holiday" | "weekend-or-holiday" | "working-calendar";
}

/** How repairs stop a window: every stretch that begins no later than its end so far moves the end; days before it runs do not count. Applied before rest days move it. */
export interface Suspension {
  /** From which day: that on which the goods were handed over (if not said), or on which the repair was asked for. */
  from?: "hand-over" | "request";
  /** How many days: those from the first to the return, or one more, for both count. */
  days: "elapsed" | "inclusive";
  /** What is left at least after the return. */
  leaves?: string;
}

/** Several windows, of which the earliest end counts. It may be used from when the first of them may. */
export interface EarliestWindow {
  /** The windows, by name or definition. One whose event has not happened has no end yet, and does not count. */
  earliestOf: (string | Window | EarliestWindow | LatestWindow)[];
  /** An event from which it may already be used. */
  opens?: "delivery" | "lastDelivery" | "firstDelivery" | "signing" | "shipment" | "order" | "contract" | "contractCopy" | "invoice" | "information" | "installation" | "activation" | "exchange" | "defectKnown" | "notice" | "noticeReceived" | "returnDispatch" | "goodsBack" | "refundAgreed" | "repairReturned" | "repairBegun" | "warrantyEnd";
  /** What must have happened inside it; `notify` if not said. */
  act?: "notify" | "notice-received" | "dispatch" | "arrive" | "pay";
  /** How much the goods may have been used, such as `{ "km": 60000 }`: a window is over when its time is, or when they have been used more. */
  usage?: { [name: string]: number };
}

/** Several windows, of which the latest end counts. It may be used from when the first of them may. */
export interface LatestWindow {
  /** The windows, by name or definition. As long as the event of one has not happened, there is no end yet. */
  latestOf: (string | Window | EarliestWindow | LatestWindow)[];
  /** An event from which it may already be used. */
  opens?: "delivery" | "lastDelivery" | "firstDelivery" | "signing" | "shipment" | "order" | "contract" | "contractCopy" | "invoice" | "information" | "installation" | "activation" | "exchange" | "defectKnown" | "notice" | "noticeReceived" | "returnDispatch" | "goodsBack" | "refundAgreed" | "repairReturned" | "repairBegun" | "warrantyEnd";
  /** What must have happened inside it; `notify` if not said. */
  act?: "notify" | "notice-received" | "dispatch" | "arrive" | "pay";
  /** How much the goods may have been used, such as `{ "km": 60000 }`: a window is over when its time is, or when they have been used more. */
  usage?: { [name: string]: number };
}

/** What a rule may count in the history of the goods: how many entries match, or how many days they took. */
export interface Counter {
  /** What is counted. */
  of: "repairs" | "claims";
  /** Of repairs, the days from hand-over to return instead of their number, up to now for one that lasts: civil days that passed, one more, for both count, or every 24 hours that were begun. */
  sum?: "elapsed-days" | "inclusive-days" | "started-days";
  /** The `excludedDays` that are taken off each sum. */
  less?: string[];
  /** What an entry must match; all of them if not said. */
  where?: CounterWhere;
  /** What groups entries: only the largest group counts. */
  by?: "component" | "defect" | "replaced";
}

/** Conditions on an entry: of each field, one of the values. */
export interface CounterWhere {
  /** The part it was about, or one that holds it. */
  component?: string[];
  /** A part that was replaced, or one that holds it. */
  replaced?: string[];
  /** The defect. */
  defect?: string[];
  /** How it ended. */
  outcome?: ("fixed" | "failed" | "granted" | "refused")[];
  /** Of claims, the reason. */
  reason?: string[];
  /** Of claims, the remedy. */
  remedy?: string[];
}

/** Where `when` holds, `then` sets terms. */
export interface Rule {
  /** A name that is unique in this document. */
  id: string;
  /** A conjunction over facts; a rule without conditions holds for every order. */
  when?: When;
  /** The terms this rule sets. */
  then: Then;
  /** Rules that this one beats wherever both hold: their ids, or `document/rule`. */
  overrides?: string[];
  /** The article of a law or clause of a contract this rule states. */
  basis?: string | string[];
  /** How well the basis is established: primary text seen, reliable secondary statement, general knowledge, contested. */
  confidence?: "primary" | "secondary" | "known" | "uncertain";
  /** Remarks for authors; never evaluated. */
  note?: string;
}

/** The terms a rule sets; a term that no rule sets is unstated, never free. */
export interface Then {
  /** Whether the remedy is granted; `review`: a person decides. */
  granted?: boolean | "review";
  /** The window: a name, a definition, or an adjustment of the window that another rule sets. */
  window?: string | Window | EarliestWindow | LatestWindow | Adjustment;
  /** Who pays for sending the goods back. */
  returnShipping?: "buyer" | "seller" | "platform" | "manufacturer" | "insurance" | ReturnShipping;
  /** What becomes of the freight paid for sending the goods out. */
  outboundShipping?: "refunded" | "standard-refunded" | "kept";
  /** What is kept back from the refund. */
  restockingFee?: "none" | Share | Money;
  /** The period within which the money must be back: a window by name or definition, without `opens` and `act`. */
  refundDue?: string | Window | EarliestWindow | LatestWindow;
  /** The period within which the seller must answer. */
  answerDue?: string | Window | EarliestWindow | LatestWindow;
  /** The period within which a repair must be done. */
  repairDue?: string | Window | EarliestWindow | LatestWindow;
  /** The period within which an exchange must be done. */
  exchangeDue?: string | Window | EarliestWindow | LatestWindow;
  /** The period after which a loan unit is owed while a repair lasts. */
  loanDue?: string | Window | EarliestWindow | LatestWindow;
  /** Who must prove whether a defect was there when the goods were delivered. */
  burden?: "seller" | "buyer" | Burden;
  /** What the buyer must show, such as `photo`; an empty list: nothing. */
  evidence?: string[];
  /** What is kept back from the refund for the use the buyer had of the goods. */
  deduction?: "none" | Deduction;
  /** Who chooses between this remedy and others that are open. */
  choice?: "buyer" | "seller";
  /** What a warranty covers, such as `parts` and `labour`. */
  covers?: string[];
  /** How the goods get to where they are repaired. */
  service?: "on-site" | "pick-up" | "bring-in";
  /** Who gives the warranty. */
  warrantor?: "seller" | "manufacturer" | "service-contract";
}

/** A change to the window that another rule sets: `add` first, then `atLeastUntil`, then `cap`. */
export interface Adjustment {
  /** What is added to its length. */
  add?: string;
  /** A day before which it does not end. */
  atLeastUntil?: string;
  /** A length from its start beyond which it does not run. */
  cap?: string;
}

/** Who pays for sending the goods back, and what the buyer is charged. */
export interface ReturnShipping {
  /** Who pays the carrier. */
  payer: "buyer" | "seller" | "platform" | "manufacturer" | "insurance";
  /** A flat fee charged to the buyer where someone else pays the carrier. */
  fee?: Money;
}

/** An amount of money. */
export interface Money {
  /** Whole minor units: 499 EUR are 4.99 euros, 500 JPY are 500 yen. */
  amount: number;
  /** The ISO 4217 code. */
  currency: string;
}

/** A share of the price paid. */
export interface Share {
  /** The share, up to two decimal places. */
  rate: string;
}

/** The seller must prove that a defect was not there, if it shows within a time; after it the buyer must prove that it was. */
export interface Burden {
  /** The time: a window by name or definition, without `opens` and `act`. */
  seller: string | Window | EarliestWindow | LatestWindow;
}

/** A share of the price paid for so much use. */
export interface Deduction {
  /** The share, up to two decimal places. */
  rate: string;
  /** For how much use, by one name of `usage`, such as `{ "km": 1000 }`. */
  per: { [name: string]: number };
  /** Whether that is a limit: less may be kept back. Not if not said. */
  atMost?: boolean;
}

/** The rest days of a country or region. */
export interface CalendarDocument {
  /** The kind and version of this document. */
  format: "return-policy-calendar/1";
  /** The name by which policies refer to it. */
  id: string;
  /** Which version this is; part of every decision's id. */
  version: string;
  /** The market it is for. */
  market?: string;
  /** What people call it. */
  name?: string;
  /** Where the days are from. */
  source?: string | string[];
  /** Remarks; never evaluated. */
  note?: string;
  /** The first day the list covers. */
  knownFrom: string;
  /** The last day the list covers; beyond it the answer is unknown, not `no holiday`. */
  knownUntil: string;
  /** The rest days of a week. */
  weekend: ("monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday")[];
  /** Public holidays. */
  holidays: Holiday[];
  /** Weekend days that are working days. */
  workdays?: string[];
}

/** A public holiday. */
export interface Holiday {
  /** Its day. */
  date: string;
  /** What it is called. */
  name: string;
}

/** An IANA time zone. */
export interface ZoneDocument {
  /** The kind and version of this document. */
  format: "return-policy-zone/1";
  /** The IANA name: `Europe/Berlin`. */
  id: string;
  /** The release of the time zone database. */
  version: string;
  /** TZif data (RFC 9636) in base64. */
  tzif: string;
}

/** Says that the documents loaded with it were checked together. */
export interface Seal {
  /** The kind and version of this document. */
  format: "return-policy-seal/1";
  /** SHA-256 over the digests of all other documents. */
  id: string;
  /** The version of the engine that checked them. */
  engine: string;
}

/** An order: all facts may be left out but ids. Absent is unknown, `null` is known to be none. */
export interface Order {
  /** The shop's id of the order. */
  id: string;
  /** What was bought. */
  lines: OrderLine[];
  /** Where the buyer is: ISO 3166-1 code, with ISO 3166-2 subdivision where known: `DE`, `DE-BY`. */
  market?: string;
  /** How the contract was concluded. */
  channel?: "online" | "television" | "telephone" | "mail" | "doorstep" | "in-store";
  /** Whether the buyer acts as a consumer. */
  buyerKind?: "consumer" | "business";
  /** Whether the seller acts as a trader. */
  sellerKind?: "trader" | "private";
  /** What is supplied: goods, a service, or digital content without a carrier. */
  supply?: "goods" | "service" | "digital";
  /** The id of the seller. */
  seller?: string | null;
  /** The buyer's membership tier. */
  tier?: string | null;
  /** How the buyer paid. */
  paymentMethod?: string | null;
  /** The order's status, in the shop's own words. */
  status?: string | null;
  /** Services that come with the order, such as `{ "freight-insurance": true }`. */
  services?: { [name: string]: boolean | string | null };
  /** What the seller told the buyer, such as `{ "return-cost": true }`. */
  disclosures?: { [name: string]: boolean | string | null };
  /** What the buyer confirmed for this purchase. */
  confirmed?: { [name: string]: boolean | string | null };
  /** The ISO 4217 code of every amount of the order. */
  currency?: string;
  /** The buyer's standing with the shop or platform. */
  creditScore?: number | null;
  /** What was paid for the goods of the order, in minor units of `currency`. */
  total?: number;
  /** When the contract was concluded. */
  contractAt?: string | null;
  /** When the order was placed. */
  placedAt?: string | null;
  /** When the buyer got a copy of the contract; null if never. */
  contractCopyAt?: string | null;
  /** The date of the invoice. */
  invoicedAt?: string | null;
  /** When the buyer was told of the right of withdrawal; null if never. */
  informedAt?: string | null;
  /** When the goods left the seller. */
  shippedAt?: string | null;
  /** When the buyer, or a third party named by the buyer, got the goods. */
  deliveredAt?: string | null;
  /** When the buyer signed for the parcel. */
  signedAt?: string | null;
}

/** One line of an order: units of one product. What it states counts before what the order states. */
export interface OrderLine {
  /** The line's id, unique in the order. */
  id: string;
  /** Units that came back already; none if not said. */
  returned?: number;
  /** The line split into units that share their facts, such as parcels. */
  buckets?: Bucket[];
  /** Whether the seller acts as a trader. */
  sellerKind?: "trader" | "private";
  /** What is supplied: goods, a service, or digital content without a carrier. */
  supply?: "goods" | "service" | "digital";
  /** The product's category, as a path: `apparel/shoes`. */
  category?: string | null;
  /** The product's brand. */
  brand?: string | null;
  /** The stock keeping unit. */
  sku?: string | null;
  /** The id of the seller. */
  seller?: string | null;
  /** The product's tags: a complete list, so a tag that is not in it is absent. */
  tags?: string[];
  /** Services that come with the order, such as `{ "freight-insurance": true }`. */
  services?: { [name: string]: boolean | string | null };
  /** The state of the item, such as `{ "seal": "broken", "used": false }`. */
  conditions?: { [name: string]: boolean | string | null };
  /** What the seller told the buyer, such as `{ "return-cost": true }`. */
  disclosures?: { [name: string]: boolean | string | null };
  /** What the buyer confirmed for this purchase. */
  confirmed?: { [name: string]: boolean | string | null };
  /** The price paid for one unit, in minor units of `currency`. */
  unitPrice?: number;
  /** Units bought. */
  quantity?: number;
  /** How much the goods have been used, such as `{ "km": 12000 }`; null where nothing counts it. */
  usage?: { [name: string]: number | null };
  /** The date of the invoice. */
  invoicedAt?: string | null;
  /** When the buyer was told of the right of withdrawal; null if never. */
  informedAt?: string | null;
  /** When the goods left the seller. */
  shippedAt?: string | null;
  /** When the buyer, or a third party named by the buyer, got the goods. */
  deliveredAt?: string | null;
  /** When the buyer signed for the parcel. */
  signedAt?: string | null;
  /** When installation was finished. */
  installedAt?: string | null;
  /** When the device was first activated. */
  activatedAt?: string | null;
  /** When the goods were last exchanged; null if never. */
  exchangedAt?: string | null;
  /** When the buyer found the defect. */
  defectKnownAt?: string | null;
  /** When the seller had the goods back; `arrivedAt` of the request if not said, and not yet if that is not said either. */
  goodsBackAt?: string | null;
  /** When the seller agreed to refund. */
  refundAgreedAt?: string | null;
  /** Every repair of the goods so far; an empty list if there was none. */
  repairs?: Repair[];
  /** Every earlier request about the goods; an empty list if there was none. */
  claims?: Claim[];
  /** The last day of the warranty that was given with the goods; null if none was. */
  warrantyEndsAt?: string | null;
}

/** Units of a line that share their facts. What it states counts before what the line states. */
export interface Bucket {
  /** The bucket's id, unique in the line. */
  id: string;
  /** Units that came back already; none if not said. */
  returned?: number;
  /** Whether the seller acts as a trader. */
  sellerKind?: "trader" | "private";
  /** What is supplied: goods, a service, or digital content without a carrier. */
  supply?: "goods" | "service" | "digital";
  /** The product's category, as a path: `apparel/shoes`. */
  category?: string | null;
  /** The product's brand. */
  brand?: string | null;
  /** The stock keeping unit. */
  sku?: string | null;
  /** The id of the seller. */
  seller?: string | null;
  /** The product's tags: a complete list, so a tag that is not in it is absent. */
  tags?: string[];
  /** Services that come with the order, such as `{ "freight-insurance": true }`. */
  services?: { [name: string]: boolean | string | null };
  /** The state of the item, such as `{ "seal": "broken", "used": false }`. */
  conditions?: { [name: string]: boolean | string | null };
  /** What the seller told the buyer, such as `{ "return-cost": true }`. */
  disclosures?: { [name: string]: boolean | string | null };
  /** What the buyer confirmed for this purchase. */
  confirmed?: { [name: string]: boolean | string | null };
  /** The price paid for one unit, in minor units of `currency`. */
  unitPrice?: number;
  /** Units bought. */
  quantity?: number;
  /** How much the goods have been used, such as `{ "km": 12000 }`; null where nothing counts it. */
  usage?: { [name: string]: number | null };
  /** The date of the invoice. */
  invoicedAt?: string | null;
  /** When the buyer was told of the right of withdrawal; null if never. */
  informedAt?: string | null;
  /** When the goods left the seller. */
  shippedAt?: string | null;
  /** When the buyer, or a third party named by the buyer, got the goods. */
  deliveredAt?: string | null;
  /** When the buyer signed for the parcel. */
  signedAt?: string | null;
  /** When installation was finished. */
  installedAt?: string | null;
  /** When the device was first activated. */
  activatedAt?: string | null;
  /** When the goods were last exchanged; null if never. */
  exchangedAt?: string | null;
  /** When the buyer found the defect. */
  defectKnownAt?: string | null;
  /** When the seller had the goods back; `arrivedAt` of the request if not said, and not yet if that is not said either. */
  goodsBackAt?: string | null;
  /** When the seller agreed to refund. */
  refundAgreedAt?: string | null;
  /** Every repair of the goods so far; an empty list if there was none. */
  repairs?: Repair[];
  /** Every earlier request about the goods; an empty list if there was none. */
  claims?: Claim[];
  /** The last day of the warranty that was given with the goods; null if none was. */
  warrantyEndsAt?: string | null;
}

/** A repair of the goods. */
export interface Repair {
  /** When the buyer asked for it. */
  requestedAt?: string;
  /** When the goods were handed over for it. */
  handedOverAt: string;
  /** When the buyer had them back; null while they are away. */
  returnedAt: null | string;
  /** The part it was about; null if none in particular. */
  component?: null | string;
  /** The defect, by a name that is the same each time it shows. */
  defect?: null | string;
  /** Whether the defect was gone afterwards; null while that is open. */
  outcome?: null | "fixed" | "failed";
  /** The parts that were replaced; an empty list if none was. */
  replaced?: string[];
  /** Days of it that a counter may take off, by cause, such as `{ "special-parts": 12 }`; none if not said. */
  excludedDays?: { [name: string]: number };
}

/** An earlier request about the goods. */
export interface Claim {
  /** When it was made. */
  requestedAt: string;
  /** Its reason. */
  reason?: string;
  /** Its remedy. */
  remedy?: string;
  /** The part it was about; null if none in particular. */
  component?: null | string;
  /** The defect, by a name that is the same each time it shows. */
  defect?: null | string;
  /** What became of it; null while that is open. */
  outcome?: null | "granted" | "refused";
}

/** What a buyer asks for. */
export interface Request {
  /** The shop's id of the request. */
  id?: string;
  /** When the buyer sent notice. */
  noticeSentAt?: string;
  /** When the seller received it. */
  noticeReceivedAt?: string;
  /** When the buyer handed the goods to a carrier. */
  dispatchedAt?: string;
  /** When the goods arrived at the seller. */
  arrivedAt?: string;
  /** When the buyer paid what the act requires. */
  paidAt?: string;
  /** The lines it is about. */
  lines: RequestLine[];
  /** Who asks. */
  requester?: "buyer" | "gift-recipient";
  /** How the goods come back. */
  method?: "mail" | "pickup" | "in-store" | "kiosk" | "keep";
  /** How the buyer wants to be paid. */
  tender?: "original" | "store-credit" | "gift-card";
  /** What an exchange is to be for. */
  replacement?: "same-product" | "other-product";
}

/** What a buyer asks for on one line of the order. */
export interface RequestLine {
  /** The id of the order's line. */
  line: string;
  /** The id of the line's bucket, where it has any. */
  bucket?: string;
  /** How many units; all that are left if not said. */
  quantity?: number;
  /** What the buyer has shown, such as `photo`. */
  evidence?: string[];
  /** Why the buyer asks: a standard reason, or one that a policy defines under `reasons`. */
  reason?: string;
  /** What the buyer asks for. */
  remedy?: "cancel" | "refund" | "refund-only" | "exchange" | "repair" | "reship" | "store-credit" | "price-reduction" | "compensation";
  /** The part concerned, as a path: `battery`, `drive/motor`. */
  component?: string | null;
  /** The state of the item, such as `{ "seal": "broken", "used": false }`. */
  conditions?: { [name: string]: boolean | string | null };
  /** How much the goods have been used, such as `{ "km": 12000 }`; null where nothing counts it. */
  usage?: { [name: string]: number | null };
  /** When the buyer found the defect. */
  defectKnownAt?: string | null;
  /** When the seller agreed to refund. */
  refundAgreedAt?: string | null;
}

/** A product before it is bought, with what is known of the buyer. */
export interface Product {
  /** The shop's id of the product. */
  id?: string;
  /** Where the buyer is: ISO 3166-1 code, with ISO 3166-2 subdivision where known: `DE`, `DE-BY`. */
  market?: string;
  /** How the contract was concluded. */
  channel?: "online" | "television" | "telephone" | "mail" | "doorstep" | "in-store";
  /** Whether the buyer acts as a consumer. */
  buyerKind?: "consumer" | "business";
  /** Whether the seller acts as a trader. */
  sellerKind?: "trader" | "private";
  /** What is supplied: goods, a service, or digital content without a carrier. */
  supply?: "goods" | "service" | "digital";
  /** The product's category, as a path: `apparel/shoes`. */
  category?: string | null;
  /** The product's brand. */
  brand?: string | null;
  /** The stock keeping unit. */
  sku?: string | null;
  /** The id of the seller. */
  seller?: string | null;
  /** The buyer's membership tier. */
  tier?: string | null;
  /** How the buyer paid. */
  paymentMethod?: string | null;
  /** The product's tags: a complete list, so a tag that is not in it is absent. */
  tags?: string[];
  /** Services that come with the order, such as `{ "freight-insurance": true }`. */
  services?: { [name: string]: boolean | string | null };
  /** The state of the item, such as `{ "seal": "broken", "used": false }`. */
  conditions?: { [name: string]: boolean | string | null };
  /** What the seller told the buyer, such as `{ "return-cost": true }`. */
  disclosures?: { [name: string]: boolean | string | null };
  /** What the buyer confirmed for this purchase. */
  confirmed?: { [name: string]: boolean | string | null };
  /** The ISO 4217 code of every amount of the order. */
  currency?: string;
  /** The buyer's standing with the shop or platform. */
  creditScore?: number | null;
  /** The price paid for one unit, in minor units of `currency`. */
  unitPrice?: number;
  /** What was paid for the goods of the order, in minor units of `currency`. */
  total?: number;
  /** Units bought. */
  quantity?: number;
  /** The last day of the warranty that was given with the goods; null if none was. */
  warrantyEndsAt?: string | null;
}

/** What the buyer of an order may ask for. */
export interface Decision {
  /** The kind and version of this answer. */
  format: "return-decision/1";
  /** SHA-256 over the documents, what they can read of the order, the request and `at`: equal ids, equal decisions. */
  decisionId: string;
  /** The order's id. */
  order: string;
  /** The instant asked about, in UTC. */
  at: string;
  /** The first later instant at which, facts unchanged, anything but days left reads differently; null if none is known. */
  nextChangeAt: null | string;
  /** The policies that took part. */
  documents: DocumentReference[];
  /** SHA-256 over the calendars and zones that these policies name. */
  data: string;
  /** The answer for each line, or each bucket of a line that is split. */
  lines: DecisionLine[];
}

/** A policy that took part. */
export interface DocumentReference {
  /** Its id. */
  id: string;
  /** Its version. */
  version: string;
  /** Its layer. */
  layer: "declared" | "default" | "floor";
  /** SHA-256 over its canonical form (RFC 8785). */
  digest: string;
}

/** The answer for a line, or a bucket of a line that is split. */
export interface DecisionLine {
  /** The line's id. */
  line: string;
  /** The bucket's id. */
  bucket?: string;
  /** Units bought less units returned; absent where the quantity is not stated. With 0 left there are no offers. */
  left?: number;
  /** What may be asked for, by reason and remedy. */
  offers: Offer[];
  /** The same by component, where the documents tell components apart. */
  warranty: Offer[];
  /** The offers whose status would be another one after one more repair, of the same defect as the last one and begun now, that fails; absent where nothing counts repairs, or none are stated. */
  afterRepair?: StatusChange[];
}

/** What the buyer may ask for, for one reason, with one remedy. */
export interface Offer {
  /** The reason. */
  reason: string;
  /** The remedy. */
  remedy: string;
  /** The component the offer is about; in `warranty`, none stands for every other part. */
  component?: string;
  /** `open`: ask and get it; `review`: a person decides; `not-started`, `closed`: the window; `excluded`: not granted; `depends`: on missing facts. */
  status: "open" | "review" | "not-started" | "closed" | "excluded" | "depends";
  /** The window that is open longest, where every case has the same one. */
  window?: OfferWindow;
  /** What it costs; of terms that hang on missing facts, see `cases`. */
  terms: Costs;
  /** Terms in which a floor is better than what the shop declared. */
  improved: Improvement[];
  /** Missing facts that matter. */
  depends: Missing[];
  /** The answer for each value of what is missing; empty past 64 cases. */
  cases: Case[];
  /** What the offer reads in later stretches of time. */
  phases: Phase[];
  /** What each layer offers by itself. */
  layers: LayerReading[];
  /** Every rule that took part, by layer, document and rule. */
  because: Because[];
}

/** A period in which a remedy may be asked for. */
export interface OfferWindow {
  /** How long it is, with what is added to it and cut at caps of the same unit: an ISO 8601 length, or `unlimited`. */
  length?: string;
  /** The windows it is made of; the first to end ends it. */
  earliestOf?: OfferPeriod[];
  /** The windows it is made of; the last to end ends it. */
  latestOf?: OfferPeriod[];
  /** The events from which it may run, the first that is not null counting; absent where it is made of several. */
  from?: OfferAnchor[];
  /** Which days count, where they are not all from the day after the event. */
  counts?: "same-day" | "working-day";
  /** On which day months end, where it is not the one with the number of the event's day. */
  ends?: "day-before";
  /** Which rest days move its last day. */
  rolls?: "holiday" | "weekend-or-holiday" | "working-calendar";
  /** How many days a repair takes out of it: those from the first to the return, or one more. */
  suspends?: "elapsed" | "inclusive";
  /** A day before which it does not end, where its last day is not known. */
  atLeastUntil?: string;
  /** A length from its start beyond which it does not run, where its last day is not known. */
  cap?: string;
  /** The event from which it does run. */
  started?: Started;
  /** From when it may be used. */
  opensAt?: string;
  /** Its last day, inside. */
  lastDay?: string;
  /** The first instant outside. */
  endsBefore?: string;
  /** Civil days from `at` to the last day; 0 on the last day. */
  daysLeft?: number;
  /** The IANA zone in which its days end. */
  zone?: string;
  /** What must have happened inside it. */
  act: "notify" | "notice-received" | "dispatch" | "arrive" | "pay";
  /** How much the goods may have been used, by what counts it: it is over when they have been used more. */
  usage?: { [name: string]: UsageAllowance };
}

/** A period by the end of which something is due, within which something holds, or of which a window is made. */
export interface OfferPeriod {
  /** How long it is: an ISO 8601 length, or `unlimited`. */
  length?: string;
  /** The periods it is made of; the first to end ends it. */
  earliestOf?: OfferPeriod[];
  /** The periods it is made of; the last to end ends it. */
  latestOf?: OfferPeriod[];
  /** The events from which it may run, the first that is not null counting; absent where it is made of several. */
  from?: OfferAnchor[];
  /** Which days count, where they are not all from the day after the event. */
  counts?: "same-day" | "working-day";
  /** On which day months end, where it is not the one with the number of the event's day. */
  ends?: "day-before";
  /** Which rest days move its last day. */
  rolls?: "holiday" | "weekend-or-holiday" | "working-calendar";
  /** How many days a repair takes out of it: those from the first to the return, or one more. */
  suspends?: "elapsed" | "inclusive";
  /** The event from which it does run. */
  started?: Started;
  /** Its last day, inside. */
  lastDay?: string;
  /** The first instant outside. */
  endsBefore?: string;
  /** The IANA zone in which its days end. */
  zone?: string;
}

/** An event from which a window may run. */
export interface OfferAnchor {
  /** The event. */
  anchor: string;
  /** What is added to its day. */
  offset?: string;
  /** Which rest days then move the day. */
  rolls?: "holiday" | "weekend-or-holiday" | "working-calendar";
}

/** The event from which a window runs. */
export interface Started {
  /** The event. */
  anchor: string;
  /** Its civil day in the window's zone. */
  day: string;
}

/** How much the goods may have been used. */
export interface UsageAllowance {
  /** The most. */
  upTo: number;
  /** What is left of it, where the use so far is known. */
  left?: number;
}

/** What an offer costs the buyer; a term that nobody states is left out, never free. */
export interface Costs {
  /** Who pays for sending the goods back. */
  returnShipping?: OfferShipping;
  /** What becomes of the freight paid for sending the goods out. */
  outboundShipping?: "refunded" | "standard-refunded" | "kept";
  /** What is kept back from the refund. */
  restockingFee?: "none" | OfferShare | Money;
  /** By when the money must be back; the day once the facts tell. */
  refundDue?: OfferPeriod;
  /** Who must prove whether a defect was there when the goods were delivered. */
  burden?: "seller" | "buyer" | OfferBurden;
  /** What the buyer must show. */
  evidence?: string[];
  /** What is kept back from the refund for the use the buyer had of the goods. */
  deduction?: "none" | OfferDeduction;
  /** By when the seller must answer. */
  answerDue?: OfferPeriod;
  /** By when a repair must be done. */
  repairDue?: OfferPeriod;
  /** By when an exchange must be done. */
  exchangeDue?: OfferPeriod;
  /** After which day a loan unit is owed while a repair lasts. */
  loanDue?: OfferPeriod;
  /** Who chooses between this remedy and others that are open. */
  choice?: "buyer" | "seller";
  /** What a warranty covers. */
  covers?: string[];
  /** How the goods get to where they are repaired. */
  service?: "on-site" | "pick-up" | "bring-in";
  /** Who gives the warranty. */
  warrantor?: "seller" | "manufacturer" | "service-contract";
}

/** Who pays for sending the goods back. */
export interface OfferShipping {
  /** Who pays the carrier. */
  payer: "buyer" | "seller" | "platform" | "manufacturer" | "insurance";
  /** What the buyer is charged where another pays the carrier. */
  fee?: Money;
  /** The most it may cost a buyer who pays the carrier. */
  upTo?: Money;
}

/** A share of the price paid. */
export interface OfferShare {
  /** The share. */
  rate: string;
}

/** The seller must prove that a defect was not there if it shows within a time, the buyer that it was if it shows later. */
export interface OfferBurden {
  /** The time. */
  seller: OfferPeriod;
}

/** A share of the price paid for so much use. */
export interface OfferDeduction {
  /** The share. */
  rate: string;
  /** For how much use, by a name of `usage`. */
  per: { [name: string]: number };
  /** True where that is a limit, and less may be kept back. */
  atMost?: boolean;
  /** What that makes of one unit's price for its use so far, where both are known; never more than the price. */
  amount?: Money;
}

/** A term in which a floor is better than what the shop declared. */
export interface Improvement {
  /** The term. */
  term: "returnShipping" | "outboundShipping" | "restockingFee" | "refundDue" | "burden" | "evidence" | "deduction" | "answerDue" | "repairDue" | "exchangeDue" | "loanDue" | "choice" | "covers" | "service" | "warrantor";
  /** The floor's document. */
  document: string;
  /** What was declared; empty where nothing was. */
  declared: Costs;
}

/** A fact that is missing and matters: two of its values give two answers. */
export interface Missing {
  /** The fact: `delivery`, `condition.seal`, `tag.final-sale`, or `calendar.cn` for a calendar that must reach further. One that is stated must be stated more exactly. */
  fact: string;
  /** Where it would be stated, as a JSON Pointer into the call; empty for what no call states, such as a calendar or the time at which a warranty is used. */
  path: string;
  /** The parts of the answer that hang on it. */
  affects: string[];
}

/** The answer for some values of what is missing. */
export interface Case {
  /** The values, in the language of a policy's `when`; names and tags each below their fact. A market, category or reason counts for what lies below it unless another case names that. */
  when: { [name: string]: Condition };
  /** The status. */
  status: "open" | "review" | "not-started" | "closed" | "excluded" | "depends";
  /** The window; without days where it runs from an unknown one. */
  window?: OfferWindow;
  /** What it costs. */
  terms: Costs;
  /** The rules that take part besides those of the offer. */
  because: Because[];
}

/** One rule that took part, and why. */
export interface Because {
  /** The layer of its document. */
  layer: "declared" | "default" | "floor";
  /** Its document. */
  document: string;
  /** The document's version. */
  version: string;
  /** Its id. */
  rule: string;
  /** What it says. */
  code: "granted" | "review" | "excluded" | "window-open" | "window-not-started" | "window-closed" | "window-used-up" | "window-unknown" | "window-adjusted" | "terms";
  /** The terms it decides. */
  sets: ("granted" | "window" | "returnShipping" | "outboundShipping" | "restockingFee" | "refundDue" | "burden" | "evidence" | "deduction" | "answerDue" | "repairDue" | "exchangeDue" | "loanDue" | "choice" | "covers" | "service" | "warrantor")[];
  /** The articles or clauses it states. */
  basis: string[];
  /** How well they are established. */
  confidence?: "primary" | "secondary" | "known" | "uncertain";
  /** The facts it looked at. */
  facts: UsedFact[];
}

/** A fact that a rule looked at. */
export interface UsedFact {
  /** The fact. */
  fact: string;
  /** Its value; instants in UTC. */
  value: null | boolean | number | string;
  /** Where it is stated, as a JSON Pointer into the call. */
  path?: string;
  /** The document that vouches for it, where the call does not state it. */
  given?: string;
}

/** What an offer reads in a later stretch of time. */
export interface Phase {
  /** Its first instant. */
  from: string;
  /** The first instant after it. */
  until?: string;
  /** The status. */
  status: "open" | "review" | "not-started" | "closed" | "excluded" | "depends";
  /** What it costs then. */
  terms: Costs;
}

/** What one layer offers by itself. */
export interface LayerReading {
  /** The layer. */
  layer: "declared" | "default" | "floor";
  /** The document that grants or excludes. */
  document: string;
  /** Its status. */
  status: "open" | "review" | "not-started" | "closed" | "excluded" | "depends";
  /** Its window. */
  window?: OfferWindow;
  /** Its terms. */
  terms: Costs;
}

/** An offer whose status would be another one. */
export interface StatusChange {
  /** The reason. */
  reason: string;
  /** The remedy. */
  remedy: string;
  /** The component the offer is about. */
  component?: string;
  /** The status it would have. */
  status: "open" | "review" | "not-started" | "closed" | "excluded" | "depends";
}

/** What the buyer of an order may ask for, without what explains it. */
export interface BriefDecision {
  /** The kind and version of this answer. */
  format: "return-brief/1";
  /** The order's id. */
  order: string;
  /** The instant asked about, in UTC. */
  at: string;
  /** The answer for each line, or each bucket of a line that is split. */
  lines: BriefLine[];
}

/** The answer for a line, or a bucket of a line that is split. */
export interface BriefLine {
  /** The line's id. */
  line: string;
  /** The bucket's id. */
  bucket?: string;
  /** Units bought less units returned; absent where the quantity is not stated. With 0 left there are no offers. */
  left?: number;
  /** What may be asked for, by reason and remedy. */
  offers: BriefOffer[];
  /** The same by component, where the documents tell components apart. */
  warranty?: BriefOffer[];
}

/** What the buyer may ask for, for one reason, with one remedy. */
export interface BriefOffer {
  /** The reason. */
  reason: string;
  /** The remedy. */
  remedy: string;
  /** The component the offer is about; in `warranty`, none stands for every other part. */
  component?: string;
  /** `open`: ask and get it; `review`: a person decides; `not-started`, `closed`: the window; `excluded`: not granted; `depends`: on missing facts. */
  status: "open" | "review" | "not-started" | "closed" | "excluded" | "depends";
  /** The last day of the window, inside. */
  lastDay?: string;
  /** The first instant outside the window. */
  endsBefore?: string;
  /** What it costs, as far as that hangs on nothing that is missing. */
  terms: Costs;
  /** Missing facts that matter. */
  depends?: NeededFact[];
}

/** A missing fact that matters. */
export interface NeededFact {
  /** The fact. */
  fact: string;
  /** Where it would be stated, as a JSON Pointer into the call; empty for what no call states. */
  path: string;
}

/** What the buyer of a product may ask for, before it is bought. Open means: granted, once the window has begun. */
export interface TermsAnswer {
  /** The kind and version of this answer. */
  format: "return-terms/1";
  /** When it would be bought, in UTC. */
  at: string;
  /** The policies that took part. */
  documents: DocumentReference[];
  /** SHA-256 over the calendars and zones that these policies name. */
  data: string;
  /** What may be asked for, by reason and remedy. */
  offers: Offer[];
  /** The same by component, where the documents tell components apart. */
  warranty: Offer[];
}

/** Whether a request may be accepted. */
export interface Validation {
  /** Whether nothing is wrong with it. */
  acceptable: boolean;
  /** The id of the decision it was held against. */
  decisionId: string;
  /** What is wrong with it, for the fields of a form. */
  problems: Problem[];
}

/** One thing wrong with a document or call. Branch on `code` and `path`; show `message`, never parse it. */
export interface Problem {
  /** Where it is, as a JSON Pointer; empty for the whole. */
  path: string;
  /** What is wrong; a published code keeps its meaning for ever. */
  code: ProblemCode;
  /** What is wrong and what would be right, for people; may be reworded. */
  message: string;
  /** A second place that takes part. */
  also?: string;
  /** The facts of a concrete order that shows the problem. */
  example?: { [name: string]: Condition };
}

/** What is found in documents. Only errors keep them from being compiled. */
export interface CheckReport {
  /** The kind and version of this report. */
  format: "return-check/1";
  /** Everything that is found, by place and code. */
  findings: Finding[];
}

/** One thing that is found in documents. Branch on `code` and `path`; show `message`, never parse it. */
export interface Finding {
  /** Where it is, as a JSON Pointer into the list of documents. */
  path: string;
  /** What it is; a published code keeps its meaning for ever. */
  code: FindingCode | ProblemCode;
  /** `error`: the documents cannot be used; `warning`: surely not meant; `note`: worth a look. */
  severity: "error" | "warning" | "note";
  /** What is found and the way out, for people; may be reworded. */
  message: string;
  /** A second place that takes part. */
  also?: string;
  /** The facts of a concrete order that shows it. */
  example?: { [name: string]: Condition };
}

/** Which rules decided something in many orders. */
export interface CoverageReport {
  /** The kind and version of this report. */
  format: "return-coverage/1";
  /** How many calls were decided. */
  calls: number;
  /** How many lines could not be. */
  badLines: number;
  /** Every rule, in the order of documents and rules. */
  rules: CoveredRule[];
  /** What is wrong with the first 100 lines that could not be decided. */
  problems?: LineProblem[];
}

/** How often one rule decided something. */
export interface CoveredRule {
  /** Its document. */
  document: string;
  /** Its id. */
  rule: string;
  /** Where it is, as a JSON Pointer into the list of documents. */
  path: string;
  /** In how many calls it decided something. */
  decided: number;
}

/** One thing wrong with one of many calls. */
export interface LineProblem {
  /** The number of its line, from 1. */
  line: number;
  /** Where in the call it is, as a JSON Pointer. */
  path: string;
  /** What is wrong. */
  code: ProblemCode;
  /** What is wrong and what would be right, for people. */
  message: string;
}

/** Whether what is declared gives the buyer no less than each floor, without relying on it. */
export interface FloorReport {
  /** The kind and version of this report. */
  format: "return-floor/1";
  /** `proved`: no order gets less; `refuted`: the orders shown do; `undecided`: part of it could not be told. */
  outcome: "proved" | "refuted" | "undecided";
  /** The floors that are for some order of the declared documents; with none there was nothing to prove. */
  floors: string[];
  /** The facts that documents vouch for, and under which it holds. */
  given: VouchedFact[];
  /** Where less is declared, or where it could not be told. */
  findings: FloorFinding[];
}

/** A fact that a document vouches for on every order. */
export interface VouchedFact {
  /** The document. */
  document: string;
  /** The fact. */
  fact: string;
  /** Its value. */
  value: Condition;
}

/** One term in which less is declared than a floor requires, or in which that could not be told. */
export interface FloorFinding {
  /** Which of the two. */
  outcome: "refuted" | "undecided";
  /** The term. */
  term: "granted" | "window" | "returnShipping" | "outboundShipping" | "restockingFee" | "refundDue" | "burden" | "evidence" | "deduction" | "answerDue" | "repairDue" | "exchangeDue" | "loanDue" | "choice" | "covers" | "service" | "warrantor";
  /** The reason asked for. */
  reason?: string;
  /** The remedy asked for. */
  remedy?: string;
  /** The rule that requires more, and what it rests on. */
  floor: FloorGround;
  /** The rule that gives less; absent where none says anything. */
  rule?: RulePlace;
  /** The rules of both sides that change the windows in question. */
  changedBy?: FloorGround[];
  /** What is declared; absent where nothing is. */
  declared?: boolean | string | string[] | OfferWindow | OfferPeriod | OfferShipping | OfferShare | Money | OfferBurden | OfferDeduction;
  /** What the floor requires. */
  required?: boolean | string | string[] | OfferWindow | OfferPeriod | OfferShipping | OfferShare | Money | OfferBurden | OfferDeduction;
  /** The facts of a concrete order that shows it. */
  example?: { [name: string]: Condition };
  /** The days of its events. */
  events?: { [name: string]: Condition };
  /** Its repairs. */
  repairs?: ({ [name: string]: Condition })[];
  /** When the buyer acts. */
  actsAt?: string;
  /** When that is judged. */
  at?: string;
  /** The last day of the declared window. */
  declaredLastDay?: string;
  /** The last day of the floor's window. */
  requiredLastDay?: string;
  /** What is less and the way out, for people; may be reworded. */
  message: string;
}

/** A rule, and what it rests on. */
export interface FloorGround {
  /** Its document. */
  document: string;
  /** Its id. */
  rule: string;
  /** Where it is, as a JSON Pointer into the list of documents. */
  path: string;
  /** The articles or clauses it states. */
  basis: string[];
  /** How well they are established. */
  confidence?: "primary" | "secondary" | "known" | "uncertain";
}

/** A rule, and where it stands. */
export interface RulePlace {
  /** Its document. */
  document: string;
  /** Its id. */
  rule: string;
  /** Where it is, as a JSON Pointer into the list of documents. */
  path: string;
}

/** What changes for buyers from one version of documents to the next. */
export interface DiffReport {
  /** The kind and version of this report. */
  format: "return-diff/1";
  /** `undecided`: part of it could not be told; the rows hold nevertheless. */
  outcome: "same" | "changed" | "undecided";
  /** Every change. */
  rows: DiffRow[];
  /** What could not be told. */
  undecided: DiffUndecided[];
  /** How many orders were read, where orders were given. */
  orders?: DiffOrders;
  /** What is wrong with the first 100 lines that could not be read. */
  problems?: LineProblem[];
}

/** One term that changes in one way for some orders. */
export interface DiffRow {
  /** The reasons. */
  reasons: string[];
  /** The remedies. */
  remedies: string[];
  /** The orders, in the language of a policy's `when`. */
  when: { [name: string]: Condition };
  /** Those below a category, market or component named in `when` that are left out. */
  unless?: { [name: string]: Condition };
  /** Orders that are left out: those that meet all of these conditions. */
  except?: { [name: string]: Condition };
  /** The term. */
  term: "granted" | "window" | "returnShipping" | "outboundShipping" | "restockingFee" | "refundDue" | "burden" | "evidence" | "deduction" | "answerDue" | "repairDue" | "exchangeDue" | "loanDue" | "choice" | "covers" | "service" | "warrantor";
  /** What the old version says; null where nothing. */
  old: null | boolean | string | string[] | OfferWindow | OfferPeriod | OfferShipping | OfferShare | Money | OfferBurden | OfferDeduction;
  /** What the new version says; null where nothing. */
  new: null | boolean | string | string[] | OfferWindow | OfferPeriod | OfferShipping | OfferShare | Money | OfferBurden | OfferDeduction;
  /** What both say in turn, where they say the same at first. */
  phases?: DiffPhases;
  /** The zones and calendars whose own contents changed. */
  data?: string[];
  /** Whether the new one is better for the buyer; `other` where neither is. */
  buyer: "better" | "worse" | "other";
  /** The rules that decide it. */
  because: DiffBecause;
  /** The orders it touches, where orders were given. */
  touched?: DiffTouched;
}

/** What two versions say while one window after another ends. */
export interface DiffPhases {
  /** In the old version. */
  old: DiffPhase[];
  /** In the new version. */
  new: DiffPhase[];
}

/** What a version says until a window ends. */
export interface DiffPhase {
  /** The layer that says it by itself, where it is not sure in which order windows end. */
  layer?: "declared" | "default" | "floor";
  /** The document of that layer. */
  document?: string;
  /** The window; absent after all of them. */
  within?: OfferWindow;
  /** What it says; absent where nothing. */
  value?: boolean | string | string[] | OfferWindow | OfferPeriod | OfferShipping | OfferShare | Money | OfferBurden | OfferDeduction;
}

/** The rules that decide a term in each version. */
export interface DiffBecause {
  /** In the old version. */
  old: RuleReference[];
  /** In the new version. */
  new: RuleReference[];
}

/** A rule. */
export interface RuleReference {
  /** Its document. */
  document: string;
  /** The document's version. */
  version: string;
  /** Its id. */
  rule: string;
}

/** What a row touches among the orders. */
export interface DiffTouched {
  /** How many orders. */
  orders: number;
  /** How many lines. */
  lines: number;
  /** Unit price times quantity of those lines, by currency. */
  amounts: Money[];
  /** How many of those lines state no unit price, quantity or currency. */
  unpriced: number;
  /** How many further lines it may touch: a fact is missing on which that hangs. */
  possible: number;
}

/** A reason and remedy for which part of the comparison was given up. */
export interface DiffUndecided {
  /** The reason. */
  reason: string;
  /** The remedy. */
  remedy: string;
  /** The facts on which it hangs. */
  facts: string[];
}

/** The orders that were read. */
export interface DiffOrders {
  /** How many. */
  orders: number;
  /** How many lines they have, each bucket of a line that is split counting by itself. */
  lines: number;
  /** How many lines of the text could not be read. */
  badLines: number;
}

/** A conjunction over facts: a list means one of, `{ gte, lt }` a range, `{ not }` everything else. */
export interface When {
  /** Where the buyer is: ISO 3166-1 code, with ISO 3166-2 subdivision where known: `DE`, `DE-BY`. */
  market?: string[] | { not: string[] };
  /** How the contract was concluded. */
  channel?: ("online" | "television" | "telephone" | "mail" | "doorstep" | "in-store")[] | { not: ("online" | "television" | "telephone" | "mail" | "doorstep" | "in-store")[] };
  /** Whether the buyer acts as a consumer. */
  buyerKind?: ("consumer" | "business")[] | { not: ("consumer" | "business")[] };
  /** Whether the seller acts as a trader. */
  sellerKind?: ("trader" | "private")[] | { not: ("trader" | "private")[] };
  /** What is supplied: goods, a service, or digital content without a carrier. */
  supply?: ("goods" | "service" | "digital")[] | { not: ("goods" | "service" | "digital")[] };
  /** Why the buyer asks: a standard reason, or one that a policy defines under `reasons`. */
  reason?: string[] | { not: string[] };
  /** What the buyer asks for. */
  remedy?: ("cancel" | "refund" | "refund-only" | "exchange" | "repair" | "reship" | "store-credit" | "price-reduction" | "compensation")[] | { not: ("cancel" | "refund" | "refund-only" | "exchange" | "repair" | "reship" | "store-credit" | "price-reduction" | "compensation")[] };
  /** The part concerned, as a path: `battery`, `drive/motor`. */
  component?: (string | null)[] | { not: (string | null)[] };
  /** The product's category, as a path: `apparel/shoes`. */
  category?: (string | null)[] | { not: (string | null)[] };
  /** The product's brand. */
  brand?: (string | null)[] | { not: (string | null)[] };
  /** The stock keeping unit. */
  sku?: (string | null)[] | { not: (string | null)[] };
  /** The id of the seller. */
  seller?: (string | null)[] | { not: (string | null)[] };
  /** The buyer's membership tier. */
  tier?: (string | null)[] | { not: (string | null)[] };
  /** How the buyer paid. */
  paymentMethod?: (string | null)[] | { not: (string | null)[] };
  /** The order's status, in the shop's own words. */
  orderStatus?: (string | null)[] | { not: (string | null)[] };
  /** Who asks. */
  requester?: ("buyer" | "gift-recipient")[] | { not: ("buyer" | "gift-recipient")[] };
  /** How the goods come back. */
  method?: ("mail" | "pickup" | "in-store" | "kiosk" | "keep")[] | { not: ("mail" | "pickup" | "in-store" | "kiosk" | "keep")[] };
  /** How the buyer wants to be paid. */
  tender?: ("original" | "store-credit" | "gift-card")[] | { not: ("original" | "store-credit" | "gift-card")[] };
  /** What an exchange is to be for. */
  replacement?: ("same-product" | "other-product")[] | { not: ("same-product" | "other-product")[] };
  /** The product's tags: a complete list, so a tag that is not in it is absent. */
  tag?: string[] | { not: string[] };
  /** Services that come with the order, such as `{ "freight-insurance": true }`. */
  service?: { [name: string]: (boolean | string | null)[] | boolean | { not: (boolean | string | null)[] | boolean } };
  /** The state of the item, such as `{ "seal": "broken", "used": false }`. */
  condition?: { [name: string]: (boolean | string | null)[] | boolean | { not: (boolean | string | null)[] | boolean } };
  /** What the seller told the buyer, such as `{ "return-cost": true }`. */
  disclosure?: { [name: string]: (boolean | string | null)[] | boolean | { not: (boolean | string | null)[] | boolean } };
  /** What the buyer confirmed for this purchase. */
  confirmed?: { [name: string]: (boolean | string | null)[] | boolean | { not: (boolean | string | null)[] | boolean } };
  /** Which of several readings of a law or clause is followed, such as `{ "cn-saturday": "rolls" }`; only documents say so, under `given`, for all orders: a declared one before a default, and both before a floor. */
  setting?: { [name: string]: string[] | boolean | { not: string[] | boolean } };
  /** The ISO 4217 code of every amount of the order. */
  currency?: string[] | { not: string[] };
  /** The buyer's standing with the shop or platform. */
  creditScore?: (number | null)[] | { gte?: number; lt?: number } | { not: (number | null)[] | { gte?: number; lt?: number } };
  /** The price paid for one unit, in minor units of `currency`. */
  unitPrice?: number[] | { gte?: number; lt?: number } | { not: number[] | { gte?: number; lt?: number } };
  /** What was paid for the goods of the order, in minor units of `currency`. */
  orderTotal?: number[] | { gte?: number; lt?: number } | { not: number[] | { gte?: number; lt?: number } };
  /** Units bought. */
  quantity?: number[] | { gte?: number; lt?: number } | { not: number[] | { gte?: number; lt?: number } };
  /** How much the goods have been used, such as `{ "km": 12000 }`; null where nothing counts it. */
  usage?: { [name: string]: (number | null)[] | { gte?: number; lt?: number } | { not: (number | null)[] | { gte?: number; lt?: number } } };
  /** A counter of the document; derived from the history of the goods. */
  counter?: { [name: string]: number[] | { gte?: number; lt?: number } | { not: number[] | { gte?: number; lt?: number } } };
  /** Where the instant asked about lies to a window of the document: `{ "first-year": ["within"] }`; derived from the window's events. For terms that change with time. */
  during?: { [name: string]: ("before" | "within" | "after")[] | boolean | { not: ("before" | "within" | "after")[] | boolean } };
  /** When the contract was concluded. */
  contract?: (string | null)[] | { gte?: string; lt?: string } | { not: (string | null)[] | { gte?: string; lt?: string } };
  /** When the order was placed. */
  order?: (string | null)[] | { gte?: string; lt?: string } | { not: (string | null)[] | { gte?: string; lt?: string } };
  /** When the buyer got a copy of the contract; null if never. */
  contractCopy?: (string | null)[] | { gte?: string; lt?: string } | { not: (string | null)[] | { gte?: string; lt?: string } };
  /** The date of the invoice. */
  invoice?: (string | null)[] | { gte?: string; lt?: string } | { not: (string | null)[] | { gte?: string; lt?: string } };
  /** When the buyer was told of the right of withdrawal; null if never. */
  information?: (string | null)[] | { gte?: string; lt?: string } | { not: (string | null)[] | { gte?: string; lt?: string } };
  /** When the goods left the seller. */
  shipment?: (string | null)[] | { gte?: string; lt?: string } | { not: (string | null)[] | { gte?: string; lt?: string } };
  /** When the buyer, or a third party named by the buyer, got the goods. */
  delivery?: (string | null)[] | { gte?: string; lt?: string } | { not: (string | null)[] | { gte?: string; lt?: string } };
  /** When the first unit of the whole order was delivered; derived from `deliveredAt`. */
  firstDelivery?: (string | null)[] | { gte?: string; lt?: string } | { not: (string | null)[] | { gte?: string; lt?: string } };
  /** When the last unit of the whole order was delivered; derived from `deliveredAt`. */
  lastDelivery?: (string | null)[] | { gte?: string; lt?: string } | { not: (string | null)[] | { gte?: string; lt?: string } };
  /** When the buyer signed for the parcel. */
  signing?: (string | null)[] | { gte?: string; lt?: string } | { not: (string | null)[] | { gte?: string; lt?: string } };
  /** When installation was finished. */
  installation?: (string | null)[] | { gte?: string; lt?: string } | { not: (string | null)[] | { gte?: string; lt?: string } };
  /** When the device was first activated. */
  activation?: (string | null)[] | { gte?: string; lt?: string } | { not: (string | null)[] | { gte?: string; lt?: string } };
  /** When the goods were last exchanged; null if never. */
  exchange?: (string | null)[] | { gte?: string; lt?: string } | { not: (string | null)[] | { gte?: string; lt?: string } };
  /** When the buyer found the defect. */
  defectKnown?: (string | null)[] | { gte?: string; lt?: string } | { not: (string | null)[] | { gte?: string; lt?: string } };
  /** When the buyer sent notice; derived from `noticeSentAt` of the request, and not yet if that is not said. */
  notice?: (string | null)[] | { gte?: string; lt?: string } | { not: (string | null)[] | { gte?: string; lt?: string } };
  /** When the seller received the notice; derived from `noticeReceivedAt` of the request, and not yet if that is not said. */
  noticeReceived?: (string | null)[] | { gte?: string; lt?: string } | { not: (string | null)[] | { gte?: string; lt?: string } };
  /** When the buyer handed the goods to a carrier and can prove it; derived from `dispatchedAt` of the request, and not yet if that is not said. */
  returnDispatch?: (string | null)[] | { gte?: string; lt?: string } | { not: (string | null)[] | { gte?: string; lt?: string } };
  /** When the seller had the goods back; `arrivedAt` of the request if not said, and not yet if that is not said either. */
  goodsBack?: (string | null)[] | { gte?: string; lt?: string } | { not: (string | null)[] | { gte?: string; lt?: string } };
  /** When the seller agreed to refund. */
  refundAgreed?: (string | null)[] | { gte?: string; lt?: string } | { not: (string | null)[] | { gte?: string; lt?: string } };
  /** When the buyer had the goods back from the last repair; derived from `repairs`, null if there was none. */
  repairReturned?: (string | null)[] | { gte?: string; lt?: string } | { not: (string | null)[] | { gte?: string; lt?: string } };
  /** When the goods were handed over for the last repair; derived from `repairs`, null if there was none. */
  repairBegun?: (string | null)[] | { gte?: string; lt?: string } | { not: (string | null)[] | { gte?: string; lt?: string } };
  /** The last day of the warranty that was given with the goods; null if none was. */
  warrantyEnd?: (string | null)[] | { gte?: string; lt?: string } | { not: (string | null)[] | { gte?: string; lt?: string } };
}

/** Facts the author vouches for on every order. */
export interface Given {
  /** Where the buyer is: ISO 3166-1 code, with ISO 3166-2 subdivision where known: `DE`, `DE-BY`. */
  market?: string;
  /** How the contract was concluded. */
  channel?: "online" | "television" | "telephone" | "mail" | "doorstep" | "in-store";
  /** Whether the buyer acts as a consumer. */
  buyerKind?: "consumer" | "business";
  /** Whether the seller acts as a trader. */
  sellerKind?: "trader" | "private";
  /** What is supplied: goods, a service, or digital content without a carrier. */
  supply?: "goods" | "service" | "digital";
  /** The product's category, as a path: `apparel/shoes`. */
  category?: string | null;
  /** The product's brand. */
  brand?: string | null;
  /** The stock keeping unit. */
  sku?: string | null;
  /** The id of the seller. */
  seller?: string | null;
  /** The buyer's membership tier. */
  tier?: string | null;
  /** How the buyer paid. */
  paymentMethod?: string | null;
  /** The order's status, in the shop's own words. */
  orderStatus?: string | null;
  /** The product's tags: a complete list, so a tag that is not in it is absent. */
  tag?: string[];
  /** Services that come with the order, such as `{ "freight-insurance": true }`. */
  service?: { [name: string]: boolean | string | null };
  /** The state of the item, such as `{ "seal": "broken", "used": false }`. */
  condition?: { [name: string]: boolean | string | null };
  /** What the seller told the buyer, such as `{ "return-cost": true }`. */
  disclosure?: { [name: string]: boolean | string | null };
  /** What the buyer confirmed for this purchase. */
  confirmed?: { [name: string]: boolean | string | null };
  /** Which of several readings of a law or clause is followed, such as `{ "cn-saturday": "rolls" }`; only documents say so, under `given`, for all orders: a declared one before a default, and both before a floor. */
  setting?: { [name: string]: string };
  /** The ISO 4217 code of every amount of the order. */
  currency?: string;
  /** The buyer's standing with the shop or platform. */
  creditScore?: number | null;
  /** The price paid for one unit, in minor units of `currency`. */
  unitPrice?: number;
  /** What was paid for the goods of the order, in minor units of `currency`. */
  orderTotal?: number;
  /** Units bought. */
  quantity?: number;
  /** How much the goods have been used, such as `{ "km": 12000 }`; null where nothing counts it. */
  usage?: { [name: string]: number | null };
  /** When the contract was concluded. */
  contract?: string | null | GivenAnchor;
  /** When the order was placed. */
  order?: string | null | GivenAnchor;
  /** When the buyer got a copy of the contract; null if never. */
  contractCopy?: string | null | GivenAnchor;
  /** The date of the invoice. */
  invoice?: string | null | GivenAnchor;
  /** When the buyer was told of the right of withdrawal; null if never. */
  information?: string | null | GivenAnchor;
  /** When the goods left the seller. */
  shipment?: string | null | GivenAnchor;
  /** When the buyer, or a third party named by the buyer, got the goods. */
  delivery?: string | null | GivenAnchor;
  /** When the buyer signed for the parcel. */
  signing?: string | null | GivenAnchor;
  /** When installation was finished. */
  installation?: string | null | GivenAnchor;
  /** When the device was first activated. */
  activation?: string | null | GivenAnchor;
  /** When the goods were last exchanged; null if never. */
  exchange?: string | null | GivenAnchor;
  /** When the buyer found the defect. */
  defectKnown?: string | null | GivenAnchor;
  /** When the seller agreed to refund. */
  refundAgreed?: string | null | GivenAnchor;
  /** The last day of the warranty that was given with the goods; null if none was. */
  warrantyEnd?: string | null | GivenAnchor;
}

/** A value of a fact. */
export type Scalar = null | boolean | number | string;

/** A condition as answers write it: a value, one of several, a range, a complement, or conditions on names. */
export type Condition =
  | Scalar
  | Scalar[]
  | { gte?: Scalar; lt?: Scalar }
  | { not: Condition }
  | { [name: string]: Condition };

/** What kind of thing is wrong. */
export type ProblemCode =
  /** The text is not JSON. */
  | "not-json"
  /** A key stands twice in one object. */
  | "duplicate-key"
  /** The document nests more than 64 deep. */
  | "too-deep"
  /** A field that no document of this kind has. */
  | "unknown-field"
  /** A field that must be there is not. */
  | "missing-field"
  /** A value of another JSON type than the field takes. */
  | "wrong-type"
  /** A number outside the field's range. */
  | "out-of-range"
  /** A text that is none of the values the field takes. */
  | "unknown-value"
  /** A text in another form than the field takes: a date, an instant, a length, a currency, a name. */
  | "bad-form"
  /** A list or text that is too long, or a list that is too short. */
  | "bad-size"
  /** The same value twice in a list of different ones. */
  | "duplicate-value"
  /** A `format` this engine does not read. */
  | "unknown-format"
  /** Two documents, rules, lines or buckets with one id. */
  | "duplicate-id"
  /** No policy among the documents. */
  | "no-policy"
  /** A window name that the document does not define. */
  | "unknown-window"
  /** A counter name that the document does not define. */
  | "unknown-counter"
  /** An `overrides` that names no rule. */
  | "unknown-rule"
  /** A time zone that no loaded document carries. */
  | "unknown-zone"
  /** A calendar that no loaded document carries. */
  | "unknown-calendar"
  /** A reason that is neither standard nor defined by a document. */
  | "unknown-reason"
  /** Zone data that cannot be read. */
  | "bad-zone"
  /** A window whose days end in no named zone, or a market without one. */
  | "zone-missing"
  /** A roll over rest days without a calendar to tell them. */
  | "calendar-missing"
  /** A range or period whose end is not after its start. */
  | "inverted-range"
  /** A price is compared without saying in which currency. */
  | "currency-missing"
  /** A rule that grants without naming its reasons and remedies. */
  | "grant-unnamed"
  /** Somewhere a rule grants and no rule sets a window. */
  | "grant-without-window"
  /** Two rules set one term differently and neither wins. */
  | "rule-clash"
  /** Rules override each other in a circle. */
  | "override-circle"
  /** A question about all orders that splits into too many pieces to be decided. */
  | "too-complex"
  /** Documents that are read as one define one thing differently. */
  | "definition-clash"
  /** Two documents vouch for different values of one fact on the same orders. */
  | "given-clash"
  /** A seal on other documents than those it was made for, or by another version of the engine. */
  | "broken-seal"
  /** Documents without a seal, where only checked ones are read. */
  | "not-sealed"
  /** The order has no such line. */
  | "unknown-line"
  /** The line has no such bucket. */
  | "unknown-bucket"
  /** More units than are left to return. */
  | "quantity-exceeded"
  /** No loaded policy grants anything for this reason. */
  | "reason-not-offered"
  /** This remedy is not offered for this reason and line, now. */
  | "remedy-not-offered"
  /** Evidence that the policy asks for is missing. */
  | "evidence-missing"
  /** A fact is missing that decides the answer. */
  | "fact-missing";

/** What is found in documents without problems. */
export type FindingCode =
  /** A rule whose conditions, with those of its document, can never hold together. */
  | "never-holds"
  /** A rule that is beaten in every term it sets, wherever it holds. */
  | "never-wins"
  /** A rule that sets terms where nothing is ever granted. */
  | "never-granted-term"
  /** Rules speak of lower and of higher numbers or earlier and later days, and of none between. */
  | "hole"
  /** A remedy is granted for some orders of a declared policy, and for others no rule says anything. */
  | "gap"
  /** Rules about different reasons, or that differ in what they grant, of which only `precedence` says which wins. */
  | "precedence-decides"
  /** Days between the periods of two declared documents that otherwise are for the same orders. */
  | "period-missing"
  /** A law asks what the seller told the buyer, and no declared document says it. */
  | "disclosure-missing"
  /** A word that is used once and differs by one letter from another one. */
  | "similar-word"
  /** A document chooses a reading of a setting that no rule asks for. */
  | "unused-setting"
  /** A question that splits into too many pieces to be decided. */
  | "could-not-decide";
