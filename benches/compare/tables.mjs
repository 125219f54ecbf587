// The policy as tables in which the first row that holds decides, and the facts of a line that their conditions look at.
// All engines but ours and the hand-written function are given these.

import { readLength } from "./days.mjs";

function topOf(category) {
  const slash = category.indexOf("/");
  return slash < 0 ? category : category.slice(0, slash);
}

/** What conditions look at, written out: one object of one shape for each line. */
export const factsOf = (order, line, asked) => ({
  market: order.market,
  channel: order.channel,
  seller: order.seller,
  tier: order.tier ?? "none",
  currency: order.currency,
  reason: asked.reason,
  category: line.category,
  top: topOf(line.category),
  tags: line.tags,
  unitPrice: line.unitPrice,
  seal: asked.conditions.seal,
  used: asked.conditions.used,
});

/** The four tables: each row has `conditions` and the `value` that it gives. */
export function tablesOf({ rules, precedence, windows }) {
  const ranked = [...rules].sort((one, other) => compareRanks(rank(one, precedence), rank(other, precedence)));
  const table = (remedy, term, value) =>
    ranked
      .filter(({ when, then }) => when.remedy.includes(remedy) && term in then)
      .map(({ when, then }) => ({ conditions: conditionsOf(when), value: value(then) }));
  const length = ({ granted, window }) => (granted ? windows[window].length : null);
  return {
    window: table("refund", "granted", length),
    payer: table("refund", "returnShipping", ({ returnShipping }) => returnShipping),
    fee: table("refund", "restockingFee", ({ restockingFee }) => restockingFee.rate ?? restockingFee),
    warranty: table("repair", "granted", length),
  };
}

/** Rules about an earlier fact of `precedence` come first; then those about a deeper category, or about fewer reasons. */
function rank({ when }, precedence) {
  const depth = Math.max(0, ...(when.category ?? []).map((path) => path.split("/").length));
  return [...precedence.map((fact) => (fact in when ? 0 : 1)), -depth, when.reason.length];
}

function compareRanks(one, other) {
  const place = one.findIndex((number, index) => number !== other[index]);
  return place < 0 ? 0 : one[place] - other[place];
}

function conditionsOf({ remedy, tag, category, condition, unitPrice, ...words }) {
  const conditions = Object.entries(words).map(([fact, values]) => ({ fact, oneOf: values }));
  if (tag) conditions.push({ fact: "tags", has: tag });
  if (category) conditions.push({ fact: category[0].includes("/") ? "category" : "top", oneOf: category });
  for (const [fact, oneOf] of Object.entries(condition ?? {})) conditions.push({ fact, oneOf });
  if (unitPrice) conditions.push({ fact: "unitPrice", atLeast: unitPrice.gte });
  return conditions;
}

/** Calls `decide` with the facts of each line; it gives what the tables say, from which the answer is worked out. */
export function answersOf({ order, request, at }, decide) {
  const today = at.slice(0, 10);
  return request.lines.map((asked, index) => {
    const line = lineOf(order, asked, index);
    const { window, payer, fee, warranty } = decide(factsOf(order, line, asked));
    return answerOf(line, today, window, payer, fee, warranty);
  });
}

/** The same for an engine that answers later. */
export async function answersLater({ order, request, at }, decide) {
  const today = at.slice(0, 10);
  const answers = [];
  for (const [index, asked] of request.lines.entries()) {
    const line = lineOf(order, asked, index);
    const { window, payer, fee, warranty } = await decide(factsOf(order, line, asked));
    answers.push(answerOf(line, today, window, payer, fee, warranty));
  }
  return answers;
}

const lineOf = ({ lines }, { line }, index) =>
  lines[index]?.id === line ? lines[index] : lines.find(({ id }) => id === line);

function answerOf(line, today, window, payer, fee, warranty) {
  const lastDay = window === null ? null : endOf(line, window);
  const status = window === null ? "excluded" : lastDay < today ? "closed" : "open";
  const warrantyEnd = warranty == null ? null : endOf(line, warranty);
  return status === "open"
    ? { line: line.id, status, lastDay, payer, fee, warrantyEnd }
    : { line: line.id, status, lastDay, payer: null, fee: null, warrantyEnd };
}

const lengths = new Map();

function endOf({ deliveredAt }, length) {
  let read = lengths.get(length);
  if (!read) lengths.set(length, (read = readLength(length)));
  return read.plus(deliveredAt, read.number);
}

/** The policy for a hundred shops instead of one, each with all rules for itself. */
export function grow(policy, shops = 100) {
  const rulesOf = (shop) =>
    policy.rules.map(({ id, when, then }) => ({ id: `${id}-${shop}`, when: { ...when, seller: [`shop-${shop}`] }, then }));
  return { ...policy, rules: Array.from({ length: shops }, (_, shop) => rulesOf(shop)).flat() };
}
