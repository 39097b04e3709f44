import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../renderer/engine/engine.ts';
import { openTestEngine } from '../support/engine.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.close());

async function read(macro: string, raw: string | null, edge?: string): Promise<unknown> {
  const call = edge ? `${macro}($raw, $edge)` : `${macro}($raw)`;
  const [row] = await engine.rows<{ v: unknown }>(`SELECT ${call} AS v`, { raw, edge: edge ?? null });
  return row?.v;
}

describe('dates', () => {
  test.each([
    ['2024-03-05', '2024-03-05'],
    ['2024/3/5', '2024-03-05'],
    ['2024.03.05', '2024-03-05'],
    ['20240305', '2024-03-05'],
    ['2024年3月5日', '2024-03-05'],
    ['２０２４年０３月０５日', '2024-03-05'],
    ['\u00a0 2024-03-05\u3000', '2024-03-05'],
    ['2024-03-05 00:00:00', '2024-03-05'],
    ['2024-03-05T09:30:00', '2024-03-05'],
    ['2024-03-05 A', '2024-03-05'],
    ['45356', '2024-03-05'],
    ['45356.5', '2024-03-05'],
    ['2024-02-29', '2024-02-29'],
    ['2023-02-29', null],
    ['2024-13-01', null],
    ['0000-00-00', null],
    ['2023112日', null],
    ['二〇二四年三月', null],
    ['2024-03-05 起', null],
    ['', null],
    [null, null],
  ])('%j is %j', async (raw, expected) => {
    expect(await read('read_date', raw)).toBe(expected);
  });

  test.each(['-', '/'])(
    'with %s between the figures a day is what DuckDB casts it to, and what it is taken apart to',
    async (sign) => {
      const figures = `list_transform(range(100), n -> lpad(n::VARCHAR, 2, '0')) || list_transform(range(10), n -> n::VARCHAR)`;
      const [row] = await engine.rows(
        `SELECT count(*) AS all, count(read_date(s)) AS days,
        count(*) FILTER (read_date(s) IS DISTINCT FROM TRY_CAST(s AS DATE)) AS "cast",
        count(*) FILTER (read_date(s) IS DISTINCT FROM day_part(s)) AS apart
      FROM (SELECT concat_ws($sign, y, m, d) AS s FROM (SELECT unnest(['0000', '0001', '1900', '2024', '9999']) AS y),
        (SELECT unnest(${figures}) AS m), (SELECT unnest(${figures}) AS d))`,
        { sign },
      );
      expect(row).toMatchObject({ all: 60_500, cast: 0, apart: 0 });
      expect(row?.days).toBeGreaterThan(3000);
    },
  );
});

describe('moments', () => {
  test.each([
    ['2024-03-05 09:30', 'start', '2024-03-05 09:30'],
    ['2024/3/5 9:05:07', 'end', '2024-03-05 09:05:07'],
    ['2024年3月5日 9时30分', 'start', '2024-03-05 09:30'],
    ['2024-03-05 A', 'start', '2024-03-05 00:00'],
    ['2024-03-05 P', 'start', '2024-03-05 12:00'],
    ['2024-03-05 A', 'end', '2024-03-05 11:59'],
    ['2024-03-05P', 'end', '2024-03-05 23:59'],
    ['2024-03-05下午', 'start', '2024-03-05 12:00'],
    ['2024-03-05', 'start', '2024-03-05 00:00'],
    ['2024-03-05', 'end', '2024-03-05 23:59'],
    ['20240305 08:15', 'start', '2024-03-05 08:15'],
    ['20240305 A', 'start', '2024-03-05 00:00'],
    ['20240305 P', 'start', '2024-03-05 12:00'],
    ['20240305 A', 'end', '2024-03-05 11:59'],
    ['20240305 P', 'end', '2024-03-05 23:59'],
    ['20241305 P', 'end', null],
    ['45356.395833333336', 'start', '2024-03-05 09:30'],
    ['2024-03-05 25:00', 'start', null],
    ['随时', 'start', null],
  ])('%j to the %s is %j', async (raw, edge, expected) => {
    expect(await read('read_moment', raw, edge)).toBe(expected);
  });
});

describe('identifiers stay text to the last byte', () => {
  test.each([
    ['00123', '00123'],
    [' 91340100MA2XXXXX0A\u00a0', '91340100MA2XXXXX0A'],
    ['９１３４０１', '913401'],
    ['03410Q10286R0S', '03410Q10286R0S'],
    ['123E5', '123E5'],
    ['9.13E+17', null],
    ['340111199001011234', '340111199001011234'],
    ['无', '无'],
    ['', null],
  ])('%j is %j', async (raw, expected) => {
    expect(await read('read_identifier', raw)).toBe(expected);
  });
});

describe('numbers and flags', () => {
  test.each([
    ['read_integer', '1,234', 1234],
    ['read_integer', '12.0', 12],
    ['read_integer', '１２', 12],
    ['read_integer', '12人', null],
    ['read_integer', '1.5', null],
    ['read_decimal', '3.5', 3.5],
    ['read_decimal', '-0.25', -0.25],
    ['read_decimal', '1e999', null],
    ['read_decimal', '#N/A', null],
    ['read_text_value', ' #Ref! ', null],
    ['read_text_value', '#REF! 见附件', '#REF! 见附件'],
    ['read_identifier', '#N/A', null],
    ['is_error_cell', null, false],
    ['is_error_cell', '#NAME?', true],
    ['is_error_cell', '#3', false],
    ['read_decimal', '1e3', 1000],
    ['read_decimal', '3.5天', null],
    ['read_boolean', '是', true],
    ['read_boolean', '0', false],
    ['read_boolean', '也许', null],
  ])('%s(%j) is %j', async (macro, raw, expected) => {
    expect(await read(macro, raw)).toBe(expected);
  });
});
