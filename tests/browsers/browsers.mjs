// The browsers that tests run in, each behind the same few functions. None reaches beyond this machine.

import { launch } from "../package/browser.mjs";
import { firefox } from "./firefox.mjs";
import { handle } from "./handle.mjs";
import { webkit } from "./webkit.mjs";

/**
 * Chromium, Firefox and WebKitGTK, as `{ name, open(url), close() }`. A browser starts when its first page is opened, and runs
 * until `close()`. Its pages are opened and asked one at a time.
 *
 * `open` gives a page that has loaded, as `{ evaluate(run, given), seen, close() }`: `evaluate` has the page run a function,
 * which sees nothing from here but `given`, and gives what it returns or resolves to; both are plain data, and what it throws is an error here. `seen` is what the
 * browser tells of the page meanwhile, `{ errors, requests, refused }`; WebKitGTK tells nothing.
 */
export const browsers = () => [
  browser("Chromium", async () => handle(await launch())),
  browser("Firefox", firefox),
  browser("WebKitGTK", webkit),
];

/** `start` gives `{ open(url), stop() }`, and a page as above, but whose functions are text that takes and gives JSON text. */
function browser(name, start) {
  let starting;
  return {
    name,
    async open(url) {
      const { open } = await (starting ??= start());
      const { evaluate, ...page } = await open(url);
      return { ...page, evaluate: async (run, given = null) => outcome(await evaluate(asText(run), JSON.stringify(given))) };
    },
    async close() {
      const started = await starting?.catch(() => undefined); // one that did not start has said so
      starting = undefined;
      await started?.stop();
    },
  };
}

/** Large values cross as one text: protocols that send them part by part take minutes for what takes milliseconds. */
const asText = (run) => `async (text) => {
  try {
    return JSON.stringify({ value: await (${run})(JSON.parse(text)) });
  } catch (error) {
    return JSON.stringify({ error: String(error) });
  }
}`;

function outcome(text) {
  const { value, error } = JSON.parse(text);
  if (error !== undefined) throw new Error(error);
  return value;
}
