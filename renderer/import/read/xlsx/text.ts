import { MAX_CELL } from '../limits.ts';
import { UnreadableFile } from '../types.ts';
import { decodeEntities, decodeEscapes } from './entities.ts';
import { findTag, type TagNames, tagEnd } from './xml.ts';

const SLASH = 47;

export function cellText(written: string): string {
  if (written.length > MAX_CELL) throw new UnreadableFile('too-large', 'cell');
  return decodeEscapes(decodeEntities(written));
}

/** Without the phonetic guides: they repeat the text in another script. */
function withoutPhonetics(xml: string, { phonetic, phoneticEnd }: TagNames): string {
  if (!xml.includes(phonetic)) return xml;
  let out = '';
  let at = 0;
  for (let start = findTag(xml, phonetic, 0); start >= 0; start = findTag(xml, phonetic, at)) {
    out += xml.slice(at, start);
    const tag = tagEnd(xml, start);
    const close = xml.charCodeAt(tag - 1) === SLASH ? tag : xml.indexOf('>', findTag(xml, phoneticEnd, tag));
    if (tag < 0 || close < tag) throw new UnreadableFile('damaged', 'rPh');
    at = close + 1;
  }
  return out + xml.slice(at);
}

/** The text of a shared or inline string: one `<t>`, or the runs of a rich text joined. */
export function richText(content: string, names: TagNames): string {
  const xml = withoutPhonetics(content, names);
  let text = '';
  for (let at = findTag(xml, names.text, 0); at >= 0; at = findTag(xml, names.text, at)) {
    const tag = tagEnd(xml, at);
    if (tag < 0) throw new UnreadableFile('damaged', 't');
    const end = xml.charCodeAt(tag - 1) === SLASH ? tag + 1 : xml.indexOf('<', tag);
    at = end < 0 ? xml.length : end;
    text += xml.slice(tag + 1, at);
  }
  return cellText(text);
}
