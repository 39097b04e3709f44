let table: Map<string, number> | undefined;

/** Every two-byte code, read once through the decoder that every platform has. */
function twoByteCodes(): Map<string, number> {
  const codes = new Map<string, number>();
  const decoder = new TextDecoder('gb18030');
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      const char = decoder.decode(Uint8Array.of(lead, trail));
      if ([...char].length === 1 && char !== '\ufffd' && !codes.has(char))
        codes.set(char, (lead << 8) | trail);
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
  const bytes: number[] = [];
  for (const char of text) {
    const point = char.codePointAt(0) as number;
    if (point < 0x80) {
      bytes.push(point);
      continue;
    }
    const code = table.get(char);
    if (code === undefined) throw new Error(`${char} has no two-byte code`);
    bytes.push(code >> 8, code & 0xff);
  }
  return Uint8Array.from(bytes);
}
