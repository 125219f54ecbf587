// Orders of one to five lines, the same ones on every machine: calls as the engine takes them, each with a request for
// every line.

const at = "2026-11-21T12:00:00Z";
const markets = ["DE", "AT", "FR", "NL", "PL", "US", "JP", "GB"];
const currencies = { US: "USD", JP: "JPY", GB: "GBP" };
const tiers = [null, null, null, "silver", "gold", "platinum"];
const channels = ["online", "online", "online", "telephone", "in-store"];
const categories = [
  "apparel/shoes", "apparel/shirts", "apparel", "electronics/phones", "electronics/software", "electronics/laptops",
  "furniture/mattresses", "furniture/tables", "toys", "toys/games", "beauty/cream", "food/fresh", "books",
];
const tags = [[], [], [], [], ["new"], ["refurbished"], ["final-sale"], ["personalised", "gift"], ["new", "refurbished"]];
const reasons = [
  "change-of-mind", "change-of-mind", "change-of-mind", "change-of-mind", "defect", "defect", "defect", "not-as-described",
  "wrong-item", "damaged-in-transit",
];

/** Calls whose orders have as many lines as `lines` says, one to five if it says nothing. */
export function makeCalls(count, lines) {
  const random = randomNumbers(2026);
  return Array.from({ length: count }, (_, index) => makeCall(index, lines ?? 1 + random(5), random));
}

function makeCall(index, count, random) {
  const pick = (list) => list[random(list.length)];
  const market = pick(markets);
  const age = random(3) === 0 ? random(3000) : random(120); // days; the old ones are for warranties
  const lines = Array.from({ length: count }, (_, line) => ({
    id: `line-${line}`,
    sku: `SKU-${random(100_000)}`,
    category: pick(categories),
    tags: pick(tags),
    quantity: 1 + random(3),
    unitPrice: 500 + random(40_000),
    deliveredAt: daysBefore(age + random(3)),
  }));
  const order = {
    id: `order-${index}`,
    market,
    channel: pick(channels),
    seller: `shop-${random(100)}`,
    tier: pick(tiers),
    currency: currencies[market] ?? "EUR",
    total: lines.reduce((total, { quantity, unitPrice }) => total + quantity * unitPrice, 0),
    placedAt: daysBefore(age + 6),
    lines,
  };
  const asked = lines.map(({ id }) => ({
    line: id,
    reason: pick(reasons),
    conditions: { seal: pick(["intact", "broken"]), used: random(4) === 0 },
  }));
  return { order, request: { lines: asked }, at };
}

const daysBefore = (days) => new Date(Date.parse(at) - days * 86_400_000).toISOString().slice(0, 10);

/** Whole numbers below a bound, from a seed (mulberry32). */
function randomNumbers(seed) {
  let state = seed;
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound);
  };
}
