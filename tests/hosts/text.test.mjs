// The UTF-8 of hosts that have none is that of the encoding standard.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as own from "../../pkg-template/hosts/text.js";

const texts = ["", "a", "\0", "\x7f\x80", "\u07ff\u0800", "\uffff", "é漢😀", "\ud83d", "\ude00a", "\ud83d\ud83d\ude00", "\u{10ffff}", "漢😀".repeat(5000)];

for (const text of texts) {
  test(`${JSON.stringify(text.slice(0, 8))} and the ${text.length} units it begins`, () => {
    const bytes = new TextEncoder().encode(text);
    assert.deepEqual([...new own.TextEncoder().encode(text)], [...bytes]);
    const room = new Uint8Array(text.length * 3);
    assert.deepEqual(new own.TextEncoder().encodeInto(text, room), { read: text.length, written: bytes.length });
    assert.equal(new own.TextDecoder().decode(bytes), new TextDecoder().decode(bytes));
  });
}
