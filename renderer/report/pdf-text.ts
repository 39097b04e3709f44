import { decodePDFRawStream, PDFDict, type PDFDocument, PDFName, PDFRawStream } from 'pdf-lib';

/**
 * Chinese fonts give some characters two code points, 行 (U+884C) and the radical ⾏ (U+2F8F), and Chromium
 * names the glyph by the lower one, so that a search for 行 finds nothing. This puts the everyday character
 * back into the fonts' maps from glyph to text; what is seen does not change.
 */
export function nameEverydayCharacters(document: PDFDocument): void {
  const { context } = document;
  for (const [, object] of context.enumerateIndirectObjects()) {
    const ref = object instanceof PDFDict ? object.get(PDFName.of('ToUnicode')) : undefined;
    const stream = ref && context.lookup(ref);
    if (!(stream instanceof PDFRawStream) || !ref) continue;
    const map = new TextDecoder('latin1').decode(decodePDFRawStream(stream).decode());
    const mended = mendToUnicode(map);
    if (mended !== map)
      context.assign(ref as Parameters<typeof context.assign>[0], context.flateStream(mended));
  }
}

const hex = (code: number, width: number) => code.toString(16).toUpperCase().padStart(width, '0');

/**
 * Radicals of the CJK Radicals Supplement that look like a whole character, each followed by it
 * (Unicode: EquivalentUnifiedIdeograph). NFKC knows the Kangxi radicals, but not these.
 */
const SUPPLEMENT =
  '⺁厂⺇几⺊卜⺎兀⺐尢⺒巳⺓幺⺛旡⺝月⺟母⺠民⺩王⺬示⺶羊⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻰龙⻳龟';
const WHOLE = new Map(
  Array.from(SUPPLEMENT.matchAll(/(.)(.)/gu), ([, radical = '', whole = '']) => [radical, whole]),
);

/** Radicals and compatibility ideographs by the characters people type. */
function everyday(code: number): number {
  const twofold = (code >= 0x2e80 && code <= 0x2fdf) || (code >= 0xf900 && code <= 0xfaff);
  if (!twofold) return code;
  const radical = String.fromCodePoint(code);
  return (WHOLE.get(radical) ?? radical.normalize('NFKC')).codePointAt(0) ?? code;
}

/** A ToUnicode map with every such code point replaced; ranges that hold one are spelt out. */
export function mendToUnicode(map: string): string {
  const chars = map.replace(
    /^(<[0-9A-Fa-f]+>) <([0-9A-Fa-f]{4})>$/gm,
    (_, glyph: string, code: string) => `${glyph} <${hex(everyday(Number.parseInt(code, 16)), 4)}>`,
  );
  return chars.replace(/^\d+ beginbfrange\n([\s\S]*?)endbfrange$/gm, (whole, body: string) => {
    const singles: string[] = [];
    const ranges = body.split('\n').filter((line) => {
      const [, from = '', to = '', code = ''] =
        /^<([0-9A-Fa-f]+)> <([0-9A-Fa-f]+)> <([0-9A-Fa-f]{4})>$/.exec(line) ?? [];
      const [first, last, start] = [from, to, code].map((part) => Number.parseInt(part, 16)) as [
        number,
        number,
        number,
      ];
      const codes = Array.from({ length: Number.isNaN(start) ? 0 : last - first + 1 }, (_, i) => start + i);
      if (codes.every((c) => everyday(c) === c)) return line !== '';
      singles.push(...codes.map((c, i) => `<${hex(first + i, from.length)}> <${hex(everyday(c), 4)}>`));
      return false;
    });
    if (singles.length === 0) return whole;
    const kept = ranges.length > 0 ? `${ranges.length} beginbfrange\n${ranges.join('\n')}\nendbfrange\n` : '';
    // A section may hold a hundred entries.
    const sections = Array.from({ length: Math.ceil(singles.length / 100) }, (_, i) =>
      singles.slice(i * 100, i * 100 + 100),
    );
    return kept + sections.map((s) => `${s.length} beginbfchar\n${s.join('\n')}\nendbfchar`).join('\n');
  });
}
