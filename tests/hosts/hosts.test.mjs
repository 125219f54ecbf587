// Every host of the packed package gives the answers of the native engine: the same digest over all of them.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { after, before, test } from "node:test";
import esbuild from "esbuild";
import { browsers } from "../browsers/browsers.mjs";
import { goldenCases, sealed } from "../package/cases.mjs";
import { Project } from "../package/project.mjs";
import { bundled } from "./bundled.mjs";
import { Pages } from "./pages.mjs";
import { inMiniProgram } from "./mini-program.mjs";
import { scripts } from "./scripts.mjs";
import { inNext } from "./next.mjs";

let project;
let pages;
const goldens = {};
const everyBrowser = browsers();
/** The one that what bundlers make is asked in. */
const [usual] = everyBrowser;

before(async () => {
  project = await Project.create();
  await project.add("hosts/golden.mjs", "hosts/ask.mjs", "hosts/sha256.mjs");
  await esbuild.build({
    entryPoints: [join(project.folder, "ask.mjs")],
    outfile: join(project.folder, "ask.classic.js"),
    bundle: true,
    format: "iife",
    globalName: "Asking",
    target: "es2015",
  });
  await project.write("engine.mjs", `export * from "return-policy";`);
  const engine = await import(project.url("engine.mjs"));
  await engine.load();
  goldens.whole = await goldenCases();
  goldens.sealed = sealed(goldens.whole, engine);
  for (const form of Object.keys(goldens)) await project.write(`${form}.json`, JSON.stringify(goldens[form]));
  pages = await Pages.open(project.folder);
});

after(async () => {
  for (const browser of everyBrowser) await browser.close();
  await pages?.close();
  await project?.remove();
});

/** What the native engine answers: the native tests hold it to the byte against these lines. */
const nativeDigest = ({ cases }) => createHash("sha256").update(cases.map(({ line }) => `${line}\n`).join("")).digest("hex");

/** Asks each host in turn: `form` is "whole" for everything, or "sealed" for all that the module for pages can be asked. */
function holds(host, form, ask, picked) {
  test(`${host} answers as the native engine`, async (context) => {
    const golden = goldens[form];
    const outcome = await ask(golden, form);
    assert.deepEqual(outcome.wrong, []);
    assert.equal(outcome.asked, golden.cases.length);
    assert.notEqual(outcome.asked, 0);
    assert.equal(outcome.sha256, nativeDigest(golden));
    assert.equal(outcome.picked ?? undefined, picked);
    context.diagnostic(`sha256 ${outcome.sha256} over ${outcome.asked} answers: ${host}`);
  });
}

for (const { host, form, run, picked } of scripts) holds(host, form, (_, form) => run(project, form), picked);

for (const browser of everyBrowser) {
  for (const { host, form, run, picked } of Pages.all) {
    holds(`${host} in ${browser.name}`, form, (golden) => run(pages.in(browser), golden), picked);
  }

  test(`a page in ${browser.name} that may not run WebAssembly is told so by the entry that needs it`, async () => {
    await assert.rejects(pages.in(browser).askUnderNoWebAssembly(goldens.sealed), /WebAssembly|CompileError/);
  });
}

for (const { host, form, run } of [...bundled, ...inNext]) {
  holds(host, form, (golden) => run(project, pages.in(usual), golden));
}

holds("a mini-program", "sealed", (golden) => inMiniProgram(project, golden));

test("an answer with one byte altered is reported", async () => {
  const [first, ...others] = goldens.sealed.cases;
  const altered = { ...first, line: first.line.replace(/.$/, " }") };
  const outcome = await inMiniProgram(project, { documents: goldens.sealed.documents, cases: [altered, ...others] });
  assert.deepEqual(outcome.wrong, [{ vector: first.vector, kept: altered.line, given: first.line }]);
  assert.equal(outcome.sha256, nativeDigest(goldens.sealed));
});
