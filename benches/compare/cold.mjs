// A Node process that imports an engine, loads a policy and decides one order: `node cold.mjs [engine policy]`.

const [id, policy] = process.argv.slice(2);
if (id) {
  const { readFile } = await import("node:fs/promises");
  const { engines } = await import("./engines.mjs");
  const [engine, text] = await Promise.all([engines[id](), readFile(policy, "utf8")]);
  const { decide, read } = await engine.start(JSON.parse(text));
  const line = { id: "a", category: "toys", tags: [], quantity: 1, unitPrice: 900, deliveredAt: "2026-11-01" };
  const order = { id: "1", market: "DE", channel: "online", seller: "shop-0", tier: null, currency: "EUR", lines: [line] };
  const asked = { line: "a", reason: "change-of-mind", conditions: { seal: "intact", used: false } };
  const [{ lastDay }] = read(await decide({ order, request: { lines: [asked] }, at: "2026-11-21T12:00:00Z" }));
  if (lastDay !== "2027-02-01") throw new Error(`the last day is ${lastDay}`);
}
