import { datasets } from '../../shared/datasets/index.ts';
import { workdaysKnown } from '../../shared/reference/workday.ts';
import type { ParameterValue, Rule } from '../../shared/rule.ts';
import { parameterValue } from '../../shared/rule-head.ts';
import { bind, ident, literal, type SqlValue } from '../../shared/sql/quote.ts';
import { NoRoom } from '../engine/database-error.ts';
import type { Engine } from '../engine/engine.ts';
import { derive, stateNow } from './derive.ts';
import { keptError } from './fault-text.ts';
import { REQUIRED } from './own/columns.ts';
import { isOwn } from './own/own-rule.ts';
import { ownVerdicts } from './own/verdicts.ts';

export interface Judgement {
  readonly code: string;
  readonly id: string;
  readonly status: 'ran' | 'not-runnable' | 'failed';
  /** What the rule needs and no import offers: `dataset.field` or alternatives. */
  readonly missing: string[];
  readonly findings: number;
  readonly undetermined: number;
  readonly ms: number;
  readonly error?: string;
}

/** Where results are written. */
export interface ResultTables {
  readonly finding: string;
  readonly evidence: string;
  readonly run_rule: string;
}

const RESULTS: ResultTables = { finding: 'finding', evidence: 'evidence', run_rule: 'run_rule' };

export type ParameterValues = Readonly<Record<string, ParameterValue>>;

/** Columns a rule may give; those it leaves out are NULL in `finding`. */
const SUBJECT = [
  'cb_approval_no',
  'cb_name',
  'org_uscc',
  'org_name',
  'cert_no',
  'plan_no',
  'auditor_id',
] as const;

/** Which of the rule's needs no imported file satisfies. An alternative counts as one need. */
export function missingNeeds(rule: Rule, available: ReadonlySet<string>): string[] {
  return rule.needs.filter((need) => !need.split('|').some((one) => available.has(one.trim())));
}

/** `dataset.field` pairs that some imported file feeds. */
export async function availableFields(engine: Engine): Promise<Set<string>> {
  const rows = await engine.rows<{ name: string }>(
    "SELECT DISTINCT s.dataset || '.' || f.field AS name FROM source s JOIN source_field f ON f.source = s.id WHERE s.dataset IS NOT NULL",
  );
  return new Set(rows.map((r) => r.name));
}

/** What the `$names` of the rule's statement stand for. */
export function boundParameters(
  rule: Rule,
  asOf: string,
  values: ParameterValues = {},
): Record<string, SqlValue> {
  const params: Record<string, SqlValue> = { as_of: new Date(`${asOf}T00:00:00Z`) };
  for (const [name, p] of Object.entries(rule.params)) {
    const value = parameterValue(p, values[name]);
    params[name] = p.type === 'date' ? new Date(`${value}T00:00:00Z`) : value;
  }
  return params;
}

/** The rule's statement with every parameter filled in: what runs, and what the report prints. */
export function boundSql(rule: Rule, asOf: string, values: ParameterValues = {}): string {
  return bind(rule.sql, boundParameters(rule, asOf, values));
}

/** `证书 {cert_no} 早 {days} 天` as an SQL expression over the rule's columns, which are called `lead`. */
export function messageExpression(template: string, columns: ReadonlySet<string>): string {
  const parts = template.split(/\{(\w+)\}/).map((part, i) => {
    if (i % 2 === 0) return literal(part);
    if (!columns.has(part))
      throw new Error(`message names the column ${part}, which the SELECT does not give`);
    return `coalesce(CAST(lead.${ident(part)} AS VARCHAR), '—')`;
  });
  return `concat(${parts.join(', ')})`;
}

/** `certificate.decision_date` in the column `missing` by the names people know. */
function missingTitles(lang: 'zh' | 'en'): string {
  const entries = datasets.flatMap((d) =>
    d.fields.map((f) => [`${d.id}.${f.id}`, lang === 'zh' ? `“${d.zh}·${f.zh}”` : `${d.en}: ${f.en}`]),
  );
  const { from, until } = workdaysKnown;
  entries.push(
    [
      'ref_audit_time.mandays',
      lang === 'zh' ? '审核人日表中的这一档人数' : 'this headcount in the audit-time table',
    ],
    ['decider.id_no', lang === 'zh' ? '评定人员的证件号码' : 'ID number of the decider'],
    [
      'ref_workday.day',
      lang === 'zh'
        ? `工作日历（国务院放假安排，覆盖 ${from} 至 ${until}）`
        : `the calendar of working days (State Council notices, covers ${from} to ${until})`,
    ],
  );
  const titles = `MAP {${entries.map(([name = '', title = '']) => `${literal(name)}: ${literal(title)}`).join(', ')}}`;
  return `list_aggregate(list_transform(string_split(CAST(missing AS VARCHAR), ','), lambda m: coalesce(${titles}[trim(m)], trim(m))), 'string_agg', ${literal(lang === 'zh' ? '、' : ', ')})`;
}

