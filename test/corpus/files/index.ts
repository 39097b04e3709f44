import type { CorpusFile } from '../corpus-file.ts';
import { csvCells } from './csv-cells.ts';
import { csvFiles } from './csv-files.ts';
import { csvOdd } from './csv-odd.ts';
import { encodings } from './encodings.ts';
import { official } from './official.ts';
import { refusals } from './refusals.ts';
import { workbooks } from './workbooks.ts';

/** Every file of the corpus. Names are unique. */
export const corpus: readonly CorpusFile[] = [
  ...csvCells,
  ...csvFiles,
  ...csvOdd,
  ...encodings,
  ...workbooks,
  ...official,
  ...refusals,
];
