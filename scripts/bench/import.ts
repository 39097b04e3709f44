import { spawnSync } from 'node:child_process';
import { mkdtempSync, openAsBlob, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from '../../renderer/engine/engine.ts';
import { inspectFile } from '../../renderer/import/inspect.ts';
import { loadSheet } from '../../renderer/import/load.ts';
import { ident } from '../../shared/sql/quote.ts';
import { writeXlsx } from '../../shared/xlsx/writer.ts';
import { openTestEngine } from '../../test/support/engine.ts';
import { directReader } from '../../test/support/reader.ts';

export const HEADERS = [
  '认证机构批准号',
  '认证机构名称',
  '认证证书号',
  '组织名称',
  '组织机构代码',
  '行政区划',
  '注册地址',
  '体系人数',
  '初次获证日期',
  '认证项目代码',
  '认证依据',
  '认证范围',
  '审核开始日期',
  '审核结束日期',
  '审核人日数',
  '认证决定日期',
  '颁证日期',
  '证书截止日期',
];
const ROUNDS = 3;

const day = (n: number) => new Date(Date.UTC(2020, 0, 1 + (n % 2000))).toISOString().slice(0, 10);

/** Certificates that look like real ones: 18 columns, long names, dates, an identifier of 18 characters. */
export function* rows(count: number): Generator<string[]> {
  for (let i = 0; i < count; i++) {
    yield [
      `CNCA-R-2003-9${String(i % 100).padStart(3, '0')}`,
      `岚州第${i % 100}认证服务有限公司`,
      `9${String(i % 100).padStart(3, '0')}24Q${String(i).padStart(6, '0')}R0M`,
      `岚州${i}号精密机械制造股份有限公司`,
      `91690402W${String(i).padStart(8, '0')}C`,
      '690402',
      `岚州省栖梧市工业园区第${i % 1000}路${i % 90}号`,
      String(10 + (i % 500)),
      day(i),
      ['A01', 'A02', 'A03'][i % 3] ?? '',
      'GB/T 19001-2016/ISO 9001:2015',
      '精密机械零件的设计、加工和服务',
      day(i + 20),
      day(i + 22),
      String(2 + (i % 20) / 2),
      day(i + 40),
      day(i + 45),
      day(i + 45 + 1094),
    ];
  }
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
const median = (times: number[]) => times.sort((a, b) => a - b)[times.length >> 1] ?? 0;

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
  await engine.query(`DELETE FROM ${ident(candidate.recognition.dataset.id)}`);
  await engine.query('DELETE FROM source');
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
    const xlsx = join(folder, 'certificates.xlsx');
    const text = [HEADERS, ...rows(n)].map((row) => row.join(',')).join('\n');
    writeFileSync(csv, `${text}\n`);
    const columns = HEADERS.map((header) => ({ header, type: 'text' as const }));
    writeFileSync(xlsx, writeXlsx([{ name: '证书信息表', columns, rows: rows(n) }]));

    const engine = await openTestEngine();
    const bytes = new TextEncoder().encode(text);
    const bare = () => readCsv(engine, bytes);
    const times = {
      csv: [] as number[],
      bare: [] as number[],
      xlsx: [] as number[],
      openpyxl: [] as number[],
    };
    for (let round = 0; round < ROUNDS; round++) {
      times.bare.push(await timed(bare));
      times.csv.push(await timed(() => importIn(engine, csv)));
      times.xlsx.push(await timed(() => importIn(engine, xlsx)));
      times.openpyxl.push(openpyxl(xlsx, n));
    }
    await engine.close();

    const [csvTime, bareTime, xlsxTime, openpyxlTime] = [
      median(times.csv),
      median(times.bare),
      median(times.xlsx),
      median(times.openpyxl),
    ];
    console.log(`${n} rows × ${HEADERS.length} columns, median of ${ROUNDS}`);
    console.log(`CSV, ${Math.round(bytes.length / 1e6)} MB`);
    console.log(`  our import            ${seconds(csvTime)}`);
    console.log(`  bare read_csv         ${seconds(bareTime)}   ours / bare = ${ratio(csvTime, bareTime)}`);
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
