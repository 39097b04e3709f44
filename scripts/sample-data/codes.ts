import type { Random } from './random.ts';

/** Identifiers that pass the official checks and can belong to nobody: division 69xxxx is not assigned. */

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const USCC_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ORG_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** GB 32100-2015: the 18th character for the first 17. */
export function usccCheck(first17: string): string {
  const sum = USCC_WEIGHTS.reduce((n, w, i) => n + w * ALPHABET.indexOf(first17[i] as string), 0);
  return ALPHABET[(31 - (sum % 31)) % 31] as string;
}

/** GB 11714: the 9th character of an organisation code for the first 8. */
export function orgCodeCheck(first8: string): string {
  const sum = ORG_WEIGHTS.reduce((n, w, i) => n + w * Number.parseInt(first8[i] as string, 36), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? 'X' : String(check);
}

export const isValidUscc = (code: string): boolean =>
  code.length === 18 &&
  [...code].every((c) => ALPHABET.includes(c)) &&
  usccCheck(code.slice(0, 17)) === code[17] &&
  orgCodeCheck(code.slice(8, 16)) === code[16];

/**
 * The n-th organisation code of the sample, each n another one. Real codes were digits only, later `MA…`; none
 * begins with W.
 */
export function organisationCode(n: number): string {
  const first8 = `W${String((n * 7_368_787 + 4_230_191) % 10_000_000).padStart(7, '0')}`;
  return first8 + orgCodeCheck(first8);
}

export function uscc(division: string, organisation: string): string {
  const first17 = `91${division}${organisation}`;
  return first17 + usccCheck(first17);
}

/** The old 15-digit registration number of an individual business (ISO 7064 mod 11,10). */
export function registrationNumber(division: string, r: Random): string {
  const first14 = `${division}6${String(r.int(0, 9_999_999)).padStart(7, '0')}`;
  let p = 10;
  for (const digit of first14) {
    const s = (p + Number(digit)) % 10 || 10;
    p = (2 * s) % 11;
  }
  return first14 + ((11 - p) % 10);
}

/** An identity number that no person can have: division 99. Each n has another division or sequence. */
export function personId(r: Random, n: number): string {
  const born = `${r.int(1964, 1996)}${String(r.int(1, 12)).padStart(2, '0')}${String(r.int(1, 28)).padStart(2, '0')}`;
  const division = String(101 + ((Math.floor(n / 1000) * 3571) % 9800)).padStart(4, '0');
  return `99${division}${born}${String(n % 1000).padStart(3, '0')}${r.pick([...'0123456789X'])}`;
}

/** No mobile number begins with 100. */
export const phone = (r: Random): string => `100${String(r.int(0, 99_999_999)).padStart(8, '0')}`;
