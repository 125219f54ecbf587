// A shop's site as strict as can be: its own files alone, no inline script or style, and a backend that decides again.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";
import { build } from "esbuild";
import { readDocuments } from "../../www/documents.mjs";
import { compile, load, seal } from "../../pkg/node.js";
import { vue } from "./vue-plugin.mjs";

const root = new URL("../../", import.meta.url);
const types = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".wasm": "application/wasm",
};
const csp = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src data:",
  "form-action 'self'",
  "require-trusted-types-for 'script'",
].join("; ");

/** The instant at which every test stands still. */
export const at = "2026-11-21T12:00:00+01:00";

/** An order of the demonstration. */
export async function orderOf(id) {
  const { customers } = JSON.parse(await readFile(new URL("www/data/orders.json", root), "utf8"));
  return customers.map(({ order }) => order).find((order) => order.id === id);
}

/** The documents of the demonstration, compiled for a backend. */
export async function backend() {
  await load();
  return compile(await readDocuments()).value;
}

/** Serves `pages/`, the package below `/pkg/`, and what is made of the examples for frameworks. */
export async function serve() {
  const policy = await backend();
  const made = new Map([
    ["/policy.sealed.json", seal(await readDocuments()).value],
    ["/asking.sealed.json", seal(await asking()).value],
  ]);
  for (const name of ["react", "vue"]) made.set(`/${name}.js`, await bundle(name));
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const answer = request.method === "POST" ? decide(policy, await bodyOf(request)) : made.get(pathname);
    const file = new URL(pathname.startsWith("/pkg/") ? `.${pathname}` : `tests/elements/pages${pathname}`, root);
    const content = answer ?? (await readFile(file).catch(() => undefined));
    const type = request.method === "POST" ? "application/json" : types[extname(pathname)];
    response.writeHead(content === undefined ? 404 : 200, {
      "content-type": type ?? "text/plain",
      "content-security-policy": csp,
    });
    response.end(content);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const stop = () => new Promise((stopped) => server.close(stopped).closeAllConnections());
  return { address: `http://127.0.0.1:${server.address().port}`, stop };
}

/** A policy that asks about everything a form may have to ask, and about the buyer's tier, which only a shop knows. */
async function asking() {
  const mind = ["change-of-mind"];
  const rule = (id, when, then) => ({ id, when, then });
  const refund = { granted: true, window: { length: "P30D", from: ["delivery"] }, returnShipping: "buyer" };
  const repair = { granted: true, window: { length: "P2M", from: ["defectKnown"] }, returnShipping: "seller" };
  const rules = [
    rule("mind", { reason: mind, remedy: ["refund"] }, refund),
    rule("bad", { reason: mind, condition: { grade: ["b", "c"] } }, { granted: false }),
    rule("shop", { reason: mind, method: ["in-store"] }, { returnShipping: "seller" }),
    rule("basic", { reason: mind, tier: ["basic"], category: ["electronics"] }, { granted: false }),
    rule("faulty", { reason: ["defect"], remedy: ["repair"] }, repair),
  ];
  const zone = JSON.parse(await readFile(new URL("zones/Asia-Shanghai.json", root), "utf8"));
  const policy = { format: "return-policy/1", id: "asking", version: "1", layer: "declared", zone: "Asia/Shanghai" };
  return [{ ...policy, rules }, zone];
}

async function bodyOf(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return new URLSearchParams(Buffer.concat(parts).toString());
}

/** The backend takes the request from the form, and nothing else; the order is its own. */
function decide(policy, fields) {
  const order = JSON.parse(fields.get("order"));
  const request = JSON.parse(fields.get("request") ?? "null");
  return JSON.stringify({ fields: [...fields.keys()], request, decided: policy.validate({ order, request, at }) });
}

/** Bundles an example as its users do; the package is the built one. */
async function bundle(name) {
  const { outputFiles } = await build({
    entryPoints: [new URL(`tests/elements/pages/${name}-entry.jsx`, root).pathname],
    bundle: true,
    format: "esm",
    write: false,
    jsx: "automatic",
    logLevel: "error",
    define: {
      "process.env.NODE_ENV": '"production"',
      __VUE_OPTIONS_API__: "false",
      __VUE_PROD_DEVTOOLS__: "false",
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
    },
    external: ["/pkg/*"],
    alias: {
      "return-policy/page": "/pkg/page.js",
      "return-policy/elements": "/pkg/elements.js",
      "return-policy/elements/en.js": "/pkg/elements/en.js",
    },
    plugins: [vue],
  });
  return outputFiles[0].text;
}
