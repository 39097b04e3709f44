import { isoSerial } from '../iso-serial.ts';
import type { NumberKind } from '../xlsx/number-format.ts';
import { numberText } from '../xlsx/number-text.ts';
import { serialText } from '../xlsx/serial.ts';

const DURATION = /^P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,](\d+))?S)?$/;

function clockText(duration: string): string {
  const [, days, hours, minutes, seconds, fraction] = DURATION.exec(duration) ?? [];
  const whole =
    Number(days ?? 0) * 86_400 +
    Number(hours ?? 0) * 3600 +
    Number(minutes ?? 0) * 60 +
    Number(`${seconds ?? 0}.${fraction ?? 0}`);
  return (DURATION.test(duration) && serialText(whole / 86_400, 'elapsed', false)) || duration;
}

/** The value of a cell by its attributes, in the form that the cells of an .xlsx have; `shown` is its text. */
export function odsValue(
  attributes: ReadonlyMap<string, string>,
  shown: string,
  dateKind: NumberKind,
): string | null {
  switch (attributes.get('value-type')) {
    case 'float':
    case 'percentage':
    case 'currency':
      return numberText(attributes.get('value') ?? '') ?? shown;
    case 'date': {
      const date = attributes.get('date-value') ?? '';
      return serialText(isoSerial(date, false), dateKind, false) ?? (date || shown);
    }
    case 'time':
      return clockText(attributes.get('time-value') ?? '') || shown;
    case 'boolean':
      return attributes.get('boolean-value') === 'true' ? '1' : '0';
    default:
      return attributes.get('string-value') || shown;
  }
}
