// The entry for pages that Node, Deno or Bun renders.

import { readFile } from "node:fs/promises";
import { engine } from "./api.js";
import { found } from "./bytes.js";
import { fromBytes, readIfFile } from "./file.js";
import * as glue from "./return_policy_page.js";

const beside = async () => readFile(new URL("./return_policy_page_bg.wasm", import.meta.url));
const carried = () => import("./return_policy_page_bg.text.js");

const page = engine(fromBytes(glue), (source) => (source === undefined ? found(beside, carried) : readIfFile(source)));

export const { load, compile } = page;
