// Files as sources, and starting from their bytes, for Node.

import { readFile } from "node:fs/promises";

/** The bytes of a file, where the source is the address of one. */
export const readIfFile = (source) =>
  source instanceof URL && source.protocol === "file:" ? readFile(source) : source;

/**
 * The glue of a module that is started from bytes without asking whether they are a response: asking makes Node load its
 * `fetch`, which takes longer than all the rest.
 */
export const fromBytes = (glue) => ({
  ...glue,
  async default(given) {
    const { module_or_path: source } = given;
    if (!ArrayBuffer.isView(source)) return glue.default(given);
    return glue.initSync({ module: await WebAssembly.compile(source) });
  },
});
