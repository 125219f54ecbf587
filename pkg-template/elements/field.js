// An element as a field of the form around it: what forms, and scripts around forms, ask of every field.

import { Base } from "./base.js";

/** A field; what it is worth and what is wrong with it is said by `hold` and `judge`. */
export class Field extends Base {
  static formAssociated = true;

  #internals = this.attachInternals();

  /** Whether the form, or what is around it there, switches it off. */
  off = false;

  constructor() {
    super();
    this.#internals.role = "group";
  }

  /** Says what the form sends; nothing if it is empty. */
  hold(value) {
    this.#internals.setFormValue(value || null);
  }

  /** Says what is wrong, and where the visitor is taken; nothing is wrong if `message` is empty. */
  judge(message, anchor, flag = "customError") {
    if (message) this.#internals.setValidity({ [flag]: true }, message, anchor);
    else this.#internals.setValidity({});
  }

  get form() {
    return this.#internals.form;
  }

  get name() {
    return this.getAttribute("name") ?? "";
  }

  set name(name) {
    this.setAttribute("name", name);
  }

  get type() {
    return this.localName;
  }

  get disabled() {
    return this.hasAttribute("disabled");
  }

  set disabled(disabled) {
    this.toggleAttribute("disabled", Boolean(disabled));
  }

  get validity() {
    this.flush();
    return this.#internals.validity;
  }

  get validationMessage() {
    this.flush();
    return this.#internals.validationMessage;
  }

  get willValidate() {
    return this.#internals.willValidate;
  }

  checkValidity() {
    this.flush();
    return this.#internals.checkValidity();
  }

  reportValidity() {
    this.flush();
    return this.#internals.reportValidity();
  }

  /** Goes to the first thing that can be filled in. */
  focus(options) {
    this.root.querySelector(":is(input, select):enabled")?.focus(options);
  }

  formDisabledCallback(disabled) {
    this.off = disabled;
    this.root.getElementById("all")?.toggleAttribute("disabled", disabled);
  }
}
