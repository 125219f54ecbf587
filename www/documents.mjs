// The documents that page and service both decide by: the shop's policy, the laws, and the zones and calendars they name.

import { readFile } from "node:fs/promises";

const own = new URL("data/", import.meta.url);
const bought = new URL("../pkg/", import.meta.url);

const laws = ["statutes/cn.json", "statutes/eu.json"];

/** Reads the documents, in the order in which problems count them. */
export async function readDocuments() {
  const policies = await Promise.all([read("policy.json", own), ...laws.map((path) => read(path, bought))]);
  const zones = named(policies, "zone").map((zone) => `zones/${zone.replaceAll("/", "-")}.json`);
  const calendars = named(policies, "calendar").map((calendar) => `calendars/${calendar}.json`);
  return [...policies, ...(await Promise.all([...zones, ...calendars].map((path) => read(path, bought))))];
}

async function read(path, folder) {
  return JSON.parse(await readFile(new URL(path, folder), "utf8"));
}

/** The zones or calendars that policies name: one for all markets, or one for each. */
function named(policies, field) {
  const names = ({ [field]: name = {} }) => (typeof name === "string" ? [name] : Object.values(name));
  return [...new Set(policies.flatMap(names))].sort();
}
