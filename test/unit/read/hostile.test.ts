import { expect, test } from 'vitest';
import { UnreadableFile } from '../../../renderer/import/read/types.ts';
import { fixture, open, rowsOf } from './support/read.ts';

const ROUNDS = Number(process.env.ROUNDS ?? 150);

/** The same numbers in every run. */
function dice(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test.each([
  'libreoffice.xls',
  'libreoffice-merged.xls',
  'libreoffice-merged.ods',
  'libreoffice-merged.xml',
  'libreoffice-html.xls',
])('%s with wrong bytes is read or refused, in words and in time', async (name) => {
  const whole = new Uint8Array(await fixture(name).arrayBuffer());
  const roll = dice(7);
  for (let round = 0; round < ROUNDS; round++) {
    const bytes = whole.slice();
    for (let n = roll(4); n >= 0; n--) bytes[roll(bytes.length)] = [0, 255, 60, roll(256)][roll(4)] ?? 0;
    const started = performance.now();
    try {
      const file = await open(bytes);
      for (const index of file.sheets.keys()) await rowsOf(file, index);
    } catch (error) {
      expect(error, `round ${round}`).toBeInstanceOf(UnreadableFile);
    }
    expect(performance.now() - started, `round ${round}`).toBeLessThan(5000);
  }
});
