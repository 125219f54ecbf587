// A mini-program: a context with what WeChat's hosts offer and nothing else.

import assert from "node:assert/strict";
import { cp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";

/** What JavaScript of today has and these hosts need not have. */
const absent = ["WebAssembly", "BigInt", "BigInt64Array", "BigUint64Array", "FinalizationRegistry", "WeakRef", "SharedArrayBuffer", "Atomics", "Intl", "globalThis"];

/** Builds the package into a mini-program, as its developer tools do, and has it asked there. */
export async function inMiniProgram(project, golden) {
  const installed = join(project.folder, "node_modules/return-policy");
  const { miniprogram } = JSON.parse(await readFile(join(installed, "package.json"), "utf8"));
  const program = join(project.folder, "mini-program");
  await cp(join(installed, miniprogram), join(program, "miniprogram_npm/return-policy"), { recursive: true });
  const context = createContext({}, { codeGeneration: { strings: false, wasm: false } });
  for (const name of absent) runInContext(`delete this.${name}`, context);
  for (const name of [...absent, "TextDecoder", "TextEncoder", "URL", "fetch", "atob", "require", "process"]) {
    assert.equal(runInContext(`typeof ${name}`, context), "undefined");
  }
  context.WXWebAssembly = webAssembly(program);
  const run = async (file) => {
    const text = await readFile(file, "utf8");
    return runInContext(`(function () { const module = { exports: {} }; const exports = module.exports; ${text}\nreturn module.exports; })`, context)();
  };
  context.engine = await run(join(program, "miniprogram_npm/return-policy/index.js"));
  context.text = JSON.stringify(golden);
  runInContext(await readFile(join(project.folder, "ask.classic.js"), "utf8"), context);
  return JSON.parse(await runInContext(`Asking.ask(engine, JSON.parse(text)).then(JSON.stringify)`, context));
}

/** The host reads modules of the program's own package, by their path in it, and knows no other source. */
const webAssembly = (program) => ({
  async instantiate(path, imports) {
    assert.match(path, /^\/[^:]*\.wasm(\.br)?$/);
    const { instance } = await WebAssembly.instantiate(await readFile(join(program, path)), imports);
    return { instance };
  },
});
