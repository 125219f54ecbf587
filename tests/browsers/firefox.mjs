// Firefox, told what to do in WebDriver BiDi, which it speaks itself.

import puppeteer from "puppeteer-core";
import { handle } from "./handle.mjs";

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
  return handle(await puppeteer.launch({ browser: "firefox", executablePath, extraPrefsFirefox: preferences, protocolTimeout: 300_000 }));
}
