import { describe, expect, test } from 'vitest';
import {
  headerFingerprint,
  mapColumns,
  normaliseHeader,
  recognise,
  recogniseAs,
} from '../../../renderer/import/recognise.ts';
import { dataset, datasets } from '../../../shared/datasets/index.ts';

const row = (n: number, ...cells: (string | null)[]) => ({ row: n, cells });

describe('headers', () => {
  test.each([
    ['38.认证决定日期', '认证决定日期'],
    ['1、认证机构批准号', '认证机构批准号'],
    [' 证书 编号\n*', '证书编号'],
    ['首次签到时间：', '首次签到时间'],
    ['ＺＯＳＣＩＤ', 'ZOSCID'],
    ['偏差距离（公里）', '偏差距离(公里)'],
    ['（38）认证决定日期', '认证决定日期'],
    ['③ 认证决定日期', '认证决定日期'],
    ['*1．证书编号＊', '证书编号'],
    ['3C证书编号', '3C证书编号'],
    ['_row', '_ROW'],
  ])('%j reads as %j', (header, expected) => {
    expect(normaliseHeader(header)).toBe(expected);
  });

  test('every declared spelling leads to its own field', () => {
    for (const d of datasets) {
      for (const f of d.fields) {
        for (const header of [f.zh, f.id, ...(f.headers ?? [])]) {
          expect(
            mapColumns(d, [header]).map((c) => c.field),
            `${d.id} ${header}`,
          ).toHaveLength(1);
        }
      }
    }
  });

  test('no two fields of a dataset claim the same main title', () => {
    for (const d of datasets) {
      const titles = d.fields.map((f) => normaliseHeader(f.zh));
      expect(new Set(titles).size, d.id).toBe(titles.length);
    }
  });

  test('a remark in brackets is no part of the name, a unit of length is', () => {
    const signIn = dataset('sign_in');
    expect(mapColumns(signIn, ['首次会议签到时间(必填)'])).toMatchObject([{ field: 'first_at' }]);
    expect(mapColumns(signIn, ['偏差距离（公里）'])).toMatchObject([{ field: 'deviation_km' }]);
    expect(mapColumns(signIn, ['偏差距离（米）'])).toEqual([]);
    expect(mapColumns(signIn, ['偏差距离【单位见说明】'])).toMatchObject([{ field: 'deviation_km' }]);
  });

  test('of two headers for one field the better known wins and the other stays unused', () => {
    const found = mapColumns(dataset('certificate'), ['发证日期', '颁证日期']);
    expect(found).toEqual([{ field: 'issue_date', header: '颁证日期', position: 1 }]);
  });
});

describe('recognition', () => {
  test.each(datasets.map((d) => d.id))('a header of all titles of %s is of no other dataset', (id) => {
    const { fields } = dataset(id);
    expect(recognise([row(1, ...fields.map((f) => f.zh))])?.dataset.id).toBe(id);
    expect(recognise([row(1, ...fields.map((f) => f.headers?.[0] ?? f.zh))])?.dataset.id).toBe(id);
    const inEnglish = recognise([row(1, ...fields.map((f) => f.en))]);
    // Only audit-time tables leave the program with English titles to come back.
    expect(inEnglish?.dataset.id).toBe(id === 'audit_time' ? id : undefined);
  });

  test('a header below title lines', () => {
    const found = recognise([
      row(1, '岚州省认证机构名录'),
      row(2),
      row(3, '序号', '机构批准号', '机构名称', '机构状态', null),
      row(4, '1', 'CNCA-R-2003-9001', '甲', '有效'),
    ]);
    expect(found).toMatchObject({
      dataset: { id: 'certification_body' },
      headerRow: 3,
      width: 4,
      unmapped: ['序号'],
      confidence: 0.75,
    });
  });

  test.each([
    [
      'certificate',
      [
        '1.认证机构批准号',
        '20.认证证书号',
        '39.颁证日期',
        '40.证书截止日期',
        '38.认证决定日期',
        '认证项目代码',
        '审核人日数',
        '审核开始日期',
      ],
    ],
    [
      'audit_plan',
      [
        '审核计划编号',
        '组织机构代码',
        '组织名称',
        '认证项目代码',
        '审核开始日期',
        '审核结束日期',
        '审核方式',
      ],
    ],
    [
      'audit_team',
      [
        '认证机构批准号',
        '认证证书号',
        '认证审核阶段代码',
        '审核开始时间',
        '审核结束时间',
        '审核员姓名',
        '证件号码',
        '组内身份',
      ],
    ],
    ['sign_in', ['审核计划编号', '组织名称', '签到人', '首次会议签到时间', '末次会议签到时间', '偏差距离']],
    ['organisation', ['统一社会信用代码', '企业名称', '登记状态', '成立日期']],
  ])('%s', (id, headers) => {
    expect(recognise([row(1, ...headers)])?.dataset.id).toBe(id);
  });

  test.each([[['姓名', '电话']], [['证书编号']], [['日期', '金额']]])('%j is nothing known', (headers) => {
    expect(recognise([row(1, ...headers)])).toBeNull();
  });

  test('no rows are nothing', () => {
    expect(recognise([])).toBeNull();
  });
});

