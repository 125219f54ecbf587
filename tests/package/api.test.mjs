// What the package promises its callers beside the answers themselves. The order matters: it starts unloaded.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { goldenCases } from "./cases.mjs";
import { Project, root } from "./project.mjs";

let project;
let require;
let imported;
let required;
let one;
let freedByCollection = 0;

before(async () => {
  countCollectedHandles();
  const { documents, cases } = await goldenCases();
  const answered = cases.find(({ question, line }) => question === "evaluate" && line.includes(`"answer":{"ok":true`));
  one = { ...answered, documents: documents[answered.documents] };
  project = await Project.create();
  await project.write("entry.mjs", `export * from "return-policy";`);
  require = createRequire(project.url("entry.cjs"));
  imported = await import(project.url("entry.mjs"));
  required = require("return-policy");
});

after(() => project?.remove());

/** The engine's glue makes its registry when it is first imported. */
function countCollectedHandles() {
  const Registry = globalThis.FinalizationRegistry;
  globalThis.FinalizationRegistry = class extends Registry {
    constructor(free) {
      super((handle) => {
        free(handle);
        freedByCollection += 1;
      });
    }
  };
}

function compiled(engine = imported) {
  const outcome = engine.compile(one.documents);
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return outcome.value;
}

const notJson = { ok: false, problems: ["path", "code", "message"] };

/** A problem's shape matters here; its message is for people. */
function shape(outcome) {
  assert.ok(outcome.problems?.every(({ code }) => code === "not-json"), JSON.stringify(outcome));
  return { ...outcome, problems: Object.keys(outcome.problems[0]) };
}

function cyclic() {
  const value = {};
  value.self = value;
  return value;
}

const published = ["seal", "check", "coverage", "floor", "diff", "importWarranty"];

test("compiling before loading says what to do", () => {
  for (const engine of [imported, required]) {
    assert.throws(() => engine.compile([]), /await load\(\) before the first compile/);
    for (const name of published) {
      assert.throws(() => engine[name]([], []), new RegExp(`await load\\(\\) before the first ${name}`));
    }
  }
});

test("a module that cannot be read is refused, and loading may be tried again", async () => {
  await assert.rejects(imported.load(new Uint8Array([1, 2, 3])), WebAssembly.CompileError);
  assert.throws(() => imported.compile([]), /await load\(\)/);
});

test("loading takes the bytes, and happens once", async () => {
  const bytes = await readFile(require.resolve("return-policy/return_policy_bg.wasm"));
  const first = imported.load(bytes);
  assert.equal(imported.load(), first);
  await first;
  assert.equal(imported.load(new Uint8Array()), first);
});

test("a promise of structured data becomes a rule", () => {
  const durationOfWarranty = { value: 2, unitCode: "ANN" };
  const { value } = imported.importWarranty({ warranty: { durationOfWarranty, name: "Plus" } });
  assert.deepEqual(value.rule.then.window, { length: "P2Y", from: ["delivery"] });
  assert.deepEqual(value.left, ["/warranty/name"]);
  assert.deepEqual(imported.importWarranty(`{ "durationOfWarranty": {} }`).problems.map(({ path }) => path), [
    "/durationOfWarranty/unitCode",
    "/durationOfWarranty/value",
  ]);
  assert.equal(imported.importWarranty(cyclic()).problems[0].code, "not-json");
});

test("require gives the engine that import gives", async () => {
  await required.load();
  assert.deepEqual(Object.keys(required).sort(), Object.keys(imported).sort());
  assert.equal(Object.getPrototypeOf(compiled(required)), Object.getPrototypeOf(compiled(imported)));
});

test("what is sealed is compiled by every entry, and what is not, not by that for pages", async () => {
  await project.write("page-entry.mjs", `export * from "return-policy/page";`);
  const page = await import(project.url("page-entry.mjs"));
  assert.throws(() => page.compile([]), /await load\(\)/);
  await page.load();
  for (const name of published) assert.equal(page[name], undefined);
  for (const engine of [imported, required]) {
    const sealed = engine.seal(JSON.parse(one.documents));
    assert.equal(page.compile(sealed.value).value.evaluateText(one.call), compiled().evaluateText(one.call));
    assert.equal(engine.compile(sealed.value).value.evaluateText(one.call), compiled().evaluateText(one.call));
    const altered = JSON.parse(sealed.value).map((document) => ({ ...document, note: "a seal has no notes" }));
    assert.deepEqual(codes(page.compile(altered)), ["broken-seal"]);
  }
  assert.deepEqual(codes(page.compile(one.documents)), ["not-sealed"]);
  assert.deepEqual(codes(page.compile([{ format: "return-policy/1", rules: 7 }, 7])), ["not-sealed", "wrong-type"]);
  assert.deepEqual(codes(imported.seal([{ format: "return-policy/2" }])), ["unknown-format"]);
});

function codes({ problems }) {
  return problems.map(({ code }) => code).sort();
}

test("documents and calls may be objects or text", () => {
  const policy = compiled();
  const text = policy.evaluateText(one.call);
  assert.deepEqual(policy.evaluate(one.call), JSON.parse(text));
  assert.deepEqual(policy.evaluate(JSON.parse(one.call)), JSON.parse(text));
  const same = imported.compile(JSON.parse(one.documents));
  assert.equal(same.value.evaluateText(one.call), text);
});

