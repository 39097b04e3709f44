import type { Engine } from '../../renderer/engine/engine.ts';
import type { Candidate } from '../../renderer/import/candidate.ts';
import { inspectFile } from '../../renderer/import/inspect.ts';
import { type LoadOptions, loadSheet, type Source } from '../../renderer/import/load.ts';
import type { ReaderClient } from '../../renderer/import/read/client.ts';
import type { Counts } from '../../renderer/import/read/select.ts';
import { directReader } from './reader.ts';

export interface LoadText extends LoadOptions {
  readonly name?: string;
  /** What the reader is made to say besides what it says. */
  readonly counts?: Partial<Counts>;
  readonly candidate?: Partial<Candidate>;
}

/** A reader that counts as it is told: for what only other file formats bring. */
function readerSaying(counts: Partial<Counts>): ReaderClient {
  const reader = directReader();
  return {
    ...reader,
    load: async (...args) => ({ ...(await reader.load(...args)), ...counts }),
  };
}

/** Loads the text of one file into the workspace, as dropping it would. */
export async function loadText(
  engine: Engine,
  text: string,
  { name = 'a.csv', counts = {}, candidate = {}, ...options }: LoadText = {},
): Promise<Source> {
  const reader = readerSaying(counts);
  const [found] = await inspectFile(reader, new File([text], name));
  if (!found?.recognition) throw new Error(`${name}: ${found?.reason}`);
  return loadSheet(
    engine,
    reader,
    { ...found, ...candidate, recognition: candidate.recognition ?? found.recognition },
    options,
  );
}
