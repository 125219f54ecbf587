// The engine natively against the hand-written function from text: `node native.mjs <program> <rounds>`, as JSON.

import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { engines, formsOf, reference } from "./engines.mjs";
import { inputs, readPolicy } from "./inputs.mjs";
import { median, round, subject } from "./measure.mjs";

const [program, rounds] = process.argv.slice(2);
const { text } = inputs();
const zone = JSON.parse(await readFile(new URL("../../zones/UTC.json", import.meta.url), "utf8"));

const folder = await mkdtemp(join(tmpdir(), "return-policy-bench-"));
const files = [join(folder, "documents.json"), join(folder, "calls.ndjson")];
await writeFile(files[0], JSON.stringify([readPolicy(), zone]));
await writeFile(files[1], text.join("\n"));

const native = spawn(program, files, { stdio: ["pipe", "pipe", "inherit"] });
const answers = createInterface({ input: native.stdout })[Symbol.asyncIterator]();

/** Nanoseconds for each order, over one round of the program. */
async function nativeRound() {
  native.stdin.write("round\n");
  const { value, done } = await answers.next();
  if (done) throw new Error(`${program} ended`);
  return Number(value);
}

const hand = subject(formsOf((await engines[reference]()).start()).text, text);
const [times, ratios] = [[], []];
for (let count = 0; count <= Number(rounds); count += 1) {
  const before = await round(hand);
  const time = await nativeRound();
  if (count === 0) continue;
  times.push(time);
  ratios.push(time / before);
}
native.stdin.end();
await rm(folder, { recursive: true });
console.log(JSON.stringify({ nanoseconds: median(times), ratio: median(ratios) }));
