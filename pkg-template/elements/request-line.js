// One line of an order in a form: what it asks depends on what was answered.

import { badge, showStretches, stretchesOf, verdict, why } from "./offers.js";
import { element, fill, part } from "./draw.js";
import { chosenOffer, offersOf, questionsOf } from "./request.js";
import { checkGroup, radioGroup, selectField, slug, textField } from "./request-fields.js";

const faults = ["defect", "not-as-described", "damaged-in-transit"];
const slots = ["component", "remedy", "questions", "evidence"];

/** Draws a line as far as it stays as it is while the form is filled in. */
export function lineForm(form, unit) {
  const { words } = form.speaker;
  const { key, left, of, bucket } = unit;
  const entry = form.entries.get(key);
  const item = form.items?.[unit.line]?.name ?? unit.sku ?? unit.line;
  const name = bucket === undefined ? item : words.form.bucket(item, bucket);
  const tick = element("input", {
    type: "checkbox",
    name: slug("line", key),
    checked: entry.chosen,
    disabled: left === 0,
    on: { change: ({ target }) => form.change(entry, { chosen: target.checked }) },
  });
  const amount = left === undefined ? "" : left === 0 ? words.form.noneLeft : words.form.left(left, of ?? left);
  const title = element("span", { class: "line-name" }, element("strong", {}, name), element("small", {}, amount));
  const head = element(
    "label",
    { class: "line-head", part: "line-head" },
    tick,
    element("slot", { name: `item-${key}` }),
    title,
  );
  const place = (slot) => element("div", { id: slug(slot, "slot", key) });
  const body = element(
    "div",
    { class: "line-body", id: slug("body", key), role: "group", "aria-label": name },
    element("div", { class: "pair" }, quantityField(form, unit, entry), reasonField(form, unit, entry)),
    ...slots.map(place),
    element("div", { id: slug("summary", key), class: "summary-line", "aria-live": "polite" }),
  );
  return part("div", "line", head, body);
}

function quantityField(form, { key }, entry) {
  const on = ({ target }) => form.change(entry, { quantity: target.value });
  return textField(key, "quantity", form.speaker.words.form.quantity, { value: entry.quantity, on });
}

function reasonField(form, { key }, entry) {
  const { words } = form.speaker;
  const codes = form.reasons ?? Object.keys(words.reasons);
  const options = [["", words.form.chooseReason], ...codes.map((code) => [code, words.reasons[code] ?? code])];
  const cleared = { remedy: undefined, component: undefined, defectKnownAt: undefined, conditions: {}, evidence: [] };
  const on = ({ target }) => form.change(entry, { ...cleared, reason: target.value });
  return selectField(key, "reason", words.form.reason, { value: entry.reason, options, on });
}

/** Draws what has changed of a line. */
export function updateLine(form, unit) {
  const entry = form.entries.get(unit.key);
  const place = (name) => form.root.getElementById(slug(name, unit.key));
  place("body").hidden = !entry.chosen;
  if (!entry.chosen) return;
  const slot = (name) => form.root.getElementById(slug(name, "slot", unit.key));
  showComponents(form, unit, entry, slot("component"));
  showRemedies(form, unit, entry, slot("remedy"));
  showQuestions(form, unit, entry, slot("questions"));
  const offer = chosenOffer(form, unit);
  showEvidence(form, unit, entry, slot("evidence"), offer?.terms.evidence ?? []);
  showOffer(form, unit, entry, place("summary"), offer);
}

function showComponents(form, unit, entry, slot) {
  const { words } = form.speaker;
  const known = form.items?.[unit.line]?.components ?? unit.components;
  const components = faults.includes(entry.reason) ? known : [];
  fill(slot, components, () => {
    if (components.length === 0) return [];
    const options = ["", ...components].map((code) => [code, words.components[code] ?? code]);
    const on = ({ target }) => form.change(entry, { component: target.value || undefined });
    return selectField(unit.key, "component", words.form.component, { value: entry.component, options, on });
  });
}

