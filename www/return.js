// The after-sales form: checks the request while it is filled in, and has the shop decide it again.

import { showStretches, stretchesOf, verdict } from "./offers.js";
import { badge, element, fetchJson, fill, readClock, row, start, why } from "./page.js";

const faults = ["defect", "not-as-described", "damaged-in-transit"];
// Until the buyer has tried to send the form, what is merely not there yet is no reproach.
const unfinished = ["missing-field", "fact-missing", "evidence-missing"];

const place = (id) => document.getElementById(id);
let page;
let orders = [];
let orderId;
let entries = new Map();
let tried = false;
let result;
let waiting;

start("returns", async (context) => {
  const first = page === undefined;
  page = context;
  if (first) {
    orders = await fetchJson("/api/orders");
    choose(new URLSearchParams(location.search).get("order") ?? orders[0].order.id);
    listen();
  }
  showForm();
});

function listen() {
  place("order").addEventListener("change", ({ target }) => {
    choose(target.value);
    result = undefined;
    showForm();
  });
  place("request").addEventListener("submit", (event) => {
    event.preventDefault();
    send(false);
  });
  place("anyway").addEventListener("click", () => send(true));
}

function choose(id) {
  orderId = orders.some(({ order }) => order.id === id) ? id : orders[0].order.id;
  entries = new Map(
    order().lines.map((line) => [line.id, { quantity: String(left(line)), conditions: {}, evidence: [] }]),
  );
  tried = false;
}

function order() {
  return orders.find(({ order }) => order.id === orderId).order;
}

function left({ quantity, returned }) {
  return quantity - returned;
}

function chosenLines() {
  return order().lines.filter(({ id }) => entries.get(id).chosen);
}

// ---- what the buyer asks for ----

/** The request as it has been filled in so far; what was typed is passed on as it is, for the engine to judge. */
function request() {
  return { lines: chosenLines().map(({ id }) => requestLine(id, entries.get(id))) };
}

function requestLine(line, { quantity, reason, remedy, component, conditions, evidence }) {
  return {
    line,
    quantity: /^\d+$/.test(quantity.trim()) ? Number(quantity) : quantity,
    ...(reason && { reason }),
    ...(remedy && { remedy }),
    ...(component && { component }),
    ...(Object.keys(conditions).length > 0 && { conditions }),
    ...(evidence.length > 0 && { evidence }),
  };
}

/** What the engine offers on one line, for the reason chosen; `without` leaves out what it shall not know. */
function offersOf(id, without = []) {
  const entry = entries.get(id);
  if (!entry.reason) return [];
  const asked = Object.entries(requestLine(id, { ...entry, quantity: "1" })).filter(
    ([field]) => !without.includes(field),
  );
  const outcome = page.policy.evaluate({
    order: order(),
    request: { lines: [Object.fromEntries(asked)] },
    at: page.clock.now(),
  });
  return outcome.ok ? outcome.value.lines[0].offers : [];
}

/** Everything the engine has to say against the request. */
function problems() {
  const outcome = page.policy.validate({ order: order(), request: request(), at: page.clock.now() });
  return outcome.ok ? outcome.value.problems : outcome.problems;
}

// ---- the form ----

function showForm() {
  const { speaker } = page;
  const { words } = speaker;
  const name = ({ customer, order: { id, deliveredAt } }) =>
    words.returns.orderOf(
      id,
      customer[short()],
      deliveredAt ? words.returns.delivered(speaker.day(deliveredAt)) : words.returns.onItsWay,
    );
  place("order").replaceChildren(
    ...orders.map((each) =>
      element("option", { value: each.order.id, selected: each.order.id === orderId }, name(each)),
    ),
  );
  place("lines").replaceChildren(...order().lines.map(lineForm));
  showResult();
  update();
}

function short() {
  return page.speaker.tag === "en" ? "en" : "zh";
}

function productOf({ sku }) {
  return page.products.find((product) => product.sku === sku);
}

function lineForm(line) {
  const { words } = page.speaker;
  const entry = entries.get(line.id);
  const none = left(line) === 0;
  const tick = element("input", {
    type: "checkbox",
    name: `line-${line.id}`,
    checked: entry.chosen,
    disabled: none,
    "aria-controls": `body-${line.id}`,
    on: { change: ({ target }) => change(entry, { chosen: target.checked }) },
  });
  const text = none ? words.returns.noneLeft : words.returns.left(left(line), line.quantity);
  const name = element("span", {}, element("strong", {}, productOf(line).name[short()]), element("small", {}, text));
  return element(
    "div",
    { class: "line" },
    element("label", { class: "line-head" }, tick, element("img", { src: `art/${line.sku}.svg`, alt: "" }), name),
    element(
      "div",
      { class: "line-body", id: `body-${line.id}`, role: "group", "aria-label": productOf(line).name[short()] },
      element("div", { class: "pair" }, quantityField(line, entry), reasonField(line, entry)),
      slot(line, "component"),
      slot(line, "remedy"),
      slot(line, "questions"),
      slot(line, "evidence"),
      element("div", { id: `summary-${line.id}`, class: "summary", "aria-live": "polite" }),
    ),
  );
}

