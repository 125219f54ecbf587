// Files as sources, and starting from their bytes, for Node.

import { readFile } from "node:fs/promises";

/** The bytes of a file, where the source is the address of one. */
export const readIfFile = (source) =>
  source instanceof URL && source.protocol === "file:" ? readFile(source) : source;

/**
 * The glue of a module that is started from bytes without asking whether they are a response: asking makes Node load its
 * `fetch`, which takes longer than all the rest. It is started without waiting for other threads, for V8 compiles functions
 * only when they are first called.
 */
export const fromBytes = (glue) => ({
  ...glue,
  async default(given) {
    const { module_or_path: source } = given;
    return ArrayBuffer.isView(source) ? glue.initSync({ module: source }) : glue.default(given);
  },
});
