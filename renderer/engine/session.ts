import { openDuckDB } from './duckdb.ts';
import type { Engine } from './engine.ts';
import { texts } from './texts.ts';
import { prepareWorkspace } from './workspace.ts';

let opened: Promise<Engine> | null = null;

/** The workspace of this window, opened at the first call. */
export function openSession(): Promise<Engine> {
  opened ??= openDuckDB('opfs://workspace.duckdb').then(async (engine) => {
    await prepareWorkspace(engine, texts);
    return engine;
  });
  return opened;
}
