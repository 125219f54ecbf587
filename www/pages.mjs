// The files of the pages and of the engine they load: these, and no others of the folders they lie in.

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { extname } from "node:path";

const art = ["lantern", "shirt-linen", "scarf-outlet", "headphones-quiet", "berries-box"].map(
  (name) => `art/${name}.svg`,
);

const elements = [
  "base",
  "cases",
  "draw",
  "en",
  "engine",
  "field",
  "languages",
  "offers",
  "periods",
  "request",
  "request-fields",
  "request-line",
  "return-policy",
  "return-request",
  "sentences",
  "style",
  "zh",
].map((name) => `elements/${name}.js`);

const files = {
  "./": [
    "index.html",
    "return.html",
    "style.css",
    "product.js",
    "return.js",
    "page.js",
    "words.js",
    "data/products.json",
    ...art,
  ],
  "../pkg/": ["page.js", "return_policy_page_bg.wasm", "elements.js", ...elements],
};

const types = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/** Serves the pages at `/`, and the package's browser module below `/engine/`. */
export async function pages(service) {
  for (const [folder, names] of Object.entries(files)) {
    const prefix = folder === "./" ? "/" : "/engine/";
    for (const name of names) await serve(service, `${prefix}${name}`, new URL(name, new URL(folder, import.meta.url)));
  }
}

async function serve(service, path, file) {
  const content = await readFile(file);
  const etag = `"${createHash("sha256").update(content).digest("base64url")}"`;
  const answer = async (request, reply) => {
    if (request.headers["if-none-match"] === etag) return reply.code(304).send();
    return reply.type(types[extname(path)]).header("etag", etag).send(content);
  };
  service.get(path, answer);
  if (path === "/index.html") service.get("/", answer);
}
