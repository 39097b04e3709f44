import { describe, expect, test } from 'vitest';
import { mapColumns, normaliseHeader, recognise } from '../../../renderer/import/recognise.ts';
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
  });

  test('of two headers for one field the better known wins and the other stays unused', () => {
    const found = mapColumns(dataset('certificate'), ['发证日期', '颁证日期']);
    expect(found).toEqual([{ field: 'issue_date', header: '颁证日期', position: 1 }]);
  });
});

describe('recognition', () => {
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
