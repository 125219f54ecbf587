// Whether an engine gives our answers: `node check.mjs <engine> <orders>`. Ends with the first order where it does not.

import { engines, ours } from "./engines.mjs";
import { inputs, readPolicy } from "./inputs.mjs";

const [id, count] = process.argv.slice(2);
const policy = readPolicy();
const [mine, other] = await Promise.all([ours, id].map(start));
const { object, text } = inputs(Number(count));

for (const [index, call] of object.entries()) {
  const expected = JSON.stringify(mine.read(mine.decide(call)));
  agree(call, expected, JSON.stringify(other.read(await other.decide(call))));
  if (other.decideText) agree(call, expected, JSON.stringify(other.read(other.decideText(text[index]))));
}

async function start(id) {
  const engine = await engines[id]();
  return engine.start(policy);
}

function agree(call, expected, answered) {
  if (answered === expected) return;
  throw new Error(`${id} decides otherwise:\n${JSON.stringify(call, null, 2)}\nwe say ${expected}\nit says ${answered}`);
}
