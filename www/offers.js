// Shows what an offer costs and gives, stretch of time by stretch: of a later one only what is no longer as it was.

import { badge, element, row } from "./page.js";

/** The first line of an offer: the remedy, how it stands, until when. */
export function verdict(speaker, offer, ...rest) {
  return element(
    "p",
    { class: "verdict" },
    element("span", { class: "remedy" }, speaker.words.remedies[offer.remedy] ?? offer.remedy),
    badge(speaker, offer.status),
    element("span", { class: "until" }, speaker.period(offer)),
    ...rest,
  );
}

/** What the terms of every stretch say, as pairs of a name and a sentence. */
export function sayings(speaker, remedy, stretches, price) {
  const { words } = speaker;
  return stretches.map(({ terms }) => {
    const back = speaker.comesBack(remedy, terms, price);
    return [
      [words.freight, speaker.freight(terms)],
      ...(back ? [[remedy === "refund" ? words.back : words.fee, back]] : []),
      ...(terms.evidence?.length > 0 ? [[words.proof, speaker.proof(terms)]] : []),
    ];
  });
}

/**
 * Shows the stretches of an offer, each `{ from?, status, window?, terms }`.
 *
 * `said` are the sayings of a case shown before this one: what is the same there is not said again.
 */
export function showStretches(speaker, remedy, stretches, price, said = []) {
  const all = sayings(speaker, remedy, stretches, price);
  return stretches.map((stretch, index) => {
    const known = [...(all[index - 1] ?? []), ...(said[index] ?? [])].map(([, sentence]) => sentence);
    const rows = all[index].filter(([, sentence]) => !known.includes(sentence));
    const turns = index > 0 && stretch.status !== stretches[index - 1].status;
    if (rows.length === 0 && !(turns && said.length === 0)) return undefined;
    const list = rows.length > 0 ? element("dl", {}, rows.map(([name, sentence]) => row(name, sentence))) : "";
    return element("div", { class: "stretch" }, stretch.from ? from(speaker, stretch, turns) : "", list);
  });
}

function from(speaker, stretch, turns) {
  const day = element("span", {}, speaker.words.fromDay(speaker.day(stretch.from)));
  return element("p", { class: "from" }, day, ...(turns ? [badge(speaker, stretch.status), speaker.period(stretch)] : []));
}
