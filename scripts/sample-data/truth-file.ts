import type { ExportFile } from './files/table.ts';
import type { Match } from './truth.ts';
import type { World } from './world.ts';

/** Every exported plan that led to an audit of a certificate. */
export const matchesOf = (world: World): Match[] =>
  world.visits.flatMap((visit) =>
    visit.plans.flatMap((plan, i) => {
      const row = visit.rows[i];
      return row
        ? [
            {
              plan_no: plan.plan_no,
              cert_no: row.cert_no,
              activity: row.activity_code,
              audit_end: row.audit_end,
            },
          ]
        : [];
    }),
  );

/** JSON with one line per list entry, so that a change shows as the lines it touches. */
export function truthJson(
  world: World,
  exports: readonly ExportFile[],
  rules: readonly string[],
  matches: readonly Match[],
): string {
  const { truth } = world;
  // What other rules have leads in as well is said while planting, whether or not that rule is here already.
  const known = <T extends { rule: string }>(entries: readonly T[]) =>
    entries.filter((e) => rules.includes(e.rule));
  const count = (rule: string) => truth.undetermined.filter((u) => u.rule === rule).length;
  const list = (entries: readonly object[]) =>
    `[\n${entries.map((e) => `    ${JSON.stringify(e)}`).join(',\n')}\n  ]`;
  const undetermined = Object.fromEntries(rules.map((rule) => [rule, count(rule)]));
  const parts = {
    seed: String(world.seed),
    leads: list(known(truth.leads)),
    undetermined: JSON.stringify(undetermined),
    undeterminedRows: list(known(truth.undetermined)),
    hardNegatives: list(known(truth.hardNegatives)),
    imports: list(exports.flatMap((e) => e.imports)),
    matches: list(matches),
  };
  return `{\n${Object.entries(parts)
    .map(([name, text]) => `  "${name}": ${text}`)
    .join(',\n')}\n}\n`;
}
