// Hosts that run a script from the command line: Node, by both of its module systems, Deno and Bun.

import { path } from "../package/project.mjs";

/** A module that asks an entry. */
const importing = (entry, form) => `import { readFile } from "node:fs/promises";
import * as engine from "${entry}";
import zone from "return-policy/zones/UTC.json" with { type: "json" };
import { ask } from "./ask.mjs";

if (zone.id !== "UTC") throw new Error("this is not the zone that was asked for");
console.log(JSON.stringify(await ask(engine, JSON.parse(await readFile("${form}.json", "utf8")))));
`;

/** A CommonJS module that asks an entry. */
const requiring = (entry, form) => `const { readFile } = require("node:fs/promises");
const engine = require("${entry}");
const zone = require("return-policy/zones/UTC.json");

async function main() {
  const { ask } = await import("./ask.mjs");
  if (zone.id !== "UTC") throw new Error("this is not the zone that was asked for");
  console.log(JSON.stringify(await ask(engine, JSON.parse(await readFile("${form}.json", "utf8")))));
}

main();
`;

/** Node's own `fetch` is made of WebAssembly, so it goes, too. */
const withoutWebAssembly = (entry, form) => `for (const name of ["WebAssembly", "fetch", "Request", "Response"]) delete globalThis[name];
const engine = await import("${entry}");
${importing(entry, form).replace(/import \* as engine.*\n/, "")}`;

/** The platform packages of Deno and Bun hold their programs; npm installs the one that fits. */
const machine = { x64: "x64", arm64: process.platform === "darwin" ? "arm64" : "aarch64" }[process.arch];
const deno = path("node_modules/deno/bin.cjs");
const bun = path(`node_modules/@oven/bun-${process.platform}-${machine}/bin/bun`);

const [node, inDeno, inBun] = [[process.execPath], [process.execPath, deno, "run", "--quiet", "--allow-read"], [bun, "run"]];

/** Every entry; the three ways in which an engine runs here are asked everything. */
const entries = [
  ["return-policy", "whole"],
  ["return-policy/inline", "whole"],
  ["return-policy/worker", "whole"],
  ["return-policy/page", "sealed"],
  ["return-policy/page/inline", "sealed"],
  ["return-policy/fallback", "sealed"],
  ["return-policy/auto", "sealed", "page"],
];

/** The entries that can be required, asked less: it is the same engine, or the same text. */
const required = entries
  .filter(([entry]) => !entry.endsWith("worker"))
  .map(([entry, form, picked]) => [entry, { whole: "whole", sealed: "sealed" }[form] ?? form, picked]);

/** Writes the script of a host and runs it. */
const script = (host, text, program, extension, entry, form, picked) => ({
  host: `${entry} ${host}`,
  form,
  picked,
  async run(project) {
    const name = `script.${extension}`;
    await project.write(name, text(entry, form));
    return project.run(name, program);
  },
});

export const scripts = [
  ...entries.map((entry) => script("imported in Node", importing, node, "mjs", ...entry)),
  ...required.map((entry) => script("required in Node", requiring, node, "cjs", ...entry)),
  script("in Node without WebAssembly", withoutWebAssembly, node, "mjs", "return-policy/fallback", "sealed"),
  script("in Node without WebAssembly", withoutWebAssembly, node, "mjs", "return-policy/auto", "sealed", "fallback"),
  script("in Deno", importing, inDeno, "mjs", "return-policy", "whole"),
  script("in Deno", importing, inDeno, "mjs", "return-policy/page", "sealed"),
  script("in Bun", importing, inBun, "mjs", "return-policy", "whole"),
  script("in Bun", requiring, inBun, "cjs", "return-policy/page", "sealed"),
];
