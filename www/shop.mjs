// The shop: it owns the orders, decides every request again, and remembers what came back.

import { readFile } from "node:fs/promises";
import { compile, load, seal } from "../pkg/node.js";
import { differences } from "./differences.mjs";
import { readDocuments } from "./documents.mjs";

const day = 86_400_000;
const mostDifferences = 20;

/** A shop with its policy, its orders and the requests it has accepted. */
export class Shop {
  #policy;
  #clock;
  #customers;
  #accepted = [];

  /** The documents it decides by, sealed for pages, as JSON text. */
  documents;

  constructor(documents, policy, customers, clock) {
    this.documents = documents;
    this.#policy = policy;
    this.#customers = customers;
    this.#clock = clock;
  }

  /** Opens the shop: loads the engine, compiles the documents, reads the orders. */
  static async open(clock) {
    await load();
    const documents = await readDocuments();
    const sealed = seal(documents);
    if (!sealed.ok) throw new Error(`the documents have problems: ${JSON.stringify(sealed.problems, null, 2)}`);
    const compiled = compile(sealed.value);
    const sample = JSON.parse(await readFile(new URL("data/orders.json", import.meta.url), "utf8"));
    return new Shop(sealed.value, compiled.value, upToDate(sample, clock), clock);
  }

  /** Every order with its customer, and with the units that came back. */
  orders() {
    return this.#customers.map(({ order, ...customer }) => ({ ...customer, order: this.#current(order) }));
  }

  /** One order; `undefined` where there is none. */
  order(id) {
    return this.orders().find(({ order }) => order.id === id);
  }

  /** Decides what anybody asks, from JSON text to JSON text. */
  evaluateText(call) {
    return this.#policy.evaluateText(call);
  }

  /**
   * Takes a request that a browser has decided.
   *
   * The browser's word counts for what the buyer wants and says of the goods, and for nothing else: the order is the
   * shop's own, the decision is made again, and it is made at the shop's own time.
   */
  submit({ orderId, request, at, decisionId, decision }) {
    const order = this.order(orderId)?.order;
    if (!order) return refused(404, problem("/orderId", "unknown-order", `the shop has no order \`${orderId}\``));
    if (!this.#clock.isNear(at)) {
      return refused(422, problem("/at", "clock-differs", `\`${at}\` is more than ten minutes from ${this.#clock.at}`));
    }
    const theirs = this.#policy.evaluate({ order, request, at });
    if (!theirs.ok) return refused(422, ...theirs.problems);
    if (theirs.value.decisionId !== decisionId || (decision && differences(decision, theirs.value).length > 0)) {
      return contradicted(decisionId, decision, theirs.value);
    }
    return this.#decide({ order, request, at: this.#clock.at });
  }

  #decide(call) {
    const validation = this.#policy.validate(call);
    if (!validation.ok) return refused(422, ...validation.problems);
    if (!validation.value.acceptable) return refused(422, ...validation.value.problems);
    // The request is the buyer's notice, and the shop has it now: from here its days are counted.
    const { at } = call;
    const request = { ...call.request, noticeSentAt: at, noticeReceivedAt: at };
    const decision = this.#policy.evaluate({ ...call, request }).value;
    const requestId = `R-${1001 + this.#accepted.length}`;
    this.#accepted.push({ requestId, order: call.order.id, units: units(call.request, decision) });
    const route = decision.lines.some(({ offers }) => offers[0].status === "review") ? "review" : "automatic";
    return { status: 201, body: { ok: true, value: { requestId, route, decision } } };
  }

  /** The order with the units of accepted requests counted as returned. */
  #current(order) {
    const accepted = this.#accepted.filter((request) => request.order === order.id).flatMap(({ units }) => units);
    const returned = ({ id, returned = 0 }) =>
      accepted.filter(({ line }) => line === id).reduce((sum, { quantity }) => sum + quantity, returned);
    return { ...order, lines: order.lines.map((line) => ({ ...line, returned: returned(line) })) };
  }
}

/** How many units of which lines a request takes; all that are left where it does not say. */
function units(request, decision) {
  const left = (id) => decision.lines.find(({ line }) => line === id)?.left ?? 0;
  return request.lines.map(({ line, quantity }) => ({ line, quantity: quantity ?? left(line) }));
}

function refused(status, ...problems) {
  return { status, body: { ok: false, problems } };
}

function problem(path, code, message) {
  return { path, code, message };
}

/** The browser decided something else: says so, and where. */
function contradicted(decisionId, decision, ours) {
  const id = problem(
    "/decisionId",
    "decision-differs",
    `\`${decisionId}\` is not what the shop decides: ${ours.decisionId}`,
  );
  const all = decision ? differences(decision, ours) : [];
  const shown = all.slice(0, mostDifferences);
  return { status: 409, body: { ok: false, problems: [id], differences: shown, more: all.length - shown.length } };
}

/** Moves the sample by whole days, so that its orders are as old as they were on the day it was written. */
function upToDate({ writtenOn, customers }, clock) {
  const days = Math.floor((clock.time - Date.parse(writtenOn)) / day);
  const moved = (text) => text.replace(/^\d{4}-\d{2}-\d{2}/, (date) => addDays(date, days));
  const revive = (key, value) => (key.endsWith("At") && typeof value === "string" ? moved(value) : value);
  return JSON.parse(JSON.stringify(customers), revive);
}

function addDays(date, days) {
  return new Date(Date.parse(date) + days * day).toISOString().slice(0, 10);
}
