// <return-policy>: what goes in, what is shown, what comes out.

import { check, find, listen, matches, put, same, settled, textOf } from "./check.js";
import { at, product } from "./setup.js";

const expectedDelivery = "2026-11-24";

export function checkPolicy({ policy, documents }) {
  const properties = { policy, product, at, expectedDelivery };

  check("attributes alone are enough", async () => {
    const attributes = {
      policy: documents,
      product: JSON.stringify(product),
      at,
      "expected-delivery": expectedDelivery,
    };
    const terms = await put("return-policy", { attributes });
    // 30 days of the shop after 24 November; a worn shirt has the law's 14 alone.
    matches(textOf(terms), /Refund Yes until Thu, 24 December 2026 or until Tue, 8 December 2026/);
    same(terms.open, false);
  });

  check("sealed documents say what the compiled policy says", async () => {
    const texts = [];
    for (const each of [policy, documents, JSON.parse(documents)])
      texts.push(textOf(await put("return-policy", { properties: { ...properties, policy: each, open: true } })));
    matches(texts[0], /If it is faulty/);
    same(new Set(texts).size, 1);
  });

  check("a property set before the element is known counts", async () => {
    const elsewhere = document.implementation.createHTMLDocument();
    const terms = elsewhere.createElement("return-policy");
    Object.assign(terms, properties);
    document.body.append(terms);
    await settled();
    matches(textOf(terms), /Refund Yes/);
  });

  check("it waits for its policy", async () => {
    const terms = await put("return-policy", { properties: { product, at } });
    same(textOf(terms), "One moment …");
    terms.policy = policy;
    await settled();
    matches(textOf(terms), /Refund Yes within 30 days of delivery or within 14 days of the last delivery$/);
  });

  check("what goes wrong is said once, and stays open to be read", async () => {
    const terms = await put("return-policy", { properties: { ...properties, at: "x" } });
    const message = find(terms, "[role=alert]");
    terms.product = { ...product, unitPrice: 1 };
    await settled();
    same([find(terms, "[role=alert]") === message, terms.answer], [true, undefined]);
  });

  check("it tells the answer, and what it hangs on, once", async () => {
    const terms = document.createElement("return-policy");
    const told = listen(document.body, "return-policy-change");
    Object.assign(terms, properties);
    document.body.append(terms);
    await settled();
    same(told.length, 1);
    same(told[0].conditions, ["intact"]);
    same(told[0].answer, terms.answer);
    const intact = { ...product, conditions: { intact: true } };
    terms.product = intact;
    await settled();
    same(terms.answer, policy.terms({ product: intact, at, expectedDelivery }).value, "the engine's own answer:");
    same(told.length, 2);
    terms.product = { ...intact };
    await settled();
    same(told.length, 2, "nothing is told twice:");
    matches(textOf(terms), /^Returns and warranty Refund Yes until Thu, 24 December 2026(?! or)/);
  });

  check("it opens and closes, and tells only what the visitor does", async () => {
    const terms = await put("return-policy", { properties });
    const told = listen(terms, "return-policy-toggle");
    const details = find(terms, "details");
    terms.open = true;
    await settled();
    await settled();
    same([details.open, terms.hasAttribute("open"), told], [true, true, []]);
    find(terms, "summary").click();
    await settled();
    await settled();
    same([details.open, terms.open, told], [false, false, [{ open: false }]]);
  });

  check("opening stays while the answer changes, and a reader hears the new one", async () => {
    const terms = await put("return-policy", { properties: { ...properties, open: true } });
    const details = find(terms, "details");
    same(find(terms, "[role=status]").textContent, "");
    terms.expectedDelivery = "2026-11-25";
    await settled();
    same([find(terms, "details") === details, details.open], [true, true]);
    matches(find(terms, "[role=status]").textContent, /Refund Yes until Fri, 25 December 2026/);
  });

  check("every term is shown", async () => {
    const headphones = {
      ...product,
      category: "electronics/headphones",
      unitPrice: 12900,
      conditions: { seal: "intact" },
    };
    const given = { ...properties, product: headphones, components: ["battery"], open: true };
    const text = textOf(await put("return-policy", { properties: given }));
    for (const pattern of [
      /If it is delivered on Tue, 24 November 2026/,
      /If I change my mind Refund Yes until Thu, 24 December 2026 14 days by law · 30 days by this shop/,
      /Sending it back You pay the carrier, €4\.90 at most/,
      /What comes back €129\.00, the full price/,
      /If it is faulty Repair Yes/,
      /Warranty, part by part/,
      /Battery until/,
    ])
      matches(text, pattern);
  });

  check("what is not known of the product is named", async () => {
    const text = textOf(
      await put("return-policy", { properties: { ...properties, product: { market: "DE" }, open: true } }),
    );
    matches(text, /It hangs on: category, membership, marked as final sale, and \d+ more/);
  });

  check("where nothing is offered it says so", async () => {
    const text = textOf(
      await put("return-policy", { properties: { ...properties, product: { ...product, market: "US" } } }),
    );
    same(text, "Returns and warranty Nothing is offered here.");
  });

  check("it draws again where it is moved, and not while it is nowhere", async () => {
    const terms = await put("return-policy", { properties });
    terms.remove();
    terms.product = { ...product, tier: "gold", conditions: { intact: true } };
    await settled();
    matches(textOf(terms), /24 December/);
    document.body.append(terms);
    await settled();
    matches(textOf(terms), /until Fri, 8 January 2027/); // 45 days
  });
}
