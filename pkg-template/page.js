// The entry for pages: a smaller module, which reads only sealed documents.

import { engine } from "./api.js";
import * as glue from "./return_policy_page.js";

const beside = new URL("./return_policy_page_bg.wasm", import.meta.url);

export const { load, compile } = engine(glue, (source = beside) => source);
