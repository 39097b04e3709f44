import type { Rule } from '../../../shared/rule.ts';
import type { XlsxStream } from '../../../shared/xlsx/writer.ts';
import type { Engine } from '../../engine/engine.ts';
import { type Lang, textIn } from '../../i18n/index.ts';
import { errorText } from '../../rules/fault-text.ts';
import { missingText } from '../../rules/needs.ts';
import { parameterTexts } from '../parameters.ts';
import { type RunRule, readRunRules } from '../run-rules.ts';

/** Every rule: those that ran, could not run or failed, with the reason, and those that were not selected. */
export async function ruleSheet(engine: Engine, lang: Lang, rules: readonly Rule[]): Promise<XlsxStream> {
  const t = textIn(lang);
  const runs = new Map((await readRunRules(engine)).map((r) => [r.code, r]));
  const imported = await engine.rows<{ dataset: string }>(
    'SELECT DISTINCT dataset FROM source WHERE dataset IS NOT NULL',
  );
  const datasets = new Set(imported.map((i) => i.dataset));
  const separator = t('report.semicolon');
  const known = new Map(rules.map((r) => [r.code, r]));

  const reason = (run: RunRule | undefined) =>
    run?.status === 'failed'
      ? errorText(run.error, lang)
      : run?.status === 'not-runnable'
        ? missingText(run.missing, datasets, lang)
        : null;
  const cells = (code: string) => {
    const rule = known.get(code);
    const run = runs.get(code);
    const ran = run?.status === 'ran';
    const parameters = run ? parameterTexts(run, rule ?? null, lang) : [];
    return [
      code,
      rule?.id ?? run?.id ?? null,
      rule?.title[lang] ?? null,
      rule ? t(`report.severity.${rule.severity}`) : null,
      rule?.evidence ?? null,
      t(`report.status.${run?.status ?? 'not-run'}`),
      reason(run),
      ran ? run.findings : null,
      ran ? run.undetermined : null,
      parameters.map((p) => `${p.title} = ${p.value}`).join(separator) || null,
      rule?.logic[lang] ?? null,
      rule?.basis.map((b) => `${b[lang]} [${t(`rules.status.${b.status}`)}]`).join(separator) ?? null,
      run?.ms ?? null,
    ];
  };
  return {
    name: t('report.book.rules'),
    columns: [
      { header: t('report.columns.rule_code'), type: 'text', width: 8 },
      { header: t('report.columns.rule_id'), type: 'text', width: 28 },
      { header: t('report.book.title'), type: 'text', width: 28 },
      { header: t('report.columns.severity'), type: 'text', width: 10 },
      { header: t('report.columns.evidence_grade'), type: 'text', width: 10 },
      { header: t('report.book.status'), type: 'text', width: 12 },
      { header: t('report.book.reason'), type: 'text', width: 40, wrap: true },
      { header: t('report.rules.leads'), type: 'number', width: 10 },
      { header: t('report.rules.undetermined'), type: 'number', width: 12 },
      { header: t('report.book.parameters'), type: 'text', width: 30, wrap: true },
      { header: t('report.book.logic'), type: 'text', width: 50, wrap: true },
      { header: t('report.book.basis'), type: 'text', width: 50, wrap: true },
      { header: t('report.book.ms'), type: 'number', width: 12 },
    ],
    portions: [[...new Set([...runs.keys(), ...known.keys()])].sort().map(cells)],
  };
}
