// One engine against the hand-written function, in a process of their own: `node speed.mjs <engine> <rounds>`, as JSON.

import { engines, formsOf, reference } from "./engines.mjs";
import { inputs, piece, readPolicy } from "./inputs.mjs";
import { inTurn, subject } from "./measure.mjs";

const [id, rounds] = process.argv.slice(2);
const policy = readPolicy();
const all = inputs();
const hand = formsOf((await engines[reference]()).start());
const engine = await engines[id]();
const started = await engine.start(policy);
const forms = formsOf(started);

const measured = { name: engine.name };
for (const form of ["object", "text", "lines"]) {
  const each = form === "lines" ? piece : 1;
  const { isLater } = started;
  const subjects = [subject(hand[form], all[form], { each }), subject(forms[form], all[form], { each, isLater })];
  const [, own] = await inTurn(subjects, Number(rounds));
  measured[form] = own;
}
console.log(JSON.stringify(measured));
