import { expect, test } from 'vitest';
import { mendToUnicode } from '../../../renderer/report/pdf-text.ts';

const head = 'begincmap\n1 begincodespacerange\n<00> <FF>\nendcodespacerange\n';

test('a radical becomes the character that people type', () => {
  expect(mendToUnicode(`${head}2 beginbfchar\n<01> <2F8F>\n<02> <2EDA>\nendbfchar\nendcmap`)).toBe(
    `${head}2 beginbfchar\n<01> <884C>\n<02> <9875>\nendbfchar\nendcmap`,
  );
});

test('a range with radicals is spelt out, the others stay ranges', () => {
  const map = `${head}2 beginbfrange\n<0011> <001B> <0030>\n<0020> <0021> <2F00>\nendbfrange\nendcmap`;
  expect(mendToUnicode(map)).toBe(
    `${head}1 beginbfrange\n<0011> <001B> <0030>\nendbfrange\n2 beginbfchar\n<0020> <4E00>\n<0021> <4E28>\nendbfchar\nendcmap`,
  );
});

test('a map without radicals is left as it is', () => {
  const map = `${head}1 beginbfchar\n<D4> <8BC1>\nendbfchar\n1 beginbfrange\n<11> <1B> <0030>\nendbfrange\nendcmap`;
  expect(mendToUnicode(map)).toBe(map);
});
