// The custom elements: <return-policy> for product pages, <return-request> for after-sales forms. Importing defines them.

import { define } from "./elements/base.js";
import { ReturnPolicy } from "./elements/return-policy.js";
import { ReturnRequest } from "./elements/return-request.js";

export { speak } from "./elements/languages.js";
export { ReturnPolicy, ReturnRequest };

define("return-policy", ReturnPolicy);
define("return-request", ReturnRequest);
