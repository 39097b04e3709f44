import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../../renderer/engine/engine.ts';
import { readFills, readTotals } from '../../../renderer/import/ledger.ts';
import { isReconciled, listSources, recordUnread, removeSource } from '../../../renderer/import/load.ts';
import type { RowReason } from '../../../renderer/import/read/select.ts';
import { emptyWorkspace, openTestEngine } from '../../support/engine.ts';
import { loadText } from '../../support/load.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterEach(() => emptyWorkspace(engine));
afterAll(() => engine.close());

const HEADER = '审核计划编号,组织名称,签到人,首次会议签到时间,末次会议签到时间,偏差距离';

describe('what a source says about itself', () => {
  test('how it was read, and that old sources do not know', async () => {
    const source = await loadText(engine, `${HEADER}\n1,甲,张,,,\n`, {
      candidate: {
        kind: 'text',
        dialect: { encoding: 'GB18030', delimiter: '\t', quote: '' },
        hidden: true,
        dataRow: 2,
      },
      counts: { hidden: 3, skipped: 5, blank: 2, records: 6 },
    });
    const said = {
      kind: 'text',
      delimiter: '\t',
      quote: '',
      data_row: 2,
      blank: 2,
      hidden: 3,
      hidden_sheet: true,
      fingerprint: HEADER.replaceAll(',', '\u001f'),
      signed_by: null,
    };
    expect(source).toMatchObject(said);
    expect((await listSources(engine))[0]).toMatchObject(said);
    expect(isReconciled(source)).toBe(true);
  });

  test('a refused file has its kind and nothing else', async () => {
    await recordUnread(engine, {
      file: 'a.xlsb',
      sheet: null,
      bytes: 1,
      sha256: null,
      encoding: null,
      kind: 'xlsb',
      reason: 'damaged',
    });
    expect(await listSources(engine)).toMatchObject([{ kind: 'xlsb', blank: null, fingerprint: null }]);
  });

  test('loaded rows are counted by the database, not by the reader', async () => {
    const source = await loadText(engine, `${HEADER}\n1,甲,张,,,\n2,乙,李,,,\n`, { counts: { records: 3 } });
    expect(source).toMatchObject({ records: 3, loaded: 2 });
    expect(isReconciled(source)).toBe(false);
  });
});

describe('control totals', () => {
  test('of numbers and dates, in the order of the columns', async () => {
    const source = await loadText(
      engine,
      `${HEADER}\n1,甲,张,2024-03-05 09:00,,1.5\n2,乙,李,2024-03-07 10:00:30,,2.25\n3,丙,王,2024-03-01,不详,\n4,丁,王,,,-\n`,
    );
    expect(await readTotals(engine, source.id)).toEqual([
      {
        field: 'first_at',
        filled: 3,
        blank: 1,
        min: '2024-03-01 00:00',
        max: '2024-03-07 10:00:30',
        sum: null,
      },
      { field: 'last_at', filled: 0, blank: 4, min: null, max: null, sum: null },
      { field: 'deviation_km', filled: 2, blank: 2, min: '1.5', max: '2.25', sum: 3.75 },
    ]);
  });

  test('do not depend on the order of the rows', async () => {
    const values = Array.from({ length: 2000 }, (_, i) => (i % 2 ? '1e12' : '0.1'));
    const sums = [];
    for (const [i, list] of [values, values.toReversed(), values.toSorted()].entries()) {
      const text = `${HEADER}\n${list.map((v, n) => `${n},甲,张,,,${v}`).join('\n')}\n`;
      const source = await loadText(engine, text, { name: `${i}.csv` });
      sums.push((await readTotals(engine, source.id)).at(-1)?.sum);
    }
    expect(sums).toEqual([1e15 + 100, 1e15 + 100, 1e15 + 100]);
  });

  test('stand whatever the numbers are', async () => {
    const source = await loadText(engine, `${HEADER}\n1,甲,张,,,1e308\n2,甲,张,,,1e308\n3,甲,张,,,1e999\n`);
    expect(source.loaded).toBe(3);
    expect((await readTotals(engine, source.id)).at(-1)).toMatchObject({ filled: 2, blank: 1, sum: null });
  });

  test('a sheet with neither numbers nor dates has none', async () => {
    const source = await loadText(engine, '统一社会信用代码,企业名称,登记状态\n91340100MA2XXXXX0A,甲,存续\n');
    expect(await readTotals(engine, source.id)).toEqual([]);
  });
});

const problemsOf = (source: number) =>
  engine.rows<{ row: number; header: string | null; field: string | null; raw: string; reason: string }>(
    'SELECT "row", header, field, raw, reason FROM problem WHERE source = $source ORDER BY "row", header',
    { source },
  );

