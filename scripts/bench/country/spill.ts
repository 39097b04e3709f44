import { median, table } from '../figures.ts';
import { withBenchApp } from './app.ts';
import type { PartOptions } from './part.ts';

/** Rows at scale 1: the biggest table of the country. */
const ROWS = 6_400_000;
const LEAST = 500_000;
/** Enough for every row, and for a part of them; bytes that a row takes while it is sorted are some hundred. */
const MEMORY = { all: () => '2GiB', part: (rows: number) => `${Math.max(32, Math.round(rows / 25_000))}MiB` };

interface Row {
  readonly scale: number;
  readonly rows: number;
  readonly memory: string;
  readonly seconds: number;
  /** MB of the page, and of what it put on the disk while it sorted and has there still. */
  readonly page: number;
  readonly spilt: number;
  readonly left: number;
}

/** A sort that has room in memory, and beside it one that has not and goes to the disk. */
export async function spillPart({ scales, rounds, page }: PartOptions): Promise<readonly Row[]> {
  const found: Row[] = [];
  for (const scale of scales) {
    const rows = Math.max(LEAST, Math.round(ROWS * scale));
    for (const memory of [MEMORY.all(), MEMORY.part(rows)]) {
      const all: Omit<Row, 'scale' | 'rows' | 'memory'>[] = [];
      for (let i = 0; i < rounds; i++)
        all.push(
          await withBenchApp(page, [], async (app) => {
            const { seconds, spilt, left, peak } = await app.watched(() =>
              app.run('sortTexts', rows, memory),
            );
            return { seconds, page: peak.page, spilt: spilt / 1e6, left: left / 1e6 };
          }),
        );
      const of = (key: keyof (typeof all)[number]) => median(all.map((one) => one[key]));
      found.push({
        scale,
        rows,
        memory,
        seconds: of('seconds'),
        page: of('page'),
        spilt: of('spilt'),
        left: of('left'),
      });
    }
  }
  console.log(
    table([
      ['scale', 'rows', 'memory', 'seconds', 'page MB', 'spilt MB at most', 'and after'],
      ...found.map((r) => [
        String(r.scale),
        r.rows.toLocaleString('en-US'),
        r.memory,
        r.seconds.toFixed(1),
        r.page.toFixed(0),
        r.spilt.toFixed(0),
        r.left.toFixed(0),
      ]),
    ]),
  );
  return found;
}
