import { dataset, fieldTitle } from '../../shared/datasets/index.ts';
import type { Rule } from '../../shared/rule.ts';
import type { Fixture } from '../../test/rules/fixture.ts';
import { code, page, table } from './markdown.ts';
import { inForceRows, inForceTable } from './regulation.ts';
import { grade, type Lang, severity, status, words } from './words.ts';

/** `certificate.decision_date` as 证书·认证决定日期. */
function needTitle(lang: Lang, need: string): string {
  return need
    .split('|')
    .map((one) => {
      const [id = '', name = ''] = one.trim().split('.');
      const d = dataset(id);
      return `${d[lang]}${lang === 'zh' ? '·' : ': '}${fieldTitle(d, name, lang)}`;
    })
    .join(words[lang].page.or);
}

function range(lang: Lang, { min, max }: { min?: number | undefined; max?: number | undefined }): string {
  const w = words[lang];
  if (min !== undefined && max !== undefined) return w.between(min, max);
  if (min !== undefined) return w.from(min);
  return max === undefined ? '—' : w.to(max);
}

function parameters(lang: Lang, rule: Rule): string {
  const w = words[lang];
  const rows = Object.entries(rule.params).map(([name, p]) => [
    code(name),
    p.title[lang],
    [p.default].flat().join(w.names),
    range(lang, p),
  ]);
  return table([w.param.name, w.param.title, w.param.default, w.param.range], rows) || w.page.noParams;
}

function basis(lang: Lang, rule: Rule): string {
  const w = words[lang].basis;
  return table(
    [w.text, w.source, w.status],
    rule.basis.map((b) => [b[lang], b.source[lang], status(lang, b.status)]),
  );
}

/** How each known false positive is treated, by the cases that show it. */
function falsePositives(lang: Lang, rule: Rule, fixture: Fixture): string {
  const w = words[lang];
  const isOpen = (name: string) => fixture.cases.some((c) => c.name === name && c.undetermined);
  return rule.false_positives
    .map((note) => {
      const cases = note.case ?? [];
      const treated = [
        [w.note.case, cases.filter((c) => !isOpen(c))],
        [w.note.open, cases.filter(isOpen)],
      ] as const;
      const told = treated.flatMap(([tell, names]) => (names.length > 0 ? [tell(names)] : []));
      return `- ${note[lang]}\n  — ${note.by_hand ? w.note.by_hand : told.join(w.semicolon)}`;
    })
    .join('\n');
}

/** A sentence as the fixture has it, with the name of the case. */
const example = (lang: Lang, fixture: Fixture) =>
  fixture.cases.flatMap((c) => c.leads ?? []).find((lead) => lead.zh && lead.en)?.[lang] ?? '';

function keys(lang: Lang, rule: Rule): string {
  const d = dataset(rule.subject);
  return rule.keys.map((k) => fieldTitle(d, k, lang)).join(words[lang].names);
}

function half(lang: Lang, rule: Rule, fixture: Fixture, file: string): string[] {
  const { page: w, colon } = words[lang];
  const law = inForceTable(lang, inForceRows(rule.sql));
  return [
    table(
      [w.severity, w.grade, w.subject, w.id, w.version],
      [
        [
          severity(lang, rule.severity),
          grade(lang, rule.evidence),
          dataset(rule.subject)[lang],
          code(rule.id),
          String(rule.version),
        ],
      ],
    ),
    `### ${w.logic}`,
    rule.logic[lang],
    `> ${example(lang, fixture)}`,
    `### ${w.needs}`,
    w.needsHint,
    rule.needs.map((n) => `- ${needTitle(lang, n)}`).join('\n'),
    `### ${w.params}`,
    parameters(lang, rule),
    `### ${w.basis}`,
    basis(lang, rule),
    law && `### ${w.law}`,
    law && `${w.lawHint} [${words[lang].regulation}](regulation.md)`,
    law,
    `### ${w.falsePositives}`,
    falsePositives(lang, rule, fixture),
    `### ${w.message}`,
    `- ${w.template}${colon}${code(rule.message[lang])}\n- ${w.example}${colon}${example(lang, fixture)}`,
    `### ${w.keys}`,
    `${w.keysHint}\n\n${keys(lang, rule)}`,
    `### ${w.files}`,
    `- ${w.sql}${colon}[\`shared/rules/${file}\`](../../shared/rules/${file})\n- ${w.cases}${colon}[\`test/rules/fixtures/${rule.code}.ts\`](../../test/rules/fixtures/${rule.code}.ts)`,
  ];
}

/** The handbook page of one rule: Chinese, then English. */
export function rulePage(rule: Rule, fixture: Fixture): string {
  const file = `${rule.code}-${rule.id}.sql`;
  return page([
    '<!-- npm run docs:rules -->',
    `# ${rule.code} ${rule.title.zh} · ${rule.title.en}`,
    '[规则目录 · All rules](README.md) · [English](#english)',
    '规则给出的是线索，不是结论：是否属实，以查档和询问为准。',
    ...half('zh', rule, fixture, file),
    '## English',
    'A rule gives leads, not findings: what a lead is worth is for the files and the people to show.',
    ...half('en', rule, fixture, file),
  ]);
}
