import * as engine from "./node_modules/return-policy/index.js";
import { differing } from "./golden.mjs";

/** What the test waits for. */
globalThis.outcome = (async () => {
  await engine.load();
  const golden = await (await fetch("cases.json")).json();
  return { asked: golden.cases.length, differing: differing(engine, golden) };
})();
