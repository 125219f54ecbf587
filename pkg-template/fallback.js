// The entry for hosts that run no WebAssembly: the module for pages, translated to JavaScript.

import { engine } from "./api.js";
import translated from "./hosts/translated.js";
import * as glue from "./return_policy_page.js";

export const { load, compile } = engine(glue, () => translated);
