// <return-request>: what is asked for of an order, checked while it is filled in; its value is the request.

import { define } from "./base.js";
import { element, fill, part } from "./draw.js";
import { ask, opened, read } from "./engine.js";
import { Field } from "./field.js";
import {
  answersOf,
  blank,
  chosenOf,
  chosenOffer,
  fieldOf,
  filled,
  problemsOf,
  requestOf,
  unitOf,
  unitsOf,
} from "./request.js";
import { focusOf, mark, radioGroup } from "./request-fields.js";
import { lineForm, updateLine } from "./request-line.js";

export { speak } from "./languages.js";

// Until the buyer has tried to send the form, what is merely not there yet is no reproach.
const unfinished = ["missing-field", "fact-missing", "evidence-missing"];

/** The element; see `elements.d.ts`. */
export class ReturnRequest extends Field {
  static takes = { policy: "policy", order: "order", at: "at", items: "items", reasons: "reasons" };

  #form;
  #drawn;
  #drawnBy;
  #told;
  #entries = new Map();
  #answers = {};
  #before;
  #decided;
  #order;
  #tried = false;
  #filledIn = 0;

  constructor() {
    super();
    this.addEventListener("invalid", () => {
      this.#tried = true;
      this.redraw();
    });
  }

  /** The request as it has been filled in so far. */
  get request() {
    this.flush();
    return this.#form ? requestOf(this.#form) : { lines: [] };
  }

  set request(request) {
    this.#before = request ?? { lines: [] };
    this.redraw();
  }

  /** The request as JSON text, which is what the form sends; empty while nothing is chosen. */
  get value() {
    const { request } = this;
    return request.lines.length > 0 ? JSON.stringify(request) : "";
  }

  /** Says a problem of this request in the words of the form: also one that a backend has found. */
  say(problem) {
    this.flush();
    return this.#form ? sentence(this.#form, problem) : problem.message;
  }

  /** Forgets what was filled in. */
  reset() {
    this.#empty();
    this.redraw();
  }

