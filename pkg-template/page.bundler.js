// The entry for pages that a bundler builds; see bundler.js.

import { engine } from "./api.js";
import { fetched, found } from "./bytes.js";
import * as glue from "./return_policy_page.js";

const beside = async () => fetched(new URL("./return_policy_page_bg.wasm", import.meta.url));
const carried = () => import("./return_policy_page_bg.text.js");

export const { load, compile } = engine(glue, (source) => source ?? found(beside, carried));
