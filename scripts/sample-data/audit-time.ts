/** Audit time by the tables of IAF MD 5 (man-days of an initial audit), and what stays clear of their floor. */

export type Scheme = 'A01' | 'A02' | 'A03' | 'A09' | 'C01';
/** 初次, 再认证, 监督, 特殊 (临时). */
export type Kind = '01' | '02' | '03' | '04';
export type Risk = '高' | '中' | '低' | '有限' | '';

const UP_TO = [5, 10, 15, 25, 45, 65, 85, 125, 175, 275, 425, 625, 875, 1175];
const QMS = [1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13];
const BY_RISK: Record<Exclude<Risk, ''>, readonly number[]> = {
  高: [3, 3.5, 4.5, 5.5, 7, 8, 9, 11, 12, 13, 15, 16, 17, 19],
  中: [2.5, 3, 3.5, 4.5, 5.5, 6, 7, 8, 9, 10, 11, 12, 13, 15],
  低: [2.5, 3, 3, 3.5, 4, 4.5, 5, 5.5, 6, 7, 8, 9, 10, 11],
  有限: [2.5, 3, 3, 3, 3, 3.5, 3.5, 4, 4.5, 5, 5.5, 6, 6.5, 7],
};
const FACTOR: Record<Kind, number> = { '01': 1, '02': 2 / 3, '03': 1 / 3, '04': 1 / 3 };

const half = (days: number) => Math.round(days * 2) / 2;
export const upToHalf = (days: number) => Math.ceil(days * 2 - 1e-9) / 2;
const downToHalf = (days: number) => Math.floor(days * 2 + 1e-9) / 2;

export function required(scheme: Scheme, staff: number, risk: Risk, kind: Kind): number {
  const band = UP_TO.findIndex((top) => staff <= top);
  if (band < 0) throw new Error(`the sample has no organisation with ${staff} people`);
  // Energy management has a calculation of its own; QMS times do for a fictional file.
  const table = scheme === 'A02' || scheme === 'A03' ? BY_RISK[risk === '' ? '中' : risk] : QMS;
  return (table[band] as number) * FACTOR[kind];
}

/** The floor under every way of rounding it, after `cut` (0.7; combined audits 0.8 × 0.7). */
const floors = (days: number, cut: number) => [days * cut, half(days) * cut, half(days * cut)];

/** The least that is clearly enough, however one rounds. */
export function enough(days: number, cut = 0.7): number {
  const floor = Math.max(...floors(days, cut));
  return Math.max(1, upToHalf(Math.max(floor * 1.1, floor + 0.5)));
}

/** The most that is clearly too little: 15 % or more under the floor. */
export function tooLittle(days: number, cut = 0.7): number {
  const most = downToHalf(Math.min(...floors(days, cut)) * 0.85);
  if (most < 0.5) throw new Error(`nothing is clearly less than ${days} days`);
  return most;
}

/** An ordinary figure: 80 % to 105 % of the table, never near the floor. */
export const ordinary = (days: number, u: number): number =>
  Math.max(half(days * (0.8 + 0.25 * u)), enough(days));

/** An ordinary figure for a combined audit as a whole. */
export const ordinaryTotal = (shares: readonly number[], u: number): number => {
  const sum = shares.reduce((a, b) => a + b, 0);
  return Math.max(half(sum * (0.74 + 0.2 * u)), enough(sum, 0.56), ...shares.map((s) => enough(s)));
};
