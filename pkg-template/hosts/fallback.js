// What stands in for WebAssembly where a host has none; put in the place of the globals when the entry is bundled.

export { TextDecoder, TextEncoder } from "./text.js";

export const WebAssembly = {
  /** `translated` is the module as a function from imports to exports. */
  instantiate: async (translated, imports) => ({ instance: { exports: translated(imports) } }),
  Instance: class {},
};
