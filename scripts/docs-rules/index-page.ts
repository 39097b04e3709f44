import type { Rule } from '../../shared/rule.ts';
import { page, table } from './markdown.ts';
import { grade, groups, type Lang, severity, status, words } from './words.ts';

const texts = {
  zh: {
    columns: ['代码', '规则', '严重程度', '证据', '一句话'],
    counted: (rules: number, by: string) => `共 ${rules} 条规则，分为${by}。`,
    about: [
      '规则给出的是**线索**，不是结论。每条线索都能回到文件和行；数据不足以判断的行列为**无法判定**，既不是线索，也不算正常。',
      '每条规则是一个 SQL 文件（YAML 头加一条 SELECT），阈值是参数，法定数值按审核当日的规定查表，见[适用规定一览](regulation.md)。',
    ],
    grades: '证据等级',
    statuses: '依据的核实情况',
    statusHint: '黑体标出的依据没有见到原文，引用前须先核对。',
  },
  en: {
    columns: ['Code', 'Rule', 'Severity', 'Evidence', 'In one sentence'],
    counted: (rules: number, by: string) => `${rules} rules, grouped as ${by}.`,
    about: [
      'A rule gives **leads**, not findings. Each lead goes back to file and row; a row that the data do not allow to judge is **undetermined**, which is neither a lead nor in order.',
      'A rule is one SQL file (a YAML head and one SELECT). Thresholds are parameters; figures of law are looked up as of the day of the audit, see [what is in force when](regulation.md).',
    ],
    grades: 'Evidence',
    statuses: 'How far a basis was checked',
    statusHint: 'What is in bold has not been read in the original and must be checked before it is quoted.',
  },
} as const;

function half(lang: Lang, rules: readonly Rule[]): string[] {
  const t = texts[lang];
  const used = Object.entries(groups).filter(([letter]) => rules.some((r) => r.code.startsWith(letter)));
  const names = used.map(([, g]) => (lang === 'zh' ? `“${g.zh}”` : g.en.toLowerCase()));
  return [
    ...t.about,
    t.counted(rules.length, names.join(words[lang].names)),
    ...used.flatMap(([letter, g]) => [
      `### ${letter} ${g[lang]}`,
      table(
        t.columns,
        rules
          .filter((r) => r.code.startsWith(letter))
          .map((r) => [
            r.code,
            `[${r.title[lang]}](${r.code}.md)`,
            severity(lang, r.severity),
            r.evidence,
            r.logic[lang],
          ]),
      ),
    ]),
    `### ${t.grades}`,
    (['E1', 'E2', 'E3'] as const).map((g) => `- ${grade(lang, g)}`).join('\n'),
    `### ${t.statuses}`,
    `${t.statusHint}\n\n${['verified', 'recall', 'unverified', 'heuristic'].map((s) => `- ${status(lang, s)}`).join('\n')}`,
  ];
}

/** The list of all rules by group: Chinese, then English. */
export const indexPage = (rules: readonly Rule[]) =>
  page([
    '<!-- npm run docs:rules -->',
    '# 规则手册 · Rule handbook',
    '[适用规定一览 · What is in force when](regulation.md) · [审核时间表 · Audit-time tables](audit-time.md) · [English](#english)',
    ...half('zh', rules),
    '## English',
    ...half('en', rules),
  ]);
