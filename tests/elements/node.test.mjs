// Where there are no elements: pages that a server renders import what the browser will.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ReturnPolicy, ReturnRequest, speak } from "../../pkg/elements.js";
import en from "../../pkg/elements/en.js";

test("the elements can be imported in Node, and do nothing", () => {
  assert.equal(globalThis.customElements, undefined);
  speak(en);
  assert.deepEqual([ReturnPolicy.takes.product, ReturnRequest.formAssociated], ["product", true]);
});
