// What those who look after packages find in the tarball: nothing.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { Project, path } from "./project.mjs";

let project;
let tarball;

before(async () => {
  project = await Project.create();
  const { version } = JSON.parse(await readFile(path("pkg/package.json"), "utf8"));
  tarball = `return-policy-${version}.tgz`;
});

after(() => project?.remove());

function run(tool, ...options) {
  const ran = spawnSync(process.execPath, [path(`node_modules/${tool}`), ...options], { cwd: project.folder, encoding: "utf8" });
  return { code: ran.status, said: ran.stdout + ran.stderr };
}

/** Entries that are module scripts by what they are for, and files that are no scripts. */
const elements = ["elements", ...["return-policy", "return-request", "en", "zh"].map((name) => `elements/${name}.js`)];
const moduleScripts = ["web", "page/web", "worker", "page/worker", ...elements];
const noScripts = ["return_policy_bg.wasm", "return_policy_page_bg.wasm"];

test("publint finds nothing", () => {
  const { code, said } = run("publint/src/cli.js", "run", tarball, "--strict");
  assert.equal(code, 0, said);
  assert.match(said, /All good/);
});

// Without `exports` TypeScript finds the main entry alone; it has not looked so by default since Node 12.
test("every entry has the types of what it is, for import and require", () => {
  const { code, said } = run("@arethetypeswrong/cli/dist/index.js", tarball, "--profile", "node16", "--exclude-entrypoints", ...moduleScripts, ...noScripts);
  assert.equal(code, 0, said);
});

test("every module script has the types of what it is", () => {
  const { code, said } = run("@arethetypeswrong/cli/dist/index.js", tarball, "--profile", "esm-only", "--entrypoints", ...moduleScripts);
  assert.equal(code, 0, said);
});