function showRemedies(form, unit, entry, slot) {
  const { speaker } = form;
  const { words } = speaker;
  const offers = offersOf(form, unit, ["remedy", "evidence"]).filter(
    ({ status, remedy }, index, all) =>
      status !== "excluded" || (remedy === "refund" && all.every((each) => each.status === "excluded")),
  );
  if (entry.remedy && !offers.some(({ remedy }) => remedy === entry.remedy)) entry.remedy = undefined;
  const shown = offers.map((offer) => [offer.remedy, offer.status, speaker.period(offer)]);
  fill(slot, [shown, entry.reason], () => {
    if (!entry.reason) return [];
    if (shown.length === 0) return part("p", "nothing", words.terms.nothing);
    const choices = shown.map(([remedy, status, period]) => [
      remedy,
      part("span", "remedy", words.remedies[remedy] ?? remedy),
      badge(speaker, status),
      element("small", {}, period),
    ]);
    const on = (remedy) => form.change(entry, { remedy, evidence: [] });
    return radioGroup(unit.key, "remedy", words.form.remedy, { value: entry.remedy, choices, on });
  });
}

/** The engine names the facts on which the answer hangs; those that only the buyer knows become questions. */
function showQuestions(form, unit, entry, slot) {
  const { speaker } = form;
  const { conditions, defectKnownAt } = questionsOf(form, unit);
  const names = conditions.map(({ name }) => name);
  for (const name of Object.keys(entry.conditions)) if (!names.includes(name)) delete entry.conditions[name];
  if (!defectKnownAt) delete entry.defectKnownAt;
  fill(slot, [conditions, defectKnownAt], () => [
    ...conditions.map(({ name, values }) => conditionGroup(form, unit, entry, name, values)),
    defectKnownAt && defectField(form, unit, entry),
  ]);
}

function conditionGroup(form, { key }, entry, name, known) {
  const { question, values } = form.speaker.condition(name, known);
  const on = (value) => form.change(entry, { conditions: { ...entry.conditions, [name]: value } });
  return radioGroup(key, `conditions/${name}`, question, {
    value: entry.conditions[name],
    choices: values.map(([v, t]) => [v, t]),
    on,
  });
}

function defectField(form, { key }, entry) {
  const { form: words } = form.speaker.words;
  const on = ({ target }) => form.change(entry, { defectKnownAt: target.value });
  return textField(key, "defectKnownAt", words.defectKnownAt, { value: entry.defectKnownAt, type: "date", on });
}

function showEvidence(form, unit, entry, slot, wanted) {
  const { words } = form.speaker;
  fill(slot, [wanted, entry.remedy], () => {
    if (wanted.length === 0) return [];
    const choices = wanted.map((code) => [code, words.evidence[code] ?? code]);
    const on = (code, there) => {
      const others = entry.evidence.filter((each) => each !== code);
      form.change(entry, { evidence: there ? [...others, code] : others });
    };
    return checkGroup(unit.key, "evidence", words.form.evidence, { values: entry.evidence, choices, on });
  });
}

function showOffer(form, unit, entry, place, offer) {
  const { speaker, order } = form;
  const { words } = speaker;
  const count = Math.min(Number.parseInt(entry.quantity, 10) || 1, unit.left ?? Infinity);
  const priced = unit.unitPrice !== undefined && order.currency;
  const price = priced ? { amount: unit.unitPrice * count, currency: order.currency } : undefined;
  fill(place, [offer, price], () => {
    if (!offer) return [];
    const { status, window, because, depends } = offer;
    const granted = ["open", "review", "depends"].includes(status);
    const daysLeft = granted && window?.daysLeft !== undefined ? words.daysLeft(window.daysLeft) : "";
    const isAsked = depends.some(({ path }) => path.startsWith("/request/"));
    const hangsOn = isAsked ? words.hangsOnAnswers : speaker.hangsOn(depends);
    return part(
      "div",
      "offer",
      verdict(speaker, offer, element("small", {}, daysLeft)),
      status === "depends" ? part("p", "layers", hangsOn) : "",
      granted ? part("p", "layers", speaker.layers(offer)) : "",
      granted ? showStretches(speaker, offer.remedy, stretchesOf(offer), price) : [],
      why(speaker, because, window?.zone),
    );
  });
}
