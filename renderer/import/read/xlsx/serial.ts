import type { NumberKind } from './number-format.ts';

const DAY = 86_400;
/** 9999-12-31. */
const LAST_SERIAL_1900 = 2_958_465;
const LAST_SERIAL_1904 = 2_957_003;

const two = (n: number) => String(n).padStart(2, '0');
const clock = (seconds: number) =>
  `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;

/** The calendar day `days` after 0000-03-01, in whole numbers (no time zone can shift it). */
function civil(days: number): string {
  const era = Math.floor(days / 146_097);
  const inEra = days - era * 146_097;
  const year = Math.floor(
    (inEra - Math.floor(inEra / 1460) + Math.floor(inEra / 36_524) - Math.floor(inEra / 146_096)) / 365,
  );
  const inYear = inEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const month = Math.floor((5 * inYear + 2) / 153);
  const day = inYear - Math.floor((153 * month + 2) / 5) + 1;
  const carried = month >= 10 ? 1 : 0;
  const calendarYear = year + era * 400 + carried;
  return `${String(calendarYear).padStart(4, '0')}-${two(carried ? month - 9 : month + 3)}-${two(day)}`;
}

const DAYS_TO_1899_12_30 = 693_899;
const DAYS_TO_1904_01_01 = 695_361;

/** A day as Excel shows it, with its two wrong days: 1900-01-00 for 0 and 1900-02-29 for 60. */
function day(serial: number, date1904: boolean): string {
  if (date1904) return civil(DAYS_TO_1904_01_01 + serial);
  if (serial === 0) return '1900-01-00';
  if (serial === 60) return '1900-02-29';
  return civil(DAYS_TO_1899_12_30 + serial + (serial < 60 ? 1 : 0));
}

/**
 * A number in a date or time format as text: `2024-03-05`, `2024-03-05 09:30:00`, `09:30:00`; a time of day is
 * kept even where the format hides it. Null for numbers that are no date in Excel either.
 */
export function serialText(value: number, kind: NumberKind, date1904: boolean): string | null {
  if (!(value >= 0)) return null;
  let days = Math.floor(value);
  let seconds = Math.round((value - days) * DAY);
  if (seconds === DAY) {
    days++;
    seconds = 0;
  }
  if (days > (date1904 ? LAST_SERIAL_1904 : LAST_SERIAL_1900)) return null;
  if (kind === 'elapsed') return clock(days * DAY + seconds);
  if (kind === 'time' && days === 0) return clock(seconds);
  const withClock = seconds > 0 || kind === 'datetime';
  return withClock ? `${day(days, date1904)} ${clock(seconds)}` : day(days, date1904);
}
