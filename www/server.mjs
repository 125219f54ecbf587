// Starts the service: `node www/server.mjs --port 8080`. What it answers stands in service.mjs.

import { parseArgs } from "node:util";
import { makeService } from "./service.mjs";

const usage = `Serves the pages of a small shop, and decides its return requests with the package in pkg/.

Usage: node www/server.mjs [--port N] [--at INSTANT]

  --port N       the port on 127.0.0.1; 0 takes a free one (default 8080)
  --at INSTANT   stops the service's clock, for demonstrations and tests: 2026-11-21T12:00:00+01:00
  --help         shows this text`;

function readOptions() {
  const text = { type: "string" };
  const { values } = parseArgs({ options: { port: text, at: text, help: { type: "boolean" } } });
  const port = Number(values.port ?? 8080);
  if (!/^\d+$/.test(values.port ?? "8080") || port > 65_535) throw new Error(`--port ${values.port} is no port`);
  return { ...values, port };
}

async function start({ port, at }) {
  const service = await makeService(at);
  const address = await service.listen({ host: "127.0.0.1", port });
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => service.close());
  console.log(`listening on ${address}`);
}

try {
  const options = readOptions();
  if (options.help) console.log(usage);
  else await start(options);
} catch (error) {
  console.error(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
}
