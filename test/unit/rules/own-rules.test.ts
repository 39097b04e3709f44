import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Engine } from '../../../renderer/engine/engine.ts';
import { startI18n } from '../../../renderer/i18n/index.ts';
import { derive } from '../../../renderer/rules/derive.ts';
import { errorText, faultText } from '../../../renderer/rules/fault-text.ts';
import { boundParameters, judge } from '../../../renderer/rules/judge.ts';
import type { OwnRule } from '../../../renderer/rules/own/own-rule.ts';
import { readOwn } from '../../../renderer/rules/own/read-own.ts';
import { PREVIEW_ROWS, previewOwn } from '../../../renderer/rules/own/try-own.ts';
import { ownVerdicts } from '../../../renderer/rules/own/verdicts.ts';
import type { Fault } from '../../../shared/rule-error.ts';
import { openTestEngine } from '../../support/engine.ts';
import {
  AS_OF,
  bound,
  builtIn,
  builtInRules,
  changed,
  good,
  headLines,
  loadCertificates,
  template,
  withSql,
} from './own.ts';

let engine: Engine;
beforeAll(async () => {
  await startI18n('en');
  engine = await openTestEngine();
});
afterAll(() => engine.close());
beforeEach(() => loadCertificates(engine));

describe('files that are read', () => {
  test('the template is one of them', async () => {
    const { rules, broken } = await bound(engine, { name: 'X01-my_rule.sql', text: template });
    expect(broken).toEqual([]);
    expect(rules.map((r) => r.code)).toEqual(['X01']);
  });

  test('a broken one keeps no other from being used', async () => {
    const { rules, broken } = await bound(
      engine,
      { name: 'X01-good.sql', text: template },
      { name: 'X02-broken.sql', text: 'SELECT 1' },
      {
        name: 'X03-unread.sql',
        fault: { file: 'X03-unread.sql', line: 1, column: 1, kind: 'not-utf8', values: {} },
      },
      {
        name: 'X04.sql',
        text: withSql('SELECT nope').text.replace('X01', 'X04').replace('my_rule', 'other'),
      },
    );
    expect(rules.map((r) => r.code)).toEqual(['X01']);
    expect(broken.map((f) => [f.file, f.kind])).toEqual([
      ['X02-broken.sql', 'no-head'],
      ['X03-unread.sql', 'not-utf8'],
      ['X04.sql', 'sql'],
    ]);
  });

  const heads: [string, string, string, string][] = [
    ['code: X01', 'code: D01', 'code', 'code'],
    ['code: X01', 'code: Y01', 'code', 'code'],
    ['id: my_rule', 'id: cert_issued_before_decision', 'built-in-id', 'D01'],
    ['subject: certificate', 'subject: certificates', 'dataset', 'audit_plan'],
    ['- certificate.cert_no', '- certificate.certno', 'need', 'certificate.certno'],
    ['- certificate.cert_no', '- certificate.cert_no | nothing.cert_no', 'need', 'nothing.cert_no'],
    ['- certificate.cert_no', '- certificate', 'need', 'certificate'],
    ['$as_of + $days\n', '$as_of + $dayz\n', 'parameter', '$dayz'],
  ];
  test.each(heads)('%s → %s', (from, to, kind, named) => {
    const file = changed(from, to);
    const { rules, broken } = readOwn([file], builtInRules);
    expect(rules).toEqual([]);
    expect(broken).toMatchObject([{ kind, file: 'X01-a.sql' }]);
    const [fault] = broken as [Fault];
    const line = file.text.split('\n')[fault.line - 1] ?? '';
    expect(line).toContain(to.trim().split('\n')[0]);
    for (const lang of ['zh', 'en'] as const)
      expect(faultText(fault, lang)).toContain(named === 'code' ? 'X01' : named);
    if (kind === 'parameter') expect(line.slice(fault.column - 1)).toBe('$dayz');
  });

  test('two files with one code, or one id, are both refused, each naming the other', () => {
    const other = { name: 'X02-b.sql', text: template.replace('code: X01', 'code: X02') };
    expect(readOwn([changed('code: X01', 'code: X01'), other], builtInRules)).toMatchObject({
      rules: [],
      broken: [
        { kind: 'same-id', file: 'X01-a.sql', values: { other: 'X02-b.sql' }, line: 5 },
        { kind: 'same-id', file: 'X02-b.sql', values: { other: 'X01-a.sql' }, line: 5 },
      ],
    });
    const twin = { name: 'X01-b.sql', text: template.replace('id: my_rule', 'id: my_other') };
    const third = {
      name: 'X03.sql',
      text: template.replace('X01', 'X03').replace('id: my_rule', 'id: third'),
    };
    const { rules, broken } = readOwn([changed('code: X01', 'code: X01'), twin, third], builtInRules);
    expect(rules.map((r) => r.code)).toEqual(['X03']);
    expect(broken.map((f) => [f.file, f.kind, f.line])).toEqual([
      ['X01-a.sql', 'same-code', 4],
      ['X01-b.sql', 'same-code', 4],
    ]);
  });
});

