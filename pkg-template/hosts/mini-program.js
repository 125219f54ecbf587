// What the glue takes for granted and a mini-program lacks; put in the place of the globals when the entry is bundled.

export { TextDecoder, TextEncoder } from "./text.js";

export const WebAssembly = {
  /** The host reads the module itself, and has a global of its own for that. */
  async instantiate({ path }, imports) {
    const result = await WXWebAssembly.instantiate(path, imports);
    return { instance: result.instance ?? result };
  },
  Instance: class {},
};
