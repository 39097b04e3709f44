const INTEGER = /^-?\d{1,15}$/;
const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;
/** Excel keeps 15 digits: a whole number from here on has lost some, or will when Excel saves it. */
const FIRST_DAMAGED = 1e15;
const SMALLEST_PLAIN = 1e-80;

function plain(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  const decimals = 14 - Math.floor(Math.log10(Math.abs(value)));
  return value.toFixed(decimals).replace(/\.?0+$/, '');
}

/**
 * A number cell as text: decimals as Excel shows them, to 15 digits (a file holds 4.6 as 4.5999999999999996), and
 * never in scientific form, except for whole numbers of more than 15 digits: `9.13401E+17` is how the SQL side
 * knows an identifier that lost digits. What is no number, or has leading zeros, stays as written.
 */
export function numberText(written: string): string | null {
  if (INTEGER.test(written)) return written === '-0' ? '0' : written;
  const text = written.trim();
  if (text === '') return null;
  const value = Number(text);
  if (!NUMBER.test(text) || !Number.isFinite(value) || /^0\d*$/.test(text)) return written;
  const shown = Number(value.toPrecision(15));
  if (shown === 0) return '0';
  if (Math.abs(shown) >= FIRST_DAMAGED) return value.toExponential().replace('e', 'E');
  return Math.abs(shown) < SMALLEST_PLAIN ? shown.toExponential().replace('e', 'E') : plain(shown);
}
