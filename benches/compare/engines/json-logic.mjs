// json-logic-engine, compiled (by `new Function`) or interpreted, as a page with a strict CSP must.

import { LogicEngine } from "json-logic-engine";
import { answersOf, tablesOf } from "../tables.mjs";

export const compiled = {
  name: "json-logic-engine, compiled",
  start: (policy) => decider(tablesOf(policy), (engine, logic) => engine.build(logic)),
};

export const interpreted = {
  name: "json-logic-engine, interpreted",
  start: (policy) => decider(tablesOf(policy), (engine, logic) => (facts) => engine.run(logic, facts)),
};

function decider(tables, ready) {
  const engine = new LogicEngine();
  const logic = (table) => ready(engine, logicOf(table));
  const { window, payer, fee, warranty } = Object.fromEntries(
    Object.entries(tables).map(([name, table]) => [name, logic(table)]),
  );
  const decideLine = (facts) => ({
    window: window(facts),
    payer: payer(facts),
    fee: fee(facts),
    warranty: warranty(facts),
  });
  return { decide: (call) => answersOf(call, decideLine), read: (answers) => answers };
}

const logicOf = (table) => ({ if: [...table.flatMap(({ conditions, value }) => [all(conditions), value]), null] });

const all = (conditions) => ({ and: conditions.map(one) });

function one({ fact, oneOf, has, atLeast }) {
  const named = { var: fact };
  if (oneOf !== undefined) return oneOf.length === 1 ? { "===": [named, oneOf[0]] } : { in: [named, oneOf] };
  if (has !== undefined) return { or: has.map((tag) => ({ in: [tag, named] })) };
  return { ">=": [named, atLeast] };
}
