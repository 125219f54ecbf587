// The product page: the answer before purchase, and what changes it.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { Site, textOf, visit } from "./site.mjs";

let site;
let visitor;

before(async () => {
  site = await Site.start();
  visitor = await visit(site);
});

afterEach(async () => {
  assert.deepEqual(await visitor.leave(), [], "nothing goes wrong in the pages, and they load nothing from elsewhere");
});

after(async () => {
  await visitor?.stop();
  await site?.stop();
});

/** Opens the page and chooses. */
async function shown({
  sku = "shirt-linen",
  market = "DE",
  delivery = "2026-03-03",
  tier = "",
  language = "en",
  ...options
} = {}) {
  const page = await visitor.open(`/?lang=${language}`, options);
  await page.locator(`input[name=sku][value=${sku}]`).check({ force: true });
  await page.selectOption("#market", market);
  await page.fill("#delivery", delivery);
  await page.selectOption("#tier", tier);
  return page;
}

/** The text of a card: 0 is change of mind, 1 defects, 2 the warranty. */
async function card(page, index = 0) {
  return (await page.locator("#answer .card").nth(index).innerText()).replaceAll(/\s+/g, " ");
}

async function answer(page, name, value) {
  await page.locator(`input[data-condition=${name}][value=${value}]`).check({ force: true });
}

test("two markets have two answers", async () => {
  const page = await shown({ sku: "headphones-quiet" });
  await answer(page, "seal", "intact");
  assert.match(await card(page), /Refund Yes until Thu, 2 April 2026 14 days by law · 30 days by this shop/);
  assert.match(await card(page), /You pay the carrier, €4\.90 at most/);
  await page.selectOption("#market", "CN");
  await answer(page, "intact", "true");
  assert.match(await card(page), /Refund Yes until Thu, 2 April 2026 7 days by law · 30 days by this shop/);
  assert.match(await card(page), /You pay the carrier What comes back ¥899\.00/);
});

test("the shop excludes what a law grants: only the law's offer is left", async () => {
  const page = await shown({ sku: "scarf-outlet" });
  assert.match(await card(page), /Refund Yes until Tue, 17 March 2026 14 days by law Sending it back/);
  assert.doesNotMatch(await card(page), /Exchange/);
});

test("fresh food cannot be sent back, but faulty food is paid back", async () => {
  const page = await shown({ sku: "berries-box" });
  assert.match(await card(page), /^If I change my mind Refund No Why\?/);
  assert.match(await card(page, 1), /Refund Yes until Thu, 5 March 2026 2 years by law · 2 days by this shop/);
});

test("the day of delivery moves the last day", async () => {
  const page = await shown();
  await answer(page, "intact", "true");
  assert.match(await card(page), /until Thu, 2 April 2026/);
  await page.fill("#delivery", "2026-03-04");
  assert.match(await card(page), /until Fri, 3 April 2026/);
  assert.match(await page.locator("#answer .terms").innerText(), /If it is delivered on Wed, 4 March 2026/);
});

test("without a day of delivery there are lengths", async () => {
  const page = await shown({ delivery: "" });
  await answer(page, "intact", "true");
  assert.match(await card(page), /Refund Yes within 30 days of delivery 14 days by law · 30 days by this shop/);
  assert.match(
    await card(page),
    /14 days by law Sending it back You pay the carrier What/,
    "each says what it grants by itself",
  );
});

test("gold members have longer, and send back free of charge", async () => {
  const page = await shown({ tier: "gold" });
  await answer(page, "intact", "true");
  assert.match(
    await card(page),
    /until Fri, 17 April 2026 14 days by law · 45 days by this shop Sending it back Free: the shop pays/,
  );
});

test("what is undecided is answered in every case, and a question settles it", async () => {
  const page = await shown();
  assert.match(await card(page), /If it is still as new Refund Yes until Thu, 2 April 2026/);
  assert.match(await card(page), /If it shows wear Refund Yes until Tue, 17 March 2026/);
  await answer(page, "intact", "false");
  assert.doesNotMatch(await card(page), /If it|2 April/);
  await answer(page, "intact", "true");
  assert.doesNotMatch(await card(page), /If it is|17 March/);
});

test("when the law's days are over the shop's own terms are left", async () => {
  const page = await shown({ sku: "headphones-quiet" });
  await answer(page, "seal", "broken");
  assert.match(
    await card(page),
    /€129\.00, the full price, and the price of standard delivery When it comes back [^.]+ From Wed, 18 March 2026/,
  );
  assert.match(
    await card(page),
    /The price less 15% \(€109\.65\), without the delivery charge When it comes back Not stated/,
  );
});

