import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readTruth } from '../support/truth.ts';
import { readCorpusFile } from './run.ts';

const { imports } = readTruth();
const folder = join(import.meta.dirname, '../../sample-data');

test.each([...new Set(imports.map(({ file }) => file))])(
  '%s of the sample comes to its truth, and nothing in it is odd',
  async (name) => {
    const found = await readCorpusFile({ name, content: readFileSync(join(folder, name)) });
    const counted = found.sheets.map(({ sheet, recognition, rows, counts }) => {
      expect(counts.notes).toEqual([]);
      const { records, skipped } = counts;
      const dataset = recognition?.dataset.id ?? null;
      return { sheet, dataset, records, skipped, loaded: rows.length, rejected: counts.rejected.length };
    });
    expect(counted).toEqual(
      imports
        .filter(({ file }) => file === name)
        .map(({ sheet, dataset, records, skipped, loaded, rejected }) => {
          return { sheet, dataset, records, skipped, loaded, rejected };
        }),
    );
  },
);
