// Firefox, told what to do in WebDriver BiDi, which it speaks itself.

import puppeteer from "puppeteer-core";

/** It asks nobody for updates, lists and studies. */
const preferences = {
  "app.normandy.enabled": false,
  "app.update.disabledForTesting": true,
  "browser.safebrowsing.downloads.enabled": false,
  "browser.safebrowsing.malware.enabled": false,
  "browser.safebrowsing.phishing.enabled": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "extensions.update.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "services.settings.server": "http://127.0.0.1:9/",
};

/** Starts it without a window. */
export async function firefox() {
  const executablePath = process.env.FIREFOX ?? "/usr/bin/firefox-esr";
  const started = await puppeteer.launch({ browser: "firefox", executablePath, extraPrefsFirefox: preferences, protocolTimeout: 300_000 });
  const open = async (url) => {
    const page = await started.newPage();
    await page.goto(url);
    return { evaluate: (run, text) => page.evaluate(`(${run})(${JSON.stringify(text)})`), close: () => page.close() };
  };
  return { open, stop: () => started.close() };
}
