export { ReturnRequest, speak } from "../elements.js";
export type * from "../elements.js";
