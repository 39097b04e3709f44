import fc from 'fast-check';
import type { Engine } from '../../../../renderer/engine/engine.ts';
import { inspectFile } from '../../../../renderer/import/inspect.ts';
import { loadSheet, removeSource } from '../../../../renderer/import/load.ts';
import type { ReaderClient } from '../../../../renderer/import/read/client.ts';
import type { TextDialect } from '../../../../renderer/import/read/types.ts';
import { directReader } from '../../../support/reader.ts';

/** The reader without plain stretches: every record is looked at. */
export function carefulReader(): ReaderClient {
  const reader = directReader();
  return { ...reader, load: (id, { types: _, ...request }, ...rest) => reader.load(id, request, ...rest) };
}

/** What a text, or its bytes, leaves in the workspace, in the order of its lines. */
export async function imported(
  engine: Engine,
  text: BlobPart,
  reader: ReaderClient,
  dialect: Partial<TextDialect> = {},
) {
  const [candidate] = await inspectFile(reader, new File([text], 'a.csv'), { dialect });
  if (!candidate?.recognition) throw new Error(`not recognised: ${candidate?.reason}`);
  const {
    ms: _,
    imported_at: __,
    id,
    ...source
  } = await loadSheet(engine, reader, {
    ...candidate,
    recognition: candidate.recognition,
  });
  const dataset = candidate.recognition.dataset.id;
  const rows = await engine.rows(
    `SELECT * EXCLUDE (_source, _id) FROM ${dataset} WHERE _source = $id ORDER BY _row`,
    { id },
  );
  const problems = await engine.rows(
    'SELECT * EXCLUDE (source) FROM problem WHERE source = $id ORDER BY "row", field, header, reason, raw',
    { id },
  );
  const totals = await engine.rows(
    'SELECT * EXCLUDE (source) FROM source_total WHERE source = $id ORDER BY field',
    {
      id,
    },
  );
  await removeSource(engine, { id, dataset });
  return { source, rows, problems, totals };
}

export const HEADER = '审核计划编号,组织名称,签到人,首次会议签到时间,末次会议签到时间,偏差距离,首次签到纬度';
const word = fc.constantFrom(
  ...'007,R0751-24-1,1E5,１２Ａ,9.2E+17,#N/A,#3楼,甲公司,乙（岚州）有限公司, 丙 ,\u3000丁,合计,合计：,总计:,共3条,注：说明,审核计划编号,\u00a0x,x\u00a0,甲\u2003,abé,é\u3000,𠮷,a𠮷,a\u200b,\ufffd,x\u0000y,Page 1,12 rows,-,/,无,NULL'.split(
    ',',
  ),
);
const moment = fc.constantFrom(
  '2024-03-05 09:00',
  '2024-03-05 09:00:30',
  '2024/3/5 9:05',
  '2024-03-05',
  '2024-02-30 10:00',
  '2024-03-05 25:00',
  '2024-1 -05 09:00',
  '待定',
  '无',
  '45356.5',
  '20240305',
);
const number = fc.constantFrom(
  '1.5',
  '3',
  '.5',
  '5.',
  '1,200.5',
  '1e3',
  '1.2.3',
  '-2',
  '１',
  '无',
  'x',
  ' 7 ',
  '0012',
);
/** As programs write it, and as they should not. */
const written = (cell: string) =>
  fc.constantFrom(
    /[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell,
    `"${cell.replaceAll('"', '""')}"`,
    cell,
    cell,
  );
const cellOf = (one: fc.Arbitrary<string>) =>
  fc
    .oneof(
      { arbitrary: one, weight: 12 },
      { arbitrary: fc.constant(''), weight: 3 },
      fc.constantFrom('a"b', 'a,b', 'a\nb', '"', '""'),
    )
    .chain(written);
const usual = fc
  .tuple(
    cellOf(word),
    cellOf(word),
    cellOf(word),
    cellOf(moment),
    cellOf(moment),
    cellOf(number),
    cellOf(number),
  )
  .map((cells) => cells.join(','));
const even = fc
  .tuple(
    fc.constantFrom('R075101-24-1', 'R075101-24-2', '8'),
    fc.constantFrom('甲公司', '乙（岚州）有限公司', ''),
    fc.constantFrom('2024-03-05 09:00', ''),
    fc.constantFrom('1.5', '', '3'),
  )
  .map(([plan, org, at, km]) => `${plan},${org},张,${at},${at},${km},`);
/** Records as programs write them, and what stands between them. */
export const line = fc.oneof(
  { arbitrary: even, weight: 6 },
  { arbitrary: usual, weight: 4 },
  fc.constantFrom(
    '',
    ',,,,,,',
    HEADER,
    '合计,,,,,3,',
    '制表人：张三',
    '8,甲',
    '8,甲,张,,,,,',
    '8,甲,张,,,,,多',
    '"8,甲',
  ),
);