test("brief decisions come as objects, as text and by the line", () => {
  const policy = compiled();
  const text = policy.briefText(one.call);
  const { value } = JSON.parse(text);
  assert.equal(value.format, "return-brief/1");
  const full = policy.evaluate(one.call).value;
  const statuses = ({ lines }) => lines.map(({ line, offers }) => [line, offers.map(({ status }) => status)]);
  assert.deepEqual(statuses(value), statuses(full));
  assert.deepEqual(policy.brief(JSON.parse(one.call)), JSON.parse(text));
  const lines = new TextEncoder().encode(`${one.call}\n\nnull\n${one.call}`);
  const answers = new TextDecoder().decode(policy.briefLines(lines)).split("\n");
  assert.deepEqual(answers, [text, "", policy.briefText("null"), text]);
  assert.throws(() => policy.briefLines(one.call), TypeError);
});

test("what JSON cannot say is a problem, not an exception", () => {
  const policy = compiled();
  for (const value of [cyclic(), { price: 1n }, undefined, () => {}]) {
    assert.deepEqual(shape(imported.compile(value)), notJson);
    for (const name of ["seal", "check", "floor"]) assert.deepEqual(shape(imported[name](value)), notJson);
    for (const parts of [[value, []], [[], value, []]]) assert.deepEqual(shape(imported.diff(...parts)), notJson);
    for (const question of ["evaluate", "terms", "validate"]) assert.deepEqual(shape(policy[question](value)), notJson);
  }
});

test("reports take documents and calls as objects or text", () => {
  const [documents, call] = [JSON.parse(one.documents), JSON.parse(one.call)];
  assert.deepEqual(imported.check(documents), imported.check(one.documents));
  assert.deepEqual(imported.diff(documents, documents).value.outcome, "same");
  const counted = imported.coverage(documents, [call, call]);
  assert.equal(counted.value.calls, 2);
  assert.deepEqual(imported.coverage(one.documents, `${JSON.stringify(call)}\n\n${JSON.stringify(call)}\n`), counted);
  assert.deepEqual(imported.diff(documents, documents, new Set([call])).value.orders.orders, 1);
  for (const calls of [undefined, 7, {}, [cyclic()], [one.call]]) {
    assert.deepEqual(shape(imported.coverage(documents, calls)), notJson);
  }
});

/** A policy built to explode: whether hundreds of rules on three of sixty flags each leave anything out is hard to tell. */
function hostile() {
  let drawn = 7;
  const draw = (limit) => {
    drawn = (drawn * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((drawn / 2_147_483_648) * limit);
  };
  const flags = () => Object.fromEntries([1, 2, 3].map(() => [`c${draw(60)}`, draw(2) === 1 ? [true] : { not: [true] }]));
  const window = { length: "P1Y", from: ["delivery"] };
  const rules = Array.from({ length: 420 }, (_, index) => ({
    id: `r${index}`,
    when: { reason: ["defect"], remedy: ["refund"], condition: flags() },
    then: { granted: true, window },
  }));
  const policy = (id, layer, rules) => ({ format: "return-policy/1", id, version: "1", layer, zone: "UTC", rules });
  const plain = { id: "plain", when: { reason: ["defect"], remedy: ["refund"] }, then: { granted: true, window } };
  return { shop: policy("shop", "declared", rules), plain: policy("shop", "declared", [plain]), law: policy("law", "floor", [plain]) };
}

test("reports on a policy built to explode end, and say what they left open", { timeout: 300_000 }, async () => {
  const zone = JSON.parse(await readFile(require.resolve("return-policy/zones/UTC.json"), "utf8"));
  const { shop, plain, law } = hostile();
  const found = imported.check([shop, zone]).value.findings.map(({ code }) => code);
  assert.ok(found.includes("could-not-decide"), JSON.stringify(found));
  assert.equal(imported.floor([shop, law, zone]).value.outcome, "undecided");
  assert.equal(imported.diff([plain, zone], [shop, zone]).value.outcome, "undecided");
});

test("the text forms take nothing but text", () => {
  const policy = compiled();
  for (const question of ["evaluateText", "briefText", "termsText", "validateText"]) {
    assert.throws(() => policy[question]({}), TypeError);
  }
});

test("a freed policy may be freed again but not asked", () => {
  const policy = compiled();
  policy.free();
  policy.free();
  for (const question of ["evaluate", "brief", "terms", "validate"]) assert.throws(() => policy[question]({}), /freed/);
});

test("a policy is disposable", () => {
  const policy = compiled();
  policy[Symbol.dispose]();
  assert.throws(() => policy.evaluate({}), /freed/);
});

test("a forgotten policy is freed when it is collected", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc");
  for (let count = 0; count < 100; count += 1) compiled();
  for (let waits = 0; waits < 100 && freedByCollection === 0; waits += 1) {
    collect();
    await pause(20);
  }
  assert.notEqual(freedByCollection, 0);
});

for (const folder of ["statutes", "calendars", "zones"]) {
  test(`every document of ${folder}/ can be imported`, async () => {
    const names = (await readdir(new URL(`${folder}/`, root), { recursive: true })).filter((name) => name.endsWith(".json"));
    assert.notEqual(names.length, 0);
    for (const name of names) {
      const original = await readFile(new URL(`${folder}/${name}`, root), "utf8");
      assert.equal(await readFile(require.resolve(`return-policy/${folder}/${name}`), "utf8"), original);
    }
  });
}
