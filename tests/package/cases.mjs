// Reads the golden vectors and their kept answers into cases that every host can be asked.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { root } from "./project.mjs";

const golden = new URL("tests/golden/", root);

/**
 * Every golden vector, in the order of its name, with the documents that vectors load: many load the same ones. Fails when a
 * vector has no answer or an answer no vector.
 */
export async function goldenCases() {
  const kept = await keptLines();
  const names = (await readdir(golden, { recursive: true }))
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".json"))
    .sort();
  assert.deepEqual([...kept.keys()].sort(), names, "answers.ndjson has one line for each vector");
  const documents = [];
  const cases = [];
  for (const name of names) {
    const { loaded, ...question } = await asked(name);
    if (!documents.includes(loaded)) documents.push(loaded);
    cases.push({ vector: name, documents: documents.indexOf(loaded), ...question, line: kept.get(name) });
  }
  return { documents, cases };
}

/** The cases with their documents sealed, without reports and those whose answer is what is wrong with the documents. */
export function sealed({ documents, cases }, engine) {
  const outcomes = documents.map((text) => engine.seal(text));
  const sound = cases.filter(({ documents, besides, line }) => {
    if (besides) return false;
    const outcome = outcomes[documents];
    if (!outcome.ok) assert.ok(line.endsWith(`"answer":${JSON.stringify(outcome)}}`), line);
    return outcome.ok;
  });
  return { documents: outcomes.map(({ value }) => value ?? ""), cases: sound };
}

async function keptLines() {
  const text = await readFile(new URL("answers.ndjson", golden), "utf8");
  const lines = text.split("\n").filter((line) => line !== "");
  return new Map(lines.map((line) => [JSON.parse(line).vector, line]));
}

async function asked(name) {
  const vector = JSON.parse(await readFile(new URL(name, golden), "utf8"));
  const question = vector.call ?? "evaluate";
  const loaded = await listText(vector.documents);
  if (!reports.includes(question)) return { loaded, question, call: callText(question, vector) };
  // What a report is asked besides the documents.
  const besides = [];
  if (vector.new) besides.push(await listText(vector.new));
  if (vector.calls) besides.push(vector.calls);
  return { loaded, question, besides };
}

const reports = ["check", "coverage", "floor", "diff"];

async function listText(documents) {
  const texts = [];
  for (const document of documents) texts.push(...(await documentTexts(document)));
  return `[${texts.join(",")}]`;
}

/** A document stands in the vector itself, or is a path from the root of the repository; a folder is all of its documents. */
async function documentTexts(document) {
  if (typeof document !== "string") return [JSON.stringify(document)];
  const place = new URL(document, root);
  if (!document.endsWith("/")) return [await text(place)];
  const names = (await readdir(place)).filter((name) => name.endsWith(".json")).sort();
  return Promise.all(names.map((name) => text(new URL(name, place))));
}

const texts = new Map();

/** The text of a file, read once. */
async function text(place) {
  if (!texts.has(place.href)) texts.set(place.href, await readFile(place, "utf8"));
  return texts.get(place.href);
}

function callText(question, { order, product, expectedDelivery, request, at }) {
  return JSON.stringify(question === "terms" ? { product, expectedDelivery, at } : { order, request, at });
}
