// A headless Chromium, and a folder served to it. Neither reaches beyond this machine.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { chromium } from "playwright-core";

const types = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};

/** Starts the browser that is installed. */
export function launch() {
  const flags = "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update";
  const args = [...flags.split(" "), "--disable-sync", "--no-first-run"];
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args });
}

/** Lets a page run WebAssembly and nothing that is made of text. */
export const withWebAssembly = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src data:";

/** Does not let it run WebAssembly either. */
export const withoutWebAssembly = "default-src 'self'; script-src 'self'; img-src data:";

/** Serves a folder under a content security policy; gives its address and how to stop. */
export async function serve(folder, policy = withWebAssembly) {
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
    const content = await readFile(join(folder, path)).catch(() => undefined);
    response.writeHead(content ? 200 : 404, {
      "content-type": types[extname(path)] ?? "application/octet-stream",
      "content-security-policy": policy,
      "cache-control": "no-store", // the same address may be another page in the next test
    });
    response.end(content);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const stop = () => new Promise((stopped) => server.close(stopped).closeAllConnections());
  return { address: `http://127.0.0.1:${server.address().port}/`, stop };
}
