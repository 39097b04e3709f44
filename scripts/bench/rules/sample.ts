import type { Open, Planted } from '../../sample-data/compare.ts';
import { exportsOf } from '../../sample-data/files/exports.ts';
import { makeWorld } from '../../sample-data/index.ts';
import { plants } from '../../sample-data/rules/index.ts';

export interface Sample {
  /** The exports, as an analyst drops them. */
  readonly files: readonly File[];
  readonly leads: readonly Planted[];
  readonly open: readonly Open[];
  readonly hardNegatives: readonly Open[];
}

/** Certificates of a block, and the organisations that hold about as many. */
const BLOCK = 2000;
const ORDINARY = { certificates: BLOCK };

/** A sample of about that many certificates, with what is planted in it. */
export function makeSample(certificates: number, seed: number): Sample {
  const blocks = Math.ceil(certificates / BLOCK);
  const sample = {
    files: [] as File[],
    leads: [] as Planted[],
    open: [] as Open[],
    hardNegatives: [] as Open[],
  };
  for (let block = 0; block < blocks; block++) {
    const world = makeWorld(seed, block, blocks, ORDINARY);
    for (const { name, bytes } of exportsOf(world))
      sample.files.push(new File([bytes as BlobPart], blocks === 1 ? name : `${block}-${name}`));
    sample.leads.push(...world.truth.leads);
    sample.open.push(...world.truth.undetermined);
    sample.hardNegatives.push(...world.truth.hardNegatives);
  }
  // A plant says what other rules find in it too, whether or not they are here already.
  const planted = (one: { rule: string }) => one.rule in plants;
  return {
    files: sample.files,
    leads: sample.leads.filter(planted),
    open: sample.open.filter(planted),
    hardNegatives: sample.hardNegatives.filter(planted),
  };
}
