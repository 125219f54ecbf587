// A browser as its visitor sees it, whose pages report what goes wrong in them.

import { launch } from "../package/browser.mjs";

/** A Chromium whose pages must load from one site, and must log nothing. */
export class Visitor {
  #browser;
  #wrong = [];

  static async start(site) {
    const visitor = new Visitor();
    visitor.site = site;
    visitor.#browser = await launch();
    return visitor;
  }

  /** Opens a page and waits until its elements are there. */
  async open(path, options = {}) {
    const context = await this.#browser.newContext({ locale: "en-GB", timezoneId: "Pacific/Kiritimati", ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    page.on("pageerror", (error) => this.#wrong.push(error.message));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) this.#wrong.push(message.text());
    });
    page.on("request", (request) => {
      if (!request.url().startsWith(`${this.site.address}/`)) this.#wrong.push(`left the site: ${request.url()}`);
    });
    await page.goto(this.site.address + path);
    await page.waitForSelector("html[data-ready]");
    return page;
  }

  /** Closes its pages and gives everything that went wrong in them. */
  async leave() {
    await Promise.all(this.#browser.contexts().map((context) => context.close()));
    return this.#wrong.splice(0);
  }

  async stop() {
    await this.#browser.close();
  }
}

/** The text of what an element shows, as one line. */
export async function text(page, selector) {
  return (await page.locator(selector).innerText()).replaceAll(/\s+/g, " ").trim();
}
