// Turns answers of the engine into sentences. Nothing is decided here: what an answer leaves out is called not stated.

import { end, size, span } from "./periods.js";

/** Speaks one language. */
export class Speaker {
  /** @param {{ tag: string, format: string, words: object }} language - as `en.js` exports it */
  constructor({ tag, format, words }) {
    this.tag = tag;
    this.format = format;
    this.words = words;
  }

  /** A civil day. The engine's days are no instants: read and written in UTC, none can shift. */
  day(date) {
    const form = { year: "numeric", month: "long", day: "numeric", weekday: "short", timeZone: "UTC" };
    return new Intl.DateTimeFormat(this.format, form).format(new Date(`${date.slice(0, 10)}T00:00:00Z`));
  }

  /** An amount in minor units. */
  money({ amount, currency }) {
    const format = new Intl.NumberFormat(this.format, { style: "currency", currency, currencyDisplay: "narrowSymbol" });
    return format.format(amount / 10 ** format.resolvedOptions().maximumFractionDigits);
  }

  /** When a window ends, or how long it is. */
  period({ status, window }) {
    if (!window) return "";
    if (window.lastDay) return (status === "closed" ? this.words.ended : this.words.until)(this.day(window.lastDay));
    return end(this, window);
  }

  /** How long each layer lets the buyer take: "14 days by law · 30 days by this shop". */
  layers({ layers }) {
    const says = ({ layer, window }) => (layer === "floor" ? this.words.byLaw : this.words.byShop)(size(this, window));
    const floorsFirst = [...layers].sort((a, b) => (b.layer === "floor") - (a.layer === "floor"));
    return floorsFirst
      .filter(({ window }) => window)
      .map(says)
      .join(this.words.list);
  }

  /** Who pays for sending the goods back. */
  freight({ returnShipping }) {
    const { words } = this;
    if (!returnShipping) return words.notStated;
    const { payer, fee, upTo } = returnShipping;
    if (payer === "buyer") return upTo ? words.freightUpTo(this.money(upTo)) : words.freightBuyer;
    if (payer !== "seller") return words.freightOther(words.payers[payer] ?? payer);
    return fee?.amount ? words.freightFee(this.money(fee)) : words.freightFree;
  }

  /** What the buyer gets, where the remedy's name does not say it; `price` is what the units cost. */
  comesBack(remedy, { restockingFee, outboundShipping }, price) {
    const { words } = this;
    const kept = restockingFee && restockingFee !== "none" ? this.#fee(restockingFee) : undefined;
    if (remedy !== "refund") return kept && words.backFee(kept);
    const outbound = words.outbound[outboundShipping];
    const full = restockingFee === "none" && price ? words.backAll(this.money(price)) : words.backPrice;
    const main = kept ? words.backLess(kept, this.#rest(restockingFee, price)) : full;
    return outbound ? words.clauses(main, outbound) : main;
  }

  /** By when the money comes back. */
  due({ refundDue }) {
    return refundDue ? end(this, refundDue) : this.words.notStated;
  }

  /** Who must prove whether a fault was there at delivery. */
  burden({ burden }) {
    const { words } = this;
    if (!burden) return words.notStated;
    const { seller } = burden;
    if (!seller) return burden === "seller" ? words.shopProves : words.buyerProves;
    return words.clauses(words.shopProvesFirst(span(this, seller)), words.thenBuyer);
  }

  #fee(fee) {
    return fee.rate ?? this.money(fee);
  }

  /** What is left of the price, where it comes out even: rounding is not a page's to choose. */
  #rest({ rate, amount, currency }, price) {
    if (!price) return undefined;
    if (amount !== undefined)
      return currency === price.currency ? this.money({ ...price, amount: price.amount - amount }) : undefined;
    const kept = (BigInt(price.amount) * BigInt(Math.round(Number.parseFloat(rate) * 100))) / 10_000n;
    const even = kept * 10_000n === BigInt(price.amount) * BigInt(Math.round(Number.parseFloat(rate) * 100));
    return even ? this.money({ ...price, amount: price.amount - Number(kept) }) : undefined;
  }

  /** What the buyer must show. */
  proof({ evidence }) {
    if (!evidence) return this.words.notStated;
    if (evidence.length === 0) return this.words.proofNone;
    return this.words.and(evidence.map((name) => this.words.evidence[name] ?? name));
  }

  /** A condition as a question with its answers; one that has no words is asked by its name and the values it may take. */
  condition(name, values = []) {
    const { words } = this;
    const known = words.conditions[name];
    const texts = values.filter((value) => typeof value === "string");
    if (known || texts.length === 0) return known ?? words.otherCondition(name);
    const choice = (value, text) => [value, text, words.pair(name, text)];
    const choices = texts.map((value) => choice(value, words.values[value] ?? value));
    return { question: words.otherQuestion(name), values: [...choices, choice("other", words.otherValue)] };
  }

  /** A country or region. */
  market(code) {
    const [country, ...region] = code.split("-");
    const name = new Intl.DisplayNames(this.format, { type: "region", fallback: "code" }).of(country);
    return [name, ...region].join("-");
  }

  /** What is missing where nothing can be said yet. */
  hangsOn(depends) {
    const { words } = this;
    const facts = [...new Set(depends.map(({ fact }) => fact))];
    const [named, others] = [true, false].map((known) => facts.filter((fact) => fact in words.facts === known));
    const said = [...named.map((fact) => words.facts[fact]), ...others.map((fact) => fact.split(".").at(-1))];
    const shown = said.length > 4 ? [...said.slice(0, 3), words.others(said.length - 3)] : said;
    return words.dependsOn(words.and(shown));
  }

  /** A problem at a field, in words for a buyer. */
  problem({ code, path, message }, context) {
    const field = path.split("/").at(-1);
    const says = this.words.problems[code]?.[field] ?? this.words.problems[code]?.[""];
    return says ? says(context) : message;
  }

  /** A fact that a rule looked at, and who states it; an instant is written in the zone whose days count. */
  fact({ fact, value, given }, zone) {
    const { words } = this;
    const [kind, name] = fact.split(".");
    const clause =
      kind === "condition" && this.condition(name).values.find(([each]) => String(each) === String(value))?.[2];
    const said = fact === "market" ? this.market(value) : this.#value(value, zone);
    const text = clause || words.pair(words.facts[fact] ?? fact, said);
    return given ? `${text} (${words.vouched})` : text;
  }

  #value(value, zone) {
    if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return this.day(value);
    if (!/^\d{4}-\d{2}-\d{2}T/.test(value)) return this.words.values[value] ?? String(value);
    const form = { dateStyle: "medium", timeStyle: "short", timeZone: zone };
    return new Intl.DateTimeFormat(this.format, form).format(new Date(value));
  }
}
