const LINE_OR_FIELD_END = new Set([...'\n\r,;\t|'].map((c) => c.charCodeAt(0)));

/** Control characters that no text export holds; U+0001 and U+001F separate the fields of Hive and of old hosts. */
export function isControl(code: number): boolean {
  return code < 31 && code !== 9 && code !== 10 && code !== 13 && code !== 1;
}

/** How many of the byte pairs, read in this order, are of the Latin range; 0 when the whole is no text in it. */
function latinUnits(head: Uint8Array, low: 0 | 1): number {
  const units = head.length >> 1;
  let latin = 0;
  let controls = 0;
  let ends = 0;
  for (let i = 0; i < 2 * units; i += 2) {
    const code = (head[i + low] ?? 0) | ((head[i + 1 - low] ?? 0) << 8);
    if (code < 256) latin++;
    if (isControl(code)) controls++;
    if (LINE_OR_FIELD_END.has(code)) ends++;
  }
  const isText = controls * 100 <= units && latin * 20 >= units && (ends > 0 || latin === units);
  return isText ? latin : 0;
}

/**
 * UTF-16 without a byte order mark, told by its zeros: digits, separators and line ends leave them in one half of
 * the byte pairs, even between Chinese characters. Counting zeros is not enough: 一 is 4E00.
 */
export function utf16Pattern(head: Uint8Array): 'UTF-16LE' | 'UTF-16BE' | null {
  if (!head.includes(0)) return null;
  const little = latinUnits(head, 0);
  const big = latinUnits(head, 1);
  if (little === big) return null;
  return little > big ? 'UTF-16LE' : 'UTF-16BE';
}
