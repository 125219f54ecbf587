// Runs every check in this browser and leaves the report to whoever opened the page.

import { run } from "./check.js";
import { checkPolicy } from "./check-policy.js";
import { checkRequest } from "./check-request.js";
import { checkNonsense } from "./check-nonsense.js";
import { checkLanguages } from "./check-languages.js";
import { open, sealed } from "./setup.js";
import { compile } from "/pkg/page.js";

const given = { documents: await sealed(), policy: await open() };
given.asking = compile(await fetch("/asking.sealed.json").then((response) => response.text())).value;
checkLanguages(given); // first: before there is one
checkPolicy(given);
checkRequest(given);
checkNonsense(given);
globalThis.report = run();
