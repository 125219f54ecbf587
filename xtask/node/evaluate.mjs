// Decides one order with the built package under the documents of the demonstration; prints the answer's text.

import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { compile, load } from "../../pkg/node.js";
import { readDocuments } from "../../www/documents.mjs";

const options = { order: { type: "string" }, request: { type: "string" }, at: { type: "string" } };
const { values } = parseArgs({ options });
const json = async (path) => JSON.parse(await readFile(path, "utf8"));

await load();
const compiled = compile(await readDocuments());
if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems, null, 2));
const call = { order: await json(values.order), request: await json(values.request), at: values.at };
console.log(compiled.value.evaluateText(JSON.stringify(call)));