function insertFindings(rule: Rule, columns: ReadonlySet<string>, into: ResultTables): string[] {
  const column = (name: string, type: string) =>
    columns.has(name) ? `CAST(lead.${ident(name)} AS ${type})` : `CAST(NULL AS ${type})`;
  const keys = rule.keys.map((k) => `coalesce(CAST(${ident(k)} AS VARCHAR), '')`).join(', ');
  const zh = messageExpression(rule.message.zh, columns);
  const en = messageExpression(rule.message.en, columns);
  const severity = columns.has('severity')
    ? `coalesce(severity, ${literal(rule.severity)})`
    : literal(rule.severity);
  return [
    // A row that could not be judged often lacks its keys, so its own source rows are part of its name.
    `CREATE OR REPLACE TEMP TABLE judged AS SELECT *, left(sha256(concat_ws('|', ${literal(rule.id)}, ${keys},
       CASE WHEN verdict = 'lead' THEN NULL ELSE CAST(evidence AS VARCHAR) END)), 16) AS finding_id FROM verdicts`,
    `DELETE FROM ${into.finding} WHERE rule_code = ${literal(rule.code)}`,
    `DELETE FROM ${into.evidence} WHERE rule_code = ${literal(rule.code)}`,
    `INSERT INTO ${into.finding}
       SELECT finding_id, verdict, ${literal(rule.code)}, ${literal(rule.id)}, ${severity}, ${literal(rule.evidence)},
         ${SUBJECT.map((s) => `j.${s}`).join(', ')}, occurred_on, measured, expected, missing, message_zh, message_en, NULL
       FROM (SELECT finding_id, verdict, ${columns.has('severity') ? 'severity, ' : ''}
           ${column('cb_approval_no', 'VARCHAR')} AS cb_approval_no,
           coalesce(${column('cb_name', 'VARCHAR')}, body.name) AS cb_name,
           ${column('org_uscc', 'VARCHAR')} AS org_uscc,
           coalesce(${column('org_name', 'VARCHAR')}, org.name) AS org_name,
           ${column('cert_no', 'VARCHAR')} AS cert_no, ${column('plan_no', 'VARCHAR')} AS plan_no,
           ${column('auditor_id', 'VARCHAR')} AS auditor_id, ${column('occurred_on', 'DATE')} AS occurred_on,
           ${column('measured', 'VARCHAR')} AS measured, ${column('expected', 'VARCHAR')} AS expected,
           ${column('missing', 'VARCHAR')} AS missing,
           CASE WHEN verdict = 'lead' THEN ${zh} ELSE concat('无法判定：缺少', lacking.lacking_zh) END AS message_zh,
           CASE WHEN verdict = 'lead' THEN ${en} ELSE concat('Cannot be judged: lacks ', lacking.lacking_en) END AS message_en,
           row_number() OVER (PARTITION BY verdict, finding_id ORDER BY CAST(evidence AS VARCHAR)) AS copy
         FROM judged AS lead
         LEFT JOIN (SELECT missing AS lacking_names, ${missingTitles('zh')} AS lacking_zh, ${missingTitles('en')} AS lacking_en
             FROM (SELECT DISTINCT missing FROM judged WHERE missing IS NOT NULL)) AS lacking
           ON lacking.lacking_names = lead.missing
         LEFT JOIN (SELECT cb_approval_no AS no, any_value(cb_name) AS name FROM certification_body GROUP BY 1) AS body
           ON body.no = ${columns.has('cb_approval_no') ? 'lead.cb_approval_no' : 'NULL'}
         LEFT JOIN (SELECT uscc AS code, any_value(org_name) AS name FROM organisation
             WHERE uscc IN (${columns.has('org_uscc') ? 'SELECT CAST(org_uscc AS VARCHAR) FROM judged' : "''"}) GROUP BY 1) AS org
           ON org.code = ${columns.has('org_uscc') ? 'lead.org_uscc' : 'NULL'}) AS j
       WHERE copy = 1`,
    `INSERT INTO ${into.evidence}
       SELECT ${literal(rule.code)}, finding_id, row_number() OVER (PARTITION BY finding_id ORDER BY first, e.dataset, e.source, e."row"), e.dataset, e.source, e."row"
       FROM (SELECT finding_id, e, min(i) AS first FROM (SELECT finding_id, unnest(evidence) AS e, generate_subscripts(evidence, 1) AS i FROM judged) GROUP BY ALL)
       WHERE e IS NOT NULL`,
  ];
}

