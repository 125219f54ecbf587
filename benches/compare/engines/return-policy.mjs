// This engine, as it comes from `cargo xtask build`, in every way that it can be asked.

import { readFile } from "node:fs/promises";

const whole = "../../../pkg/node.js";
const page = "../../../pkg/page.node.js";

/** Each way by its id. */
export const own = {
  brief: entry("return-policy, in brief", whole, (policy) => ({
    decide: (call) => policy.brief(call),
    decideText: (text) => policy.briefText(text),
    decideLines: (bytes) => policy.briefLines(bytes),
    read: readBrief,
  })),
  explained: entry("return-policy, explained", whole, (policy) => ({
    decide: (call) => policy.evaluate(call),
    decideText: (text) => policy.evaluateText(text),
    read: readDecision,
  })),
  "on-page": entry("return-policy/page, explained, from a sealed file", page, (policy) => ({
    decide: (call) => policy.evaluate(call),
    decideText: (text) => policy.evaluateText(text),
    read: readDecision,
  })),
};

/** `ways` says how a compiled policy is asked; `module` is the entry of the package that compiles it. */
function entry(name, module, ways) {
  return {
    name,
    async start(policy) {
      const { load, compile } = await import(module);
      await load();
      const compiled = compile(Array.isArray(policy) ? policy : [policy, await zone()]);
      if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems.slice(0, 3), null, 2));
      return { ...ways(compiled.value), free: () => compiled.value.free() };
    },
  };
}

async function zone() {
  return JSON.parse(await readFile(new URL("../../../zones/UTC.json", import.meta.url), "utf8"));
}

/** The policy under a seal, as pages load it. */
export async function sealed(policy) {
  const { load, seal } = await import(whole);
  await load();
  const { ok, value, problems } = seal([policy, await zone()]);
  if (!ok) throw new Error(JSON.stringify(problems.slice(0, 3), null, 2));
  return JSON.parse(value);
}

const readDecision = (decision) => readAnswer(decision, (offer) => offer?.window?.lastDay);

const readBrief = (decision) => readAnswer(decision, (offer) => offer?.lastDay);

function readAnswer(answer, lastDayOf) {
  const { ok, value, problems } = typeof answer === "string" ? JSON.parse(answer) : answer;
  if (!ok) throw new Error(JSON.stringify(problems, null, 2));
  return value.lines.map(({ line, offers }) => {
    const [refund, repair] = ["refund", "repair"].map((remedy) => offers.find((offer) => offer.remedy === remedy));
    const { status, terms } = refund;
    return {
      line,
      status,
      lastDay: lastDayOf(refund) ?? null,
      payer: terms.returnShipping?.payer ?? null,
      fee: terms.restockingFee?.rate ?? terms.restockingFee ?? null,
      warrantyEnd: lastDayOf(repair) ?? null,
    };
  });
}
