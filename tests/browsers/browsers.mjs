// The browsers that tests run in, each behind the same few functions. None reaches beyond this machine.

import { launch } from "../package/browser.mjs";
import { firefox } from "./firefox.mjs";
import { webkit } from "./webkit.mjs";

/**
 * Chromium, Firefox and WebKitGTK, as `{ name, open(url), close() }`. A browser starts when its first page is opened, and runs
 * until `close()`.
 *
 * `open` gives a page that has loaded, as `{ evaluate(run, given), close() }`: `evaluate` has the page run a function, which
 * sees nothing from here but `given`, and gives what it returns or resolves to; both are plain data.
 */
export const browsers = () => [
  browser("Chromium", chromium),
  browser("Firefox", firefox),
  browser("WebKitGTK", webkit),
];

/** `start` gives `{ open(url), stop() }`, and a page as above whose functions take and give JSON text. */
function browser(name, start) {
  let starting;
  return {
    name,
    async open(url) {
      const { open } = await (starting ??= start());
      const page = await open(url);
      return {
        evaluate: async (run, given = null) => JSON.parse(await page.evaluate(asText(run), JSON.stringify(given))),
        close: () => page.close(),
      };
    },
    async close() {
      const started = await starting;
      starting = undefined;
      await started?.stop();
    },
  };
}

/** Large values cross as one text: protocols that send them part by part take minutes for what takes milliseconds. */
const asText = (run) => `async (text) => JSON.stringify((await (${run})(JSON.parse(text))) ?? null)`;

async function chromium() {
  const started = await launch();
  const open = async (url) => {
    const page = await started.newPage();
    await page.goto(url);
    return { evaluate: (run, text) => page.evaluate(`(${run})(${JSON.stringify(text)})`), close: () => page.close() };
  };
  return { open, stop: () => started.close() };
}
