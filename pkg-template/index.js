// The entry for bundlers and workers: the module lies beside this file unless the caller knows better.

import { engine } from "./api.js";
import * as glue from "./return_policy.js";

const beside = new URL("./return_policy_bg.wasm", import.meta.url);

export const { load, compile, seal } = engine(glue, (source = beside) => source);
