// The entry for Node, whose `fetch` reads no files.

import { engine } from "./api.js";
import { readIfFile } from "./file.js";
import * as glue from "./return_policy.js";

const beside = new URL("./return_policy_bg.wasm", import.meta.url);

export const { load, compile, seal } = engine(glue, (source = beside) => readIfFile(source));
