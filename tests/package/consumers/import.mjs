import { readFile } from "node:fs/promises";
import * as engine from "return-policy";
import { differing } from "./golden.mjs";

await engine.load();
const cases = JSON.parse(await readFile("cases.json", "utf8"));
console.log(JSON.stringify({ asked: cases.length, differing: differing(engine, cases) }));
