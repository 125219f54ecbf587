// Whether an engine gives the answers of the hand-written function: `node check.mjs <engine> <orders>`. Ends with the first
// order where it does not. Ours are held against it before any other, so all are ours.

import { engines, reference } from "./engines.mjs";
import { inputs, readPolicy } from "./inputs.mjs";

const [id, count] = process.argv.slice(2);
const { object, text } = inputs(Number(count));
const hand = (await engines[reference]()).start();
const engine = await (await engines[id]()).start(readPolicy());

for (const [index, call] of object.entries()) {
  const expected = JSON.stringify(hand.decide(call));
  agree(call, expected, await engine.decide(call));
  if (engine.decideText) agree(call, expected, engine.decideText(text[index]));
}

function agree(call, expected, decided) {
  const answered = JSON.stringify(engine.read(decided));
  if (answered === expected) return;
  throw new Error(
    `${id} decides otherwise:\n${JSON.stringify(call, null, 2)}\nby hand ${expected}\nit says ${answered}`,
  );
}
