/** A line of text; level 0 lies next to the axis. The text is cut when there was no room for all of it. */
export interface PlacedText {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly level: number;
  readonly emphasis: boolean;
}

export const FONT_SIZE = 12;
export const LEVELS = 3;
const GAP = 8;

/** Width of a text in pixels, a little on the generous side. */
export function textWidth(text: string): number {
  let em = 0;
  for (const c of text) {
    const code = c.codePointAt(0) ?? 0;
    if (code >= 0x2e80) em += 1;
    else if (/[A-Z@%&mw—]/.test(c)) em += 0.8;
    else if (/[ijl.,:;|'!()[\] ]/.test(c)) em += 0.36;
    else em += 0.6;
  }
  return Math.ceil(em * FONT_SIZE);
}

function shorten(text: string, width: number): string | null {
  if (textWidth(text) <= width) return text;
  const letters = [...text];
  while (letters.length > 2) {
    letters.pop();
    const cut = `${letters.join('').trimEnd()}…`;
    if (textWidth(cut) <= width) return cut;
  }
  return null;
}

/** What belongs at one point, the first line next to the axis. */
interface Lines {
  readonly x: number;
  readonly lines: readonly { readonly text: string; readonly emphasis: boolean }[];
}

/** Gives each group of lines the level that moves it least from its point; one that fits nowhere is cut or left out. */
export function placeLabels(groups: readonly Lines[], width: number): PlacedText[][] {
  const taken: number[] = [];
  return groups.map(({ x, lines }) => {
    if (lines.length === 0) return [];
    const wanted = Math.max(...lines.map((l) => textWidth(l.text)));
    const ideal = Math.max(0, Math.min(x - wanted / 2, width - wanted));
    let best = { base: 0, left: Number.POSITIVE_INFINITY, room: Number.NEGATIVE_INFINITY };
    for (let base = 0; base <= Math.max(0, LEVELS - lines.length); base += 1) {
      const ends = lines.map((_, i) => taken[base + i] ?? -GAP);
      const left = Math.max(ideal, Math.max(...ends) + GAP);
      const room = Math.min(wanted, width - left);
      if (room > best.room || (room === best.room && left < best.left)) best = { base, left, room };
    }
    if (best.left > x + GAP) return [];
    return lines.flatMap(({ text, emphasis }, i) => {
      const shown = shorten(text, best.room);
      if (shown === null) return [];
      const own = textWidth(shown);
      const left = Math.max(best.left, Math.min(x - own / 2, best.left + best.room - own));
      const level = best.base + i;
      taken[level] = left + own;
      return [{ text: shown, emphasis, level, left, right: left + own }];
    });
  });
}
