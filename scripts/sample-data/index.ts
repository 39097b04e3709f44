import { damageSome } from './accidents.ts';
import { foundBodies } from './bodies.ts';
import { iso } from './days.ts';
import { bodyList } from './files/body-file.ts';
import { monthlyReport, oldForm } from './files/certificate-files.ts';
import { utf8 } from './files/csv.ts';
import { note } from './files/note-file.ts';
import { register } from './files/organisation-file.ts';
import { earlyPlans, plans, teams } from './files/plan-files.ts';
import { signIns } from './files/sign-in-file.ts';
import type { ExportFile } from './files/table.ts';
import { workbook } from './files/workbook.ts';
import { populate } from './population.ts';
import { plantD01 } from './rules/d01.ts';
import { plantD02 } from './rules/d02.ts';
import { plantD03 } from './rules/d03.ts';
import { plantL03 } from './rules/l03.ts';
import { plantP01 } from './rules/p01.ts';
import { plantP02 } from './rules/p02.ts';
import { plantP06 } from './rules/p06.ts';
import { plantS02 } from './rules/s02.ts';
import { plantS08 } from './rules/s08.ts';
import { plantT01 } from './rules/t01.ts';
import { plantT05 } from './rules/t05.ts';
import { LAST_DAY, World } from './world.ts';

export const SEED = 20260331;

const RULES = {
  D01: plantD01,
  D02: plantD02,
  D03: plantD03,
  T01: plantT01,
  T05: plantT05,
  P01: plantP01,
  P02: plantP02,
  P06: plantP06,
  L03: plantL03,
  S02: plantS02,
  S08: plantS08,
};

/** The province with everything planted in it. */
export function makeWorld(seed = SEED): World {
  const world = new World(seed);
  foundBodies(world);
  for (const plant of Object.values(RULES)) plant(world);
  damageSome(world);
  populate(world);
  checkLastDay(world);
  return world;
}

function checkLastDay(world: World): void {
  const last = iso(LAST_DAY);
  for (const row of [...world.visits.flatMap((v) => v.rows), ...world.extraRows]) {
    for (const d of [row.audit_end, row.decision_date, row.issue_date, row.report_date]) {
      if (d !== null && d > last) throw new Error(`${row.cert_no}: ${d} is after ${last}`);
    }
  }
}

/** JSON with one line per list entry, so that a change shows as the lines it touches. */
function truthJson(world: World, exports: readonly ExportFile[]): string {
  const { truth } = world;
  const count = (rule: string) => truth.undetermined.filter((u) => u.rule === rule).length;
  const list = (entries: readonly object[]) =>
    `[\n${entries.map((e) => `    ${JSON.stringify(e)}`).join(',\n')}\n  ]`;
  const undetermined = Object.fromEntries(Object.keys(RULES).map((rule) => [rule, count(rule)]));
  const parts = {
    seed: String(world.seed),
    leads: list(truth.leads),
    undetermined: JSON.stringify(undetermined),
    undeterminedRows: list(truth.undetermined),
    hardNegatives: list(truth.hardNegatives),
    imports: list(exports.flatMap((e) => e.imports)),
  };
  return `{\n${Object.entries(parts)
    .map(([name, text]) => `  "${name}": ${text}`)
    .join(',\n')}\n}\n`;
}

/** Every file of the sample by name, truth.json included: the same bytes on every machine. */
export function generate(seed = SEED): Map<string, Uint8Array> {
  const world = makeWorld(seed);
  const exports = [
    bodyList(world),
    register(world),
    workbook(world),
    monthlyReport(world),
    oldForm(world),
    signIns(world),
    plans(world),
    earlyPlans(world),
    teams(world),
    note,
  ];
  const files = new Map(exports.map((e) => [e.name, e.bytes]));
  files.set('truth.json', utf8(truthJson(world, exports)));
  return files;
}
