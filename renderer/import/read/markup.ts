import { decodeChunks, detectEncoding, type Encoding, markedEncoding } from './encoding.ts';
import type { Limits } from './limits.ts';
import { UnreadableFile } from './types.ts';
import { utf16Pattern } from './utf16.ts';

const HTML =
  /^<(!doctype\s+html|html|head|body|title|meta|link|base|style|script|table|thead|tbody|tr|div|p|span|font|center|form|h[1-6])(?=[\s>/])/i;
const PROLOG = /^(\s+|<\?[^>]*>|<!--[\s\S]*?-->|<!doctype\s+(?!html)[^>]*>)+/i;
/** Names under which a page says that it is GB18030 or a part of it. */
const GB = /^(x-)?(gb_?2312(-80)?|gbk|cp936|gb18030|hz-gb-2312)$/;
/** Encodings whose bytes GB18030 would read as other characters without an error. */
const FOREIGN =
  /^(big5|shift[_-]jis|x-sjis|euc-(jp|kr)|ks_c_5601|iso-2022|koi8|windows-125[1-8]|iso-8859-([2-9]|1\d))/;

/** Whether text begins as a page or as XML does. `<1万,>5万` is neither. */
export function markupKind(head: string): 'html' | 'xml' | null {
  const text = head.replace(/^\ufeff?\s*/, '');
  if (!text.startsWith('<')) return null;
  const root = text.replace(PROLOG, '');
  if (HTML.test(root)) return 'html';
  if (/^<\?xml\b/i.test(text) || /^<(\w+:)?Workbook[\s>]/.test(root)) return 'xml';
  return /^<!--/.test(text) ? 'html' : null;
}

/** The encoding that the text itself names: in `<?xml encoding>` or a `<meta charset>`. */
function declaredEncoding(head: Uint8Array): string {
  const text = new TextDecoder('latin1').decode(head.subarray(0, 8192));
  const [, declared] =
    /^[^<]*<\?xml\s[^>]*?encoding\s*=\s*["']\s*([\w-]+)/i.exec(text) ??
    /<meta\s[^>]*?charset\s*=\s*["']?\s*([\w-]+)/i.exec(text) ??
    [];
  return declared?.toLowerCase() ?? '';
}

async function decoded(blob: Blob, encoding: Encoding, signal?: AbortSignal): Promise<string> {
  let text = '';
  for await (const piece of decodeChunks(blob, { encoding, lenient: false }, signal)) text += piece;
  return text;
}

/** Decoded as the text itself says; null when it says nothing, or is not what it says. */
async function asDeclared(blob: Blob, head: Uint8Array, signal?: AbortSignal) {
  if (markedEncoding(head) !== null || utf16Pattern(head) !== null) return null;
  const declared = declaredEncoding(head);
  const foreign = FOREIGN.test(declared);
  if (!foreign && !GB.test(declared)) return null;
  const encoding: Encoding = foreign ? 'UTF-8' : 'GB18030';
  try {
    return { text: await decoded(blob, encoding, signal), encoding };
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    if (foreign) throw new UnreadableFile('encoding', declared);
    return null;
  }
}

/**
 * A page or XML file as one text. What it declares is believed before anything is found out: 联通 in GB2312 could be
 * UTF-8 too.
 * @throws UnreadableFile
 */
export async function markupText(
  blob: Blob,
  head: Uint8Array,
  chosen: string | undefined,
  limits: Limits,
  signal?: AbortSignal,
): Promise<{ text: string; encoding: string }> {
  if (blob.size > limits.wholeFile) throw new UnreadableFile('too-large');
  if (chosen === undefined) {
    const declared = await asDeclared(blob, head, signal);
    if (declared !== null) return declared;
  }
  const encoding = (chosen as Encoding | undefined) ?? (await detectEncoding(blob, head, signal));
  return { text: await decoded(blob, encoding, signal), encoding };
}