describe('merged cells', () => {
  const TEXT = `${HEADER}\n1,甲,张,,,1\n,,李,,,2\n,乙,王,,,3\n ,,赵,,,4\n5,,钱,,,5\n,,孙,,,6\n`;
  const rows = () => engine.rows('SELECT _row, plan_no, org_name FROM sign_in ORDER BY _row');

  test('are filled down, only where empty, and counted', async () => {
    const source = await loadText(engine, TEXT, {
      candidate: { kind: 'xlsx' },
      counts: {
        merges: [
          { column: 0, first: 2, last: 5 },
          { column: 0, first: 6, last: 7 },
          { column: 1, first: 2, last: 5 },
          { column: 40, first: 2, last: 7 },
        ],
      },
    });
    expect(await rows()).toEqual([
      { _row: 2, plan_no: '1', org_name: '甲' },
      { _row: 3, plan_no: '1', org_name: '甲' },
      { _row: 4, plan_no: '1', org_name: '乙' },
      { _row: 5, plan_no: '1', org_name: '甲' },
      { _row: 6, plan_no: '5', org_name: null },
      { _row: 7, plan_no: '5', org_name: null },
    ]);
    expect(await readFills(engine, source.id)).toEqual([
      { field: 'org_name', cells: 2 },
      { field: 'plan_no', cells: 4 },
    ]);
    expect(source).toMatchObject({ records: 6, loaded: 6 });
  });

  test('that begin in the header or above, or have an empty top, fill nothing', async () => {
    const source = await loadText(engine, TEXT, {
      candidate: { kind: 'xlsx' },
      counts: {
        merges: [
          { column: 0, first: 1, last: 7 },
          { column: 1, first: 3, last: 3 },
          { column: 1, first: 6, last: 7 },
          { column: 3, first: 2, last: 7 },
        ],
      },
    });
    expect((await rows())[1]).toEqual({ _row: 3, plan_no: null, org_name: null });
    expect(await readFills(engine, source.id)).toEqual([]);
  });
});

describe('what is said of whole records and of cells', () => {
  test('row notes are kept with their reason', async () => {
    const note = (row: number, reason: RowReason, raw: string) => ({ row, reason, raw });
    const source = await loadText(engine, `${HEADER}\n1,甲,张,,,\n`, {
      counts: {
        records: 4,
        skipped: 2,
        rejected: [note(9, 'too-many-cells', `a,"b ""x""",'; DROP TABLE source; --`)],
        notes: [note(3, 'total-line', '合计,1\n,'), note(2, 'bad-characters', '1,\ufffd\0,')],
      },
    });
    expect(await problemsOf(source.id)).toEqual([
      { row: 2, header: null, field: null, raw: '1,\ufffd,', reason: 'bad-characters' },
      { row: 3, header: null, field: null, raw: '合计,1\n,', reason: 'total-line' },
      {
        row: 9,
        header: null,
        field: null,
        raw: `a,"b ""x""",'; DROP TABLE source; --`,
        reason: 'too-many-cells',
      },
    ]);
    expect(source).toMatchObject({ records: 4, loaded: 1, rejected: 1, skipped: 2, problems: 0 });
  });

  test('a hundred thousand notes are no hundred thousand statements', async () => {
    const notes = Array.from({ length: 100_000 }, (_, i) => ({
      row: i + 3,
      raw: `第${i}行，共 100000 行`,
      reason: 'footnote' as const,
    }));
    const source = await loadText(engine, `${HEADER}\n1,甲,张,,,\n`, {
      counts: { records: 100_001, skipped: 100_000, notes },
    });
    expect(isReconciled(source)).toBe(true);
    expect(await engine.rows('SELECT count(*) AS n, count(DISTINCT raw) AS d FROM problem')).toEqual([
      { n: 100_000, d: 100_000 },
    ]);
  }, 20_000);

  test('error cells are no values, of whatever type', async () => {
    const source = await loadText(
      engine,
      `${HEADER}\n#N/A,#REF!,#div/0!,#VALUE!,#NAME?,#NUM!\n#1,＃甲, #CALC! ,,,\n`,
    );
    expect(source.problems).toBe(7);
    const problems = await problemsOf(source.id);
    expect(problems.every((p) => p.reason === 'error-cell')).toBe(true);
    expect(problems.find((p) => p.row === 3)).toMatchObject({ field: 'signer_name', raw: ' #CALC! ' });
    expect(await engine.rows('SELECT plan_no, org_name, signer_name FROM sign_in ORDER BY _row')).toEqual([
      { plan_no: null, org_name: null, signer_name: null },
      { plan_no: '#1', org_name: '＃甲', signer_name: null },
    ]);
  });
});

test('removing a source leaves nothing of it in the books', async () => {
  const source = await loadText(engine, `${HEADER}\n1,甲,张,,不详,1\n,,李,,,2\n`, {
    candidate: { kind: 'xlsx' },
    counts: { merges: [{ column: 0, first: 2, last: 3 }] },
  });
  // A sheet with merged cells is read twice, and told about once.
  expect(source).toMatchObject({ loaded: 2, problems: 1 });
  await loadText(engine, `${HEADER}\n1,甲,张,,,9\n`, { name: 'b.csv', replace: [source.id] });
  await removeSource(engine, { id: 2, dataset: 'sign_in' });
  for (const table of [
    'source',
    'sign_in',
    'problem',
    'source_field',
    'source_total',
    'source_fill',
    'source_against',
    'source_change',
  ])
    expect([table, await engine.rows(`SELECT count(*) AS n FROM ${table}`)]).toEqual([table, [{ n: 0 }]]);
});
