// The examples for React and Vue: values go in, also those that change, and events come out.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { text, visit } from "./browser.mjs";
import { serve } from "./site.mjs";

let site;
let visitor;

before(async () => {
  site = await serve();
  visitor = await visit(site);
});

afterEach(async () => assert.deepEqual(await visitor.leave(), []));

after(async () => {
  await visitor?.stop();
  await site?.stop();
});

for (const framework of ["react", "vue"])
  test(`${framework} hands values in and hears events`, async () => {
    const page = await visitor.open(`/${framework}.html`);
    const told = async () => JSON.parse(await page.locator("output").textContent());
    await page.waitForSelector("return-policy .headline");
    assert.match(await text(page, "return-policy .headline"), /^Refund Yes until Thu, 24 December 2026 or until/);
    assert.deepEqual((await told()).conditions, ["intact"]);
    await page.click("#gold");
    assert.match(await text(page, "return-policy .headline"), /^Refund Yes until Fri, 8 January 2027 or until/);
    assert.equal(await page.getByRole("button", { name: "Send" }).isDisabled(), true);
    await page.getByRole("checkbox", { name: "Linen shirt" }).check();
    await page.getByRole("group", { name: "Linen shirt" }).getByLabel("Why").selectOption("defect");
    await page.getByRole("radio", { name: "Repair" }).check();
    const request = { lines: [{ line: "shirt", quantity: 2, reason: "defect", remedy: "repair" }] };
    assert.deepEqual((await told()).request, request);
    await page.getByRole("button", { name: "Send" }).click();
    await page.waitForURL("**/requests");
  });
