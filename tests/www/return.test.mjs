// The after-sales form: what it says while it is filled in, and what the shop makes of it.

import assert from "node:assert/strict";
import { after, afterEach, beforeEach, before, test } from "node:test";
import { Site, textOf, visit } from "./site.mjs";

let site;
let visitor;

before(async () => {
  visitor = await visit();
});

// A shop remembers what came back; each test has its own.
beforeEach(async () => {
  site = visitor.site = await Site.start();
});

afterEach(async () => {
  const wrong = await visitor.leave();
  await site.stop();
  assert.deepEqual(wrong, [], "nothing goes wrong in the pages, and they load nothing from elsewhere");
});

after(() => visitor?.stop());

async function form(order, { language = "en", ...options } = {}) {
  const page = await visitor.open(`/return.html?lang=${language}&order=${order}`, options);
  await page.waitForSelector(".line");
  return page;
}

/** Asks for something on a line. */
async function ask(page, line, reason, remedy) {
  await page.check(`[name=line-${line}]`);
  await page.selectOption(`#reason-${line}`, reason);
  if (remedy) await page.check(`[name=remedy-${line}][value=${remedy}]`);
}

async function text(page, selector) {
  return (await page.locator(selector).innerText()).replaceAll(/\s+/g, " ").trim();
}

async function send(page) {
  // An earlier answer stands there until this one comes.
  await page.evaluate(() => document.querySelector("#result .notice")?.setAttribute("data-earlier", ""));
  await page.click("button[type=submit]");
  await page.waitForSelector("#result .notice:not([data-earlier])");
  return text(page, "#result");
}

test("a request within the window is accepted", async () => {
  const page = await form("L-1042");
  await ask(page, "2", "change-of-mind", "refund");
  assert.match(
    await text(page, "#summary-2"),
    /^Refund Yes until Sat, 12 December 2026 21 days left 14 days by law · 30 days by this shop/,
  );
  assert.match(await text(page, "#summary-2"), /You pay the carrier, €4\.90 at most/);
  await page.check("[name=condition-seal-2][value=intact]");
  assert.equal(await text(page, "#lines .state"), "Everything is there.");
  assert.match(await send(page), /^Accepted: request R-\d+/);
  assert.equal(
    await page.evaluate(() => document.activeElement.id),
    "result",
    "a screen reader is taken to the answer",
  );
});

test("an accepted request says by when the money comes back", async () => {
  const page = await form("L-1066");
  await ask(page, "1", "change-of-mind", "refund");
  await page.check("[name=condition-intact-1][value=true]");
  assert.match(await text(page, "#summary-1"), /When it comes back within 14 days of the arrival of your notice/);
  // The 14th day is a Saturday.
  assert.match(await send(page), /^Accepted: request R-\d+ .* When it comes back by Mon, 7 December 2026$/);
  await page.getByRole("button", { name: "中文" }).click();
  assert.match(await text(page, "#result"), /退款期限 不迟于2026年12月7日周一$/);
});

test("what is withheld until the goods are back says so", async () => {
  const page = await form("L-1042");
  await ask(page, "2", "change-of-mind", "refund");
  await page.check("[name=condition-seal-2][value=intact]");
  assert.match(
    await send(page),
    /When it comes back Mon, 7 December 2026, or the day of the goods' arrival at the shop or your sending them back, whichever is last$/,
  );
});

test("who must prove a fault is said where a fault is claimed", async () => {
  const page = await form("L-1042");
  await ask(page, "1", "defect", "exchange");
  assert.match(
    await text(page, "#summary-1"),
    /If the fault is disputed The shop must prove that it was not there on delivery, until Fri, 12 November 2027, then you/,
  );
});

test("units of an accepted request are gone", async () => {
  const page = await form("L-1042");
  await ask(page, "1", "change-of-mind", "refund");
  await page.check("[name=condition-intact-1][value=true]");
  await page.fill("#quantity-1", "1");
  assert.match(await send(page), /^Accepted/);
  assert.match(await text(page, ".line >> nth=0"), /1 of 2 left/);
  await ask(page, "1", "change-of-mind", "refund");
  await page.check("[name=condition-intact-1][value=true]");
  await page.fill("#quantity-1", "2");
  assert.equal(await text(page, "#problem-quantity-1"), "Only 1 can still be returned.");
  await page.fill("#quantity-1", "1");
  assert.match(await send(page), /^Accepted/);
  assert.match(await text(page, ".line >> nth=0"), /nothing left to return/);
  assert.equal(await page.locator("[name=line-1]").isDisabled(), true);
});

