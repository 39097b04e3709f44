import type { Engine } from '../../../renderer/engine/engine.ts';
import { feed } from '../../../renderer/engine/stored.ts';
import { settle, undoChoice } from '../../../renderer/matches/choices.ts';
import { datasets } from '../../../shared/datasets/index.ts';
import { parseRule, type Rule } from '../../../shared/rule.ts';
import { storedTable } from '../../../shared/sql/schema.ts';
import { openTestEngine } from '../../support/engine.ts';

/** A small workspace filled by hand: what import and rules would leave behind, so that the report stands alone. */

function rule(code: string, id: string, zh: string, en: string, needs: string[], extra = ''): Rule {
  return parseRule(
    `/*---
code: ${code}
id: ${id}
version: 2
title: { zh: ${zh}, en: ${en} }
severity: 高
evidence: E1
subject: certificate
keys: [cert_no]
needs: [${needs.map((n) => `'${n}'`).join(', ')}]
${extra}
basis:
  - { zh: 条例第二十一条, en: Regulation article 21, source: REG, status: verified }
  - { zh: 经验, en: Experience, source: none, status: heuristic }
logic: { zh: 颁证日期早于认证决定日期, en: The certificate was issued before it was decided }
false_positives:
  - { zh: 监督换证沿用旧日期, en: Surveillance rows repeat the old date }
message: { zh: x, en: x }
---*/
SELECT 1`,
    code,
  );
}

export const rules: readonly Rule[] = [
  rule(
    'D01',
    'cert_issued_before_decision',
    '发证早于认证决定',
    'Issued before the decision',
    ['certificate.issue_date', 'certificate.decision_date'],
    'params: { tolerance_days: { type: integer, default: 0, title: { zh: 容差天数, en: Tolerance in days } } }',
  ),
  rule('P06', 'auditor_double_booked', '审核员同时段多地审核', 'Auditor in two places at once', [
    'audit_team.t_start',
    'audit_team.t_end',
    'audit_team.auditor_id',
  ]),
  rule('P02', 'signin_location_deviation', '签到地点偏差', 'Sign-in away from the audit address', [
    'sign_in.deviation_km | sign_in.first_lat',
  ]),
  rule('S02', 'cb_invalid_at_issue', '机构批准号已失效', 'Approval not valid at issue', [
    'certification_body.valid_to',
  ]),
  rule('T01', 'audit_time_below_minimum', '审核人日不足', 'Audit time below the minimum', [
    'certificate.mandays',
  ]),
  rule('L03', 'validity_over_three_years', '有效期超过三年', 'Valid for more than three years', [
    'certificate.expiry_date',
  ]),
];

const SHA = (n: number) => n.toString(16).padStart(2, '0').repeat(32);

async function insert(engine: Engine, into: string, row: Record<string, string | number | null | string[]>) {
  const names = Object.keys(row);
  const d = datasets.find((known) => known.id === into);
  if (d) await feed(engine, d, names);
  const table = d ? storedTable(d) : into;
  await engine.query(
    `INSERT INTO "${table}" (${names.map((n) => `"${n}"`).join(', ')}) VALUES (${names.map((n) => `$${n}`).join(', ')})`,
    row,
  );
}

const source = (
  id: number,
  file: string,
  dataset: string | null,
  extra: Record<string, string | number | null> = {},
) => ({
  id,
  file,
  sheet: null,
  dataset,
  sha256: SHA(id),
  bytes: 1000 * id,
  encoding: 'UTF-8',
  header_row: 1,
  records: 10,
  loaded: 10,
  rejected: 0,
  skipped: 0,
  problems: 0,
  ms: 12,
  imported_at: '2026-03-31T09:00:00',
  reason: null,
  ...extra,
});

