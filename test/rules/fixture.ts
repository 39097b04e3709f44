import type { Engine } from '../../renderer/engine/engine.ts';
import { feed } from '../../renderer/engine/stored.ts';
import { type Judgement, judge, type ParameterValues } from '../../renderer/rules/judge.ts';
import { datasets } from '../../shared/datasets/index.ts';
import type { Rule } from '../../shared/rule.ts';
import { ident, literal, type SqlValue } from '../../shared/sql/quote.ts';
import { storedTable } from '../../shared/sql/schema.ts';

/** A row as a typed table holds it; only the columns its file has. An empty cell is null, a missing column absent. */
export type Row = Readonly<Record<string, SqlValue>>;

/** Rows by dataset. Rows with the same columns come from the same file. */
export interface Tables {
  readonly certification_body?: readonly Row[];
  readonly cb_scope?: readonly Row[];
  readonly cb_rule?: readonly Row[];
  readonly organisation?: readonly Row[];
  readonly auditor?: readonly Row[];
  readonly audit_plan?: readonly Row[];
  readonly audit_team?: readonly Row[];
  readonly sign_in?: readonly Row[];
  readonly certificate?: readonly Row[];
  readonly decision?: readonly Row[];
  readonly quality_sampling?: readonly Row[];
  readonly ccc_certificate?: readonly Row[];
  readonly listing?: readonly Row[];
  readonly audit_time?: readonly Row[];
}

/** What a rule says of a subject: every subject column that is not null, and nothing else. */
export interface Verdict {
  readonly cb_approval_no?: string;
  readonly cb_name?: string;
  readonly org_uscc?: string;
  readonly org_name?: string;
  readonly cert_no?: string;
  readonly plan_no?: string;
  readonly auditor_id?: string;
  readonly occurred_on?: string;
  readonly measured?: string;
  readonly expected?: string;
  readonly missing?: string;
  /** Compared only where given: `certificate 2` is the second row of that dataset in the case. */
  readonly evidence?: readonly string[];
  readonly severity?: string;
  readonly zh?: string;
  readonly en?: string;
}

/** One story: the rows, and what the rule must say of them. Without leads and undetermined it says nothing. */
export interface Case extends Tables {
  readonly name: string;
  readonly as_of?: string;
  readonly params?: ParameterValues;
  readonly leads?: readonly Verdict[];
  readonly undetermined?: readonly Verdict[];
}

export interface Fixture {
  /** Columns of files that are always imported, even if a case has no rows of them. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
  readonly cases: readonly Case[];
}

const COMPARED = [
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
  'missing',
] as const;

function insert(table: string, rows: readonly Row[]): string[] {
  return rows.map(
    (row) =>
      `INSERT INTO ${ident(table)} (${Object.keys(row).map(ident).join(', ')}) VALUES (${Object.values(row).map(literal).join(', ')})`,
  );
}

/** `certificate 2` by dataset, source and row. */
export type RowNames = ReadonlyMap<string, string>;

/**
 * Replaces what is in the workspace by these rows, as if each set of columns had been one imported file, with
 * its headers in row 1.
 */
export async function load(
  engine: Engine,
  tables: Tables,
  columns: Fixture['columns'] = {},
): Promise<RowNames> {
  const names = new Map<string, string>();
  const statements = [
    'source',
    'source_field',
    'finding',
    'evidence',
    'run_rule',
    'derived',
    ...datasets.map(storedTable),
  ].map((table) => `DELETE FROM ${ident(table)}`);
  let id = 0;
  for (const d of datasets) {
    const { id: dataset } = d;
    const files = new Map<string, { columns: readonly string[]; rows: { row: Row; name: string }[] }>();
    const fileOf = (fields: readonly string[]) => {
      const key = [...fields].sort().join();
      const file = files.get(key) ?? { columns: fields, rows: [] };
      files.set(key, file);
      return file;
    };
    if (columns[dataset]) fileOf(columns[dataset]);
    for (const [i, row] of (tables[dataset as keyof Tables] ?? []).entries())
      fileOf(Object.keys(row)).rows.push({ row, name: `${dataset} ${i + 1}` });
    if (files.size > 0)
      await feed(
        engine,
        d,
        [...files.values()].flatMap((file) => file.columns),
      );
    for (const file of files.values()) {
      id += 1;
      for (const [i, { name }] of file.rows.entries()) names.set(`${dataset} ${id} ${i + 2}`, name);
      statements.push(
        `INSERT INTO source (id, file, dataset, records, loaded, rejected, skipped, problems, ms, imported_at) VALUES (${id}, ${literal(`${dataset}-${id}.csv`)}, ${literal(dataset)}, 0, 0, 0, 0, 0, 0, TIMESTAMP '2024-01-01')`,
        ...insert(
          'source_field',
          file.columns.map((field, position) => ({ source: id, field, header: field, position })),
        ),
        ...insert(
          storedTable(d),
          file.rows.map(({ row }, i) => ({ ...row, _source: id, _row: i + 2 })),
        ),
      );
    }
  }
  await engine.query(statements.join(';\n'));
  return names;
}

/** What the rule said, in the form that cases are written in. */
export async function verdicts(
  engine: Engine,
  rule: Rule,
  rows: RowNames,
  asOf = '2024-12-31',
  params: ParameterValues = {},
): Promise<{ judgement: Judgement; leads: Verdict[]; undetermined: Verdict[] }> {
  const judgement = await judge(engine, rule, asOf, params);
  const found = await engine.rows<Record<string, string | null>>(
    `SELECT f.*, (SELECT string_agg(concat_ws(' ', e.dataset, e.source, e."row"), '; ' ORDER BY n) FROM evidence e WHERE e.finding_id = f.finding_id) AS evidence
     FROM finding f ORDER BY cert_no, plan_no, auditor_id, occurred_on, measured, missing`,
  );
  const verdictsOf = (verdict: string) =>
    found
      .filter((f) => f.verdict === verdict)
      .map(
        (f): Verdict => ({
          ...Object.fromEntries(COMPARED.flatMap((c) => (f[c] === null ? [] : [[c, f[c]]]))),
          evidence: (f.evidence?.split('; ') ?? []).map((row) => rows.get(row) ?? row),
          severity: f.severity ?? '',
          zh: f.message_zh ?? '',
          en: f.message_en ?? '',
        }),
      );
  return { judgement, leads: verdictsOf('lead'), undetermined: verdictsOf('undetermined') };
}

/** The verdict without what the case does not speak of. */
export function asWritten(actual: readonly Verdict[], written: readonly Verdict[] = []): Verdict[] {
  return actual.map((verdict, i) => {
    const { evidence, severity, zh, en, ...compared } = verdict;
    const wanted = written[i] ?? {};
    return {
      ...compared,
      ...(wanted.evidence && { evidence }),
      ...(wanted.severity && { severity }),
      ...(wanted.zh && { zh }),
      ...(wanted.en && { en }),
    };
  });
}
