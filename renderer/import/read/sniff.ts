import { markedEncoding } from './encoding.ts';
import { UnreadableFile } from './types.ts';
import { isControl, utf16Pattern } from './utf16.ts';

export type Container = 'zip' | 'ole' | 'text';

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

function refuseMarkup(head: Uint8Array): void {
  const text = new TextDecoder('latin1').decode(head.subarray(0, 4096)).replace(/^(ï»¿)?\s*/, '');
  if (/^<(!doctype html|!--|html|head|body|table|meta|style|script|div)(?![a-z])/i.test(text))
    throw new UnreadableFile('other-spreadsheet', 'html');
  if (/^<\?xml\b/i.test(text))
    throw new UnreadableFile('other-spreadsheet', /<html\b/i.test(text) ? 'html' : 'xml');
}

/**
 * What a file is, by its first bytes and never by its name.
 * @throws UnreadableFile for what is plainly no table: PDF, images, programs, pages
 */
export function sniff(head: Uint8Array): Container {
  if (head.length === 0) throw new UnreadableFile('empty');
  if (starts(head, 0x50, 0x4b, 0x03, 0x04)) return 'zip';
  if (starts(head, 0x50, 0x4b, 0x05, 0x06) || starts(head, 0x50, 0x4b, 0x07, 0x08)) return 'zip';
  if (starts(head, 0xd0, 0xcf, 0x11, 0xe0)) return 'ole';
  if (starts(head, 0x25, 0x50, 0x44, 0x46, 0x2d)) throw new UnreadableFile('not-a-table', 'PDF');
  if (markedEncoding(head)?.startsWith('UTF-16') || utf16Pattern(head)) return 'text';
  if (isBinary(head)) throw new UnreadableFile('not-a-table');
  refuseMarkup(head);
  return 'text';
}
