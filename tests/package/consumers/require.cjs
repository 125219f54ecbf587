const { readFile } = require("node:fs/promises");
const engine = require("return-policy");

async function main() {
  const { differing } = await import("./golden.mjs");
  await engine.load();
  const cases = JSON.parse(await readFile("cases.json", "utf8"));
  console.log(JSON.stringify({ asked: cases.length, differing: differing(engine, cases) }));
}

main();
