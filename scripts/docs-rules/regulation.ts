import { parametersRead } from '../../renderer/rules/reads.ts';
import { eitherLanguage } from '../../shared/reference/either-language.ts';
import regulationCsv from '../../shared/reference/regulation.csv?raw';
import { parameterTitle } from '../../shared/reference/regulation-parameters.ts';
import { parseCsv } from '../../test/support/csv.ts';
import { page, table } from './markdown.ts';
import { sourceKey } from './sources.ts';
import { type Lang, status, words } from './words.ts';

export interface InForce {
  readonly regulation: string;
  readonly scheme: string;
  readonly parameter: string;
  readonly value: string;
  readonly valid_from: string;
  readonly valid_to: string;
  readonly source: string;
  readonly status: string;
}

export const inForce = parseCsv(regulationCsv) as unknown as readonly InForce[];

/** The rows that a statement looks up, itself or by what it is made of. */
export function inForceRows(sql: string): InForce[] {
  const read = parametersRead(sql, new Set(inForce.map((r) => r.parameter)));
  return inForce.filter((r) => read.includes(r.parameter));
}

/** Rows of the regulation table, as people read them. */
export function inForceTable(lang: Lang, rows: readonly InForce[]): string {
  const w = words[lang].law;
  const value = (text: string) => (text === '' ? `**${w.none}**` : text === 'required' ? w.required : text);
  return table(
    [w.parameter, w.regulation, w.scheme, w.value, w.from, w.to, w.source, w.status],
    rows.map((r) => [
      parameterTitle(r.parameter, lang),
      eitherLanguage(r.regulation, lang),
      r.scheme === '*' ? w.every : r.scheme,
      value(r.value),
      r.valid_from || '—',
      r.valid_to || '—',
      eitherLanguage(r.source, lang),
      status(lang, r.status),
    ]),
  );
}

const all = inForce.map((r) => r.source);

/** Everything that is in force when, with the key to its sources. */
export const regulationPage = () =>
  page([
    '<!-- npm run docs:rules -->',
    '# 适用规定一览 · What is in force when',
    '[规则目录 · All rules](README.md) · [审核时间表 · Audit-time tables](audit-time.md) · [English](#english)',
    '规则不把数值写死在 SQL 中，而按审核（或颁证）当日查下表。值为“待填”的，原文尚未见到，在填入之前沿用此前的数值；标为“未核实”的数值不得当作法律条文引用。数据文件：[`shared/reference/regulation.csv`](../../shared/reference/regulation.csv)。',
    inForceTable('zh', inForce),
    '### 出处代号',
    sourceKey('zh', all),
    '## English',
    'No rule has a figure of law in its SQL: it looks up, in this table, what was in force on the day of the audit (or of the issue). A slot stands for a text that has not been read; until it is filled, what was in force before goes on applying. What is not verified must not be quoted as law. Data: [`shared/reference/regulation.csv`](../../shared/reference/regulation.csv).',
    inForceTable('en', inForce),
    '### Sources',
    sourceKey('en', all),
  ]);
