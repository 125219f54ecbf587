import * as auto from "return-policy/auto";
import * as fallback from "return-policy/fallback";
import * as inline from "return-policy/inline";
import * as miniProgram from "return-policy/mini-program";
import * as page from "return-policy/page";
import * as pageInline from "return-policy/page/inline";
import * as pageWeb from "return-policy/page/web";
import * as pageWorker from "return-policy/page/worker";
import * as web from "return-policy/web";
import * as worker from "return-policy/worker";
import zone from "return-policy/zones/UTC.json" with { type: "json" };

const picked: "page" | "fallback" = await auto.load();
await fallback.load();
await miniProgram.load("/engine.wasm");
// @ts-expect-error a mini-program names a file of its package
await miniProgram.load(new Uint8Array());

for (const { compile, load } of [page, pageInline, pageWeb, pageWorker]) await load(), compile("[]");
for (const { check, load, seal } of [web, worker, inline]) await load(), seal([]), check([]);
// @ts-expect-error pages are spared what is needed only to publish a policy
page.check([]);

const outcomes = [auto.compile("[]"), fallback.compile("[]"), miniProgram.compile("[]")];
export const loaded: [string, string, boolean] = [picked, zone.format, outcomes.every(({ ok }) => ok)];
