// A Next.js application: its server answers in a route, its page in the browser.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { path } from "../package/project.mjs";

const files = {
  "package.json": `{ "name": "shop", "private": true, "type": "module" }`,
  // What this repository has installed is linked, and lies elsewhere.
  "next.config.mjs": `export default { turbopack: { root: "/" }, typescript: { ignoreBuildErrors: true } };\n`,
  "app/layout.js": `export default ({ children }) => <html lang="en"><body>{children}</body></html>;\n`,
  "app/page.js": `import { Client } from "./client.js";

export default () => <Client />;
`,
  "app/client.js": `"use client";

import { useEffect } from "react";
import * as engine from "return-policy/page";
import { ask } from "../ask.mjs";

export function Client() {
  useEffect(() => {
    globalThis.ask = (golden) => ask(engine, golden);
  }, []);
  return "ready";
}
`,
  "app/answers/route.js": `import * as engine from "return-policy";
import { ask } from "../../ask.mjs";

export const POST = async (request) => Response.json(await ask(engine, await request.json()));
`,
};

let building;

/** Builds the application, once, and gives its folder. */
async function built(project) {
  const folder = join(project.folder, "next");
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(folder, name, ".."), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  for (const name of ["ask.mjs", "golden.mjs", "sha256.mjs"]) await symlink(join(project.folder, name), join(folder, name));
  await mkdir(join(folder, "node_modules"));
  for (const name of ["next", "react", "react-dom"]) await symlink(path(`node_modules/${name}`), join(folder, "node_modules", name));
  await symlink(join(project.folder, "node_modules/return-policy"), join(folder, "node_modules/return-policy"));
  await project.build("next/dist/bin/next", "build", folder);
  return folder;
}

/** Starts the built application for as long as it is used. */
async function served(project, use) {
  const folder = await (building ??= built(project));
  const port = await freePort();
  const options = ["start", folder, "--port", port, "--hostname", "127.0.0.1"];
  const server = spawn(process.execPath, [path("node_modules/next/dist/bin/next"), ...options], { stdio: "ignore" });
  try {
    const address = `http://127.0.0.1:${port}/`;
    for (let waits = 0; waits < 300 && !(await fetch(address).catch(() => undefined)); waits += 1) await pause(100);
    return await use(address);
  } finally {
    server.kill();
    await once(server, "exit");
  }
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  return String(port);
}

const post = async (address, golden) => {
  const response = await fetch(`${address}answers`, { method: "POST", body: JSON.stringify(golden) });
  if (!response.ok) throw new Error(`the server answers ${response.status}: ${await response.text()}`);
  return response.json();
};

export const inNext = [
  {
    host: "return-policy in the server of Next",
    form: "whole",
    run: (project, _, golden) => served(project, (address) => post(address, golden)),
  },
  {
    host: "return-policy/page in the page of Next",
    form: "sealed",
    run: (project, pages, golden) => served(project, (address) => pages.ask(address, golden)),
  },
];
