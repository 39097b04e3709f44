import { markedEncoding } from './encoding.ts';
import { markupKind } from './markup.ts';
import { UnreadableFile } from './types.ts';
import { isControl, utf16Pattern } from './utf16.ts';

/** Workbook streams without a container, as Excel 2 to 4 wrote them. */
const BARE_BIFF = [
  [9, 0, 4, 0],
  [9, 2, 6, 0],
  [9, 4, 6, 0],
  [9, 8, 8, 0],
  [9, 8, 16, 0],
];

export type Container = 'zip' | 'ole' | 'html' | 'xml' | 'text';

const starts = (head: Uint8Array, ...bytes: number[]) => bytes.every((byte, i) => head[i] === byte);

function isBinary(head: Uint8Array): boolean {
  let nuls = 0;
  let controls = 0;
  for (const byte of head) {
    if (byte === 0) nuls++;
    else if (isControl(byte)) controls++;
  }
  // A few NULs happen in exports padded by old databases; other control characters do not.
  return nuls * 5 > head.length || controls * 100 > head.length;
}

/** The first characters of text, in an encoding good enough for its signs. */
function firstText(head: Uint8Array): string {
  const marked = markedEncoding(head);
  const wide = marked?.startsWith('UTF-16') ? marked : utf16Pattern(head);
  return new TextDecoder(wide ?? 'utf-8').decode(head.subarray(0, 8192));
}

/**
 * What a file is, by its first bytes and never by its name.
 * @throws UnreadableFile for what is plainly no table: PDF, images, programs
 */
export function sniff(head: Uint8Array): Container {
  if (head.length === 0) throw new UnreadableFile('empty');
  if (starts(head, 0x50, 0x4b, 0x03, 0x04)) return 'zip';
  if (starts(head, 0x50, 0x4b, 0x05, 0x06) || starts(head, 0x50, 0x4b, 0x07, 0x08)) return 'zip';
  if (starts(head, 0xd0, 0xcf, 0x11, 0xe0)) return 'ole';
  if (BARE_BIFF.some((bytes) => starts(head, ...bytes))) throw new UnreadableFile('legacy-xls');
  if (starts(head, 0x25, 0x50, 0x44, 0x46, 0x2d)) throw new UnreadableFile('not-a-table', 'PDF');
  const wide = markedEncoding(head)?.startsWith('UTF-16') || utf16Pattern(head) !== null;
  if (!wide && isBinary(head)) throw new UnreadableFile('not-a-table');
  return markupKind(firstText(head)) ?? 'text';
}
