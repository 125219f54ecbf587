// What both pages share: the language, the engine with the shop's documents, the clock, and elements.

import { compile, load } from "./engine/page.js";
import { Speaker } from "./sentences.js";
import { languages } from "./words.js";

/** Makes an element. Text is only ever text: nothing here reads markup. */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) set(made, key, value);
  made.append(...children.flat().filter((child) => child !== undefined && child !== ""));
  return made;
}

function set(made, key, value) {
  if (value === undefined || value === false) return;
  if (key === "on") for (const [event, listen] of Object.entries(value)) made.addEventListener(event, listen);
  else made.setAttribute(key, value === true ? "" : value);
}

/** Fills `place` anew when what it shows has changed; `key` says what that is. */
export function fill(place, key, make) {
  const text = JSON.stringify(key);
  if (place.dataset.shows === text) return;
  place.dataset.shows = text;
  place.replaceChildren(...[make()].flat().filter(Boolean));
}

/** Reads JSON from the service. */
export async function fetchJson(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

/** The service's clock, which may stand still; the engine has none. */
export async function readClock() {
  const { at, runs } = await fetchJson("/api/clock");
  const started = Date.now();
  return { now: () => new Date(Date.parse(at) + (runs ? Date.now() - started : 0)).toISOString() };
}

/** Loads the engine and the shop's documents, and compiles them. */
async function openPolicy() {
  const [documents] = await Promise.all([fetch("/api/documents").then((response) => response.text()), load()]);
  const compiled = compile(documents);
  if (!compiled.ok) throw new Error(compiled.problems.map(({ message }) => message).join("; "));
  return compiled.value;
}

/** Starts a page: `show(context)` is called once, and again whenever the language changes. */
export async function start(title, show) {
  const context = { speaker: new Speaker(languages[chosenLanguage()]) };
  const main = document.querySelector("main");
  showFrame(context, title);
  main.setAttribute("aria-busy", "true");
  try {
    const [policy, clock, products] = await Promise.all([openPolicy(), readClock(), fetchJson("/data/products.json")]);
    Object.assign(context, { policy, clock, products });
    await show(context);
  } catch (error) {
    main.replaceChildren(
      element("p", { class: "notice bad", role: "alert" }, context.speaker.words.failed(error.message)),
    );
    throw error;
  } finally {
    main.removeAttribute("aria-busy");
  }
  for (const button of document.querySelectorAll("[data-language]")) {
    button.addEventListener("click", async () => {
      context.speaker = new Speaker(languages[button.dataset.language]);
      remember(button.dataset.language);
      showFrame(context, title);
      await show(context);
    });
  }
}

/** The texts around the page: everything marked `data-words`, and the language itself. */
function showFrame({ speaker }, title) {
  const { words, tag } = speaker;
  document.documentElement.lang = tag;
  document.title = `${words[title].title} – ${words.shop}`;
  for (const place of document.querySelectorAll("[data-words]")) {
    place.textContent = place.dataset.words.split(".").reduce((part, key) => part[key], words);
  }
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(languages[button.dataset.language].tag === tag));
  }
}

function chosenLanguage() {
  const wanted = new URLSearchParams(location.search).get("lang") ?? remembered() ?? navigator.language;
  return wanted.startsWith("zh") ? "zh" : "en";
}

// A browser may refuse storage; then the language is asked for anew on every page.
function remembered() {
  try {
    return localStorage.getItem("language") ?? undefined;
  } catch {
    return undefined;
  }
}

function remember(language) {
  try {
    localStorage.setItem("language", language);
  } catch {
    // Nothing is lost but the choice.
  }
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
  return element(
    "details",
    { class: "why" },
    element("summary", {}, words.products.why),
    element("ul", {}, because.map(item)),
  );
}

/** A row of a list of terms. */
export function row(name, value) {
  return element("div", {}, element("dt", {}, name), element("dd", {}, value));
}

/** The badge that says how things stand. */
export function badge({ words }, status) {
  return element("span", { class: `badge ${status}` }, words.status[status]);
}

/** Joins the answers that conditions may have, each with every other. */
export function combinations(speaker, names) {
  return names.reduce(
    (worlds, name) =>
      worlds.flatMap((world) => speaker.condition(name).values.map(([value]) => ({ ...world, [name]: value }))),
    [{}],
  );
}
