import type { Open, Planted } from '../../sample-data/compare.ts';
import { generate } from '../../sample-data/index.ts';

export interface Sample {
  /** The exports, as an analyst drops them. */
  readonly files: readonly File[];
  readonly leads: readonly Planted[];
  readonly open: readonly Open[];
  readonly hardNegatives: readonly Open[];
}

/** A sample of about that many certificates, with what is planted in it. */
export async function makeSample(_certificates: number, seed: number): Promise<Sample> {
  const made = generate(seed);
  const truth = JSON.parse(new TextDecoder().decode(made.get('truth.json')));
  const files = [...made].filter(([name]) => name !== 'truth.json');
  return {
    files: files.map(([name, bytes]) => new File([bytes as BlobPart], name)),
    leads: truth.leads,
    open: truth.undeterminedRows,
    hardNegatives: truth.hardNegatives,
  };
}
