import type { Open, Planted } from '../../sample-data/compare.ts';
import { table } from '../figures.ts';
import type { Finding, Measured } from './measure.ts';
import { isRight, type Summary } from './summary.ts';

const EXAMPLES = 5;

const count = (n: number) => n.toLocaleString('en-US');
/** Cut, not rounded: 1.000 means all of them. */
const part = (n: number) => (Math.floor(n * 1000) / 1000).toFixed(3);
const percent = (n: number) => `${(n * 100).toFixed(1)}%`;

const overall = (hits: number, of: number) => (of === 0 ? 1 : hits / of);

/** One line for each rule, and one for all of them. */
export function summaryTable(summaries: readonly Summary[]): string {
  const head = 'rule title leads planted TP FP FN precision recall undet. expected ms share'.split(' ');
  const total = (of: (s: Summary) => number) => summaries.reduce((n, s) => n + of(s), 0);
  const line = (s: Omit<Summary, 'failed' | 'undeterminedWrong'> & { wrong: string }) => [
    s.rule,
    s.title + s.wrong,
    count(s.leads),
    count(s.planted),
    count(s.truePositives),
    count(s.falsePositives),
    count(s.falseNegatives),
    part(s.precision),
    part(s.recall),
    count(s.undetermined),
    count(s.undeterminedExpected),
    count(Math.round(s.ms)),
    percent(s.share),
  ];
  const all = {
    rule: 'all',
    title: `${summaries.filter(isRight).length} of ${summaries.length} right`,
    wrong: '',
    leads: total((s) => s.leads),
    planted: total((s) => s.planted),
    truePositives: total((s) => s.truePositives),
    falsePositives: total((s) => s.falsePositives),
    falseNegatives: total((s) => s.falseNegatives),
    precision: overall(
      total((s) => s.truePositives),
      total((s) => s.leads),
    ),
    recall: overall(
      total((s) => s.truePositives),
      total((s) => s.planted),
    ),
    undetermined: total((s) => s.undetermined),
    undeterminedExpected: total((s) => s.undeterminedExpected),
    ms: total((s) => s.ms),
    share: total((s) => s.share),
  };
  return table([head, ...summaries.map((s) => line({ ...s, wrong: isRight(s) ? '' : ' ×' })), line(all)]);
}

const subject = (f: Finding) =>
  [f.cert_no, f.plan_no, f.auditor_id, f.org_uscc, f.org_name, f.cb_approval_no, f.occurred_on, f.measured]
    .filter(Boolean)
    .join(' · ');
const wanted = ({ rule: _, note, ...columns }: Planted) =>
  [...Object.values(columns), note && `(${note})`].filter(Boolean).join(' · ');
const open = (o: Open) => `${o.subject}${o.why ? ` · (${o.why})` : ''}`;

/** Up to five of each kind of disagreement of a rule, with what the rule says and what the truth says. */
export function disagreements(measured: readonly Measured[]): string[] {
  const rule = measured[0]?.rule;
  const failed = measured.flatMap(({ judgement: j }) =>
    j.status === 'ran' ? [] : [j.error ?? `not runnable, lacks ${j.missing.join(', ')}`],
  );
  const each = <T>(of: (m: Measured) => readonly T[], text: (one: T) => string) =>
    measured.flatMap((m) => of(m).map((one) => `seed ${m.seed}: ${text(one)}`));
  const kinds = {
    'false positives (found, not planted)': each(
      (m) => m.leads.unexpected,
      (f) =>
        `${subject(f)}\n      ${f.message_zh}${f.innocent ? `\n      hard negative: ${f.innocent}` : ''}`,
    ),
    'false negatives (planted, not found)': each((m) => m.leads.missed, wanted),
    'undetermined, not expected': each(
      (m) => m.undetermined.unexpected,
      (f) => `${subject(f)}\n      ${f.message_zh}`,
    ),
    'expected undetermined, but judged or not seen': each((m) => m.undetermined.missed, open),
    'did not run': [...new Set(failed)],
  };
  const unproved = measured.some((m) => m.leads.planted > 0)
    ? []
    : [`${rule?.code} ${rule?.title.zh} — nothing is planted for it`];
  const listed = Object.entries(kinds).flatMap(([kind, examples]) => {
    if (examples.length === 0) return [];
    const more = examples.length > EXAMPLES ? [`    … and ${count(examples.length - EXAMPLES)} more`] : [];
    return [
      `${rule?.code} ${rule?.title.zh} — ${count(examples.length)} ${kind}`,
      ...examples.slice(0, EXAMPLES).map((text) => `    ${text}`),
      ...more,
    ];
  });
  return [...unproved, ...listed];
}
