// The policy's JSON, walked by thirty lines of JavaScript: what a shop writes whose rules are data.

import { answersOf, tablesOf } from "../tables.mjs";

export const name = "plain interpreter of the JSON";

export function start(policy) {
  const { window, payer, fee, warranty } = tablesOf(policy);
  const decideLine = (facts) => ({
    window: first(window, facts),
    payer: first(payer, facts),
    fee: first(fee, facts),
    warranty: first(warranty, facts),
  });
  return { decide: (call) => answersOf(call, decideLine), read: (answers) => answers };
}

function first(table, facts) {
  for (const { conditions, value } of table) {
    if (holdAll(conditions, facts)) return value;
  }
  return null;
}

function holdAll(conditions, facts) {
  for (const condition of conditions) {
    if (!holds(condition, facts[condition.fact])) return false;
  }
  return true;
}

function holds({ oneOf, has, atLeast }, fact) {
  if (oneOf !== undefined) return oneOf.includes(fact);
  if (has !== undefined) return has.some((tag) => fact.includes(tag));
  return fact >= atLeast;
}
