// Reads the golden vectors and their kept answers into cases that every host can be asked.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { root } from "./project.mjs";

const golden = new URL("tests/golden/", root);

/** Every golden vector, in the order of its name. Fails when a vector has no answer or an answer no vector. */
export async function goldenCases() {
  const kept = await keptLines();
  const names = (await readdir(golden, { recursive: true }))
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".json"))
    .sort();
  assert.deepEqual([...kept.keys()].sort(), names, "answers.ndjson has one line for each vector");
  return Promise.all(names.map(async (name) => ({ vector: name, ...(await asked(name)), line: kept.get(name) })));
}

async function keptLines() {
  const text = await readFile(new URL("answers.ndjson", golden), "utf8");
  const lines = text.split("\n").filter((line) => line !== "");
  return new Map(lines.map((line) => [JSON.parse(line).vector, line]));
}

async function asked(name) {
  const vector = JSON.parse(await readFile(new URL(name, golden), "utf8"));
  const documents = await Promise.all(vector.documents.map(documentTexts));
  const question = vector.call ?? "evaluate";
  return { documents: `[${documents.flat().join(",")}]`, question, call: callText(question, vector) };
}

/** A document stands in the vector itself, or is a path from the root of the repository; a folder is all of its documents. */
async function documentTexts(document) {
  if (typeof document !== "string") return [JSON.stringify(document)];
  const place = new URL(document, root);
  if (!document.endsWith("/")) return [await readFile(place, "utf8")];
  const names = (await readdir(place)).filter((name) => name.endsWith(".json")).sort();
  return Promise.all(names.map((name) => readFile(new URL(name, place), "utf8")));
}

function callText(question, { order, product, expectedDelivery, request, at }) {
  return JSON.stringify(question === "terms" ? { product, expectedDelivery, at } : { order, request, at });
}
