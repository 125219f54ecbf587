// What the built modules ask of their hosts.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import binaryen from "binaryen";
import { path } from "./project.mjs";

const modules = ["return_policy", "return_policy_page"];
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
  for (const module of modules) assert.deepEqual(returningReferences(await readFile(path(`pkg/${module}_bg.wasm`))), []);
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

test("a module imports from its own glue alone", async (context) => {
  for (const name of modules) {
    const module = await WebAssembly.compile(await readFile(path(`pkg/${name}_bg.wasm`)));
    const imports = WebAssembly.Module.imports(module);
    for (const { module, name, kind } of imports) context.diagnostic(`imports ${kind} ${name} from ${module}`);
    assert.deepEqual([...new Set(imports.map(({ module }) => module))], [`./${name}_bg.js`]);
  }
});
