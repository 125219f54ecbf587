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

/** What each module asks of JavaScript: both how to throw, and the one with the checks how to make a problem an object. */
const imported = {
  return_policy: ["Error", "__wbindgen_is_string", "__wbindgen_throw", "cast", "drop", "new", "push", "set"],
  return_policy_page: ["__wbindgen_throw"],
};

/** The names in the glue without what tells apart those that are alike. */
const plain = (name) =>
  name.replace(/^__wbindgen_generic_\d+$/, "cast").replace(/^__wbindgen_object_drop_ref$/, "drop").replace(/^__wbg_(.*)_[0-9a-f]{16}$/, "$1");

test("a module imports nothing but how to throw and to make objects", async () => {
  for (const name of modules) {
    const imports = WebAssembly.Module.imports(await WebAssembly.compile(await readFile(path(`pkg/${name}_bg.wasm`))));
    assert.deepEqual([...new Set(imports.map(({ name }) => plain(name)))].sort(), imported[name]);
    assert.deepEqual(imports.filter(({ kind, module }) => kind !== "function" || module !== `./${name}_bg.js`), []);
  }
});

/** The types of functions that a module has, each as the bytes of its parameters and of its results. */
function functionTypes(bytes) {
  let place = 8;
  const number = () => {
    let [value, shift, byte] = [0, 0, 0];
    do {
      byte = bytes[place++];
      value += (byte & 0x7f) * 2 ** shift;
      shift += 7;
    } while (byte >= 0x80);
    return value;
  };
  const list = (read) => Array.from({ length: number() }, read);
  while (place < bytes.length) {
    const [section, length] = [bytes[place++], number()];
    if (section !== 1) place += length;
    else return list(() => (assert.equal(bytes[place++], 0x60), { takes: list(number), gives: list(number) }));
  }
  return [];
}

const numberTypes = [0x7f, 0x7e, 0x7d, 0x7c]; // i32, i64, f32, f64

/** Types that the first WebAssembly does not know: with references, or more than one result. */
const newer = ({ takes, gives }) => gives.length > 1 || [...takes, ...gives].some((type) => !numberTypes.includes(type));

// Old webviews know neither, nor does the translation to JavaScript.
test("no function takes or gives a reference, or gives more than one value", async () => {
  for (const module of modules) {
    const types = functionTypes(await readFile(path(`pkg/${module}_bg.wasm`)));
    assert.notEqual(types.length, 0);
    assert.deepEqual(types.filter(newer), []);
  }
});

test("such a function would be found", () => {
  const found = (text) => {
    const module = binaryen.parseText(`(module ${text})`);
    module.setFeatures(binaryen.Features.All);
    return functionTypes(module.emitBinary()).filter(newer).length;
  };
  assert.equal(found(`(func (export "numbers") (param i32 i64 f32 f64) (result i32) (i32.const 1))`), 0);
  assert.equal(found(`(func (export "pair") (result i32 i32) (tuple.make 2 (i32.const 1) (i32.const 2)))`), 1);
  assert.equal(found(`(func (export "reference") (param externref))`), 1);
});
