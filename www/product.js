// The product page: what its buyer may ask for, before there is an order.

import { sayings, showStretches, stretchesOf, verdict } from "./offers.js";
import { combinations, element, fill, row, start, why } from "./page.js";

const mind = ["refund", "exchange"];
const faulty = ["repair", "exchange", "refund"];
const form = document.querySelector("#choice");
const place = (id) => document.getElementById(id);
const answers = {};
let page;

start("products", show);

function show(context) {
  const first = page === undefined;
  page = context;
  const state = first ? { sku: page.products[0].sku, market: "DE", tier: "", delivery: inDays(3) } : chosen();
  fillChoices(state);
  if (first) form.addEventListener("input", update);
  if (first) form.addEventListener("submit", (event) => event.preventDefault());
  update();
}

function inDays(days) {
  return new Date(Date.parse(page.clock.now()) + days * 86_400_000).toISOString().slice(0, 10);
}

function chosen() {
  const fields = new FormData(form);
  return Object.fromEntries(["sku", "market", "tier", "delivery"].map((name) => [name, fields.get(name) ?? ""]));
}

/** Writes the choices in the page's language and leaves what was chosen as it is. */
function fillChoices({ sku, market, tier, delivery }) {
  const { words, tag } = page.speaker;
  const short = tag === "en" ? "en" : "zh";
  const tile = (product) =>
    element(
      "label",
      { class: "tile" },
      element("input", { type: "radio", name: "sku", value: product.sku, checked: product.sku === sku }),
      element("span", {}, product.name[short]),
    );
  const options = (all, value) =>
    all.map(([key, text]) => element("option", { value: key, selected: key === value }, text));
  place("products").replaceChildren(place("products").querySelector("legend"), ...page.products.map(tile));
  place("market").replaceChildren(...options(Object.entries(words.markets), market));
  place("tier").replaceChildren(
    ...options(
      [
        ["", words.products.noTier],
        ["gold", words.products.gold],
      ],
      tier,
    ),
  );
  place("delivery").value = delivery;
}

function update(event) {
  const state = chosen();
  readAnswer(event?.target);
  const product = page.products.find(({ sku }) => sku === state.sku);
  showProduct(product, state);
  const open = ask(product, state, {});
  const names = open.ok ? conditionsOf(open.value) : [];
  showQuestions(names);
  showAnswer(product, state, names);
}

function readAnswer(field) {
  if (field?.dataset.condition === undefined) return;
  const { condition } = field.dataset;
  const value = page.speaker.condition(condition).values.find((each) => String(each[0]) === field.value);
  if (value) answers[condition] = value[0];
  else delete answers[condition];
}

function currencyOf(market) {
  return market === "CN" ? "CNY" : "EUR";
}

function priceOf(product, { market }) {
  const currency = currencyOf(market);
  return { amount: product.prices[currency], currency };
}

