// Whatever an element is given: a plain message, never an exception or an empty box.

import { compile } from "/pkg/page.js";
import { check, listen, matches, put, same, settled, textOf } from "./check.js";
import { at, order, product } from "./setup.js";

const circle = {};
circle.self = circle;

export function checkNonsense({ policy, documents }) {
  const sound = { policy, product, order, at, expectedDelivery: "2026-11-24" };
  const freed = compile(documents).value;
  freed.free();
  const policies = [
    42,
    "{",
    "[]",
    "nonsense",
    [],
    {},
    [{}],
    true,
    circle,
    Symbol.iterator,
    () => 1,
    "null",
    "[null]",
    documents.replace("lantern", "lamp"),
    documents.slice(0, -9),
    freed,
    { terms: () => 5, evaluate: () => 5, validate: () => 5 },
    { terms: () => ({ ok: true, value: {} }), evaluate: () => ({ ok: true, value: {} }) },
    { terms: () => ({ ok: true }), evaluate: () => ({ ok: true }) },
    { terms: () => ({ ok: false }), evaluate: () => ({ ok: false }) },
    {
      terms() {
        throw "no";
      },
      evaluate() {
        throw undefined;
      },
    },
  ];
  const instants = [
    undefined,
    null,
    "",
    "yesterday",
    5,
    "2026-13-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "+275760-09-13T00:00:00Z",
    {},
    circle,
  ];
  const bad = { market: 5, category: {}, tags: "x", currency: "euro", conditions: 5 };
  const cases = {
    policy: policies,
    at: instants,
    product: [
      undefined,
      null,
      "",
      "{",
      5,
      [],
      "[]",
      bad,
      circle,
      "null",
      { ...product, conditions: 5 },
      { ...product, unitPrice: -1 },
    ],
    expectedDelivery: ["tomorrow", "2026-02-30", "9999-12-31", 5, {}, circle],
    order: [
      "{",
      5,
      [],
      "[]",
      bad,
      circle,
      "null",
      {},
      { ...order, lines: 5 },
      { ...order, lines: [{}] },
      { ...order, deliveredAt: "x" },
    ],
  };
  const elements = {
    "return-policy": ["policy", "at", "product", "expectedDelivery"],
    "return-request": ["policy", "at", "order"],
  };

  for (const [name, properties] of Object.entries(elements))
    for (const property of properties)
      check(`<${name}> says what is wrong with a nonsensical \`${property}\`, and recovers`, async () => {
        for (const [index, value] of cases[property].entries()) {
          const why = `${property} ${index}`;
          const element = await put(name, { properties: { ...sound, [property]: value } });
          const text = textOf(element);
          if (text.length < 5) throw new Error(`${why}: "${text}" says nothing`);
          if (/undefined|\[object|NaN|Invalid/.test(text.split("What is wrong")[0]))
            throw new Error(`${why}: "${text}"`);
          if (element.checkValidity) same(element.checkValidity(), false, why);
          for (const each of [sound[property], value, sound[property]]) {
            element[property] = each;
            await settled();
          }
          const recovered = name === "return-policy" ? /Refund Yes/ : /Tick what you want/;
          matches(textOf(element), recovered, `${why} recovers:`);
          element.remove();
        }
      });

  check("what is wrong is told to the page", async () => {
    const terms = document.createElement("return-policy");
    const told = listen(terms, "return-policy-change");
    Object.assign(terms, { ...sound, policy: "[]", at: "yesterday" });
    document.body.append(terms);
    await settled();
    same(
      told.map(({ problems }) => problems.map(({ code }) => code)),
      [["no-policy", "not-sealed"]],
    );
    terms.policy = policy;
    await settled();
    same(
      told[1].problems.map(({ path, code }) => [path, code]),
      [["/at", "bad-form"]],
    );
    matches(textOf(terms), /The terms of return cannot be shown right now/);
  });

  check("markup in what is given stays text", async () => {
    const nasty = "<img src=x onerror=alert(1)>";
    const form = await put("return-request", { properties: { ...sound, items: { shirt: { name: nasty } } } });
    matches(textOf(form), /<img src=x/);
    const terms = await put("return-policy", { properties: { ...sound, at: nasty } });
    same(
      [form, terms].map(({ shadowRoot }) => shadowRoot.querySelectorAll("img").length),
      [0, 0],
    );
  });
}
