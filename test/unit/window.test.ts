import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../renderer/engine/engine.ts';
import { type ColumnFilter, inPortions, openWindow, type WindowSpec } from '../../renderer/engine/window.ts';
import { ident } from '../../shared/sql/quote.ts';
import { openTestEngine } from '../support/engine.ts';

let engine: Engine;
const ODD = 'a "b; DROP TABLE ledger; --';

beforeAll(async () => {
  engine = await openTestEngine();
  // 10,000 rows of five groups with ties, blanks of both kinds, and every tenth row deleted so that row ids have gaps.
  await engine.query(`CREATE TABLE ledger AS
    SELECT i::INTEGER AS n, (i % 5)::INTEGER AS grp,
      CASE WHEN i % 7 = 0 THEN NULL WHEN i % 7 = 1 THEN '' WHEN i % 7 = 2 THEN '晨光机械' ELSE 'Org ' || i END AS name,
      DATE '2024-01-01' + (i % 366)::INTEGER AS day,
      TIMESTAMP '2024-01-01 09:30:00' + INTERVAL (i % 3) DAY AS moment,
      i * 1.5 AS amount, lpad(i::VARCHAR, 8, '0') AS code, '%' || i AS ${ident(ODD)}
    FROM range(11000) r(i)`);
  await engine.query('DELETE FROM ledger WHERE n % 11 = 10');
  await engine.query('CREATE VIEW ledger_view AS SELECT n, grp, name, day FROM ledger WHERE n % 2 = 0');
});
afterAll(() => engine.close());

const spec = (part: Partial<WindowSpec> = {}): WindowSpec => ({
  table: 'ledger',
  sort: [],
  filters: [],
  ...part,
});

async function all(part: Partial<WindowSpec>): Promise<Record<string, unknown>[]> {
  const window = await openWindow(engine, spec(part));
  const rows = await window.rows(0, window.count);
  expect(rows).toHaveLength(window.count);
  await window.close();
  return rows;
}

const filtered = (f: ColumnFilter) => all({ filters: [f] });
const indexes = async () =>
  (await engine.rows("SELECT table_name FROM duckdb_tables() WHERE table_name LIKE '\\_window%' ESCAPE '\\'"))
    .length;

describe('order', () => {
  test('without a sort, rows come as they lie in the table', async () => {
    const rows = await all({});
    expect(rows).toHaveLength(10_000);
    expect(rows.map((r) => r.n)).toEqual([...rows.map((r) => r.n as number)].sort((a, b) => a - b));
  });

  test('ties keep the table order, ascending and descending', async () => {
    for (const descending of [false, true]) {
      const rows = (await all({ sort: [{ column: 'grp', descending }] })) as { grp: number; n: number }[];
      const expected = [...rows].sort((a, b) => (descending ? b.grp - a.grp : a.grp - b.grp) || a.n - b.n);
      expect(rows.map((r) => r.n)).toEqual(expected.map((r) => r.n));
    }
  });

  test('blanks come last both ways, and a second column breaks ties', async () => {
    for (const descending of [false, true]) {
      const rows = await all({
        sort: [
          { column: 'name', descending },
          { column: 'n', descending: true },
        ],
      });
      const nulls = rows.filter((r) => r.name === null).length;
      expect(nulls).toBeGreaterThan(1000);
      expect(rows.slice(-nulls).every((r) => r.name === null)).toBe(true);
      const tail = rows.slice(-nulls).map((r) => r.n as number);
      expect(tail).toEqual([...tail].sort((a, b) => b - a));
    }
  });

  test('positions hold across row groups and hit the same rows as one big sort', async () => {
    await engine.query('CREATE TABLE big AS SELECT i AS n, hash(i) % 1000 AS k FROM range(300000) r(i)');
    const window = await openWindow(engine, spec({ table: 'big', sort: [{ column: 'k' }] }));
    const straight = await engine.rows('SELECT n FROM big ORDER BY k, rowid LIMIT 50 OFFSET 250000');
    expect((await window.rows(250_000, 250_050)).map((r) => ({ n: r.n }))).toEqual(straight);
    await window.close();
  });
});

