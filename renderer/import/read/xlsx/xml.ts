import { UnreadableFile } from '../types.ts';
import { decodeEntities } from './entities.ts';

const QUOTE = 34;
const APOSTROPHE = 39;
const GREATER = 62;

/** Index of the `>` that ends the tag, quoted attribute values passed over; -1 when it is not in this text. */
export function tagEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === GREATER) return at;
    if (code === QUOTE || code === APOSTROPHE) {
      at = text.indexOf(code === QUOTE ? '"' : "'", at + 1);
      if (at < 0) return -1;
    }
  }
  return -1;
}

/** True when an element's name ends here: `<row` is not `<rowBreaks`. At the text's end it is not known yet: false. */
function nameEnds(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === GREATER || code === 47 || code === 32 || code === 10 || code === 9 || code === 13;
}

/** Whether the whole `<name` or `</name` stands at `at`. */
export function isTag(text: string, tag: string, at: number): boolean {
  const { length } = tag;
  // The last character decides nearly always, and costs less than the comparison.
  return (
    text.charCodeAt(at + length - 1) === tag.charCodeAt(length - 1) &&
    nameEnds(text, at + length) &&
    text.startsWith(tag, at)
  );
}

/** Index of a whole `<name` or `</name` at or behind `from`; -1 for none. */
export function findTag(text: string, tag: string, from: number): number {
  let at = text.indexOf(tag, from);
  while (at >= 0 && !nameEnds(text, at + tag.length)) at = text.indexOf(tag, at + 1);
  return at;
}

const ATTRIBUTE = /([^\s"'=<>/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

function readAttributes(tag: string, nameOf: (name: string) => string): Map<string, string> {
  const found = new Map<string, string>();
  ATTRIBUTE.lastIndex = 0;
  for (let match = ATTRIBUTE.exec(tag); match !== null; match = ATTRIBUTE.exec(tag)) {
    const name = nameOf(match[1] as string);
    if (!found.has(name)) found.set(name, decodeEntities(match[2] ?? match[3] ?? ''));
  }
  return found;
}

/** The attributes written in a tag, by their name with any prefix, entities decoded. */
export function attributes(tag: string): Map<string, string> {
  return readAttributes(tag, (name) => name);
}

/** The attributes by their name without a prefix; of two that differ only in it the first. */
export function localAttributes(tag: string): Map<string, string> {
  return readAttributes(tag, (name) => name.slice(name.indexOf(':') + 1));
}

/** The start and end tags of elements that are searched for, as a file with this prefix writes them. */
export class TagNames {
  readonly row: string;
  readonly rowEnd: string;
  readonly cell: string;
  readonly cellEnd: string;
  readonly value: string;
  readonly inline: string;
  readonly inlineEnd: string;
  readonly stringEnd: string;
  readonly text: string;
  readonly phonetic: string;
  readonly phoneticEnd: string;

  constructor(prefix: string) {
    this.row = `<${prefix}row`;
    this.rowEnd = `</${prefix}row`;
    this.cell = `<${prefix}c`;
    this.cellEnd = `</${prefix}c`;
    this.value = `<${prefix}v`;
    this.inline = `<${prefix}is`;
    this.inlineEnd = `</${prefix}is`;
    this.stringEnd = `</${prefix}si`;
    this.text = `<${prefix}t`;
    this.phonetic = `<${prefix}rPh`;
    this.phoneticEnd = `</${prefix}rPh`;
  }
}

export interface Tag {
  /** Without its prefix. */
  readonly name: string;
  readonly closing: boolean;
  readonly selfClosing: boolean;
  /** The tag's text between the angle brackets. */
  readonly source: string;
  /** Index of its `<`. */
  readonly from: number;
  /** Index behind its `>`. */
  readonly to: number;
}

/** The tags of a part that is small enough to be held whole; comments and CDATA are gone already. */
export function* tags(xml: string): Generator<Tag> {
  for (let at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', at)) {
    const end = tagEnd(xml, at + 1);
    if (end < 0) throw new UnreadableFile('damaged', 'XML');
    const source = xml.slice(at + 1, end);
    const name = /^\/?(?:[^\s/>:]*:)?([^\s/>]*)/.exec(source)?.[1] ?? '';
    yield {
      name,
      closing: source.startsWith('/'),
      selfClosing: source.endsWith('/'),
      source,
      from: at,
      to: end + 1,
    };
    at = end + 1;
  }
}
