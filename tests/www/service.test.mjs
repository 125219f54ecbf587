// What the service promises to whoever does not use its pages.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { after, before, test } from "node:test";
import { compile, load } from "../../pkg/node.js";
import { at, run, Site } from "./site.mjs";

let site;
let policy;

before(async () => {
  site = await Site.start();
  await load();
  const compiled = compile(JSON.stringify((await site.get("/api/documents")).body));
  assert.ok(compiled.ok, JSON.stringify(compiled));
  policy = compiled.value;
});

after(() => site?.stop());

const refund = (line, rest) => ({ line, reason: "change-of-mind", remedy: "refund", ...rest });

/** What an honest page would send. */
async function submission(orderId, lines, own = {}) {
  const { order } = (await site.get(`/api/orders/${orderId}`)).body;
  const request = { lines };
  const decision = policy.evaluate({ order: { ...order, ...own }, request, at }).value;
  return { orderId, request, at, decisionId: decision.decisionId, decision };
}

function paths({ body }) {
  return body.problems.map(({ path }) => path);
}

function codes({ body }) {
  return body.problems.map(({ code }) => code);
}

test("it says how it is used", async () => {
  const { code, stdout } = await run("--help");
  assert.equal(code, 0);
  assert.match(stdout, /--port N[\s\S]*--at INSTANT/);
});

test("it refuses options it cannot use", async () => {
  for (const options of [
    ["--port", "http"],
    ["--port", "70000"],
    ["--at", "noon"],
    ["--at", "2026-13-01T00:00:00Z"],
    ["--prot"],
  ]) {
    const { code, stderr } = await run(...options);
    assert.equal(code, 2, options.join(" "));
    assert.match(stderr, /Usage:/);
    assert.doesNotMatch(stderr, /\n +at /, "no stack trace");
  }
});

test("it stops when it is asked to", async () => {
  for (const signal of ["SIGTERM", "SIGINT"]) {
    const other = await Site.start();
    const open = await fetch(`${other.address}/`);
    assert.equal(await other.stop(signal), 0, `${signal} with a connection kept open: ${open.status}`);
  }
});

test("its pages come under a strict policy", async () => {
  for (const path of [
    "/",
    "/index.html",
    "/return.html",
    "/style.css",
    "/words.js",
    "/engine/elements.js",
    "/engine/elements/en.js",
    "/engine/page.js",
    "/engine/return_policy_page_bg.wasm",
  ]) {
    const response = await fetch(site.address + path);
    assert.equal(response.status, 200, path);
    const policy = response.headers.get("content-security-policy");
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /script-src 'self' 'wasm-unsafe-eval';/);
    assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval(?<!wasm-unsafe-eval)|\*|http/);
    const etag = response.headers.get("etag");
    const again = await fetch(site.address + path, { headers: { "if-none-match": etag } });
    assert.equal(again.status, 304, path);
  }
});

test("nothing else of its folders is served", async () => {
  for (const path of [
    "/server.mjs",
    "/data/orders.json",
    "/engine/package.json",
    "/../package.json",
    "/%2e%2e/package.json",
    "/%zz",
    "/engine/",
  ]) {
    const status = await new Promise((answered, failed) => {
      httpRequest(site.address, { path }, (response) => answered(response.resume().statusCode))
        .on("error", failed)
        .end();
    });
    assert.ok([400, 404].includes(status), `${path}: ${status}`);
  }
});

test("it decides to the byte as the package does", async () => {
  const { order } = (await site.get("/api/orders/L-1042")).body;
  const call = JSON.stringify({ order, request: { lines: [refund("1")] }, at });
  const { status, text } = await site.post("/evaluate", call);
  assert.equal(status, 200);
  assert.equal(text, policy.evaluateText(call));
});

test("it decides the sample of the demonstration", async () => {
  const sample = async (name) =>
    JSON.parse(await readFile(new URL(`../../www/data/sample/${name}.json`, import.meta.url), "utf8"));
  const { status, body } = await site.post("/evaluate", {
    order: await sample("order"),
    request: await sample("request"),
    at,
  });
  assert.equal(status, 200, JSON.stringify(body));
  assert.match(body.value.decisionId, /^sha256:[0-9a-f]{64}$/);
});