function slot({ id }, name) {
  return element("div", { id: `${name}-slot-${id}` });
}

function change(entry, changes) {
  Object.assign(entry, changes);
  update();
}

function problemText({ id }, field) {
  return element("p", {
    class: "problem",
    id: `problem-${field.replaceAll("/", "-")}-${id}`,
    "data-problem": `${id}/${field}`,
  });
}

function quantityField(line, entry) {
  const id = `quantity-${line.id}`;
  const input = element("input", {
    id,
    name: id,
    value: entry.quantity,
    inputmode: "numeric",
    autocomplete: "off",
    "data-field": `${line.id}/quantity`,
    "aria-describedby": `problem-quantity-${line.id}`,
    on: { input: ({ target }) => change(entry, { quantity: target.value }) },
  });
  return element(
    "div",
    { class: "field" },
    element("label", { for: id }, page.speaker.words.returns.quantity),
    input,
    problemText(line, "quantity"),
  );
}

function reasonField(line, entry) {
  const { words } = page.speaker;
  const id = `reason-${line.id}`;
  const option = ([value, text]) => element("option", { value, selected: value === (entry.reason ?? "") }, text);
  const change = ({ target }) => {
    Object.assign(entry, {
      reason: target.value,
      remedy: undefined,
      component: undefined,
      conditions: {},
      evidence: [],
    });
    update();
  };
  const select = element(
    "select",
    {
      id,
      name: id,
      "data-field": `${line.id}/reason`,
      "aria-describedby": `problem-reason-${line.id}`,
      on: { change },
    },
    [["", words.returns.chooseReason], ...Object.entries(words.reasons)].map(option),
  );
  return element(
    "div",
    { class: "field" },
    element("label", { for: id }, words.returns.reason),
    select,
    problemText(line, "reason"),
  );
}

// ---- what changes while it is filled in ----

function update() {
  for (const line of order().lines) updateLine(line, entries.get(line.id));
  showProblems(chosenLines().length > 0 ? problems() : []);
}

function updateLine(line, entry) {
  place(`body-${line.id}`).hidden = !entry.chosen;
  if (!entry.chosen) return;
  showComponents(line, entry);
  showRemedies(line, entry);
  const offer = offersOf(line.id).find(({ remedy }) => remedy === entry.remedy);
  showQuestions(line, entry);
  showEvidence(line, entry, offer?.terms.evidence ?? []);
  showSummary(line, entry, offer);
}

function showComponents(line, entry) {
  const { words } = page.speaker;
  const components = faults.includes(entry.reason) ? productOf(line).components : [];
  const slot = place(`component-slot-${line.id}`);
  fill(slot, [components, words.shop], () => {
    if (components.length === 0) return [];
    const id = `component-${line.id}`;
    const option = (value) =>
      element("option", { value, selected: value === (entry.component ?? "") }, words.components[value] ?? value);
    const select = element(
      "select",
      { id, name: id, on: { change: ({ target }) => change(entry, { component: target.value || undefined }) } },
      ["", ...components].map(option),
    );
    return element("div", { class: "field" }, element("label", { for: id }, words.returns.component), select);
  });
}

function showRemedies(line, entry) {
  const { speaker } = page;
  const { words } = speaker;
  const offers = offersOf(line.id, ["remedy", "evidence"]).filter(
    ({ status, remedy }, index, all) =>
      status !== "excluded" || (remedy === "refund" && all.every((each) => each.status === "excluded")),
  );
  if (entry.remedy && !offers.some(({ remedy }) => remedy === entry.remedy)) entry.remedy = undefined;
  const shown = offers.map((offer) => [offer.remedy, offer.status, speaker.period(offer)]);
  fill(place(`remedy-slot-${line.id}`), [shown, words.shop, entry.reason], () => {
    if (!entry.reason) return [];
    const choice = ([remedy, status, period]) =>
      element(
        "label",
        {},
        element("input", {
          type: "radio",
          name: `remedy-${line.id}`,
          value: remedy,
          checked: remedy === entry.remedy,
          on: { change: () => change(entry, { remedy, evidence: [] }) },
        }),
        element(
          "span",
          { class: "offer-line" },
          element("span", { class: "remedy" }, words.remedies[remedy] ?? remedy),
          badge(speaker, status),
          element("small", {}, period),
        ),
      );
    return group(words.returns.remedy, line, "remedy", shown.length > 0 ? shown.map(choice) : [words.products.nothing]);
  });
}