test("what is too late is refused by the form, and by the shop when it is sent all the same", async () => {
  const page = await form("L-0871");
  await ask(page, "2", "change-of-mind", "refund");
  assert.match(await text(page, "#summary-2"), /^Refund No longer ended on Wed, 23 September 2026/);
  assert.equal(await text(page, "#problem-remedy-2"), "This was possible until Wed, 23 September 2026.");
  await page.click("button[type=submit]");
  assert.equal(await page.locator("#result .notice").count(), 0, "it is not sent");
  await page.click("#anyway");
  await page.waitForSelector("#result .notice");
  assert.match(
    await text(page, "#result"),
    /^The shop cannot accept this This was possible until Wed, 23 September 2026\./,
  );
});

test("problems stand at their fields while the form is filled in", async () => {
  const page = await form("L-1042");
  await ask(page, "1", "change-of-mind", "refund");
  for (const [typed, problem] of [
    ["3", "Only 2 can still be returned."],
    ["0", "Write a whole number from 1."],
    ["-1", "Write a whole number."],
    ["1.5", "Write a whole number."],
    ["two <b>", "Write a whole number."],
    ["99999999999999999999", "Write a whole number from 1."],
    ["", "Write a whole number."],
  ]) {
    await page.fill("#quantity-1", typed);
    assert.equal(await text(page, "#problem-quantity-1"), problem, typed);
    assert.equal(await page.locator("#quantity-1").getAttribute("aria-invalid"), "true");
    assert.equal(await page.locator("#quantity-1").inputValue(), typed, "what was typed stays");
  }
  await page.fill("#quantity-1", "2");
  assert.equal(await page.locator("#problem-quantity-1").textContent(), "");
  assert.equal(await page.locator("#quantity-1").getAttribute("aria-invalid"), null);
});

test("what is merely missing is asked for only when the form is sent", async () => {
  const page = await form("L-1042");
  assert.equal(await text(page, "#lines .state"), "Tick what you want to return.");
  await page.check("[name=line-1]");
  assert.equal(await page.locator("#problem-reason-1").textContent(), "");
  await page.click("button[type=submit]");
  assert.equal(await text(page, "#problem-reason-1"), "Please say why.");
  await page.selectOption("#reason-1", "defect");
  assert.equal(await text(page, "#problem-remedy-1"), "Please choose what you would like.");
  await page.check("[name=remedy-1][value=exchange]");
  assert.equal(await text(page, "#problem-evidence-1"), "The shop asks for this.");
  assert.equal(await text(page, "#lines .state"), "One answer is still missing.");
  await page.check("[name=evidence-1][value=photo]");
  assert.match(await send(page), /^Accepted/);
});

test("what only the buyer knows becomes a question", async () => {
  const page = await form("L-1057");
  await ask(page, "1", "change-of-mind", "refund");
  assert.match(await text(page, "#summary-1"), /^Refund It depends .*That depends on your answers/);
  assert.match(await text(page, "#questions-slot-1"), /Is it still as new\?/);
  await page.check("[name=condition-intact-1][value=false]");
  assert.match(await text(page, "#remedy-slot-1"), /Refund No/);
  await page.check("[name=condition-intact-1][value=true]");
  assert.match(await text(page, "#remedy-slot-1"), /Refund Yes until Sun, 20 December 2026/);
  assert.equal(await text(page, "#lines .state"), "Everything is there.");
});

test("a part has a choice of its own where there are parts", async () => {
  const page = await form("L-1042");
  await ask(page, "2", "defect", "repair");
  await page.selectOption("#component-2", "battery");
  for (const name of ["photo", "serial-number"]) await page.check(`[name=evidence-2][value=${name}]`);
  assert.match(await text(page, "#summary-2"), /2 years by law · 6 months by this shop/);
  assert.match(await send(page), /^Accepted/);
});

test("several lines go in one request", async () => {
  const page = await form("L-1042");
  await ask(page, "1", "wrong-size", "exchange");
  await page.check("[name=condition-intact-1][value=true]");
  await ask(page, "2", "change-of-mind", "refund");
  await page.check("[name=condition-seal-2][value=broken]");
  assert.match(await send(page), /^Accepted/);
  assert.equal(await page.locator("[name^=line-]:disabled").count(), 2);
});

