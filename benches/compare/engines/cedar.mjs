// Cedar as WebAssembly: every row is a policy that permits; the first that did is picked here, and days are counted here.

import { createRequire } from "node:module";
import { answersOf, tablesOf } from "../tables.mjs";

export const name = "@cedar-policy/cedar-wasm";

export function start(policy) {
  const cedar = createRequire(import.meta.url)("@cedar-policy/cedar-wasm/nodejs");
  const staticPolicies = {};
  const rowsById = new Map();
  for (const [table, rows] of Object.entries(tablesOf(policy))) {
    rows.forEach(({ conditions, value }, place) => {
      const id = `${table}-${place}`;
      staticPolicies[id] = `permit(principal, action, resource) when { ${conditions.map(one).join(" && ")} };`;
      rowsById.set(id, { table, place, value });
    });
  }
  const parsed = cedar.preparsePolicySet("policy", { staticPolicies });
  if (parsed.type !== "success") throw new Error(JSON.stringify(parsed));
  const entity = (type) => ({ type, id: "1" });
  const call = { principal: entity("Buyer"), action: entity("Action"), resource: entity("Line"), entities: [] };
  const decideLine = (facts) => {
    const answer = cedar.statefulIsAuthorized({ ...call, context: facts, preparsedPolicySetId: "policy" });
    if (answer.type !== "success" || answer.response.diagnostics.errors.length > 0) throw new Error(JSON.stringify(answer));
    return firsts(answer.response.diagnostics.reason, rowsById);
  };
  return { decide: (order) => answersOf(order, decideLine), read: (answers) => answers };
}

function firsts(ids, rowsById) {
  const values = { window: null, payer: null, fee: null, warranty: null };
  const places = {};
  for (const id of ids) {
    const { table, place, value } = rowsById.get(id);
    if (place > (places[table] ?? Infinity)) continue;
    places[table] = place;
    values[table] = value;
  }
  return values;
}

function one({ fact, oneOf, has, atLeast }) {
  if (oneOf !== undefined) return `${JSON.stringify(oneOf)}.contains(context.${fact})`;
  if (has !== undefined) return `context.${fact}.containsAny(${JSON.stringify(has)})`;
  return `context.${fact} >= ${atLeast}`;
}
