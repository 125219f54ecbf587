// The entry for pages, bundlers and workers: the module lies beside this file unless the caller knows better.

import { loader } from "./api.js";

export { compile } from "./api.js";

export const load = loader((source = new URL("./return_policy_bg.wasm", import.meta.url)) => source);
