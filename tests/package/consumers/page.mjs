import { readFile } from "node:fs/promises";
import * as engine from "return-policy/page";
import { differing } from "./golden.mjs";

await engine.load();
const golden = JSON.parse(await readFile("sealed.json", "utf8"));
console.log(JSON.stringify({ asked: golden.cases.length, differing: differing(engine, golden) }));
