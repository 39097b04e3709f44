/** An independent reading of GB 32100 and GB 11714, to make codes that are right and codes that are wrong. */
const CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const at = (text: string, i: number) => text.charAt(i);

/** `M000100Y` → `M000100Y4` */
export function organisationCode(eight: string): string {
  const weights = [3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((s, w, i) => s + w * Number.parseInt(at(eight, i), 36), 0);
  return eight + at('0123456789X', (11 - (sum % 11)) % 11);
}

/** The last character that 17 ask for. */
export function checkCharacter(seventeen: string): string {
  let weight = 1;
  let sum = 0;
  for (const c of seventeen) {
    sum += weight * CHARACTERS.indexOf(c);
    weight = (weight * 3) % 31;
  }
  return at(CHARACTERS, (31 - (sum % 31)) % 31);
}

/** A valid code of a company, registered in the division, by the first eight characters of its organisation code. */
export function creditCode(eight: string, division = '340100'): string {
  const seventeen = `91${division}${organisationCode(eight)}`;
  return seventeen + checkCharacter(seventeen);
}
