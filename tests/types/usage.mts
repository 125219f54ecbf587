import { check, compile, coverage, diff, floor, importWarranty, load, seal } from "return-policy";
import type { BriefDecision, CheckReport, CoverageReport, Decision, DiffReport, FloorReport, Order, Outcome, Policy, PolicyDocument, Problem, Product, Request, WholePolicy } from "return-policy";

declare const document: PolicyDocument;
declare const order: Order;
declare const request: Request;
declare const product: Product;

await load();
await load(new Uint8Array());
const compiled: Outcome<WholePolicy> = compile([document]);
const fromText = compile("[]");
const sealed: Outcome<string> = seal([document]);

if (compiled.ok) {
  using policy = compiled.value;
  const at = "2026-11-21T12:00:00+01:00";
  const decided: Outcome<Decision> = policy.evaluate({ order, request, at });
  const text: string = policy.evaluateText("{}");
  const brief: Outcome<BriefDecision> = policy.brief({ order, at });
  const lines: Uint8Array = policy.briefLines(new Uint8Array());
  const everything = policy.evaluate({ order, at });
  const terms = policy.terms({ product, at });
  const checked = policy.validate({ order, request, at });
  for (const outcome of [decided, brief, everything, terms, checked, policy.evaluate(text)]) {
    if (!outcome.ok) show(outcome.problems);
  }
  // @ts-expect-error the engine reads no clock
  policy.evaluate({ order });
  // @ts-expect-error a request is checked against its order
  policy.validate({ request, at });
  // @ts-expect-error an outcome must be looked at before its value is used
  decided.value;
} else {
  show(compiled.problems);
}

const found: Outcome<CheckReport> = check([document]);
const proved: Outcome<FloorReport> = floor("[]");
const changed: Outcome<DiffReport> = diff([document], "[]", [{ order, at: "2026-11-21T12:00:00+01:00" }]);
const covered: Outcome<CoverageReport> = coverage([document], "");
const promised = importWarranty({ durationOfWarranty: { value: 2, unitCode: "ANN" } });
if (promised.ok) document.rules.push(promised.value.rule);
if (found.ok) for (const { code, severity } of found.value.findings) if (code === "never-wins") show([]), severity satisfies string;
if (proved.ok && proved.value.outcome === "refuted") proved.value.findings[0]?.floor.basis.join();
if (changed.ok) changed.value.rows.map((row) => row.touched?.amounts);
if (covered.ok) covered.value.rules.map((rule) => rule.decided);
// @ts-expect-error orders are counted as calls
diff([document], [document], [order]);

// @ts-expect-error a document alone is no list of documents
compile(document);

// @ts-expect-error policies come from compile
new Policy();

if (fromText.ok) fromText.value.free();

function show(problems: readonly Problem[]): string {
  return problems.map(({ path, code, message }) => `${path} ${code} ${message}`).join("\n");
}
