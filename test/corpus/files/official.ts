import { writeXlsx, type XlsxSheet } from '../../../shared/xlsx/writer.ts';
import { encodeText } from '../../unit/read/support/encode-text.ts';
import type { CorpusFile } from '../corpus-file.ts';
import { text } from '../tables.ts';

/* The forms in which bodies report: the upload workbook of report.cnca.cn, and the older monthly report. */

const PLAN = [
  '认证机构号',
  '组织机构代码',
  '组织名称',
  '组织联系人',
  '组织联系电话',
  '审核类型',
  '认证项目代码',
  '审核开始日期',
  '审核结束日期',
  '行政区划',
  '详细地址',
  '审核方式',
  '审核组成员',
  '技术专家',
];
const plan = [
  'CNCA-R-2003-9001',
  '91690101MA0000001X',
  '霂川鎏金制造有限公司',
  '赵一',
  '000-1234567',
  '01',
  'A01',
  '20240305 A',
  '20240306 P',
  '690101',
  '霂川市东路1号；霂川市西路2号',
  'FS03',
  '甲一；乙二；丙三',
  '丁四',
];

const CERTIFICATE = [
  '1.认证机构批准号',
  '2.认证机构名称',
  '3.组织名称',
  '4.组织机构代码',
  '16.认证证书号',
  '17.认证项目代码',
  '18.认证依据',
  '19.业务范围代码',
  '20.证书覆盖范围',
  '31.审核开始日期',
  '32.审核截至日期',
  '33.审核人日数',
  '37.评定人员名单',
  '38.认证决定日期',
  '39.颁证日期',
  '40.证书截止日期',
  '41.证书状态',
  '50.上报类型',
];
const certificate = [
  'CNCA-R-2003-9001',
  '岚州认证有限公司',
  '霂川鎏金制造有限公司',
  '91690101MA0000001X',
  '900124Q10001R0S',
  'A01',
  'GB/T 19001-2016/ISO 9001:2015',
  '17.12.05；18.05.07',
  '注塑件的生产；合计量器具的销售',
  '20240305',
  '20240306',
  '4.5',
  '戊五；己六',
  '2024年3月20日',
  '2024-03-21',
  '2027/3/20',
  '01',
  '01',
];

const TEAM = [
  '认证机构批准号',
  '认证证书号',
  '认证审核阶段代码',
  '审核开始时间',
  '审核结束时间',
  '审核员姓名',
  '证件类型',
  '证件号码',
  '组内身份',
  '人员资格',
  '注册证书号',
  '是否具备专业能力',
  '是否专职',
  '见证标识',
];
const team = [
  'CNCA-R-2003-9001',
  '900124Q10001R0S',
  '0102',
  '20240305 A',
  '20240306 P',
  '甲一',
  '01',
  '990101199001010011',
  '01',
  '01',
  '2020-N1QMS-0000001',
  '1',
  '1',
  '02',
];

/** From C8 on, as the form has it; what stands above is the form's own text. */
const form = (name: string, header: readonly string[], rows: XlsxSheet['rows']): XlsxSheet => ({
  name,
  preamble: [[name], ['填报单位：', '岚州认证有限公司'], ['填报说明：不得修改表头，多个值以；分隔。']],
  columns: header.map((title) => ({ header: title, type: 'text' })),
  rows,
  startRow: 7,
  startColumn: 3,
});

const inC = (row: number, cells: readonly string[]) => [row, null, null, ...cells] as const;

export const upload: CorpusFile = {
  name: '信息上报模板.xlsx',
  content: writeXlsx([
    form('审核计划信息表', PLAN, [plan]),
    form('证书信息表', CERTIFICATE, [certificate]),
    form('审核结果信息表', TEAM, [team, team.with(5, '丁四').with(8, '')]),
    {
      name: '填报说明',
      columns: [],
      rows: [],
      preamble: [['一、本表于次月10日前上报。'], ['二、证书编号不得有空格。']],
    },
  ]),
  sheets: [
    {
      sheet: '审核计划信息表',
      dataset: 'audit_plan',
      headerRow: 7,
      rows: [inC(8, plan)],
      typed: [
        {
          plan_start: '2024-03-05 00:00',
          org_name: '霂川鎏金制造有限公司',
          team_members: '甲一；乙二；丙三',
          audit_mode: 'FS03',
          _row: 8,
        },
      ],
      problems: 0,
    },
    {
      sheet: '证书信息表',
      dataset: 'certificate',
      headerRow: 7,
      rows: [inC(8, certificate)],
      typed: [
        {
          cert_no: '900124Q10001R0S',
          decision_date: '2024-03-20',
          issue_date: '2024-03-21',
          expiry_date: '2027-03-20',
          mandays: 4.5,
          scope_text: '注塑件的生产；合计量器具的销售',
        },
      ],
      problems: 0,
    },
    { sheet: '审核结果信息表', dataset: 'audit_team', headerRow: 7, loaded: 2, problems: 0 },
    { sheet: '填报说明', dataset: null },
  ],
  keys: ['91690101MA0000001X', '900124Q10001R0S', '丁四'],
};