  #empty() {
    this.#entries = new Map();
    this.#answers = {};
    this.#tried = false;
    this.#filledIn += 1;
  }

  draw(speaker) {
    const missing = ["policy", "order"].some((name) => [undefined, null, ""].includes(this.given(name)));
    if (missing) {
      this.#unready(speaker.words.loading);
      return this.showWaiting(speaker);
    }
    const outcome = this.#read();
    if (!outcome.ok) return this.showProblems(speaker, outcome.problems);
    const { policy, order, items, reasons, decision } = outcome.value;
    const units = unitsOf(order, decision);
    this.#takeUpEntries(units, order.id);
    const { root } = this;
    const change = (entry, changes) => {
      Object.assign(entry, changes);
      this.redraw();
    };
    const form = { policy, order, items, reasons, units, root, speaker, change };
    Object.assign(form, { at: this.given("at"), entries: this.#entries, answers: this.#answers });
    this.#form = form;
    this.#frame(form);
    for (const unit of units) updateLine(form, unit);
    this.#showAnswers(form);
    this.#judge(form);
  }

  showProblems({ tag, words }, problems) {
    this.#unready(words.form.unusable);
    super.showProblems({ tag, words: { ...words, unusable: words.form.unusable } }, problems);
    this.#tellOnce({ request: { lines: [] }, problems, acceptable: false });
  }

  #read() {
    const given = ["order", "items", "reasons"].map((name) => read(name, this.given(name)));
    const policy = opened(this.given("policy"));
    const wrong = [policy, ...given].find(({ ok }) => !ok);
    if (wrong) return wrong;
    const [order, items, reasons] = given.map(({ value }) => value ?? undefined);
    this.#decided ??= ask(policy.value, "evaluate", { order, at: this.given("at") });
    if (!this.#decided.ok) return this.#decided;
    return { ok: true, value: { policy: policy.value, order, items, reasons, decision: this.#decided.value } };
  }

  /** What was decided of the order holds until the page gives something else; what visitors fill in does not change it. */
  give(name, value) {
    this.#decided = undefined;
    super.give(name, value);
  }

  /** Keeps what was filled in for units that are still there, and takes up a request that was made before. */
  #takeUpEntries(units, order) {
    if (order !== this.#order && this.#order !== undefined) this.#empty();
    this.#order = order;
    const kept = (unit) => (unit.left !== 0 && this.#entries.get(unit.key)) || blank(unit);
    const before = this.#before;
    if (before) {
      const { lines = [], ...answers } = before;
      const asked = (unit) => lines.find(({ line, bucket }) => line === unit.line && bucket === unit.bucket);
      const taken = (unit) => (unit.left !== 0 && asked(unit) ? filled(unit, asked(unit)) : blank(unit));
      this.#entries = new Map(units.map((unit) => [unit.key, taken(unit)]));
      this.#answers = answers;
      this.#before = undefined;
      this.#filledIn += 1;
    } else this.#entries = new Map(units.map((unit) => [unit.key, kept(unit)]));
  }

  #unready(message) {
    this.#form = undefined;
    this.hold("");
    this.judge(message);
  }

  /** Draws anew only when the order or the language is another, so that the focus stays where it is. */
  #frame(form) {
    const { units, items, reasons, speaker } = form;
    const seen = JSON.stringify([units, items, reasons, this.#filledIn]);
    const isThere = this.root.getElementById("all") !== null;
    if (isThere && seen === this.#drawn && speaker === this.#drawnBy) return;
    this.#drawn = seen;
    this.#drawnBy = speaker;
    const lines = units.length > 0 ? units.map((unit) => lineForm(form, unit)) : [speaker.words.form.nothingToReturn];
    const state = element("p", { id: "state", class: "state", part: "state", role: "status" });
    const all = element("fieldset", { id: "all", role: "none", lang: speaker.tag, disabled: this.off });
    const asks = element("div", { id: "asks", class: "asks" });
    all.append(part("ul", "problems"), part("div", "lines", lines), asks, element("slot"), state);
    this.root.replaceChildren(all);
  }

  #showAnswers(form) {
    const { words } = form.speaker;
    const names = answersOf(form);
    for (const name of Object.keys(this.#answers)) if (!names.includes(name)) delete this.#answers[name];
    fill(this.root.getElementById("asks"), names, () =>
      names.map((name) => {
        const { question, values: choices } = words.form.asks[name];
        const on = (value) => form.change(this.#answers, { [name]: value });
        return radioGroup("", name, question, { value: this.#answers[name], choices, on });
      }),
    );
  }

  /** Puts every problem at its field, those without a field above all, and tells the form around and the page. */
  #judge(form) {
    const { words } = form.speaker;
    const chosen = chosenOf(form).length;
    const problems = chosen > 0 ? problemsOf(form) : [];
    const first = this.#showAll(form, problems);
    const missing = problems.filter(({ code }) => unfinished.includes(code)).length;
    const wrong = problems.length - missing;
    const known = wrong > 0 ? words.form.wrong(wrong) : missing > 0 ? words.form.missing(missing) : words.form.ready;
    const state = chosen > 0 ? known : words.form.nothingChosen;
    const line = this.root.getElementById("state");
    if (line.textContent !== state) line.textContent = state;
    this.hold(this.value);
    const anchor = first.anchor ?? this.root.querySelector("input:enabled") ?? undefined;
    if (chosen === 0) this.judge(state, anchor, "valueMissing");
    else this.judge(problems.length > 0 ? first.text || state : "", anchor);
    this.#tellOnce({ request: requestOf(form), problems, acceptable: chosen > 0 && problems.length === 0 });
  }

  /** Shows the problems; gives the first on the page, with what its field is focused by. */
  #showAll(form, problems) {
    const shown = problems.filter(({ code }) => this.#tried || !unfinished.includes(code));
    const texts = (field, among) =>
      [...new Set(among.filter((each) => fieldOf(form, each) === field).map((each) => sentence(form, each)))].join(" ");
    const places = [...this.root.querySelectorAll("[data-problem]")];
    for (const place of places) place.textContent = texts(place.dataset.problem, shown);
    const fields = [...this.root.querySelectorAll("[data-field]")];
    for (const field of fields) mark(field, Boolean(texts(field.dataset.field, shown)));
    const placed = new Set(places.map(({ dataset }) => dataset.problem));
    const loose = shown.filter((problem) => !placed.has(fieldOf(form, problem)));
    const items = [...new Set(loose.map((problem) => sentence(form, problem)))];
    fill(this.root.querySelector(".problems"), items, () => items.map((text) => element("li", {}, text)));
    const first = fields.find((field) => texts(field.dataset.field, problems));
    if (first) return { anchor: focusOf(first), text: texts(first.dataset.field, problems) };
    return { text: problems.length > 0 ? sentence(form, problems[0]) : "" };
  }

  #tellOnce(detail) {
    const text = JSON.stringify(detail);
    if (text === this.#told) return;
    this.#told = text;
    this.tell("return-request-change", detail);
  }

  formResetCallback() {
    this.reset();
  }

  formStateRestoreCallback(state) {
    const restored = read("request", state);
    if (restored.ok) this.request = restored.value;
  }
}

define("return-request", ReturnRequest);

function sentence(form, problem) {
  const { speaker } = form;
  const unit = unitOf(form, problem);
  const offer = unit && chosenOffer(form, unit);
  const lastDay = offer?.window?.lastDay && speaker.day(offer.window.lastDay);
  const asked = problem.path.startsWith("/request/");
  return speaker.problem(problem, { left: unit?.left, status: offer?.status, lastDay, asked });
}
