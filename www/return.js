// The after-sales form: the element checks the request while it is filled in, and the shop decides it again.

import { element, fetchJson, readClock, row, start } from "./page.js";

const place = (id) => document.getElementById(id);
let page;
let orders = [];
let orderId;
let tried = false;
let result;
let waiting = false;

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
  place("lines").addEventListener("return-request-change", showState);
  place("request").addEventListener("submit", (event) => {
    event.preventDefault();
    send(false);
  });
  place("anyway").addEventListener("click", () => send(true));
}

function choose(id) {
  orderId = orders.some(({ order }) => order.id === id) ? id : orders[0].order.id;
  tried = false;
  place("lines").reset();
}

function order() {
  return orders.find(({ order }) => order.id === orderId).order;
}

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
  showLines();
  showResult();
  showState();
}

function short() {
  return page.speaker.tag === "en" ? "en" : "zh";
}

/** Tells the element about the order and its goods. */
function showLines() {
  const { lines } = order();
  const productOf = ({ sku }) => page.products.find((product) => product.sku === sku);
  const item = (line) => [line.id, { name: productOf(line).name[short()], components: productOf(line).components }];
  const picture = ({ id, sku }) => element("img", { slot: `item-${id}`, src: `art/${sku}.svg`, alt: "" });
  Object.assign(place("lines"), {
    lang: page.speaker.tag,
    policy: page.policy,
    order: order(),
    at: page.clock.now(),
    items: Object.fromEntries(lines.map(item)),
  });
  place("lines").replaceChildren(...lines.map(picture));
}

/** The form says itself what is missing; here is what happens when it is sent. */
function showState() {
  place("anyway").hidden = !(tried && place("lines").value && !place("lines").validity.valid);
  place("state").textContent = waiting ? page.speaker.words.returns.sending : "";
}

// ---- what the shop says ----

async function send(anyway) {
  if (waiting) return;
  const lines = place("lines");
  lines.at = page.clock.now();
  tried = true;
  const sound = lines.reportValidity();
  showState();
  if (!lines.value || !(sound || anyway)) return;
  waiting = true;
  showState();
  result = await submit(lines.request);
  waiting = false;
  await follow();
  showForm();
  place("result").focus();
}

async function submit(request) {
  const at = page.clock.now();
  const decided = page.policy.evaluate({ order: order(), request, at });
  const decision = decided.ok ? decided.value : undefined;
  const body = { orderId, request, at, decisionId: decision?.decisionId ?? "undecided", decision };
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
  const reasons = [...new Set(problems.map((problem) => place("lines").say(problem)))].map((text) =>
    element("li", {}, text),
  );
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
