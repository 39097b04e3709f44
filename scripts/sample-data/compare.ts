/** The one reading of truth.json against what the rules found: tests, the end-to-end run and the bench use it. */

/** Columns of `finding`, and of findings.csv, by which a planted lead may be known. */
const COLUMNS = [
  'cb_approval_no',
  'cb_name',
  'org_uscc',
  'org_name',
  'cert_no',
  'plan_no',
  'auditor_id',
  'occurred_on',
  'measured',
  'expected',
] as const;

type Subject = Readonly<Partial<Record<(typeof COLUMNS)[number], string | null>>>;

/** A lead as planted: it is known by the columns it gives, and by no others. */
export interface Planted extends Subject {
  readonly rule: string;
  readonly note?: string;
}

/** A row of `finding` with verdict `lead`, or of findings.csv. */
export interface Found extends Subject {
  readonly rule_code: string;
}

/** A row that a rule cannot judge, known by one of its columns. */
export interface Open {
  readonly rule: string;
  readonly subject: string;
  readonly why?: string;
  readonly shared?: boolean;
}

export interface Comparison<P, F> {
  readonly planted: number;
  readonly found: number;
  /** Planted and found, one for one. */
  readonly hits: number;
  /** False negatives: planted, not found. */
  readonly missed: readonly P[];
  /** False positives: found, not planted. */
  readonly unexpected: readonly F[];
}

/** Share of what was found that was planted; 1 where nothing was found. */
export const precision = ({ hits, found }: Comparison<unknown, unknown>) => (found === 0 ? 1 : hits / found);
/** Share of what was planted that was found; 1 where nothing was planted. */
export const recall = ({ hits, planted }: Comparison<unknown, unknown>) =>
  planted === 0 ? 1 : hits / planted;

const given = (p: Planted) => COLUMNS.filter((c) => p[c] !== undefined && p[c] !== null);
const name = (rule: string, row: Subject, columns: readonly (typeof COLUMNS)[number][]) =>
  JSON.stringify([rule, ...columns.map((c) => row[c] ?? '')]);

/** Pairs planted leads with found ones, each with one at most; those that give the most columns choose first. */
export function compareLeads<P extends Planted, F extends Found>(
  planted: readonly P[],
  found: readonly F[],
): Comparison<P, F> {
  const byColumns = grouped(planted, (p) => given(p).join());
  const missed: P[] = [];
  let left = [...found];
  for (const group of [...byColumns.values()].sort((a, b) => columnsOf(b) - columnsOf(a))) {
    const columns = given(group[0] as P);
    const waiting = grouped(group, (p) => name(p.rule, p, columns));
    left = left.filter((f) => !waiting.get(name(f.rule_code, f, columns))?.pop());
    missed.push(...[...waiting.values()].flat());
  }
  return {
    planted: planted.length,
    found: found.length,
    hits: planted.length - missed.length,
    missed,
    unexpected: left,
  };
}

/** Map.groupBy, which Node 20 has not. */
function grouped<T>(list: readonly T[], key: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const group = groups.get(key(one));
    if (group) group.push(one);
    else groups.set(key(one), [one]);
  }
  return groups;
}

const columnsOf = (group: readonly Planted[]) => given(group[0] as Planted).length;

/** Columns of which one names the row that is meant. */
const NAMING = ['cb_approval_no', 'org_uscc', 'cert_no', 'plan_no', 'auditor_id', 'measured'] as const;

/**
 * The same for rows that cannot be judged, of which the truth knows the text of one column. A row that lacks all
 * of its names is paired with whatever the truth still expects of its rule.
 */
export function compareOpen<F extends Found>(
  open: readonly Open[],
  found: readonly F[],
): Comparison<Open, F> {
  const waiting = grouped(open, (o) => `${o.rule} ${o.subject}`);
  const take = (f: F) =>
    COLUMNS.some((c) => (f[c] ?? '').split('; ').some((v) => waiting.get(`${f.rule_code} ${v}`)?.pop()));
  const left = found.filter((f) => !take(f));
  const missed = [...waiting.values()].flat();
  const unexpected = left.filter((f) => {
    const at = NAMING.some((c) => f[c]) ? -1 : missed.findIndex((o) => o.rule === f.rule_code);
    if (at >= 0) missed.splice(at, 1);
    return at < 0;
  });
  return {
    planted: open.length,
    found: found.length,
    hits: open.length - missed.length,
    missed,
    unexpected,
  };
}
