import type { Documents, Outcome, Policy } from "./index.js";

export { load } from "./index.js";
export type * from "./documents.js";
export type { Documents, EvaluationCall, ModuleSource, Outcome, Policy, TermsCall, ValidationCall } from "./index.js";

/**
 * Compiles sealed documents: what `seal` of `return-policy`, or the command `return-policy seal`, gave.
 *
 * This module leaves out what is needed only to publish a policy. Documents without a seal, or changed since, are
 * refused.
 *
 * @param documents - the text that was given, or what `JSON.parse` makes of it
 * @throws Error when {@link load} has not finished
 */
export function compile(documents: Documents): Outcome<Policy>;
