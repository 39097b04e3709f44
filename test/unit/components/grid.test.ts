import type { IGetRowsParams } from 'ag-grid-community';
import { describe, expect, test, vi } from 'vitest';
import { cellText, cellValue, columnDefs } from '../../../renderer/components/grid/columns.ts';
import { gridDatasource } from '../../../renderer/components/grid/datasource.ts';
import { columnFilters } from '../../../renderer/components/grid/filters.ts';
import { tsv, tsvCell } from '../../../renderer/components/grid/tsv.ts';
import type { GridColumn, GridSource, GridState } from '../../../renderer/components/grid/types.ts';
import type { RowWindow } from '../../../renderer/engine/window.ts';

describe('filters', () => {
  test.each([
    [
      { filterType: 'text', type: 'contains', filter: 'a' },
      { kind: 'text', op: 'contains', value: 'a' },
    ],
    [
      { filterType: 'text', type: 'startsWith', filter: 'a' },
      { kind: 'text', op: 'starts', value: 'a' },
    ],
    [{ filterType: 'text', type: 'blank' }, { kind: 'blank' }],
    [
      { filterType: 'number', type: 'equals', filter: 0 },
      { kind: 'number', op: '=', value: 0 },
    ],
    [
      { filterType: 'number', type: 'inRange', filter: 1, filterTo: 2 },
      { kind: 'number', op: 'between', from: 1, to: 2 },
    ],
    [
      { filterType: 'date', type: 'lessThan', dateFrom: '2024-03-05 00:00:00' },
      { kind: 'date', op: '<', value: '2024-03-05' },
    ],
    [
      { filterType: 'date', type: 'inRange', dateFrom: '2024-03-05 00:00:00', dateTo: '2024-03-07 00:00:00' },
      { kind: 'date', op: 'between', from: '2024-03-05', to: '2024-03-07' },
    ],
    [
      { filterType: 'values', values: ['x', null] },
      { kind: 'values', values: ['x', null] },
    ],
  ])('%j', (model, expected) => {
    expect(columnFilters({ c: model })).toEqual([{ column: 'c', ...expected }]);
  });

  test.each([
    { filterType: 'text', type: 'contains', filter: '' },
    { filterType: 'text', type: 'toString', filter: 'a' },
    { filterType: 'number', type: 'inRange', filter: 1, filterTo: null },
    { filterType: 'number', type: 'equals', filter: null },
    { filterType: 'date', type: 'equals', dateFrom: null },
    { filterType: 'other', type: 'equals', filter: 'a' },
  ])('%j is not a condition yet', (model) => {
    expect(columnFilters({ c: model })).toEqual([]);
  });
});

describe('columns', () => {
  interface Row {
    readonly level: string;
    readonly n: number | null;
  }
  const level: GridColumn<Row> = {
    field: 'level',
    header: '严重',
    type: 'text',
    values: [{ value: 'high', label: '高' }],
  };
  const n: GridColumn<Row> = { field: 'n', header: '数', type: 'number' };

  test('numbers are shown with separators and copied without', () => {
    expect(cellText(n, { level: '', n: 1_204_551 })).toBe('1,204,551');
    expect(cellValue(n, { level: '', n: 1_204_551 })).toBe(1_204_551);
    expect(cellText(n, { level: '', n: null })).toBe('');
  });

  test('listed values are shown and copied by their words', () => {
    expect(cellText(level, { level: 'high', n: 1 })).toBe('高');
    expect(cellValue(level, { level: 'high', n: 1 })).toBe('高');
    expect(cellText(level, { level: 'other', n: 1 })).toBe('other');
  });

  test('a width wins over a share of the rest', () => {
    const [fixed, share, both] = columnDefs<Row>([
      { ...level, width: 80 },
      level,
      { ...level, width: 80, flex: 2 },
    ]);
    expect(fixed).toMatchObject({ width: 80 });
    expect(fixed).not.toHaveProperty('flex');
    expect(share).toMatchObject({ flex: 1 });
    expect(both).toMatchObject({ flex: 2, minWidth: 80 });
  });
});

describe('copying', () => {
  test('headers, tabs and line ends as a spreadsheet takes them', () => {
    expect(
      tsv(
        ['a', 'b'],
        [
          ['x', 1],
          [null, 'y'],
        ],
      ),
    ).toBe('a\tb\r\nx\t1\r\n\ty');
    expect(tsvCell('a\tb\r\nc')).toBe('a b c');
  });

  test.each(['=1+1', '+86', '-5', '@SUM(A1)', '\t=1', '\r=1', '＝1'])(
    '%j is no formula when pasted',
    (text) => {
      expect(tsvCell(text).startsWith("'")).toBe(true);
    },
  );

  test('numbers stay numbers', () => {
    expect(tsvCell(-5)).toBe('-5');
    expect(tsvCell(12345678901234567890n)).toBe('12345678901234567890');
  });
});

