export type Risk = '*' | '高' | '中' | '低' | '有限';

/** A band of an audit-time table as `ref_audit_time` has it: what an initial audit takes for so many people. */
export interface Band {
  readonly table_version: string;
  /** `QMS`, `EMS`, `OHSMS`, `MS` or `other`. */
  readonly scheme: string;
  /** `*`: one figure for all classes. */
  readonly risk: Risk;
  /** First and last headcount of the band; null where an imported file does not say. */
  readonly staff_from: number | null;
  readonly staff_to: number;
  /** Days of 8 hours. */
  readonly mandays: number | null;
  readonly source: string | null;
}

/** `staff_to` of a band that has no upper end. */
export const NO_UPPER_END = 2_147_483_647;

/** Why a table cannot be put in force for a scheme, and where. */
export interface BandFault {
  /**
   * - `none`: no bands for the scheme
   * - `mixed`: bands for all classes of risk beside bands for one of them, so that two figures hold for one audit
   * - `ends`: a band without a beginning, or one that ends before it begins
   * - `gap`, `overlap`: no figure, or two, for these headcounts; counted from 1 on
   * - `mandays`: not more than 0, or none
   * - `falls`: fewer man-days than the band below
   */
  readonly kind: 'none' | 'mixed' | 'ends' | 'gap' | 'overlap' | 'mandays' | 'falls';
  readonly scheme: string;
  readonly risk: Risk;
  /** The headcounts concerned; null where the whole table is. */
  readonly people: { readonly from: number | null; readonly to: number } | null;
}

/** What a table that is to apply to every scheme must have bands for: IAF MD 5 has these. */
const TABLED = ['QMS', 'EMS', 'OHSMS'];

/** What is wrong with a version of the audit-time table for a scheme (`*`: for all); null when nothing is. */
export function bandFault(bands: readonly Band[], version: string, scheme: string): BandFault | null {
  const table = bands.filter((b) => b.table_version === version);
  return firstOf(scheme === '*' ? TABLED : [scheme], (one) =>
    schemeFault(
      one,
      table.filter((b) => b.scheme === one),
    ),
  );
}

function firstOf<T>(items: readonly T[], faultOf: (item: T) => BandFault | null): BandFault | null {
  for (const item of items) {
    const fault = faultOf(item);
    if (fault) return fault;
  }
  return null;
}

function schemeFault(scheme: string, bands: readonly Band[]): BandFault | null {
  const whole = { scheme, risk: '*', people: null } as const;
  if (bands.length === 0) return { kind: 'none', ...whole };
  const risks = [...new Set(bands.map((b) => b.risk))].sort();
  if (risks.length > 1 && risks.includes('*')) return { kind: 'mixed', ...whole };
  return firstOf(risks, (risk) => columnFault(bands.filter((b) => b.risk === risk)));
}

/** The bands of one class of risk, by headcount. */
function columnFault(bands: readonly Band[]): BandFault | null {
  const sorted = [...bands].sort((a, b) => (a.staff_from ?? 0) - (b.staff_from ?? 0));
  // What is asked of the first band is that it follows on nobody with no man-days.
  let to = 0;
  let mandays = 0;
  for (const [i, band] of sorted.entries()) {
    const fault = (kind: BandFault['kind'], from: number | null, until: number): BandFault => ({
      kind,
      scheme: band.scheme,
      risk: band.risk,
      people: { from, to: until },
    });
    const { staff_from: from, staff_to: until } = band;
    if (from === null || from > until) return fault('ends', from, until);
    if (from > to + 1) return fault('gap', to + 1, from - 1);
    if (i > 0 && from <= to) return fault('overlap', from, Math.min(to, until));
    if (band.mandays === null || band.mandays <= 0) return fault('mandays', from, until);
    if (band.mandays < mandays) return fault('falls', from, until);
    to = until;
    mandays = band.mandays;
  }
  return null;
}
