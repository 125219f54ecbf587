/// <reference lib="esnext.disposable" />

import type {
  BriefDecision,
  CalendarDocument,
  CheckReport,
  CoverageReport,
  Decision,
  DiffReport,
  FloorReport,
  Order,
  PolicyDocument,
  Problem,
  Product,
  Request,
  Rule,
  Seal,
  TermsAnswer,
  Validation,
  ZoneDocument,
} from "./documents.js";

export type * from "./documents.js";

/**
 * A value, or every problem found in what was given.
 *
 * Branch on `ok`, and on a problem's `code` and `path`; show its `message`, never parse it.
 */
export type Outcome<T> = { ok: true; value: T } | { ok: false; problems: Problem[] };

/** Asks what may be done with an order. */
export interface EvaluationCall {
  /** What is known of the order. Leave out what is unknown; `null` says that there is none. */
  order: Order;
  /** What the buyer asks for; without it, everything the buyer may ask for is answered. */
  request?: Request;
  /** The instant to decide at, as RFC 3339 text: the engine reads no clock. */
  at: string;
}

/** Asks what a product's buyer may ask for, before there is an order. */
export interface TermsCall {
  /** What is known of the product. */
  product: Product;
  /** The day on which it would be delivered, as `YYYY-MM-DD`; with it, windows get their last day. */
  expectedDelivery?: string;
  /** The instant to answer for, as RFC 3339 text. */
  at: string;
}

/** Asks whether a request fits its order, for a form that is still being filled in. */
export interface ValidationCall {
  /** What is known of the order. */
  order: Order;
  /** What has been filled in so far. */
  request: Request;
  /** The instant to decide at, as RFC 3339 text. */
  at: string;
}

/**
 * Compiled documents, held in WebAssembly memory.
 *
 * Each question comes in two forms. One takes an object, or JSON text, and gives an object. The other, ending in
 * `Text`, takes and gives JSON text: its answer has the same bytes on every host, so it can be compared, hashed or
 * stored as it is.
 */
export interface Policy {
  /** Decides every line of one order. */
  evaluate(call: EvaluationCall | string): Outcome<Decision>;
  /** {@link Policy.evaluate} from JSON text to JSON text. */
  evaluateText(call: string): string;
  /** Says what a product's buyer may ask for. */
  terms(call: TermsCall | string): Outcome<TermsAnswer>;
  /** {@link Policy.terms} from JSON text to JSON text. */
  termsText(call: string): string;
  /** Checks a request against its order. */
  validate(call: ValidationCall | string): Outcome<Validation>;
  /** {@link Policy.validate} from JSON text to JSON text. */
  validateText(call: string): string;
  /**
   * Gives the memory back at once. A policy that is merely forgotten is freed when it is collected.
   *
   * Freeing twice is harmless; asking a freed policy throws.
   */
  free(): void;
  /** {@link Policy.free}, for `using`. */
  [Symbol.dispose](): void;
}

/** Compiled documents that answer many orders quickly: those of the module for backends. */
export interface WholePolicy extends Policy {
  /**
   * Decides every line of one order in brief: statuses, ends and terms without what explains them, as
   * {@link Policy.evaluate} would, and much sooner.
   */
  brief(call: EvaluationCall | string): Outcome<BriefDecision>;
  /** {@link Policy.brief} from JSON text to JSON text. */
  briefText(call: string): string;
  /**
   * Decides many orders in brief: UTF-8 text with a call a line (NDJSON), and an answer in each line. A line that is no
   * JSON is answered by its problem; empty lines stay empty.
   */
  briefLines(calls: Uint8Array): Uint8Array;
}

/** Documents that are read together, policies and the calendars and zones that they name; or a JSON array of them as text. */
export type Documents = readonly (PolicyDocument | CalendarDocument | ZoneDocument | Seal)[] | string;

/** Many calls of {@link Policy.evaluate}; or text with one a line (NDJSON). */
export type Calls = Iterable<EvaluationCall> | string;

/**
 * Compiles documents that are to be read together.
 *
 * Nothing is compiled unless everything is right; else every problem of every document is given.
 *
 * @throws Error when {@link load} has not finished
 */
export function compile(documents: Documents): Outcome<WholePolicy>;

/**
 * Checks documents as {@link compile} does, and gives them under a seal, as JSON text: what `return-policy/page` reads.
 *
 * Calendars and zones that no policy names are left out. Seal when documents are published, not while a page is served.
 *
 * @throws Error when {@link load} has not finished
 */
export function seal(documents: Documents): Outcome<string>;

/**
 * Says what is found in documents: every problem as an error, and in documents without problems what is surely or likely
 * not meant, such as rules that never win, or orders about which nothing is said.
 *
 * @throws Error when {@link load} has not finished
 */
export function check(documents: Documents): Outcome<CheckReport>;

/**
 * Proves for every order that what is declared gives the buyer no less than each floor, without relying on it; or shows
 * an order, reason, remedy and term where it gives less. What can neither be proved nor refuted is said as such.
 *
 * @param documents - at least one policy of layer `declared` and one of layer `floor`
 * @throws Error when {@link load} has not finished
 */
export function floor(documents: Documents): Outcome<FloorReport>;

/**
 * Says for which orders the answer changes from one version of documents to the next, and how.
 *
 * @param calls - orders to count: which rows touch how many of them, and how much money
 * @throws Error when {@link load} has not finished
 */
export function diff(old: Documents, now: Documents, calls?: Calls): Outcome<DiffReport>;

/**
 * Decides many orders, and says which rules decided something, how often, and which never did.
 *
 * @throws Error when {@link load} has not finished
 */
export function coverage(documents: Documents, calls: Calls): Outcome<CoverageReport>;

/**
 * Makes a rule of what structured data of a page promises.
 *
 * @param promise - a `WarrantyPromise` of schema.org, or what is offered with one as its `warranty`, as JSON-LD
 * @throws Error when {@link load} has not finished
 */
export function importWarranty(promise: object | string): Outcome<ImportedWarranty>;

/** A rule that says what a promise says. */
export interface ImportedWarranty {
  /** The kind and version of this report. */
  format: "return-import/1";
  /** For the `rules` of a policy. */
  rule: Rule;
  /** Places in the rule that the promise does not say, as JSON Pointers. */
  assumed: string[];
  /** Places in the promise that a rule has no room for, as JSON Pointers. */
  left: string[];
}

/**
 * Loads the engine. Needed once; every later call gives the same promise, whatever its source.
 *
 * @param source - where the module is, when the copy beside this file is not to be used: its bytes, a compiled
 *   module, an address or a response
 */
export function load(source?: ModuleSource): Promise<void>;

/** What the engine can be loaded from. */
export type ModuleSource = ArrayBuffer | ArrayBufferView | Global<"URL"> | Global<"Response"> | CompiledModule;

// A project without the types of browsers or Node has no such names, and needs none.
type Global<Name extends string> = typeof globalThis extends Record<Name, { prototype: infer Type }> ? Type : never;
type CompiledModule = typeof globalThis extends { WebAssembly: { Module: { prototype: infer Type } } }
  ? Type & object
  : never;
