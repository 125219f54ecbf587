// What a process holds after a tenth of its evaluations of orders of one line, and after all of them, as JSON:
// `node --expose-gc memory.mjs <engine> <evaluations>`.

import { engines, formsOf } from "./engines.mjs";
import { readPolicy } from "./inputs.mjs";
import { makeCalls } from "./orders.mjs";

const [id, evaluations] = process.argv.slice(2);
const engine = await engines[id]();
const { text: decide } = formsOf(await engine.start(readPolicy()));
const text = makeCalls(1000, 1).map((call) => JSON.stringify(call));

const marks = [Number(evaluations) / 10, Number(evaluations)];
const held = [];
for (let count = 1; count <= Number(evaluations); count += 1) {
  await decide(text[count % text.length]);
  if (marks.includes(count)) {
    globalThis.gc();
    held.push(process.memoryUsage().rss);
  }
}
console.log(JSON.stringify({ name: engine.name, evaluations: Number(evaluations), warm: held[0], end: held[1] }));
