import auditTimeCsv from '../../shared/reference/audit_time.csv?raw';
import { eitherLanguage } from '../../shared/reference/either-language.ts';
import { parseCsv } from '../../test/support/csv.ts';
import { page, table } from './markdown.ts';
import { sourceKey } from './sources.ts';
import { type Lang, status } from './words.ts';

interface Band {
  readonly table_version: string;
  readonly scheme: string;
  readonly risk: string;
  readonly staff_from: string;
  readonly staff_to: string;
  readonly mandays: string;
  readonly source: string;
  readonly status: string;
}

export const bands = parseCsv(auditTimeCsv) as unknown as readonly Band[];

const distinct = (texts: readonly string[]) => [...new Set(texts)];

const texts = {
  zh: {
    about:
      '初次审核（一、二阶段合计）的人日，每人日 8 小时，按覆盖人数分档；适用哪个版本见[适用规定一览](regulation.md)，每条线索都写明所用版本。数据文件：[`shared/reference/audit_time.csv`](../../shared/reference/audit_time.csv)；减幅、结合审核、取整的算法：[`shared/sql/audit-time.sql`](../../shared/sql/audit-time.sql)。',
    staff: '覆盖人数',
    risk: (risk: string) => (risk === '*' ? '人日' : `${risk}风险`),
    key: '出处代号',
  },
  en: {
    about:
      'Man-days of an initial audit (stages 1 and 2 together), 8 hours each, by the headcount covered. Which version applies is in [what is in force when](regulation.md), and every lead names it. Data: [`shared/reference/audit_time.csv`](../../shared/reference/audit_time.csv); cuts, combined audits and rounding: [`shared/sql/audit-time.sql`](../../shared/sql/audit-time.sql).',
    staff: 'Headcount',
    risk: (risk: string) =>
      ({ 高: 'high risk', 中: 'medium risk', 低: 'low risk', 有限: 'limited risk' })[risk] ?? 'Man-days',
    key: 'Sources',
  },
} as const;

function half(lang: Lang): string[] {
  const t = texts[lang];
  const key = (b: Band) => `${b.table_version} · ${b.scheme}`;
  return [
    t.about,
    ...distinct(bands.map(key)).flatMap((name) => {
      const own = bands.filter((b) => key(b) === name);
      const risks = distinct(own.map((b) => b.risk));
      const steps = distinct(own.map((b) => `${b.staff_from}–${b.staff_to}`));
      const at = (step: string, risk: string) =>
        own.find((b) => b.risk === risk && `${b.staff_from}–${b.staff_to}` === step)?.mandays ?? '—';
      return [
        `### ${name}`,
        table(
          [t.staff, ...risks.map(t.risk)],
          steps.map((step) => [step, ...risks.map((risk) => at(step, risk))]),
        ),
        distinct(own.map((b) => `- ${eitherLanguage(b.source, lang)} — ${status(lang, b.status)}`)).join(
          '\n',
        ),
      ];
    }),
    `### ${t.key}`,
    sourceKey(
      lang,
      bands.map((b) => b.source),
    ),
  ];
}

/** The audit-time tables as the rules use them. */
export const auditTimePage = () =>
  page([
    '<!-- npm run docs:rules -->',
    '# 审核时间表 · Audit-time tables',
    '[规则目录 · All rules](README.md) · [适用规定一览 · What is in force when](regulation.md) · [English](#english)',
    ...half('zh'),
    '## English',
    ...half('en'),
  ]);
