// Files as sources, and starting from their bytes, for Node.

import { readFileSync } from "node:fs";

/** The bytes of a file, where the source is the address of one. */
export const readIfFile = (source) =>
  source instanceof URL && source.protocol === "file:" ? readFileSync(source) : source;

/**
 * The glue of a module that is started from bytes without asking whether they are a response: asking makes Node load its
 * `fetch`, which takes longer than all the rest. It is started at once, without waiting for other threads: functions are
 * compiled only when they are first called.
 */
export const fromBytes = (glue) => ({
  ...glue,
  async default(given) {
    const { module_or_path: source } = given;
    return ArrayBuffer.isView(source) ? glue.initSync({ module: source }) : glue.default(given);
  },
});
