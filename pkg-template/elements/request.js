// What a form asks for so far, and what the engine says to it. Everything is passed on as it was typed: the engine judges.

import { ask } from "./engine.js";

const asks = ["method", "tender", "requester", "replacement"];
const ofLine = /^\/request\/lines\/(\d+)\/(.+)$/;

/** What can be ticked: every line of an order, or every bucket of one that is split, as its decision lists them. */
export function unitsOf(order, decision) {
  const source = (id) => order.lines.find((line) => line.id === id);
  return decision.lines.map(({ line, bucket, left, warranty }) => ({
    key: bucket === undefined ? line : `${line}/${bucket}`,
    line,
    bucket,
    left,
    of: bucket === undefined ? source(line).quantity : undefined,
    sku: source(line).sku,
    unitPrice: source(line).unitPrice,
    components: [...new Set(warranty.map(({ component }) => component).filter(Boolean))],
  }));
}

/** What is asked of a unit before anything was filled in. */
export function blank({ left }) {
  return { chosen: false, quantity: left === undefined ? "" : String(left), conditions: {}, evidence: [] };
}

/** What is asked of a unit by a line of a request that was made before. */
export function filled(unit, { line, bucket, quantity, ...rest }) {
  return { ...blank(unit), ...rest, chosen: true, ...(quantity !== undefined && { quantity: String(quantity) }) };
}

/** The line of a request. */
export function requestLine({ line, bucket, left }, entry) {
  const { quantity, reason, remedy, component, conditions, evidence, defectKnownAt } = entry;
  const typed = quantity.trim();
  return {
    line,
    ...(bucket !== undefined && { bucket }),
    ...((typed || left !== undefined) && { quantity: /^\d+$/.test(typed) ? Number(typed) : quantity }),
    ...(reason && { reason }),
    ...(remedy && { remedy }),
    ...(component && { component }),
    ...(Object.keys(conditions).length > 0 && { conditions }),
    ...(evidence.length > 0 && { evidence }),
    ...(defectKnownAt && { defectKnownAt }),
  };
}

/** The units that are asked for. */
export function chosenOf({ units, entries }) {
  return units.filter(({ key }) => entries.get(key).chosen);
}

/** The whole request. */
export function requestOf(form) {
  return { lines: chosenOf(form).map((unit) => requestLine(unit, form.entries.get(unit.key))), ...form.answers };
}

/** What is offered for a unit, for the reason chosen; `without` are fields that shall not be known. */
export function offersOf({ policy, order, at, entries, answers }, unit, without = []) {
  const entry = entries.get(unit.key);
  if (!entry.reason) return [];
  const fields = Object.entries(requestLine(unit, { ...entry, quantity: "1" }));
  const line = Object.fromEntries(fields.filter(([field]) => !without.includes(field)));
  const asked = without.includes("answers") ? {} : answers;
  const outcome = ask(policy, "evaluate", { order, request: { lines: [line], ...asked }, at });
  return outcome.ok ? outcome.value.lines[0].offers : [];
}

/** The offer that was chosen for a unit. */
export function chosenOffer(form, unit) {
  const { remedy } = form.entries.get(unit.key);
  return offersOf(form, unit).find((offer) => offer.remedy === remedy);
}

/**
 * What the buyer must be asked about a unit, because the answer hangs on it: names of `conditions` with the values that
 * policies tell apart, and whether the day on which the fault was found matters.
 */
export function questionsOf(form, unit) {
  const { remedy: wanted } = form.entries.get(unit.key);
  const offers = offersOf(form, unit, ["conditions", "defectKnownAt"]).filter(
    ({ status, remedy }) => status !== "excluded" && [undefined, remedy].includes(wanted),
  );
  const missing = offers.flatMap(({ depends }) => depends).filter(matters);
  const fields = missing.map(({ path }) => ofLine.exec(path)?.[2] ?? "");
  const names = fields.filter((field) => field.startsWith("conditions/")).map((field) => field.slice(11));
  const conditions = [...new Set(names)].sort().map((name) => ({ name, values: valuesOf(offers, name) }));
  return { conditions, defectKnownAt: fields.includes("defectKnownAt") };
}

/** What must be asked about the request as a whole. */
export function answersOf(form) {
  const missing = chosenOf(form)
    .flatMap((unit) => offersOf(form, unit, ["answers"]))
    .filter(({ status }) => status !== "excluded")
    .flatMap(({ depends }) => depends)
    .filter(matters);
  return asks.filter((name) => missing.some(({ path }) => path === `/request/${name}`));
}

// That it only matters for later does not matter to a buyer who asks now.
function matters({ affects }) {
  return affects.some((part) => part !== "phases");
}

function valuesOf(offers, name) {
  const found = offers.flatMap(({ cases }) => cases).map(({ when }) => when.condition?.[name]);
  const values = found.flatMap((condition) => condition?.not ?? condition ?? []);
  return [...new Set(values.filter((value) => Object(value) !== value))];
}

/** Everything the engine has to say against the request. */
export function problemsOf(form) {
  const { policy, order, at } = form;
  const outcome = ask(policy, "validate", { order, request: requestOf(form), at });
  return outcome.ok ? outcome.value.problems : outcome.problems;
}

/** The unit that a problem is about. */
export function unitOf(form, { path }) {
  return chosenOf(form)[ofLine.exec(path)?.[1]];
}

/** `/request/lines/0/conditions/seal` is the field `conditions/seal` of the first unit chosen. */
export function fieldOf(form, problem) {
  const unit = unitOf(form, problem);
  return unit ? `${unit.key}/${ofLine.exec(problem.path)[2]}` : problem.path.replace(/^\/request\//, "");
}
