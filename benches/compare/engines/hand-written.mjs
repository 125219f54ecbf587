// The policy as a function: what a shop writes that wants nothing but speed. Another policy is another function.

import { plusDays, plusMonths } from "../days.mjs";

export const name = "hand-written function";

export function start() {
  return { decide, read: (answers) => answers };
}

function decide({ order, request, at }) {
  const today = at.slice(0, 10);
  const { lines } = order;
  const asked = request.lines;
  const answers = new Array(asked.length);
  for (let index = 0; index < asked.length; index += 1) {
    const ask = asked[index];
    const line = lines[index]?.id === ask.line ? lines[index] : lines.find(({ id }) => id === ask.line);
    const slash = line.category.indexOf("/");
    const top = slash < 0 ? line.category : line.category.slice(0, slash);
    const decideLine = ask.reason === "change-of-mind" ? changeOfMind : fault;
    answers[index] = decideLine(order, line, ask, top, today);
  }
  return answers;
}

function changeOfMind(order, line, ask, top, today) {
  const lastDay = changeOfMindEnd(order, line, ask, top);
  if (lastDay === null) return answer(line, "excluded", null, null, null, null);
  if (lastDay < today) return answer(line, "closed", lastDay, null, null, null);
  return answer(line, "open", lastDay, payer(order, line, top), fee(line, ask, top), null);
}

function changeOfMindEnd({ market, channel, tier }, { category, tags, deliveredAt }, { conditions }, top) {
  if (tags.length > 0 && (tags.includes("final-sale") || tags.includes("personalised"))) return null;
  const opened = conditions.seal === "broken";
  switch (top) {
    case "apparel":
      if (conditions.used) return null;
      if (tier === "gold" || tier === "platinum") return plusMonths(deliveredAt, 6);
      if (market === "DE" || market === "FR") return plusDays(deliveredAt, 45);
      break;
    case "electronics":
      if (opened && category === "electronics/software") return null;
      if (market === "US") return plusDays(deliveredAt, 30);
      return plusDays(deliveredAt, category === "electronics/phones" ? 12 : 15);
    case "furniture":
      return plusDays(deliveredAt, category === "furniture/mattresses" ? 100 : 60);
    case "toys":
      return plusMonths(deliveredAt, 3);
    case "beauty":
      return opened ? null : plusDays(deliveredAt, 10);
    case "food":
      return null;
  }
  switch (tier) {
    case "silver":
      return plusDays(deliveredAt, 45);
    case "gold":
      return plusMonths(deliveredAt, 2);
    case "platinum":
      return plusDays(deliveredAt, 100);
  }
  switch (market) {
    case "DE":
    case "AT":
      return plusDays(deliveredAt, 30);
    case "FR":
      return plusMonths(deliveredAt, 1);
    case "US":
      return plusDays(deliveredAt, 28);
    case "JP":
      return plusDays(deliveredAt, 8);
  }
  return plusDays(deliveredAt, channel === "in-store" ? 10 : 14);
}

function payer({ market, tier, currency }, { unitPrice }, top) {
  if (top === "furniture") return tier === "platinum" ? "seller" : "buyer";
  if (tier === "gold" || tier === "platinum" || market === "DE") return "seller";
  return unitPrice >= 20_000 && currency === "EUR" ? "seller" : "buyer";
}

function fee({ category }, { conditions }, top) {
  if (top === "furniture") return "20%";
  if (top !== "electronics") return "none";
  return category === "electronics/phones" && conditions.seal === "broken" ? "15%" : "10%";
}

function fault(order, line, { reason }, top, today) {
  const lastDay = faultEnd(order, line, reason, top);
  const warrantyEnd = reason === "defect" ? warranty(order, line, top) : null;
  if (lastDay < today) return answer(line, "closed", lastDay, null, null, warrantyEnd);
  return answer(line, "open", lastDay, "seller", "none", warrantyEnd);
}

function faultEnd({ market }, { deliveredAt }, reason, top) {
  if (reason === "wrong-item") return plusDays(deliveredAt, 60);
  if (reason === "damaged-in-transit") return plusDays(deliveredAt, 14);
  if (top === "food") return plusDays(deliveredAt, 3);
  return plusMonths(deliveredAt, isEuropean(market) ? 12 : 6);
}

function warranty({ market, tier }, { category, tags, deliveredAt }, top) {
  if (tags.length > 0 && tags.includes("refurbished")) return plusMonths(deliveredAt, 6);
  switch (top) {
    case "electronics":
      return plusMonths(deliveredAt, tier === "platinum" ? 36 : 18);
    case "furniture":
      return plusMonths(deliveredAt, category === "furniture/mattresses" ? 120 : 60);
    case "food":
      return null;
  }
  return plusMonths(deliveredAt, isEuropean(market) ? 24 : 12);
}

const isEuropean = (market) => market === "DE" || market === "AT" || market === "FR" || market === "PL";

const answer = (line, status, lastDay, payer, fee, warrantyEnd) =>
  ({ line: line.id, status, lastDay, payer, fee, warrantyEnd });
