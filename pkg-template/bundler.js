// The entry for bundlers. Vite and webpack put the module beside the bundle; for the others it comes as text, in a chunk
// that is loaded only where the file is missing.

import { engine } from "./api.js";
import { fetched, found } from "./bytes.js";
import { WholePolicy, publisher } from "./publish.js";
import * as glue from "./return_policy.js";

const beside = async () => fetched(new URL("./return_policy_bg.wasm", import.meta.url));
const carried = () => import("./return_policy_bg.text.js");

const whole = engine(glue, (source) => source ?? found(beside, carried), WholePolicy);

export const { load, compile } = whole;
export const { seal, check, coverage, floor, diff, importWarranty } = publisher(glue, whole);
