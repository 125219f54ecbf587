// Makes elements. Text is only ever text: nothing here reads markup, and nothing writes a style.

/** Makes an element; `on` are its listeners, every other property an attribute. */
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

/** Makes an element that a page may style from outside: its class is its part as well. */
export function part(name, names, ...children) {
  return element(name, { class: names, part: names }, ...children);
}

const shown = new WeakMap();

/** Fills `place` anew when what it shows has changed; `key` says what that is. */
export function fill(place, key, make) {
  const text = JSON.stringify(key);
  if (shown.get(place) === text) return;
  shown.set(place, text);
  place.replaceChildren(...[make()].flat().filter(Boolean));
}

/** A row of a list of terms. */
export function row(name, value) {
  return element("div", {}, element("dt", {}, name), element("dd", {}, value));
}
