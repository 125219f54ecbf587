// SHA-256 of a text, for hosts that have neither a digest nor UTF-8 of their own.

const round = Array.from({ length: 64 }, (_, index) => root(prime(index), 1 / 3));
const start = Array.from({ length: 8 }, (_, index) => root(prime(index), 1 / 2));

function prime(index) {
  for (let number = 2, found = -1; ; number += 1) {
    let divisor = 2;
    while (number % divisor !== 0) divisor += 1;
    if (divisor === number && ++found === index) return number;
  }
}

/** The first 32 bits of the fraction. */
function root(number, exponent) {
  const value = Math.pow(number, exponent);
  return Math.floor((value - Math.floor(value)) * 2 ** 32);
}

const rotated = (word, by) => (word >>> by) | (word << (32 - by));

/** The digest in hexadecimal. */
export function sha256(text) {
  const bytes = padded(unescape(encodeURIComponent(text)));
  const view = new DataView(bytes.buffer);
  const state = start.slice();
  const words = new Int32Array(64);
  for (let block = 0; block < bytes.length; block += 64) {
    for (let index = 0; index < 64; index += 1) {
      if (index < 16) {
        words[index] = view.getInt32(block + index * 4);
        continue;
      }
      const [early, late] = [words[index - 15], words[index - 2]];
      const first = rotated(early, 7) ^ rotated(early, 18) ^ (early >>> 3);
      const second = rotated(late, 17) ^ rotated(late, 19) ^ (late >>> 10);
      words[index] = words[index - 16] + first + words[index - 7] + second;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let index = 0; index < 64; index += 1) {
      const chosen = (e & f) ^ (~e & g);
      const majority = (a & b) ^ (a & c) ^ (b & c);
      const first = (h + (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) + chosen + round[index] + words[index]) | 0;
      const second = ((rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) + majority) | 0;
      [a, b, c, d, e, f, g, h] = [(first + second) | 0, a, b, c, (d + first) | 0, e, f, g];
    }
    [a, b, c, d, e, f, g, h].forEach((word, index) => (state[index] = (state[index] + word) | 0));
  }
  return state.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

/** The bytes of a text of bytes, with what the digest adds. */
function padded(text) {
  const bytes = new Uint8Array(Math.ceil((text.length + 9) / 64) * 64);
  for (let index = 0; index < text.length; index += 1) bytes[index] = text.charCodeAt(index);
  bytes[text.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setUint32(bytes.length - 8, Math.floor(text.length / 2 ** 29));
  view.setUint32(bytes.length - 4, text.length * 8);
  return bytes;
}