/** What was read as the header of each field. */
const readAs = (found: ReturnType<typeof recognise>) =>
  Object.fromEntries(found?.columns.map((c) => [c.field, c.header]) ?? []);

describe('headers of several rows', () => {
  const TOP = ['审核计划编号', '组织名称', '首次会议', null, '末次会议', null, '偏差距离(公里)'];
  const BOTTOM = [null, null, '签到时间', '签到位置', '签到时间', '签到位置', null];
  const DATA = ['007', '甲公司', '2024-03-05 09:00', '东路1号', '2024-03-06 16:00', '东路1号', '0.1'];

  test('groups merged over columns, others merged downwards', () => {
    const found = recognise([row(1, '签到情况一览表'), row(2, ...TOP), row(3, ...BOTTOM), row(4, ...DATA)]);
    expect(found).toMatchObject({
      dataset: { id: 'sign_in' },
      headerRow: 3,
      header: BOTTOM,
      width: 7,
      unmapped: [],
      confidence: 1,
    });
    expect(readAs(found)).toEqual({
      plan_no: '审核计划编号',
      org_name: '组织名称',
      first_at: '首次会议 / 签到时间',
      first_place: '首次会议 / 签到位置',
      last_at: '末次会议 / 签到时间',
      last_place: '末次会议 / 签到位置',
      deviation_km: '偏差距离(公里)',
    });
  });

  test('a title merged downwards does not reach over to a column that has none', () => {
    const found = recognise([
      row(1, '证书编号', '证书', null, '颁证日期', null),
      row(2, null, '状态', '到期日期', null, '认证依据'),
    ]);
    expect(readAs(found)).toEqual({
      cert_no: '证书编号',
      status: '证书 / 状态',
      expiry_date: '证书 / 到期日期',
      issue_date: '颁证日期',
      basis: '认证依据',
    });
  });

  test('three rows', () => {
    const found = recognise([
      row(5, '1.证书编号', '2.认证信息', null, null, '认证依据'),
      row(6, null, '审核', null, '决定', null),
      row(7, null, '开始日期', '结束日期', '颁证日期', null),
      row(8, 'A1', '2024-01-01', '2024-01-02', '2024-01-05', 'GB/T 19001'),
    ]);
    expect(found?.headerRow).toBe(7);
    expect(readAs(found)).toEqual({
      cert_no: '1.证书编号',
      audit_start: '2.认证信息 / 审核 / 开始日期',
      audit_end: '2.认证信息 / 审核 / 结束日期',
      issue_date: '2.认证信息 / 决定 / 颁证日期',
      basis: '认证依据',
    });
  });

  test('a blank row between makes two of it', () => {
    expect(recognise([row(1, ...TOP), row(3, ...BOTTOM)])?.headerRow).not.toBe(3);
  });

  test("line breaks in a text file's header do not", () => {
    const top = TOP.map((title) => title?.replace('会议', '\n会议') ?? null);
    expect(recognise([row(1, ...top), row(4, ...BOTTOM)])?.headerRow).toBe(4);
  });

  test('one row that says as much is enough; its first record stays a record', () => {
    const header = ['审核计划编号', '组织名称', '首次会议签到时间', '末次会议签到时间', '备注'];
    expect(recognise([row(1, '签到'), row(2, ...header), row(3, ...DATA)])).toMatchObject({
      headerRow: 2,
      header,
    });
    // Nearly empty, and its word a header elsewhere.
    const first = [null, null, null, null, '偏差距离'];
    expect(recognise([row(1, ...header), row(2, '8', '偏差距离')])).toMatchObject({ headerRow: 1 });
    expect(recognise([row(1, ...header), row(2, ...first)])?.columns.length).toBeGreaterThanOrEqual(4);
  });
});

