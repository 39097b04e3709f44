import { UnreadableFile } from '../types.ts';

/** A tag of a page, by where it stands in the text. What is not shown belongs to it: a script's content, a comment. */
export interface HtmlTag {
  /** In small letters; empty for comments and declarations. */
  readonly name: string;
  readonly closing: boolean;
  /** Index of its `<`. */
  readonly from: number;
  /** Index behind its `>`, or behind the content that belongs to it. */
  readonly to: number;
}

const NAME = /\/?([a-zA-Z][^\s/>]*)/y;
/** Elements whose content is no markup, and is not shown. */
const UNSEEN = new Set(['script', 'style', 'title']);
/** Elements whose content is no markup, but text. */
const RAW_TEXT = new Set(['textarea', 'xmp']);
const QUOTE = /["'>]/g;

/** Index behind the tag's `>`. A quote counts only where a value begins: `<td title=it's>` has none. */
function tagTo(text: string, from: number): number {
  QUOTE.lastIndex = from;
  for (let found = QUOTE.exec(text); found !== null; found = QUOTE.exec(text)) {
    if (found[0] === '>') return found.index + 1;
    if (!/=\s*$/.test(text.slice(Math.max(from, found.index - 20), found.index))) continue;
    const end = text.indexOf(found[0], found.index + 1);
    if (end < 0) break;
    QUOTE.lastIndex = end + 1;
  }
  throw new UnreadableFile('damaged', 'HTML');
}

function behind(text: string, sign: string, from: number): number {
  const at = text.indexOf(sign, from);
  if (at < 0) throw new UnreadableFile('damaged', 'HTML');
  return at + sign.length;
}

/** Index of the `</name` that ends an element whose content is no markup. */
function rawEnd(text: string, name: string, from: number): number {
  const end = new RegExp(`</${name}(?=[\\s/>])`, 'gi');
  end.lastIndex = from;
  const found = end.exec(text);
  if (found === null) throw new UnreadableFile('damaged', 'HTML');
  return found.index;
}

/**
 * The tags of a page, its comments and declarations.
 * @throws UnreadableFile when the page ends within one of them
 */
export function* htmlTags(text: string): Generator<HtmlTag> {
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    const sign = text.charAt(at + 1);
    if (sign === '!' || sign === '?') {
      const to = text.startsWith('<!--', at) ? behind(text, '-->', at + 2) : behind(text, '>', at);
      yield { name: '', closing: false, from: at, to };
      at = to;
      continue;
    }
    NAME.lastIndex = at + 1;
    const name = NAME.exec(text)?.[1]?.toLowerCase();
    if (name === undefined) {
      at++;
      continue;
    }
    const closing = sign === '/';
    const end = tagTo(text, at + 1);
    const to = !closing && UNSEEN.has(name) ? rawEnd(text, name, end) : end;
    yield { name, closing, from: at, to };
    at = !closing && RAW_TEXT.has(name) ? rawEnd(text, name, to) : to;
  }
}

/** The attributes of a tag by their name in small letters; empty for one without a value. */
export function htmlAttributes(tag: string): Map<string, string> {
  const found = new Map<string, string>();
  const written = tag.replace(/^<\/?[^\s/>]*/, '');
  for (const [, name, double, single, bare] of written.matchAll(
    /([^\s"'=<>/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?/g,
  ))
    found.set((name as string).toLowerCase(), double ?? single ?? bare ?? '');
  return found;
}
