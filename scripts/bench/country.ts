import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { IDLE_MS } from '../../renderer/engine/engine.ts';
import { withPage } from './country/app.ts';
import { importPart } from './country/import.ts';
import { openPart } from './country/open.ts';
import type { Part } from './country/part.ts';
import { rulesPart, samplePart } from './country/rules.ts';
import { soakPart } from './country/soak.ts';
import { spillPart } from './country/spill.ts';
import { workbooksPart } from './country/workbooks.ts';

/** The parts of the bench by their names, in the order they run. */
const PARTS: Readonly<Record<string, Part>> = {
  import: importPart,
  open: openPart,
  rules: rulesPart,
  sample: samplePart,
  spill: spillPart,
  workbooks: workbooksPart,
  soak: soakPart,
};

/** Until DuckDB is started anew and the system has the memory, in seconds. */
const REST = IDLE_MS / 1000 + 10;

export const USAGE = `npm run bench -- [options]
  --parts import,…    of ${Object.keys(PARTS).join(', ')} (all)
  --scale 0.1,0.3,1   parts of the country: 1 is 939,114 organisations and 3.366 million certificates (0.01)
  --rounds 3          rounds; medians are shown (3)
  --cycles 200        cycles of the soak (200)
  --rest ${REST}           seconds left alone before what is kept is measured: DuckDB is started anew after ${IDLE_MS / 1000} (${REST})
  --json FILE         writes the figures to FILE as well, with a key for each part`;

/** The options as typed. @throws Error with one sentence about the first that makes no sense */
function readOptions(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      parts: { type: 'string', default: Object.keys(PARTS).join() },
      scale: { type: 'string', default: '0.01' },
      rounds: { type: 'string', default: '3' },
      cycles: { type: 'string', default: '200' },
      rest: { type: 'string', default: String(REST) },
      json: { type: 'string' },
    },
  });
  const parts = values.parts.split(',');
  const unknown = parts.find((name) => !Object.hasOwn(PARTS, name));
  if (unknown !== undefined)
    throw new Error(`--parts takes names of ${Object.keys(PARTS).join(', ')}, not "${unknown}".`);
  const scales = values.scale.split(',').map(Number);
  if (scales.some((n) => !(n > 0 && n <= 10)))
    throw new Error(`--scale takes numbers above 0 and up to 10, such as 0.1,1, not "${values.scale}".`);
  const whole = (name: 'rounds' | 'cycles' | 'rest') => {
    const n = Number(values[name]);
    if (!Number.isSafeInteger(n) || n < 1)
      throw new Error(`--${name} takes a whole number from 1, not "${values[name]}".`);
    return n;
  };
  return {
    parts,
    scales: scales.sort((a, b) => a - b),
    rounds: whole('rounds'),
    cycles: whole('cycles'),
    rest: whole('rest'),
    json: values.json,
  };
}

/**
 * What the program does with a country of any scale, in the real Electron, part by part.
 * @returns the exit code
 */
export async function run(args: string[]): Promise<number> {
  let options: ReturnType<typeof readOptions>;
  try {
    options = readOptions(args);
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    return 1;
  }
  const { parts, json, ...given } = options;
  const figures: Record<string, unknown> = {};
  await withPage(async (page) => {
    for (const name of parts) {
      console.log(`\n— ${name} —\n`);
      figures[name] = await PARTS[name]?.({ ...given, page });
      // Written after each: what a later part breaks does not take this one's figures.
      if (json) writeFileSync(json, `${JSON.stringify(figures, null, 2)}\n`);
    }
  });
  return 0;
}
