// What every host is asked. Knows nothing of its host.

import { answers } from "./golden.mjs";
import { sha256 } from "./sha256.mjs";

/** Loads an engine and gives how many cases it was asked, the digest over all its answers, and the first that are wrong. */
export async function ask(engine, golden) {
  const picked = await engine.load();
  const given = answers(engine, golden);
  const wrong = given.filter((one) => one.given !== one.kept);
  return {
    picked,
    asked: given.length,
    sha256: sha256(given.map((one) => `${one.given}\n`).join("")),
    wrong: wrong.slice(0, 3),
  };
}