describe('datasource', () => {
  type Window = RowWindow & { closed: boolean };
  function fakeSource(count: number) {
    const opened: { window: Window; sort: unknown; filters: unknown; signal: AbortSignal }[] = [];
    const source: GridSource = {
      async open(sort, filters, signal) {
        const window: Window = {
          count,
          closed: false,
          async rows<T>(start: number, end: number) {
            if (window.closed) throw new Error('closed');
            return Array.from({ length: end - start }, (_, i) => ({ n: start + i })) as T[];
          },
          async close() {
            window.closed = true;
          },
        };
        opened.push({ window, sort, filters, signal });
        return window;
      },
    };
    return { source, opened };
  }

  function ask(datasource: ReturnType<typeof gridDatasource>, part: Partial<IGetRowsParams> = {}) {
    const success = vi.fn();
    const fail = vi.fn();
    const done = new Promise<void>((resolve) => {
      datasource.getRows({
        startRow: 0,
        endRow: 200,
        sortModel: [],
        filterModel: {},
        successCallback: (...args) => resolve(success(...args)),
        failCallback: () => resolve(fail()),
        ...part,
      } as IGetRowsParams);
    });
    return { success, fail, done };
  }
  const settle = () => new Promise((resolve) => setTimeout(resolve, 5));
  const byN = { sortModel: [{ colId: 'n', sort: 'desc' as const }] };

  test('blocks of one order share a window and know the last row', async () => {
    const { source, opened } = fakeSource(250);
    const states: GridState[] = [];
    const datasource = gridDatasource(
      source,
      () => undefined,
      (s) => states.push(s),
    );
    const first = ask(datasource);
    const second = ask(datasource, { startRow: 200, endRow: 400 });
    await Promise.all([first.done, second.done]);
    expect(opened).toHaveLength(1);
    expect(first.success.mock.calls[0]?.[0]).toHaveLength(200);
    expect(first.success.mock.calls[0]?.[1]).toBe(250);
    expect(second.success.mock.calls[0]?.[0]).toHaveLength(50);
    expect(states).toEqual([{ phase: 'opening' }, { phase: 'ready', count: 250, filtered: false }]);
    expect(first.fail).not.toHaveBeenCalled();
  });

  test('another order closes the window before, and its late request fails once and quietly', async () => {
    const { source, opened } = fakeSource(10);
    const states: GridState[] = [];
    const datasource = gridDatasource(
      source,
      (f) => (f === 'n' ? 'rank' : undefined),
      (s) => states.push(s),
    );
    const late = ask(datasource);
    const next = ask(datasource, byN);
    await Promise.all([late.done, next.done]);
    await settle();
    expect(late.fail).toHaveBeenCalledTimes(1);
    expect(late.success).not.toHaveBeenCalled();
    expect(next.success).toHaveBeenCalledTimes(1);
    expect(opened[0]?.signal.aborted).toBe(true);
    expect(opened[0]?.window.closed).toBe(true);
    expect(opened[1]?.sort).toEqual([{ column: 'rank', descending: true }]);
    expect(states.filter((s) => s.phase === 'failed')).toEqual([]);
  });

  test('a failure is told, and the next request tries again', async () => {
    let broken = true;
    const { source } = fakeSource(3);
    const states: GridState[] = [];
    const datasource = gridDatasource(
      {
        open: (...args) => {
          if (broken) throw new Error('no such column');
          return source.open(...args);
        },
      },
      () => undefined,
      (s) => states.push(s),
    );
    const first = ask(datasource);
    await first.done;
    expect(first.fail).toHaveBeenCalledTimes(1);
    expect(states.at(-1)).toEqual({ phase: 'failed', message: 'no such column' });
    broken = false;
    const second = ask(datasource);
    await second.done;
    expect(second.success).toHaveBeenCalledTimes(1);
    expect(states.at(-1)).toMatchObject({ phase: 'ready', count: 3 });
  });

  test('forgetting reads anew; destroying closes', async () => {
    const { source, opened } = fakeSource(3);
    const datasource = gridDatasource(
      source,
      () => undefined,
      () => undefined,
    );
    await ask(datasource).done;
    datasource.forget();
    await ask(datasource).done;
    expect(opened).toHaveLength(2);
    datasource.destroy();
    await settle();
    expect(opened.map((o) => o.window.closed)).toEqual([true, true]);
  });
});