function group(legend, line, field, choices) {
  const properties = {
    "data-field": `${line.id}/${field}`,
    "aria-describedby": `problem-${field.replaceAll("/", "-")}-${line.id}`,
  };
  return element(
    "fieldset",
    properties,
    element("legend", {}, legend),
    element("div", { class: "choices" }, choices),
    problemText(line, field),
  );
}

/** The engine names the facts on which the answer hangs; those that only the buyer knows become questions. */
function showQuestions(line, entry) {
  const { speaker } = page;
  const offers = offersOf(line.id, ["conditions"]).filter(
    ({ status, remedy }) => status !== "excluded" && [undefined, remedy].includes(entry.remedy),
  );
  const matters = ({ path, affects }) =>
    path.startsWith("/request/lines/0/conditions/") && affects.some((part) => part !== "phases");
  const asked = offers.flatMap(({ depends }) => depends).filter(matters);
  const names = [...new Set(asked.map(({ path }) => path.split("/").at(-1)))].sort();
  for (const name of Object.keys(entry.conditions)) if (!names.includes(name)) delete entry.conditions[name];
  fill(place(`questions-slot-${line.id}`), [names, speaker.tag], () =>
    names.map((name) => question(line, entry, name)),
  );
}

function question(line, entry, name) {
  const { question, values } = page.speaker.condition(name);
  const choice = ([value, text]) =>
    element(
      "label",
      {},
      element("input", {
        type: "radio",
        name: `condition-${name}-${line.id}`,
        value: String(value),
        checked: entry.conditions[name] === value,
        on: { change: () => change(entry, { conditions: { ...entry.conditions, [name]: value } }) },
      }),
      element("span", {}, text),
    );
  return group(question, line, `conditions/${name}`, values.map(choice));
}

function showEvidence(line, entry, wanted) {
  const { words } = page.speaker;
  fill(place(`evidence-slot-${line.id}`), [wanted, words.shop, entry.remedy], () => {
    if (wanted.length === 0) return [];
    const choice = (name) =>
      element(
        "label",
        {},
        element("input", {
          type: "checkbox",
          name: `evidence-${line.id}`,
          value: name,
          checked: entry.evidence.includes(name),
          on: { change: ({ target }) => change(entry, { evidence: toggled(entry.evidence, name, target.checked) }) },
        }),
        element("span", {}, words.evidence[name] ?? name),
      );
    return group(words.returns.evidence, line, "evidence", wanted.map(choice));
  });
}

function toggled(names, name, there) {
  const others = names.filter((each) => each !== name);
  return there ? [...others, name] : others;
}

function showSummary(line, entry, offer) {
  const { speaker } = page;
  const { words } = speaker;
  const units = Math.min(Number.parseInt(entry.quantity, 10) || 1, left(line));
  const price = { amount: line.unitPrice * units, currency: order().currency };
  fill(place(`summary-${line.id}`), [offer, price, speaker.tag], () => {
    if (!offer) return [];
    const { status, window, because } = offer;
    const granted = ["open", "review", "depends"].includes(status);
    const daysLeft = granted && window?.daysLeft !== undefined ? words.daysLeft(window.daysLeft) : "";
    return element(
      "div",
      { class: "offer" },
      verdict(speaker, offer, element("small", {}, daysLeft)),
      status === "depends" ? element("p", { class: "layers" }, words.hangsOnAnswers) : "",
      granted ? element("p", { class: "layers" }, speaker.layers(offer)) : "",
      granted ? showStretches(speaker, offer.remedy, stretchesOf(offer), price) : [],
      why(speaker, because, window?.zone),
    );
  });
}

/** Puts every problem at its field; `path` says which. */
function showProblems(all) {
  const { words } = page.speaker;
  const shown = all.filter(({ code }) => tried || !unfinished.includes(code));
  for (const text of document.querySelectorAll("[data-problem]")) {
    const texts = shown.filter((problem) => fieldOf(problem) === text.dataset.problem).map(sentence);
    text.textContent = [...new Set(texts)].join(" ");
  }
  for (const field of document.querySelectorAll("[data-field]")) {
    const wrong = shown.some((problem) => fieldOf(problem) === field.dataset.field);
    if (wrong) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }
  const missing = all.filter(({ code }) => unfinished.includes(code)).length;
  const wrong = all.length - missing;
  place("anyway").hidden = !(tried && all.length > 0);
  const state =
    wrong > 0 ? words.returns.wrong(wrong) : missing > 0 ? words.returns.missing(missing) : words.returns.ready;
  place("state").textContent = waiting
    ? words.returns.sending
    : chosenLines().length > 0
      ? state
      : words.returns.nothingChosen;
}

