// A million calls while memory is collected: V8 compiles the hot call anew, and what it holds must survive that.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Project } from "./project.mjs";

const calls = 1_000_000;

const script = `import { compile, load } from "return-policy";
import zone from "return-policy/zones/UTC.json" with { type: "json" };

await load();
const rule = { id: "all", when: { reason: ["defect"], remedy: ["refund"] }, then: { granted: false } };
const policy = compile([{ format: "return-policy/1", id: "shop", version: "1", layer: "declared", zone: "UTC", rules: [rule] }, zone]).value;
const call = JSON.stringify({ order: { id: "1", lines: [{ id: "a" }] }, at: "2026-11-21T12:00:00Z" });
const first = policy.evaluateText(call);
let same = 0;
for (let count = 0; count < ${calls}; count += 1) {
  if (policy.evaluateText(call) === first) same += 1;
  if (count % 1000 === 0) gc();
}
console.log(JSON.stringify({ same, ok: JSON.parse(first).ok }));
`;

let project;

before(async () => {
  project = await Project.create();
  await project.write("hot.mjs", script);
});

after(() => project?.remove());

test("a million calls give the same answer while memory is collected", { timeout: 600_000 }, async () => {
  const outcome = await project.run("hot.mjs", [process.execPath, "--expose-gc", "--no-warnings"]);
  assert.deepEqual(outcome, { same: calls, ok: true });
});
