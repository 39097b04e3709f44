import { detectDelimiter, type Sample, sampleRecords, score } from './delimiter.ts';
import type { TextDialect } from './types.ts';

type Quote = TextDialect['quote'];

/** How often a field begins with this quote, and how often it also ends with it in its line. */
function quotedFields(text: string, quote: Exclude<Quote, ''>, delimiter: string | undefined) {
  const ends = `,;|\\t\\r\\n${delimiter ? `\\u{${(delimiter.codePointAt(0) as number).toString(16)}}` : ''}`;
  const field = new RegExp(
    `(?<=^|[${ends}])${quote}((?:[^${quote}\\r\\n]|${quote}${quote})*${quote}(?=[${ends}]|$))?`,
    'gu',
  );
  let opened = 0;
  let closed = 0;
  for (const [, rest] of text.matchAll(field)) {
    opened++;
    if (rest !== undefined) closed++;
  }
  return { opened, closed };
}

/**
 * `"`, unless single quotes clearly stand around fields: around more fields than double quotes do, and hardly ever
 * at the beginning of one alone, as Excel's sign for text and names like 't Hoen have it.
 */
function detectQuote({ text }: Sample, delimiter: string | undefined): Quote {
  const single = quotedFields(text, "'", delimiter);
  if (single.closed < 2 || (single.opened - single.closed) * 10 > single.opened) return '"';
  return single.closed > quotedFields(text, '"', delimiter).closed ? "'" : '"';
}

/**
 * Whether backslashes escape quotes: the records then come out more even, or, if it makes no difference to them,
 * a `\"` stands within a field. `"C:\audit\",` alone is a folder's name and no escape.
 */
function detectEscape(sample: Sample, delimiter: string, quote: Quote): { escape?: '\\' } {
  if (quote === '' || !sample.text.includes(`\\${quote}`)) return {};
  const plain = score(sampleRecords(sample, { delimiter, quote }));
  const escaped = score(sampleRecords(sample, { delimiter, quote, escape: '\\' }));
  if (escaped !== plain) return escaped > plain ? { escape: '\\' } : {};
  const within = sample.text.split(`\\${quote}`).slice(1);
  return within.some((rest) => /^[^\r\n"']/.test(rest) && !rest.startsWith(delimiter))
    ? { escape: '\\' }
    : {};
}

/** How a text is cut: what the analyst chose, the rest found out from its beginning. */
export function detectDialect(sample: Sample, chosen: Partial<TextDialect>): Omit<TextDialect, 'encoding'> {
  const quote = chosen.quote ?? detectQuote(sample, chosen.delimiter);
  const delimiter = chosen.delimiter ?? detectDelimiter(sample, quote);
  const escaping =
    chosen.escape !== undefined ? { escape: chosen.escape } : detectEscape(sample, delimiter, quote);
  return { delimiter, quote, ...escaping };
}
