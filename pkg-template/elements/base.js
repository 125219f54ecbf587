// What the elements share: what goes in, when they draw, and that whatever goes wrong is a message.

import { element, part } from "./draw.js";
import { unusable } from "./engine.js";
import { speakerOf, tagOf, whenSpoken } from "./languages.js";
import { sheet } from "./style.js";

// Node, where pages are only rendered, has no elements.
const Parent = globalThis.HTMLElement ?? class {};

/** An element that is given values, as attributes or properties, and draws what follows from them. */
export class Base extends Parent {
  /** The properties, each with its attribute. */
  static takes = {};

  #given = new Map();
  #waits = false;
  #said;
  #stop;

  /** Its content: everything it draws is in here. */
  root = this.attachShadow({ mode: "open" });

  static get observedAttributes() {
    return ["lang", ...Object.values(this.takes)];
  }

  constructor() {
    super();
    this.root.adoptedStyleSheets = [sheet()];
  }

  connectedCallback() {
    // A property that was set before the element was defined hides the one that listens.
    for (const name of Object.keys(this)) if (name in this.constructor.prototype) this.#takeUp(name);
    this.#stop = whenSpoken(() => this.redraw());
    this.redraw();
  }

  disconnectedCallback() {
    this.#stop?.();
  }

  attributeChangedCallback(attribute, before, value) {
    if (before === value) return;
    const name = Object.entries(this.constructor.takes).find(([, each]) => each === attribute)?.[0];
    if (name) this.give(name, value ?? undefined);
    else this.redraw();
  }

  /** What was given under a name. */
  given(name) {
    return this.#given.get(name);
  }

  /** Takes a value. */
  give(name, value) {
    this.#given.set(name, value ?? undefined);
    this.redraw();
  }

  /** Draws once the page has said everything it has to say now. */
  redraw() {
    if (this.#waits || !this.isConnected) return;
    this.#waits = true;
    queueMicrotask(() => this.flush());
  }

  /** Draws at once if it is about to draw. */
  flush() {
    if (!this.#waits) return;
    this.#waits = false;
    this.drawNow();
  }

  /** Draws what was given so far. */
  drawNow() {
    const speaker = speakerOf(tagOf(this));
    if (!speaker) return this.root.replaceChildren(part("p", "message", noLanguage));
    try {
      this.draw(speaker);
    } catch (error) {
      this.showProblems(speaker, unusable(error?.message ?? String(error)).problems);
    }
  }

  /** Says that nothing can be shown, and for the page's author why. */
  showProblems({ tag, words }, problems) {
    const said = JSON.stringify([tag, problems]);
    if (said === this.#said && this.root.querySelector(".message")) return;
    this.#said = said;
    const item = ({ path, message }) => element("li", {}, path ? `${path}: ${message}` : message);
    const details = element(
      "details",
      {},
      element("summary", {}, words.details),
      element("ul", {}, problems.map(item)),
    );
    const message = element("div", { class: "message", part: "message", role: "alert", lang: tag }, words.unusable);
    message.append(details);
    this.root.replaceChildren(message);
  }

  /** Says that what is needed has not been given yet. */
  showWaiting({ tag, words }) {
    this.root.replaceChildren(
      element("p", { class: "waiting", part: "waiting", lang: tag, role: "status" }, words.loading),
    );
  }

  /** Tells the page. */
  tell(event, detail) {
    this.dispatchEvent(new CustomEvent(event, { detail, bubbles: true, composed: true }));
  }

  #takeUp(name) {
    const value = this[name];
    delete this[name];
    this[name] = value;
  }
}

const noLanguage = "No language is loaded: call speak(en) with the language that return-policy/elements/en.js exports.";

/** Gives an element its name, unless another copy of this file did, or the host has no elements. */
export function define(name, Element) {
  if (!globalThis.customElements || customElements.get(name)) return;
  for (const property of Object.keys(Element.takes)) {
    if (Object.hasOwn(Element.prototype, property)) continue;
    Object.defineProperty(Element.prototype, property, {
      get() {
        return this.given(property);
      },
      set(value) {
        this.give(property, value);
      },
      enumerable: true,
      configurable: true,
    });
  }
  customElements.define(name, Element);
}
