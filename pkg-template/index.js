// The entry for module scripts: the module lies beside this file unless the caller knows better.

import { engine } from "./api.js";
import { WholePolicy, publisher } from "./publish.js";
import * as glue from "./return_policy.js";

const beside = new URL("./return_policy_bg.wasm", import.meta.url);

const whole = engine(glue, (source = beside) => source, WholePolicy);

export const { load, compile } = whole;
export const { seal, check, coverage, floor, diff, importWarranty } = publisher(glue, whole);
