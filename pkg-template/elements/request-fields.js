// The fields of a form, each with its label and the place of its problem.

import { element, part } from "./draw.js";

/** A unit's name as part of an id: one word whatever the shop's ids are. */
export function slug(...names) {
  return names.map((name) => encodeURIComponent(name).replaceAll("%2F", "-")).join("-");
}

/** Where the problem of a field stands; `of` is the unit, or empty for the request as a whole. */
function problemPlace(of, field) {
  return element("p", {
    class: "problem",
    part: "problem",
    id: `problem-${slug(...[field, of].filter(Boolean))}`,
    "data-problem": [of, field].filter(Boolean).join("/"),
  });
}

function named(of, field) {
  return { "data-field": [of, field].filter(Boolean).join("/"), "aria-describedby": problemPlace(of, field).id };
}

/** A field with one line of text, or of another `type`. */
export function textField(key, field, label, { value, type, on }) {
  const id = slug(field, key);
  const properties = { id, name: id, value, type, autocomplete: "off", part: "input", on: { input: on } };
  const input = element("input", { ...properties, inputmode: type ? undefined : "numeric", ...named(key, field) });
  return element("div", { class: "field" }, element("label", { for: id }, label), input, problemPlace(key, field));
}

/** A field with a list to choose from. */
export function selectField(key, field, label, { value = "", options, on }) {
  const id = slug(field, key);
  const option = ([code, text]) => element("option", { value: code, selected: code === value }, text);
  const properties = { id, name: id, part: "select", on: { change: on }, ...named(key, field) };
  const select = element("select", properties, options.map(option));
  return element("div", { class: "field" }, element("label", { for: id }, label), select, problemPlace(key, field));
}

/** One of several, each shown with what there is to say about it. */
export function radioGroup(key, field, legend, { value, choices, on }) {
  const choice = ([code, ...shown]) =>
    element(
      "label",
      { part: "choice" },
      element("input", {
        type: "radio",
        name: slug(...field.replace("conditions/", "condition/").split("/"), ...(key ? [key] : [])),
        value: String(code),
        checked: code === value,
        on: { change: () => on(code) },
      }),
      element("span", { class: "offer-line" }, ...shown),
    );
  return group(key, field, legend, "radiogroup", choices.map(choice));
}

/** Any of several. */
export function checkGroup(key, field, legend, { values, choices, on }) {
  const choice = ([code, text]) =>
    element(
      "label",
      { part: "choice" },
      element("input", {
        type: "checkbox",
        name: slug(field, key),
        value: code,
        checked: values.includes(code),
        on: { change: ({ target }) => on(code, target.checked) },
      }),
      element("span", {}, text),
    );
  return group(key, field, legend, undefined, choices.map(choice));
}

function group(key, field, legend, role, choices) {
  return element(
    "fieldset",
    { role, ...named(key, field) },
    element("legend", {}, legend),
    element("div", { class: "choices" }, choices),
    problemPlace(key, field),
  );
}

/** Marks a field as wrong or right: itself, or its choices where it is a group of boxes. */
export function mark(field, wrong) {
  field.classList.toggle("wrong", wrong);
  const isBoxes = field.localName === "fieldset" && field.getAttribute("role") !== "radiogroup";
  for (const each of isBoxes ? field.querySelectorAll("input") : [field]) {
    if (wrong) each.setAttribute("aria-invalid", "true");
    else each.removeAttribute("aria-invalid");
  }
}

/** What takes the focus of a field. */
export function focusOf(field) {
  return field.localName === "fieldset"
    ? (field.querySelector(":checked") ?? field.querySelector("input") ?? field)
    : field;
}