const runRule = (code: string, extra: Record<string, string | number | null | string[]> = {}) => ({
  code,
  id: rules.find((r) => r.code === code)?.id ?? 'own_rule',
  version: 2,
  status: 'ran',
  missing: [] as string[],
  findings: 0,
  undetermined: 0,
  ms: 7,
  params: '{}',
  sql: `SELECT '${code}' AS code`,
  error: null,
  ...extra,
});

export const HOSTILE = '<script>alert(1)</script>岚州"乙"认证';

interface LeadOptions {
  readonly code: string;
  readonly n: number;
  readonly body: string;
  readonly no: string;
  readonly severity?: '高' | '中' | '低';
  readonly day?: string | null;
}

function lead({ code, n, body, no, severity = '高', day = '2026-03-01' }: LeadOptions) {
  return {
    finding_id: `${code.toLowerCase()}${String(n).padStart(13, '0')}`,
    verdict: 'lead',
    rule_code: code,
    rule_id: rules.find((r) => r.code === code)?.id ?? 'own_rule',
    severity,
    evidence_grade: 'E1',
    cb_approval_no: no,
    cb_name: body,
    org_uscc: `9111000000000${String(n).padStart(4, '0')}X`,
    org_name: `晨光机械${n}有限公司`,
    cert_no: `50023Q0${String(n).padStart(4, '0')}R0M`,
    plan_no: null,
    auditor_id: null,
    occurred_on: day,
    measured: '2026-03-01',
    expected: '2026-03-05',
    missing: null,
    message_zh: `证书 50023Q0${n} 颁证早于认证决定 4 天`,
    message_en: `Certificate 50023Q0${n} was issued 4 days before the decision`,
  };
}

/** An empty workspace. */
export const openEmpty = openTestEngine;

/**
 * D01: 20 bodies with one lead each and one with five; P06: two leads, one naming two bodies; P02 lacks its
 * dataset, S02 lacks a field, T01 failed, L03 was not selected.
 */
