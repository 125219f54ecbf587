// Decides one order with the built package: the same arguments as `return-policy evaluate`, the same text in answer.

import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { compile, load } from "../../pkg/node.js";

const { values } = parseArgs({
  options: {
    policies: { type: "string", multiple: true },
    order: { type: "string" },
    request: { type: "string" },
    at: { type: "string" },
  },
});
const text = (path) => readFile(path, "utf8");

await load();
const documents = await Promise.all(values.policies.map(text));
const compiled = compile(`[${documents.join(",")}]`);
if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems, null, 2));
const call = { order: JSON.parse(await text(values.order)), request: JSON.parse(await text(values.request)), at: values.at };
console.log(compiled.value.evaluateText(JSON.stringify(call)));
