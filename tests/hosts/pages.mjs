// Pages of a browser, without a bundler: module scripts, workers, classic scripts from files, strict security policies.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { serve, withWebAssembly, withoutWebAssembly } from "../package/browser.mjs";
import { html } from "./html.mjs";

const installed = "./node_modules/return-policy";

const moduleScript = (entry) => `import * as engine from "${entry}";
import { ask } from "./ask.mjs";

globalThis.ask = (golden) => ask(engine, golden);
`;

/** A worker that asks for a page. */
const posting = `onmessage = ({ data }) => globalThis.ask(data).then(
  (outcome) => postMessage({ outcome }),
  (error) => postMessage({ error: String(error) }),
);
`;

/** A page that has a worker asked. */
const askingWorker = (options) => `const worker = new Worker("worker.js", ${options});

globalThis.ask = (golden) =>
  new Promise((answered, failed) => {
    worker.onerror = (event) => failed(new Error(event.message ?? "the worker does not start"));
    worker.onmessage = ({ data }) => (data.error ? failed(new Error(data.error)) : answered(data.outcome));
    worker.postMessage(golden);
  });
`;

const classicAsk = `globalThis.ask = (golden) => Asking.ask(ReturnPolicy, golden);\n`;

/** Firefox reports as an error what the page handles: that its policy forbids WebAssembly. */
const forbidden = /^Content-Security-Policy: .* blocked WebAssembly/;

/** Waits in a page until it can be asked, and says whether it can. */
async function becomeReady() {
  for (let waits = 0; !globalThis.ask && waits < 200; waits += 1) await new Promise((done) => setTimeout(done, 100));
  return Boolean(globalThis.ask);
}

export class Pages {
  /** @param {string} folder - the project whose pages they are */
  static async open(folder) {
    const pages = new Pages();
    pages.folder = folder;
    pages.site = await serve(folder, withWebAssembly);
    pages.strict = await serve(folder, withoutWebAssembly);
    await pages.write("classic-ask.js", classicAsk);
    return pages;
  }

  async close() {
    for (const site of [this.site, this.strict]) await site.stop();
  }

  /** The same pages in another browser. */
  in(browser) {
    return Object.assign(new Pages(), this, { browser });
  }

  write(name, text) {
    return writeFile(join(this.folder, name), text);
  }

  /** Opens a page at an address and asks it; what it loads from elsewhere, or in vain, is a failure. */
  async ask(address, golden, { missing = () => false } = {}) {
    const home = new URL(".", address).href;
    const page = await this.browser.open(address);
    const mustBeRight = () => {
      const { requests, refused } = page.seen;
      const errors = page.seen.errors.filter((message) => !forbidden.test(message));
      const strangers = requests.filter((url) => ![home, "data:", "blob:"].some((place) => url.startsWith(place)));
      assert.deepEqual({ errors, strangers, refused: refused.filter(({ url }) => !missing(url)) }, { errors: [], strangers: [], refused: [] });
    };
    try {
      const ready = await page.evaluate(becomeReady);
      mustBeRight();
      assert.ok(ready, "the page sets globalThis.ask");
      const outcome = await page.evaluate((golden) => globalThis.ask(golden), golden);
      mustBeRight();
      return outcome;
    } finally {
      await page.close();
    }
  }

  async askModuleScript(entry, golden, site = this.site) {
    await this.write("module-script.mjs", moduleScript(`${installed}/${entry}`));
    await this.write("page.html", html(`<script type="module" src="module-script.mjs"></script>`));
    return this.ask(`${site.address}page.html`, golden);
  }

  async askClassicScript(file, golden, address) {
    const scripts = [`${installed}/classic/${file}`, "ask.classic.js", "classic-ask.js"];
    await this.write("page.html", html(scripts.map((script) => `<script src="${script}"></script>`).join("\n  ")));
    return this.ask(address, golden);
  }

  async askWorker(worker, options, golden) {
    await this.write("worker.js", worker);
    await this.write("worker-page.js", askingWorker(options));
    await this.write("page.html", html(`<script src="worker-page.js"></script>`));
    return this.ask(`${this.site.address}page.html`, golden);
  }

  askUnderNoWebAssembly(golden) {
    return this.askModuleScript("page.js", golden, this.strict);
  }
}

const fromFile = (pages) => pathToFileURL(join(pages.folder, "page.html")).href;
const moduleWorker = (entry) => `${moduleScript(`${installed}/${entry}`)}${posting}`;
const classicWorker = (file) =>
  `importScripts("${installed}/classic/${file}", "ask.classic.js", "classic-ask.js");\n${posting}`;

/** Every page, what it is asked, and what its entry says that it picked. */
Pages.all = [
  { host: "a module script", form: "whole", run: (pages, golden) => pages.askModuleScript("index.js", golden) },
  { host: "a module script, for pages", form: "sealed", run: (pages, golden) => pages.askModuleScript("page.js", golden) },
  { host: "a classic script from a file", form: "whole", run: (pages, golden) => pages.askClassicScript("inline.js", golden, fromFile(pages)) },
  { host: "a classic script from a file, for pages", form: "sealed", run: (pages, golden) => pages.askClassicScript("page.js", golden, fromFile(pages)) },
  { host: "a classic script from a file, in JavaScript", form: "sealed", run: (pages, golden) => pages.askClassicScript("fallback.js", golden, fromFile(pages)) },
  { host: "a worker of modules", form: "whole", run: (pages, golden) => pages.askWorker(moduleWorker("bundler.js"), `{ type: "module" }`, golden) },
  { host: "a worker of modules, for pages", form: "sealed", run: (pages, golden) => pages.askWorker(moduleWorker("page.bundler.js"), `{ type: "module" }`, golden) },
  { host: "a classic worker", form: "whole", run: (pages, golden) => pages.askWorker(classicWorker("inline.js"), "{}", golden) },
  { host: "a page that may run WebAssembly, by itself", form: "sealed", picked: "page", run: (pages, golden) => pages.askModuleScript("auto.js", golden) },
  { host: "a page that may not run WebAssembly, by itself", form: "sealed", picked: "fallback", run: (pages, golden) => pages.askModuleScript("auto.js", golden, pages.strict) },
  { host: "a page that may not run WebAssembly, module script", form: "sealed", run: (pages, golden) => pages.askModuleScript("fallback.js", golden, pages.strict) },
  { host: "a page that may not run WebAssembly, classic script", form: "sealed", run: (pages, golden) => pages.askClassicScript("fallback.js", golden, `${pages.strict.address}page.html`) },
];
