// What both pages share: the language, the engine with the shop's documents, and the clock.

import { speak } from "./engine/elements.js";
import { element } from "./engine/elements/draw.js";
import { Speaker } from "./engine/elements/sentences.js";
import { compile, load } from "./engine/page.js";
import { languages } from "./words.js";

export { element, fill, row } from "./engine/elements/draw.js";

speak(...Object.values(languages));

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
