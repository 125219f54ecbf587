// The entry that finds out whether its host runs WebAssembly: not in old webviews, nor where a content security policy
// forbids it.

let entry;
let picking;

/** Loads the engine for pages, and says as what: "page" is WebAssembly, "fallback" JavaScript. */
export const load = (source) => (picking ??= pick(source));

export function compile(documents) {
  if (!entry) throw new Error("return-policy is not loaded: await load() before the first compile()");
  return entry.compile(documents);
}

async function pick(source) {
  try {
    return (runsWebAssembly() && (await tried(source))) || (await open("fallback", import("./fallback.js")));
  } catch (error) {
    picking = undefined; // a download that failed may be tried again
    throw error;
  }
}

/** Hosts that know WebAssembly need not know all that the module is made of. */
const tried = (source) => open("page", import("./page.bundler.js"), source).catch(() => undefined);

async function open(name, opening, source) {
  const opened = await opening;
  await opened.load(source);
  entry = opened;
  return name;
}

function runsWebAssembly() {
  try {
    return new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)) instanceof WebAssembly.Module;
  } catch {
    return false;
  }
}
