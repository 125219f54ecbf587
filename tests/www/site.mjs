// The service, started as its users start it, and pages that watch what they load.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { Visitor } from "../browsers/visitor.mjs";

const script = fileURLToPath(new URL("../../www/server.mjs", import.meta.url));

/** The instant at which the services of these tests stand still. */
export const at = "2026-11-21T12:00:00+01:00";

/** Runs `www/server.mjs` to its end. */
export async function run(...options) {
  const child = spawn(process.execPath, [script, ...options]);
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"]) child[name].on("data", (text) => (output[name] += text));
  const [code] = await once(child, "close");
  return { code, ...output };
}

/** A running service. */
export class Site {
  /** Starts it at a free port, its clock stopped. */
  static async start(options = ["--at", at]) {
    const child = spawn(process.execPath, [script, "--port", "0", ...options], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = await once(createInterface(child.stdout), "line");
    const address = /^listening on (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1];
    assert.ok(address, `the service says where it listens: ${line}`);
    return Object.assign(new Site(), { child, address });
  }

  /** Asks it to stop and gives its exit code. */
  async stop(signal = "SIGTERM") {
    if (this.child.exitCode !== null) return this.child.exitCode;
    this.child.kill(signal);
    return (await once(this.child, "exit"))[0];
  }

  /** Reads JSON. */
  async get(path) {
    const response = await fetch(this.address + path);
    return { status: response.status, headers: response.headers, body: await response.json() };
  }

  /** Posts a value as JSON, or text as it is. */
  async post(path, body, type = "application/json") {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const response = await fetch(this.address + path, {
      method: "POST",
      headers: { "content-type": type },
      body: text,
    });
    return { status: response.status, text: await response.clone().text(), body: await response.json() };
  }
}

/** A browser whose pages are there once they have their answer. That a request is refused is one. */
export const visit = (site) => Visitor.start(site, "main:not([aria-busy])", (url) => url.endsWith("/api/requests"));

/** The text of a page's main part, with that of the elements in it: what is in their shadow is no text of the page. */
export async function textOf(page) {
  const texts = await page.evaluate(() =>
    [document.querySelector("main"), ...document.querySelectorAll("return-policy, return-request")].flatMap((each) =>
      each.shadowRoot ? [...each.shadowRoot.children].map(({ innerText }) => innerText) : [each.innerText],
    ),
  );
  return texts.join(" ").replaceAll(/\s+/g, " ").trim();
}
