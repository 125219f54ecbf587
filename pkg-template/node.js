// The entry for Node, whose `fetch` reads no files.

import { engine } from "./api.js";
import { readIfFile } from "./file.js";
import { publisher } from "./publish.js";
import * as glue from "./return_policy.js";

const beside = new URL("./return_policy_bg.wasm", import.meta.url);

const whole = engine(glue, (source = beside) => readIfFile(source));

export const { load, compile } = whole;
export const { seal, check, coverage, floor, diff } = publisher(glue, whole);
