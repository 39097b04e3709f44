import { cutText, UNHOLDABLE } from './characters.ts';

/** Excel's own limit on the name of a sheet. */
const LONGEST = 31;

/**
 * Gives out sheet names that Excel accepts: none of `[]:*?/\`, no apostrophe at either end, at most 31
 * characters, no two alike (case aside). `continued('证书')` after `证书` is `证书 (2)`.
 */
export function sheetNames() {
  const taken = new Set(['history']); // reserved by Excel
  const claim = (base: string): string => {
    for (let n = 1; ; n++) {
      const suffix = n === 1 ? '' : ` (${n})`;
      const name = cutText(base, LONGEST - suffix.length).trimEnd() + suffix;
      if (taken.has(name.toLowerCase())) continue;
      taken.add(name.toLowerCase());
      return name;
    }
  };
  return (wanted: string): string => {
    const legal = wanted
      .replace(UNHOLDABLE, '')
      .replace(/[[\]:*?/\\\s]/g, ' ')
      .trim()
      .replace(/^'+|'+$/g, '');
    return claim(legal === '' ? 'Sheet' : legal);
  };
}
