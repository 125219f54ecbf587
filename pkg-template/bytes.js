// Where the bytes of a module are: in a file beside the script, or in the script itself.

/**
 * What is read beside the script, and where nothing is there what it carries. Bundlers that know nothing of modules leave
 * the file behind, and some servers answer for a missing file with a page.
 *
 * `read` gives bytes or a response; `carried` imports a module whose default export is base64.
 */
export async function found(read, carried) {
  try {
    return await read();
  } catch {
    return decoded((await carried()).default);
  }
}

/** A response whose body is a module. */
export async function fetched(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} answers ${response.status}`);
  const type = response.headers.get("content-type") ?? "";
  if (type.startsWith("application/wasm")) return response; // compiled while it arrives
  const bytes = await response.arrayBuffer();
  if (!isModule(new Uint8Array(bytes))) throw new Error(`${address} is no module`);
  return bytes;
}

const isModule = (bytes) => String.fromCharCode(...bytes.subarray(0, 4)) === "\0asm";

/** The bytes of a text in base64. */
export const decoded = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
