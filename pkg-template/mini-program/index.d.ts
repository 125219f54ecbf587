import type { Documents, Outcome, Policy } from "../page.js" with { "resolution-mode": "import" };

export type * from "../page.js" with { "resolution-mode": "import" };

/**
 * Loads the engine. Needed once; every later call gives the same promise.
 *
 * @param path - where the module is in the mini-program's package, if not where npm packages are built to
 */
export declare function load(path?: string): Promise<void>;

/** Compiles sealed documents: what `seal` of `return-policy`, or the command `return-policy seal`, gave. */
export declare function compile(documents: Documents): Outcome<Policy>;
