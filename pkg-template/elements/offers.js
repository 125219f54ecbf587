// Shows what an offer costs and gives, stretch of time by stretch: of a later one only what is no longer as it was.

import { element, part, row } from "./draw.js";

/** The badge that says how things stand. */
export function badge({ words }, status) {
  return element("span", { class: `badge ${status}`, part: `badge ${status}` }, words.status[status] ?? status);
}

/** The first line of an offer: the remedy, how it stands, until when. */
export function verdict(speaker, offer, ...rest) {
  return part(
    "p",
    "verdict",
    part("span", "remedy", speaker.words.remedies[offer.remedy] ?? offer.remedy),
    badge(speaker, offer.status),
    part("span", "until", speaker.period(offer)),
    ...rest,
  );
}

/** The reasons of an answer, on demand: which document says so, where, and by which facts. */
export function why(speaker, because, zone = "UTC") {
  const { words } = speaker;
  const item = ({ document: id, version, rule, basis, facts }) =>
    element(
      "li",
      {},
      element("strong", {}, words.documents[id] ?? id),
      element("span", { class: "basis" }, basis.join("; ")),
      element("span", { class: "facts" }, facts.map((fact) => speaker.fact(fact, zone)).join(words.list)),
      element("code", {}, words.rule(rule, version)),
    );
  return part("details", "why", element("summary", {}, words.terms.why), element("ul", {}, because.map(item)));
}

/** What the terms of every stretch say, as pairs of a name and a sentence. */
export function sayings(speaker, remedy, stretches, price) {
  const { words } = speaker;
  const stated = (term) => stretches.some(({ terms }) => terms[term]);
  return stretches.map(({ terms }) => {
    const back = speaker.comesBack(remedy, terms, price);
    return [
      [words.freight, speaker.freight(terms)],
      ...(back ? [[remedy === "refund" ? words.back : words.fee, back]] : []),
      ...(stated("refundDue") ? [[words.due, speaker.due(terms)]] : []),
      ...(terms.evidence?.length > 0 ? [[words.proof, speaker.proof(terms)]] : []),
      ...(stated("burden") ? [[words.burden, speaker.burden(terms)]] : []),
    ];
  });
}

/**
 * The stretches of time in which an offer reads differently: now, and each later phase in which there is something.
 *
 * While no day is known, there is none between two layers either; then each says what it grants by itself.
 */
export function stretchesOf(offer) {
  const { phases, layers } = offer;
  const granting = layers.filter(({ window }) => window);
  const undated = granting.some(({ window }) => !window.lastDay && window.length !== "unlimited");
  if (undated && granting.length > 1) return granting.map((layer) => ({ ...layer, by: layer }));
  const later = phases.filter(({ status }) => ["open", "review"].includes(status));
  return [offer, ...later.map((phase) => ({ ...phase, window: phase.until && { lastDay: dayBefore(phase.until) } }))];
}

/** The last day before an instant; written in its zone, one that ends a day stands at midnight. */
function dayBefore(instant) {
  const day = Date.parse(`${instant.slice(0, 10)}T00:00:00Z`);
  const last = instant.slice(11, 19) === "00:00:00" ? day - 86_400_000 : day;
  return new Date(last).toISOString().slice(0, 10);
}

/**
 * Shows the stretches of an offer, each `{ from?, by?, status, window?, terms }`.
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
    const list =
      rows.length > 0
        ? element(
            "dl",
            {},
            rows.map(([name, sentence]) => row(name, sentence)),
          )
        : "";
    return part("div", "stretch", heading(speaker, stretch, turns), list);
  });
}

function heading(speaker, stretch, turns) {
  const { from, by } = stretch;
  const when = by ? speaker.layers({ layers: [by] }) : from && speaker.words.fromDay(speaker.day(from));
  if (!when) return "";
  return element(
    "p",
    { class: "from" },
    element("span", {}, when),
    ...(turns ? [badge(speaker, stretch.status), from && speaker.period(stretch)] : []),
  );
}