describe('edges', () => {
  test('stretches join without gap or overlap and stop at the end', async () => {
    const window = await openWindow(engine, spec({ sort: [{ column: 'amount', descending: true }] }));
    const pages = await Promise.all([0, 3000, 6000, 9000].map((at) => window.rows(at, at + 3000)));
    expect(pages.map((p) => p.length)).toEqual([3000, 3000, 3000, 1000]);
    expect(new Set(pages.flat().map((r) => r.n)).size).toBe(10_000);
    expect(await window.rows(9_999, 20_000)).toHaveLength(1);
    expect(await window.rows(10_000, 10_100)).toEqual([]);
    expect(await window.rows(5, 5)).toEqual([]);
    expect(await window.rows(8, 5)).toEqual([]);
    expect(await window.rows(-5, 2)).toHaveLength(2);
    expect(await window.rows(Number.NaN, 2)).toEqual([]);
    await window.close();
  });

  test('nothing found is an empty window', async () => {
    const window = await openWindow(engine, spec({ where: { sql: 'n < 0' } }));
    expect(window.count).toBe(0);
    expect(await window.rows(0, 100)).toEqual([]);
    await window.close();
  });

  test('closing frees the index, twice is harmless, reading afterwards is refused', async () => {
    const before = await indexes();
    const window = await openWindow(engine, spec());
    const other = await openWindow(engine, spec());
    expect(await indexes()).toBe(before + 2);
    await window.close();
    await window.close();
    await expect(window.rows(0, 1)).rejects.toThrow('closed');
    expect(await other.rows(0, 1)).toHaveLength(1);
    await other.close();
    expect(await indexes()).toBe(before);
  });

  test('an index that is gone, because the database was started anew, is made again once and closed like the first', async () => {
    const before = await indexes();
    const window = await openWindow(engine, spec({ sort: [{ column: 'amount', descending: true }] }));
    const asked = () => Promise.all([window.rows(0, 3), window.rows(7000, 7003), window.rows(9999, 20_000)]);
    const found = await asked();
    expect(found[2]).toHaveLength(1);
    const lose = async () => {
      const names = await engine.rows<{ name: string }>(
        "SELECT table_name AS name FROM duckdb_tables() WHERE temporary AND starts_with(table_name, '_window')",
      );
      for (const { name } of names) await engine.query(`DROP TABLE temp.${ident(name)}`);
    };
    await lose();
    expect(await asked()).toEqual(found);
    expect(await indexes()).toBe(before + 1);
    await lose();
    const late = window.rows(0, 3);
    await window.close();
    await late.catch(() => undefined);
    expect(await indexes()).toBe(before);
  });

  test('what else goes wrong with a page is said', async () => {
    await engine.query("CREATE TABLE passing AS SELECT '1' AS n");
    const window = await openWindow(engine, spec({ table: 'passing' }));
    await engine.query('DROP TABLE passing');
    await expect(window.rows(0, 1)).rejects.toThrow('passing');
    await window.close();
  });

  test('an aborted or failed opening leaves nothing behind', async () => {
    const before = await indexes();
    await expect(openWindow(engine, spec(), AbortSignal.abort())).rejects.toThrow(/abort/i);
    await expect(openWindow(engine, spec({ where: { sql: 'no_such > 1' } }))).rejects.toThrow('no_such');
    await expect(openWindow(engine, spec({ table: 'no_such_table' }))).rejects.toThrow('no_such_table');
    expect(await indexes()).toBe(before);
  });
});

