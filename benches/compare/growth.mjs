// What a hundred times the rules and a thousand times the lines cost: `node growth.mjs <engine> <rounds>`, as JSON.

import { engines, formsOf, reference, sealedOnly } from "./engines.mjs";
import { sealed } from "./engines/return-policy.mjs";
import { inputs, readPolicy } from "./inputs.mjs";
import { inTurn, median, subject } from "./measure.mjs";
import { makeCalls } from "./orders.mjs";
import { grow } from "./tables.mjs";

const [id, rounds] = process.argv.slice(2);
const written = [readPolicy(), grow(readPolicy())];
const [policy, large] = id === sealedOnly ? await Promise.all(written.map(sealed)) : written;
const engine = await engines[id]();
const hand = (await engines[reference]()).start();

const loads = [];
for (let count = 0; count < 3; count += 1) {
  const start = performance.now();
  const loaded = await engine.start(large);
  loads.push(performance.now() - start);
  loaded.free?.();
}

const [few, many] = [await engine.start(policy), await engine.start(large)];
const { text } = inputs(1000);
for (const call of inputs(500).object) {
  const [expected, answered] = [hand.decide(call), many.read(await many.decide(call))];
  if (JSON.stringify(expected) === JSON.stringify(answered)) continue;
  throw new Error(`${id} decides otherwise with many rules: ${JSON.stringify([call, expected, answered], null, 2)}`);
}
const [, rules] = await inTurn([few, many].map((one) => subject(formsOf(one).text, text)), Number(rounds));

const lengths = [1, 10, 100, 1000];
const byLength = lengths.map((lines) => {
  const calls = makeCalls(Math.max(4, 200 / lines), lines).map((call) => JSON.stringify(call));
  return subject(formsOf(few).text, calls, { each: lines });
});
const lines = await inTurn(byLength, Number(rounds));

console.log(JSON.stringify({
  name: engine.name,
  rules: written[1].rules.length,
  loadMilliseconds: median(loads),
  timesForRules: rules.ratio,
  lines: lengths.map((count, index) => ({ count, ...lines[index] })),
}));
