// A page with both elements; the address says in which language and direction, and what is open.

import { speak } from "/pkg/elements.js";
import en from "/pkg/elements/en.js";
import zh from "/pkg/elements/zh.js";
import { at, items, open, order, product } from "./setup.js";

// A language of the shop's own: only what is needed to see that it is used.
const arabic = {
  tag: "ar",
  format: "ar-EG",
  words: { ...en.words, remedies: { refund: "استرداد" }, status: { ...en.words.status, open: "نعم" } },
};

speak(en, zh, arabic);

const wanted = new URLSearchParams(location.search);
const page = document.documentElement;
page.lang = wanted.get("lang") ?? "en";
page.dir = wanted.get("dir") ?? "";
const policy = await open();
const terms = document.querySelector("return-policy");
const form = document.querySelector("return-request");
document.querySelector("#order").value = JSON.stringify(order);
Object.assign(terms, { policy, product, at, expectedDelivery: "2026-11-24", open: wanted.has("open") });
Object.assign(form, { policy, order, items, at });
Object.assign(window, { terms, returns: form, policy, product });
page.dataset.ready = "";
