/** A language of the elements: what `return-policy/elements/en.js` and `return-policy/elements/zh.js` export. */
export interface Language {
  /** The tag of the text, such as `zh-Hans`; elements whose `lang` has the same first part are written in it. */
  tag: string;
  /** The tag by which dates, lengths and amounts are written, such as `en-GB`. */
  format: string;
  /** Every word and sentence by its code. Spread it to say something else, or to name your documents and conditions. */
  words: Words;
}

/** A word, a sentence made of parts, or some under one name. */
export interface Words {
  [code: string]: unknown;
  /** Conditions of an item as questions; each answer with its value, its text, and a clause after "if". */
  conditions: { [name: string]: { question: string; values: [value: boolean | string, text: string, clause: string][] } };
  /** Documents by id, for the reasons of an answer. */
  documents: { [id: string]: string };
  /** Parts of products; the empty name is the whole. */
  components: { [name: string]: string };
  /** What a buyer may have to show. */
  evidence: { [name: string]: string };
  /** The reasons a form offers, in this order. */
  reasons: { [code: string]: string };
  /** The remedies. */
  remedies: { [code: string]: string };
  /** Facts that a rule may look at. */
  facts: { [fact: string]: string };
  /** Values of such facts. */
  values: { [value: string]: string };
}

declare const language: Language;
export default language;
