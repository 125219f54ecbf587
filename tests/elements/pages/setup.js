// What the pages of these tests share: the engine with the shop's policy, and goods.

import { compile, load } from "/pkg/page.js";

export const at = "2026-11-21T12:00:00+01:00";
export const product = {
  market: "DE",
  category: "apparel/shirts",
  tags: [],
  tier: null,
  currency: "EUR",
  unitPrice: 4490,
};

export const order = {
  id: "1",
  market: "DE",
  tier: null,
  currency: "EUR",
  total: 21880,
  contractAt: "2026-11-09T19:20:00+01:00",
  deliveredAt: "2026-11-12T11:05:00+01:00",
  lines: [
    { id: "shirt", category: "apparel/shirts", tags: [], quantity: 2, unitPrice: 4490, repairs: [] },
    { id: "headphones", category: "electronics/headphones", tags: [], quantity: 1, unitPrice: 12900, repairs: [] },
  ],
};

export const items = {
  shirt: { name: "Linen shirt", components: [] },
  headphones: { name: "Quiet headphones", components: ["battery"] },
};

/** The sealed documents, with the engine loaded. */
export async function sealed() {
  const [documents] = await Promise.all([fetch("/policy.sealed.json").then((response) => response.text()), load()]);
  return documents;
}

/** The shop's policy. */
export async function open() {
  return compile(await sealed()).value;
}
