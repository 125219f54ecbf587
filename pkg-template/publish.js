// What only the module for backends knows: brief decisions, and what is asked of documents before they are published.

import { Policy, answer, asJson, mustBeText, notJson } from "./api.js";

/** Policies of the module that has everything: backends ask them about many orders. */
export class WholePolicy extends Policy {
  brief(call) {
    return answer(call, (text) => this.briefText(text));
  }

  briefText(call) {
    return this.live().brief(mustBeText(call));
  }

  briefLines(calls) {
    if (!(calls instanceof Uint8Array)) throw new TypeError("pass the calls as bytes: UTF-8 text with a call a line");
    return this.live().briefLines(calls);
  }
}

/** Makes what an entry exports of a module that has the checks; `engine` is what `engine` of `api.js` gave for it. */
export function publisher(glue, { hand, mustBeLoaded }) {
  /** Has the module report; each part is a text by its name, or `undefined` where it cannot be said in JSON. */
  function report(name, ask, parts) {
    mustBeLoaded(name);
    const unsaid = Object.keys(parts).find((part) => parts[part] === undefined);
    return unsaid === undefined ? JSON.parse(ask(...Object.values(parts))) : notJson(unsaid);
  }

  return {
    seal: (documents) => hand(documents, "seal", glue.seal),
    check: (documents) => report("check", glue.check, { documents: asJson(documents) }),
    coverage: (documents, calls) =>
      report("coverage", glue.coverage, { documents: asJson(documents), calls: asLines(calls) }),
    floor: (documents) => report("floor", glue.floor, { documents: asJson(documents) }),
    diff: (old, now, calls) =>
      calls === undefined
        ? report("diff", glue.diff, { old: asJson(old), new: asJson(now) })
        : report("diff", glue.diffOrders, { old: asJson(old), new: asJson(now), calls: asLines(calls) }),
    importWarranty: (promise) => report("importWarranty", glue.importWarranty, { promise: asJson(promise) }),
  };
}

/** Text is taken as it stands, with one call a line; of a list each call becomes a line. */
function asLines(calls) {
  if (typeof calls === "string") return calls;
  if (typeof calls?.[Symbol.iterator] !== "function") return undefined;
  const lines = Array.from(calls, (call) => (typeof call === "string" ? undefined : asJson(call)));
  return lines.includes(undefined) ? undefined : lines.join("\n");
}
