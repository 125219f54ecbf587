// The entry for pages that Node renders.

import { engine } from "./api.js";
import { readIfFile } from "./file.js";
import * as glue from "./return_policy_page.js";

const beside = new URL("./return_policy_page_bg.wasm", import.meta.url);

export const { load, compile } = engine(glue, (source = beside) => readIfFile(source));