/** `/request/lines/0/conditions/seal` is the field `conditions/seal` of the first line chosen. */
function fieldOf({ path }) {
  const [, index, field] = /^\/request\/lines\/(\d+)\/(.+)$/.exec(path) ?? [];
  const line = chosenLines()[index];
  return line && `${line.id}/${field}`;
}

function sentence(problem) {
  const { speaker } = page;
  const [, index] = /^\/request\/lines\/(\d+)\//.exec(problem.path) ?? [];
  const line = chosenLines()[index];
  const offer = line && offersOf(line.id).find(({ remedy }) => remedy === entries.get(line.id).remedy);
  const lastDay = offer?.window?.lastDay && speaker.day(offer.window.lastDay);
  return speaker.problem(problem, { left: line && left(line), status: offer?.status, lastDay });
}

// ---- what the shop says ----

async function send(anyway) {
  if (waiting || chosenLines().length === 0) return;
  tried = true;
  update();
  if (!anyway && problems().length > 0)
    return document.querySelector('[aria-invalid="true"]')?.scrollIntoView({ block: "center" });
  waiting = true;
  update();
  result = await submit();
  waiting = false;
  await follow();
  showForm();
  place("result").focus();
}

async function submit() {
  const call = { order: order(), request: request(), at: page.clock.now() };
  const decided = page.policy.evaluate(call);
  const { request: asked, at } = call;
  const decision = decided.ok ? decided.value : undefined;
  const body = { orderId, request: asked, at, decisionId: decision?.decisionId ?? "undecided", decision };
  try {
    const headers = { "content-type": "application/json" };
    const response = await fetch("/api/requests", { method: "POST", headers, body: JSON.stringify(body) });
    return { status: response.status, ...(await response.json()) };
  } catch {
    return { status: 0, problems: [] };
  }
}

/** Takes up what the answer changes: units that are gone, an order that was another, a clock that was wrong. */
async function follow() {
  if (result.status === 0) return;
  try {
    if (result.problems?.some(({ code }) => code === "clock-differs")) page.clock = await readClock();
    orders = await fetchJson("/api/orders");
  } catch {
    // What was shown before stays; the shop has the last word anyway.
  }
  if (result.status === 201) choose(orderId);
}

function showResult() {
  place("result").replaceChildren(...(result ? [resultNotice(result)] : []));
}

function resultNotice({ status, value, problems, differences = [], more }) {
  const { speaker } = page;
  const words = speaker.words.returns;
  if (status === 201) {
    const [title, next] = value.route === "review" ? ["inReview", "inReviewNext"] : ["accepted", "acceptedNext"];
    return notice("good", words[title](value.requestId), words[next], dueDates(value.decision));
  }
  if (status === 0) return notice("bad", words.refused, words.offline);
  if (status === 409)
    return notice("bad", words.contradicted, words.contradictedNext, differenceList(words, differences, more));
  if (problems.some(({ code }) => code === "clock-differs")) return notice("bad", words.refused, words.clock);
  const reasons = [...new Set(problems.map(sentence))].map((text) => element("li", {}, text));
  return notice("bad", words.refused, element("ul", {}, reasons));
}

/** By when the shop pays back what it has accepted. */
function dueDates({ lines }) {
  const { speaker } = page;
  const offers = lines
    .map(({ offers: [offer] }) => offer)
    .filter(({ status, terms }) => status === "open" && terms.refundDue);
  const texts = [...new Set(offers.map(({ terms }) => speaker.due(terms)))];
  return texts.length > 0
    ? element(
        "dl",
        {},
        texts.map((text) => row(speaker.words.due, text)),
      )
    : "";
}

function notice(kind, title, ...rest) {
  const parts = rest.map((part) => (part && typeof part === "string" ? element("p", {}, part) : part));
  return element("section", { class: `notice ${kind}` }, element("h2", {}, title), parts);
}

/** The first places at which the shop decided otherwise; that the ids differ goes without saying. */
function differenceList(words, differences, more) {
  const telling = differences.filter(({ path }) => path !== "/decisionId");
  const shown = telling.slice(0, 5);
  const text = (value) => (value === undefined ? words.absent : String(value));
  const item = ({ path, yours, ours }) =>
    element("li", {}, element("code", {}, path), " ", words.differs(text(yours), text(ours)));
  const others = telling.length - shown.length + more;
  return element("ul", {}, shown.map(item), others > 0 ? element("li", {}, words.and(others)) : "");
}
