// The elements without a browser: what a server imports, and what a page downloads.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import { ReturnPolicy, ReturnRequest, speak } from "../../pkg/elements.js";
import en from "../../pkg/elements/en.js";

test("the elements can be imported in Node, and do nothing", () => {
  assert.equal(globalThis.customElements, undefined);
  speak(en);
  assert.deepEqual([ReturnPolicy.takes.product, ReturnRequest.formAssociated], ["product", true]);
});

for (const [entry, most] of [
  ["elements", 15_500],
  ["elements/return-policy", 11_500],
  ["elements/return-request", 13_500],
])
  test(`${entry}.js with English weighs at most ${most} bytes of brotli, bundled`, async (context) => {
    const { outputFiles } = await build({
      stdin: {
        contents: `import { speak } from "./${entry}.js"; import en from "./elements/en.js"; speak(en);`,
        resolveDir: fileURLToPath(new URL("../../pkg/", import.meta.url)),
      },
      bundle: true,
      minify: true,
      format: "esm",
      target: "es2022",
      write: false,
    });
    const { length } = brotliCompressSync(outputFiles[0].contents);
    context.diagnostic(`${length} bytes`);
    assert.ok(length <= most, `${length} bytes`);
  });

test("the elements bring no engine: they take the one that the page has loaded", async () => {
  const { metafile } = await build({
    entryPoints: [fileURLToPath(new URL("../../pkg/elements.js", import.meta.url))],
    bundle: true,
    format: "esm",
    metafile: true,
    write: false,
  });
  assert.deepEqual(Object.keys(metafile.inputs).filter((file) => !/\/elements(\/|\.js$)/.test(file)), []);
});
