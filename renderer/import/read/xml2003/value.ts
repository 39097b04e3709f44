import { isoSerial } from '../iso-serial.ts';
import { cellValue } from '../xlsx/cell.ts';
import { decodeEntities } from '../xlsx/entities.ts';
import type { NumberKind } from '../xlsx/number-format.ts';
import { serialText } from '../xlsx/serial.ts';

function dateText(written: string, kind: NumberKind, date1904: boolean): string {
  // More hours than a day has are a length of time, whatever the format.
  const isLength = /T(2[4-9]|[3-9]\d|\d{3,}):/.test(written);
  const shown = isLength ? 'elapsed' : kind === 'number' ? 'date' : kind;
  return serialText(isoSerial(written, date1904), shown, date1904) ?? written;
}

/** The value that a Data element of this type holds, in the form that the cells of an .xlsx have. */
export function xml2003Value(
  written: string,
  type: string,
  kind: NumberKind,
  date1904: boolean,
): string | null {
  const context = { strings: [], kinds: [kind], date1904 };
  switch (type) {
    case 'Number':
      return cellValue(written, 'n', 0, context);
    case 'Boolean':
      return cellValue(written, 'b', 0, context);
    case 'DateTime':
      return dateText(written, kind, date1904);
    default:
      return decodeEntities(written);
  }
}
