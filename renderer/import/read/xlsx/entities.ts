const AMPERSAND = 38;
const HASH = 35;
const SEMICOLON = 59;
const LONGEST = 10;
const NAMED: ReadonlyMap<string, number> = new Map([
  ['amp', 38],
  ['lt', 60],
  ['gt', 62],
  ['quot', 34],
  ['apos', 39],
]);

/** The code point an entity's name (`amp`, `#35777`, `#x8BC1`) stands for; 0 for an unknown one. */
function codePoint(text: string, from: number, to: number, named: typeof NAMED): number {
  if (text.charCodeAt(from) !== HASH) return named.get(text.slice(from, to)) ?? 0;
  const hex = (text.charCodeAt(from + 1) | 32) === 120;
  let code = 0;
  for (let at = from + (hex ? 2 : 1); at < to; at++) {
    const letter = text.charCodeAt(at);
    const digit = letter < 58 ? letter - 48 : (letter | 32) - 87;
    if (digit < 0 || digit >= (hex ? 16 : 10)) return 0;
    code = code * (hex ? 16 : 10) + digit;
  }
  return code <= 0x10ffff ? code : 0;
}

function entityEnd(text: string, from: number): number {
  const last = Math.min(text.length, from + LONGEST);
  for (let at = from; at < last; at++) if (text.charCodeAt(at) === SEMICOLON) return at;
  return -1;
}

/**
 * Text with its entities decoded, those of XML unless others are named. Made for text all of entities: Python's
 * writers put every Chinese character so.
 */
export function decodeEntities(text: string, named = NAMED): string {
  const first = text.indexOf('&');
  if (first < 0) return text;
  let out = text.slice(0, first);
  let plain = first;
  for (let at = first; at >= 0; ) {
    const end = entityEnd(text, at + 1);
    const code = end < 0 ? 0 : codePoint(text, at + 1, end, named);
    if (code > 0) {
      out += text.slice(plain, at) + String.fromCodePoint(code);
      plain = end + 1;
    }
    at = code > 0 && text.charCodeAt(plain) === AMPERSAND ? plain : text.indexOf('&', at + 1);
  }
  return out + text.slice(plain);
}

/** Excel's own escape for characters XML cannot hold: `_x000D_`, and `_x005F_` for the underscore before such a text. */
export function decodeEscapes(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([\dA-Fa-f]{4})_/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}