/**
 * Runs one rule over the workspace and keeps its leads and the rows it could not judge. Earlier results of the
 * same rule are replaced; a rule that fails leaves them as they were and says why. A full disk is no failure of the rule.
 * @param into the tables of results, or others of their shape
 * @throws NoRoom
 */
export async function judge(
  engine: Engine,
  rule: Rule,
  asOf: string,
  values: ParameterValues = {},
  signal?: AbortSignal,
  into: ResultTables = RESULTS,
): Promise<Judgement> {
  const started = performance.now();
  const base = { code: rule.code, id: rule.id };
  const elapsed = () => Math.round(performance.now() - started);
  const missing = missingNeeds(rule, await availableFields(engine));
  const sql = boundSql(rule, asOf, values);
  const states = await statesOf(engine, [{ rule, sql }]);
  let result: Judgement;
  if (missing.length > 0) {
    result = { ...base, status: 'not-runnable', missing, findings: 0, undetermined: 0, ms: elapsed() };
  } else {
    try {
      await derive(engine, sql, signal);
      if (isOwn(rule)) await ownVerdicts(engine, rule, boundParameters(rule, asOf, values), signal);
      else await engine.query(`CREATE OR REPLACE TEMP TABLE verdicts AS ${sql}`, undefined, signal);
      const described = await engine.rows<{ column_name: string }>('DESCRIBE verdicts');
      const columns = new Set(described.map((c) => c.column_name));
      const absent = [...REQUIRED, ...rule.keys].filter((c) => !columns.has(c));
      if (absent.length > 0) throw new Error(`the SELECT does not give ${absent.join(', ')}`);
      await engine.transaction(async (tx) => {
        for (const statement of insertFindings(rule, columns, into))
          await tx.query(statement, undefined, signal);
      });
      const [count] = await engine.rows<{ findings: number; undetermined: number }>(
        `SELECT count(*) FILTER (verdict = 'lead') AS findings, count(*) FILTER (verdict = 'undetermined') AS undetermined FROM ${into.finding} WHERE rule_code = $code`,
        { code: rule.code },
      );
      result = {
        ...base,
        status: 'ran',
        missing,
        findings: count?.findings ?? 0,
        undetermined: count?.undetermined ?? 0,
        ms: elapsed(),
      };
    } catch (error) {
      if (signal?.aborted || error instanceof NoRoom) throw error;
      const reason = keptError(error);
      result = {
        ...base,
        status: 'failed',
        missing,
        findings: 0,
        undetermined: 0,
        ms: elapsed(),
        error: reason,
      };
    }
  }
  await engine.query(`DELETE FROM ${into.run_rule} WHERE code = $code`, { code: rule.code });
  await engine.query(
    `INSERT INTO ${into.run_rule} VALUES ($code, $id, $version, $status, $missing, $findings, $undetermined, $ms, $params, $sql, $error, $state)`,
    {
      ...result,
      version: rule.version,
      params: JSON.stringify(
        Object.fromEntries(Object.entries(rule.params).map(([n, p]) => [n, parameterValue(p, values[n])])),
      ),
      sql,
      error: result.error ?? null,
      state: states.get(rule.code) ?? null,
    },
  );
  return result;
}

/**
 * What the result of each rule hangs on: the rule, its statement with every parameter, and the state of what it reads. None
 * for own rules, which may read anything.
 */
async function statesOf(
  engine: Engine,
  asked: readonly { readonly rule: Rule; readonly sql: string }[],
): Promise<Map<string, string>> {
  const state = await stateNow(engine);
  const texts = asked
    .filter(({ rule }) => !isOwn(rule))
    .map(
      ({ rule, sql }) =>
        `(${literal(rule.code)}, ${literal([JSON.stringify(rule), sql, state(sql)].join('\n'))})`,
    );
  if (texts.length === 0) return new Map();
  const rows = await engine.rows<{ code: string; state: string }>(
    `SELECT code, md5(text) AS state FROM (VALUES ${texts.join(', ')}) AS t(code, text)`,
  );
  return new Map(rows.map((r) => [r.code, r.state]));
}

/** Which of the rules would find what they found: they ran, and nothing that their results hang on has changed since. */
export async function standing(
  engine: Engine,
  rules: readonly Rule[],
  asOf: string,
  values: Readonly<Record<string, ParameterValues>>,
): Promise<Set<string>> {
  const states = await statesOf(
    engine,
    rules.map((rule) => ({ rule, sql: boundSql(rule, asOf, values[rule.code]) })),
  );
  const ran = await engine.rows<{ code: string; state: string | null }>(
    "SELECT code, state FROM run_rule WHERE status <> 'failed' AND state IS NOT NULL",
  );
  return new Set(ran.filter((r) => states.get(r.code) === r.state).map((r) => r.code));
}
