import { UnreadableFile } from '../types.ts';
import type { NumberKind } from './number-format.ts';
import { numberText } from './number-text.ts';
import { serialText } from './serial.ts';
import { cellText } from './text.ts';

/** What the cells of a workbook refer to. */
export interface CellContext {
  readonly strings: readonly (string | null)[];
  /** What a number means, by the index of its cell format. */
  readonly kinds: readonly NumberKind[];
  readonly date1904: boolean;
}

/** The whole number written, by hand: `Number` is slow at millions; -1 for anything else. */
function index(written: string): number {
  let value = 0;
  for (let at = 0; at < written.length; at++) {
    const digit = written.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return written === '' ? -1 : value;
}

function sharedText(written: string, { strings }: CellContext): string | null {
  const text = strings[index(written)] ?? strings[index(written.trim())];
  if (text === undefined) throw new UnreadableFile('damaged', 'sharedStrings');
  return text;
}

function numberValue(written: string, style: number, context: CellContext): string | null {
  const kind = context.kinds[style] ?? 'number';
  if (kind === 'number' || written.trim() === '') return numberText(written);
  return serialText(Number(written), kind, context.date1904) ?? numberText(written);
}

/** An ISO 8601 cell in the form of the other dates. */
function isoText(written: string, style: number, context: CellContext): string {
  const iso = /^(\d{4}-\d\d-\d\d)?(?:T?(\d\d:\d\d(?::\d\d)?)(?:\.\d+)?Z?)?$/.exec(written.trim());
  if (iso === null) return written;
  const [, day, time] = iso;
  const clock = time?.length === 5 ? `${time}:00` : time;
  if (day === undefined) return clock ?? written;
  const withClock = clock !== undefined && (clock !== '00:00:00' || context.kinds[style] === 'datetime');
  return withClock ? `${day} ${clock}` : day;
}

function booleanText(written: string): string {
  const value = written.trim().toLowerCase();
  return value === 'true' ? '1' : value === 'false' ? '0' : value;
}

/** The text of a cell whose `<v>` holds `written`; null for an empty one. Inline strings do not come here. */
export function cellValue(written: string, type: string, style: number, context: CellContext): string | null {
  switch (type) {
    case '':
    case 'n':
      return numberValue(written, style, context);
    case 's':
      return sharedText(written, context);
    case 'b':
      return booleanText(written) || null;
    case 'd':
      return isoText(written, style, context) || null;
    default:
      return cellText(written) || null;
  }
}
