// WebKitGTK, told what to do in WebDriver, through its driver and on a screen of its own.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** Starts a screen, the driver and a window. */
export async function webkit() {
  const screen = await onScreen();
  const port = await freePort();
  // Its sandbox needs rights that a container does not give.
  const env = { ...process.env, DISPLAY: screen.display, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1" };
  const driver = program(process.env.WEBKITWEBDRIVER ?? "WebKitWebDriver", [`--port=${port}`], { env, stdio: "ignore" });
  const stop = async () => {
    await end(driver);
    await end(screen.program);
  };
  try {
    const address = `http://127.0.0.1:${port}`;
    await listening(address, driver);
    const capabilities = { alwaysMatch: { timeouts: { script: 300_000 } } };
    const { sessionId } = await ask("POST", `${address}/session`, { capabilities });
    const session = `${address}/session/${sessionId}`;
    const first = await ask("GET", `${session}/window`);
    return { open: (url) => open(session, first, url), stop: () => ask("DELETE", session).finally(stop) };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Opens a page in a window of its own; the first stays, for the browser ends with its last window. */
async function open(session, first, url) {
  await ask("POST", `${session}/window`, { handle: first });
  const { handle } = await ask("POST", `${session}/window/new`, { type: "window" });
  const here = () => ask("POST", `${session}/window`, { handle });
  await here();
  await ask("POST", `${session}/url`, { url });
  return {
    seen: { errors: [], requests: [], refused: [] },
    async evaluate(run, text) {
      await here();
      const script = `const done = arguments[1]; (${run})(arguments[0]).then(done);`;
      return ask("POST", `${session}/execute/async`, { script, args: [text] });
    },
    async close() {
      await here();
      await ask("DELETE", `${session}/window`);
    },
  };
}

/** One command to the driver; what it refuses is an error. */
async function ask(method, address, body) {
  const response = await fetch(address, { method, body: body && JSON.stringify(body) });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`WebKitWebDriver: ${value.error}: ${value.message}`);
  return value;
}

/** A screen that nobody sees; it says its number once it is there. */
async function onScreen() {
  const options = ["-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"];
  const xvfb = program(process.env.XVFB ?? "Xvfb", options, { stdio: ["ignore", "pipe", "ignore"] });
  const [number] = await Promise.race([once(xvfb.stdout, "data"), failing(xvfb)]);
  return { program: xvfb, display: `:${String(number).trim()}` };
}

async function listening(address, driver) {
  const failed = failing(driver);
  const answered = async () => {
    for (let waits = 0; waits < 100; waits += 1) {
      if (await fetch(`${address}/status`).catch(() => undefined)) return;
      await pause(100);
    }
    throw new Error("WebKitWebDriver does not listen");
  };
  await Promise.race([answered(), failed]);
}

/** A program that does not outlive the tests. */
function program(name, options, settings) {
  const started = spawn(name, options, settings);
  const kill = () => started.kill();
  process.once("exit", kill);
  started.once("exit", () => process.off("exit", kill));
  return started;
}

/** Fails when a program cannot start, or ends. */
const failing = (started) =>
  new Promise((_, failed) => {
    started.once("error", failed);
    started.once("exit", (code) => failed(new Error(`${started.spawnfile} ends with ${code}`)));
  });

async function end(started) {
  if (started.pid === undefined || started.exitCode !== null || started.signalCode !== null) return;
  const ended = once(started, "exit");
  started.kill();
  await ended;
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  return port;
}
