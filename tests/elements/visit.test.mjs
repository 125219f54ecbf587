// What visitors do: by keyboard, from right to left, in the dark, with a reader, and sending the form.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, afterEach, before, test } from "node:test";
import { text, visit } from "./browser.mjs";
import { serve } from "./site.mjs";

let site;
let visitor;
let axe;

before(async () => {
  axe = await readFile(new URL(import.meta.resolve("axe-core/axe.min.js")), "utf8");
  site = await serve();
  visitor = await visit(site);
});

afterEach(async () => assert.deepEqual(await visitor.leave(), [], "nothing goes wrong, and nothing is forbidden"));

after(async () => {
  await visitor?.stop();
  await site?.stop();
});

/** What has the focus, through every shadow. */
function focused(page) {
  return page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at.name || at.id || at.localName;
  });
}

async function ask(page, line, reason, remedy) {
  await page.locator(`[name=line-${line}]`).check();
  await page.locator(`#reason-${line}`).selectOption(reason);
  if (remedy) await page.locator(`[name=remedy-${line}][value=${remedy}]`).check();
}

test("the terms open and close by keyboard", async () => {
  const page = await visitor.open("/shop.html");
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "summary");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => terms.open);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  assert.match(await text(page, "return-policy .why >> nth=0"), /Directive 2011\/83\/EU, article 9\(2\)\(b\)/);
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => !terms.open);
});

test("the form can be filled in and sent by keyboard alone, and the backend decides the same", async () => {
  const page = await visitor.open("/shop.html");
  await page.locator("#email").focus();
  const keys = ["Tab", "Tab", "Space", "Tab", "Tab"]; // over the first line, which stays as it is
  for (const key of keys) await page.keyboard.press(key);
  assert.equal(await focused(page), "reason-headphones");
  await page.keyboard.type("I changed");
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "remedy-headphones");
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "condition-seal-headphones", "the question comes right after");
  await page.keyboard.press("Space");
  assert.equal(await text(page, "return-request .state"), "Everything is there.");
  const request = await page.evaluate(() => returns.request);
  assert.deepEqual(request.lines[0].conditions, { seal: "intact" });
  const decision = await page.evaluate(() =>
    policy.validate({ order: returns.order, request: returns.request, at: returns.at }),
  );
  await page.getByRole("button", { name: "Send" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/requests");
  const answer = JSON.parse(await page.locator("body").innerText());
  assert.deepEqual(answer.request, request);
  assert.deepEqual(answer.decided, decision);
  assert.equal(answer.decided.value.acceptable, true);
});

test("a form with problems is not sent: all are shown, and the focus goes to the first", async () => {
  const page = await visitor.open("/shop.html");
  const send = page.getByRole("button", { name: "Send" });
  await send.click();
  assert.equal(await focused(page), "line-shirt", "nothing is chosen yet");
  await ask(page, "shirt", "defect", "exchange");
  await page.locator("[name=line-headphones]").check();
  await send.click();
  assert.equal(await focused(page), "evidence-shirt");
  assert.equal(await text(page, "#problem-evidence-shirt"), "The shop asks for this.");
  assert.equal(await text(page, "#problem-reason-headphones"), "Please say why.");
  await page.locator("[name=evidence-shirt][value=photo]").check();
  await send.click();
  assert.equal(await focused(page), "reason-headphones");
  const field = page.locator("#reason-headphones");
  assert.equal(await field.getAttribute("aria-invalid"), "true");
  assert.equal(await field.getAttribute("aria-describedby"), "problem-reason-headphones");
  assert.equal(new URL(page.url()).pathname, "/shop.html", "nothing was sent");
});

test("the focus stays where it is while the answer changes", async () => {
  const page = await visitor.open("/shop.html");
  await ask(page, "shirt", "change-of-mind", "refund");
  await page.locator("[name=condition-intact-shirt][value=true]").focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(page), "condition-intact-shirt");
  assert.deepEqual(await page.evaluate(() => returns.request.lines[0].conditions), { intact: false });
});

