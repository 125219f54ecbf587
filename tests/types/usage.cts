import engine = require("return-policy");

declare const document: engine.PolicyDocument;
declare const order: engine.Order;

async function decide(): Promise<engine.Outcome<engine.Decision>> {
  await engine.load();
  const compiled: engine.Outcome<engine.Policy> = engine.compile([document]);
  if (!compiled.ok) return compiled;
  const decided = compiled.value.evaluate({ order, at: "2026-11-21T12:00:00+01:00" });
  compiled.value.free();
  return decided;
}

export = decide;
