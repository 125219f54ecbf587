// The elements in React 19, which hands properties and events to custom elements as they are.

import { useEffect, useState } from "react";
import { speak } from "return-policy/elements";
import en from "return-policy/elements/en.js";
import { compile, load } from "return-policy/page";

speak(en);

/** The policy that lies at an address, sealed; `undefined` until it is there. */
export function usePolicy(address) {
  const [policy, setPolicy] = useState();
  useEffect(() => {
    const file = fetch(address).then((response) => response.text());
    Promise.all([file, load()]).then(([documents]) => setPolicy(compile(documents).value));
  }, [address]);
  return policy;
}

/** What a product's buyer may ask for; `onChange` is told the answer. */
export function ReturnPolicy({ onChange, ...given }) {
  return <return-policy {...given} onreturn-policy-change={({ detail }) => onChange?.(detail)} />;
}

/** What is asked for of an order: a field of the form around it; `onChange` is told the request and its problems. */
export function ReturnRequest({ onChange, ...given }) {
  return <return-request {...given} onreturn-request-change={({ detail }) => onChange?.(detail)} />;
}
