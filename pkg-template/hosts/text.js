// UTF-8 for hosts that have none: as much of the encoding standard's two classes as the glue uses.

export class TextEncoder {
  encode(text) {
    const bytes = new Uint8Array(text.length * 3);
    return bytes.subarray(0, this.encodeInto(text, bytes).written);
  }

  /** `bytes` must have room for three bytes a UTF-16 unit. */
  encodeInto(text, bytes) {
    let written = 0;
    for (let read = 0; read < text.length; read += 1) {
      const code = codePoint(text, read);
      if (code < 0x80) {
        bytes[written++] = code;
        continue;
      }
      if (code < 0x800) {
        bytes[written++] = 0xc0 | (code >> 6);
      } else {
        if (code < 0x10000) {
          bytes[written++] = 0xe0 | (code >> 12);
        } else {
          read += 1;
          bytes[written++] = 0xf0 | (code >> 18);
          bytes[written++] = 0x80 | ((code >> 12) & 0x3f);
        }
        bytes[written++] = 0x80 | ((code >> 6) & 0x3f);
      }
      bytes[written++] = 0x80 | (code & 0x3f);
    }
    return { read: text.length, written };
  }
}

/** The character at a position; U+FFFD for half of one. */
function codePoint(text, position) {
  const unit = text.charCodeAt(position);
  if (unit < 0xd800 || unit > 0xdfff) return unit;
  const next = text.charCodeAt(position + 1);
  const isPair = unit < 0xdc00 && next >= 0xdc00 && next <= 0xdfff;
  return isPair ? 0x10000 + ((unit & 0x3ff) << 10) + (next & 0x3ff) : 0xfffd;
}

/** Units that are made into text at once: a call takes no more arguments than fit its stack. */
const ROOM = 4096;

/** Reads what the engine writes, which is UTF-8 without faults. */
export class TextDecoder {
  decode(bytes = []) {
    let text = "";
    let units = [];
    for (let position = 0; position < bytes.length; ) {
      const first = bytes[position++];
      const next = () => bytes[position++] & 0x3f;
      if (first < 0x80) units.push(first);
      else if (first < 0xe0) units.push(((first & 0x1f) << 6) | next());
      else if (first < 0xf0) units.push(((first & 0x0f) << 12) | (next() << 6) | next());
      else {
        const code = (((first & 0x07) << 18) | (next() << 12) | (next() << 6) | next()) - 0x10000;
        units.push(0xd800 + (code >> 10), 0xdc00 + (code & 0x3ff));
      }
      if (units.length >= ROOM) {
        text += String.fromCharCode.apply(null, units);
        units = [];
      }
    }
    return text + String.fromCharCode.apply(null, units);
  }
}
