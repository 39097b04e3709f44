import { UnreadableFile } from '../types.ts';

type Section = 'comment' | 'cdata' | 'instruction';

const ENDS: Record<Section, string> = { comment: '-->', cdata: ']]>', instruction: '?>' };
const SECTION = /<[!?]/g;
const LONGEST_START = '<![CDATA['.length;

function sectionAt(text: string, at: number): Section | 'unknown' {
  if (text.startsWith('<?', at)) return 'instruction';
  if (text.startsWith('<!--', at)) return 'comment';
  if (text.startsWith('<![CDATA[', at)) return 'cdata';
  return 'unknown';
}

/** Both kinds in one search: one of them may be nowhere in the text, and would be searched for to its end each time. */
function nextSection(text: string, from: number): number {
  SECTION.lastIndex = from;
  return SECTION.exec(text)?.index ?? -1;
}

/** Quick: sheets are full of `<` and hardly ever have these signs. */
function mayHaveSections(text: string): boolean {
  return text.includes('!') || text.includes('?');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * Makes XML, piece by piece, into XML that can be searched for `<name`: comments and instructions taken out, CDATA
 * written as escaped text, line ends as \n. A document type is refused: no workbook has one, only attacks do.
 */
export class PlainXml {
  #held = '';
  #section: Section | null = null;

  push(piece: string): string {
    let text = this.#held + piece;
    this.#held = '';
    if (text.endsWith('\r')) text = this.#hold(text, text.length - 1);
    if (text.includes('\r')) text = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
    if (this.#section === null && !mayHaveSections(text)) return this.#holdBareStart(text);
    return this.#withoutSections(text);
  }

  /** @throws UnreadableFile when a comment, instruction or CDATA section is still open */
  end(): void {
    if (this.#section !== null) throw new UnreadableFile('damaged', 'XML');
  }

  #hold(text: string, from: number): string {
    this.#held = text.slice(from) + this.#held;
    return text.slice(0, from);
  }

  #holdBareStart(text: string): string {
    return text.endsWith('<') ? this.#hold(text, text.length - 1) : text;
  }

  #withoutSections(text: string): string {
    let out = '';
    let at = 0;
    for (;;) {
      if (this.#section !== null) {
        const end = text.indexOf(ENDS[this.#section], at);
        const upTo = end < 0 ? Math.max(at, text.length - 2) : end;
        if (this.#section === 'cdata') out += escaped(text.slice(at, upTo));
        if (end < 0) {
          this.#hold(text, upTo);
          return out;
        }
        at = end + ENDS[this.#section].length;
        this.#section = null;
      }
      const start = nextSection(text, at);
      if (start < 0) return out + this.#holdBareStart(text.slice(at));
      out += text.slice(at, start);
      const section = sectionAt(text, start);
      if (section === 'unknown') {
        if (text.length - start >= LONGEST_START) throw new UnreadableFile('damaged', 'XML');
        this.#hold(text, start);
        return out;
      }
      this.#section = section;
      at = start + (section === 'cdata' ? LONGEST_START : section === 'comment' ? 4 : 2);
    }
  }
}