/** The 59 columns of 获证组织基本信息表; a public form, names as in its header. */
const MONTHLY: readonly string[] = [
  '认证机构批准号',
  '组织名称',
  '组织原名',
  '组织机构代码',
  '所属行业',
  '行政区划',
  '组织通讯/注册地址',
  '邮政编码',
  '联系电话',
  '联系传真',
  '联系人',
  '法定代表人',
  '经济性质',
  '注册资本',
  '上市情况',
  '总资产',
  '销售额',
  '出口额',
  '组织员工数',
  '体系相关的员工数',
  '初次获证日期',
  '认证证书号',
  '是否是子证书',
  '主认证证书号',
  '认证项目代码',
  '认证依据',
  '业务范围代码',
  '证书覆盖范围',
  '认证审核活动代码',
  '是否有多现场',
  '再认证次数',
  '监督次数',
  '认证覆盖的场所名称及地址',
  '结合审核类型',
  '审核开始日期',
  '审核截至日期',
  '审核人日数',
  '审核组长',
  '审核组成员',
  '评定人员名单',
  '颁证日期',
  '证书截止日期',
  '证书状态',
  '认可标志',
  '风险系数',
  '暂停原因',
  '暂停开始时间',
  '暂停截至时间',
  '撤销原因',
  '撤销时间',
  '证书变更类别代码',
  '变更日期',
  '是否换证',
  '换证原因',
  '换证日期',
  '实收的认证费用',
  '发票号码',
  '取数开始日期',
  '取数截止日期',
];

function monthlyRecord(n: number, values: Readonly<Record<string, string>>): string[] {
  const all: Readonly<Record<string, string>> = {
    认证机构批准号: 'CNCA-R-2003-9001',
    组织名称: `霂川第${n}制造有限公司`,
    认证证书号: `900123Q1000${n}R0S`,
    认证项目代码: 'A01',
    认证依据: 'GB/T 19001-2016',
    颁证日期: '20230105',
    取数开始日期: '20230101',
    取数截止日期: '20230131',
    ...values,
  };
  return MONTHLY.map((title) => all[title] ?? '');
}
const monthly = [
  monthlyRecord(1, {
    证书覆盖范围: '注塑件、"精密"模具的生产,销售',
    初次获证日期: '0000-00-00',
    审核人日数: '4',
  }),
  monthlyRecord(2, {
    颁证日期: '2023年1月6日',
    证书状态: '01',
    认证覆盖的场所名称及地址: '甲厂；乙厂\n（东区）',
  }),
  monthlyRecord(3, { 组织原名: '总计', 组织员工数: '１２０', 实收的认证费用: '12,000.00' }),
];

export const monthlyReport: CorpusFile = {
  name: '获证组织基本信息表.csv',
  content: encodeText(
    text([MONTHLY.map((title, i) => `${i + 1}.${title}`), ...monthly], { lineEnd: '\r\n' }),
    'GB18030',
  ),
  encoding: 'GB18030',
  sheets: [
    {
      dataset: 'certificate',
      headerRow: 1,
      loaded: 3,
      typed: [
        { cert_no: '900123Q10001R0S', first_cert_date: null, mandays: 4, issue_date: '2023-01-05', _row: 2 },
        { cert_no: '900123Q10002R0S', issue_date: '2023-01-06', _row: 3 },
        { cert_no: '900123Q10003R0S', staff_total: 120, fee: 12000, pull_end: '2023-01-31', _row: 5 },
      ],
    },
  ],
  keys: ['900123Q10001R0S', '900123Q10002R0S', '900123Q10003R0S'],
};

export const official: readonly CorpusFile[] = [upload, monthlyReport];
