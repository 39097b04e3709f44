import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DatabaseError } from '../../../renderer/engine/database-error.ts';
import type { Engine } from '../../../renderer/engine/engine.ts';
import { openTestEngine } from '../../support/engine.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openTestEngine();
  await engine.query('CREATE TABLE kept AS SELECT 1 AS a');
});
afterAll(() => engine.close());

const kept = () => engine.rows('FROM kept');

describe('once it is open', () => {
  test.each([
    'SET threads=2',
    'SET enable_external_access=true',
    "SET allowed_paths=['/etc/passwd']",
    'SET autoload_known_extensions=true',
    'SET lock_configuration=false',
    'RESET lock_configuration',
    "PRAGMA memory_limit='1GB'",
  ])('%s changes nothing', async (sql) => {
    await expect(engine.query(sql)).rejects.toThrow(/locked/);
  });

  test.each([
    "FROM read_csv('other.csv')",
    "FROM 'other.csv'",
    "FROM read_text('/etc/passwd')",
    "FROM read_blob('*')",
    "FROM glob('*')",
    "FROM sniff_csv('other.csv')",
    "FROM read_csv('https://example.org/x.csv')",
    "COPY kept TO 'other.csv'",
    "EXPORT DATABASE 'other'",
    "ATTACH 'other.db' AS other",
    "ATTACH 'opfs://workspace.duckdb' AS other",
    'LOAD json',
  ])('%s reaches no file', async (sql) => {
    await engine.putFile('other.csv', new TextEncoder().encode('a\n1\n'));
    await expect(engine.query(sql)).rejects.toThrow(/disabled/);
  });

  test('the files of an import are read', async () => {
    await engine.putFile('chunk.csv', new TextEncoder().encode('a\n1\n'));
    expect(await engine.rows("FROM read_csv('chunk.csv')")).toEqual([{ a: 1 }]);
    await engine.dropFile('chunk.csv');
  });
});

describe('errors', () => {
  const bytes = (text: string) => new TextEncoder().encode(text).length;
  const positionOf = (work: Promise<unknown>) =>
    work.then(
      () => 'no error',
      (error) => (error instanceof DatabaseError ? error.position : error),
    );

  test.each([
    ["SELECT '认证', a, ", 'nope', ' FROM kept'],
    ['SELECT a\nFROM ', 'nowhere', ''],
    ['SELECT ', ')', ''],
    ['SELECT ', "CAST('x' || a AS INTEGER)", ' FROM kept'],
  ])('%j … are at %j', async (before, wrong, after) => {
    expect(await positionOf(engine.query(before + wrong + after))).toBe(bytes(before));
    expect(await positionOf(engine.aside((reader) => reader.query(before + wrong + after)))).toBe(
      bytes(before),
    );
  });

  test('a sentence, without the JSON around it', async () => {
    await expect(engine.query('SELECT (1')).rejects.toThrow(/^syntax error at end of input$/);
  });

  test('preparing finds what binds wrongly and runs nothing', async () => {
    expect(await positionOf(engine.prepare('SELECT a, nope FROM kept'))).toBe(10);
    await engine.prepare('DELETE FROM kept');
    await expect(engine.prepare('SELECT 1; DELETE FROM kept')).rejects.toThrow(/multiple statements/);
    expect(await kept()).toEqual([{ a: 1 }]);
  });
});

const WRITES = [
  'INSERT INTO kept VALUES (2)',
  'UPDATE kept SET a = 2',
  'DELETE FROM kept',
  'DROP TABLE kept',
  'CREATE TABLE other (a INTEGER)',
  'CREATE OR REPLACE VIEW plan_prefix AS SELECT 1',
];

describe('a read-only transaction', () => {
  test.each(WRITES)('%s is refused', async (sql) => {
    await expect(engine.transaction((tx) => tx.query(sql), 'READ ONLY')).rejects.toThrow(/read-only/);
    await expect(engine.aside((reader) => reader.query(sql))).rejects.toThrow(/read-only/);
    expect(await kept()).toEqual([{ a: 1 }]);
  });

  test('temporary tables can be made', async () => {
    await engine.transaction((tx) => tx.query('CREATE OR REPLACE TEMP TABLE made AS FROM kept'), 'READ ONLY');
    expect(await engine.rows('FROM made')).toEqual([{ a: 1 }]);
    await expect(engine.aside((reader) => reader.rows('FROM made'))).rejects.toThrow(/does not exist/);
  });
});

test('aside, other statements go on, and what they write is not seen', async () => {
  const seen = await engine.aside(async (reader) => {
    const before = await reader.rows('FROM kept');
    await engine.query('INSERT INTO kept VALUES (2)');
    return [before, await reader.rows('FROM kept')];
  });
  expect(seen).toEqual([[{ a: 1 }], [{ a: 1 }]]);
  expect(await kept()).toEqual([{ a: 1 }, { a: 2 }]);
  await engine.query('DELETE FROM kept WHERE a = 2');
});

test('aside, one thing follows the other, also after an error', async () => {
  const broken = engine.aside((reader) => reader.rows('SELECT nope'));
  const next = engine.aside((reader) => reader.rows('FROM kept'));
  await expect(broken).rejects.toThrow(/nope/);
  expect(await next).toEqual([{ a: 1 }]);
});
