const { readFile } = require("node:fs/promises");
const engine = require("return-policy");

async function main() {
  const { differing } = await import("./golden.mjs");
  await engine.load();
  const golden = JSON.parse(await readFile("cases.json", "utf8"));
  console.log(JSON.stringify({ asked: golden.cases.length, differing: differing(engine, golden) }));
}

main();
