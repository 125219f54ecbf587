// The product page: the choices on which the answer hangs; the element says what it is.

import { element, fill, start } from "./page.js";

const markets = ["CN", "DE", "ES", "FR", "IT", "PL"];
const form = document.querySelector("#choice");
const place = (id) => document.getElementById(id);
const answers = {};
let asked = [];
let page;

start("products", show);

function show(context) {
  const first = page === undefined;
  page = context;
  const state = first ? { sku: page.products[0].sku, market: "DE", tier: "", delivery: inDays(3) } : chosen();
  fillChoices(state);
  place("answer").lang = page.speaker.tag;
  if (first) listen();
  showQuestions(asked);
  update();
}

function listen() {
  form.addEventListener("input", update);
  form.addEventListener("submit", (event) => event.preventDefault());
  place("answer").addEventListener("return-policy-change", ({ detail }) => {
    asked = detail.conditions;
    showQuestions(asked);
  });
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
  const named = markets.map((code) => [code, page.speaker.market(code)]);
  place("products").replaceChildren(place("products").querySelector("legend"), ...page.products.map(tile));
  place("market").replaceChildren(...options(named, market));
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
  showAnswer(product, state);
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

/** Tells the element about the product and its buyer. */
function showAnswer(product, { market, tier, delivery }) {
  const { amount: unitPrice, currency } = priceOf(product, { market });
  const { sku, category, tags, components } = product;
  const described = { id: sku, sku, category, tags, currency, unitPrice, market, tier: tier || null };
  Object.assign(place("answer"), {
    policy: page.policy,
    product: { ...described, conditions: { ...answers } },
    components,
    expectedDelivery: delivery,
    at: page.clock.now(),
  });
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

/** The element names the conditions on which its answer hangs; they become questions. */
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
