import { compile, load } from "return-policy/page";

await load(await fetch("/return_policy_page_bg.wasm"));
await load(new URL("https://example.com/return_policy_page_bg.wasm"));
await load(await WebAssembly.compile(new Uint8Array()));
// @ts-expect-error a number is no module
await load(1);

const compiled = compile("[]");
if (compiled.ok) compiled.value.free();
