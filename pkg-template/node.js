// The entry for Node, Deno and Bun, bundled or not.

import { readFile } from "node:fs/promises";
import { engine } from "./api.js";
import { found } from "./bytes.js";
import { fromBytes, readIfFile } from "./file.js";
import { WholePolicy, publisher } from "./publish.js";
import * as glue from "./return_policy.js";

const beside = async () => readFile(new URL("./return_policy_bg.wasm", import.meta.url));
const carried = () => import("./return_policy_bg.text.js");

const find = (source) => (source === undefined ? found(beside, carried) : readIfFile(source));
const whole = engine(fromBytes(glue), find, WholePolicy);

export const { load, compile } = whole;
export const { seal, check, coverage, floor, diff, importWarranty } = publisher(glue, whole);
