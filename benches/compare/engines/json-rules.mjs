// json-rules-engine: it says which rules hold; the first of each table is picked here, and days are counted here.

import { Engine } from "json-rules-engine";
import { answersLater, tablesOf } from "../tables.mjs";

export const name = "json-rules-engine";

export function start(policy) {
  const engine = new Engine();
  for (const [table, rows] of Object.entries(tablesOf(policy))) {
    rows.forEach(({ conditions, value }, place) => {
      engine.addRule({ conditions: { all: conditions.map(one) }, event: { type: table, params: { place, value } } });
    });
  }
  const decideLine = async (facts) => firsts((await engine.run(facts)).events);
  return { decide: (call) => answersLater(call, decideLine), read: (answers) => answers, isLater: true };
}

function firsts(events) {
  const values = { window: null, payer: null, fee: null, warranty: null };
  const places = {};
  for (const { type, params } of events) {
    if (params.place > (places[type] ?? Infinity)) continue;
    places[type] = params.place;
    values[type] = params.value;
  }
  return values;
}

function one({ fact, oneOf, has, atLeast }) {
  if (oneOf !== undefined) return { fact, operator: "in", value: oneOf };
  if (has !== undefined) return { any: has.map((tag) => ({ fact, operator: "contains", value: tag })) };
  return { fact, operator: "greaterThanInclusive", value: atLeast };
}
