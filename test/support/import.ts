import type { Engine } from '../../renderer/engine/engine.ts';
import { inspectFile } from '../../renderer/import/inspect.ts';
import { loadSheet } from '../../renderer/import/load.ts';
import { directReader } from './reader.ts';

/** Imports files as the program does when they are dropped and nothing is corrected; sheets of no dataset are left. */
export async function importFiles(engine: Engine, files: readonly File[]): Promise<void> {
  for (const file of files) {
    const reader = directReader();
    const candidates = await inspectFile(reader, file);
    for (const { recognition, ...candidate } of candidates)
      if (recognition) await loadSheet(engine, reader, { ...candidate, recognition });
    for (const id of new Set(candidates.map((c) => c.fileId))) if (id >= 0) await reader.close(id);
  }
}
