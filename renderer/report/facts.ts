import { dataset, type Field } from '../../shared/datasets/index.ts';
import type { Rule } from '../../shared/rule.ts';
import type { SourcedRow } from '../findings/lead.ts';
import { type Lang, textIn } from '../i18n/index.ts';

/** One value of an evidence row with its name. */
export interface Fact {
  readonly title: string;
  readonly value: string;
  readonly identifier: boolean;
  readonly empty: boolean;
}

/** Who a row is about, whatever the rule compares. */
const NAMES = new Set(['cb_name', 'org_name', 'auditor_name', 'signer_name']);

function shown(value: unknown, lang: Lang): string {
  const t = textIn(lang);
  if (value === null || value === undefined || value === '') return t('report.empty');
  if (typeof value === 'boolean') return t(value ? 'report.yes' : 'report.no');
  return String(value);
}

/**
 * The values of an evidence row that matter: its keys, who it is about, and the fields the rule needs (those also
 * when empty). Without the rule, its dates stand in for them.
 */
export function factsOf(row: SourcedRow, rule: Rule | null, lang: Lang): Fact[] {
  const { id, keys, fields } = dataset(row.dataset);
  const needed = new Set((rule?.needs ?? []).flatMap((n) => n.split('|').map((one) => one.trim())));
  const compared = (f: Field) =>
    rule ? needed.has(`${id}.${f.id}`) : f.type === 'date' || f.type === 'moment';
  const named = (f: Field) => keys.includes(f.id) || NAMES.has(f.id);
  return fields
    .filter((f) => {
      const empty = row.values[f.id] === null || row.values[f.id] === undefined;
      return (rule && compared(f)) || (!empty && (named(f) || compared(f)));
    })
    .map((f) => ({
      title: f[lang],
      value: shown(row.values[f.id], lang),
      identifier: f.type === 'identifier',
      empty: row.values[f.id] === null || row.values[f.id] === undefined,
    }));
}
