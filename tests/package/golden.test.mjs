// Every golden vector has the same answer, to the byte, on every host of the packed package.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, serve } from "./browser.mjs";
import { goldenCases } from "./cases.mjs";
import { Project } from "./project.mjs";

let project;
let golden;

before(async () => {
  golden = await goldenCases();
  project = await Project.create();
  await project.add("golden.mjs", "consumers/import.mjs", "consumers/require.cjs", "consumers/page.html", "consumers/page.mjs");
  await keep(golden);
});

after(() => project?.remove());

/** Sets what the consumers ask. */
async function keep(golden) {
  await project.write("cases.json", JSON.stringify(golden));
}

/** Opens the page in Chromium and gives its outcome. */
async function inPage() {
  const site = await serve(project.folder);
  const browser = await launch();
  try {
    const page = await browser.newPage();
    const strangers = [];
    page.on("request", (request) => {
      if (!request.url().startsWith(site.address) && !request.url().startsWith("data:")) strangers.push(request.url());
    });
    await page.goto(`${site.address}page.html`);
    const outcome = await page.evaluate(() => globalThis.outcome);
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
  ["in a page of Chromium", inPage],
];

for (const [host, ask] of hosts) {
  test(`every answer is the kept one, ${host}`, async () => {
    const outcome = await ask();
    assert.deepEqual(outcome.differing, []);
    assert.equal(outcome.asked, golden.cases.length);
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
