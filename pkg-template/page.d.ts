import type { CalendarDocument, PolicyDocument, Seal, ZoneDocument } from "./documents.js";
import type { Outcome, Policy } from "./index.js";

export { load } from "./index.js";
export type * from "./documents.js";
export type { EvaluationCall, ModuleSource, Outcome, Policy, TermsCall, ValidationCall } from "./index.js";

/**
 * Compiles sealed documents: what `seal` of `return-policy`, or the command `return-policy seal`, gave.
 *
 * This module leaves out what is needed only to publish a policy. Documents without a seal, or changed since, are
 * refused.
 *
 * @param documents - the text that was given, or what `JSON.parse` makes of it
 * @throws Error when {@link load} has not finished
 */
export function compile(
  documents: readonly (PolicyDocument | CalendarDocument | ZoneDocument | Seal)[] | string,
): Outcome<Policy>;
