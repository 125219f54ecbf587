// The entry for Node, whose `fetch` reads no files.

import { readFile } from "node:fs/promises";
import { loader } from "./api.js";

export { compile } from "./api.js";

export const load = loader((source = new URL("./return_policy_bg.wasm", import.meta.url)) =>
  source instanceof URL && source.protocol === "file:" ? readFile(source) : source,
);
