// The entry for mini-programs: the module is a file of the mini-program's package, named by its path there.

import { engine } from "../api.js";
import * as glue from "../return_policy_page.js";

const beside = "/miniprogram_npm/return-policy/return_policy_page_bg.wasm";

export const { load, compile } = engine(glue, (path = beside) => ({ path }));