/** A browser that shows an order with other facts than the shop's own. */
function tampered(page) {
  return page.route("**/api/orders", async (route) => {
    const orders = await (await route.fetch()).json();
    for (const { order } of orders) if (order.id === "L-0871") order.deliveredAt = "2026-11-18T10:00:00+01:00";
    await route.fulfill({ json: orders });
  });
}

test("a decision on changed facts is refused, and the page shows what differs", async () => {
  const page = await form("L-0871", { prepare: tampered });
  await ask(page, "2", "change-of-mind", "refund");
  assert.match(await text(page, "#summary-2"), /^Refund Yes/);
  const result = await send(page);
  assert.match(result, /^This is not what the shop decides/);
  assert.match(result, /\/lines\/0\/offers\/0\/status your page: open, the shop: closed/);
  const [{ order }] = (await site.get("/api/orders")).body.filter(({ order }) => order.id === "L-0871");
  assert.equal(order.lines[1].returned, 0, "nothing was accepted");
});

test("a changed decision id is refused", async () => {
  const page = await form("L-1042");
  await page.route("**/api/requests", (route) => {
    const body = JSON.parse(route.request().postData());
    body.decisionId = `sha256:${"f".repeat(64)}`;
    return route.continue({ postData: JSON.stringify(body) });
  });
  await ask(page, "2", "change-of-mind", "refund");
  assert.match(await send(page), /^This is not what the shop decides/);
});

test("a page whose clock is wrong sets it and may send again", async () => {
  let asked = 0;
  const prepare = (page) =>
    page.route("**/api/clock", (route) =>
      (asked += 1) > 1 ? route.continue() : route.fulfill({ json: { at: "2026-11-21T14:00:00Z", runs: false } }),
    );
  const page = await form("L-1042", { prepare });
  await ask(page, "2", "change-of-mind", "refund");
  assert.match(await send(page), /The clock of your page was wrong/);
  await page.click("button[type=submit]");
  await page.waitForSelector("#result .notice.good");
});

test("a shop out of reach is said to be", async () => {
  const page = await form("L-1042");
  await page.route("**/api/requests", (route) => route.abort());
  await ask(page, "2", "change-of-mind", "refund");
  assert.match(await send(page), /could not be reached/);
  assert.equal(await page.locator("#reason-2").inputValue(), "change-of-mind", "nothing that was filled in is lost");
});

test("the language changes in the middle, and nothing is lost", async () => {
  const page = await form("L-1042");
  await ask(page, "1", "defect", "exchange");
  await page.fill("#quantity-1", "5");
  await page.getByRole("button", { name: "中文" }).click();
  assert.equal(await page.locator("html").getAttribute("lang"), "zh-Hans");
  assert.equal(await text(page, "#problem-quantity-1"), "最多还能退 2 件。");
  assert.equal(await page.locator("#quantity-1").inputValue(), "5");
  assert.equal(await page.locator("[name=remedy-1][value=exchange]").isChecked(), true);
  assert.match(await text(page, "#summary-1"), /^换货 可以 截至2028年11月12日/);
  assert.doesNotMatch(await textOf(page), /undefined|null|NaN|\b(until|Refund|Yes)\b/);
});

test("it fits a narrow screen, in both languages", async () => {
  for (const language of ["en", "zh"]) {
    const page = await form("L-1057", { language, viewport: { width: 360, height: 740 } });
    for (const line of ["1", "2", "3", "4"]) await ask(page, line, "defect", "refund");
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
  }
});

test("it can be filled in and sent from the keyboard alone", async () => {
  const page = await form("L-1042");
  await page.focus("[name=line-2]");
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.type("I changed");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  assert.equal(await page.locator("[name=remedy-2][value=refund]").isChecked(), true);
  await page.focus("button[type=submit]");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#result .notice.good");
});

test("every field has a name, and every problem is tied to its field", async () => {
  const page = await form("L-1042");
  await ask(page, "2", "defect", "repair");
  const loose = await page.evaluate(() => {
    const { shadowRoot } = document.querySelector("return-request");
    const nameless = [document, shadowRoot]
      .flatMap((root) => [...root.querySelectorAll("input, select")])
      .filter(({ labels }) => labels.length === 0);
    const untied = [...shadowRoot.querySelectorAll("[data-field]")].filter(
      (field) => !shadowRoot.getElementById(field.getAttribute("aria-describedby")),
    );
    if (shadowRoot.querySelectorAll("[data-field]").length === 0) return ["no fields"];
    return [...nameless, ...untied].map(({ outerHTML }) => outerHTML);
  });
  assert.deepEqual(loose, []);
});
