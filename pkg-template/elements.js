// Both custom elements: <return-policy> for product pages, <return-request> for after-sales forms. Importing defines them.

export { speak } from "./elements/languages.js";
export { ReturnPolicy } from "./elements/return-policy.js";
export { ReturnRequest } from "./elements/return-request.js";
