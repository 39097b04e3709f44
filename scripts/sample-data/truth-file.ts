import { isReported } from './files/certificate-files.ts';
import { utf8 } from './files/csv.ts';
import type { ImportTruth } from './files/table.ts';
import type { Target } from './files/target.ts';
import { plants } from './rules/index.ts';
import type { HardNegative, Lead, Match, Undetermined } from './truth.ts';
import type { World } from './world.ts';

/** What is true of one block. */
export interface BlockTruth {
  readonly leads: readonly Lead[];
  readonly undetermined: readonly Undetermined[];
  readonly hardNegatives: readonly HardNegative[];
  readonly matches: readonly Match[];
}

/**
 * What was planted in a block. A plant says what other rules find in it too; that counts once those rules have
 * plants of their own.
 */
export function truthOf(world: World): BlockTruth {
  const known = (one: { readonly rule: string }) => one.rule in plants;
  return {
    leads: world.truth.leads.filter(known),
    undetermined: world.truth.undetermined.filter(known),
    hardNegatives: world.truth.hardNegatives.filter(known),
    matches: world.visits.flatMap((visit) =>
      visit.plans.flatMap((plan, i) => {
        const row = visit.rows[i];
        if (!row || !isReported(world, row)) return [];
        const { cert_no, activity_code: activity, audit_end } = row;
        return [{ plan_no: plan.plan_no, cert_no, activity, audit_end }];
      }),
    ),
  };
}

/** Lets through the first of what the whole sample has only once. */
export function once(): (open: { rule: string; subject: string; shared?: boolean }) => boolean {
  const seen = new Set<string>();
  return ({ rule, subject, shared }) => {
    const name = `${rule} ${subject}`;
    if (!shared) return true;
    const isNew = !seen.has(name);
    seen.add(name);
    return isNew;
  };
}

const count = (entries: readonly { readonly rule: string }[]) => {
  const counts = Object.fromEntries(Object.keys(plants).map((rule) => [rule, 0]));
  for (const { rule } of entries) counts[rule] = (counts[rule] ?? 0) + 1;
  return counts;
};

const json = (parts: Readonly<Record<string, string>>) =>
  `{\n${Object.entries(parts)
    .map(([name, text]) => `  "${name}": ${text}`)
    .join(',\n')}\n}\n`;
const list = (entries: readonly object[]) =>
  `[\n${entries.map((e) => `    ${JSON.stringify(e)}`).join(',\n')}\n  ]`;

/** truth.json of a sample of one block; one line per list entry, so that a change shows as the lines it touches. */
export function truthJson(seed: number, truth: BlockTruth, imports: readonly ImportTruth[]): string {
  const undetermined = truth.undetermined.filter(once());
  return json({
    seed: String(seed),
    leads: list(truth.leads),
    undetermined: JSON.stringify(count(undetermined)),
    undeterminedRows: list(undetermined),
    hardNegatives: list(truth.hardNegatives),
    imports: list(imports),
    matches: list(truth.matches),
  });
}

/**
 * The truth beside a sample of any size: truth.jsonl has a line for each lead, hard negative and row that cannot be
 * judged, matches.csv one for each plan that led to an audit; truth.json counts them and says what the imports come to.
 */
export function truthFiles(target: Target, seed: number) {
  const counts = { leads: count([]), undetermined: count([]), hardNegatives: count([]) };
  const lines = (entries: readonly object[]) => entries.map((e) => `${JSON.stringify(e)}\n`).join('');
  const first = once();
  target.append('matches.csv', utf8('plan_no,cert_no,activity,audit_end\n'));
  return {
    add(truth: BlockTruth): void {
      const kinds = {
        leads: ['lead', truth.leads],
        undetermined: ['undetermined', truth.undetermined.filter(first)],
        hardNegatives: ['hardNegative', truth.hardNegatives],
      } as const;
      for (const [name, [kind, entries]] of Object.entries(kinds)) {
        const all = counts[name as keyof typeof counts];
        for (const { rule } of entries) all[rule] = (all[rule] ?? 0) + 1;
        target.append('truth.jsonl', utf8(lines(entries.map((e) => ({ kind, ...e })))));
      }
      const matches = truth.matches.map((m) => `${m.plan_no},${m.cert_no},${m.activity},${m.audit_end}\n`);
      target.append('matches.csv', utf8(matches.join('')));
    },
    finish(certificates: number, imports: readonly ImportTruth[]): void {
      const parts = { seed: String(seed), certificates: String(certificates) };
      const counted = Object.entries(counts).map(([name, all]) => [name, JSON.stringify(all)]);
      const text = json({ ...parts, ...Object.fromEntries(counted), imports: list(imports) });
      target.append('truth.json', utf8(text));
    },
  };
}