test("what is no call is a list of problems, and never a stack trace", async () => {
  const whole = await submission("L-1042", [refund("2")]);
  const bodies = [
    "",
    "{",
    "[]",
    "null",
    `"text"`,
    "1e999",
    `{"orderId":1}`,
    `{"__proto__":{"a":1}}`,
    `{"orderId":"L-1042"}`,
  ];
  const bad = [
    { ...whole, request: [] },
    { ...whole, request: { lines: [] } },
    { ...whole, request: { lines: [{ line: "2", quantity: "1" }] } },
    { ...whole, request: { lines: [{ line: "2", quantity: 0 }] } },
    { ...whole, request: { lines: [{ line: "2", reason: ["change-of-mind"] }] } },
    { ...whole, surprise: true },
    { ...whole, decision: "yes" },
  ];
  for (const body of [...bodies, ...bad]) {
    const { status, text, body: answer } = await site.post("/api/requests", body);
    assert.equal(status, 400, `${JSON.stringify(body)}: ${text}`);
    assert.equal(answer.ok, false);
    assert.deepEqual(Object.keys(answer.problems[0]), ["path", "code", "message"]);
    assert.doesNotMatch(text, /\bat .*\.m?js|node_modules|FST_/);
  }
  for (const body of bodies) assert.equal((await site.post("/evaluate", body)).status, 400, body);
});

test("bodies of another type or too large are refused", async () => {
  for (const path of ["/evaluate", "/api/requests"]) {
    for (const type of ["text/plain", "application/x-www-form-urlencoded"]) {
      assert.equal((await site.post(path, "{}", type)).status, 415, `${path} ${type}`);
    }
    assert.equal((await site.post(path, `"${"x".repeat(70_000)}"`)).status, 413, path);
  }
});

test("a buyer cannot say when notice was sent", async () => {
  const body = await submission("L-0871", [refund("1")]);
  body.request.noticeSentAt = "2026-09-01T12:00:00+02:00";
  const answer = await site.post("/api/requests", body);
  assert.equal(answer.status, 400);
  assert.deepEqual(paths(answer), ["/request/noticeSentAt"]);
});

test("an instant far from the service's own is refused", async () => {
  const body = await submission("L-1042", [refund("2")]);
  for (const other of ["2026-11-21T12:10:01+01:00", "2026-11-21T11:49:59+01:00", "2026-09-01T12:00:00+02:00", "now"]) {
    const answer = await site.post("/api/requests", { ...body, at: other });
    assert.equal(answer.status, 422, other);
    assert.deepEqual([paths(answer), codes(answer)], [["/at"], ["clock-differs"]]);
  }
});

test("an order the shop does not have is refused", async () => {
  const body = await submission("L-1042", [refund("2")]);
  const answer = await site.post("/api/requests", { ...body, orderId: "L-9999" });
  assert.equal(answer.status, 404);
  assert.deepEqual(paths(answer), ["/orderId"]);
  assert.equal((await site.get("/api/orders/L-9999")).status, 404);
});

test("a decision with another id is contradicted", async () => {
  const body = await submission("L-1042", [refund("2")]);
  const decisionId = `sha256:${"0".repeat(64)}`;
  const answer = await site.post("/api/requests", { ...body, decisionId });
  assert.equal(answer.status, 409);
  assert.deepEqual([paths(answer), codes(answer)], [["/decisionId"], ["decision-differs"]]);
  assert.match(answer.body.problems[0].message, new RegExp(`${decisionId}.*${body.decisionId}`));
});

test("a decision on an order with changed facts is contradicted, and told where", async () => {
  const body = await submission("L-0871", [refund("2")], { deliveredAt: "2026-11-20T10:00:00+01:00" });
  const answer = await site.post("/api/requests", body);
  assert.equal(answer.status, 409);
  const differing = new Map(answer.body.differences.map(({ path, yours, ours }) => [path, [yours, ours]]));
  assert.deepEqual(differing.get("/lines/0/offers/0/status"), ["open", "closed"]);
  assert.equal(differing.get("/decisionId")[0], body.decisionId);
});

