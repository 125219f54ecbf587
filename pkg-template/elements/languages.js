// The languages a page has loaded, and who speaks which.

import { Speaker } from "./sentences.js";

const speakers = new Map();
const listeners = new Set();

/** Lets the elements speak these languages, such as the one that `elements/en.js` exports; the first is the fallback. */
export function speak(...languages) {
  for (const language of languages) speakers.set(language.tag.toLowerCase(), new Speaker(language));
  for (const listen of listeners) listen();
}

/** Who speaks the language of a tag, else one of its regions or scripts, else the fallback; `undefined` without any. */
export function speakerOf(tag = "") {
  const wanted = tag.toLowerCase();
  const [primary] = wanted.split("-");
  const near = [...speakers.keys()].find((each) => each.split("-")[0] === primary);
  return speakers.get(wanted) ?? speakers.get(near) ?? speakers.values().next().value;
}

/** The language of the nearest element that names one, through every shadow around. */
export function tagOf(element) {
  for (let at = element; at; at = at.getRootNode().host) {
    const named = at.closest("[lang]");
    if (named) return named.lang;
  }
  return "";
}

/** Calls `listen` whenever languages arrive; gives how to stop. */
export function whenSpoken(listen) {
  listeners.add(listen);
  return () => listeners.delete(listen);
}
