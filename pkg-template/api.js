// What every host and module shares. An entry only says which module it takes and where its bytes are.

/**
 * Makes what an entry exports of a module's glue; `find` turns what the caller of `load` names, or nothing, into what the
 * WebAssembly of the host can read.
 */
export function engine(glue, find, Compiled = Policy) {
  let loading;
  let loaded = false;

  async function start(source) {
    try {
      await glue.default({ module_or_path: await find(source) });
      loaded = true;
      // Elements take documents, too, and find here what reads them, whichever entry their page took.
      if (typeof globalThis !== "undefined") globalThis[Symbol.for("return-policy.compile")] = compile;
    } catch (error) {
      loading = undefined; // a download that failed may be tried again
      throw error;
    }
  }

  function mustBeLoaded(name) {
    if (!loaded) throw new Error(`return-policy is not loaded: await load() before the first ${name}()`);
  }

  /** Hands documents to the module as text; it gives nothing where it finds problems, and pushes them onto a list. */
  function hand(documents, name, to) {
    mustBeLoaded(name);
    const text = asJson(documents);
    if (text === undefined) return notJson("documents");
    const problems = [];
    const value = to(text, problems);
    if (value !== undefined) return { ok: true, value };
    // The module for pages knows no lists, and says it as text.
    return glue.refusal ? JSON.parse(glue.refusal(text)) : { ok: false, problems };
  }

  function compiled(text, problems) {
    const compiled = glue.Policy.compile(text, problems);
    return compiled && new Compiled(compiled);
  }

  const compile = (documents) => hand(documents, "compile", compiled);

  return {
    load: (source) => (loading ??= start(source)),
    compile,
    hand,
    mustBeLoaded,
  };
}

export class Policy {
  #compiled;

  constructor(compiled) {
    this.#compiled = compiled;
  }

  evaluate(call) {
    return answer(call, (text) => this.evaluateText(text));
  }

  terms(call) {
    return answer(call, (text) => this.termsText(text));
  }

  validate(call) {
    return answer(call, (text) => this.validateText(text));
  }

  evaluateText(call) {
    return this.live().evaluate(mustBeText(call));
  }

  termsText(call) {
    return this.live().terms(mustBeText(call));
  }

  validateText(call) {
    return this.live().validate(mustBeText(call));
  }

  free() {
    this.#compiled?.free();
    this.#compiled = undefined;
  }

  /** What the module holds of it. */
  live() {
    if (!this.#compiled) throw new Error("this policy was freed: compile its documents again");
    return this.#compiled;
  }
}

// Hosts from before explicit resource management have no such symbol.
if (Symbol.dispose) Policy.prototype[Symbol.dispose] = Policy.prototype.free;

/** Asks with text, and reads the answer. */
export function answer(call, ask) {
  const text = asJson(call);
  return text === undefined ? notJson("call") : JSON.parse(ask(text));
}

/** Text is taken as it stands; `undefined` stands for what JSON cannot say. */
export function asJson(value) {
  if (typeof value === "string") return value;
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

export function notJson(what) {
  const message = `\`${what}\` cannot be written as JSON; pass plain data without cycles, BigInts or functions`;
  return { ok: false, problems: [{ path: "", code: "not-json", message }] };
}

export function mustBeText(call) {
  if (typeof call !== "string") throw new TypeError("pass the call as JSON text, or use the form that takes an object");
  return call;
}