test("a decision whose text was changed is contradicted although its id is right", async () => {
  const body = await submission("L-1042", [refund("2")]);
  body.decision.lines[0].offers[0].terms.restockingFee = { rate: "0%" };
  const answer = await site.post("/api/requests", body);
  assert.equal(answer.status, 409);
  assert.ok(answer.body.differences.every(({ path }) => path.startsWith("/lines/0/offers/0/terms/restockingFee")));
});

test("a decision that nests deep is contradicted like any other", async () => {
  const body = await submission("L-1042", [refund("2")]);
  const deep = `${"[".repeat(15_000)}${"]".repeat(15_000)}`;
  const text = JSON.stringify({ ...body, decision: { lines: "deep" } }).replace(`"deep"`, deep);
  const answer = await site.post("/api/requests", text);
  assert.equal(answer.status, 409);
  const conditions = JSON.stringify({
    ...body,
    request: { lines: [{ line: "2", conditions: { seal: "deep" } }] },
  }).replace(`"deep"`, deep);
  assert.equal((await site.post("/api/requests", conditions)).status, 422);
});

test("a request that is too late is refused, with the reason", async () => {
  const answer = await site.post("/api/requests", await submission("L-0871", [refund("2")]));
  assert.equal(answer.status, 422);
  assert.deepEqual([paths(answer), codes(answer)], [["/request/lines/0/remedy"], ["remedy-not-offered"]]);
});

test("accepted units are gone", async () => {
  const order = "L-1042";
  const first = await site.post(
    "/api/requests",
    await submission(order, [refund("1", { quantity: 1, conditions: { intact: true } })]),
  );
  assert.equal(first.status, 201, first.text);
  assert.equal(first.body.value.route, "automatic");
  assert.match(first.body.value.requestId, /^R-\d+$/);
  const [line] = (await site.get(`/api/orders/${order}`)).body.order.lines;
  assert.equal(line.returned, 1);
  const many = await site.post(
    "/api/requests",
    await submission(order, [refund("1", { quantity: 2, conditions: { intact: true } })]),
  );
  assert.equal(many.status, 422);
  assert.deepEqual([paths(many), codes(many)], [["/request/lines/0/quantity"], ["quantity-exceeded"]]);
  const rest = await site.post(
    "/api/requests",
    await submission(order, [refund("1", { conditions: { intact: true } })]),
  );
  assert.equal(rest.status, 201, "all that are left, where no quantity is named");
  const none = await site.post(
    "/api/requests",
    await submission(order, [refund("1", { quantity: 1, conditions: { intact: true } })]),
  );
  assert.equal(none.status, 422);
});

test("the shop counts from the notice that it has now", async () => {
  const body = await submission("L-1066", [refund("1", { conditions: { intact: true } })]);
  assert.deepEqual(body.decision.lines[0].offers[0].terms.refundDue.lastDay, undefined, "the page has sent no notice");
  const answer = await site.post("/api/requests", body);
  assert.equal(answer.status, 201, answer.text);
  const { refundDue } = answer.body.value.decision.lines[0].offers[0].terms;
  assert.deepEqual(refundDue.started, { anchor: "noticeReceived", day: "2026-11-21" });
  assert.equal(refundDue.lastDay, "2026-12-07", "the 14th day is a Saturday");
});

test("one request cannot be sent twice", async () => {
  const body = await submission("L-1042", [refund("2", { conditions: { seal: "intact" } })]);
  const answers = await Promise.all([site.post("/api/requests", body), site.post("/api/requests", body)]);
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409]);
});

test("a person looks at what the law leaves to people", async () => {
  const body = await submission("L-0871", [{ line: "2", reason: "defect", remedy: "refund", evidence: ["photo"] }]);
  const answer = await site.post("/api/requests", body);
  assert.equal(answer.status, 201, answer.text);
  assert.equal(answer.body.value.route, "review");
});

test("the sample is as old as on the day it was written, whenever that is looked at", async () => {
  const later = await Site.start(["--at", "2028-03-01T12:00:00+01:00"]);
  try {
    const { order } = (await later.get("/api/orders/L-1042")).body;
    assert.equal(order.deliveredAt.slice(0, 10), "2028-02-21", "nine days before");
  } finally {
    await later.stop();
  }
});