describe('filters', () => {
  const matches = async (f: ColumnFilter, keep: (row: Record<string, unknown>) => boolean) => {
    const got = (await filtered(f)).map((r) => r.n);
    const expected = (await all({})).filter(keep).map((r) => r.n);
    expect(got).toEqual(expected);
    expect(got.length).toBeGreaterThan(0);
    expect(got.length).toBeLessThan(10_000);
  };
  const name = (r: Record<string, unknown>) => ((r.name as string | null) ?? '').toLowerCase();
  const text = (op: 'contains' | 'notContains' | 'equals' | 'starts', value: string): ColumnFilter => ({
    column: 'name',
    kind: 'text',
    op,
    value,
  });

  test('text, whatever its case', async () => {
    await matches(text('contains', 'ORG 10'), (r) => name(r).includes('org 10'));
    await matches(text('contains', '光机'), (r) => name(r).includes('光机'));
    await matches(text('notContains', 'org'), (r) => !name(r).includes('org'));
    await matches(text('equals', 'oRG 103'), (r) => name(r) === 'org 103');
    await matches(text('starts', '晨'), (r) => name(r).startsWith('晨'));
    await matches({ column: 'n', kind: 'text', op: 'starts', value: '99' }, (r) =>
      String(r.n).startsWith('99'),
    );
  });

  test('wildcards are ordinary characters', async () => {
    expect(await filtered(text('contains', '%'))).toEqual([]);
    expect(await filtered(text('contains', '_'))).toEqual([]);
  });

  test('numbers', async () => {
    const n = (r: Record<string, unknown>) => r.n as number;
    const number = (op: '=' | '<>' | '<' | '<=' | '>' | '>=', value: number): ColumnFilter => ({
      column: 'n',
      kind: 'number',
      op,
      value,
    });
    await matches(number('=', 42), (r) => n(r) === 42);
    await matches(number('<>', 42), (r) => n(r) !== 42);
    await matches(number('<', 42), (r) => n(r) < 42);
    await matches(number('<=', 42), (r) => n(r) <= 42);
    await matches(number('>', 9000), (r) => n(r) > 9000);
    await matches(number('>=', 9000), (r) => n(r) >= 9000);
    const between = { kind: 'number', op: 'between', from: 100, to: 200 } as const;
    await matches({ column: 'n', ...between }, (r) => n(r) >= 100 && n(r) <= 200);
    // Text that holds numbers compares as numbers; what is no number never matches.
    await matches({ column: 'code', ...between }, (r) => n(r) >= 100 && n(r) <= 200);
    expect(await filtered({ column: 'name', kind: 'number', op: '>', value: 0 })).toEqual([]);
    await expect(filtered(number('=', Number.NaN))).rejects.toThrow('finite');
  });

  test('days, also of moments', async () => {
    const day = (r: Record<string, unknown>) => r.day as string;
    await matches(
      { column: 'day', kind: 'date', op: '=', value: '2024-03-05' },
      (r) => day(r) === '2024-03-05',
    );
    await matches(
      { column: 'day', kind: 'date', op: '<', value: '2024-03-05' },
      (r) => day(r) < '2024-03-05',
    );
    const span = { kind: 'date', op: 'between', from: '2024-02-28', to: '2024-03-01' } as const;
    await matches({ column: 'day', ...span }, (r) => day(r) >= span.from && day(r) <= span.to);
    await matches({ column: 'moment', kind: 'date', op: '=', value: '2024-01-02' }, (r) =>
      String(r.moment).startsWith('2024-01-02'),
    );
    await expect(filtered({ column: 'day', kind: 'date', op: '=', value: 'soon' })).rejects.toThrow(/date/i);
  });

  test('sets of values, with and without blanks', async () => {
    await matches({ column: 'name', kind: 'values', values: ['晨光机械', 'Org 3'] }, (r) =>
      ['晨光机械', 'Org 3'].includes(String(r.name)),
    );
    await matches(
      { column: 'name', kind: 'values', values: ['Org 3', null] },
      (r) => !r.name || r.name === 'Org 3',
    );
    await matches({ column: 'grp', kind: 'values', values: ['1', '4'] }, (r) => r.grp === 1 || r.grp === 4);
    expect(await filtered({ column: 'name', kind: 'values', values: [] })).toEqual([]);
  });

  test('blank and not blank', async () => {
    await matches({ column: 'name', kind: 'blank' }, (r) => !r.name);
    await matches({ column: 'name', kind: 'notBlank' }, (r) => Boolean(r.name));
  });

  test('several filters and a condition narrow together', async () => {
    const rows = await all({
      where: { sql: 'ledger.grp = $g OR FALSE -- either', params: { g: 2 } },
      filters: [
        { column: 'n', kind: 'number', op: '<', value: 1000 },
        { column: 'name', kind: 'notBlank' },
      ],
    });
    expect(rows.every((r) => r.grp === 2 && (r.n as number) < 1000 && r.name)).toBe(true);
    expect(rows.length).toBeGreaterThan(50);
  });
});

