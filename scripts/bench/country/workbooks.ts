import { change, median, sum, table } from '../figures.ts';
import { type Peak, withBenchApp, withFolder } from './app.ts';
import type { Imported } from './page/workbooks.ts';
import type { PartOptions } from './part.ts';
import { type Texts, writeWorkbooks } from './workbook-files.ts';

const WORKBOOKS = 4;
/** Data rows of each at scale 1: nearly as many as a sheet holds. */
const ROWS = 1_000_000;

interface Row {
  readonly texts: Texts;
  readonly scale: number;
  readonly rows: number;
  /** Of all workbooks together. */
  readonly bytes: number;
  readonly seconds: number;
  readonly peak: Peak;
}

function measure(texts: Texts, scale: number, { rounds, page }: PartOptions): Promise<Row> {
  return withFolder(async (folder) => {
    const count = Math.ceil(ROWS * scale);
    const files = writeWorkbooks(folder, texts, WORKBOOKS, count);
    const kept: (Imported & { peak: Peak })[] = [];
    for (let i = 0; i < rounds; i++)
      kept.push(
        await withBenchApp(
          page,
          files.map((f) => f.path),
          (app) => app.watched(() => app.run('importChosen')),
        ),
      );
    const rows = WORKBOOKS * count;
    for (const { rows: found } of kept)
      if (found !== rows) throw new Error(`${found} of ${rows} rows were loaded`);
    const middle = (of: (k: (typeof kept)[number]) => number) => median(kept.map(of));
    return {
      texts,
      scale,
      rows,
      bytes: sum(files.map((f) => f.bytes)),
      seconds: middle((k) => k.seconds),
      peak: { page: middle((k) => k.peak.page), all: middle((k) => k.peak.all) },
    };
  });
}

/**
 * Four workbooks, at scale 1 of a million rows each, in one import: with texts in their cells and with shared ones. What
 * the page holds should not grow with them, but for the shared texts.
 */
export async function workbooksPart(options: PartOptions): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const head = ['texts', 'scale', 'rows', 'XLSX MB', 's', 'µs/row', 'page MB', 'change', 'app MB'];
  const cells = (r: Row) => [
    r.texts,
    String(r.scale),
    r.rows.toLocaleString('en-US'),
    (r.bytes / 1e6).toFixed(1),
    r.seconds.toFixed(1),
    ((1e6 * r.seconds) / r.rows).toFixed(1),
    r.peak.page.toFixed(0),
    change((rows.find(({ texts }) => texts === r.texts) as Row).peak.page, r.peak.page),
    r.peak.all.toFixed(0),
  ];
  for (const scale of options.scales)
    for (const texts of ['inline', 'shared'] as const) {
      rows.push(await measure(texts, scale, options));
      console.log(`${table([head, ...rows.map(cells)])}\n`);
    }
  return rows;
}