export async function openFilled(): Promise<Engine> {
  const engine = await openTestEngine();
  const put = (table: string, row: Record<string, string | number | null | string[]>) =>
    insert(engine, table, row);
  await put('source', source(1, '机构名单.csv', 'certification_body', { encoding: 'GB18030' }));
  await put(
    'source',
    source(2, '月报_202603.xlsx', 'certificate', {
      sheet: '证书信息表',
      records: 3366,
      loaded: 3360,
      rejected: 4,
      skipped: 2,
      problems: 17,
    }),
  );
  await put('source', source(3, '审核组.csv', 'audit_team', { records: 34, loaded: 33 }));
  await put(
    'source',
    source(4, '会议纪要.xlsx', null, {
      sheet: 'Sheet1',
      records: 0,
      loaded: 0,
      encoding: null,
      header_row: null,
      reason: 'not-recognised',
    }),
  );
  await put('certification_body', {
    cb_approval_no: 'CNCA-R-2003-021',
    cb_name: HOSTILE,
    _source: 1,
    _row: 2,
  });
  for (let n = 1; n <= 25; n++) {
    await put('certificate', {
      cb_approval_no: 'CNCA-R-2003-021',
      cb_name: HOSTILE,
      cert_no: `50023Q0${String(n).padStart(4, '0')}R0M`,
      org_name: `晨光机械${n}有限公司`,
      audit_start: '2026-02-26',
      audit_end: '2026-02-27',
      decision_date: '2026-03-05',
      issue_date: '2026-03-01',
      expiry_date: '2029-02-28',
      _source: 2,
      _row: n + 2,
    });
    const own = n > 20;
    const no = own ? 'CNCA-R-2003-021' : `CNCA-R-2020-${String(n).padStart(3, '0')}`;
    const row = lead({
      code: 'D01',
      n,
      no,
      body: own ? HOSTILE : `岚州第${n}认证有限公司`,
      severity: n % 5 === 0 ? '中' : '高',
      day: n === 7 ? null : `2026-0${(n % 3) + 1}-01`,
    });
    await put('finding', row);
    await put('evidence', {
      rule_code: 'D01',
      finding_id: row.finding_id,
      n: 1,
      dataset: 'certificate',
      source: 2,
      row: n + 2,
    });
  }
  for (const [i, day] of ['2026-01-12', '2026-03-12'].entries()) {
    const row = {
      ...lead({
        code: 'P06',
        n: i + 1,
        no: i === 0 ? 'CNCA-R-2003-021; CNCA-R-2020-001' : 'CNCA-R-2020-001',
        body: '岚州第1认证有限公司',
        severity: '低',
        day,
      }),
      ...(i === 0 ? { cb_name: null } : {}),
      auditor_id: '11010119800101001X',
      measured: '2 处',
      expected: '=1 处',
      message_zh: '审核员同时段在 2 处审核',
    };
    await put('finding', row);
    for (const n of [2, 1]) {
      await put('audit_team', {
        auditor_name: '张三',
        auditor_id: '11010119800101001X',
        cert_no: `50023Q0000${n}R0M`,
        t_start: `${day}T08:00:00`,
        t_end: `${day}T17:00:00`,
        _source: 3,
        _row: 10 * (i + 1) + n,
      });
      await put('evidence', {
        rule_code: 'P06',
        finding_id: row.finding_id,
        n: 3 - n,
        dataset: 'audit_team',
        source: 3,
        row: 10 * (i + 1) + n,
      });
    }
  }
  for (const [i, missing] of ['decision_date', 'decision_date', 'certificate.issue_date'].entries()) {
    await put('finding', {
      ...lead({ code: 'D01', n: 900 + i, no: 'CNCA-R-2020-001', body: '岚州第1认证有限公司' }),
      finding_id: `undetermined${i}`,
      verdict: 'undetermined',
      missing,
      measured: null,
      expected: null,
      message_zh: `无法判定：缺少 ${missing}`,
      message_en: `Cannot be judged: lacks ${missing}`,
    });
  }
  await put('problem', {
    source: 2,
    row: 17,
    header: '38.认证决定日期',
    field: 'decision_date',
    raw: '2023112日',
    reason: 'date',
  });
  await put('problem', {
    source: 2,
    row: 9,
    header: '38.认证决定日期',
    field: 'decision_date',
    raw: '待定',
    reason: 'date',
  });
  await put('problem', {
    source: 2,
    row: 40,
    header: null,
    field: null,
    raw: 'a,b,c',
    reason: 'too-many-cells',
  });
  await put('run', {
    as_of: '2026-03-31',
    started_at: '2026-03-31T09:14:00',
    app: 'CertScope 0.1.0',
    engine: 'DuckDB v1.4.3 (duckdb-wasm 1.32.0)',
    ms: 3200,
  });
  await put('run_rule', runRule('D01', { findings: 25, undetermined: 3, params: '{"tolerance_days":0}' }));
  await put('run_rule', runRule('P06', { findings: 2 }));
  await put(
    'run_rule',
    runRule('P02', { status: 'not-runnable', missing: ['sign_in.deviation_km | sign_in.first_lat'] }),
  );
  await put('run_rule', runRule('S02', { status: 'not-runnable', missing: ['certification_body.valid_to'] }));
  await put('run_rule', runRule('T01', { status: 'failed', error: 'Binder Error: no column mandays' }));
  return engine;
}

/** Two plans settled by hand, of which one was undone. */
export async function settleTwo(engine: Engine): Promise<void> {
  const one = { scheme: 'QMS', reason: '<已查档案>', author: '王' };
  await settle(engine, { ...one, plan: 'R0751-1', certificate: 'Q1', audited_on: '2024-03-05' });
  await settle(engine, { ...one, plan: 'R0751-2', certificate: null, audited_on: null });
  await undoChoice(engine, { plan: 'R0751-1', scheme: 'QMS' }, '李');
}
