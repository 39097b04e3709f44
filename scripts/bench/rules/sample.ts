import { mkdtempSync, openAsBlob, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Open, Planted } from '../../sample-data/compare.ts';
import { folderTarget } from '../../sample-data/files/target.ts';
import { writeSample } from '../../sample-data/index.ts';
import type { Match } from '../../sample-data/truth.ts';
import { once, truthOf } from '../../sample-data/truth-file.ts';

export interface Sample {
  /** The exports, as an analyst drops them; they lie on the disk. */
  readonly files: readonly File[];
  readonly leads: readonly Planted[];
  readonly open: readonly Open[];
  readonly hardNegatives: readonly Open[];
  /** Which plan announced which audit. */
  readonly matches: readonly Match[];
  /** Deletes the files. */
  dispose(): void;
}

/** A sample of about that many certificates, with what is planted in it. */
export async function makeSample(certificates: number, seed: number): Promise<Sample> {
  const folder = mkdtempSync(join(tmpdir(), 'certscope-sample-'));
  const truth = {
    leads: [] as Planted[],
    open: [] as Open[],
    hardNegatives: [] as Open[],
    matches: [] as Match[],
  };
  const target = folderTarget(folder);
  writeSample(target, seed, certificates, (world) => {
    const block = truthOf(world);
    truth.leads.push(...block.leads);
    truth.open.push(...block.undetermined);
    truth.hardNegatives.push(...block.hardNegatives);
    truth.matches.push(...block.matches);
  });
  target.close();
  const names = readdirSync(folder).sort();
  const files = names.map(async (name) => new File([await openAsBlob(join(folder, name))], name));
  return {
    files: await Promise.all(files),
    ...truth,
    open: truth.open.filter(once()),
    dispose: () => rmSync(folder, { recursive: true }),
  };
}
