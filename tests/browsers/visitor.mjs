// A browser as its visitor sees it, whose pages report what goes wrong in them.

import { launch } from "../package/browser.mjs";

/** A Chromium whose pages must load from one site, and must log nothing. */
export class Visitor {
  #browser;
  #wrong = [];

  /**
   * @param {{ address: string } | undefined} site - where pages are; may be set later, and to another
   * @param {string} ready - what a page has once it is there
   * @param {(url: string) => boolean} isRefusal - whether what is refused at an address is an answer
   */
  static async start(site, ready, isRefusal = () => false) {
    const visitor = Object.assign(new Visitor(), { site, ready, isRefusal });
    visitor.#browser = await launch();
    return visitor;
  }

  /** Opens a page and waits until it is ready. */
  async open(path, { prepare = async () => {}, ...options } = {}) {
    const context = await this.#browser.newContext({ locale: "en-GB", timezoneId: "Pacific/Kiritimati", ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    page.on("pageerror", (error) => this.#wrong.push(error.message));
    page.on("console", (message) => {
      // The browser reports every status above 399 of its own accord.
      const isWrong = ["error", "warning"].includes(message.type()) && !this.isRefusal(message.location().url);
      if (isWrong) this.#wrong.push(message.text());
    });
    page.on("request", (request) => {
      if (!request.url().startsWith(`${this.site.address}/`)) this.#wrong.push(`left the site: ${request.url()}`);
    });
    await prepare(page);
    await page.goto(this.site.address + path);
    await page.waitForSelector(this.ready);
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
