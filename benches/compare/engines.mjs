// Every engine, imported when it is asked for: `start(policy)` gives `decide` and maybe `decideText` and `decideLines`, and
// `read`, which makes a list of answers of what they give.

import { own } from "./engines/return-policy.mjs";

export const engines = {
  "hand-written": () => import("./engines/hand-written.mjs"),
  ...Object.fromEntries(Object.entries(own).map(([id, engine]) => [id, () => engine])),
  interpreter: () => import("./engines/interpreter.mjs"),
  "json-logic-compiled": async () => (await import("./engines/json-logic.mjs")).compiled,
  "json-logic-interpreted": async () => (await import("./engines/json-logic.mjs")).interpreted,
  cedar: () => import("./engines/cedar.mjs"),
  "json-rules": () => import("./engines/json-rules.mjs"),
};

/** Whose answers all others must give: the whole decision. */
export const ours = "explained";

/** What every engine is measured against. */
export const reference = "hand-written";

/** Starts from a sealed file; everything else from the policy. */
export const sealedOnly = "on-page";

/** The ways in which this engine is timed. */
export const ownTimed = Object.keys(own).filter((id) => id !== sealedOnly);

/** All that is timed, in the order of the table. */
export const timed = Object.keys(engines).filter((id) => id !== sealedOnly);

/** The three ways an order comes in and a decision goes out; what an engine has no call for is done around `decide`. */
export function formsOf({ decide, decideText, decideLines, isLater }) {
  if (isLater) return formsLater(decide);
  const fromText = decideText ?? ((text) => decide(JSON.parse(text)));
  const toText = decideText ?? ((text) => JSON.stringify(decide(JSON.parse(text))));
  const lines = (bytes) => Buffer.from(bytes.toString().split("\n").map(toText).join("\n"));
  return { object: decide, text: fromText, lines: decideLines ?? lines };
}

function formsLater(decide) {
  const text = (text) => decide(JSON.parse(text));
  const lines = async (bytes) => {
    const decided = [];
    for (const line of bytes.toString().split("\n")) decided.push(JSON.stringify(await text(line)));
    return Buffer.from(decided.join("\n"));
  };
  return { object: decide, text, lines };
}
