import { damageSome } from './accidents.ts';
import { foundProvince } from './bodies.ts';
import { settle } from './course.ts';
import { iso } from './days.ts';
import { utf8 } from './files/csv.ts';
import { exportsOf } from './files/exports.ts';
import { populate, type Size } from './population.ts';
import { plants } from './rules/index.ts';
import { matchesOf, truthJson } from './truth-file.ts';
import { LAST_DAY, World } from './world.ts';

export const SEED = 20260331;

/** The committed sample: what is planted and a few ordinary certificates around it. */
const SMALL: Size = { certificates: 0 };

/** One block with everything planted in it; a sample is as many blocks as its size asks for. */
export function makeWorld(seed = SEED, block = 0, blocks = 1, size: Size = SMALL): World {
  const world = new World(seed, block, foundProvince(seed, blocks));
  for (const plant of Object.values(plants)) plant(world);
  if (block === 0) damageSome(world);
  settle(world);
  populate(world, size);
  world.end();
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

/** Every file of the sample by name, truth.json included: the same bytes on every machine. */
export function generate(seed = SEED): Map<string, Uint8Array> {
  const world = makeWorld(seed);
  const exports = exportsOf(world);
  const files = new Map(exports.map((e) => [e.name, e.bytes]));
  files.set('truth.json', utf8(truthJson(world, exports, Object.keys(plants), matchesOf(world))));
  return files;
}
