// Scripts for old hosts use no newer JavaScript than those hosts read.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { parse } from "acorn";
import { path } from "./project.mjs";

const scripts = ["classic/inline.js", "classic/page.js", "classic/fallback.js", "mini-program/index.js"];

for (const script of scripts) {
  test(`${script} is JavaScript of 2015, and no module`, async () => {
    parse(await readFile(path(`pkg/${script}`), "utf8"), { ecmaVersion: 2015, sourceType: "script" });
  });
}

test("fallback.js is a module in JavaScript of 2015", async () => {
  parse(await readFile(path("pkg/fallback.js"), "utf8"), { ecmaVersion: 2015, sourceType: "module" });
});

test("newer JavaScript would be found", () => {
  for (const text of ["a?.b", "async () => {}", "class A { #b }", "export {}"]) assert.throws(() => parse(text, { ecmaVersion: 2015 }));
});
