import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCorpusFile } from './run.ts';
import { certificates, line, signIns, type Table, text } from './tables.ts';

/** Records with a key that stands nowhere else, and texts that make a writer quote. */
function recordsOf(table: Table, n: number, texts: readonly string[]): string[][] {
  return Array.from({ length: n }, (_, i) =>
    table.header.map((_, column) =>
      column === 1 ? `K${String(i).padStart(3, '0')}K` : (texts[(i * 7 + column) % texts.length] ?? ''),
    ),
  );
}

const polluted = fc.record({
  table: fc.constantFrom(signIns, certificates),
  n: fc.integer({ min: 1, max: 12 }),
  texts: fc.array(fc.constantFrom('甲', '乙公司', 'a,b', '说"好"', '', '两\n行', '2024-03-05', '合计'), {
    minLength: 1,
    maxLength: 7,
  }),
  quoting: fc.constantFrom('needed' as const, 'always' as const),
  /** Where, as a share of the records' text; what goes in; how many characters go out. */
  wounds: fc.array(
    fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      put: fc.constantFrom('"', ',', '\n', '', '\\', "'"),
      take: fc.nat(1),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});

test('whatever single signs are put into or taken out of its records, a file loses none of them in silence', async () => {
  await fc.assert(
    fc.asyncProperty(polluted, async ({ table, n, texts, quoting, wounds }) => {
      const records = recordsOf(table, n, texts);
      let body = text(records, { quoting });
      for (const { at, put, take } of wounds) {
        const place = Math.floor(at * body.length);
        body = body.slice(0, place) + put + body.slice(place + take);
      }
      const keys = records.map((record) => record[1] as string).filter((key) => body.includes(key));
      const content = `${line(table.header, { quoting })}\n${body}`;
      const decision = { dataset: table.dataset, headerRow: 1 };
      const { sheets, refused } = await readCorpusFile({
        name: 'polluted.csv',
        content,
        decision,
        dialect: { delimiter: ',' },
      });
      expect(refused).toBeNull();
      const { rows, counts } = sheets[0] as (typeof sheets)[number];
      const told = [
        ...rows.map(({ cells }) => cells.join('\u0000')),
        ...[...counts.rejected, ...counts.notes].map(({ raw }) => raw),
      ];
      for (const key of keys)
        expect(
          told.some((one) => one.includes(key)),
          key,
        ).toBe(true);
    }),
    { numRuns: 1500 },
  );
});
