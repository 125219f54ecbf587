// The entry that carries its module: for what has no files beside it. `classic/inline.js` is the same as a classic script.

import { engine } from "./api.js";
import { decoded } from "./bytes.js";
import { WholePolicy, publisher } from "./publish.js";
import * as glue from "./return_policy.js";
import carried from "./return_policy_bg.text.js";

const whole = engine(glue, (source) => source ?? decoded(carried), WholePolicy);

export const { load, compile } = whole;
export const { seal, check, coverage, floor, diff, importWarranty } = publisher(glue, whole);
