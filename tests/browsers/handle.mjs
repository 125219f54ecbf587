// Chromium and Firefox by the libraries that tell them what to do, which name alike what is used here.

/** `browser` is one that Playwright or Puppeteer has started. */
export const handle = (browser) => ({ open: (url) => open(browser, url), stop: () => browser.close() });

async function open(browser, url) {
  const page = await browser.newPage();
  const seen = { errors: [], requests: [], refused: [] };
  page.on("pageerror", (error) => seen.errors.push(error.message));
  page.on("request", (request) => seen.requests.push(request.url()));
  page.on("response", (response) => {
    if (response.status() >= 400) seen.refused.push({ url: response.url(), status: response.status() });
  });
  await page.goto(url);
  const evaluate = (run, text) => page.evaluate(`(${run})(${JSON.stringify(text)})`);
  return { seen, evaluate, close: () => page.close() };
}
