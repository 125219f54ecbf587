// What a process holds after a tenth of its evaluations of orders of one line, and after all of them, as JSON:
// `node --expose-gc --max-semi-space-size=1 memory.mjs <engine> <evaluations>`.
//
// V8 doubles the room for young objects some time, and keeps it: 4 MB for whoever makes any, the hand-written function as well.
// That room is bounded here, so that what the process has resident tells what it holds.

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
    held.push(memory());
  }
}

/** Bytes of objects and of what they hold outside of the heap, a module's memory included; and bytes that are resident. */
function memory() {
  globalThis.gc();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { held: heapUsed + external, resident: rss };
}

console.log(JSON.stringify({ name: engine.name, evaluations: Number(evaluations), warm: held[0], end: held[1] }));