describe('computed columns', () => {
  test('are shown, sorted and filtered like the others', async () => {
    const rows = await all({
      select: { rank: { sql: 'CASE grp WHEN $first THEN 0 ELSE grp + 1 END', params: { first: 3 } } },
      sort: [{ column: 'rank' }, { column: 'n', descending: true }],
      filters: [{ column: 'rank', kind: 'number', op: '<=', value: 1 }],
    });
    expect(rows[0]).toMatchObject({ grp: 3, rank: 0 });
    expect(rows.at(-1)).toMatchObject({ grp: 0, rank: 1 });
    expect(Object.keys(rows[0] ?? {})).toEqual([
      'n',
      'grp',
      'name',
      'day',
      'moment',
      'amount',
      'code',
      ODD,
      'rank',
    ]);
  });
});

describe('views', () => {
  test('page, sort and filter like tables', async () => {
    const rows = await all({
      table: 'ledger_view',
      select: { twice: { sql: 'n * 2' } },
      sort: [{ column: 'grp' }],
      filters: [{ column: 'name', kind: 'text', op: 'contains', value: '晨光' }],
    });
    const expected = (await all({}))
      .filter((r) => r.name === '晨光机械' && (r.n as number) % 2 === 0)
      .sort((a, b) => (a.grp as number) - (b.grp as number) || (a.n as number) - (b.n as number));
    expect(rows.map((r) => r.n)).toEqual(expected.map((r) => r.n));
    expect(Object.keys(rows[0] ?? {})).toEqual(['n', 'grp', 'name', 'day', 'twice']);
  });
});

describe('injection', () => {
  const attacks = ["'; DROP TABLE ledger; --", "' OR '1'='1", '$g', "\\'; --", '"', '/*'];

  test.each(attacks)('the value %j is only a value', async (value) => {
    for (const op of ['contains', 'equals', 'starts'] as const) {
      expect(await filtered({ column: 'name', kind: 'text', op, value })).toEqual([]);
    }
    expect(await filtered({ column: 'name', kind: 'values', values: [value] })).toEqual([]);
    expect((await all({})).length).toBe(10_000);
  });

  test('odd column names are names; unknown ones are refused', async () => {
    const rows = await all({
      sort: [{ column: ODD, descending: true }],
      filters: [{ column: ODD, kind: 'text', op: 'starts', value: '%99' }],
    });
    expect(rows.length).toBeGreaterThan(0);
    for (const column of ['n" = 1 OR "n', 'n; DROP TABLE ledger; --', '1', "'n'", 'n) OR (TRUE']) {
      await expect(filtered({ column, kind: 'blank' })).rejects.toThrow();
      await expect(all({ sort: [{ column }] })).rejects.toThrow();
    }
    await expect(all({ table: 'ledger" WHERE FALSE --' })).rejects.toThrow();
    expect((await all({})).length).toBe(10_000);
  });
});

describe('beside everything else', () => {
  const sort = [{ column: 'name' }, { column: 'n', descending: true }];

  test('a window of a read-only transaction has the same rows, and those of its moment', async () => {
    const before = await all({ sort });
    const seen = await engine.aside(async (reader) => {
      const window = await openWindow(reader, spec({ sort }));
      const first = await window.rows(0, 5000);
      await engine.query("UPDATE ledger SET name = 'later' WHERE n < 100");
      await engine.query('DELETE FROM ledger WHERE n = 8000');
      const rest = await window.rows(5000, 20_000);
      await window.close();
      return [...first, ...rest];
    });
    expect(seen).toEqual(before);
    expect(await all({ sort })).toHaveLength(9_999);
  });

  test('in portions nothing is lost or twice, and the window is closed however it ends', async () => {
    const rows: unknown[] = [];
    for await (const portion of inPortions(await openWindow(engine, spec({ sort })), 999)) {
      expect(portion.length).toBeLessThanOrEqual(999);
      rows.push(...portion);
    }
    expect(rows).toEqual(await all({ sort }));
    for await (const _ of inPortions(await openWindow(engine, spec({ sort })), 10)) break;
    expect(await indexes()).toBe(0);
  });

  test('what is computed only to be shown can be sorted and filtered by too', async () => {
    const select = { twice: { sql: 'n * 2' }, label: { sql: "'Nr ' || n" } };
    const [row] = await all({
      select,
      sort: [{ column: 'twice', descending: true }],
      filters: [{ column: 'label', kind: 'text', op: 'equals', value: 'nr 42' }],
    });
    expect(row).toMatchObject({ n: 42, twice: 84, label: 'Nr 42' });
  });
});
