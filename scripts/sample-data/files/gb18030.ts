let table: Uint16Array | undefined;

/** Every two-byte code by its character, read once through the decoder that every platform has. */
function twoByteCodes(): Uint16Array {
  const codes = new Uint16Array(0x10000);
  const decoder = new TextDecoder('gb18030');
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      const char = decoder.decode(Uint8Array.of(lead, trail));
      const point = char.charCodeAt(0);
      if (char.length === 1 && char !== '\ufffd' && codes[point] === 0) codes[point] = (lead << 8) | trail;
    }
  }
  return codes;
}

/**
 * Text as GB18030 bytes.
 * @throws Error for a character outside the two-byte range; the sample uses none.
 */
export function gb18030(text: string): Uint8Array {
  table ??= twoByteCodes();
  const bytes = new Uint8Array(2 * text.length);
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    const point = text.charCodeAt(i);
    if (point < 0x80) {
      bytes[at++] = point;
      continue;
    }
    const code = table[point] as number;
    if (code === 0)
      throw new Error(`${String.fromCodePoint(text.codePointAt(i) as number)} has no two-byte code`);
    bytes[at++] = code >> 8;
    bytes[at++] = code & 0xff;
  }
  return bytes.slice(0, at);
}
