const DAY = 86_400_000;
const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d{2,5}):(\d\d)(?::(\d\d)(?:\.(\d{1,9})\d*)?)?)?Z?$/;

/**
 * The number by which Excel knows an ISO moment, so that a date read out of any format goes the same way from
 * there. NaN for what is no such moment. The days 1899-12-30 and 31, which programs write for a bare time, are 0.
 */
export function isoSerial(iso: string, date1904: boolean): number {
  const [, year, month, day, hour, minute, second, fraction] = ISO.exec(iso.trim()) ?? [];
  if (year === undefined) return Number.NaN;
  const seconds =
    Number(hour ?? 0) * 3600 + Number(minute ?? 0) * 60 + Number(second ?? 0) + Number(`0.${fraction ?? 0}`);
  const date = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const days = (date - (date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 31))) / DAY;
  // Excel's calendar has a 29th of February 1900.
  const serial = !date1904 && days >= 60 ? days + 1 : days;
  const bare = date <= Date.UTC(1899, 11, 31) && date >= Date.UTC(1899, 11, 30);
  return (bare ? 0 : serial) + seconds / 86_400;
}
