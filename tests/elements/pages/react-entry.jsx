// A page in React with the example's components.

import { useState } from "react";
import { createRoot } from "react-dom/client";
import { ReturnPolicy, ReturnRequest, useDocuments } from "../../../examples/elements/react.jsx";
import { at, items, order, product } from "./setup.js";

function Page() {
  const policy = useDocuments("/policy.sealed.json");
  const [tier, setTier] = useState(null);
  const [terms, setTerms] = useState();
  const [request, setRequest] = useState();
  const given = { policy, at };
  return (
    <main>
      <button id="gold" onClick={() => setTier("gold")}>
        Gold
      </button>
      <ReturnPolicy {...given} product={{ ...product, tier }} expectedDelivery="2026-11-24" onChange={setTerms} />
      <form action="/requests" method="post">
        <ReturnRequest {...given} name="request" order={order} items={items} onChange={setRequest} />
        <button disabled={!request?.acceptable}>Send</button>
      </form>
      <output>{JSON.stringify({ conditions: terms?.conditions, request: request?.request })}</output>
    </main>
  );
}

createRoot(document.querySelector("#root")).render(<Page />);
document.documentElement.dataset.ready = "";