describe('runs', () => {
  test('give leads and rows that could not be judged, like any rule', async () => {
    const judgement = await judge(engine, good({ name: 'X01-a.sql', text: template }), AS_OF);
    expect(judgement).toMatchObject({ code: 'X01', status: 'ran', findings: 1, undetermined: 1 });
    expect(await engine.rows("SELECT cert_no, message_zh FROM finding WHERE verdict = 'lead'")).toEqual([
      { cert_no: 'A1', message_zh: '证书 A1 将于 2025-01-31 到期，还有 31 天' },
    ]);
    const [kept] = await engine.rows<{ sql: string; params: string }>('FROM run_rule');
    expect(kept?.sql).toContain("DATE '2024-12-31' + 90");
    expect(JSON.parse(kept?.params ?? '')).toEqual({ days: 90 });
  });

  test('take a changed parameter, but not one of another type', async () => {
    const rule = good({ name: 'X01-a.sql', text: template });
    expect(await judge(engine, rule, AS_OF, { days: 1000 })).toMatchObject({ findings: 2 });
    expect(await judge(engine, rule, AS_OF, { days: ['x'] })).toMatchObject({ findings: 1 });
  });

  test.each([
    ["ELSE 'lead' END AS verdict", "ELSE '违规' END AS verdict", 'verdict', '违规'],
    ["ELSE 'lead' END AS verdict", 'END AS verdict', 'verdict', 'NULL'],
    [
      "[ref('certificate', _source, _row)]",
      "[ref('certificates', _source, _row)]",
      'evidence',
      'certificates',
    ],
    [
      "[ref('certificate', _source, _row)]",
      "list_filter([ref('certificate', _source, _row)], lambda e: false)",
      'bare',
      '1',
    ],
    ['  expiry_date,\n', "  expiry_date, 'high' AS severity,\n", 'severity', 'high'],
  ])('%s → %s fails, and says what is wrong', async (from, to, kind, named) => {
    const judgement = await judge(engine, good(changed(from, to)), AS_OF);
    expect(judgement).toMatchObject({ status: 'failed', findings: 0, undetermined: 0 });
    expect(judgement.error).toContain(`"kind":"${kind}"`);
    expect(errorText(judgement.error, 'zh')).toContain(named);
    expect(await engine.rows('FROM finding')).toEqual([]);
  });

  test('a join without its condition is not kept', async () => {
    const judgement = await judge(
      engine,
      good(changed('FROM certificate\n', 'FROM certificate, range(1000000)\n')),
      AS_OF,
    );
    expect(judgement.error).toContain('"kind":"too-many-rows"');
    expect(await engine.rows('FROM finding')).toEqual([]);
  });

  test('every rule of the house could be an own one', async () => {
    for (const [i, { file, text }] of builtIn.entries()) {
      const code = `X${String(i + 1).padStart(2, '0')}`;
      const own = good({
        name: file,
        text: text.replace(/code: \w\d\d/, `code: ${code}`).replace(/\nid: \w+/, `\nid: my_${i}`),
      });
      await derive(engine, own.sql);
      await ownVerdicts(engine, own, boundParameters(own, AS_OF));
    }
  });
});

test('tables that rules share are there for own rules, from the first look at the file', async () => {
  const fresh = await openTestEngine();
  const file = changed('FROM certificate\n', 'FROM certificate SEMI JOIN certificate_life USING (cert_no)\n');
  try {
    const { rules, broken } = await bound(fresh, file);
    expect(broken).toEqual([]);
    await loadCertificates(fresh);
    const [rule] = rules as [OwnRule];
    const { signal } = new AbortController();
    expect((await previewOwn(fresh, rule, AS_OF, {}, signal)).rows).toHaveLength(2);
    expect(await judge(fresh, rule, AS_OF)).toMatchObject({ status: 'ran', findings: 1, undetermined: 1 });
  } finally {
    await fresh.close();
  }
});

describe('a preview', () => {
  const { signal } = new AbortController();

  test('shows the first rows and keeps nothing', async () => {
    const rule = good(changed('FROM certificate\n', 'FROM certificate, range(1000)\n'));
    const preview = await previewOwn(engine, rule, AS_OF, {}, signal);
    expect(preview.rows).toHaveLength(PREVIEW_ROWS);
    expect(preview.more).toBe(true);
    expect(preview.missing).toEqual([]);
    expect(preview.columns.map((c) => c.column_name)).toContain('days_left');
    expect(await engine.rows('FROM finding')).toEqual([]);
    const all = await previewOwn(engine, good({ name: 'X01-a.sql', text: template }), AS_OF, {}, signal);
    expect([all.rows.length, all.more]).toEqual([2, false]);
    expect(all.rows[0]).toMatchObject({ verdict: 'lead', cert_no: 'A1', days_left: 31 });
  });

  test('says what data the rule lacks', async () => {
    const file = changed('  - certificate.cert_no\n', '  - sign_in.plan_no\n  - certificate.cert_no\n');
    const preview = await previewOwn(engine, good(file), AS_OF, {}, signal);
    expect(preview.missing).toEqual(['sign_in.plan_no']);
  });

  test('that was cancelled before it began runs nothing', async () => {
    const rule = good({ name: 'X01-a.sql', text: template });
    await expect(previewOwn(engine, rule, AS_OF, {}, AbortSignal.abort())).rejects.toThrow(/abort/i);
  });

  test('fails with the place', async () => {
    const rule = good(withSql("SELECT CAST('认' || cert_no AS INTEGER) AS a\nFROM certificate"));
    await expect(previewOwn(engine, rule, AS_OF, {}, signal)).rejects.toMatchObject({
      fault: { kind: 'sql', line: headLines + 1, column: 8 },
    });
  });
});

test('built-in rules leave the codes of own rules alone', () => {
  expect(builtInRules.filter((r) => r.code.startsWith('X'))).toEqual([]);
});
