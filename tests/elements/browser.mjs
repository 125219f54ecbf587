// Visitors of the pages with elements, and what they read.

import { Visitor } from "../browsers/visitor.mjs";

/** A browser whose pages are there once their elements are. */
export const visit = (site) => Visitor.start(site, "html[data-ready]");

/** The text of what an element shows, as one line. */
export async function text(page, selector) {
  return (await page.locator(selector).innerText()).replaceAll(/\s+/g, " ").trim();
}
