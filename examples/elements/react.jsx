// The elements in React 19, which hands properties and events to custom elements as they are.

import { useEffect, useState } from "react";
import { speak } from "return-policy/elements";
import en from "return-policy/elements/en.js";
import { load } from "return-policy/page";

speak(en);

/** The sealed documents that lie at an address; `undefined` until they and the engine are there. */
export function useDocuments(address) {
  const [documents, setDocuments] = useState();
  useEffect(() => {
    const file = fetch(address).then((response) => response.text());
    Promise.all([file, load()]).then(([text]) => setDocuments(text));
  }, [address]);
  return documents;
}

/** What a product's buyer may ask for; `onChange` is told the answer. */
export function ReturnPolicy({ onChange, ...given }) {
  return <return-policy {...given} onreturn-policy-change={({ detail }) => onChange?.(detail)} />;
}

/** What is asked for of an order: a field of the form around it; `onChange` is told the request and its problems. */
export function ReturnRequest({ onChange, ...given }) {
  return <return-request {...given} onreturn-request-change={({ detail }) => onChange?.(detail)} />;
}
