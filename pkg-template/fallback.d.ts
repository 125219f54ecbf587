export { compile } from "./page.js";
export type * from "./page.js";

/** Starts the engine, which this entry carries as JavaScript. Needed once; every later call gives the same promise. */
export function load(): Promise<void>;
