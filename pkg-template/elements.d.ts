/// <reference lib="dom" />

import type { Order, Problem, ProblemCode, Product, Request, TermsAnswer } from "./documents.js";
import type { Language } from "./elements/language.js";
import type { Documents, Policy } from "./index.js";

export type { Language, Words } from "./elements/language.js";

/** Lets the elements speak these languages; the first that was ever given is the fallback for all others. */
export function speak(...languages: Language[]): void;

/** One thing wrong with what an element was given; `unusable` says that the engine could not be asked at all. */
export type ElementProblem = Omit<Problem, "code"> & { code: ProblemCode | "unusable" };

/** What `return-policy-change` tells. */
export interface TermsChange {
  /** The engine's answer; none where there are problems. */
  answer: TermsAnswer | undefined;
  /** What is wrong with what the element was given. */
  problems: ElementProblem[];
  /** The names of the conditions of the item on which anything shown hangs: questions that a page may ask. */
  conditions: string[];
}

/** What `return-request-change` tells. */
export interface RequestChange {
  /** The request as it has been filled in so far; what was typed is passed on as it is, for the engine to judge. */
  request: Request;
  /** Everything that is wrong with it, or with what the element was given. */
  problems: ElementProblem[];
  /** Whether something is chosen and nothing is wrong. */
  acceptable: boolean;
}

/** What is known for people of a line of an order. */
export interface Item {
  /** What it is called. */
  name?: string;
  /** Parts that a fault may be in; without it, those that the policies tell apart. */
  components?: string[];
}

/**
 * `<return-policy>`: what a product's buyer may ask for, in one line, and on demand in full.
 *
 * Every property is an attribute as well; objects and lists as JSON text. The engine must be loaded.
 */
export class ReturnPolicy extends HTMLElement {
  /** A compiled policy, or sealed documents. */
  policy: Policy | Documents | undefined;
  /** What is known of the product. */
  product: Product | string | undefined;
  /** The instant to answer for, as RFC 3339 text: the element reads no clock. */
  at: string | undefined;
  /** The day on which it would be delivered, as `YYYY-MM-DD`; without it there are lengths and no days. */
  expectedDelivery: string | undefined;
  /** Parts of the product to list under its warranty; without it, those that the policies tell apart. */
  components: readonly string[] | string | undefined;
  /** Whether the terms are shown in full. */
  get open(): boolean;
  set open(open: boolean);
  /** The engine's answer; none where there are problems, or nothing was given yet. */
  readonly answer: TermsAnswer | undefined;

  addEventListener<K extends keyof ReturnPolicyEventMap>(
    type: K,
    listener: (this: ReturnPolicy, event: ReturnPolicyEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/** The events of `<return-policy>`. */
export interface ReturnPolicyEventMap extends HTMLElementEventMap {
  /** The answer, or what is wrong, is another. */
  "return-policy-change": CustomEvent<TermsChange>;
  /** The visitor has opened or closed the terms. */
  "return-policy-toggle": CustomEvent<{ open: boolean }>;
}

/**
 * `<return-request>`: what is asked for of an order, checked while it is filled in.
 *
 * It is a field of the form around it: its value is the request as JSON text, and the form is not sent while the engine
 * has anything to say against it. `policy`, `order`, `at`, `items` and `reasons` are attributes as well.
 */
export class ReturnRequest extends HTMLElement {
  /** A compiled policy, or sealed documents. */
  policy: Policy | Documents | undefined;
  /** What is known of the order. */
  order: Order | string | undefined;
  /** The instant to decide at, as RFC 3339 text: the element reads no clock. */
  at: string | undefined;
  /** The lines of the order as people know them, by id. */
  items: { [line: string]: Item } | string | undefined;
  /** The reasons to choose from; without it, those the language has words for. */
  reasons: readonly string[] | string | undefined;
  /** The request as it has been filled in so far; set it to fill the form in. */
  get request(): Request;
  set request(request: Request | undefined);
  /** The request as JSON text; empty while nothing is chosen. */
  readonly value: string;
  /** The name under which the form sends it; without one it is not sent. */
  name: string;
  /** Whether it can be filled in. */
  disabled: boolean;
  readonly form: HTMLFormElement | null;
  readonly type: string;
  readonly validity: ValidityState;
  readonly validationMessage: string;
  readonly willValidate: boolean;
  checkValidity(): boolean;
  /** Shows everything that is missing as well, and takes the visitor to the first problem. */
  reportValidity(): boolean;
  /** Forgets what was filled in. */
  reset(): void;
  /** Says a problem of this request in the words of the form: also one that a backend has found. */
  say(problem: Problem): string;

  addEventListener<K extends keyof ReturnRequestEventMap>(
    type: K,
    listener: (this: ReturnRequest, event: ReturnRequestEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/** The events of `<return-request>`. */
export interface ReturnRequestEventMap extends HTMLElementEventMap {
  /** The request, or what is wrong with it, is another. */
  "return-request-change": CustomEvent<RequestChange>;
}

declare global {
  interface HTMLElementTagNameMap {
    "return-policy": ReturnPolicy;
    "return-request": ReturnRequest;
  }
}
