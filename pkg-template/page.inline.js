// The entry that carries the module for pages. `classic/page.js` is the same as a classic script.

import { engine } from "./api.js";
import { decoded } from "./bytes.js";
import * as glue from "./return_policy_page.js";
import carried from "./return_policy_page_bg.text.js";

export const { load, compile } = engine(glue, (source) => source ?? decoded(carried));
