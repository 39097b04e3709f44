import { spawnSync } from 'node:child_process';
import { mkdtempSync, openAsBlob, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from '../../renderer/engine/engine.ts';
import { inspectFile } from '../../renderer/import/inspect.ts';
import { loadSheet, removeSource } from '../../renderer/import/load.ts';
import { writeXlsx } from '../../shared/xlsx/writer.ts';
import { openTestEngine } from '../../test/support/engine.ts';
import { directReader } from '../../test/support/reader.ts';
import { gb18030 } from '../sample-data/files/gb18030.ts';
import { CERTIFICATE, certificate } from './country/files.ts';
import { median } from './figures.ts';

const ROUNDS = 3;

/** Certificates that look like real ones: 18 columns, long names, dates, an identifier of 18 characters. */
function* rows(count: number): Generator<string[]> {
  for (let i = 0; i < count; i++) yield certificate(i, count);
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** The whole import, as the program does it: look, recognise, read, load, type, book. */
async function importIn(engine: Engine, path: string): Promise<void> {
  const reader = directReader();
  // A Blob of a file on disk has no name; a File of the page has.
  const file = Object.assign(await openAsBlob(path), { name: path }) as File;
  const [candidate] = await inspectFile(reader, file);
  if (!candidate?.recognition) throw new Error(`${path}: ${candidate?.reason}`);
  const source = await loadSheet(engine, reader, { ...candidate, recognition: candidate.recognition });
  await removeSource(engine, source);
  if (source.loaded !== source.records) throw new Error(`${path}: ${source.loaded} of ${source.records}`);
}

/**
 * Our import beside others, in one run on one machine; the ratios are what counts.
 * @param args number of rows, 300,000 unless told
 */
export async function run([count = '300000']: string[]): Promise<void> {
  const n = Number(count);
  const folder = mkdtempSync(join(tmpdir(), 'certscope-bench-'));
  try {
    const csv = join(folder, 'certificates.csv');
    const chinese = join(folder, 'certificates-gb18030.csv');
    const xlsx = join(folder, 'certificates.xlsx');
    const text = [CERTIFICATE, ...rows(n)].map((row) => row.join(',')).join('\n');
    writeFileSync(csv, `${text}\n`);
    writeFileSync(chinese, gb18030(`${text}\n`));
    const columns = CERTIFICATE.map((header) => ({ header, type: 'text' as const }));
    writeFileSync(xlsx, writeXlsx([{ name: '证书信息表', columns, rows: rows(n) }]));

    const engine = await openTestEngine();
    const bytes = new TextEncoder().encode(text);
    const bare = () => readCsv(engine, bytes);
    const times = {
      csv: [] as number[],
      gb18030: [] as number[],
      bare: [] as number[],
      xlsx: [] as number[],
      openpyxl: [] as number[],
    };
    for (let round = 0; round < ROUNDS; round++) {
      times.bare.push(await timed(bare));
      times.csv.push(await timed(() => importIn(engine, csv)));
      times.gb18030.push(await timed(() => importIn(engine, chinese)));
      times.xlsx.push(await timed(() => importIn(engine, xlsx)));
      times.openpyxl.push(openpyxl(xlsx, n));
    }
    await engine.close();

    const [csvTime, gbTime, bareTime, xlsxTime, openpyxlTime] = [
      median(times.csv),
      median(times.gb18030),
      median(times.bare),
      median(times.xlsx),
      median(times.openpyxl),
    ];
    console.log(`${n} rows × ${CERTIFICATE.length} columns, median of ${ROUNDS}`);
    console.log(`CSV, ${Math.round(bytes.length / 1e6)} MB`);
    console.log(`  our import            ${seconds(csvTime)}`);
    console.log(`  bare read_csv         ${seconds(bareTime)}   ours / bare = ${ratio(csvTime, bareTime)}`);
    console.log(`  the same in GB18030   ${seconds(gbTime)}   GB18030 / UTF-8 = ${ratio(gbTime, csvTime)}`);
    console.log('XLSX');
    console.log(`  our import            ${seconds(xlsxTime)}`);
    console.log(
      `  openpyxl, read-only   ${seconds(openpyxlTime)}   ours / openpyxl = ${ratio(xlsxTime, openpyxlTime)}`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const ratio = (a: number, b: number) => (a / b).toFixed(2);

/** The same bytes into a table of text, by DuckDB alone. */
async function readCsv(engine: Engine, bytes: Uint8Array): Promise<void> {
  await engine.putFile('chunk.csv', bytes);
  await engine.query(
    "CREATE OR REPLACE TEMP TABLE bare AS SELECT * FROM read_csv('chunk.csv', all_varchar=true, header=true)",
  );
  await engine.query('DROP TABLE bare');
  await engine.dropFile('chunk.csv');
}

/** Every cell of the sheet, by openpyxl in its fastest mode. */
function openpyxl(path: string, count: number): number {
  const script = `
import sys, time
from openpyxl import load_workbook
started = time.perf_counter()
book = load_workbook(sys.argv[1], read_only=True)
n = sum(1 for row in book.worksheets[0].iter_rows(values_only=True))
print(n - 1, (time.perf_counter() - started) * 1000)
`;
  const { stdout, stderr } = spawnSync('/usr/bin/python3', ['-c', script, path], { encoding: 'utf8' });
  const [rowsRead = 0, ms = 0] = stdout.trim().split(' ').map(Number);
  if (rowsRead !== count) throw new Error(`openpyxl read ${rowsRead} rows. ${stderr}`);
  return ms;
}
