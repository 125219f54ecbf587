// Every golden vector has the same answer, to the byte, on every host of the packed package.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, serve } from "./browser.mjs";
import { goldenCases, sealed } from "./cases.mjs";
import { Project } from "./project.mjs";

let project;
let golden;
let engine;

before(async () => {
  golden = await goldenCases();
  project = await Project.create();
  const consumers = ["import.mjs", "require.cjs", "page.mjs", "browser.html", "browser.mjs"];
  await project.add("package/golden.mjs", ...consumers.map((name) => `package/consumers/${name}`));
  await project.write("entry.mjs", `export * from "return-policy";`);
  engine = await import(project.url("entry.mjs"));
  await engine.load();
  await keep(golden);
});

after(() => project?.remove());

/** Sets what the consumers ask; the entry for pages is asked with the same documents under a seal. */
async function keep(golden) {
  await project.write("cases.json", JSON.stringify(golden));
  await project.write("sealed.json", JSON.stringify(sealed(golden, engine)));
}

/** Has an entry asked in a page of Chromium, and gives the outcome. */
async function inBrowser(entry, cases) {
  const site = await serve(project.folder);
  const browser = await launch();
  try {
    const page = await browser.newPage();
    const strangers = [];
    page.on("request", (request) => {
      if (!request.url().startsWith(site.address) && !request.url().startsWith("data:")) strangers.push(request.url());
    });
    await page.goto(`${site.address}browser.html`);
    await page.waitForFunction(() => globalThis.ask);
    const outcome = await page.evaluate(([entry, cases]) => globalThis.ask(entry, cases), [entry, cases]);
    assert.deepEqual(strangers, [], "the page asks nobody but its own server");
    return outcome;
  } finally {
    await browser.close();
    await site.stop();
  }
}

const hosts = [
  ["imported in Node", () => project.run("import.mjs")],
  ["required in Node", () => project.run("require.cjs")],
  ["in Chromium", () => inBrowser("whole", "cases.json")],
  ["of the entry for pages in Node", () => project.run("page.mjs")],
  ["of the entry for pages in Chromium", () => inBrowser("page", "sealed.json")],
];

for (const [host, ask] of hosts) {
  test(`every answer is the kept one, ${host}`, async () => {
    const outcome = await ask();
    assert.deepEqual(outcome.differing, []);
    assert.equal(outcome.asked, (host.includes("for pages") ? sealed(golden, engine) : golden).cases.length);
    assert.notEqual(outcome.asked, 0);
  });

  test(`an answer that is kept with one byte altered is reported, ${host}`, async () => {
    const [first, ...others] = golden.cases;
    const altered = { ...first, line: withOneByteAltered(first.line) };
    await keep({ documents: golden.documents, cases: [altered, ...others] });
    try {
      const { differing } = await ask();
      assert.deepEqual(differing, [{ vector: first.vector, kept: altered.line, given: first.line }]);
    } finally {
      await keep(golden);
    }
  });
}

function withOneByteAltered(line) {
  const middle = Math.floor(line.length / 2);
  return `${line.slice(0, middle)}${line[middle] === "x" ? "y" : "x"}${line.slice(middle + 1)}`;
}
