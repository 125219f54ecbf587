// A small runner for checks inside a page: it reports what failed, also what nobody caught.

const checks = [];
const loose = [];

addEventListener("error", ({ message }) => loose.push(message));
addEventListener("unhandledrejection", ({ reason }) => loose.push(String(reason)));
addEventListener("securitypolicyviolation", ({ violatedDirective }) => loose.push(`forbidden: ${violatedDirective}`));

/** Adds a check. */
export function check(name, act) {
  checks.push({ name, act });
}

/** Fails unless two values are the same when written as JSON. */
export function same(found, expected, why = "") {
  const [one, other] = [found, expected].map((value) => JSON.stringify(value));
  if (one !== other) throw new Error(`${why} ${one} is not ${other}`);
}

/** Fails unless a text matches. */
export function matches(text, pattern, why = "") {
  if (!pattern.test(text)) throw new Error(`${why} "${text}" does not match ${pattern}`);
}

/** Runs every check; gives for each what was wrong. */
export async function run() {
  const report = [];
  for (const { name, act } of checks) {
    document.body.replaceChildren();
    loose.length = 0;
    const problem = await Promise.resolve()
      .then(act)
      .then(
        () => undefined,
        (error) => error.message,
      );
    await settled();
    report.push({ name, problems: [problem, ...loose].filter(Boolean) });
  }
  return report;
}

/** Waits until everything that was asked for is drawn. */
export function settled() {
  return new Promise((done) => setTimeout(done));
}

/** Puts an element into the page with these attributes and properties. */
export async function put(name, { attributes = {}, properties = {}, into = document.body } = {}) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  Object.assign(made, properties);
  into.append(made);
  await settled();
  return made;
}

/** What an element shows, as one line. */
export function textOf({ shadowRoot }) {
  return [...shadowRoot.children]
    .map(({ innerText }) => innerText)
    .join(" ")
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** One of the elements in the shadow of another. */
export function find({ shadowRoot }, selector) {
  const found = shadowRoot.querySelector(selector);
  if (!found) throw new Error(`there is no ${selector}`);
  return found;
}

/** Collects the details of an event. */
export function listen(target, event) {
  const details = [];
  target.addEventListener(event, ({ detail }) => details.push(detail));
  return details;
}

/** Chooses or types, as a visitor does. */
export async function fillIn(field, value) {
  if (["radio", "checkbox"].includes(field.type)) return void (field.click(), await settled());
  field.value = value;
  field.dispatchEvent(new Event(field.localName === "select" ? "change" : "input", { bubbles: true, composed: true }));
  await settled();
}
