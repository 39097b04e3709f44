import { rules as texts } from '../../renderer/i18n/rules.ts';

export type Lang = 'zh' | 'en';

/** What a basis or a value is worth; whatever has not been read in the original stands out. */
export function status(lang: Lang, id: string): string {
  const text = texts[lang].status[id as keyof typeof texts.zh.status] ?? id;
  return id === 'verified' ? text : `**${text}**`;
}

export const severity = (lang: Lang, of: '高' | '中' | '低') => texts[lang].severity[of];
export const grade = (lang: Lang, of: 'E1' | 'E2' | 'E3') => texts[lang].grade[of];

/** Groups by the first letter of the code, in the order of the handbook. */
export const groups: Readonly<Record<string, Readonly<Record<Lang, string>>>> = {
  D: { zh: '认证决定与发证', en: 'Decision and issue' },
  T: { zh: '审核时间与审核方案', en: 'Audit time and audit programme' },
  P: { zh: '审核计划与签到', en: 'Audit plan and sign-in' },
  A: { zh: '审核人员', en: 'Auditors' },
  L: { zh: '证书的生命周期', en: 'Life of a certificate' },
  S: { zh: '资质、范围与登记', en: 'Approval, scope and registration' },
  M: { zh: '网络交易与强制性认证', en: 'Online trade and compulsory certification' },
};

const quoted = (names: readonly string[]) => names.map((n) => `“${n}”`).join(', ');

export const words = {
  zh: {
    index: '规则目录',
    regulation: '适用规定一览',
    page: {
      severity: '严重程度',
      grade: '证据等级',
      subject: '判断对象',
      id: '标识',
      version: '版本',
      logic: '判断什么',
      needs: '需要的数据',
      needsHint:
        '下列字段全部有来源时规则才运行，缺少时界面和报告会指明缺哪一项。某一行的单元格空白、又不能由其他行补足的，列为“无法判定”，不列为线索，也不算正常。',
      or: ' 或 ',
      params: '参数',
      noParams: '这条规则没有可调参数。',
      basis: '依据',
      law: '所用规定的施行日期与数值',
      lawHint:
        '按审核（或颁证）当日有效的数值判断。值为空的一行是待填的位置：原文尚未见到，在填入之前沿用此前的数值。',
      falsePositives: '容易误判的情形',
      message: '线索的写法',
      template: '写法',
      example: '例',
      keys: '同一条线索',
      keysHint:
        '下列各项相同的，在各次运行中视为同一条线索（附注、处理状态随之保留）；同一事实出现在几份导出文件中只列一条。',
      files: '文件',
      sql: '规则（SQL）',
      cases: '测试情形',
    },
    param: { name: '参数', title: '含义', default: '默认值', range: '范围' },
    basis: { text: '内容', source: '出处', status: '核实情况' },
    law: {
      parameter: '参数',
      regulation: '规定',
      scheme: '体系',
      value: '值',
      from: '自',
      to: '至',
      source: '出处',
      status: '核实情况',
      every: '全部管理体系',
      required: '要求',
      none: '待填',
    },
    note: {
      case: (names: readonly string[]) => `规则不列为线索（${names.length} 个测试情形）`,
      open: (names: readonly string[]) => `规则列为无法判定（${names.length} 个测试情形）`,
      by_hand: '**需人工核对**，规则不能排除',
    },
    from: (n: number | string) => `不小于 ${n}`,
    to: (n: number | string) => `不大于 ${n}`,
    between: (a: number, b: number) => `${a} 至 ${b}`,
    key: ['代号', '出处'],
    names: '、',
    colon: '：',
    semicolon: '；',
  },
  en: {
    index: 'All rules',
    regulation: 'What is in force when',
    page: {
      severity: 'Severity',
      grade: 'Evidence',
      subject: 'Judges',
      id: 'Id',
      version: 'Version',
      logic: 'What it looks for',
      needs: 'Data it needs',
      needsHint:
        'The rule runs once every field below has a source; what is lacking is named on screen and in the report. A row whose cell is empty, and which no other row completes, is undetermined: neither a lead nor in order.',
      or: ' or ',
      params: 'Parameters',
      noParams: 'This rule has no parameters.',
      basis: 'Basis',
      law: 'Dates and values of the regulations it reads',
      lawHint:
        'Judged by what was in force on the day of the audit (or of the issue). A row without a value is a slot for a text that has not been read; until it is filled, what was in force before goes on applying.',
      falsePositives: 'What may look like a lead and is none',
      message: 'Sentence of a lead',
      template: 'Form',
      example: 'Example',
      keys: 'One and the same lead',
      keysHint:
        'Leads that agree in these are one and the same in every run, so that notes and their state stay with them; a fact that several exports repeat is listed once.',
      files: 'Files',
      sql: 'the rule (SQL)',
      cases: 'its test cases',
    },
    param: { name: 'Parameter', title: 'Meaning', default: 'Default', range: 'Range' },
    basis: { text: 'Text', source: 'Source', status: 'Checked' },
    law: {
      parameter: 'Parameter',
      regulation: 'Regulation',
      scheme: 'Scheme',
      value: 'Value',
      from: 'From',
      to: 'To',
      source: 'Source',
      status: 'Checked',
      every: 'every management system',
      required: 'required',
      none: 'slot',
    },
    note: {
      case: (names: readonly string[]) => `not listed by the rule (test case ${quoted(names)})`,
      open: (names: readonly string[]) => `undetermined by the rule (test case ${quoted(names)})`,
      by_hand: '**for people to check**, the rule cannot tell',
    },
    from: (n: number | string) => `at least ${n}`,
    to: (n: number | string) => `at most ${n}`,
    between: (a: number, b: number) => `${a} to ${b}`,
    key: ['Tag', 'Source'],
    names: ', ',
    colon: ': ',
    semicolon: '; ',
  },
} as const;