test("it says by when the money comes back", async () => {
  const page = await shown({ sku: "headphones-quiet" });
  await answer(page, "seal", "intact");
  assert.match(
    await card(page),
    /When it comes back 14 days after the arrival of your notice, or the day of the goods' arrival at the shop or your sending them back, whichever is last/,
  );
  await page.selectOption("#market", "CN");
  await answer(page, "intact", "true");
  assert.match(await card(page), /When it comes back within 7 days of the goods' arrival at the shop/);
  await page.getByRole("button", { name: "中文" }).click();
  assert.match(await card(page), /退款期限 店铺收到退货后7天内/);
  await page.selectOption("#market", "DE");
  assert.match(await card(page), /退款期限 店铺收到通知后14天、店铺收到退货或您寄回商品当天，以较晚者为准/);
});

test("it says who must prove a fault, and until when", async () => {
  const page = await shown({ sku: "headphones-quiet" });
  const disputed = /If the fault is disputed The shop must prove that it was not there on delivery/;
  assert.match(await card(page, 1), disputed);
  assert.match(await card(page, 1), /until Wed, 3 March 2027, then you that it was/);
  await page.selectOption("#market", "FR");
  assert.match(await card(page, 1), /until Fri, 3 March 2028, then you that it was/);
  await page.fill("#delivery", "");
  assert.match(await card(page, 1), /delivery, for 2 years after delivery, then you that it was/);
  await page.selectOption("#market", "CN");
  assert.match(await card(page, 1), /If the fault is disputed You must prove that it was there on delivery/);
  await page.getByRole("button", { name: "中文" }).click();
  assert.match(await card(page, 1), /质量争议 由您证明交付时已有问题/);
  await page.selectOption("#market", "DE");
  assert.match(await card(page, 1), /质量争议 送达后1年内由店铺证明交付时没有问题，此后由您证明/);
  await page.fill("#delivery", "2026-03-03");
  assert.match(await card(page, 1), /截至2027年3月3日周三由店铺证明交付时没有问题，此后由您证明/);
});

test("the warranty tells the parts apart", async () => {
  const page = await shown({ sku: "headphones-quiet" });
  assert.match(await card(page, 2), /The whole thing until Fri, 3 March 2028 2 years by law · 1 year by this shop/);
  assert.match(await card(page, 2), /Battery until Fri, 3 March 2028 2 years by law · 6 months by this shop/);
  assert.equal((await card(page, 2)).match(/The whole thing/g).length, 1);
});

test("every answer says why", async () => {
  const page = await shown();
  const why = page.locator("#answer .why").first();
  await why.locator("summary").click();
  const text = (await why.innerText()).replaceAll(/\s+/g, " ");
  assert.match(text, /European law Directive 2011\/83\/EU, article 9\(2\)\(b\)/);
  assert.match(text, /Lantern Market's terms Lantern Market terms, 2\.1/);
  assert.match(text, /rule changed-mind, version 2026-11-01/);
});

test("the page speaks both languages, and remembers which", async () => {
  const page = await shown({ sku: "headphones-quiet" });
  await answer(page, "seal", "intact");
  await page.getByRole("button", { name: "中文" }).click();
  assert.equal(await page.locator("html").getAttribute("lang"), "zh-Hans");
  assert.match(await card(page), /^不想要了 退货退款 可以 截至2026年4月2日周四 法定14天 · 本店30天/);
  assert.equal(
    await page.locator("input[data-condition=seal][value=intact]").isChecked(),
    true,
    "what was chosen stays",
  );
  assert.doesNotMatch((await textOf(page)).replaceAll(/\(c\)/g, ""), /\b(Refund|Exchange|until|undefined|null|NaN)\b/);
  await page.goto(`${site.address}/return.html`);
  await page.waitForSelector(".line");
  assert.equal(await page.locator("html").getAttribute("lang"), "zh-Hans");
});

test("no text is missing in any market, product or language", async () => {
  for (const language of ["en", "zh"]) {
    const page = await shown({ language });
    for (const sku of ["shirt-linen", "scarf-outlet", "headphones-quiet", "berries-box"]) {
      await page.locator(`input[name=sku][value=${sku}]`).check({ force: true });
      for (const market of ["CN", "DE", "ES", "FR", "IT", "PL"]) {
        await page.selectOption("#market", market);
        assert.doesNotMatch(await textOf(page), /undefined|null|NaN|\[object|Invalid/, `${language} ${sku} ${market}`);
      }
    }
  }
});

test("it fits a narrow screen and can be used from the keyboard", async () => {
  const page = await shown({ viewport: { width: 360, height: 740 }, sku: "headphones-quiet" });
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
  await page.locator("input[data-condition=seal][value='']").focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.locator("input[data-condition=seal][value=intact]").isChecked(), true);
  assert.equal(await page.evaluate(() => document.activeElement.value), "intact", "the focus stays where it was");
});

test("every field has a name", async () => {
  const page = await shown({ sku: "headphones-quiet" });
  const nameless = await page.evaluate(
    () => [...document.querySelectorAll("input, select")].filter(({ labels }) => labels.length === 0).length,
  );
  assert.equal(nameless, 0);
});
