// The checks that run inside a page, in every browser.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browsers } from "../browsers/browsers.mjs";
import { serve } from "./site.mjs";

let site;

before(async () => {
  site = await serve();
});

after(() => site?.stop());

for (const browser of browsers())
  test(`both elements hold in ${browser.name}`, async (context) => {
    context.after(() => browser.close());
    const page = await browser.open(`${site.address}/checks.html`);
    const report = await page.evaluate(async () => {
      while (!globalThis.report) await new Promise((done) => setTimeout(done, 20));
      return globalThis.report;
    });
    assert.ok(report.length > 20, `only ${report.length} checks ran`);
    for (const { name, problems } of report) await context.test(name, () => assert.deepEqual(problems, []));
  });
