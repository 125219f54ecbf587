// Pages that a bundler makes, each with no plugin and as little said as it allows.

import assert from "node:assert/strict";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import esbuild from "esbuild";
import { rollup } from "rollup";
import * as vite from "vite";
import webpack from "webpack";
import { html } from "./html.mjs";

const zone = `import zone from "return-policy/zones/UTC.json" with { type: "json" };`;

const main = (entry, zone) => `import * as engine from "${entry}";
import { ask } from "../ask.mjs";
${zone}
globalThis.ask = (golden) => ask(engine, golden);
${zone && `if (zone.id !== "UTC") throw new Error("this is not the zone that was asked for");\n`}`;

/** Writes the sources of a page into a folder of their own. */
async function sources(project, name, entry, { json = true } = {}) {
  const folder = join(project.folder, name);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "main.mjs"), main(entry, json ? zone : ""));
  await writeFile(join(folder, "index.html"), html(`<script type="module" src="main.mjs"></script>`));
  return folder;
}

async function withVite(folder) {
  await vite.build({ root: folder, logLevel: "warn", base: "./", configFile: false });
  return "dist/index.html";
}

const withWebpack = (optimization) => async (folder) => {
  const output = { path: join(folder, "dist"), filename: "main.js" };
  const compiler = webpack({ mode: "production", context: folder, entry: "./main.mjs", output, optimization });
  const stats = await new Promise((done, failed) => compiler.run((error, stats) => (error ? failed(error) : done(stats))));
  await new Promise((closed) => compiler.close(closed));
  assert.ok(!stats.hasErrors(), stats.toString({ all: false, errors: true }));
  await writeFile(join(folder, "dist/index.html"), html(`<script src="main.js"></script>`));
  return "dist/index.html";
};

const withEsbuild = (options) => async (folder) => {
  const entryPoints = [join(folder, "main.mjs")];
  await esbuild.build({ entryPoints, bundle: true, minify: true, outdir: join(folder, "dist"), logLevel: "error", ...options });
  const kind = options.format === "esm" ? ` type="module"` : "";
  await writeFile(join(folder, "dist/index.html"), html(`<script${kind} src="main.js"></script>`));
  return "dist/index.html";
};

/** Without plugins it resolves no names of packages, so the entry is named by its file. */
async function withRollup(folder) {
  const bundle = await rollup({ input: join(folder, "main.mjs"), onwarn: (warning) => assert.fail(warning.message) });
  await bundle.write({ dir: join(folder, "dist"), format: "es" });
  await bundle.close();
  await writeFile(join(folder, "dist/index.html"), html(`<script type="module" src="main.js"></script>`));
  return "dist/index.html";
}

/** The file that these bundlers leave behind is asked for in vain, once. */
const leftBehind = (url) => url.endsWith("_bg.wasm");

const page = (bundler, build, entry, form, { file = entry, missing, json } = {}) => ({
  host: `${entry} bundled by ${bundler}`,
  form,
  async run(project, pages, golden) {
    const name = `${bundler}-${entry}`.replace(/\W+/g, "-");
    const folder = await sources(project, name, file, { json });
    return pages.ask(`${pages.site.address}${name}/${await build(folder)}`, golden, { missing });
  },
});

/** Vite serves sources as they are, and packages bundled by themselves, away from the files beside them. */
const developing = {
  host: "return-policy/page served by Vite while it is developed",
  form: "sealed",
  async run(project, pages, golden) {
    const root = await sources(project, "vite-developing", "return-policy/page");
    const server = await vite.createServer({ root, logLevel: "error", configFile: false, server: { host: "127.0.0.1", port: 0, fs: { allow: [project.folder] } } });
    try {
      await server.listen();
      return await pages.ask(server.resolvedUrls.local[0] ?? server.resolvedUrls.network[0], golden, { missing: leftBehind });
    } finally {
      await server.close();
    }
  },
};

const entries = [
  ["return-policy", "whole", "bundler.js"],
  ["return-policy/page", "sealed", "page.bundler.js"],
  ["return-policy/inline", "whole", "inline.js"],
  ["return-policy/fallback", "sealed", "fallback.js"],
];

/** The fallback is one large file and minified; to do that again takes webpack longer than all else. */
const isMinified = (entry) => entry === "return-policy/fallback";

const oneModuleScript = withEsbuild({ format: "esm" });
const oneClassicScript = withEsbuild({ format: "iife", logOverride: { "empty-import-meta": "silent" } });
const chunks = withEsbuild({ format: "esm", splitting: true });

const made = entries.flatMap(([entry, form, file]) => [
  page("Vite", withVite, entry, form),
  page("webpack", withWebpack({ minimize: !isMinified(entry) }), entry, form),
  page("esbuild into one module script", oneModuleScript, entry, form, { missing: leftBehind }),
  page("esbuild into chunks", chunks, entry, form, { missing: leftBehind }),
  page("esbuild into one classic script", oneClassicScript, entry, form),
  page("Rollup", withRollup, entry, form, { file: `../node_modules/return-policy/${file}`, missing: leftBehind, json: false }),
]);

export const bundled = [...made, developing];
