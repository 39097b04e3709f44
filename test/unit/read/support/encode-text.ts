/** Writers of encodings that TextEncoder does not know, for making test files. */

let table: Map<string, number[]> | null = null;

/** Turns the platform's decoder round: every two-byte code, and the four-byte codes of the basic plane. */
function gb18030Table(): Map<string, number[]> {
  if (table) return table;
  table = new Map();
  const decoder = new TextDecoder('gb18030', { fatal: true });
  const learn = (...bytes: number[]) => {
    try {
      const text = decoder.decode(new Uint8Array(bytes));
      if ([...text].length === 1 && !table?.has(text)) table?.set(text, bytes);
    } catch {
      // No character has this code.
    }
  };
  for (let a = 0x81; a <= 0xfe; a++) for (let b = 0x40; b <= 0xfe; b++) learn(a, b);
  for (let a = 0x81; a <= 0x84; a++)
    for (let b = 0x30; b <= 0x39; b++)
      for (let c = 0x81; c <= 0xfe; c++) for (let d = 0x30; d <= 0x39; d++) learn(a, b, c, d);
  return table;
}

function gb18030Bytes(character: string): number[] {
  const code = character.codePointAt(0) as number;
  if (code < 0x80) return [code];
  if (code > 0xffff) {
    const linear = code - 0x10000;
    return [
      0x90 + Math.floor(linear / 12600),
      0x30 + (Math.floor(linear / 1260) % 10),
      0x81 + (Math.floor(linear / 10) % 126),
      0x30 + (linear % 10),
    ];
  }
  const bytes = gb18030Table().get(character);
  if (!bytes) throw new Error(`no GB18030 code for ${character}`);
  return bytes;
}

function utf16(text: string, low: 0 | 1): number[] {
  const bytes: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    bytes.push(...(low === 0 ? [code & 255, code >> 8] : [code >> 8, code & 255]));
  }
  return bytes;
}

export type WrittenEncoding =
  | 'UTF-8'
  | 'UTF-8 BOM'
  | 'GB18030'
  | 'UTF-16LE'
  | 'UTF-16LE BOM'
  | 'UTF-16BE'
  | 'UTF-16BE BOM';

/** What the reader calls each of them. */
export const READ_AS: Record<WrittenEncoding, string> = {
  'UTF-8': 'UTF-8',
  'UTF-8 BOM': 'UTF-8 BOM',
  GB18030: 'GB18030',
  'UTF-16LE': 'UTF-16LE',
  'UTF-16LE BOM': 'UTF-16LE',
  'UTF-16BE': 'UTF-16BE',
  'UTF-16BE BOM': 'UTF-16BE',
};

export function encodeText(text: string, encoding: WrittenEncoding): Uint8Array<ArrayBuffer> {
  switch (encoding) {
    case 'UTF-8':
      return new Uint8Array(new TextEncoder().encode(text));
    case 'UTF-8 BOM':
      return new Uint8Array(new TextEncoder().encode(`\ufeff${text}`));
    case 'GB18030':
      return new Uint8Array([...text].flatMap(gb18030Bytes));
    case 'UTF-16LE':
      return new Uint8Array(utf16(text, 0));
    case 'UTF-16BE':
      return new Uint8Array(utf16(text, 1));
    case 'UTF-16LE BOM':
      return new Uint8Array(utf16(`\ufeff${text}`, 0));
    case 'UTF-16BE BOM':
      return new Uint8Array(utf16(`\ufeff${text}`, 1));
  }
}
