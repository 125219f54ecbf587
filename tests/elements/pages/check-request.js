// <return-request>: a field of its form, judged by the engine while it is filled in.

import { check, fillIn, find, listen, matches, put, same, settled, textOf } from "./check.js";
import { at, items, order } from "./setup.js";

export function checkRequest({ policy, documents, asking }) {
  const properties = { policy, order, at, items, name: "request" };
  const fill = async (form, line, reason, remedy) => {
    await fillIn(find(form, `[name=line-${line}]`));
    if (reason) await fillIn(find(form, `#reason-${line}`), reason);
    if (remedy) await fillIn(find(form, `[name=remedy-${line}][value=${remedy}]`));
  };
  const problem = (form, id) => find(form, `#problem-${id}`).textContent;

  check("every problem is shown at once, and the request is what the engine takes", async () => {
    const form = await put("return-request", { properties });
    const told = listen(form, "return-request-change");
    same([form.value, form.validity.valueMissing], ["", true]);
    await fill(form, "shirt", "defect", "exchange");
    await fill(form, "headphones", "change-of-mind");
    await fillIn(find(form, "#quantity-shirt"), "5");
    same(form.validity.customError, true);
    same(problem(form, "quantity-shirt"), "Only 2 can still be returned.");
    same([problem(form, "evidence-shirt"), problem(form, "remedy-headphones")], ["", ""], "not yet a reproach:");
    same(form.reportValidity(), false);
    await settled();
    same(
      ["quantity-shirt", "evidence-shirt", "remedy-headphones"].map((id) => problem(form, id)),
      ["Only 2 can still be returned.", "The shop asks for this.", "Please choose what you would like."],
    );
    same(form.validationMessage, "Only 2 can still be returned.");
    const expected = policy.validate({ order, request: form.request, at }).value.problems;
    same(told.at(-1), { request: form.request, problems: expected, acceptable: false });
    await fillIn(find(form, "#quantity-shirt"), "2");
    await fillIn(find(form, "[name=evidence-shirt][value=photo]"));
    await fillIn(find(form, "[name=remedy-headphones][value=refund]"));
    await fillIn(find(form, "[name=condition-seal-headphones][value=broken]"));
    same([form.checkValidity(), form.validationMessage, told.at(-1).acceptable], [true, "", true]);
    same(JSON.parse(form.value), {
      lines: [
        { line: "shirt", quantity: 2, reason: "defect", remedy: "exchange", evidence: ["photo"] },
        { line: "headphones", quantity: 1, reason: "change-of-mind", remedy: "refund", conditions: { seal: "broken" } },
      ],
    });
    matches(textOf(form), /Everything is there\.$/);
  });

  check("a form sends it under its name, resets it and switches it off", async () => {
    const around = document.createElement("form");
    const set = document.createElement("fieldset");
    around.append(set);
    document.body.append(around);
    const form = await put("return-request", { properties, into: set });
    same([form.form === around, form.type, around.checkValidity()], [true, "return-request", false]);
    same([...new FormData(around)], []);
    await fill(form, "shirt", "defect", "repair");
    same([...new FormData(around)], [["request", form.value]]);
    set.disabled = true;
    same([[...new FormData(around)], find(form, "#quantity-shirt").matches(":disabled")], [[], true]);
    set.disabled = false;
    same(find(form, "#quantity-shirt").matches(":disabled"), false);
    around.reset();
    await settled();
    same([form.value, find(form, "[name=line-shirt]").checked], ["", false]);
  });

  check("a form with problems is not sent, and the focus goes to the first", async () => {
    const around = document.createElement("form");
    document.body.append(around);
    const sent = [];
    around.addEventListener("submit", (event) => sent.push(event.preventDefault()));
    const form = await put("return-request", { properties, into: around });
    const focus = () => [document.activeElement === form, form.shadowRoot.activeElement?.name];
    form.focus();
    same(focus(), [true, "line-shirt"]);
    document.activeElement.blur();
    around.requestSubmit();
    same(focus(), [true, "line-shirt"]);
    await fill(form, "shirt", "defect", "exchange");
    await fill(form, "headphones");
    around.requestSubmit();
    same(focus(), [true, "evidence-shirt"]);
    await fillIn(find(form, "[name=evidence-shirt]"));
    around.requestSubmit();
    same(focus(), [true, "reason-headphones"]);
    await fillIn(find(form, "[name=line-headphones]"));
    same(sent.length, 0);
    around.requestSubmit();
    same(sent.length, 1);
  });

  check("it takes up a request that was made before", async () => {
    const request = {
      lines: [{ line: "shirt", quantity: 1, reason: "defect", remedy: "exchange", evidence: ["photo"] }],
    };
    const form = await put("return-request", { properties: { ...properties, policy: undefined } });
    form.request = request; // before there is anything to fill in
    form.policy = documents;
    await settled();
    same(form.request, request);
    same([find(form, "[name=remedy-shirt][value=exchange]").checked, form.checkValidity()], [true, true]);
    form.formStateRestoreCallback(JSON.stringify({ lines: [{ line: "headphones" }] }));
    same(form.request, { lines: [{ line: "headphones", quantity: 1 }] });
    form.request = { lines: [{ line: "nowhere" }] };
    same(form.value, "");
    const early = document.implementation.createHTMLDocument().createElement("return-request");
    Object.assign(early, { ...properties, request }); // before the element is known
    document.body.append(early);
    await settled();
    same(early.request, request);
  });

  check("what was filled in stays when the order is stated anew, and goes with its units or order", async () => {
    const form = await put("return-request", { properties });
    await fill(form, "shirt", "defect", "repair");
    const before = form.value;
    form.order = { ...order, deliveredAt: "2026-11-13T11:05:00+01:00" };
    await settled();
    same(form.value, before);
    form.order = { ...order, lines: [{ ...order.lines[0], returned: 2 }, order.lines[1]] };
    await settled();
    same(form.value, "", "nothing of it is left:");
    await fill(form, "headphones", "defect", "repair");
    form.order = { ...order, id: "2" };
    await settled();
    same(form.value, "", "another order:");
  });

  check("a line that is split is asked bucket by bucket", async () => {
    const buckets = [
      { id: "a", quantity: 1 },
      { id: "b", quantity: 2, returned: 2 },
    ];
    const shirt = { ...order.lines[0], quantity: 3, buckets };
    const form = await put("return-request", { properties: { ...properties, order: { ...order, lines: [shirt] } } });
    matches(textOf(form), /Linen shirt, a .*Linen shirt, b nothing left to return/);
    await fillIn(find(form, "[name='line-shirt-a']"));
    await fillIn(find(form, "#reason-shirt-a"), "defect");
    await fillIn(find(form, "[name='remedy-shirt-a'][value=repair]"));
    same(form.request.lines[0], { line: "shirt", bucket: "a", quantity: 1, reason: "defect", remedy: "repair" });
  });

  check("ids of any kind are ids", async () => {
    const id = `a "b" <c>/é#`;
    const lines = [{ ...order.lines[0], id }];
    const form = await put("return-request", { properties: { ...properties, order: { ...order, lines } } });
    find(form, ".line input").click();
    await settled();
    const field = find(form, "[data-field$='/reason']");
    field.value = "defect";
    field.dispatchEvent(new Event("change"));
    form.reportValidity();
    await settled();
    const tied = form.shadowRoot.getElementById(find(form, "[data-field$='/remedy']").getAttribute("aria-describedby"));
    same([tied.textContent, form.request.lines[0].line], ["Please choose what you would like.", id]);
  });

  check("problems that have no field stand above the form", async () => {
    const judge = (call) => {
      const outcome = policy.validate(call);
      const more = { path: "/request/tender", code: "fact-missing", message: "`tender` is missing" };
      return { ok: true, value: { ...outcome.value, acceptable: false, problems: [more] } };
    };
    const strict = { terms: (call) => policy.terms(call), evaluate: (call) => policy.evaluate(call), validate: judge };
    const form = await put("return-request", { properties: { ...properties, policy: strict } });
    await fill(form, "shirt", "defect", "repair");
    form.reportValidity();
    await settled();
    same(find(form, ".problems").textContent, "Please answer this: the decision hangs on it.");
  });

  check("a backend's problem is said in the same words", async () => {
    const form = await put("return-request", { properties });
    await fill(form, "shirt", "defect", "repair");
    const found = { path: "/request/lines/0/quantity", code: "quantity-exceeded", message: "too many" };
    same(form.say(found), "Only 2 can still be returned.");
    same(form.say({ path: "", code: "internal", message: "the service failed" }), "the service failed");
  });

  check("it asks whatever else the answer hangs on", async () => {
    const form = await put("return-request", { properties: { ...properties, policy: asking } });
    await fill(form, "shirt", "change-of-mind", "refund");
    const values = [...form.shadowRoot.querySelectorAll("[name=condition-grade-shirt]")].map(({ value }) => value);
    same(values, ["b", "c", "other"], "the values that the policy tells apart, and the rest:");
    await fillIn(find(form, "[name=condition-grade-shirt][value=other]"));
    await fillIn(find(form, "[name=method][value=in-store]"));
    matches(find(form, ".summary-line").textContent, /Free: the shop pays/);
    same(form.request, {
      lines: [
        { line: "shirt", quantity: 2, reason: "change-of-mind", remedy: "refund", conditions: { grade: "other" } },
      ],
      method: "in-store",
    });
    same(form.checkValidity(), true);
    await fillIn(find(form, "#reason-shirt"), "defect");
    await fillIn(find(form, "[name=remedy-shirt][value=repair]"));
    same(form.request.method, undefined, "what is not asked any more is not sent:");
    await fillIn(find(form, "#defectKnownAt-shirt"), "2026-11-20");
    same([form.request.lines[0].defectKnownAt, form.checkValidity()], ["2026-11-20", true]);
    matches(textOf(form), /Repair Yes until Wed, 20 January 2027/);
  });

  check("what an order lacks is no question to the buyer", async () => {
    const { tier, ...unknown } = order;
    const form = await put("return-request", { properties: { ...properties, order: unknown, policy: asking } });
    await fill(form, "headphones", "change-of-mind", "refund");
    form.reportValidity();
    await settled();
    matches(find(form, ".problems").textContent, /This order lacks something that the decision hangs on\./);
  });
}
