import { parseArgs } from 'node:util';
import { folderTarget } from './files/target.ts';
import { SEED, writeSample } from './index.ts';
import { truthFiles, truthOf } from './truth-file.ts';

const LEAST = 2_000;
const MOST = 4_000_000;

export const USAGE = `npm run sample -- --out FOLDER [options]
  --out FOLDER            where the exports go; files of the same names there are replaced
  --certificates 200000   how many, from 2,000 to 4,000,000 (2000)
  --seed 7                another seed gives another province (${SEED})`;

interface Options {
  readonly out: string;
  readonly certificates: number;
  readonly seed: number;
}

/**
 * The options as typed.
 * @throws Error with one sentence about the first that makes no sense
 */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      out: { type: 'string' },
      certificates: { type: 'string', default: String(LEAST) },
      seed: { type: 'string', default: String(SEED) },
    },
  });
  const [certificates, seed] = [Number(values.certificates), Number(values.seed)];
  if (!values.out) throw new Error('--out FOLDER is missing: a sample of any size goes into a folder.');
  if (!Number.isSafeInteger(certificates) || certificates < LEAST || certificates > MOST)
    throw new Error(
      `--certificates takes a whole number from 2,000 to 4,000,000, not "${values.certificates}".`,
    );
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new Error(`--seed takes a whole number, not "${values.seed}".`);
  return { out: values.out, certificates, seed };
}

/**
 * Writes a sample and says how far it is.
 * @returns the exit code
 */
export async function run(args: readonly string[]): Promise<number> {
  let options: Options;
  try {
    options = readOptions(args);
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    return 1;
  }
  const { out, certificates, seed } = options;
  const started = performance.now();
  const target = folderTarget(out);
  const truth = truthFiles(target, seed);
  let made = 0;
  let said = 0;
  try {
    const imports = writeSample(target, seed, certificates, (world, block, blocks) => {
      truth.add(truthOf(world));
      made += world.lastVisit.size;
      const tenth = Math.floor((10 * (block + 1)) / blocks);
      if (tenth > said && blocks >= 10)
        console.log(`${10 * tenth} %, ${made.toLocaleString('en-US')} certificates`);
      said = tenth;
    });
    truth.finish(made, imports);
  } finally {
    target.close();
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const memory = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(
    `${out}: ${made.toLocaleString('en-US')} certificates in ${seconds} s, at most ${memory} MB of memory`,
  );
  return 0;
}