/** Asks the engine; it has no clock and knows nothing but this. No delivery day is chosen: then any will do for lengths. */
function ask(product, state, conditions) {
  const { amount, currency } = priceOf(product, state);
  const { sku, category, tags } = product;
  const outcome = page.policy.terms({
    product: {
      id: sku,
      sku,
      category,
      tags,
      conditions,
      currency,
      unitPrice: amount,
      market: state.market,
      tier: state.tier || null,
    },
    expectedDelivery: state.delivery || inDays(3),
    at: page.clock.now(),
  });
  return state.delivery ? outcome : undated(outcome);
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

/** The conditions on which any of the shown answers hangs. */
function conditionsOf({ offers, warranty }) {
  const asked = shownOffers(offers)
    .concat(warranty)
    .flatMap(({ depends }) => depends);
  const names = asked.filter(({ fact }) => fact.startsWith("condition.")).map(({ fact }) => fact.slice(10));
  return [...new Set(names)].sort();
}

function shownOffers(offers) {
  return [...pick(offers, "change-of-mind", mind), ...pick(offers, "defect", faulty)];
}

function pick(offers, reason, remedies) {
  return remedies.flatMap((remedy) => offers.filter((offer) => offer.reason === reason && offer.remedy === remedy));
}

function showProduct(product, state) {
  const { speaker } = page;
  const short = speaker.tag === "en" ? "en" : "zh";
  const price = speaker.money(priceOf(product, state));
  fill(place("product"), [product.sku, price, short], () => [
    element("img", { class: "art", src: `art/${product.sku}.svg`, alt: "", width: 640, height: 480 }),
    element("div", { class: "name" }, element("h2", {}, product.name[short]), element("p", { class: "price" }, price)),
    element("p", {}, product.description[short]),
  ]);
}

function showQuestions(names) {
  const { speaker } = page;
  fill(place("questions"), [names, speaker.tag], () => names.map((name) => question(speaker, name)));
}

/** A condition as a choice; not having decided yet is an answer too. */
function question(speaker, name) {
  const { question, values } = speaker.condition(name);
  const choices = [["", speaker.words.products.undecided], ...values.map(([value, text]) => [String(value), text])];
  const current = name in answers ? String(answers[name]) : "";
  const choice = ([value, text]) =>
    element(
      "label",
      {},
      element("input", {
        type: "radio",
        name: `condition-${name}`,
        "data-condition": name,
        value,
        checked: value === current,
      }),
      element("span", {}, text),
    );
  return element(
    "fieldset",
    { class: "segments" },
    element("legend", {}, question),
    element("div", {}, choices.map(choice)),
  );
}

/**
 * Shows the answer for every combination of what is undecided, the same ones together.
 *
 * The `cases` of an offer say how it stands now; asking once for each says what comes later as well.
 */
function showAnswer(product, state, names) {
  const { speaker } = page;
  const { words } = speaker;
  const known = Object.fromEntries(names.filter((name) => name in answers).map((name) => [name, answers[name]]));
  const undecided = names.filter((name) => !(name in answers));
  const worlds = combinations(speaker, undecided).map((guess) => ({
    guess,
    outcome: ask(product, state, { ...known, ...guess }),
  }));
  const failed = worlds.find(({ outcome }) => !outcome.ok);
  if (failed) return showProblems(failed.outcome.problems);
  const price = priceOf(product, state);
  const offers = (reason, remedies) =>
    remedies.map((remedy) => cases(worlds, reason, remedy, price)).filter((all) => all.length > 0);
  const card = (title, all) =>
    element("section", { class: "card" }, element("h3", {}, title), all.length > 0 ? all : words.products.nothing);
  place("answer").replaceChildren(
    element(
      "p",
      { class: "basis-day" },
      state.delivery ? words.products.deliveredOn(speaker.day(state.delivery)) : words.products.deliveredSomeDay,
    ),
    card(
      words.products.mind,
      offers("change-of-mind", mind).map((all) => offerCases(all, price)),
    ),
    card(
      words.products.faulty,
      offers("defect", faulty).map((all) => offerCases(all, price)),
    ),
    ...warrantyCard(product, worlds[0].outcome.value),
  );
}

function showProblems(problems) {
  const texts = problems.map((problem) => element("li", {}, page.speaker.problem(problem, {})));
  place("answer").replaceChildren(element("ul", { class: "notice bad", role: "alert" }, texts));
}

/** The offers of one reason and remedy in all worlds, those that read alike together. */
function cases(worlds, reason, remedy, price) {
  const groups = new Map();
  const inWorld = ({ outcome }) =>
    outcome.value.offers.find((offer) => offer.reason === reason && offer.remedy === remedy);
  // A refusal is worth a line where something else is granted in another case, or where refunds are all there could be.
  if (remedy !== "refund" && worlds.every((world) => [undefined, "excluded"].includes(inWorld(world)?.status)))
    return [];
  for (const world of worlds) {
    const offer = inWorld(world);
    if (!offer) continue;
    const { guess } = world;
    const key = JSON.stringify([speaks(offer), sayings(page.speaker, remedy, stretchesOf(offer), price)]);
    groups.set(key, { offer, guesses: [...(groups.get(key)?.guesses ?? []), guess] });
  }
  return [...groups.values()];
}

/** One offer in all its cases: a later case says only what is not as in the first. */
function offerCases(all, price) {
  const { speaker } = page;
  const [first, ...others] = all.map((each) => ({ ...each, title: caseTitle(each, all) }));
  const shown = [...offerCase(first, price), ...others.flatMap((each) => offerCase(each, price, first.offer))];
  return element("div", { class: "offer" }, shown, why(speaker, reasonsOf(all), all[0].offer.window?.zone));
}

function offerCase({ offer, title }, price, first) {
  const { speaker } = page;
  const granted = !["excluded", "closed"].includes(offer.status);
  const alike = first && speaks(first) === speaks(offer);
  const said = alike ? sayings(speaker, first.remedy, stretchesOf(first), price) : [];
  return [
    title,
    alike ? "" : verdict(speaker, offer),
    granted && !alike ? element("p", { class: "layers" }, speaker.layers(offer)) : "",
    ...(granted ? showStretches(speaker, offer.remedy, stretchesOf(offer), price, said) : []),
  ];
}

/** How an offer stands, apart from its terms. */
function speaks(offer) {
  return JSON.stringify([offer.status, page.speaker.period(offer), page.speaker.layers(offer)]);
}

/** The reasons of every case, each rule once, those of a document together. */
function reasonsOf(all) {
  const reasons = all
    .flatMap(({ offer }) => offer.because)
    .map((reason) => [`${reason.layer}/${reason.document}/${reason.rule}`, reason]);
  return [...new Map(reasons.sort(([a], [b]) => (a < b ? -1 : 1))).values()];
}

function caseTitle({ guesses }, all) {
  if (all.length === 1) return undefined;
  const { speaker } = page;
  const texts = guesses.map((guess) =>
    Object.entries(guess)
      .filter(([name]) => differs(all, name))
      .map(([name, value]) => clause(speaker, name, value)),
  );
  const distinct = [...new Set(texts.map((clauses) => speaker.words.both(clauses)))];
  return element("p", { class: "case" }, speaker.words.ifAnswer(distinct.join(" / ")));
}

/** Whether an answer tells the groups apart. */
function differs(all, name) {
  const values = all.map(({ guesses }) =>
    JSON.stringify([...new Set(guesses.map((guess) => String(guess[name])))].sort()),
  );
  return new Set(values).size > 1;
}

function clause(speaker, name, value) {
  return speaker.condition(name).values.find((each) => each[0] === value)[2];
}

/** How long the whole and its parts are repaired, where a part has a time of its own. */
function warrantyCard({ components }, { offers, warranty }) {
  const { speaker } = page;
  const { words } = speaker;
  const parts = pick(warranty, "defect", ["repair"]);
  const repairs = parts.length > 0 ? parts : pick(offers, "defect", ["repair"]);
  const shown = repairs.filter(
    ({ component = "", status }) => ["", ...components].includes(component) && status !== "excluded",
  );
  if (components.length === 0 || shown.length === 0) return [];
  const part = (offer) => {
    const name = offer.component ?? "";
    return row(words.components[name] ?? name, [
      speaker.period(offer),
      " ",
      element("small", {}, speaker.layers(offer)),
    ]);
  };
  return [
    element(
      "section",
      { class: "card" },
      element("h3", {}, words.products.warranty),
      element("dl", {}, shown.map(part)),
    ),
  ];
}