test("a reader hears every answer and every state", async () => {
  const page = await visitor.open("/shop.html");
  await ask(page, "headphones", "change-of-mind", "refund");
  const live = page.locator("return-request [aria-live=polite] >> visible=true");
  assert.match(
    (await live.innerText()).replaceAll(/\s+/g, " "),
    /^Refund Yes until Sat, 12 December 2026 21 days left/,
  );
  assert.equal(await page.locator("return-request [role=status]").innerText(), "Everything is there.");
  const tree = await page.locator("form").ariaSnapshot();
  const devtools = await page.context().newCDPSession(page);
  const { nodes } = await devtools.send("Accessibility.getFullAXTree");
  const groups = nodes.filter(({ role, name }) => role?.value === "group" && name?.value === "What do you return?");
  assert.equal(groups.length, 1, "the form is a group with the name it was given");
  for (const part of [
    /checkbox "Quiet headphones 1 bought" \[checked\]/,
    /radiogroup "What would you like"/,
    /combobox "Why"/,
    /textbox "How many": "1"/,
  ])
    assert.match(tree, part);
  await page.evaluate(() => (terms.expectedDelivery = "2026-12-01"));
  assert.match(await page.locator("return-policy [role=status]").textContent(), /until Thu, 31 December 2026/);
});

test("from right to left everything stands on the other side", async () => {
  const page = await visitor.open("/shop.html?dir=rtl&lang=ar&open", { viewport: { width: 900, height: 900 } });
  assert.match(await text(page, "return-policy .headline"), /استرداد نعم/, "a shop may bring a language of its own");
  const left = async (selector) => (await page.locator(`${selector} >> visible=true >> nth=0`).boundingBox()).x;
  await page.locator("return-policy .why summary >> nth=0").click();
  assert.ok((await left("return-policy .title")) > (await left("return-policy .headline .badge")));
  assert.ok((await left("return-policy dt")) > (await left("return-policy dd")));
  await ask(page, "shirt", "defect");
  assert.ok((await left("return-request [name=line-shirt]")) > (await left("return-request .line-name")));
  const border = await page
    .locator("return-policy .why li >> nth=0")
    .evaluate((li) => getComputedStyle(li).borderRightWidth);
  assert.equal(border, "3px");
});

test("pages may style parts, put in content and choose colours", async () => {
  const page = await visitor.open("/shop.html?open");
  const shown = await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      "return-policy::part(card) { padding-top: 99px } return-policy::part(open) { color: rgb(1, 2, 3) } return-policy { --return-policy-line: rgb(4, 5, 6) }",
    );
    document.adoptedStyleSheets = [sheet];
    const title = document.createElement("strong");
    Object.assign(title, { slot: "title", textContent: "Our promise" });
    terms.append(title, "More on our pages.");
    const style = (selector) => getComputedStyle(terms.shadowRoot.querySelector(selector));
    return [
      style(".card").paddingTop,
      style(".badge.open").color,
      style(".card").borderTopColor,
      title.offsetHeight > 0,
    ];
  });
  assert.deepEqual(shown, ["99px", "rgb(1, 2, 3)", "rgb(4, 5, 6)", true]);
  assert.match(await page.locator("return-policy").getByText("More on our pages.").count().then(String), /1/);
});

test("it fits a narrow screen", async () => {
  for (const lang of ["en", "zh"]) {
    const page = await visitor.open(`/shop.html?open&lang=${lang}`, { viewport: { width: 320, height: 700 } });
    for (const line of ["shirt", "headphones"]) await ask(page, line, "defect", "refund");
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320, lang);
  }
});

const looks = [
  ["light", "?open&lang=en"],
  ["dark", "?open&lang=en"],
  ["dark", "?open&lang=zh"],
  ["light", "?open&lang=ar&dir=rtl"],
];

for (const [colorScheme, address] of looks)
  test(`axe finds nothing in ${colorScheme}, ${address}`, async () => {
    const page = await visitor.open(`/shop.html${address}`, { colorScheme });
    await assertAccessible(page, "untouched");
    await ask(page, "shirt", "defect", "exchange");
    await ask(page, "headphones", "change-of-mind", "refund");
    await page.locator("#quantity-shirt").fill("7");
    await page.evaluate(() => returns.reportValidity());
    await page.locator("return-policy .why summary >> nth=0").click();
    await assertAccessible(page, "with problems");
    await page.evaluate(() => Object.assign(terms, { product: 5 }) && Object.assign(returns, { at: "x" }));
    await assertAccessible(page, "with nonsense");
  });

async function assertAccessible(page, why) {
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate(() => globalThis.axe.run());
  assert.ok(
    passes.some(({ id }) => id === "color-contrast"),
    "contrast was looked at",
  );
  const found = violations.map(
    ({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ html, failureSummary }) => html + failureSummary)}`,
  );
  assert.deepEqual(found, [], why);
}