describe('where the header is', () => {
  test('data from C8 on, below title lines', () => {
    const found = recognise([
      row(1, '证书信息表'),
      row(3, '填报单位：', '岚州认证'),
      row(7, null, null, '1.证书编号*', ' 颁证\n日期 ', '认证依据（标准）'),
      row(8, null, null, 'A1', '20240105', 'GB/T 19001'),
    ]);
    expect(found).toMatchObject({ headerRow: 7, width: 5, confidence: 0.8 });
    expect(found?.columns.map((c) => c.position)).toEqual([2, 3, 4]);
  });

  test('the first table of a sheet, not the one with more columns below it', () => {
    const found = recognise([
      row(1, '审核计划编号', '签到时间', '组织名称'),
      row(2, '007', '2024-03-05 09:00', '甲'),
      row(4, '证书编号', '颁证日期', '到期日期', '认证依据', '组织名称', '认证范围'),
    ]);
    expect(found).toMatchObject({ dataset: { id: 'sign_in' }, headerRow: 1 });
  });

  test.each<[string, (string | null)[][]]>([
    [
      'a list of fields',
      [
        ['源字段', '目标字段'],
        ['审核计划编号', '签到时间'],
      ],
    ],
    [
      'findings about fields',
      [
        ['编号', '时间', '字段一', '字段二', '字段三'],
        ['20240001', '2024-01-05', '证书编号', '颁证日期', '认证依据'],
      ],
    ],
  ])('no record is a header, though it holds words of one: %s', (_, table) => {
    expect(recognise(table.map((cells, i) => row(i + 1, ...cells)))).toBeNull();
  });

  test('a header with months for columns is one', () => {
    const months = ['2024-01', '2024-02', '202403', '2024.04'];
    expect(
      recognise([row(1, '签到', '2024'), row(3, '审核计划编号', '签到时间', '组织名称', ...months)]),
    ).toMatchObject({ headerRow: 3, unmapped: months });
  });

  test('a record below a header is none of another dataset', () => {
    const words = ['认证证书号', '颁证日期', '证书截止日期', '认证依据', '证书状态', '证书覆盖范围'];
    const found = recognise([
      row(1, '审核计划编号', '组织名称', '首次会议签到时间', '异常类型', '异常说明', '审核方式'),
      row(2, ...words),
      row(3, ...words),
    ]);
    expect(found).toMatchObject({ dataset: { id: 'sign_in' }, headerRow: 1 });
  });
});

describe('confidence', () => {
  test('is whole only with every key and every group of the signature', () => {
    const whole = ['认证机构批准号', '证书编号', '颁证日期', '认证依据'];
    expect(recognise([row(1, ...whole)])?.confidence).toBe(1);
    expect(recognise([row(1, ...whole.slice(1))])?.confidence).toBe(0.8);
  });
});

describe('as the analyst says', () => {
  const head = [row(1, '名单'), row(2, '证书编号', '企业名称', '备注'), row(3, 'A1', '甲', '无')];

  test('without a word of theirs it is what is recognised', () => {
    const known = [row(1, '审核计划编号', '签到时间')];
    expect(recogniseAs(known, {})).toEqual(recognise(known));
    expect(recogniseAs(head, {})).toBeNull();
  });

  test('a dataset without its signature, with the header that fits it best', () => {
    expect(recogniseAs(head, { dataset: 'certificate' })).toMatchObject({
      dataset: { id: 'certificate' },
      headerRow: 2,
      width: 3,
      columns: [{ field: 'cert_no' }, { field: 'org_name' }],
      unmapped: ['备注'],
      confidence: 0.4,
    });
    expect(recogniseAs([row(1, '甲', '乙')], { dataset: 'certificate' })).toBeNull();
  });

  test('a dataset whose table has a longer one below it', () => {
    const short = row(1, '审核计划编号', '签到时间');
    const longer = row(3, '审核计划编号', '签到时间', '组织名称', '签到人');
    const found = recogniseAs([short, row(2, 'R1', '2024-03-05'), longer], { dataset: 'sign_in' });
    expect(found?.headerRow).toBe(1);
  });

  test('a header row: the dataset that it fits best', () => {
    expect(recogniseAs(head, { headerRow: 2 })).toMatchObject({ headerRow: 2, columns: [{}, {}] });
    const plans = row(4, '审核计划编号', '组织名称', '审核开始日期');
    expect(recogniseAs([...head, plans], { headerRow: 4 })?.dataset.id).toBe('audit_plan');
  });

  test('a header row of which nothing is known is one all the same', () => {
    expect(recogniseAs(head, { headerRow: 3, dataset: 'sign_in' })).toMatchObject({
      dataset: { id: 'sign_in' },
      headerRow: 3,
      header: ['A1', '甲', '无'],
      width: 3,
      columns: [],
      unmapped: ['A1', '甲', '无'],
      confidence: 0,
    });
  });

  test.each([0, 9])('no header, or a blank one: row %d', (headerRow) => {
    expect(recogniseAs([...head, row(10, '1', '2', '3', '4')], { headerRow })).toMatchObject({
      headerRow,
      header: [],
      width: 4,
      columns: [],
    });
  });

  test('the last of several rows', () => {
    const two = [row(1, '证书编号', '审核', null), row(2, null, '开始日期', '结束日期')];
    expect(recogniseAs(two, { dataset: 'certificate', headerRow: 2 })?.columns).toHaveLength(3);
  });
});

test("the fingerprint of a header is that of next month's", () => {
  const print = headerFingerprint(['1.证书编号', ' 颁证\n日期', null, 'ＺＯＳＣＩＤ*', null, '']);
  expect(print).toBe('证书编号\u001f颁证日期\u001f\u001fZOSCID');
  expect(headerFingerprint(['12、证书编号', '颁证日期：', ' ', 'zoscid'])).toBe(print);
  expect(headerFingerprint(['颁证日期', '证书编号', null, 'zoscid'])).not.toBe(print);
});
