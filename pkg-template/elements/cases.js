// Shows what a product's buyer may ask for, in every case of what is not known of the item yet.

import { element, part, row } from "./draw.js";
import { sayings, showStretches, stretchesOf, verdict, why } from "./offers.js";

const first = { "change-of-mind": ["refund", "exchange"], defect: ["repair", "exchange", "refund"] };
// Past so many undecided conditions a table of all cases helps nobody.
const mostUndecided = 4;

/** The offers for a reason: the usual remedies in their order, then every other. */
export function pick(offers, reason) {
  const place = ({ remedy }) => (first[reason].indexOf(remedy) + 1 || 99) - 1;
  return offers.filter((offer) => offer.reason === reason).sort((a, b) => place(a) - place(b));
}

/** The conditions of the item on which anything shown hangs. */
export function conditionsOf({ offers, warranty }) {
  const shown = [...pick(offers, "change-of-mind"), ...pick(offers, "defect")];
  const asked = shown.concat(warranty).flatMap(({ depends }) => depends);
  const names = asked.filter(({ fact }) => fact.startsWith("condition.")).map(({ fact }) => fact.slice(10));
  return [...new Set(names)].sort();
}

/**
 * The answer for every combination of what is undecided.
 *
 * The `cases` of an offer say how it stands now; asking once for each says what comes later as well. A condition that has
 * no words is left undecided: its values are the policy's to know.
 */
export function worldsOf(speaker, undecided, ask) {
  const named = undecided.filter((name) => speaker.words.conditions[name]);
  const guesses = named.length > mostUndecided ? [{}] : combinations(speaker, named);
  return guesses.map((guess) => ({ guess, outcome: ask(guess) }));
}

function combinations(speaker, names) {
  return names.reduce(
    (worlds, name) =>
      worlds.flatMap((world) => speaker.condition(name).values.map(([value]) => ({ ...world, [name]: value }))),
    [{}],
  );
}

/** What is offered for one reason, remedy by remedy, each as its cases: the worlds in which it reads alike, together. */
export function casesOf(speaker, worlds, reason, price) {
  const remedies = [
    ...new Set(worlds.flatMap(({ outcome }) => pick(outcome.value.offers, reason).map((o) => o.remedy))),
  ];
  return remedies.map((remedy) => cases(speaker, worlds, reason, remedy, price)).filter((all) => all.length > 0);
}

function cases(speaker, worlds, reason, remedy, price) {
  const groups = new Map();
  const inWorld = ({ outcome }) =>
    outcome.value.offers.find((offer) => offer.reason === reason && offer.remedy === remedy);
  // A refusal is worth a line where something else is granted in another case, or where refunds are all there could be.
  if (remedy !== "refund" && worlds.every((world) => [undefined, "excluded"].includes(inWorld(world)?.status)))
    return [];
  for (const world of worlds) {
    const offer = inWorld(world);
    if (!offer) continue;
    const key = JSON.stringify([speaks(speaker, offer), sayings(speaker, remedy, stretchesOf(offer), price)]);
    groups.set(key, { offer, guesses: [...(groups.get(key)?.guesses ?? []), world.guess] });
  }
  return [...groups.values()];
}

/** How an offer stands, apart from its terms. */
function speaks(speaker, offer) {
  return JSON.stringify([offer.status, speaker.period(offer), speaker.layers(offer)]);
}

/** How things stand in short: one offer where all its cases stand alike, else what they have in common. */
export function inShort(speaker, [all]) {
  if (!all) return undefined;
  const { words } = speaker;
  const offers = all.map(({ offer }) => offer);
  const statuses = [...new Set(offers.map(({ status }) => status))];
  const periods = [...new Set(offers.map((offer) => speaker.period(offer)).filter(Boolean))];
  const status = statuses.length === 1 ? statuses[0] : "depends";
  return { remedy: offers[0].remedy, status, period: periods.length > 0 ? words.or(periods) : "" };
}

/** One offer in all its cases: a later case says only what is not as in the first. */
export function showCases(speaker, all, price) {
  const [first, ...others] = all.map((each) => ({ ...each, title: caseTitle(speaker, each, all) }));
  const shown = [
    ...showCase(speaker, first, price),
    ...others.flatMap((each) => showCase(speaker, each, price, first.offer)),
  ];
  return part("div", "offer", shown, why(speaker, reasonsOf(all), all[0].offer.window?.zone));
}

function showCase(speaker, { offer, title }, price, first) {
  const granted = !["excluded", "closed"].includes(offer.status);
  const alike = first && speaks(speaker, first) === speaks(speaker, offer);
  const said = alike ? sayings(speaker, first.remedy, stretchesOf(first), price) : [];
  const layers = offer.status === "depends" ? speaker.hangsOn(offer.depends) : speaker.layers(offer);
  return [
    title,
    alike ? "" : verdict(speaker, offer),
    granted && !alike ? part("p", "layers", layers) : "",
    ...(granted ? showStretches(speaker, offer.remedy, stretchesOf(offer), price, said) : []),
  ];
}

/** The reasons of every case, each rule once, those of a document together. */
function reasonsOf(all) {
  const reasons = all
    .flatMap(({ offer }) => offer.because)
    .map((reason) => [`${reason.layer}/${reason.document}/${reason.rule}`, reason]);
  return [...new Map(reasons.sort(([a], [b]) => (a < b ? -1 : 1))).values()];
}

function caseTitle(speaker, { guesses }, all) {
  if (all.length === 1) return undefined;
  const clause = ([name, value]) => speaker.condition(name).values.find((each) => each[0] === value)[2];
  const telling = (guess) => Object.entries(guess).filter(([name]) => differs(all, name));
  const texts = guesses.map((guess) => speaker.words.both(telling(guess).map(clause)));
  return part("p", "case", speaker.words.ifAnswer([...new Set(texts)].join(" / ")));
}

/** Whether an answer tells the groups apart. */
function differs(all, name) {
  const values = all.map(({ guesses }) =>
    JSON.stringify([...new Set(guesses.map((guess) => String(guess[name])))].sort()),
  );
  return new Set(values).size > 1;
}

/** How long the whole and its parts are repaired, where a part has a time of its own; `components` says which to show. */
export function warrantyRows(speaker, { offers, warranty }, components) {
  const { words } = speaker;
  const isRepair = ({ reason, remedy }) => reason === "defect" && remedy === "repair";
  const parts = warranty.filter(isRepair);
  const repairs = parts.length > 0 ? parts : offers.filter(isRepair);
  const wanted = components ?? parts.map(({ component }) => component).filter(Boolean);
  if (wanted.length === 0) return [];
  return repairs
    .filter(({ component = "", status }) => ["", ...wanted].includes(component) && status !== "excluded")
    .map((offer) =>
      row(words.components[offer.component ?? ""] ?? offer.component, [
        speaker.period(offer) || words.status[offer.status],
        " ",
        element("small", {}, speaker.layers(offer)),
      ]),
    );
}
