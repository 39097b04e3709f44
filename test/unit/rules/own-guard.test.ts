import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Engine } from '../../../renderer/engine/engine.ts';
import { startI18n } from '../../../renderer/i18n/index.ts';
import { errorText, faultText } from '../../../renderer/rules/fault-text.ts';
import { boundParameters, judge } from '../../../renderer/rules/judge.ts';
import type { OwnRule } from '../../../renderer/rules/own/own-rule.ts';
import { readOwn } from '../../../renderer/rules/own/read-own.ts';
import { previewOwn } from '../../../renderer/rules/own/try-own.ts';
import { ownVerdicts } from '../../../renderer/rules/own/verdicts.ts';
import { type Fault, RuleError } from '../../../shared/rule-error.ts';
import { unboundOffset } from '../../../shared/sql/quote.ts';
import { openTestEngine } from '../../support/engine.ts';
import {
  AS_OF,
  bound,
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

describe('statements that are refused, before anything runs', () => {
  const refused: [string, string][] = [
    ['SELECT 1); DROP TABLE certificate; --', 'sql'],
    ['SELECT 1); DROP TABLE certificate; SELECT (1', 'sql'],
    ['SELECT 1; DROP TABLE certificate', 'not-select'],
    ['; DELETE FROM certificate', 'not-select'],
    ['certificate; DROP TABLE certificate', 'sql'],
    ['certificate', 'sql'],
    ['COMMIT; DROP TABLE certificate', 'not-select'],
    ["SELECT ''') ; DROP TABLE certificate --", 'sql'],
    ['DELETE FROM certificate', 'not-select'],
    ['UPDATE certificate SET cert_no = NULL', 'not-select'],
    ["COPY certificate TO 'chunk.csv'", 'not-select'],
    ["ATTACH ':memory:' AS other", 'not-select'],
    ['PRAGMA table_info(certificate)', 'not-select'],
    ['SET threads=2', 'not-select'],
    ['CREATE TABLE other AS SELECT 1', 'not-select'],
    ['CREATE TEMP TABLE other AS SELECT 1', 'not-select'],
    ['CALL checkpoint()', 'not-select'],
    ['EXPLAIN ANALYZE SELECT 1', 'not-select'],
    ['PREPARE p AS SELECT 1', 'not-select'],
    ['PIVOT certificate ON status USING count(*)', 'not-select'],
    ['WITH x AS (DELETE FROM certificate RETURNING *) FROM x', 'sql'],
    ['SELECT * INTO other FROM certificate', 'sql'],
    ["SELECT * FROM read_csv('chunk.csv')", 'sql'],
    ["SELECT * FROM read_text('/etc/passwd')", 'sql'],
    ["SELECT * FROM glob('*')", 'sql'],
    ["SELECT * FROM 'other.csv'", 'sql'],
    ['SELECT * FROM checkpoint()', 'function'],
    ['SELECT * FROM enable_logging()', 'function'],
    ["SELECT * FROM enable_logging(storage => 'file', storage_path => '/tmp/log')", 'function'],
    ['SELECT * FROM system.main."disable_logging"()', 'function'],
    ["SELECT * FROM certificate WHERE cert_no IN (SELECT '1' FROM truncate_duckdb_logs())", 'function'],
    ["SELECT * FROM query('FROM enable_logging()')", 'function'],
    ["SELECT * FROM query('DROP TABLE certificate')", 'not-select'],
    ['SELECT * FROM duckdb_secrets()', 'function'],
    ['SHOW TABLES', 'function'],
    ['SELECT current_date', 'extension'],
    ["SELECT date_trunc('day', now())", 'extension'],
    ["SELECT json_extract('{}', 'a')", 'extension'],
    ['SELECT ?', 'sql'],
    ['SELECT $1', 'sql'],
    ['DESCRIBE certificate', 'columns'],
    ['SELECT 1 AS verdict', 'columns'],
    ['-- nothing', 'not-select'],
  ];
  const state = async () => [
    await engine.rows('SELECT cert_no FROM certificate ORDER BY 1'),
    await engine.rows("SELECT name, value FROM duckdb_settings() WHERE name LIKE '%logging%' ORDER BY 1"),
    await engine.rows('SELECT count(*) AS n FROM duckdb_tables()'),
  ];

  test.each(refused)('%s', async (sql, kind) => {
    const before = await state();
    const { rules, broken } = await bound(engine, withSql(sql));
    expect(rules).toEqual([]);
    expect(broken).toMatchObject([{ kind, file: 'X01-a.sql' }]);
    expect(broken[0]?.line).toBeGreaterThan(headLines);
    for (const lang of ['zh', 'en'] as const) expect(faultText(broken[0] as Fault, lang)).not.toContain('{{');

    // Whoever hands it over unchecked gets the same answer from the run and from the preview.
    const [rule] = readOwn([withSql(sql)], builtInRules).rules;
    if (rule) {
      await expect(ownVerdicts(engine, rule, boundParameters(rule, AS_OF))).rejects.toThrow(RuleError);
      if (kind !== 'columns') {
        const { signal } = new AbortController();
        await expect(previewOwn(engine, rule, AS_OF, {}, signal)).rejects.toThrow(RuleError);
      }
    }
    expect(await state()).toEqual(before);
  });

  test.each([
    ['operators', `SELECT 1${'+1'.repeat(900)}`],
    ['lists', `SELECT ${'['.repeat(900)}1${']'.repeat(900)}`],
    ['brackets', `SELECT ${'('.repeat(50_000)}1${')'.repeat(50_000)}`],
    ['subqueries', `${'SELECT * FROM ('.repeat(5000)}SELECT 1${')'.repeat(5000)}`],
  ])('nested %s that would take minutes to plan are refused at once', async (_what, sql) => {
    const started = performance.now();
    const { broken } = await bound(engine, withSql(sql));
    expect(broken).toMatchObject([{ kind: 'sql' }]);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test('nothing is left of a statement that was refused', async () => {
    const [rule] = readOwn([withSql('SELECT 1; DROP TABLE certificate')], builtInRules).rules as [OwnRule];
    const judgement = await judge(engine, rule, AS_OF);
    expect(judgement).toMatchObject({ status: 'failed', findings: 0 });
    expect(errorText(judgement.error, 'zh')).toBe(
      `X01-a.sql:${headLines + 1}:1 规则只能是一条 SELECT 语句：其他语句、多条语句和不带 IN 的 PIVOT 都不会执行。`,
    );
    expect(errorText(judgement.error, 'en')).toContain('A rule is one SELECT');
  });
});

describe('places in the statement', () => {
  test.each([
    ['SELECT\n  cert_no,\n  nope\nFROM certificate', 3, 3],
    ["SELECT '认证机构', /* 中文 */ nope FROM certificate", 1, 25],
    ['SELECT cert_no\nFROM nowhere', 2, 6],
    ['SELECT cert_no,\nFROM\n  certificate\n  WHERE (', 4, 10],
    ['SELECT $as_of, $days, nope FROM certificate', 1, 23],
    ['SELECT $days + nope\nFROM certificate', 1, 16],
    ['SELECT *\nFROM certificate WHERE nothing(cert_no) > $days', 2, 24],
    ['SELECT upper(1, $days) FROM certificate', 1, 8],
  ])('%j is wrong at %d:%d', async (sql, line, column) => {
    const { broken } = await bound(engine, withSql(sql));
    expect(broken).toMatchObject([{ line: headLines + line, column }]);
  });

  test('in a file of Windows', async () => {
    const { name, text } = withSql('SELECT\n  cert_no,\n  nope\nFROM certificate');
    const { broken } = await bound(engine, { name, text: text.replaceAll('\n', '\r\n') });
    expect(broken).toMatchObject([{ line: headLines + 3, column: 3 }]);
  });

  test('what fails only while it runs has its place too', async () => {
    const sql = template
      .slice(template.indexOf('---*/') + 6)
      .replace('CAST(expiry_date AS VARCHAR)', "CAST('认' || cert_no || $days AS INTEGER)");
    const rule = good(withSql(sql));
    const judgement = await judge(engine, rule, AS_OF);
    expect(judgement.status).toBe('failed');
    const at =
      withSql(sql)
        .text.split('\n')
        .findIndex((l) => l.includes('CAST(')) + 1;
    expect(errorText(judgement.error, 'en')).toMatch(new RegExp(`^X01-a\\.sql:${at}:3 .*Could not convert`));
  });

  test('columns that the head names', async () => {
    expect(
      (await bound(engine, changed('keys: [cb_approval_no, cert_no]', 'keys: [cb_approval_no, number]')))
        .broken,
    ).toMatchObject([{ kind: 'columns', line: 11, column: 24, values: { names: 'number' } }]);
    expect((await bound(engine, changed('{days_left}', '{left}'))).broken).toMatchObject([
      { kind: 'message-column', values: { name: 'left' } },
    ]);
    expect(
      (await bound(engine, changed('expiry_date AS occurred_on', 'cert_no AS occurred_on'))).broken,
    ).toMatchObject([{ kind: 'column-type', values: { name: 'occurred_on', type: 'VARCHAR' } }]);
    expect(
      (await bound(engine, changed("[ref('certificate', _source, _row)]", '_row'))).broken,
    ).toMatchObject([{ kind: 'column-type', values: { name: 'evidence', type: 'INTEGER' } }]);
  });

  test('an offset goes back over what was filled in', () => {
    const sql = "SELECT $a, '$a', $long_name FROM t";
    const params = { a: 'long text', long_name: 1 };
    const text = "SELECT 'long text', '$a', 1 FROM t";
    for (const piece of ["'$a'", 'FROM', 't'])
      expect(unboundOffset(sql, params, text.lastIndexOf(piece))).toBe(sql.lastIndexOf(piece));
    expect(unboundOffset(sql, params, text.indexOf('text'))).toBe(sql.indexOf('$a'));
    expect(unboundOffset(sql, params, text.indexOf('1 FROM'))).toBe(sql.indexOf('$long_name'));
  });
});
