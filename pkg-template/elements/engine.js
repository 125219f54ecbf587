// Asks the engine, so that whatever is given in comes back as an answer or as problems and never as an exception.

let last = {};

/** Compiles with the engine that the page has loaded, through whichever entry. */
function compile(documents) {
  const loaded = globalThis[Symbol.for("return-policy.compile")];
  if (!loaded) throw new Error("return-policy is not loaded: await load() of `return-policy/page` first");
  return loaded(documents);
}

/** What a page gave as its policy: a compiled one as it is; sealed documents are compiled, once for all elements. */
export function opened(policy) {
  if (typeof policy?.terms === "function") return { ok: true, value: policy };
  if (last.policy !== policy) last = { policy, outcome: attempt(() => compile(policy)) };
  // A page that loads the engine later gets its answer by giving the policy again.
  const { outcome } = last;
  if (outcome.problems?.some(({ code }) => code === "unusable")) last = {};
  return outcome;
}

/** Asks a question of an opened policy. */
export function ask(policy, question, call) {
  return attempt(() => policy[question](call));
}

/** What was given as an object or as JSON text, or the problem that it is neither. */
export function read(name, given) {
  if (typeof given !== "string") return { ok: true, value: given };
  try {
    return { ok: true, value: JSON.parse(given) };
  } catch {
    return { ok: false, problems: [{ path: `/${name}`, code: "not-json", message: `\`${name}\` is not JSON` }] };
  }
}

function attempt(act) {
  try {
    const outcome = act();
    if (typeof outcome?.ok === "boolean") return outcome;
    return unusable("`policy` is neither a compiled policy nor sealed documents");
  } catch (error) {
    return unusable(error?.message ?? String(error));
  }
}

/** A problem that is not the engine's: nothing could be asked. */
export function unusable(message) {
  return { ok: false, problems: [{ path: "", code: "unusable", message }] };
}
