// What the built module asks of its hosts.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import binaryen from "binaryen";
import { path } from "./project.mjs";

const numbers = new Set([binaryen.i32, binaryen.i64, binaryen.f32, binaryen.f64]);

/** The functions a module exports whose results are not all numbers. */
function returningReferences(bytes) {
  const module = binaryen.readBinary(bytes);
  const indices = Array.from({ length: module.getNumExports() }, (_, index) => index);
  return indices
    .map((index) => binaryen.getExportInfo(module.getExportByIndex(index)))
    .filter(({ kind }) => kind === binaryen.ExternalFunction)
    .map(({ name, value }) => ({ name, results: binaryen.getFunctionInfo(module.getFunction(value)).results }))
    .filter(({ results }) => !binaryen.expandType(results).every((type) => numbers.has(type)))
    .map(({ name }) => name);
}

// Node 20 and 22 abort when they deoptimise a hot call whose result is an externref.
test("no exported function returns a reference", async () => {
  assert.deepEqual(returningReferences(await readFile(path("pkg/return_policy_bg.wasm"))), []);
});

test("a function that returned one would be found", () => {
  const text = `(module
    (func (export "number") (result i32) (i32.const 1))
    (func (export "pair") (result i32 i64) (tuple.make 2 (i32.const 1) (i64.const 2)))
    (func (export "reference") (param externref) (result externref) (local.get 0))
    (func (export "among") (param externref) (result i32 externref) (tuple.make 2 (i32.const 1) (local.get 0))))`;
  const module = binaryen.parseText(text);
  module.setFeatures(binaryen.Features.All);
  assert.deepEqual(returningReferences(module.emitBinary()), ["reference", "among"]);
});

test("the module imports from its own glue alone", async (context) => {
  const imports = WebAssembly.Module.imports(await WebAssembly.compile(await readFile(path("pkg/return_policy_bg.wasm"))));
  for (const { module, name, kind } of imports) context.diagnostic(`imports ${kind} ${name} from ${module}`);
  assert.deepEqual([...new Set(imports.map(({ module }) => module))], ["./return_policy_bg.js"]);
});
