// Files as sources, for Node.

import { readFile } from "node:fs/promises";

/** The bytes of a file, where the source is the address of one. */
export const readIfFile = (source) =>
  source instanceof URL && source.protocol === "file:" ? readFile(source) : source;
