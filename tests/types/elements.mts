// A page with the elements, as its author types it.

import { compile } from "return-policy/page";
import { type Language, ReturnPolicy, speak } from "return-policy/elements";
import { ReturnPolicy as Alone } from "return-policy/elements/return-policy.js";
import en from "return-policy/elements/en.js";
import zh from "return-policy/elements/zh.js";

const ours: Language = { ...en, words: { ...en.words, documents: { acme: "Acme's terms" } } };
speak(ours, zh);

const compiled = compile("…");
const terms = document.createElement("return-policy") satisfies Alone & ReturnPolicy;
if (compiled.ok) terms.policy = compiled.value;
terms.product = { market: "DE", category: "shoes" };
terms.at = new Date().toISOString();
terms.open = true;
terms.addEventListener("return-policy-change", ({ detail }) => detail.answer?.offers.map(({ remedy }) => remedy));
terms.addEventListener("return-policy-toggle", ({ detail: { open } }) => open satisfies boolean);
terms.addEventListener("click", (event) => event.clientX);

const form = document.querySelector("return-request");
if (form) {
  form.order = { id: "1", lines: [] };
  form.items = { shoe: { name: "Shoe", components: ["sole"] } };
  form.addEventListener("return-request-change", ({ detail: { request, problems, acceptable } }) => {
    if (acceptable) send(request.lines.length);
    else problems.filter(({ code }) => code === "unusable");
  });
  if (form.reportValidity()) send(form.value.length);
  form.request = { lines: [{ line: "shoe", reason: "defect" }] };
}

// @ts-expect-error the order is no number
form!.order = 5;
// @ts-expect-error there is no such event detail
terms.addEventListener("return-policy-change", ({ detail }) => detail.nothing);

declare function send(size: number): void;
