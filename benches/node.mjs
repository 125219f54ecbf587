// How long the built package takes in Node from JSON text to JSON text. Run by `cargo xtask bench`.

import { readFile } from "node:fs/promises";
import { compile, load } from "../pkg/node.js";
import { readDocuments } from "../www/documents.mjs";

const order = "www/data/sample/order.json";
const request = "www/data/sample/request.json";
const at = "2026-11-21T12:00:00+01:00";

const rounds = 51;
const roundMilliseconds = 40;

const text = (path) => readFile(new URL(`../${path}`, import.meta.url), "utf8");

await load();
const documentsText = JSON.stringify(await readDocuments());
const compiled = compile(documentsText);
if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems, null, 2));
const policy = compiled.value;
const call = { order: JSON.parse(await text(order)), request: JSON.parse(await text(request)), at };
const callText = JSON.stringify(call);

const subjects = {
  "evaluate, text to text": () => policy.evaluateText(callText),
  "evaluate, object to object": () => policy.evaluate(call),
  "the same JSON read and written, no decision": () => JSON.stringify(JSON.parse(callText)),
  "compile and free": () => compile(documentsText).value.free(),
};

/** Nanoseconds a call, over one round. */
function measure(subject) {
  const start = process.hrtime.bigint();
  const end = start + BigInt(roundMilliseconds) * 1_000_000n;
  let calls = 0;
  let now = start;
  while (now < end) {
    for (let repeat = 0; repeat < 8; repeat += 1) subject();
    calls += 8;
    now = process.hrtime.bigint();
  }
  return Number(now - start) / calls;
}

// The rounds of all subjects alternate, so that a busy machine slows them alike; the first warms up and is not counted.
const measured = Object.fromEntries(Object.keys(subjects).map((name) => [name, []]));
for (let round = 0; round <= rounds; round += 1) {
  for (const [name, subject] of Object.entries(subjects)) {
    const time = measure(subject);
    if (round > 0) measured[name].push(time);
  }
}

console.log(`\n${"median of rounds in Node".padEnd(48)}${"ns".padStart(12)}${"a second".padStart(12)}`);
for (const [name, times] of Object.entries(measured)) {
  const median = times.sort((one, other) => one - other)[Math.floor(rounds / 2)];
  console.log(`${name.padEnd(48)}${median.toFixed(0).padStart(12)}${(1e9 / median).toFixed(0).padStart(12)}`);
}
