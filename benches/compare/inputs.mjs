// What is decided: the policy, and ten thousand orders in the three forms in which they come.

import { readFileSync } from "node:fs";
import { makeCalls } from "./orders.mjs";

export const orders = 10_000;

/** Orders in one piece of lines. */
export const piece = 20;

export const readPolicy = () => JSON.parse(readFileSync(new URL("policy.json", import.meta.url), "utf8"));

export function inputs(count = orders) {
  const object = makeCalls(count);
  const text = object.map((call) => JSON.stringify(call));
  const pieces = Array.from({ length: Math.floor(count / piece) }, (_, at) => text.slice(at * piece, (at + 1) * piece));
  return { object, text, lines: pieces.map((lines) => Buffer.from(lines.join("\n"))) };
}
