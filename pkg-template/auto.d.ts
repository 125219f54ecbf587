export { compile } from "./page.js";
export type * from "./page.js";

import type { ModuleSource } from "./page.js";

/**
 * Loads the engine for pages as WebAssembly, and where the host runs none as JavaScript. Needed once; every later call
 * gives the same promise.
 *
 * @param source - where the module is, when the copy of the package is not to be used
 * @returns what was picked: the entry `return-policy/page`, which is WebAssembly, or `return-policy/fallback`
 */
export function load(source?: ModuleSource): Promise<"page" | "fallback">;
