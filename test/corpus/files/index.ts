import type { CorpusFile } from '../corpus-file.ts';
import { csvCells } from './csv-cells.ts';

/** Every file of the corpus. Names are unique. */
export const corpus: readonly CorpusFile[] = [...csvCells];
