// What the service answers: the pages, the orders, and decisions that do not trust the browser.

import Fastify from "fastify";
import { Clock } from "./clock.mjs";
import { pages } from "./pages.mjs";
import { Shop } from "./shop.mjs";

const largestBody = 64 * 1024;

const headers = {
  "cache-control": "no-cache",
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "cross-origin-opener-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/** Makes the service, not yet listening; `at` stops its clock. */
export async function makeService(at) {
  const clock = new Clock(at);
  const shop = await Shop.open(clock);
  const service = Fastify({
    bodyLimit: largestBody,
    forceCloseConnections: true,
    requestTimeout: 10_000,
    frameworkErrors: answerError,
    // Ajv would else strip unknown fields and turn one type into another: what is wrong shall be said.
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, useDefaults: false } },
  });
  service.removeContentTypeParser("text/plain");
  service.addHook("onRequest", async (request, reply) => {
    reply.headers(headers);
  });
  service.setErrorHandler(answerError);
  service.setNotFoundHandler((request, reply) =>
    reply.code(404).send(refusal("", "not-found", "there is nothing here")),
  );
  await service.register(pages);
  service.register(api, { shop, clock });
  service.register(plainDecision, { shop });
  return service;
}

const text = (maxLength) => ({ type: "string", minLength: 1, maxLength });
const listOf = (items, maxItems) => ({ type: "array", items, maxItems });

/** What a browser may say. When notice was sent or goods arrived is the shop's to know, so there is no field for it. */
const requestLine = {
  type: "object",
  additionalProperties: false,
  required: ["line"],
  properties: {
    line: text(100),
    quantity: { type: "integer", minimum: 1, maximum: 1_000_000 },
    reason: text(100),
    remedy: text(100),
    component: text(100),
    conditions: { type: "object", maxProperties: 50 },
    evidence: listOf(text(100), 50),
  },
};

const submission = {
  type: "object",
  additionalProperties: false,
  required: ["orderId", "request", "at", "decisionId"],
  properties: {
    orderId: text(100),
    at: text(40),
    decisionId: text(100),
    decision: { type: "object" },
    request: {
      type: "object",
      additionalProperties: false,
      required: ["lines"],
      properties: { lines: { ...listOf(requestLine, 100), minItems: 1 } },
    },
  },
};

async function api(service, { shop, clock }) {
  service.get("/api/clock", async () => ({ at: clock.at, runs: clock.runs }));
  service.get("/api/documents", async (request, reply) => reply.type("application/json").send(shop.documents));
  service.get("/api/orders", async () => shop.orders());
  service.get("/api/orders/:id", async ({ params }, reply) => {
    const found = shop.order(params.id);
    return found ?? reply.code(404).send(refusal("/id", "unknown-order", `the shop has no order \`${params.id}\``));
  });
  service.post("/api/requests", { schema: { body: submission } }, async ({ body }, reply) => {
    const { status, body: answer } = shop.submit(body);
    return reply.code(status).send(answer);
  });
}

/** Decides any order, as text: the engine reads it more strictly than `JSON.parse` would. */
async function plainDecision(service, { shop }) {
  service.removeAllContentTypeParsers();
  service.addContentTypeParser("application/json", { parseAs: "string" }, async (request, text) => text);
  service.post("/evaluate", async ({ body }, reply) => {
    const answer = shop.evaluateText(body ?? "");
    return reply
      .code(answer.startsWith('{"ok":true') ? 200 : 400)
      .type("application/json")
      .send(answer);
  });
}

/** Everything that goes wrong is a list of problems; what went wrong inside is for the log. */
function answerError(error, request, reply) {
  const status = error.statusCode ?? 500;
  if (status >= 500) {
    console.error(error);
    return reply.code(500).send(refusal("", "internal", "the service failed; the fault is its own"));
  }
  const invalid = error.validation?.[0];
  if (invalid) return reply.code(400).send(refusal(place(invalid), "bad-form", `${sentence(invalid)}`));
  return reply.code(status).send(refusal("", codes[status] ?? "bad-request", lowerCase(error.message)));
}

const codes = { 400: "not-json", 413: "bad-size", 415: "not-json" };

function place({ instancePath, params }) {
  const field = params.missingProperty ?? params.additionalProperty;
  return field === undefined ? instancePath : `${instancePath}/${field}`;
}

function sentence({ keyword, message, params }) {
  if (keyword === "additionalProperties") return `\`${params.additionalProperty}\` is not known here`;
  return message;
}

function lowerCase(message) {
  return message.charAt(0).toLowerCase() + message.slice(1);
}

function refusal(path, code, message) {
  return { ok: false, problems: [{ path, code, message }] };
}
