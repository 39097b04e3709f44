import { damageSome } from './accidents.ts';
import { foundProvince, type Province } from './bodies.ts';
import { settle } from './course.ts';
import { iso } from './days.ts';
import { utf8 } from './files/csv.ts';
import { exportsTo } from './files/exports.ts';
import type { ImportTruth } from './files/table.ts';
import { memoryTarget, type Target } from './files/target.ts';
import { populate, type Size } from './population.ts';
import { plants } from './rules/index.ts';
import { truthJson, truthOf } from './truth-file.ts';
import { LAST_DAY, World } from './world.ts';

export const SEED = 20260331;

/** The committed sample: what is planted and a few ordinary certificates around it. */
const SMALL: Size = { certificates: 0 };
/** Certificates of a block in samples of any other size. */
const BLOCK = 2000;

/** One block with everything planted in it; a sample is as many blocks as its size asks for. */
export function makeWorld(
  seed = SEED,
  block = 0,
  blocks = 1,
  size: Size = SMALL,
  province: Province = foundProvince(seed, blocks),
): World {
  const world = new World(seed, block, province);
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

/**
 * The exports of a sample of about so many certificates, block by block: memory does not grow with the size.
 * @param certificates from 2,000 to 4 million
 * @param each is shown every block once it is written; keep nothing of it
 */
export function writeSample(
  target: Target,
  seed: number,
  certificates: number,
  each: (world: World, block: number, blocks: number) => void,
): ImportTruth[] {
  const blocks = Math.max(1, Math.round(certificates / BLOCK));
  const size = { certificates: Math.ceil(certificates / blocks) };
  const province = foundProvince(seed, blocks);
  const exports = exportsTo(target, blocks);
  for (let block = 0; block < blocks; block++) {
    const world = makeWorld(seed, block, blocks, size, province);
    for (const one of exports) one.add(world);
    each(world, block, blocks);
  }
  return exports.flatMap((one) => one.finish());
}

/** Every file of the committed sample by name, truth.json included: the same bytes on every machine. */
export function generate(seed = SEED): Map<string, Uint8Array> {
  const target = memoryTarget();
  const world = makeWorld(seed);
  const exports = exportsTo(target, 1);
  for (const one of exports) one.add(world);
  const imports = exports.flatMap((one) => one.finish());
  target.append('truth.json', utf8(truthJson(seed, truthOf(world), imports)));
  return target.files();
}
