// Firefox, told what to do in WebDriver BiDi, which it speaks itself.

import puppeteer from "puppeteer-core";
import { handle } from "./handle.mjs";

/** What it asks others for goes to a port where nobody listens. */
const preferences = {
  "network.proxy.type": 1,
  "network.proxy.http": "127.0.0.1",
  "network.proxy.http_port": 9,
  "network.proxy.ssl": "127.0.0.1",
  "network.proxy.ssl_port": 9,
  "network.proxy.no_proxies_on": "127.0.0.1",
};

/** Starts it without a window. */
export async function firefox() {
  const executablePath = process.env.FIREFOX ?? "/usr/bin/firefox-esr";
  return handle(await puppeteer.launch({ browser: "firefox", executablePath, extraPrefsFirefox: preferences, protocolTimeout: 600_000 }));
}
