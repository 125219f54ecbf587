// Compares all answers, then measures, and writes `../RESULTS.md`. Run by `cargo xtask bench`, which says how many bytes a
// page downloads and where the native program is: `node run.mjs --download=<bytes> --native=<program> [--quick]`.

import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { engines, ownTimed, reference, sealedOnly, timed } from "./engines.mjs";
import { sealed } from "./engines/return-policy.mjs";
import { orders, readPolicy } from "./inputs.mjs";
import { report } from "./report.mjs";

const { values: options } = parseArgs({
  options: { download: { type: "string" }, native: { type: "string" }, quick: { type: "boolean", default: false } },
});
const { quick } = options;
const execute = promisify(execFile);

const compared = quick ? 200 : orders;
const evaluations = quick ? 20_000 : 1_000_000;
const rounds = quick ? 5 : 31;
const starts = quick ? 5 : 21;

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/** Runs a script in a process of its own. Some wasm engines make V8 of Node 20 and 22 abort: those are tried again. */
async function run(script, words, flags = []) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return (await execute(process.execPath, [...flags, here(script), ...words.map(String)])).stdout;
    } catch (error) {
      if (!error.signal || attempt === 5) throw error;
      console.log(`${script} ${words.join(" ")} was ended by ${error.signal}: again`);
    }
  }
}

const measure = async (script, words, flags) => JSON.parse(await run(script, words, flags));

async function each(what, ids, one) {
  const found = [];
  for (const id of ids) {
    console.log(`${what}: ${id}`);
    found.push([id, await one(id)]);
  }
  return Object.fromEntries(found);
}

// What a process holds does not hang on the clock, so it is looked at while answers are compared; after that one at a time.
const others = timed.filter((id) => !ownTimed.includes(id) && id !== reference);
const compare = (id) => run("check.mjs", [id, compared]);
const hold = (id) => measure("memory.mjs", [id, evaluations], ["--expose-gc", "--max-semi-space-size=1"]);
await each("compare", ownTimed, compare);
const [memory] = await Promise.all([each("memory", [reference, ...ownTimed], hold), each("compare", others, compare)]);

const speed = await each("speed", timed, (id) => measure("speed.mjs", [id, rounds]));
const grown = [...ownTimed, sealedOnly, "interpreter", "json-logic-interpreted"];
const growth = await each("growth", grown, (id) => measure("growth.mjs", [id, rounds]));
console.log("native");
const native = await measure("native.mjs", [options.native, rounds]);
console.log("cold start");
const cold = await coldStarts();

/** The quickest of the processes that start an engine over the quickest of those that do nothing: others had to wait. */
async function coldStarts() {
  const folder = mkdtempSync(join(tmpdir(), "return-policy-bench-"));
  const sealedPolicy = join(folder, "policy.sealed.json");
  writeFileSync(sealedPolicy, JSON.stringify(await sealed(readPolicy())));
  const policyOf = (id) => (id === sealedOnly ? sealedPolicy : here("policy.json"));
  const ids = Object.keys(engines);
  const times = Object.fromEntries(ids.map((id) => [id, []]));
  const empty = [];
  for (let count = 0; count < starts; count += 1) {
    empty.push(await timeOf([]));
    for (const id of ids) times[id].push(await timeOf([id, policyOf(id)]));
  }
  rmSync(folder, { recursive: true });
  const named = ids.map(async (id) => [id, { name: (await engines[id]()).name, over: Math.min(...times[id]) - Math.min(...empty) }]);
  return Object.fromEntries(await Promise.all(named));
}

async function timeOf(words) {
  const start = performance.now();
  await run("cold.mjs", words);
  return performance.now() - start;
}

const packages = Object.entries(JSON.parse(readFileSync(here("package.json"), "utf8")).devDependencies);
const machine = `${cpus().length} cores of ${cpus()[0].model.trim()}, Node ${process.versions.node}`;
const versions = packages.map(([name, version]) => `${name} ${version}`).join(", ");
const download = Number(options.download);
const text = report({ machine, versions, orders: compared, speed, growth, cold, memory, native, download });
if (!quick) writeFileSync(here("../RESULTS.md"), text);
console.log(`\n${text}`);
