// The hand-written and the generated types, compiled strictly against what they describe.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFile, readdir } from "node:fs/promises";
import { after, before, test } from "node:test";
import { goldenCases } from "../package/cases.mjs";
import { Project, path, root } from "../package/project.mjs";

let project;

before(async () => {
  project = await Project.create();
});

after(() => project?.remove());

/** The newest compiler, and one that is two years older. */
const compilers = ["typescript", "typescript-5"];

/** Compiles a file as strictly as the compilers can and gives what they say. */
function complaints(file, ...options) {
  const strict = ["--noEmit", "--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess", "--resolveJsonModule"];
  return compilers.map((compiler) => {
    const tsc = [path(`node_modules/${compiler}/bin/tsc`), ...strict, "--target", "es2022", ...options, file];
    const { stdout, stderr, status } = spawnSync(process.execPath, tsc, { cwd: project.folder, encoding: "utf8" });
    return stdout + stderr || (status === 0 ? "" : `${compiler} ends with ${status}`);
  }).join("");
}

const users = [
  ["an ES module that takes every entry", "entries.mts", ["--module", "nodenext", "--lib", "es2022,dom"]],
  ["a CommonJS module that takes every entry", "entries.cts", ["--module", "nodenext", "--lib", "es2022,dom"]],
  ["an ES module without the types of any host", "usage.mts", ["--module", "nodenext", "--lib", "es2022"]],
  ["a CommonJS module without the types of any host", "usage.cts", ["--module", "nodenext", "--lib", "es2022"]],
  ["a page that a bundler builds", "page.mts", ["--module", "esnext", "--moduleResolution", "bundler", "--lib", "es2022,dom"]],
  ["a page with elements", "elements.mts", ["--module", "nodenext", "--lib", "es2022,dom,dom.iterable"]],
];

for (const [user, file, options] of users) {
  test(`the types suit ${user}`, async () => {
    await project.write(file, await readFile(new URL(file, import.meta.url), "utf8"));
    assert.equal(complaints(file, ...options), "");
  });
}

test("the types say that a wrong document is wrong", async () => {
  const text = `import type { PolicyDocument } from "return-policy";\n({ format: "return-policy/1", rulez: [] }) satisfies PolicyDocument;\n`;
  await project.write("wrong.mts", text);
  assert.match(complaints("wrong.mts", "--module", "nodenext"), /rulez/);
});

const kinds = {
  "return-policy/1": "PolicyDocument",
  "return-policy-calendar/1": "CalendarDocument",
  "return-policy-zone/1": "ZoneDocument",
};

test("every document that is shipped or shown has the type of its format", async () => {
  const found = await Promise.all(["statutes", "calendars", "zones", "examples"].map(documents));
  const typed = found.flat().filter(({ text }) => JSON.parse(text).format !== undefined);
  assert.notEqual(typed.length, 0);
  const claims = typed.map(({ name, text }) => claim(name, text, kinds[JSON.parse(text).format]));
  await compile("documents.mts", claims);
});

async function documents(folder) {
  const names = (await readdir(new URL(`${folder}/`, root), { recursive: true })).filter((name) => name.endsWith(".json"));
  const read = async (name) => ({ name: `${folder}/${name}`, text: await readFile(new URL(`${folder}/${name}`, root), "utf8") });
  return Promise.all(names.sort().map(read));
}

const questions = {
  evaluate: ["EvaluationCall", "Outcome<Decision>"],
  terms: ["TermsCall", "Outcome<TermsAnswer>"],
  validate: ["ValidationCall", "Outcome<Validation>"],
  check: ["Documents", "Outcome<CheckReport>"],
  coverage: ["Calls", "Outcome<CoverageReport>"],
  floor: ["Documents", "Outcome<FloorReport>"],
  diff: ["Calls", "Outcome<DiffReport>"],
};

test("every golden call and answer has its type, and so have the documents it is answered from", async () => {
  const { documents, cases } = await goldenCases();
  const sound = new Set();
  const claims = cases.flatMap(({ vector, documents, question, call, besides, line }) => {
    const [callType, answerType] = questions[question];
    const { answer } = JSON.parse(line);
    const answered = claim(vector, JSON.stringify(answer), answerType);
    if (!answer.ok) return [answered]; // what was asked has problems that its type may know of
    if (besides) return [answered]; // documents and orders with problems are what reports are about
    sound.add(documents);
    return [answered, claim(vector, call, callType)];
  });
  const loaded = [...sound].flatMap((position) => JSON.parse(documents[position]));
  claims.push(...loaded.map((document) => claim(document.id, JSON.stringify(document), kinds[document.format])));
  assert.notEqual(claims.length, 0);
  await compile("golden.mts", claims);
});

/** JSON is an expression of TypeScript, so it can be held against a type as it stands. */
function claim(name, text, type) {
  assert.notEqual(type, undefined, `${name} has a format that has no type`);
  return `// ${name}\n(${text.trim()}) satisfies ${type};\n`;
}

async function compile(file, claims) {
  const names = [...Object.values(kinds), ...new Set(Object.values(questions).flatMap(([call, answer]) => [call, /<(.*)>/.exec(answer)[1]])), "Outcome"];
  const once = [...new Set(claims)].join("\n");
  await project.write(file, `import type { ${names.join(", ")} } from "return-policy";\n\n${once}`);
  assert.equal(complaints(file, "--module", "nodenext", "--lib", "es2022"), "");
}
