// <return-policy>: what a product's buyer may ask for, in one line, and on demand in full.

import { badge } from "./offers.js";
import { Base, define } from "./base.js";
import { casesOf, conditionsOf, inShort, showCases, warrantyRows, worldsOf } from "./cases.js";
import { element, fill, part } from "./draw.js";
import { ask, opened, read } from "./engine.js";

export { speak } from "./languages.js";

/** The element; see `elements.d.ts`. */
export class ReturnPolicy extends Base {
  static takes = {
    policy: "policy",
    product: "product",
    at: "at",
    expectedDelivery: "expected-delivery",
    components: "components",
    open: "open",
  };

  #answer;
  #told;
  #headline;
  #body;
  #details;
  #live;
  #drawnBy;

  /** The engine's answer, where there is one. */
  get answer() {
    return this.#answer;
  }

  /** Whether the terms are shown; as an attribute, it is there or not. */
  get open() {
    return this.hasAttribute("open");
  }

  set open(open) {
    this.toggleAttribute("open", Boolean(open) && open !== "false");
  }

  /** Opening changes no answer. It is followed at once: a visitor may have opened what this draws next. */
  give(name, value) {
    if (name !== "open") super.give(name, value);
    else if (this.#details) this.#details.open = this.open;
  }

  draw(speaker) {
    this.#answer = undefined;
    if ([undefined, null, ""].includes(this.given("policy"))) return this.showWaiting(speaker);
    const outcome = this.#ask(speaker);
    if (!outcome.ok) return this.showProblems(speaker, outcome.problems);
    const { answer, conditions } = outcome;
    this.#show(speaker, outcome);
    this.#answer = answer;
    this.#tellOnce({ answer, problems: [], conditions });
  }

  showProblems(speaker, problems) {
    super.showProblems(speaker, problems);
    this.#tellOnce({ answer: undefined, problems, conditions: [] });
  }

  #tellOnce(detail) {
    const text = JSON.stringify(detail);
    if (text === this.#told) return;
    this.#told = text;
    this.tell("return-policy-change", detail);
  }

  /** Asks for the product as it is described, and for each case of what is not. */
  #ask(speaker) {
    const policy = opened(this.given("policy"));
    const product = read("product", this.given("product"));
    const components = read("components", this.given("components"));
    const wrong = [policy, product, components].find(({ ok }) => !ok);
    if (wrong) return wrong;
    const call = {
      product: product.value,
      at: this.given("at"),
      expectedDelivery: this.given("expectedDelivery") || undefined,
    };
    const asked = ask(policy.value, "terms", call);
    if (!asked.ok) return asked;
    const terms = (conditions) => termsIn(policy.value, call, conditions);
    const known = product.value.conditions ?? {};
    const conditions = conditionsOf(terms({}).value);
    const undecided = conditions.filter((name) => known[name] === undefined);
    const worlds = worldsOf(speaker, undecided, (guess) => terms({ ...known, ...guess }));
    const failed = worlds.find(({ outcome }) => !outcome.ok);
    if (failed) return failed.outcome;
    return { ok: true, answer: asked.value, worlds, conditions, product: product.value, components: components.value };
  }

  #show(speaker, { worlds, product, components }) {
    const { words } = speaker;
    const { unitPrice: amount, currency } = product;
    const price = amount !== undefined && currency ? { amount, currency } : undefined;
    const mind = casesOf(speaker, worlds, "change-of-mind", price);
    const faulty = casesOf(speaker, worlds, "defect", price);
    const delivery = this.given("expectedDelivery");
    const day = delivery ? words.terms.deliveredOn(speaker.day(delivery)) : words.terms.deliveredSomeDay;
    const card = (title, all) => part("section", "card", element("h3", {}, title), ...all);
    const offers = (all) =>
      all.length > 0 ? all.map((each) => showCases(speaker, each, price)) : [words.terms.nothing];
    this.#frame(speaker);
    const short = inShort(speaker, mind);
    fill(this.#headline, short ?? null, () => headline(speaker, short));
    fill(this.#body, [worlds, day, price, components], () => {
      const rows = warrantyRows(speaker, worlds[0].outcome.value, components);
      return [
        part("p", "basis-day", day),
        card(words.terms.mind, offers(mind)),
        card(words.terms.faulty, offers(faulty)),
        rows.length > 0 && card(words.terms.warranty, [element("dl", {}, rows)]),
      ];
    });
    this.#announce();
  }

  /** What stays as it is while answers change, so that the focus and what is open stay too. */
  #frame(speaker) {
    if (this.#details?.parentNode === this.root && this.#drawnBy === speaker) return;
    this.#drawnBy = speaker;
    const { tag, words } = speaker;
    const title = element(
      "span",
      { class: "title", part: "title" },
      element("slot", { name: "title" }, words.terms.title),
    );
    this.#headline = part("span", "headline");
    this.#body = element("div", {});
    this.#live = element("p", { class: "unseen", role: "status" });
    const terms = part("div", "terms", this.#body, element("slot"));
    const listen = { toggle: ({ target }) => target === this.#details && this.#toggled() };
    const parts = [part("summary", "summary", title, this.#headline), terms];
    this.#details = element("details", { part: "details", lang: tag, open: this.open, on: listen }, ...parts);
    this.root.replaceChildren(this.#details, this.#live);
  }

  /** A reader hears how things stand now, if that is not as it was. */
  #announce() {
    const text = [...this.#headline.children].map(({ textContent }) => textContent).join(" ");
    if (this.#live.dataset.last !== undefined && this.#live.dataset.last !== text) this.#live.textContent = text;
    this.#live.dataset.last = text;
  }

  #toggled() {
    const { open } = this.#details;
    if (open === this.open) return;
    this.open = open;
    this.tell("return-policy-toggle", { open });
  }
}

define("return-policy", ReturnPolicy);

function headline(speaker, short) {
  if (!short) return part("span", "until", speaker.words.terms.nothing);
  const { remedy, status, period } = short;
  return [
    part("span", "remedy", speaker.words.remedies[remedy] ?? remedy),
    badge(speaker, status),
    period && part("span", "until", period),
  ];
}

/** The terms under these conditions. Where no day of delivery is given, any will do for lengths. */
function termsIn(policy, { product, at, expectedDelivery }, conditions) {
  const day = expectedDelivery ?? someDay(at);
  const outcome = ask(policy, "terms", { product: { ...product, conditions }, at, expectedDelivery: day });
  return expectedDelivery ? outcome : undated(outcome);
}

function someDay(at) {
  const time = Date.parse(at);
  return Number.isNaN(time) ? undefined : new Date(time + 3 * 86_400_000).toISOString().slice(0, 10);
}

/** The same answer without the days that follow from a day of delivery. */
function undated(outcome) {
  const days = ["started", "opensAt", "lastDay", "endsBefore", "daysLeft"];
  return JSON.parse(JSON.stringify(outcome), function keep(key, value) {
    if (key === "phases") return [];
    const runs = this.length !== undefined || this.earliestOf || this.latestOf;
    return days.includes(key) && runs ? undefined : value;
  });
}
